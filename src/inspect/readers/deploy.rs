//! Procfile: the processes of an application, one a line.

use super::own::own;
use super::{command, lines};
use crate::dockerfile::SettingId;
use crate::inspect::findings::{Findings, quoted};
use crate::inspect::found::Sure;
use crate::inspect::project::View;
use crate::model::questions::{Answer, Platform, Runtime};
use crate::model::runtimes::RUNTIMES;

/// What runs inside, as it was found.
pub(super) fn runtime(findings: &Findings) -> Option<Runtime> {
    let token = &findings.found.iter().find(|found| found.subject.key() == "run")?.value;
    let at = Runtime::QUESTION.get().find(token)?;
    RUNTIMES.get(usize::from(at)).map(|row| row.runtime)
}

/// Processes by name, of which one may be called web.
pub(super) fn procfile(view: &View<'_>, findings: &mut Findings) {
    let Some(text) = view.text("Procfile") else { return };
    let Some(runtime) = runtime(findings) else { return };
    let mut at = findings.at(view, "Procfile");
    at.answer(Platform::Managed, 0, Sure::Guessed, "a Procfile is for Heroku and similar platforms");
    let processes: Vec<(u32, &str, &str)> =
        lines(text).filter_map(|(line, text)| text.split_once(':').map(|(name, command)| (line, name.trim(), command.trim()))).collect();
    let has_web = processes.iter().any(|(_, name, _)| *name == "web");
    // Without one it is for a developer’s machine, where a Dockerfile says what runs.
    let token = Runtime::QUESTION.get().options[usize::from(runtime.index())].token;
    let is_for_development =
        !has_web && own(view, Some(token)).is_some() || processes.iter().any(|(.., command)| command.starts_with("go run "));
    for (line, name, command) in &processes {
        if name.starts_with('#') || is_for_development {
            continue;
        }
        // $PORT is what is set here, or the stack's own.
        let plain = command::without_port(command);
        let mut before: Vec<&str> =
            plain.split([';']).flat_map(|text| text.split("&&")).map(str::trim).filter(|text| !text.is_empty()).collect();
        let last = before.pop().unwrap_or_default();
        let words = if *name == "web" && !before.is_empty() { command::words(last) } else { command::words(&plain) };
        if words.is_some() && *name == "web" && !before.is_empty() {
            let text =
                format!("“web” first runs {}. Set what must run as a command before start or a build step.", quoted(&before.join(", ")));
            at.note(*line, text);
        }
        let Some(words) = words.filter(|_| !plain.contains('$')) else {
            at.note(*line, format!("“{}” needs a shell: {}.", quoted(name), quoted(command)));
            continue;
        };
        match *name {
            "web" => command::started(&mut at, runtime, &words, *line, "web"),
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
                at.set(SettingId::Does, "worker", *line, Sure::Inferred, "there is a process, but none is named web");
                command::started(&mut at, runtime, &words, *line, name);
            }
        }
    }
}
