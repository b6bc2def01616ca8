//! What the Dockerfile that is there gives to its build: commands of the project with
//! their variables, and arguments that end in a page.

use super::command::program;
use crate::dockerfile::SettingId;
use crate::inspect::containerfile::{File, Instruction, Stage, Values, commands_as_written};
use crate::inspect::findings::{At, quoted};
use crate::inspect::found::Sure;
use crate::inspect::project::{View, file_name, folder_of};
use crate::model::questions::Runtime;
use crate::model::runtimes::Kind;

/// Commands of Python’s frameworks that make something of the sources.
const OF_THE_PROJECT: &[&str] = &["collectstatic", "compilemessages", "compilejsi18n", "compress", "compilescss"];
/// What names a variable that frameworks read before all others.
const READ_FIRST: &[&str] = &["DJANGO_SETTINGS_MODULE", "DJANGO_CONFIGURATION", "FLASK_APP"];
/// Parts of names whose values are no defaults of anything.
const SECRET: &[&str] = &["KEY", "TOKEN", "SECRET", "PASS", "PWD", "CREDENTIAL", "AUTH"];
/// Stands in for a secret that a build only wants to be there.
const PLACEHOLDER: &str = "only-for-the-build";
/// How names of variables begin that builds of pages write into them.
const OF_PAGES: &[&str] = &[
    "NEXT_PUBLIC_",
    "VITE_",
    "REACT_APP_",
    "VUE_APP_",
    "NUXT_PUBLIC_",
    "NUXT_APP_",
    "PUBLIC_",
    "GATSBY_",
    "EXPO_PUBLIC_",
    "NG_APP_",
    "STORYBOOK_",
];

/// So many commands and arguments are looked at.
const MOST_STEPS: usize = 20;
const MOST_ARGUMENTS: usize = 100;

/// A word of the command, and whether it gives a variable a value.
fn assigned(word: &str) -> Option<(&str, &str)> {
    let (name, value) = word.split_once('=')?;
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    is_name.then_some((name, value))
}

/// A variable with its value as a shell takes it, and nothing that may be a secret.
fn variable(name: &str, value: &str) -> Option<String> {
    let is_secret = SECRET.iter().any(|part| name.to_ascii_uppercase().contains(part)) || value.contains("://") && value.contains('@');
    // What switches something on is none.
    let is_plain = value.len() < 2 || ["true", "false", "none", "dummy"].contains(&value.to_ascii_lowercase().as_str());
    let value = if is_secret && !is_plain { PLACEHOLDER } else { value };
    Some(format!("{name}={}", shlex::try_quote(value).ok()?))
}

