//! What a command starts: read from a Dockerfile, a Procfile or a script alike.

mod python;
mod words;

use super::programs;
use crate::dockerfile::SettingId;
use crate::inspect::findings::{At, quoted};
use crate::inspect::found::Sure;
use crate::model::questions::{Runtime, Shell};
use crate::model::runtimes::Kind;
use words::arguments;
pub(super) use words::option;

/// A command as words, where a shell would take nothing for more than words.
pub(super) fn words(text: &str) -> Option<Vec<String>> {
    let special = |letter: char| "|&;<>()`".contains(letter);
    let words = shlex::split(text)?;
    (!outside_quotes(text).contains(special) && !words.is_empty()).then_some(words)
}

/// A text without what stands between quotes, in which a shell sees no operators.
fn outside_quotes(text: &str) -> String {
    let mut quote = None;
    let mut out = String::new();
    for letter in text.chars() {
        match quote {
            Some(open) if open == letter => quote = None,
            Some(_) => {}
            None if letter == '"' || letter == '\'' => quote = Some(letter),
            None => out.push(letter),
        }
    }
    out
}

/// A command without the port that a platform gives it: it is set here, or the stack’s own.
pub(super) fn without_port(text: &str) -> String {
    const PORTS: &[&str] = &["$PORT", "${PORT}", "${PORT:-8080}", "${PORT:-8000}", "${PORT:-5000}", "${PORT:-3000}"];
    const BEFORE: &[&str] = &[
        "-b 0.0.0.0:",
        "--bind 0.0.0.0:",
        "--bind=0.0.0.0:",
        "-b :",
        "--bind :",
        "--bind=:",
        "--port ",
        "--port=",
        "-p ",
        "0.0.0.0:",
        ":",
    ];
    PORTS
        .iter()
        .flat_map(|port| BEFORE.iter().map(move |before| format!("{before}{port}")))
        .fold(text.to_string(), |text, named| text.replace(&named, ""))
}

/// A command with the port in it that a platform would give, and that port, where there is one.
pub(super) fn with_port(text: &str) -> (String, Option<String>) {
    let Some(at) = ["${PORT", "$PORT"].iter().find_map(|mark| text.find(mark)) else { return (text.into(), None) };
    let rest = text.get(at..).unwrap_or_default();
    let (all, default) = match rest.strip_prefix("${PORT").and_then(|rest| rest.split_once('}')) {
        Some((inside, _)) => (format!("${{PORT{inside}}}"), inside.strip_prefix(":-")),
        None => ("$PORT".to_string(), None),
    };
    let port = default.filter(|port| port.parse::<u16>().is_ok_and(|port| port >= 1024)).unwrap_or("8080");
    (text.replace(&all, port), Some(port.into()))
}

/// Folders of an image whose files the new one has elsewhere or not at all.
const OF_AN_IMAGE: &[&str] = &["/app/", "/usr/", "/opt/", "/etc/", "/srv/", "/home/", "/root/", "/bin/"];

/// Says what is started, and how, where the words are those of a runtime.
pub(super) fn started(at: &mut At<'_>, runtime: Runtime, words: &[String], line: u32, what: &str) {
    started_in(at, runtime, words, line, what, &|_| true);
}

