//! Files that name a version and little else.

use super::version::asked;
use super::{Findings, lines};
use crate::dockerfile::SettingId;
use crate::inspect::found::Sure;
use crate::inspect::project::{View, file_name};
use crate::inspect::tree;

/// The long-term versions of Node.js by the names that nvm takes.
const LTS: &[(&str, &str)] = &[("hydrogen", "18"), ("iron", "20"), ("jod", "22"), ("krypton", "24")];

/// The version of a file with one line.
fn only(view: &View<'_>, findings: &mut Findings, name: &str, parts: usize) {
    let Some((path, text)) = view.above(name) else { return };
    say(&view.whole(), findings, &path, text, parts, SettingId::Version);
}

fn say(view: &View<'_>, findings: &mut Findings, path: &str, text: &str, parts: usize, of: SettingId) {
    let name = file_name(path);
    let mut at = findings.at(view, path);
    let Some((line, word)) =
        lines(text).map(|(line, text)| (line, text.trim())).find(|(_, text)| !text.is_empty() && !text.starts_with('#'))
    else {
        return;
    };
    let word = word.trim_start_matches("ruby-").trim_start_matches("python-").trim_start_matches("node-");
    let named = word.strip_prefix("lts/").and_then(|name| LTS.iter().find(|(known, _)| *known == name)).map(|(_, version)| *version);
    if let Some(version) = asked(named.unwrap_or(word)).and_then(|asked| asked.one(parts)) {
        at.set(of, &version, line, Sure::Read, format!("{name} says {word}"));
    }
}

/// The same of the Node.js that builds a front end.
pub(super) fn front_end(view: &View<'_>, findings: &mut Findings, path: &str) {
    if let Some(text) = view.text(path) {
        say(view, findings, path, text, 1, SettingId::FrontNode);
    }
}

/// `.nvmrc` and `.node-version`.
pub(super) fn node(view: &View<'_>, findings: &mut Findings) {
    only(view, findings, ".nvmrc", 1);
    only(view, findings, ".node-version", 1);
    // What a project is tested with is only likely what it runs on.
    let whole = view.whole();
    let workflows = whole.names().filter(|path| path.starts_with(".github/workflows/"));
    for path in workflows {
        let Some(text) = whole.text(path) else { continue };
        let named = lines(text).find_map(|(line, text)| {
            let rest = text.trim().trim_start_matches("- ").strip_prefix("node-version:")?.trim().trim_matches(['"', '\'']);
            Some((line, rest, asked(rest.trim_end_matches(".x"))?.one(1)?))
        });
        if let Some((line, word, version)) = named {
            findings.at(&whole, path).set(SettingId::Version, &version, line, Sure::Guessed, format!("a workflow uses Node.js {word}"));
        }
    }
}

/// `.python-version` and the `runtime.txt` of Heroku.
pub(super) fn python(view: &View<'_>, findings: &mut Findings) {
    only(view, findings, ".python-version", 2);
    only(view, findings, "runtime.txt", 2);
}

/// `.ruby-version`.
pub(super) fn ruby(view: &View<'_>, findings: &mut Findings) {
    only(view, findings, ".ruby-version", 2);
}

/// `rust-toolchain.toml`, and the older file without an end.
pub(super) fn rust(view: &View<'_>, findings: &mut Findings) {
    if let Some((path, text)) = view.above("rust-toolchain.toml") {
        let mut at = findings.at(&view.whole(), &path);
        if let Some(channel) = at.parsed(tree::toml(text)).as_ref().and_then(|node| node.at(&["toolchain", "channel"]))
            && let Some(version) = channel.text().and_then(asked).and_then(|asked| asked.one(2))
        {
            at.set(SettingId::Version, &version, channel.line, Sure::Read, format!("the toolchain is {version}"));
        }
    }
    only(view, findings, "rust-toolchain", 2);
}

/// Tools by name, and how many parts of their version matter.
const TOOLS: &[(&str, &[&str], usize)] =
    &[("node", &["nodejs", "node"], 1), ("python", &["python"], 2), ("ruby", &["ruby"], 2), ("php", &["php"], 2), ("java", &["java"], 1)];

/// `.tool-versions` of asdf, and mise's file. Which tool counts is known by who else reads:
/// only that of what runs inside.
pub(super) fn tools(view: &View<'_>, findings: &mut Findings) {
    let Some(runtime) = findings.found.iter().find(|found| found.subject.key() == "run").map(|found| found.value.clone()) else { return };
    let Some((_, names, parts)) = TOOLS.iter().find(|(token, ..)| *token == runtime) else { return };
    if let Some((path, text)) = view.above(".tool-versions") {
        let mut at = findings.at(&view.whole(), &path);
        for (line, text) in lines(text) {
            let mut words = text.split_whitespace();
            if let (Some(name), Some(word)) = (words.next(), words.next())
                && names.contains(&name)
                && let Some(version) = version_in(word, *parts)
            {
                at.set(SettingId::Version, &version, line, Sure::Read, format!("{name} is {word}"));
            }
        }
    }
    for file in ["mise.toml", ".mise.toml"] {
        let Some((path, text)) = view.above(file) else { continue };
        let mut at = findings.at(&view.whole(), &path);
        let Some(node) = at.parsed(tree::toml(text)) else { continue };
        for name in *names {
            if let Some(tool) = node.at(&["tools", name])
                && let Some(word) = tool.text()
                && let Some(version) = version_in(word, *parts)
            {
                at.set(SettingId::Version, &version, tool.line, Sure::Read, format!("{name} is {word}"));
            }
        }
    }
}

/// The Node.js that asdf has for a front end.
pub(super) fn front_end_tools(view: &View<'_>, findings: &mut Findings) {
    let Some((path, text)) = view.above(".tool-versions") else { return };
    let named = lines(text).find_map(|(line, text)| {
        let (name, word) = text.trim().split_once(char::is_whitespace)?;
        let version = version_in(word.trim(), 1).filter(|_| ["nodejs", "node"].contains(&name))?;
        Some((line, word.trim().to_string(), version))
    });
    if let Some((line, word, version)) = named {
        findings.at(&view.whole(), &path).set(SettingId::FrontNode, &version, line, Sure::Read, format!("Node.js is {word}"));
    }
}

/// The version in a name such as `temurin-21.0.2+13`.
fn version_in(word: &str, parts: usize) -> Option<String> {
    let begin = word.find(|letter: char| letter.is_ascii_digit())?;
    let numbers: String = word.get(begin..)?.chars().take_while(|letter| letter.is_ascii_digit() || *letter == '.').collect();
    asked(numbers.trim_end_matches('.'))?.one(parts)
}
