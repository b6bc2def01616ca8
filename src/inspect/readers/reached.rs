//! Where the service is reached and checked: ports, and the addresses that health checks ask.

use super::filled::own_of;
use crate::decision::Subject;
use crate::dockerfile::SettingId;
use crate::inspect::containerfile::{Instruction, instructions};
use crate::inspect::findings::{At, Findings};
use crate::inspect::found::Sure;
use crate::inspect::project::View;
use crate::model::questions::Shell;
use crate::model::runtimes::Kind;

/// What a check asks on its own machine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Asked {
    /// The port, where it is named.
    pub port: Option<u16>,
    /// The path, where it is more than the root.
    pub path: Option<String>,
}

/// The address in the text of a check.
pub(super) fn asked(text: &str) -> Option<Asked> {
    let hosts = ["://localhost", "://127.0.0.1", "://0.0.0.0", "://[::1]", " localhost:", " 127.0.0.1:", "\"localhost:", "\"127.0.0.1:"];
    let rest = hosts
        .iter()
        .find_map(|host| text.split_once(host).map(|(_, rest)| if host.ends_with(':') { format!(":{rest}") } else { rest.into() }))?;
    let (digits, rest) = match rest.strip_prefix(':') {
        Some(rest) => rest.split_at(rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(rest.len())),
        None => ("", rest.as_str()),
    };
    // A port that only a shell knows ends where the path begins.
    let rest = if rest.starts_with('$') { rest.find('/').and_then(|at| rest.get(at..)).unwrap_or_default() } else { rest };
    let end = rest.find(|letter: char| letter.is_whitespace() || "'\"|);?],`".contains(letter)).unwrap_or(rest.len());
    let path = rest.get(..end).filter(|path| path.starts_with('/') && path.len() > 1 && !path.contains('$'));
    Some(Asked { port: digits.parse().ok(), path: path.map(String::from) })
}

/// The port of a check, if a service that is not root can have it.
pub(super) fn port_of(asked: &Asked) -> Option<u16> {
    asked.port.filter(|port| *port >= 1024)
}

/// What HEALTHCHECK says.
pub(super) fn health(at: &mut At<'_>, instruction: &Instruction) {
    if instruction.text.trim().eq_ignore_ascii_case("none") {
        return;
    }
    let text = instruction.text.trim_start_matches("CMD").trim();
    if let Some(path) = asked(text).and_then(|asked| asked.path) {
        at.set(SettingId::Health, &path, instruction.line_of(&path), Sure::Inferred, "its health check uses it");
    }
    if !text.starts_with('[') || ["sh", "curl", "wget"].iter().any(|tool| text.contains(&format!("\"{tool}\""))) {
        at.answer(Shell::Removable, instruction.line, Sure::Inferred, "its health check needs a shell or a tool");
    }
}

/// Ports that are usual for mail, shells and databases where no root is: a service that has one of
/// them beside another is mostly asked on the other.
const OF_OTHERS: &[u16] = &[1025, 1110, 1143, 1465, 1587, 1993, 1995, 2222, 2525, 3306, 5432, 6379, 27017];

/// So many ports are looked at.
const MOST_PORTS: usize = 100;

/// A port that EXPOSE names.
struct Exposed {
    port: u16,
    is_udp: bool,
    line: u32,
}

/// Every port that is exposed, each once.
fn exposed(instructions: &[&Instruction]) -> Vec<Exposed> {
    let mut all: Vec<Exposed> = Vec::new();
    for instruction in instructions.iter().filter(|instruction| instruction.name == "EXPOSE") {
        for word in instruction.text.split_whitespace() {
            let (port, transport) = word.trim_matches('"').split_once('/').unwrap_or((word.trim_matches('"'), "tcp"));
            let Ok(port) = port.parse() else { continue };
            let is_udp = transport.eq_ignore_ascii_case("udp");
            if all.len() < MOST_PORTS && !all.iter().any(|own| own.port == port && own.is_udp == is_udp) {
                all.push(Exposed { port, is_udp, line: instruction.line });
            }
        }
    }
    all
}

