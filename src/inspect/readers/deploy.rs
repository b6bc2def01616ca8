//! Procfile: the processes of an application, one a line.

use super::launched::is_shell;
use super::own::own;
use super::scripts::resolved;
use super::shell::{Call, calls, prepares};
use super::{command, lines};
use crate::dockerfile::SettingId;
use crate::dockerfile::start::BINARY;
use crate::inspect::findings::{At, Findings, quoted};
use crate::inspect::found::Sure;
use crate::inspect::project::{View, file_name};
use crate::inspect::tree;
use crate::model::questions::{Answer, Platform, Runtime};
use crate::model::runtimes::{Kind, RUNTIMES};

/// What runs inside, as it was found.
pub(super) fn runtime(findings: &Findings) -> Option<Runtime> {
    let token = &findings.found.iter().find(|found| found.subject.key() == "run")?.value;
    let at = Runtime::QUESTION.get().find(token)?;
    RUNTIMES.get(usize::from(at)).map(|row| row.runtime)
}

/// The calls of a script of the project that a process runs by a shell, with its path.
fn of_a_script(view: &View<'_>, words: &[String]) -> Option<(String, Vec<Call>)> {
    let [shell, path] = words else { return None };
    let path = path.trim_start_matches("./");
    let text = view.text(path).filter(|_| is_shell(shell))?;
    let text = lines(text).map(|(_, line)| command::without_port(line)).collect::<Vec<_>>().join("\n");
    let calls = calls(&text, &mut Vec::new()).into_iter().filter(|call| !prepares(&call.words)).collect::<Vec<_>>();
    (!calls.is_empty()).then(|| (path.to_string(), calls))
}

/// What such a script starts, and what it runs before.
fn web_by_a_script(at: &mut At<'_>, runtime: Runtime, calls: &[Call], path: &str) {
    let Some((last, earlier)) = calls.split_last() else { return };
    if !last.is_sure || last.words.iter().any(|word| word.contains('$')) {
        return at.note(last.line, format!("{path} starts a command that needs a shell: {}.", quoted(&last.words.join(" "))));
    }
    command::started(at, runtime, &last.words, last.line, path);
    for call in earlier {
        let said = quoted(&call.words.join(" "));
        let migrates = call.words.iter().skip(1).any(|word| ["migrate", "upgrade", "db:migrate"].contains(&word.as_str()));
        match shlex::try_join(call.words.iter().map(String::as_str)).ok().filter(|_| migrates && call.is_sure) {
            Some(text) => at.set(SettingId::Before, &text, call.line, Sure::Inferred, format!("{path} first runs {said}")),
            None => at.note(
                call.line,
                format!("{path} first runs {said}. If that is needed, set it as the command before start or as a build step."),
            ),
        }
    }
}

/// Servers of other projects, and what forwards to a developer’s machine: each is a container
/// of its own, from its own image.
const OTHERS: &[&str] = &[
    "redis-server",
    "valkey-server",
    "memcached",
    "postgres",
    "mysqld",
    "mariadbd",
    "mongod",
    "rabbitmq-server",
    "elasticsearch",
    "opensearch",
    "meilisearch",
    "typesense-server",
    "minio",
    "nginx",
    "caddy",
    "haproxy",
    "mailhog",
    "MailHog",
    "mailpit",
    "mailcatcher",
    "ngrok",
    "cloudflared",
    "stripe",
    "docker",
    "docker-compose",
];

/// Whether an image has one program and nothing else of the project that starts.
fn is_one_program(runtime: Runtime) -> bool {
    runtime.row().kind == Kind::Compiled
}

/// The words of a process with the path of the program that it has in the image, which is called
/// as the one of “web”; none where it is another.
fn of_the_image(words: &[String], built: &str) -> Option<Vec<String>> {
    let own = command::program(words);
    let before = words.get(..words.len().checked_sub(own.len())?)?;
    let (first, rest) = own.split_first()?;
    let variables = before.iter().filter(|word| word.contains('=')).cloned();
    (file_name(first) == file_name(built)).then(|| variables.chain([BINARY.to_string()]).chain(rest.iter().cloned()).collect())
}

