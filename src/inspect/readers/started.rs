//! What is started by the Dockerfile that is there, and what runs before it.

use super::command::{program, without_init};
use super::launched::{Written, is_shell, launched, workdir};
use super::{Findings, command, lines};
use crate::dockerfile::SettingId;
use crate::inspect::containerfile::{File, Instruction, copied_to};
use crate::inspect::findings::{At, quoted};
use crate::inspect::found::Sure;
use crate::inspect::project::{View, file_name};
use crate::inspect::tree::{self, Node};
use crate::model::questions::{Runtime, Shell};
use crate::model::runtimes::Kind;

/// Words of commands that change a database before a new version serves.
const MIGRATES: &[&str] = &[
    "migrate",
    "upgrade",
    "db:migrate",
    "db:prepare",
    "db:setup",
    "db_migrate",
    "migration:run",
    "migrations:migrate",
    "migrate:latest",
    "migrate:deploy",
    "migrate:up",
    "doctrine:migrations:migrate",
];

/// Says what ENTRYPOINT and CMD start, by a file with its values in it.
pub(super) fn start(
    view: &View<'_>,
    findings: &mut Findings,
    path: &str,
    file: &File,
    instructions: &[&Instruction],
    runtime: Option<Runtime>,
) {
    let whole = view.whole();
    let mut is_said = false;
    for name in ["ENTRYPOINT", "CMD"] {
        if let Some(instruction) = instructions.iter().rev().find(|instruction| instruction.name == name) {
            is_said |= in_a_shell(&mut findings.at(&whole, path), instruction);
        }
    }
    let (Some(launch), Some(runtime)) = (launched(view, path, file), runtime) else { return };
    if launch.by_script && launch.place.path != path && !is_said {
        let line = instructions
            .iter()
            .rev()
            .find(|instruction| instruction.name == "ENTRYPOINT" || instruction.name == "CMD")
            .map_or(0, |instruction| instruction.line);
        let why = format!("it starts through the script {}", quoted(file_name(&launch.place.path)));
        findings.at(&whole, path).answer(Shell::Removable, line, Sure::Inferred, why);
    }
    let of_node = || view.text("package.json").and_then(|text| tree::json(text).ok());
    let manifest = if runtime == Runtime::Deno { super::deno::manifest_of(view) } else { of_node() };
    if runtime == Runtime::StaticSite {
        return;
    }
    let here = workdir(instructions);
    let earlier: Vec<(Vec<String>, Written)> =
        launch.before.iter().map(|(words, place)| (from_the_project(view, runtime, &here, words.clone()), place.clone())).collect();
    before(view, findings, runtime, manifest.as_ref(), &earlier);
    for (file, words, place) in &launch.made {
        let text = format!(
            "{} first writes {} with the output of {}. The new image does not: there the file is as it is in the project. Pass what it should contain when you start the container.",
            place.by,
            quoted(file),
            quoted(words)
        );
        findings.at(&whole, &place.path).note(place.line, text);
    }
    for (words, place) in &launch.beside {
        let text = format!(
            "{} also runs {}. Add it to “{}”, each of which has its own container.",
            place.by,
            quoted(words),
            SettingId::Processes.get().label()
        );
        findings.at(&whole, &place.path).note(place.line, text);
    }
    if let Some((name, place)) = &launch.wrapped_by {
        let text =
            format!("{} starts the service through {name}, which the new image does not have. Run {name} in its own container.", place.by);
        findings.at(&whole, &place.path).note(place.line, text);
    }
    let Written { path: at, line, by } = &launch.place;
    let mut at = findings.at(&whole, at);
    let named: Vec<&String> = launch.one_of.iter().filter(|words| !words.contains('$')).collect();
    if named.len() > 1 {
        let all: Vec<String> = named.iter().map(|words| quoted(words)).collect();
        at.note(*line, format!("{by} starts one of several programs: {}. Set what this image starts.", all.join(", ")));
    }
    if launch.words.is_empty() {
        return;
    }
    let words = from_the_project(view, runtime, &here, launch.words);
    let words = match manifest.as_ref() {
        _ if runtime == Runtime::Deno => super::deno::resolved(manifest.as_ref(), with_deno(words)),
        Some(manifest) => super::scripts::resolved(manifest, words),
        None => words,
    };
    let of_the_port = |text: &&String| !["port", "host", "bind", "-b "].iter().any(|part| text.to_ascii_lowercase().contains(part));
    let left_out: Vec<String> = launch.left_out.iter().filter(|text| *text != "$@").filter(of_the_port).map(|text| quoted(text)).collect();
    // Of these a command says nothing here.
    let is_read = !matches!(runtime, Runtime::Java | Runtime::JavaNative | Runtime::Dotnet | Runtime::Php);
    if !left_out.is_empty() && is_read && words.first().is_some_and(|word| !is_shell(word)) {
        at.note(*line, format!("{by} starts it with shell syntax that was left out: {}.", left_out.join(", ")));
    }
    let words = if runtime == Runtime::Python { without_interpreter(view, words) } else { words };
    if runtime == Runtime::Python {
        console_script(view, &mut at, &words, *line, by);
    }
    command::started_in(&mut at, runtime, &words, *line, by, &|word| has_file(instructions, &here, &words, word));
}

