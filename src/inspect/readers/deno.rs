//! deno.json and deno.lock.

pub(super) use super::called::deno as started;
use super::{Findings, command, named};
use crate::dockerfile::SettingId;
use crate::inspect::findings::quoted;
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

/// The task that compiles the program: where nothing else is started, or what that makes.
fn compiled<'a>(manifest: &'a Node, start: Option<&str>) -> Option<(&'a str, &'a str, u32)> {
    let started = start.map(|text| command::words(text).and_then(|words| words.into_iter().next()).unwrap_or_default());
    let plain = |path: &str| path.trim_start_matches("./").to_string();
    manifest.get("tasks")?.entries().iter().find_map(|(name, _)| {
        let (text, line) = task(manifest, name)?;
        let words = command::words(text)?;
        let compiles = words.first().is_some_and(|word| word == "deno") && words.get(1).is_some_and(|word| word == "compile");
        let is_it =
            started.as_ref().is_none_or(|first| command::option(&words, &["--output", "-o"]).is_some_and(|out| plain(out) == plain(first)));
        (compiles && is_it).then_some((name.as_str(), text, line))
    })
}

/// The words of what is started, through the tasks that it calls.
pub(super) fn resolved(manifest: Option<&Node>, words: Vec<String>) -> Vec<String> {
    let (Some(manifest), mut words) = (manifest, words.clone()) else { return words };
    // So many tasks may call one another.
    for _ in 0..4 {
        let [deno, call, name, given @ ..] = words.as_slice() else { break };
        let next = (deno == "deno" && call == "task").then(|| task(manifest, name)).flatten().and_then(|(text, _)| command::words(text));
        match next {
            // Deno hands on what follows the name of a task.
            Some(next) => words = next.into_iter().chain(given.iter().cloned()).collect(),
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
    let start = STARTS.iter().find_map(|name| task(&node, name).map(|(text, line)| (*name, text, line)));
    let start = compiled(&node, start.map(|(_, text, _)| text)).or(start);
    match start.map(|(name, text, line)| (name, text, line, command::words(text))) {
        Some((name, _, line, Some(words))) => {
            let words = resolved(Some(&node), words);
            command::started(&mut at, crate::model::questions::Runtime::Deno, &words, line, &format!("the task “{name}”"));
        }
        Some((name, text, line, None)) => at.note(line, format!("The task “{name}” has more than one command: {}.", quoted(text))),
        None => {
            if let Some(entry) = ENTRIES.iter().find(|name| view.has(name)) {
                at.set(SettingId::Entry, entry, 0, Sure::Guessed, format!("{entry} exists, and no file says what to start"));
            }
        }
    }
    if task(&node, "build").is_some() && start.is_none_or(|(name, ..)| name != "build") {
        at.note(0, "There is a task “build”. If the service needs it, set “deno task build” as a build step.");
    }
    if !view.has("deno.lock") {
        at.note(0, "There is no deno.lock. Run deno install and commit deno.lock, so that every build installs the same packages.");
    }
}
