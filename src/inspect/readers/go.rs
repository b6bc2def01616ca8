//! go.mod, and which programs there are.

use super::packages::{Ecosystem, say};
use super::{lines, version};
use crate::decision::Subject;
use crate::dockerfile::SettingId;
use crate::facts;
use crate::inspect::findings::{Findings, quoted};
use crate::inspect::found::Sure;
use crate::inspect::project::{View, file_name, folder_of};
use crate::model::questions::Linking;

/// go.mod and go.work.
pub(super) fn module(view: &View<'_>, findings: &mut Findings) {
    let Some(text) = view.text("go.mod") else { return };
    let mut at = findings.at(view, "go.mod");
    let (mut block, mut any_c) = ("", false);
    for (line, text) in lines(text) {
        let text = text.trim();
        match text.strip_suffix('(') {
            Some(name) => block = name.trim(),
            None if text == ")" => block = "",
            None => {}
        }
        let required = text.strip_prefix("require ").map(str::trim).or((block == "require").then_some(text));
        if let Some(module) = required.and_then(|text| text.split_whitespace().next())
            // What only others ask for may be compiled in or not.
            && !text.ends_with("// indirect")
        {
            any_c |= say(&mut at, Ecosystem::Go, module, line);
        }
        if let Some(asked) = text.strip_prefix("go ").filter(|_| block.is_empty()).and_then(version::asked)
            && let Some(version) = asked.one(2)
        {
            at.note(line, format!("It needs Go {version} or newer to build."));
            // What its modules were tried with: some go no further than that.
            let is_supported =
                facts::nearest_supported("golang", &version, facts::as_of()).is_some_and(|image| image.version == Some(version.as_str()));
            if is_supported {
                at.set(SettingId::Version, &version, line, Sure::Guessed, format!("go.mod names Go {version}, which is still supported"));
            }
        }
        if let Some(name) = text.strip_prefix("module ") {
            let name = name.trim().trim_matches('"');
            let last =
                name.rsplit('/').find(|part| !part.strip_prefix('v').is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit())));
            at.set(
                SettingId::Name,
                &last.unwrap_or(name).to_ascii_lowercase(),
                line,
                Sure::Guessed,
                format!("the module is {}", quoted(name)),
            );
        }
        if let Some((_, to)) = text.split_once("=>")
            && to.trim().starts_with("..")
        {
            at.note(line, format!("It uses {} from outside this folder. Use a parent folder as the build context.", quoted(to.trim())));
        }
    }
    if !any_c {
        at.answer(Linking::Static, 0, Sure::Guessed, "it requires no module that is known to need C");
    }
    if view.has("go.work") {
        findings.at(view, "go.work").note(0, "A workspace: everything that go.work names must be in the build context.");
    }
}

/// Folders whose programs are for people who develop, and not what is deployed.
const ASIDE: &[&str] = &[
    "example",
    "examples",
    "test",
    "tests",
    "testdata",
    "tools",
    "tool",
    "hack",
    "scripts",
    "internal",
    "docs",
    "e2e",
    "benchmark",
    "benchmarks",
    "_examples",
    "testing",
];

/// The packages that become programs.
pub(super) fn programs(view: &View<'_>, findings: &mut Findings) {
    let is_aside = |path: &str| path.split('/').any(|folder| ASIDE.contains(&folder));
    // A folder with a go.mod of its own is another module.
    let modules: Vec<&str> = view.names().filter(|name| file_name(name) == "go.mod" && name.contains('/')).map(folder_of).collect();
    let is_own = |path: &str| !modules.iter().any(|module| path.strip_prefix(module).is_some_and(|rest| rest.starts_with('/')));
    let of_main = |path: &str| {
        view.text(path).is_none_or(|text| text.lines().any(|line| line.trim() == "package main" || line.starts_with("package main ")))
    };
    let all: Vec<&str> =
        view.names().filter(|name| file_name(name) == "main.go" && !is_aside(name) && is_own(name) && of_main(name)).collect();
    let sure = if all.len() == 1 { Sure::Inferred } else { Sure::Guessed };
    let named = findings.found.iter().find(|found| found.subject == Subject::Setting(SettingId::Name)).map(|found| found.value.clone());
    let folder = |path: &str| file_name(folder_of(path)).to_string();
    let chosen = all.iter().find(|path| **path == "main.go");
    let chosen = chosen.or_else(|| all.iter().find(|path| path.starts_with("cmd/") && Some(folder(path)) == named));
    let chosen = chosen
        .or_else(|| all.iter().find(|path| path.starts_with("cmd/") && ["server", "api", "app", "main"].contains(&folder(path).as_str())));
    let chosen = chosen.or_else(|| all.iter().find(|path| path.starts_with("cmd/")));
    // Of several elsewhere it is not known which is meant.
    let chosen = chosen.or(all.first().filter(|_| all.len() == 1));
    let Some(path) = chosen else {
        // Files of a program may have any name.
        let below: Vec<&str> = view
            .names()
            .filter(|name| {
                name.starts_with("cmd/") && name.ends_with(".go") && !name.ends_with("_test.go") && name.matches('/').count() == 2
            })
            .collect();
        let is_named = |path: &&&str| Some(folder(path)) == named;
        if let Some(path) = below.iter().find(is_named).or(below.first()) {
            let entry = format!("./{}", folder_of(path));
            findings.at(view, path).set(SettingId::Entry, &entry, 0, Sure::Guessed, "Go programs are usually below cmd");
        } else if let Some(path) = view.here(|name| name.ends_with(".go") && !name.ends_with("_test.go")).next() {
            findings.at(view, path).set(SettingId::Entry, ".", 0, Sure::Guessed, "there are Go files at the root, and none below cmd");
        }
        return;
    };
    let entry = match folder_of(path) {
        "" => ".".to_string(),
        folder => format!("./{folder}"),
    };
    let others = all.len() - 1;
    let why = match others {
        0 => "it is the only main package".to_string(),
        _ => format!("it is one of {} main packages", others + 1),
    };
    findings.at(view, path).set(SettingId::Entry, &entry, 0, sure, why);
    let is_c = all.iter().chain([path]).find_map(|path| {
        let text = view.text(path)?;
        lines(text).find(|(_, line)| line.trim() == "import \"C\"").map(|(line, _)| (*path, line))
    });
    if let Some((path, line)) = is_c {
        findings.at(view, path).answer(Linking::Glibc, line, Sure::Read, "it imports C");
    }
}
