//! go.mod, and which programs there are.

use super::outputs::joined;
use super::packages::{Ecosystem, say};
use super::{lines, version, workspaces};
use crate::decision::Subject;
use crate::dockerfile::SettingId;
use crate::facts;
use crate::inspect::findings::{At, Findings, quoted};
use crate::inspect::found::Sure;
use crate::inspect::project::{View, file_name, folder_of};
use crate::model::QuestionId;
use crate::model::questions::Linking;

/// The driver of SQLite that is compiled with cgo, and those that need no C.
const SQLITE: &str = "github.com/mattn/go-sqlite3";
const WITHOUT_C: &[&str] = &["modernc.org/sqlite", "github.com/glebarez/sqlite", "github.com/ncruces/go-sqlite3"];

/// Whether go.mod requires a module by itself.
fn text_has(view: &View<'_>, module: &str) -> bool {
    let text = view.text("go.mod").unwrap_or_default();
    text.lines()
        .any(|line| line.trim().trim_start_matches("require ").split_whitespace().next() == Some(module) && !line.ends_with("// indirect"))
}

/// Whether a file is compiled only elsewhere than on Linux, by the constraint at its beginning.
fn is_for_others(text: &str) -> bool {
    const OTHERS: &[&str] = &["windows", "darwin", "openbsd", "freebsd", "netbsd", "js", "wasip1", "ignore", "ios", "android", "plan9"];
    let constraint = text.lines().take_while(|line| !line.starts_with("package ")).find_map(|line| line.strip_prefix("//go:build "));
    constraint.is_some_and(|constraint| {
        let mut all = constraint.split("||").map(|part| part.split("&&").map(|word| word.trim().trim_matches(['(', ')', ' '])));
        all.all(|mut part| part.any(|word| OTHERS.contains(&word) || word == "!linux" || word == "!unix"))
    })
}

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
        // What only others ask for is listed where some package or test of the project is built with it.
        if let Some(module) = required.and_then(|text| text.split_whitespace().next()).filter(|_| text.ends_with("// indirect"))
            && module == SQLITE
            && !WITHOUT_C.iter().any(|other| text_has(view, other))
        {
            any_c = true;
            at.answer(Linking::Glibc, line, Sure::Guessed, format!("another module requires {module}, which compiles SQLite with cgo"));
        }
        if let Some(module) = required.and_then(|text| text.split_whitespace().next())
            && !text.ends_with("// indirect")
        {
            let other = WITHOUT_C.iter().find(|other| module == SQLITE && text_has(view, other));
            match other {
                // Which one is compiled in, files for one system or tags may say.
                Some(other) => {
                    let question = QuestionId::Linking.get().ask;
                    any_c = true;
                    at.note(line, format!("It requires {SQLITE}, which needs C, and {other}, which does not. If the program uses the first on Linux, answer “{question}”."));
                }
                None => any_c |= say(&mut at, Ecosystem::Go, module, line),
            }
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
    }
    if !any_c {
        at.answer(Linking::Static, 0, Sure::Guessed, "it requires no module that is known to need C");
    }
    replaced(view, findings, text);
    let work = view.text("go.work").filter(|_| !findings.has(Subject::Setting(SettingId::Member)));
    if let Some(work) = work {
        // With it, Go fetches what all of its modules require.
        let used = workspaces::used(work);
        let files = ["go.work", "go.work.sum"].into_iter().filter(|name| view.has(name)).map(String::from);
        let inside = used.iter().filter_map(|(folder, _)| joined("", folder)).filter(|folder| !folder.starts_with(".."));
        let theirs = inside.flat_map(|folder| ["go.mod", "go.sum"].map(|name| format!("{folder}/{name}")));
        let all: Vec<String> = files.chain(theirs).filter(|path| view.has(path)).collect();
        let mut at = findings.at(view, "go.work");
        at.note(0, "This is a workspace: everything that go.work names must be in the build context.");
        first(&mut at, &all, used.first().map_or(0, |(_, line)| *line), "Go reads it before it fetches modules");
    }
}

/// The most files, and the most letters of their names together, that can be set.
const MOST_FIRST: (usize, usize) = (12, 200);