/// The port of the service: the only one that is exposed, the one that the health check
/// asks, or likely the first that needs no rights.
pub(super) fn ports(at: &mut At<'_>, instructions: &[&Instruction], health: Option<&Instruction>) {
    let all = exposed(instructions);
    let checked = health.and_then(|instruction| Some((port_of(&asked(&instruction.text)?)?, instruction.line)));
    if let [only] = all.as_slice() {
        if only.port >= 1024 {
            at.set(SettingId::Port, &only.port.to_string(), only.line, Sure::Inferred, "it exposes that port");
        }
        if only.is_udp {
            at.set(SettingId::Does, "udp", only.line, Sure::Inferred, "it exposes a UDP port");
        }
        if only.port >= 1024 {
            return;
        }
    }
    // DNS and the like: one port both ways. Web servers have theirs so too, for HTTP/3.
    if let [both, other] = all.as_slice()
        && both.port == other.port
        && ![443, 8443].contains(&both.port)
    {
        let why = "it exposes the same port over TCP and UDP";
        at.set(SettingId::Does, "udp", both.line, Sure::Inferred, why);
        if both.port >= 1024 {
            return at.set(SettingId::Port, &both.port.to_string(), both.line, Sure::Inferred, why);
        }
    }
    let may_be = |own: &&Exposed| own.port >= 1024 && !own.is_udp;
    let first = all.iter().find(|own| may_be(own) && !OF_OTHERS.contains(&own.port)).or_else(|| all.iter().find(may_be));
    match (checked, first) {
        (Some((port, line)), _) => at.set(SettingId::Port, &port.to_string(), line, Sure::Inferred, "its health check uses that port"),
        (None, Some(first)) if all.len() > 1 => {
            let is_first = all.iter().find(may_be).is_some_and(|own| own.port == first.port);
            let why = if is_first {
                "it is the first exposed port"
            } else {
                "it is the first exposed port that is not usual for mail or a database"
            };
            at.set(SettingId::Port, &first.port.to_string(), first.line, Sure::Guessed, why);
        }
        _ => {}
    }
}

/// The other ports, once it is known which is the service’s own.
pub(super) fn further(view: &View<'_>, findings: &mut Findings) {
    let Some((path, file)) = own_of(view, findings, |kind| kind != Kind::Files) else { return };
    let whole = view.whole();
    let Some(last) = file.stages.len().checked_sub(1) else { return };
    let all = exposed(&instructions(&file.line_of_stages(last)));
    let is_compiled = own_of(view, findings, |kind| kind == Kind::Compiled).is_some();
    if let Some(only) = all.first().filter(|_| is_compiled && all.iter().all(|own| own.port < 1024))
        && !findings.has(Subject::Setting(SettingId::Port))
    {
        let label = SettingId::Port.get().label();
        let text = format!(
            "It listens on {}, a port that a non-root user may not be allowed to use. Change the port by an argument or variable of the program, and set “{label}” to match.",
            only.port
        );
        findings.at(&whole, &path).note(only.line, text);
    }
    let ports = findings.found.iter().filter(|found| found.subject == Subject::Setting(SettingId::Port));
    let Some(own) = ports.rev().max_by_key(|found| found.sure).map(|found| found.value.clone()) else { return };
    let own: u16 = own.parse().unwrap_or_default();
    let does = findings.found.iter().any(|found| found.subject == Subject::Setting(SettingId::Does) && found.value == "udp");
    // Where something else is said of the only one, they do not go together.
    if !all.iter().any(|exposed| exposed.port == own) {
        return;
    }
    let mut at = findings.at(&whole, &path);
    for other in all.iter().filter(|exposed| (exposed.port, exposed.is_udp) != (own, does) && exposed.port >= 1024) {
        let text = format!("{}{}", other.port, if other.is_udp { "/udp" } else { "" });
        at.set(SettingId::Ports, &text, other.line, Sure::Inferred, "it exposes that port too");
    }
}