/// Commands of the project that the Dockerfile runs, as steps of the build.
pub(super) fn instructions(at: &mut At<'_>, view: &View<'_>, runtime: Runtime, file: &File, stages: &[(usize, &Stage)]) {
    let mut all: Vec<String> = Vec::new();
    let mut first: Option<(u32, String)> = None;
    let mut fetched: Vec<(String, String)> = Vec::new();
    let mut made: Vec<String> = Vec::new();
    for (place, stage) in stages {
        for instruction in stage.instructions.iter().filter(|instruction| instruction.name == "RUN") {
            for words in commands_as_written(&instruction.script()) {
                let begins = words.iter().position(|word| assigned(word).is_none()).unwrap_or(words.len());
                let (given, rest) = words.split_at(begins);
                let is_known = |words: &[String]| !words.iter().any(|word| word.contains(['$', '`']));
                if runtime.row().kind == Kind::Interpreted
                    && is_known(&words)
                    && let Some(text) = made_of_another(view, rest, &mut made)
                {
                    if all.len() < MOST_STEPS && !all.contains(&text) {
                        all.push(text);
                    }
                    first.get_or_insert_with(|| (instruction.line_of(&rest[0]), quoted(&rest.join(" "))));
                    continue;
                }
                match runtime {
                    Runtime::Python if is_known(&words) => {
                        let Some(command) = of_python(view, rest) else { continue };
                        let environment: Values = file.environment(*place);
                        let read_first = READ_FIRST.iter().filter_map(|name| {
                            let (_, value) = environment.iter().rev().find(|(own, _)| own == name)?;
                            Some((*name, value.as_deref()?))
                        });
                        let named: Vec<(&str, &str)> = given.iter().filter_map(|word| assigned(word)).collect();
                        let before: Vec<(&str, &str)> = read_first.filter(|(name, _)| !named.iter().any(|(own, _)| own == name)).collect();
                        let variables = before.into_iter().chain(named).filter_map(|(name, value)| variable(name, value));
                        let text = variables.chain([command]).collect::<Vec<_>>().join(" ");
                        if all.len() < MOST_STEPS && !all.contains(&text) {
                            all.push(text);
                        }
                        first
                            .get_or_insert_with(|| (instruction.line_of(rest.first().map_or("", String::as_str)), quoted(&rest.join(" "))));
                    }
                    Runtime::Go if is_known(&words) => {
                        for text in of_go(rest, &mut fetched) {
                            if all.len() < MOST_STEPS && !all.contains(&text) {
                                all.push(text);
                            }
                            first.get_or_insert_with(|| (instruction.line, quoted(&rest.join(" "))));
                        }
                    }
                    // It is compiled here too, and gets them as arguments of the build.
                    Runtime::Ruby if rest.iter().any(|word| word == "assets:precompile") => of_ruby(at, instruction, given),
                    Runtime::Go
                    | Runtime::Rust
                    | Runtime::CCpp
                    | Runtime::Java
                    | Runtime::JavaNative
                    | Runtime::Dotnet
                    | Runtime::Node
                    | Runtime::Bun
                    | Runtime::Deno
                    | Runtime::Python
                    | Runtime::Ruby
                    | Runtime::Php
                    | Runtime::StaticSite => {}
                }
            }
        }
    }
    if let Some((line, said)) = first {
        at.set_without_secrets(SettingId::Steps, &all.join(" && "), line, Sure::Inferred, format!("it runs {said}"));
    }
}

/// A file of the project under another name, and what changes it then: `cp example.yml config.yml`.
fn made_of_another(view: &View<'_>, words: &[String], made: &mut Vec<String>) -> Option<String> {
    let plain = |word: &str| word.trim_start_matches("./").to_string();
    let named: Vec<String> = words.iter().skip(1).filter(|word| !word.starts_with('-')).map(|word| plain(word)).collect();
    match (words.first()?.as_str(), named.as_slice()) {
        ("cp", [from, to]) => {
            let end = |path: &str| file_name(path).rsplit_once('.').map(|(_, end)| end.to_string());
            let is_elsewhere = to.starts_with('/') || to.contains("..") || !["", folder_of(from)].contains(&folder_of(to));
            // Files with variables stay out of the image.
            let is_new = end(from).is_some() && end(from) == end(to) && !view.has(to) && !file_name(to).starts_with(".env");
            if !view.has(from) || is_elsewhere || !is_new {
                return None;
            }
            made.push(to.clone());
        }
        ("sed", [_, file]) if words.iter().any(|word| word == "-i") && made.contains(file) => {}
        _ => return None,
    }
    shlex::try_join(words.iter().map(String::as_str)).ok()
}