/// Takes files that fetching needs; where they are too many, the folders that hold them.
fn first(at: &mut At<'_>, files: &[String], line: u32, why: &str) {
    let length = files.iter().map(|file| file.len() + 1).sum::<usize>();
    let is_short = files.len() <= MOST_FIRST.0 && length <= MOST_FIRST.1;
    let mut all: Vec<&str> = if is_short {
        files.iter().map(String::as_str).collect()
    } else {
        files.iter().map(|file| file.split('/').next().unwrap_or_default()).collect()
    };
    all.dedup();
    for file in all {
        at.set(SettingId::First, file, line, Sure::Read, why);
    }
}

/// Modules that a folder replaces: Go reads the go.mod there before it fetches any. One
/// outside of the folder makes the root of the repository the build context.
fn replaced(view: &View<'_>, findings: &mut Findings, text: &str) {
    let is_member = findings.has(Subject::Setting(SettingId::Member));
    let named = lines(text).filter_map(|(line, text)| Some((line, text.split("//").next()?.split_once("=>")?.1.trim())));
    let (mut inside, mut first_line) = (Vec::new(), 0);
    for (line, to) in named.filter(|(_, to)| to.starts_with('.') && !to.contains(' ')) {
        let below = joined("", to).filter(|folder| !folder.starts_with(".."));
        let there = |view: &View<'_>, folder: &str| view.has(&format!("{folder}/go.mod"));
        match below {
            Some(folder) if there(view, &folder) => {
                first_line = if first_line == 0 { line } else { first_line };
                inside.push(format!("{folder}/go.mod"));
            }
            Some(_) => {}
            None if is_member => {}
            None => {
                let mut at = findings.at(view, "go.mod");
                let outside = joined(view.folder, to).filter(|folder| !folder.starts_with("..") && there(&view.whole(), folder));
                match outside.filter(|_| !view.folder.is_empty()) {
                    Some(folder) => {
                        let why = format!("it replaces a module with {}, outside its folder", quoted(&folder));
                        at.set(SettingId::Member, view.folder, line, Sure::Inferred, why);
                    }
                    None => at.note(
                        line,
                        format!("It uses {}, which is outside this folder. Use a parent folder as the build context.", quoted(to)),
                    ),
                }
            }
        }
    }
    if !findings.has(Subject::Setting(SettingId::Member)) {
        first(&mut findings.at(view, "go.mod"), &inside, first_line, "Go reads it before it fetches modules");
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
            findings.at(view, path).set(SettingId::Entry, ".", 0, Sure::Guessed, "there are Go files at the root and none below cmd");
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
    // Of several programs only that one is in the image.
    let own = view.names().filter(|name| folder_of(name) == folder_of(path) && name.ends_with(".go") && !name.ends_with("_test.go"));
    let own: Vec<(&str, &str)> = own.filter_map(|path| Some((path, view.text(path).filter(|text| !is_for_others(text))?))).collect();
    serves_grpc(view, findings, &own);
    let is_c =
        own.iter().find_map(|(path, text)| lines(text).find(|(_, line)| line.trim() == "import \"C\"").map(|(line, _)| (*path, line)));
    if let Some((path, line)) = is_c {
        findings.at(view, path).answer(Linking::Glibc, line, Sure::Read, "it imports C");
    }
}

/// Whether the files of a program make a gRPC server, and none that speaks HTTP.
fn serves_grpc(view: &View<'_>, findings: &mut Findings, own: &[(&str, &str)]) {
    let has = |words: &[&str]| {
        let is_it = |line: &str| words.iter().any(|word| line.contains(word)) && !line.trim_start().starts_with("//");
        own.iter().find_map(|(path, text)| lines(text).find(|(_, line)| is_it(line)).map(|(line, _)| (*path, line)))
    };
    if let Some((path, line)) = has(&["grpc.NewServer("]).filter(|_| has(&["http.ListenAndServe", "http.Server{", "http.Serve("]).is_none())
    {
        let mut at = findings.at(view, path);
        at.set(SettingId::Does, "grpc", line, Sure::Inferred, "it makes a gRPC server, and none for HTTP");
    }
}
