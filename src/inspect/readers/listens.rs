//! Where a compiled program listens if nobody tells it, as its own sources say.

use super::lines;
use crate::decision::Subject;
use crate::dockerfile::SettingId;
use crate::inspect::findings::{Findings, quoted};
use crate::inspect::found::Sure;
use crate::inspect::project::{View, file_name, folder_of};

/// An address in a line of a source.
struct Address {
    host: String,
    port: u16,
}

/// Words of lines that say where a server listens.
const LISTENS: &[&str] = &["listen", "bind", "addr", "serve", "host"];
/// Words of lines that say where something else is.
const CALLS: &[&str] = &["dial", "connect", "redis", "postgres", "mysql", "client", "upstream", "proxy", "http://", "https://"];
/// Addresses that nothing outside of the container reaches.
const LOOPBACK: &[&str] = &["127.0.0.1", "localhost", "[::1]"];

/// Reads the port of the program, and says where it is reached from its own machine alone.
pub(super) fn by_default(view: &View<'_>, findings: &mut Findings) {
    let Some(path) = source(view, findings) else { return };
    let Some(text) = view.text(&path) else { return };
    let found: Vec<(u32, Address)> = lines(text).filter_map(|(line, text)| Some((line, address(text)?))).collect();
    let Some((line, address)) = found.first().filter(|(_, first)| found.iter().all(|(_, own)| own.port == first.port)) else { return };
    let of = |id: SettingId| findings.found.iter().filter(move |found| found.subject == Subject::Setting(id));
    let is_told = [SettingId::Arguments, SettingId::Variables]
        .into_iter()
        .flat_map(of)
        .any(|found| ["0.0.0.0", "[::]"].iter().any(|all| found.value.contains(all)));
    let written = format!("{}:{}", address.host, address.port);
    let mut at = findings.at(view, &path);
    at.set(SettingId::Port, &address.port.to_string(), *line, Sure::Guessed, format!("it names {written}"));
    if LOOPBACK.contains(&address.host.as_str()) && !is_told {
        let text = format!(
            "It listens on {} if nothing else is said, where only its own container reaches it. Make it 0.0.0.0 by one of the “{}” or “{}”.",
            quoted(&written),
            SettingId::Arguments.get().label(),
            SettingId::Variables.get().label()
        );
        at.note(*line, text);
    }
}

/// The source in which the program begins; none where it is not known which one that is.
fn source(view: &View<'_>, findings: &Findings) -> Option<String> {
    let taken = |id: SettingId| {
        let of = findings.found.iter().filter(|found| found.subject == Subject::Setting(id));
        of.rev().max_by_key(|found| found.sure).map(|found| found.value.clone())
    };
    let entry = taken(SettingId::Entry)?;
    let go = match entry.trim_start_matches("./") {
        "." | "" => "main.go".to_string(),
        folder => format!("{folder}/main.go"),
    };
    if view.has(&go) {
        return Some(go);
    }
    let begins: Vec<&str> = view.names().filter(|name| file_name(name) == "main.rs" && folder_of(name).ends_with("src")).collect();
    let crate_of = |path: &str| file_name(folder_of(folder_of(path))).to_string();
    match begins.as_slice() {
        ["src/main.rs"] => Some("src/main.rs".into()),
        all => all.iter().find(|path| crate_of(path) == entry).map(ToString::to_string),
    }
}

/// The address that a line says a server listens on: `":8080"`, or `([127, 0, 0, 1], 3000)`.
fn address(line: &str) -> Option<Address> {
    let small = line.to_ascii_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| small.contains(word));
    if small.trim_start().starts_with("//") || !has(LISTENS) || has(CALLS) {
        return None;
    }
    let literal = |text: &str| {
        let (host, port) = text.rsplit_once(':')?;
        let is_host = host.is_empty() || ["0.0.0.0", "[::]"].contains(&host) || LOOPBACK.contains(&host);
        let port = port.parse::<u16>().ok().filter(|port| is_host && *port >= 1024)?;
        Some(Address { host: host.into(), port })
    };
    let array = || {
        let (host, rest) = line.split_once("([")?.1.split_once("],")?;
        let host = host.split(',').map(str::trim).collect::<Vec<_>>().join(".");
        let port = rest.split(')').next()?.trim().parse::<u16>().ok().filter(|port| *port >= 1024)?;
        ["0.0.0.0", "127.0.0.1"].contains(&host.as_str()).then_some(Address { host, port })
    };
    line.split('"').skip(1).step_by(2).find_map(literal).or_else(array)
}
