//! Servers of Python, with their applications and arguments.

use super::words::{arguments, left, option};
use crate::dockerfile::SettingId;
use crate::inspect::findings::At;
use crate::inspect::found::Sure;

/// Says what is started, and how, by the name of the program.
pub(super) fn started(at: &mut At<'_>, name: &str, rest: &[String], line: u32, why: &str) {
    let is_python = name == "python" || name.strip_prefix("python3").is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    if is_python {
        let mut rest: Vec<String> = rest.iter().skip_while(|word| ["-u", "-O", "-OO", "-B"].contains(&word.as_str())).cloned().collect();
        // Letters of options may stand together: -um is -u and -m.
        if let Some(first) = rest.first_mut().filter(|word| ["-um", "-Bm", "-Om", "-uBm", "-Bum"].contains(&word.as_str())) {
            *first = "-m".into();
        }
        match rest.as_slice() {
            [option, module, rest @ ..]
                if option == "-m" && ["uvicorn", "gunicorn", "hypercorn", "daphne", "flask", "celery"].contains(&module.as_str()) =>
            {
                started(at, module, rest, line, why);
            }
            [option, module, rest @ ..] if option == "-m" => {
                at.set(SettingId::Layout, "script", line, Sure::Inferred, why);
                at.set(SettingId::Entry, module, line, Sure::Inferred, why);
                arguments(at, left(rest, module, &[], &["--reload"]).into_iter(), line, why);
            }
            // A server of Django for development.
            [script, ..] if script.ends_with("manage.py") => {}
            [script, rest @ ..] if script.ends_with(".py") => {
                at.set(SettingId::Layout, "script", line, Sure::Inferred, why);
                at.set(SettingId::Entry, script.trim_start_matches("./"), line, Sure::Inferred, why);
                arguments(at, left(rest, script, &[], &["--reload"]).into_iter(), line, why);
            }
            _ => {}
        }
        return;
    }
    let target =
        || rest.iter().find(|word| word.contains(':') && !word.starts_with('-') && !word.starts_with("0.0.0.0") && !word.contains('/'));
    match name {
        "uvicorn" | "hypercorn" | "daphne" => {
            at.set(SettingId::Layout, "asgi", line, Sure::Inferred, why);
            if let Some(target) = target() {
                at.set(SettingId::Entry, target, line, Sure::Inferred, why);
                if name == "uvicorn" {
                    arguments(at, left(rest, target, &["--host", "--port", "--uds"], &["--reload"]).into_iter(), line, why);
                }
            }
        }
        "gunicorn" => {
            let is_asgi = option(rest, &["-k", "--worker-class"]).is_some_and(|class| class.contains("uvicorn"));
            at.set(SettingId::Layout, if is_asgi { "asgi" } else { "wsgi" }, line, Sure::Inferred, why);
            let values = ["-b", "--bind", "-k", "--worker-class", "-c", "--config", "-w", "--workers", "-t", "--timeout", "--threads"];
            let module = rest.iter().enumerate().find(|(index, word)| {
                let follows = index
                    .checked_sub(1)
                    .and_then(|before| rest.get(before))
                    .is_some_and(|before| values.contains(&before.as_str()) || before.starts_with("--log") && !before.contains('='));
                !word.starts_with('-') && !follows && word.contains([':', '.']) && !word.contains('/')
            });
            if let Some((_, module)) = module {
                let entry = if module.contains(':') { module.clone() } else { format!("{module}:application") };
                at.set(SettingId::Entry, &entry, line, Sure::Inferred, why);
                // Uvicorn starts as many by an option of its own.
                if let Some(workers) = option(rest, &["-w", "--workers"]).filter(|_| is_asgi) {
                    arguments(at, ["--workers", workers].into_iter(), line, why);
                }
                if !is_asgi {
                    arguments(
                        at,
                        left(rest, module, &["-b", "--bind", "--worker-tmp-dir"], &["--reload", "--daemon", "-D"]).into_iter(),
                        line,
                        why,
                    );
                }
            }
        }
        "fastapi" => fastapi(at, rest, line, why),
        "celery" => at.set(SettingId::Does, "worker", line, Sure::Inferred, why),
        _ => {}
    }
    let port = option(rest, &["--port", "-p"])
        .or_else(|| option(rest, &["-b", "--bind"]).and_then(|bind| bind.rsplit_once(':')).map(|(_, port)| port));
    if let Some(port) = port.filter(|port| port.parse::<u16>().is_ok_and(|port| port >= 1024)) {
        at.set(SettingId::Port, port, line, Sure::Inferred, why);
    }
}

/// `fastapi run`: Uvicorn is started here, which takes its other options too.
fn fastapi(at: &mut At<'_>, rest: &[String], line: u32, why: &str) {
    at.set(SettingId::Layout, "asgi", line, Sure::Inferred, why);
    at.set(SettingId::Port, "8000", line, Sure::Guessed, "FastAPI listens on port 8000 by default");
    let file = rest.iter().skip(1).find(|word| word.ends_with(".py"));
    if let Some(file) = file {
        let module = file.trim_start_matches("./").trim_end_matches(".py").replace('/', ".");
        let name = option(rest, &["--app"]).unwrap_or("app");
        at.set(SettingId::Entry, &format!("{module}:{name}"), line, Sure::Guessed, why);
    }
    let file = file.map_or("run", String::as_str);
    arguments(at, left(rest, file, &["--host", "--port", "--app"], &["run", "dev", "--reload"]).into_iter(), line, why);
}