/// Whether an image may have the file that a word names: something is copied to a folder above it,
/// other than the program itself, or a command names it.
fn has_file(instructions: &[&Instruction], workdir: &str, started: &[String], word: &str) -> bool {
    let path = word.find('/').and_then(|at| word.get(at..)).unwrap_or(word);
    let program = program(started).first().map_or("", |word| file_name(word));
    instructions.iter().any(|instruction| match instruction.name.as_str() {
        "COPY" | "ADD" => instruction.copied().is_some_and(|(sources, to)| {
            let to = copied_to(workdir, &to);
            let is_program = sources.iter().all(|source| file_name(source) == program);
            !is_program && (to == "/" || path.strip_prefix(to.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
        }),
        "RUN" => instruction.text.contains(path) || !instruction.heredocs.is_empty(),
        _ => false,
    })
}

/// Words with the paths of the program as they are in the project.
fn from_the_project(view: &View<'_>, runtime: Runtime, workdir: &str, words: Vec<String>) -> Vec<String> {
    if runtime.row().kind != Kind::Interpreted {
        return words;
    }
    // A file of the project by the end of its path, wherever it lies in that image.
    let ends = |word: &str| {
        let is_file = word.starts_with('/') && file_name(word).contains('.');
        let mut rest = is_file.then(|| word.trim_start_matches('/'));
        while let Some(path) = rest {
            if view.has(path) {
                return Some(path.to_string());
            }
            rest = path.split_once('/').map(|(_, rest)| rest);
        }
        None
    };
    let own = |(at, word): (usize, String)| match word.strip_prefix(workdir).and_then(|rest| rest.strip_prefix('/')) {
        // A program has its own place.
        Some(rest) if !rest.is_empty() && at > 0 && workdir != "/" => rest.to_string(),
        _ if at > 0 => ends(&word).unwrap_or(word),
        _ => word,
    };
    words.into_iter().enumerate().map(own).collect()
}

/// What needs a shell as it is now, and may not need it; whether that was said.
fn in_a_shell(at: &mut At<'_>, instruction: &Instruction) -> bool {
    let words = without_init(instruction.exec.as_deref().unwrap_or_default());
    let first = words.first().map_or("", String::as_str);
    let why = match instruction.exec {
        None => format!("{} needs a shell", instruction.name),
        Some(_) if first.ends_with(".sh") || is_shell(first) => format!("{} calls {}", instruction.name, quoted(first)),
        Some(_) if ["npm", "yarn", "pnpm"].contains(&first) => {
            format!("{first} starts through a shell; the program itself needs none")
        }
        Some(_) => return false,
    };
    at.answer(Shell::Removable, instruction.line, Sure::Inferred, why);
    true
}

/// The images of Deno start it where a command begins with a word of its own.
fn with_deno(words: Vec<String>) -> Vec<String> {
    let is_call = words.first().is_some_and(|word| ["run", "serve", "task"].contains(&word.as_str()));
    let deno = is_call.then(|| "deno".to_string());
    deno.into_iter().chain(words).collect()
}

/// What runs before the program: one command has its place, and of more it is said.
fn before(view: &View<'_>, findings: &mut Findings, runtime: Runtime, manifest: Option<&Node>, all: &[(Vec<String>, Written)]) {
    let whole = view.whole();
    if let (Runtime::Node, Some(manifest)) = (runtime, manifest) {
        for (words, place) in all {
            let words = super::scripts::resolved(manifest, words.clone());
            // A program within a command is no part of the project, and neither is what lies elsewhere.
            if words.iter().any(|word| ["-e", "--eval", "-p"].contains(&word.as_str()) || word.starts_with('/') && word.contains('.')) {
                continue;
            }
            let is_there = |path: &str| view.has(path) || whole.has(path) || path.starts_with("node_modules/");
            if let [node, script, ..] = words.as_slice()
                && node == "node"
                && !is_there(script.trim_start_matches("./"))
            {
                let text = format!(
                    "{} first runs {}. If that is needed, set it as the command before start or as a build step.",
                    place.by,
                    quoted(&words.join(" "))
                );
                findings.at(&whole, &place.path).note(place.line, text);
                continue;
            }
            super::scripts::before(&mut findings.at(&whole, &place.path), manifest, &[words], place.line, &place.by);
        }
        return;
    }
    let mut is_set = false;
    let mut others: Vec<(String, &Written)> = Vec::new();
    for (words, place) in all {
        let inner = program(words);
        let is_migration = inner.iter().skip(1).any(|word| MIGRATES.contains(&word.as_str()));
        // Of a command in the Dockerfile itself all that it runs is meant for this image.
        let is_wanted = is_migration || place.by == "CMD" || place.by == "ENTRYPOINT";
        let text = here(runtime, inner).filter(|_| is_wanted && !is_set).and_then(|words| {
            let text = shlex::try_join(words.iter().map(String::as_str)).ok()?;
            SettingId::Before.get().problem(&text).is_none().then_some(text)
        });
        let said = quoted(&words.join(" "));
        match text {
            Some(text) => {
                is_set = true;
                let why = format!("{} first runs {said}", place.by);
                findings.at(&whole, &place.path).set(SettingId::Before, &text, place.line, Sure::Inferred, why);
            }
            None => others.push((said, place)),
        }
    }
    if let Some((_, place)) = others.first() {
        let all: Vec<&str> = others.iter().map(|(said, _)| said.as_str()).collect();
        let text = format!(
            "{} first runs {}. If that is needed, set it as the command before start or as a build step.",
            place.by,
            all.join(", ")
        );
        findings.at(&whole, &place.path).note(place.line, text);
    }
}

/// A command as the new image has its program; none where that is not known.
fn here(runtime: Runtime, words: &[String]) -> Option<Vec<String>> {
    let (first, rest) = words.split_first()?;
    match runtime {
        // Its programs have another place.
        Runtime::Python => {
            let name = first.rsplit_once("/bin/").map_or(first.as_str(), |(_, name)| name);
            Some([name].into_iter().map(String::from).chain(rest.iter().cloned()).collect())
        }
        Runtime::Ruby if ["rails", "rake"].contains(&file_name(first)) => {
            Some(["ruby", "bin/rails"].into_iter().map(String::from).chain(rest.iter().cloned()).collect())
        }
        Runtime::Php if file_name(first) == "php" => Some(["php".to_string()].into_iter().chain(rest.iter().cloned()).collect()),
        Runtime::Ruby
        | Runtime::Php
        | Runtime::Go
        | Runtime::Rust
        | Runtime::CCpp
        | Runtime::Java
        | Runtime::JavaNative
        | Runtime::Dotnet
        | Runtime::Node
        | Runtime::Bun
        | Runtime::Deno
        | Runtime::StaticSite => None,
    }
}

/// A program of an environment by itself, where the interpreter there is told to run it.
fn without_interpreter(view: &View<'_>, mut words: Vec<String>) -> Vec<String> {
    if let [python, program, ..] = words.as_slice()
        && file_name(python).starts_with("python")
        && (program.contains("/bin/") || program.starts_with("bin/"))
        && !view.has(program)
    {
        words.remove(0);
    }
    words
}

/// A program that the project installs by itself: the function that it calls, and its arguments.
fn console_script(view: &View<'_>, at: &mut At<'_>, words: &[String], line: u32, by: &str) {
    let words = program(words);
    let Some((first, rest)) = words.split_first() else { return };
    let name = file_name(first);
    let in_tables = || {
        let node = tree::toml(view.text("pyproject.toml")?).ok()?;
        let tables = [&["project", "scripts"][..], &["tool", "poetry", "scripts"]];
        tables.iter().find_map(|path| Some(node.at(path)?.get(name)?.text()?.to_string()))
    };
    // Those of setuptools stand one a line: `shop = shop.cli:main`.
    let in_lines = || {
        ["setup.cfg", "setup.py"].into_iter().find_map(|file| {
            lines(view.text(file)?).find_map(|(_, text)| {
                let (own, function) = text.trim_matches([' ', '\t', '"', '\'', ',', '[', ']']).split_once('=')?;
                let own = own.trim().trim_start_matches(|letter: char| !letter.is_ascii_alphanumeric());
                (own == name && function.contains(':')).then(|| function.trim().to_string())
            })
        })
    };
    let Some(function) = in_tables().or_else(in_lines) else { return };
    let why = format!("{by} starts {}, which calls {}", quoted(&words.join(" ")), quoted(&function));
    at.set(SettingId::Layout, "script", line, Sure::Inferred, why.as_str());
    at.set(SettingId::Entry, &function, line, Sure::Inferred, why.as_str());
    if let Ok(text) = shlex::try_join(rest.iter().map(String::as_str)).map(|text| text.trim().to_string())
        && !text.is_empty()
    {
        at.set(SettingId::Arguments, &text, line, Sure::Inferred, why);
    }
}