/// The same in an image, of which `has` says whether it has the file of a word.
pub(super) fn started_in(at: &mut At<'_>, runtime: Runtime, words: &[String], line: u32, what: &str, has: &dyn Fn(&str) -> bool) {
    let words = program(words);
    let Some((first, rest)) = words.split_first() else { return };
    let why = format!("{what} starts {}", quoted(&words.join(" ")));
    // A program that is told to run a shell cannot do without it.
    if let Some(shell) = rest.iter().find(|word| ["sh", "bash", "/bin/sh", "/bin/bash"].contains(&word.as_str()))
        && runtime.row().kind != Kind::Files
    {
        at.answer(Shell::Required, line, Sure::Inferred, format!("{what} tells the program to run {}", quoted(shell)));
    }
    let name = first.rsplit('/').next().unwrap_or(first);
    match runtime {
        Runtime::Node => node(at, name, rest, line, &why),
        Runtime::Bun => bun(at, name, rest, line, &why),
        // What compiles on the way is for development.
        _ if ["go", "cargo", "make", "air", "reflex", "task", "just"].contains(&name) => {}
        Runtime::Deno if name == "deno" => super::deno::started(at, rest, line, &why),
        Runtime::Python => python::started(at, name, rest, line, &why),
        Runtime::Ruby => ruby(at, name, rest, line, &why),
        // The program itself is built and named here; what it is started with stays.
        Runtime::Go | Runtime::Rust | Runtime::CCpp if !["sh", "bash", "ash"].contains(&name) && !name.ends_with(".sh") => {
            given(at, rest, line, &why, has);
        }
        // So has a JAR or an assembly its place here, and keeps what stands behind it.
        Runtime::Java if name == "java" => {
            let behind = rest.iter().position(|word| word == "-jar").and_then(|at| rest.get(at + 2..));
            given(at, behind.unwrap_or_default(), line, &why, has);
        }
        Runtime::Dotnet if name == "dotnet" && rest.first().is_some_and(|word| word.ends_with(".dll")) => {
            given(at, rest.get(1..).unwrap_or_default(), line, &why, has);
        }
        Runtime::Go
        | Runtime::Rust
        | Runtime::CCpp
        | Runtime::Java
        | Runtime::JavaNative
        | Runtime::Dotnet
        | Runtime::Deno
        | Runtime::Php
        | Runtime::StaticSite => {}
    }
}

/// What a program is given, which has its own place here.
fn given(at: &mut At<'_>, rest: &[String], line: u32, why: &str, has: &dyn Fn(&str) -> bool) {
    // Files of that image are in other places here.
    let mut of_the_image = rest.iter().filter(|word| OF_AN_IMAGE.iter().any(|folder| word.contains(folder))).peekable();
    let mounted = of_the_image.peek().map(|file| quoted(file));
    if let Some(file) = of_the_image.find(|word| has(word)) {
        return at.note(line, format!("{why}. Set the arguments yourself, because {} has another path in the new image.", quoted(file)));
    }
    if let Some(file) = mounted {
        at.note(line, format!("{why}, but nothing copies {file} into the image. Mount it in the new image too."));
    }
    arguments(at, rest.iter().map(String::as_str), line, why);
    kept(at, rest, line, why);
}

/// The folder of a database that a program is told to use: `-db /data/store.db`.
fn kept(at: &mut At<'_>, rest: &[String], line: u32, why: &str) {
    const FILES: &[&str] = &[".db", ".sqlite", ".sqlite3", ".bolt"];
    let named = rest.iter().map(|word| word.split_once('=').map_or(word.as_str(), |(_, value)| value));
    let is_file = |path: &&str| path.starts_with('/') && FILES.iter().any(|end| path.ends_with(end));
    let folder = named.filter(is_file).find_map(|path| path.rsplit_once('/').map(|(folder, _)| folder)).filter(|folder| !folder.is_empty());
    if let Some(folder) = folder {
        at.set(SettingId::Kept, folder, line, Sure::Inferred, why);
    }
}

/// Words without what only prepares a program: variables, `exec`, runners of package managers.
pub(super) fn program(words: &[String]) -> &[String] {
    let mut words = words;
    loop {
        let inner = without_runner(without_init(words));
        if inner.len() == words.len() {
            return words;
        }
        words = inner;
    }
}

fn is_variable(word: &str) -> bool {
    let is_name = |name: &str| !name.is_empty() && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
    word.split_once('=').is_some_and(|(name, _)| is_name(name))
}