/// A command of a framework, as a shell takes it.
fn of_python(view: &View<'_>, words: &[String]) -> Option<String> {
    let words = program(words);
    let first = file_name(words.first()?);
    // Translations and bundles of Flask.
    let is_of_flask = ["flask", "pybabel"].contains(&first) && words.iter().any(|word| ["compile", "build"].contains(&word.as_str()));
    if !is_of_flask && !words.iter().any(|word| OF_THE_PROJECT.contains(&word.as_str())) {
        return None;
    }
    let is_alone = words.first()?.ends_with("manage.py");
    let python = is_alone.then_some("python");
    // Where it lies in the project: a folder of the image may be another.
    let manage = || view.names().filter(|name| file_name(name) == "manage.py").min_by_key(|name| name.len());
    let manage = if words.iter().any(|word| word.ends_with("manage.py")) { Some(manage()?) } else { None };
    let named = words.iter().map(|word| manage.filter(|_| word.ends_with("manage.py")).unwrap_or(word));
    let named = named.enumerate().map(|(at, word)| if at == 0 { word.rsplit_once("/bin/").map_or(word, |(_, name)| name) } else { word });
    shlex::try_join(python.into_iter().chain(named)).ok()
}

/// Commands that write sources of Go: those that it calls itself, and those of programs that were
/// installed before, each with how it is.
fn of_go(words: &[String], fetched: &mut Vec<(String, String)>) -> Vec<String> {
    let text = || shlex::try_join(words.iter().map(String::as_str)).ok();
    let named: Vec<&str> = words.iter().map(String::as_str).collect();
    match named.as_slice() {
        ["go", "generate", ..] => text().into_iter().collect(),
        ["go", "install", package] if package.contains('@') => {
            let path = package.split('@').next().unwrap_or_default();
            let is_version = |part: &&str| part.strip_prefix('v').is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
            let name = path.rsplit('/').find(|part| !is_version(part)).unwrap_or(path);
            fetched.extend(text().map(|text| (name.to_string(), text)));
            Vec::new()
        }
        [first, _, ..] => {
            let tool = fetched.iter().find(|(name, _)| name == file_name(first)).map(|(_, install)| install.clone());
            tool.map(|install| [Some(install), text()].into_iter().flatten().collect()).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

fn of_ruby(at: &mut At<'_>, instruction: &Instruction, given: &[String]) {
    const ITS_OWN: &[&str] = &["RAILS_ENV", "RACK_ENV", "NODE_ENV", "SECRET_KEY_BASE", "SECRET_KEY_BASE_DUMMY", "PATH"];
    for (name, value) in given.iter().filter_map(|word| assigned(word)).filter(|(name, _)| !ITS_OWN.contains(name)) {
        if let Some(text) = variable(name, value).filter(|text| !text.contains('$')) {
            let why = format!("its assets are compiled with {}", quoted(name));
            at.set(SettingId::BuildArguments, &text, instruction.line_of(name), Sure::Inferred, why);
        }
    }
}

/// Arguments of a build stage that end in the page.
pub(super) fn arguments(at: &mut At<'_>, stages: &[(usize, &Stage)]) {
    let mut known: Vec<String> = Vec::new();
    for (_, stage) in stages {
        for instruction in stage.instructions.iter().filter(|instruction| ["ARG", "ENV"].contains(&instruction.name.as_str())) {
            let words = shlex::split(&instruction.text).unwrap_or_default();
            for word in words {
                let (name, value) = word.split_once('=').map_or((word.as_str(), None), |(name, value)| (name, Some(value)));
                // A version is that of something else.
                if !OF_PAGES.iter().any(|begin| name.starts_with(begin))
                    || name.ends_with("_VERSION")
                    || known.len() >= MOST_ARGUMENTS
                    || known.iter().any(|own| own == name)
                {
                    continue;
                }
                known.push(name.into());
                // Where it says that nothing is given, the page does without.
                let is_empty = value == Some("") && instruction.name == "ARG";
                let value = value.filter(|value| !value.is_empty() && !value.contains('$'));
                let text = match value.map(shlex::try_quote) {
                    None if is_empty => format!("{name}="),
                    Some(Ok(value)) => format!("{name}={value}"),
                    Some(Err(_)) => continue,
                    None => name.to_string(),
                };
                at.set(
                    SettingId::BuildArguments,
                    &text,
                    instruction.line_of(name),
                    Sure::Inferred,
                    format!("the build writes {} into the page", quoted(name)),
                );
            }
        }
    }
}
