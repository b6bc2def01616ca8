//! uwsgi.ini: the program that uWSGI serves, where it listens, and what it starts beside it.

use super::own::own;
use super::{command, lines};
use crate::dockerfile::SettingId;
use crate::inspect::findings::{At, Findings, quoted};
use crate::inspect::found::Sure;
use crate::inspect::project::{View, file_name};

/// Keys under which files are served that no application makes.
const SERVES_FILES: &[&str] = &["check-static", "static-map", "static-map2", "static-index", "static-safe"];

/// A command as it is run in the image, where a program of the project is no file that is called by itself.
fn called(text: &str) -> Option<(String, String)> {
    let words = command::words(text).filter(|words| !words.iter().any(|word| word.contains(['%', '$'])))?;
    let first = words.first()?;
    let python = first.ends_with(".py").then_some("python");
    let named = words.iter().map(|word| word.trim_start_matches("./"));
    let text = shlex::try_join(python.into_iter().chain(named)).ok()?;
    let what = words.iter().skip(1).find(|word| !word.starts_with('-')).unwrap_or(first);
    let name = file_name(what).trim_end_matches(".py").replace('_', "-").to_ascii_lowercase();
    Some((name, text))
}

/// Reads the one that the Dockerfile of the service starts uWSGI with.
pub(super) fn file(view: &View<'_>, findings: &mut Findings) {
    let Some(text) = own(view, Some("python")).and_then(|path| view.whole().text(&path)) else { return };
    let starts = text.lines().any(|line| !line.trim_start().starts_with('#') && line.contains("uwsgi") && line.contains("uwsgi.ini"));
    let Some(path) = view.names().find(|name| starts && file_name(name) == "uwsgi.ini") else { return };
    let Some(text) = view.text(path) else { return };
    let mut at = findings.at(view, path);
    let mut serves_files = None;
    // What is there only if a variable is set is not there by default.
    let mut is_default = true;
    for (line, text) in lines(text) {
        let Some((key, value)) = text.split_once('=').map(|(key, value)| (key.trim(), value.trim())) else { continue };
        match key {
            "if-env" | "if-file" | "if-dir" | "if-opt" => is_default = false,
            "endif" => is_default = true,
            _ if !is_default || key.starts_with(['#', ';']) => {}
            "module" | "wsgi" if value.contains(':') => {
                let why = format!("uWSGI serves {}", quoted(value));
                at.set(SettingId::Layout, "wsgi", line, Sure::Inferred, why.as_str());
                at.set(SettingId::Entry, value, line, Sure::Inferred, why);
            }
            "http" | "http-socket" => {
                if let Some(port) = value.rsplit(':').next().filter(|port| port.parse::<u16>().is_ok_and(|port| port >= 1024)) {
                    at.set(SettingId::Port, port, line, Sure::Inferred, format!("uWSGI listens on {}", quoted(value)));
                }
            }
            "attach-daemon" | "attach-daemon2" | "smart-attach-daemon" => beside(&mut at, value, line),
            _ if SERVES_FILES.contains(&key) => serves_files = Some((line, format!("{key} = {value}"))),
            _ if key.starts_with("hook-") || key.starts_with("exec-") => {
                let command = value.strip_prefix("exec:").or_else(|| key.starts_with("exec-").then_some(value));
                let when = ["pre-app", "asap", "pre-jail", "as-user"].iter().any(|moment| key.ends_with(moment));
                if let Some((_, text)) = command.filter(|_| when).and_then(called) {
                    at.set(SettingId::Before, &text, line, Sure::Inferred, format!("uWSGI first runs {}", quoted(value)));
                }
            }
            _ => {}
        }
    }
    at.note(0, "uWSGI serves the application now. The new image uses gunicorn instead, which reads none of these settings.");
    if let Some((line, said)) = serves_files {
        at.note(line, format!("uWSGI also serves static files ({}). gunicorn does not: use WhiteNoise or a web server.", quoted(&said)));
    }
}

fn beside(at: &mut At<'_>, value: &str, line: u32) {
    match called(value) {
        Some((name, text)) => {
            at.set(SettingId::Processes, &format!("{name}: {text}"), line, Sure::Inferred, format!("uWSGI also starts {}", quoted(value)));
        }
        None => at.note(line, format!("uWSGI also starts {}. Add it to “{}”.", quoted(value), SettingId::Processes.get().label())),
    }
}