/// Words without the init, and without the program that gives up the user’s rights.
pub(in crate::inspect) fn without_init(words: &[String]) -> &[String] {
    const INITS: &[&str] = &["tini", "tini-static", "dumb-init", "catatonit", "docker-init"];
    const USERS: &[&str] = &["gosu", "su-exec", "setuidgid", "s6-setuidgid", "chpst"];
    // Options of them that have a value.
    const VALUES: &[&str] = &["-r", "--rewrite", "-p", "-e", "-u"];
    let Some((first, mut rest)) = words.split_first() else { return words };
    let name = first.rsplit('/').next().unwrap_or(first);
    if !INITS.contains(&name) && !USERS.contains(&name) {
        return words;
    }
    while let Some(option) = rest.first().filter(|word| word.starts_with('-')) {
        rest = rest.get(if VALUES.contains(&option.as_str()) { 2.. } else { 1.. }).unwrap_or_default();
        if option == "--" {
            break;
        }
    }
    if USERS.contains(&name) && name != "chpst" {
        rest = rest.get(1..).unwrap_or_default();
    }
    without_init(rest)
}

/// Words without the first thing that only prepares.
fn without_runner(words: &[String]) -> &[String] {
    // Of these what they run follows two dashes, or their options.
    const READS_VARIABLES: &[&str] = &["dotenv", "dotenvx", "env-cmd", "doppler", "infisical"];
    const VALUES: &[&str] =
        &["-e", "-f", "-p", "-v", "-c", "--with", "--extra", "--group", "--package", "--env-file", "--python", "--project"];
    let Some((first, rest)) = words.split_first() else { return words };
    let after_options = |mut rest: &'_ [String]| -> usize {
        let all = rest.len();
        while let Some(option) = rest.first().filter(|word| word.starts_with('-')) {
            rest = rest.get(if VALUES.contains(&option.as_str()) { 2.. } else { 1.. }).unwrap_or_default();
            if option == "--" {
                break;
            }
        }
        all - rest.len()
    };
    let run_by = |managers: &[&str]| managers.contains(&first.as_str()) && rest.first().is_some_and(|word| word == "run" || word == "exec");
    match first.as_str() {
        _ if is_variable(first) => rest,
        "exec" | "--" | "cross-env" | "cross-env-shell" | "env" => rest,
        "npx" | "bunx" => rest.get(after_options(rest)..).unwrap_or_default(),
        "yarn" if rest.first().is_some_and(|word| word == "node") => rest,
        "npm" | "pnpm" | "yarn" if rest.first().is_some_and(|word| word == "exec") => {
            let rest = rest.get(1..).unwrap_or_default();
            rest.get(after_options(rest)..).unwrap_or_default()
        }
        _ if run_by(&["uv", "poetry", "pipenv", "bundle", "pdm", "hatch"]) => {
            let rest = rest.get(1..).unwrap_or_default();
            rest.get(after_options(rest)..).unwrap_or_default()
        }
        name if READS_VARIABLES.contains(&name) => match rest.iter().position(|word| word == "--") {
            Some(at) => rest.get(at + 1..).unwrap_or_default(),
            None => {
                let rest = if rest.first().is_some_and(|word| word == "run") { rest.get(1..).unwrap_or_default() } else { rest };
                rest.get(after_options(rest)..).unwrap_or_default()
            }
        },
        _ => words,
    }
}

/// Options of Node.js that name a module, which is loaded first.
const LOADS: &[&str] = &["-r", "--require", "--import", "--loader", "--experimental-loader"];
/// Options that NODE_OPTIONS takes too, by how they begin.
const TAKEN: &[&str] = &[
    "--enable-",
    "--max-",
    "--no-warnings",
    "--no-deprecation",
    "--experimental-",
    "--unhandled-rejections",
    "--trace-",
    "--dns-",
    "--openssl-",
    "--stack-trace-limit",
];

