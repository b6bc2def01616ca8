//! What a command starts: read from a Dockerfile, a Procfile or a script alike.

use crate::dockerfile::SettingId;
use crate::inspect::findings::{At, quoted};
use crate::inspect::found::Sure;
use crate::model::questions::Runtime;

/// A command as words, where a shell would take nothing for more than words.
pub(super) fn words(text: &str) -> Option<Vec<String>> {
    let special = |letter: char| "|&;<>()`".contains(letter);
    let words = shlex::split(text)?;
    (!text.contains(special) && !words.is_empty()).then_some(words)
}

/// Says what is started, and how, where the words are those of a runtime.
pub(super) fn started(at: &mut At<'_>, runtime: Runtime, words: &[String], line: u32, what: &str) {
    let words = program(words);
    let Some((first, rest)) = words.split_first() else { return };
    let why = format!("{what} starts {}", quoted(&words.join(" ")));
    let name = first.rsplit('/').next().unwrap_or(first);
    match runtime {
        Runtime::Node => node(at, name, rest, line, &why),
        Runtime::Bun => bun(at, name, rest, line, &why),
        Runtime::Deno if name == "deno" => super::deno::started(at, rest, line, &why),
        Runtime::Python => python(at, name, rest, line, &why),
        Runtime::Ruby => ruby(at, name, rest, line, &why),
        Runtime::Go
        | Runtime::Rust
        | Runtime::CCpp
        | Runtime::Java
        | Runtime::Dotnet
        | Runtime::Deno
        | Runtime::Php
        | Runtime::StaticSite => {}
    }
}

