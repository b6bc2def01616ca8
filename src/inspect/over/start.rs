//! What stands once in a Dockerfile: the health check, the stop signal, the start, labels.

use super::both::{Both, Lost, names, plain};
use crate::dockerfile::SettingId;
use crate::inspect::containerfile::Instruction;
use crate::inspect::findings::quoted;
use crate::inspect::readers::without_init;

/// What of these the new file does not carry.
pub(super) fn others(both: &Both<'_>) -> Vec<Lost> {
    let mut out = Vec::new();
    let is_none = |instruction: &&Instruction| instruction.text.trim().eq_ignore_ascii_case("none");
    if let Some(instruction) = both.named("HEALTHCHECK").last().filter(|instruction| !is_none(instruction))
        && both.our_last("HEALTHCHECK").next().is_none()
    {
        let what = "Has its own health check. On this base, the platform’s probes replace it.".into();
        out.push(Lost { line: instruction.line, what, setting: None });
    }
    if let Some(instruction) = both.named("STOPSIGNAL").last()
        && both.our_last("STOPSIGNAL").next().is_none_or(|own| own.text != instruction.text)
        && !matches!(instruction.text.trim(), "SIGTERM" | "TERM" | "15")
    {
        out.push(Lost {
            line: instruction.line,
            what: format!("Sets the stop signal {}.", quoted(&instruction.text)),
            setting: Some(SettingId::Signal),
        });
    }
    out.extend(options(both));
    if let Some(instruction) = both.named("ENTRYPOINT").last() {
        let words = instruction.exec.clone().unwrap_or_else(|| instruction.text.split_whitespace().map(String::from).collect());
        let words = without_init(&words).join(" ");
        let first = words.split_whitespace().next().unwrap_or_default();
        if (first.ends_with(".sh") || first.contains("entrypoint")) && !both.has(first) {
            let what = format!("Starts the script {}, which may do something before the service starts.", quoted(&words));
            out.push(Lost { line: instruction.line, what, setting: Some(SettingId::Before) });
        }
    }
    for instruction in both.named("LABEL") {
        for name in names(instruction).into_iter().filter(|name| !both.has(name)) {
            out.push(Lost {
                line: instruction.line_of(&name),
                what: format!("Has the label {}.", plain(&name)),
                setting: Some(SettingId::Labels),
            });
        }
    }
    out
}

/// Servers whose options stand behind them, with what the new file says in its own way.
const SERVERS: &[&str] = &["gunicorn", "uvicorn", "hypercorn", "puma", "celery"];
#[rustfmt::skip]
const SAID_OTHERWISE: &[&str] = &[
    "-b", "--bind", "--host", "-p", "--port", "-k", "--worker-class", "-A", "--app", "-e", "--environment", "--reload", "--app-dir", "--chdir",
];

/// Options of a server that is started: workers, timeouts.
fn options(both: &Both<'_>) -> Vec<Lost> {
    let mut out = Vec::new();
    for instruction in both.named("CMD").last().into_iter().chain(both.named("ENTRYPOINT").last()) {
        let Some(words) = instruction.commands().pop() else { continue };
        let name = |word: &String| word.rsplit('/').next().unwrap_or_default().to_string();
        let Some(at) = words.iter().position(|word| SERVERS.contains(&name(word).as_str())) else { continue };
        let (server, rest) = (name(&words[at]), words.get(at + 1..).unwrap_or_default());
        for (at, word) in rest.iter().enumerate().filter(|(_, word)| word.starts_with('-') && word.len() > 1) {
            let option = word.split('=').next().unwrap_or(word);
            if SAID_OTHERWISE.contains(&option) || both.has(option) {
                continue;
            }
            // A value follows that is no option itself, and not what is started.
            let value = rest.get(at + 1).filter(|next| !word.contains('=') && !next.starts_with('-') && !next.contains([':', '.']));
            let text = value.map_or_else(|| word.clone(), |value| format!("{word} {value}"));
            out.push(Lost {
                line: instruction.line_of(option),
                what: format!("Starts {server} with {}.", quoted(&text)),
                setting: Some(SettingId::Arguments),
            });
        }
    }
    out
}