/// Processes by name, of which one may be called web.
pub(super) fn procfile(view: &View<'_>, findings: &mut Findings) {
    let Some(text) = view.text("Procfile") else { return };
    let Some(runtime) = runtime(findings) else { return };
    let heroku = "a Procfile is for Heroku and similar platforms";
    findings.at(view, "Procfile").answer(Platform::Managed, 0, Sure::Guessed, heroku);
    let processes: Vec<(u32, &str, &str)> =
        lines(text).filter_map(|(line, text)| text.split_once(':').map(|(name, command)| (line, name.trim(), command.trim()))).collect();
    let has_web = processes.iter().any(|(_, name, _)| *name == "web");
    // Without one it is for a developer’s machine, where a Dockerfile says what runs.
    let token = Runtime::QUESTION.get().options[usize::from(runtime.index())].token;
    let is_for_development =
        !has_web && own(view, Some(token)).is_some() || processes.iter().any(|(.., command)| command.starts_with("go run "));
    let manifest = view.text("package.json").and_then(|text| tree::json(text).ok());
    // The only program of the image, by the path that it has where it is built.
    let built = processes
        .iter()
        .filter(|_| is_one_program(runtime))
        .find(|(_, name, _)| *name == "web")
        .and_then(|(.., command)| command::program(&command::words(&command::with_port(command).0)?).first().cloned());
    if let Some(built) = &built
        && let folder = format!("cmd/{}", file_name(built))
        && runtime == Runtime::Go
        && view.has(&format!("{folder}/main.go"))
    {
        findings.at(view, "Procfile").set(SettingId::Entry, &format!("./{folder}"), 0, Sure::Inferred, "web starts what it is built into");
    }
    for (line, name, command) in &processes {
        if name.starts_with('#') || is_for_development {
            continue;
        }
        let mut at = findings.at(view, "Procfile");
        // $PORT is what is set here, or the stack's own; a program of its own has no other way to know it.
        let (plain, port) = match is_one_program(runtime) {
            true => command::with_port(command),
            false => (command::without_port(command), None),
        };
        if let (Some(port), "web") = (port, *name) {
            at.set(SettingId::Port, &port, *line, Sure::Inferred, "web is given its port as an argument");
        }
        let mut before: Vec<&str> =
            plain.split([';']).flat_map(|text| text.split("&&")).map(str::trim).filter(|text| !text.is_empty()).collect();
        let last = before.pop().unwrap_or_default();
        let words = if *name == "web" && !before.is_empty() { command::words(last) } else { command::words(&plain) };
        if words.is_some() && *name == "web" && !before.is_empty() {
            let text = format!(
                "“web” first runs {}. If that is needed, set it as the command before start or as a build step.",
                quoted(&before.join(", "))
            );
            at.note(*line, text);
        }
        let Some(words) = words.filter(|_| !plain.contains('$')) else {
            at.note(*line, format!("“{}” needs a shell: {}.", quoted(name), quoted(command)));
            continue;
        };
        // A manager in between passes no signal on, and may not be in the image.
        let words = match &manifest {
            Some(manifest) => resolved(manifest, words),
            None => words,
        };
        let program = command::program(&words).first().map(|word| word.rsplit('/').next().unwrap_or(word));
        if let Some(other) = program.filter(|name| OTHERS.contains(name)) {
            at.note(*line, format!("“{}” runs {other}, which is not part of this project. Run it from its own image.", quoted(name)));
            continue;
        }
        let words = match &built {
            Some(built) if *name != "web" && is_one_program(runtime) => match of_the_image(&words, built) {
                Some(words) => words,
                None => {
                    let text = format!("“{}” is another program, which needs an image of its own: {}.", quoted(name), quoted(command));
                    at.note(*line, text);
                    continue;
                }
            },
            _ => words,
        };
        match *name {
            "web" => match of_a_script(view, &words) {
                Some((path, calls)) => web_by_a_script(&mut findings.at(view, &path), runtime, &calls, &path),
                None => command::started(&mut at, runtime, &words, *line, "web"),
            },
            "release" => {
                if let Ok(text) = shlex::try_join(words.iter().map(String::as_str)) {
                    at.set(SettingId::Before, &text, *line, Sure::Read, "release runs before a new version starts");
                }
            }
            _ if has_web => {
                if let Ok(text) = shlex::try_join(words.iter().map(String::as_str)) {
                    at.set(SettingId::Processes, &format!("{name}: {text}"), *line, Sure::Read, format!("{} is a process", quoted(name)));
                }
            }
            _ => {
                at.set(SettingId::Does, "worker", *line, Sure::Inferred, "it is the process, and none is named web");
                command::started(&mut at, runtime, &words, *line, name);
            }
        }
    }
}
