//! Projects that Bun runs, and not Node.js: their manifests are the same.

pub(super) use super::called::is_source;
use super::{Findings, command, node, scripts};
use crate::dockerfile::SettingId;
use crate::inspect::findings::{At, quoted};
use crate::inspect::found::Sure;
use crate::inspect::project::View;
use crate::inspect::tree::Node;
use crate::model::questions::Runtime;

/// Where a program is often written, as Bun and frameworks for it set up a project.
const ENTRIES: &[&str] = &["src/index.ts", "index.ts", "src/server.ts", "server.ts", "src/main.ts", "src/index.js", "index.js"];
/// The types of Bun, which a project has that calls it.
const TYPES: &[&str] = &["@types/bun", "bun-types"];

/// Whether Bun runs the package: a script starts a file with it, or there are its
/// types and its lock file, and no script that starts anything else.
pub(in crate::inspect) fn runs(view: &View<'_>, manifest: &Node) -> bool {
    match start(manifest) {
        Some((_, Some(words), _)) => {
            let words = command::program(&words);
            words.first().is_some_and(|word| word == "bun") && words.iter().any(|word| is_source(word))
                || compiled(manifest)
                    .is_some_and(|(_, outfile, _)| words.first().is_some_and(|word| word.trim_start_matches("./") == outfile))
        }
        Some((_, None, _)) => false,
        None => {
            let has_types = node::dependencies(manifest, &["dependencies", "devDependencies", "peerDependencies"])
                .any(|(name, _)| TYPES.contains(&name));
            has_types && ["bun.lock", "bun.lockb"].iter().any(|name| view.has(name))
        }
    }
}

/// The script that starts the program: its name, what it starts, where that is one command, and its line.
fn start(manifest: &Node) -> Option<(&'static str, Option<Vec<String>>, u32)> {
    let all = || {
        let named = node::STARTS.iter().filter_map(|name| {
            let script = manifest.at(&["scripts", name])?;
            Some((*name, script.text()?, script.line))
        });
        named.map(|(name, text, line)| (name, command::words(text).map(|words| scripts::resolved(manifest, words)), line))
    };
    // One of them may be for development, and start something that compiles on the way.
    let is_program = |words: &Option<Vec<String>>| {
        words.as_ref().is_some_and(|words| words.iter().any(|word| ["node", "next", "bun"].contains(&word.as_str())))
    };
    all().find(|(_, words, _)| is_program(words)).or_else(|| all().next())
}

/// What its script starts.
pub(super) fn by_script(at: &mut At<'_>, manifest: &Node) {
    match start(manifest) {
        Some((name, Some(words), line)) => command::started(at, Runtime::Bun, &words, line, &format!("the script “{name}”")),
        Some((name, None, line)) => {
            let text = manifest.text_of(&["scripts", name]).unwrap_or_default();
            at.note(line, format!("The script “{name}” has more than one command: {}.", quoted(text)));
        }
        None => {}
    }
}

/// The script that compiles the package: what it starts with, the executable, its line.
fn compiled(manifest: &Node) -> Option<(String, String, u32)> {
    let scripts = manifest.get("scripts")?.entries();
    scripts.iter().find_map(|(_, script)| {
        let words = command::words(script.text()?)?;
        let is_compiler = words.first().is_some_and(|word| word == "bun") && words.iter().any(|word| word == "--compile");
        let outfile = command::option(&words, &["--outfile"]).map(|path| path.trim_start_matches("./").to_string());
        let entry = words.iter().find(|word| is_source(word)).filter(|_| is_compiler)?;
        Some((entry.trim_start_matches("./").into(), outfile.unwrap_or_default(), script.line))
    })
}

/// What is started where no script says it, or where one compiles it.
pub(super) fn started(at: &mut At<'_>, view: &View<'_>, manifest: &Node) {
    if let Some((entry, _, line)) = compiled(manifest) {
        let why = "a script compiles it to one executable";
        at.set(SettingId::Layout, "binary", line, Sure::Inferred, why);
        at.set(SettingId::Entry, &entry, line, Sure::Inferred, why);
        return;
    }
    if start(manifest).is_some() {
        return;
    }
    let named = ["module", "main"].iter().find_map(|field| manifest.get(field).and_then(|node| Some((*field, node.text()?, node.line))));
    if let Some((field, entry, line)) = named.filter(|(_, entry, _)| is_source(entry)) {
        at.set(SettingId::Entry, entry.trim_start_matches("./"), line, Sure::Guessed, format!("{field} names it"));
    } else if let Some(entry) = ENTRIES.iter().find(|name| view.has(name)) {
        at.set(SettingId::Entry, entry, 0, Sure::Guessed, format!("{entry} exists, and no file says what to start"));
    }
}

/// The lock file: Bun reads no other to install exactly what it says.
pub(super) fn locks(view: &View<'_>, findings: &mut Findings) {
    let whole = view.whole();
    // Of a bunfig.toml without one it is said where that is read.
    let files = ["bun.lock", "bun.lockb", "bunfig.toml"];
    if !files.iter().any(|name| view.has(name) || whole.has(name)) {
        let text = "Bun runs this project, but there is no bun.lock. Run bun install and commit bun.lock, so that every build installs the same packages.";
        findings.at(view, "package.json").note(0, text);
    }
}