/// Words without what only prepares a program: variables, `exec`, runners of package managers.
pub(super) fn program(words: &[String]) -> &[String] {
    let mut words = words;
    while let [first, rest @ ..] = words {
        let is_variable = first
            .split_once('=')
            .is_some_and(|(name, _)| !name.is_empty() && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_'));
        let is_runner = ["exec", "tini", "dumb-init", "--", "cross-env", "env", "npx", "/usr/bin/tini", "/usr/bin/dumb-init", "/sbin/tini"];
        let run_by = |manager: &str| first == manager && rest.first().is_some_and(|word| word == "run" || word == "exec");
        words = match () {
            () if is_variable || is_runner.contains(&first.as_str()) => rest,
            () if run_by("uv") || run_by("poetry") || run_by("pipenv") || run_by("bundle") => rest.get(1..).unwrap_or_default(),
            () => return words,
        };
    }
    words
}

fn node(at: &mut At<'_>, name: &str, rest: &[String], line: u32, why: &str) {
    match name {
        "node" => {
            let options = rest.iter().take_while(|word| word.starts_with('-')).count();
            if rest
                .iter()
                .take_while(|word| word.starts_with('-'))
                .any(|word| ["-r", "--require", "-e", "--import"].contains(&word.as_str()))
            {
                at.note(line, format!("{why}: set Node.js options in NODE_OPTIONS."));
                return;
            }
            if let Some((script, arguments)) = rest.get(options..).and_then(<[String]>::split_first) {
                entry_of(at, script, arguments, line, why);
            }
        }
        "next" if rest.first().is_some_and(|word| word == "start") => {
            at.set(SettingId::Layout, "build", line, Sure::Inferred, why);
            at.set(SettingId::Entry, "node_modules/next/dist/bin/next", line, Sure::Inferred, why);
            at.set(SettingId::Arguments, "start", line, Sure::Inferred, why);
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
    if let Some((entry, arguments)) = behind.split_first() {
        entry_of(at, entry, arguments, line, why);
    }
}

/// A script with its arguments; it is built where it lies among what a build fills.
fn entry_of(at: &mut At<'_>, script: &str, arguments: &[String], line: u32, why: &str) {
    let script = script.trim_start_matches("./");
    at.set(SettingId::Entry, script, line, Sure::Inferred, why);
    let built = ["dist/", "build/", "out/", "lib/", ".output/", ".next/"].iter().any(|folder| script.starts_with(folder));
    if built {
        at.set(SettingId::Layout, "build", line, Sure::Inferred, why);
    }
    if !arguments.is_empty()
        && let Ok(text) = shlex::try_join(arguments.iter().map(String::as_str))
    {
        at.set(SettingId::Arguments, &text, line, Sure::Inferred, why);
    }
}

pub(super) fn option<'a>(rest: &'a [String], names: &[&str]) -> Option<&'a str> {
    rest.iter().enumerate().find_map(|(at, word)| match word.split_once('=') {
        Some((name, value)) if names.contains(&name) => Some(value),
        None if names.contains(&word.as_str()) => rest.get(at + 1).map(String::as_str),
        _ => None,
    })
}

fn python(at: &mut At<'_>, name: &str, rest: &[String], line: u32, why: &str) {
    let is_python = name == "python" || name.strip_prefix("python3").is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    if is_python {
        let rest: Vec<String> = rest.iter().skip_while(|word| ["-u", "-O", "-OO", "-B"].contains(&word.as_str())).cloned().collect();
        match rest.as_slice() {
            [option, module, rest @ ..]
                if option == "-m" && ["uvicorn", "gunicorn", "hypercorn", "flask", "celery"].contains(&module.as_str()) =>
            {
                python(at, module, rest, line, why);
            }
            [option, module, ..] if option == "-m" => {
                at.set(SettingId::Layout, "script", line, Sure::Inferred, why);
                at.set(SettingId::Entry, module, line, Sure::Inferred, why);
            }
            // A server of Django for development.
            [script, ..] if script.ends_with("manage.py") => {}
            [script, ..] if script.ends_with(".py") => {
                at.set(SettingId::Layout, "script", line, Sure::Inferred, why);
                at.set(SettingId::Entry, script.trim_start_matches("./"), line, Sure::Inferred, why);
            }
            _ => {}
        }
        return;
    }
    let target =
        || rest.iter().find(|word| word.contains(':') && !word.starts_with('-') && !word.starts_with("0.0.0.0") && !word.contains('/'));
    match name {
        "uvicorn" | "hypercorn" => {
            at.set(SettingId::Layout, "asgi", line, Sure::Inferred, why);
            if let Some(target) = target() {
                at.set(SettingId::Entry, target, line, Sure::Inferred, why);
            }
        }
        "gunicorn" => {
            let is_asgi = option(rest, &["-k", "--worker-class"]).is_some_and(|class| class.contains("uvicorn"));
            at.set(SettingId::Layout, if is_asgi { "asgi" } else { "wsgi" }, line, Sure::Inferred, why);
            let values = ["-b", "--bind", "-k", "--worker-class", "-c", "--config", "-w", "--workers", "-t", "--timeout", "--threads"];
            let module = rest.iter().enumerate().find(|(index, word)| {
                let follows =
                    index.checked_sub(1).and_then(|before| rest.get(before)).is_some_and(|before| values.contains(&before.as_str()));
                !word.starts_with('-') && !follows && word.contains([':', '.']) && !word.contains('/')
            });
            if let Some((_, module)) = module {
                let module = if module.contains(':') { module.clone() } else { format!("{module}:application") };
                // app:create_app() is called by gunicorn, and names no object.
                at.set(SettingId::Entry, &module, line, Sure::Inferred, why);
            }
        }
        "fastapi" => at.set(SettingId::Layout, "asgi", line, Sure::Inferred, why),
        "celery" => at.set(SettingId::Does, "worker", line, Sure::Inferred, why),
        _ => {}
    }
    let port = option(rest, &["--port", "-p"])
        .or_else(|| option(rest, &["-b", "--bind"]).and_then(|bind| bind.rsplit_once(':')).map(|(_, port)| port));
    if let Some(port) = port.filter(|port| port.parse::<u16>().is_ok_and(|port| port >= 1024)) {
        at.set(SettingId::Port, port, line, Sure::Inferred, why);
    }
}

fn ruby(at: &mut At<'_>, name: &str, rest: &[String], line: u32, why: &str) {
    match name {
        "rails" if rest.first().is_some_and(|word| word == "server" || word == "s") => {
            at.set(SettingId::Layout, "rails", line, Sure::Inferred, why);
        }
        "sidekiq" => at.set(SettingId::Does, "worker", line, Sure::Inferred, why),
        _ => {}
    }
    if let Some(port) = option(rest, &["-p", "--port"]).filter(|port| port.parse::<u16>().is_ok_and(|port| port >= 1024)) {
        at.set(SettingId::Port, port, line, Sure::Inferred, why);
    }
}
