//! Proves that what starts before the service and beside it is there too, as `prove`
//! does for what the image starts.
//!
//! Only what surely is a path, module or program of the project is asked for: a wrong
//! alarm would stop a build that works.

use super::prove::stop_without;
use crate::dockerfile::plan::Plan;
use crate::dockerfile::settings::SettingId;
use crate::dockerfile::start::PYTHON;
use crate::dockerfile::tree::{Stage, Why};

/// The folder of the programs that packages of Python bring.
const PROGRAMS: &str = "/venv/bin/";

/// What other settings start: the label of each, and its words.
fn others(plan: &Plan) -> Vec<(&'static str, Vec<String>)> {
    let before = plan.before().map(|command| (SettingId::Before.get().label(), command.words));
    let also = plan.processes().into_iter().map(|process| (SettingId::Processes.get().label(), process.command.words));
    before.into_iter().chain(also).collect()
}

/// Whether a word needs no quotes, means nothing to a shell and is no option.
fn is_plain(word: &str) -> bool {
    !word.starts_with('-') && word.chars().all(|char| char.is_ascii_alphanumeric() || "._/-".contains(char))
}

/// The path that words start: a program of the project by itself, or what an interpreter
/// is given first.
fn script<'a>(words: &'a [String], interpreter: &str) -> Option<&'a str> {
    let (program, rest) = words.split_first()?;
    let is_interpreter = program.rsplit('/').next() == Some(interpreter);
    let script = if is_interpreter { rest.first()? } else { program };
    // A word of Bun, such as `run`, is no script, and a program without a folder is the image's.
    let is_named = is_interpreter && interpreter != "bun";
    let is_path = is_plain(script) && !script.starts_with('/') && (is_named || script.contains(['/', '.']));
    (is_path && (is_interpreter || script.contains('/'))).then_some(script)
}

/// Commands that stop the build where a script is missing that the interpreter of that
/// name starts; `tried` are the paths that it finds one by.
pub fn stop_without_scripts(plan: &Plan, interpreter: &str, tried: impl Fn(&str) -> Vec<String>) -> Vec<String> {
    let proof = |(setting, words): &(&'static str, Vec<String>)| match packaged(words) {
        Some(name) => Some(stop_without_package(name, setting)),
        None => Some(stop_without(&tried(script(words, interpreter)?), setting)),
    };
    distinct(others(plan).iter().filter_map(proof))
}

/// The program of a package that npx starts, which downloads one that is not installed: a
/// service would wait for a registry, and run what no lock file names.
fn packaged(words: &[String]) -> Option<&str> {
    let (program, rest) = words.split_first()?;
    let name = rest.iter().find(|word| !word.starts_with('-'))?;
    let takes_a_value = rest.iter().take_while(|word| word.starts_with('-')).any(|word| ["-p", "-c", "-w"].contains(&word.as_str()));
    (program.rsplit('/').next() == Some("npx") && !takes_a_value && is_plain(name) && !name.contains('/')).then_some(name)
}

/// Stops the build where no package that is left in the image has that program.
fn stop_without_package(name: &str, setting: &str) -> String {
    format!(
        "if [ ! -e node_modules/.bin/{name} ]; then echo \"no package in the image provides the program {name}: move its package to the dependencies, or change the setting '{setting}'\" >&2; exit 1; fi"
    )
}

/// Proves both, the program of the image and what else an interpreter of that name starts,
/// where each is a path as it is written.
pub fn prove_program(plan: &Plan, build: &mut Stage, interpreter: &str) {
    if plan.is_development() {
        return;
    }
    let at = |path: &str| vec![path.to_string()];
    let proof = stop_without(&at(&plan.entry()), plan.default_entry().what);
    let others = stop_without_scripts(plan, interpreter, at);
    let why = "Checks that the program exists; otherwise the build stops.";
    build.run(std::iter::once(proof).chain(others), Why::setting(SettingId::Entry, why));
}

/// Such commands for Python, whose packages bring programs, and whose modules `importable`
/// looks for; it takes the module and the message.
pub fn stop_without_python(plan: &Plan, importable: impl Fn(&str, &str) -> String) -> Vec<String> {
    let proof = |(setting, words): &(&'static str, Vec<String>)| {
        match &words[..] {
        [python, option, module, ..] if python == PYTHON && option == "-m" => {
            let message = format!("the module {module} is neither installed nor in the sources: change the setting '{setting}'");
            is_plain(module).then(|| importable(module, &message))
        }
        [program, ..] if program != PYTHON && program.starts_with(PROGRAMS) => is_plain(program).then(|| {
            let name = program.trim_start_matches(PROGRAMS);
            format!("if [ ! -e {program} ]; then echo \"no package provides the program {name}: add one that does, or change the setting '{setting}'\" >&2; exit 1; fi")
        }),
        _ => Some(stop_without(&[script(words, PYTHON.trim_start_matches(PROGRAMS))?.to_string()], setting)),
    }
    };
    distinct(others(plan).iter().filter_map(proof))
}

fn distinct(commands: impl Iterator<Item = String>) -> Vec<String> {
    commands.fold(Vec::new(), |mut all, command| {
        if !all.contains(&command) {
            all.push(command);
        }
        all
    })
}