fn node(at: &mut At<'_>, name: &str, rest: &[String], line: u32, why: &str) {
    if let Some(program) = programs::called(programs::STARTS, name, rest) {
        if program.is_built {
            at.set(SettingId::Layout, "build", line, Sure::Inferred, why);
        }
        at.set(SettingId::Entry, &program.path(), line, Sure::Inferred, why);
        return arguments(at, rest.iter().map(String::as_str), line, why);
    }
    match name {
        "node" | "nodemon" => {
            let mut options: Vec<&str> = Vec::new();
            let mut words = rest.iter().map(String::as_str).peekable();
            while let Some(word) = words.next_if(|word| word.starts_with('-')) {
                match word.split_once('=') {
                    _ if word == "-e" || word == "--eval" || word == "-p" => return,
                    None if LOADS.contains(&word) => options.extend(std::iter::once(word).chain(words.next())),
                    Some((name, _)) if LOADS.contains(&name) => options.push(word),
                    _ if TAKEN.iter().any(|begin| word.starts_with(begin)) => options.push(word),
                    _ => {}
                }
            }
            let Some(script) = words.next() else { return };
            port(at, rest, line, why);
            if !options.is_empty() {
                let options = options.join(" ");
                let set = shlex::try_quote(&format!("NODE_OPTIONS={options}")).map(std::borrow::Cow::into_owned);
                if let Ok(set) = set {
                    at.set(SettingId::Variables, &set, line, Sure::Inferred, why);
                }
            }
            entry_of(at, script, words, line, why);
        }
        "nuxt" | "nuxi" if rest.first().is_some_and(|word| ["start", "preview"].contains(&word.as_str())) => {
            at.set(SettingId::Layout, "build", line, Sure::Inferred, why);
            at.set(SettingId::Entry, ".output/server/index.mjs", line, Sure::Inferred, why);
        }
        _ => {}
    }
}

/// `bun`, with or without `run`: what it starts, and with which arguments.
fn bun(at: &mut At<'_>, name: &str, rest: &[String], line: u32, why: &str) {
    let Some(script) = rest.iter().position(|word| super::bun::is_source(word)).filter(|_| name == "bun") else { return };
    let (before, behind) = rest.split_at(script);
    // What is for development, or goes without saying here.
    let known = ["run", "--bun", "-b", "--hot", "--watch", "--no-install"];
    if before.iter().any(|word| !known.contains(&word.as_str())) {
        at.note(line, format!("{why}: set Bun’s options, such as smol or preload, in bunfig.toml."));
    }
    if let Some((entry, rest)) = behind.split_first() {
        entry_of(at, entry, rest.iter().map(String::as_str), line, why);
    }
}

/// A script with its arguments; it is built where it lies among what a build fills.
fn entry_of<'a>(at: &mut At<'_>, script: &str, rest: impl Iterator<Item = &'a str>, line: u32, why: &str) {
    let script = script.trim_start_matches("./");
    if script.is_empty() || script == "." {
        return;
    }
    at.set(SettingId::Entry, script, line, Sure::Inferred, why);
    let built = ["dist/", "build/", "out/", "lib/", ".output/", ".next/"].iter().any(|folder| script.starts_with(folder));
    if built || ["dist", "build"].contains(&script) {
        at.set(SettingId::Layout, "build", line, Sure::Inferred, why);
    }
    arguments(at, rest, line, why);
}

fn ruby(at: &mut At<'_>, name: &str, rest: &[String], line: u32, why: &str) {
    match name {
        "rails" if rest.first().is_some_and(|word| word == "server" || word == "s") => {
            at.set(SettingId::Layout, "rails", line, Sure::Inferred, why);
        }
        "sidekiq" => at.set(SettingId::Does, "worker", line, Sure::Inferred, why),
        _ => {}
    }
    port(at, rest, line, why);
}

/// The port that a program is told to listen on.
fn port(at: &mut At<'_>, rest: &[String], line: u32, why: &str) {
    if let Some(port) = option(rest, &["-p", "--port"]).filter(|port| port.parse::<u16>().is_ok_and(|port| port >= 1024)) {
        at.set(SettingId::Port, port, line, Sure::Inferred, why);
    }
}
