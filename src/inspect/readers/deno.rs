//! deno.json and deno.lock.

use super::{Findings, command, named};
use crate::dockerfile::SettingId;
use crate::inspect::findings::{At, quoted};
use crate::inspect::found::Sure;
use crate::inspect::project::View;
use crate::inspect::tree::{self, Node};

/// What it is called, by the order in which Deno looks for it.
const CONFIGURATIONS: [&str; 2] = ["deno.json", "deno.jsonc"];
/// The tasks that start a program, the likeliest first.
const STARTS: &[&str] = &["start:prod", "start", "serve", "prod", "preview"];
/// Where a program is often written.
const ENTRIES: &[&str] = &["main.ts", "src/main.ts", "server.ts", "src/server.ts", "mod.ts", "main.js", "src/index.ts"];

/// How much a configuration says of being that of a service, by itself.
pub(in crate::inspect) fn strength(view: &View<'_>, text: &str) -> i32 {
    let Ok(node) = tree::json(text) else { return 0 };
    let starts = STARTS.iter().any(|name| task(&node, name).is_some());
    // A library says what it exports, and how it is published.
    match (starts, node.get("exports").is_some(), view.has("package.json")) {
        (true, ..) => 80,
        (false, true, _) => 5,
        (false, false, true) => 20,
        (false, false, false) => 65,
    }
}

/// A task as text, in either of the forms that it may have.
fn task<'a>(manifest: &'a Node, name: &str) -> Option<(&'a str, u32)> {
    let task = manifest.at(&["tasks", name])?;
    Some((task.text().or_else(|| task.text_of(&["command"]))?, task.line))
}

/// The words of what is started, through the tasks that it calls.
pub(super) fn resolved(manifest: Option<&Node>, words: Vec<String>) -> Vec<String> {
    let (Some(manifest), mut words) = (manifest, words.clone()) else { return words };
    // So many tasks may call one another.
    for _ in 0..4 {
        let [deno, call, name] = words.as_slice() else { break };
        let next = (deno == "deno" && call == "task").then(|| task(manifest, name)).flatten().and_then(|(text, _)| command::words(text));
        match next {
            Some(next) => words = next,
            None => break,
        }
    }
    words
}

/// The configuration in the service's folder.
pub(super) fn manifest_of(view: &View<'_>) -> Option<Node> {
    CONFIGURATIONS.iter().find_map(|name| tree::json(view.text(name)?).ok())
}

/// deno.json.
pub(super) fn configuration(view: &View<'_>, findings: &mut Findings) {
    let Some((name, text)) = CONFIGURATIONS.iter().find_map(|name| Some((name, view.text(name)?))) else { return };
    let mut at = findings.at(view, name);
    let Some(node) = at.parsed(tree::json(text)) else { return };
    named(&mut at, &node);
    let start = STARTS.iter().find_map(|name| task(&node, name).map(|(text, line)| (name, text, line)));
    match start.map(|(name, text, line)| (name, text, line, command::words(text))) {
        Some((name, _, line, Some(words))) => {
            let words = resolved(Some(&node), words);
            command::started(&mut at, crate::model::questions::Runtime::Deno, &words, line, &format!("the task “{name}”"));
        }
        Some((name, text, line, None)) => at.note(line, format!("The task “{name}” is more than one command: {}.", quoted(text))),
        None => {
            if let Some(entry) = ENTRIES.iter().find(|name| view.has(name)) {
                at.set(SettingId::Entry, entry, 0, Sure::Guessed, format!("{entry} exists, and nothing says what to start"));
            }
        }
    }
    if task(&node, "build").is_some() {
        at.note(0, "There is a task “build”. If the service needs it, set “deno task build” as a build step.");
    }
    if !view.has("deno.lock") {
        at.note(0, "There is no deno.lock. Run deno install and commit it: every build then installs the same packages.");
    }
}

/// What `deno run` or `deno serve` starts, with which permissions.
pub(super) fn started(at: &mut At<'_>, rest: &[String], line: u32, why: &str) {
    let Some((call, rest)) = rest.split_first().filter(|(call, _)| ["run", "serve"].contains(&call.as_str())) else { return };
    // Options that have their value behind them, and not behind a sign.
    let mut words = rest.iter();
    let (mut allowed, mut port) = (Vec::new(), None);
    let entry = loop {
        let Some(word) = words.next() else { break None };
        match word.as_str() {
            "--port" => port = words.next().cloned(),
            "--host" | "--config" | "-c" | "--lock" | "--import-map" => _ = words.next(),
            _ if word.starts_with("--port=") => port = word.split_once('=').map(|(_, value)| value.to_string()),
            _ if SettingId::Permissions.get().problem(word).is_none() => allowed.push(word.as_str()),
            _ if word.starts_with('-') => {}
            _ => break Some(word),
        }
    };
    let Some(entry) = entry else { return };
    at.set(SettingId::Entry, entry.trim_start_matches("./"), line, Sure::Inferred, why);
    if call == "serve" {
        at.set(SettingId::Layout, "serve", line, Sure::Inferred, why);
    }
    if let Some(port) = port.filter(|port| port.parse::<u16>().is_ok_and(|port| port >= 1024)) {
        at.set(SettingId::Port, &port, line, Sure::Inferred, why);
    }
    if let Some(text) = joined(&allowed) {
        at.set(SettingId::Permissions, &text, line, Sure::Inferred, why);
    }
    let arguments: Vec<&str> = words.map(String::as_str).collect();
    if let Some(text) = joined(&arguments) {
        at.set(SettingId::Arguments, &text, line, Sure::Inferred, why);
    }
}

/// Words as a text that can be set, with quotes only where they need some.
fn joined(words: &[&str]) -> Option<String> {
    let is_plain = |word: &&str| word.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_=./:,@".contains(letter));
    let text = if words.iter().all(is_plain) { words.join(" ") } else { shlex::try_join(words.iter().copied()).ok()? };
    (!text.is_empty()).then_some(text)
}
