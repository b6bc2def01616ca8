//! Django: its settings, and what is started.

use super::own::own;
use super::{after, line_with};
use crate::dockerfile::SettingId;
use crate::inspect::findings::{Findings, quoted};
use crate::inspect::found::Sure;
use crate::inspect::project::{View, file_name, folder_of};

/// Django says in manage.py which settings it takes, and the server's module lies beside them.
pub(super) fn programs(view: &View<'_>, findings: &mut Findings) {
    let Some(path) =
        view.names().filter(|name| file_name(name) == "manage.py" && name.matches('/').count() < 2).min_by_key(|name| name.len())
    else {
        return;
    };
    let Some(text) = view.text(path) else { return };
    let Some((line, setting)) = line_with(text, |line| line.contains("DJANGO_SETTINGS_MODULE")) else { return };
    let module = after(setting, "DJANGO_SETTINGS_MODULE").map(|rest| rest.trim_start_matches(['"', '\'', ','])).unwrap_or_default();
    // The module follows the name of the variable in quotes of its own.
    let module = if module.is_empty() { setting.rsplit(['"', '\'']).nth(1).unwrap_or_default() } else { module };
    let package = module.split(".settings").next().unwrap_or_default();
    let folder = folder_of(path);
    let has = |name: &str| {
        let below = format!("{}/{name}", package.replace('.', "/"));
        let below = if folder.is_empty() { below } else { format!("{folder}/{below}") };
        // A module is a file or a package.
        view.has(&format!("{below}.py")) || view.has(&format!("{below}/__init__.py"))
    };
    let has_asgi_server = ["uvicorn", "daphne", "hypercorn", "channels"]
        .iter()
        .any(|name| ["requirements.txt", "pyproject.toml"].iter().filter_map(|file| view.text(file)).any(|text| text.contains(name)));
    let mut at = findings.at(view, path);
    let (name, layout) = match (has("asgi"), has("wsgi")) {
        (true, has_wsgi) if has_asgi_server || !has_wsgi => ("asgi", "asgi"),
        (_, true) => ("wsgi", "wsgi"),
        _ => return at.note(line, "Django is used, but neither wsgi.py nor asgi.py is next to its settings."),
    };
    let why = format!("Django reads its settings from {}, and {name}.py is next to them", quoted(module));
    if let Some(needs) = needs_root(view, folder) {
        at.set(SettingId::Layout, layout, line, Sure::Inferred, why.as_str());
        let entry = format!("{}.{package}.{name}:application", folder.replace('/', "."));
        at.set(SettingId::Entry, &entry, line, Sure::Inferred, why.as_str());
        at.set(SettingId::Sources, ".", 0, Sure::Inferred, needs.as_str());
        at.set(SettingId::Variables, &format!("PYTHONPATH=/app/{folder}"), 0, Sure::Inferred, "its modules are found from there");
        return served(view, findings, folder, true);
    }
    at.set(SettingId::Layout, layout, line, Sure::Inferred, why.as_str());
    at.set(SettingId::Entry, &format!("{package}.{name}:application"), line, Sure::Inferred, why.as_str());
    at.set(SettingId::Sources, if folder.is_empty() { "." } else { folder }, 0, Sure::Inferred, "manage.py is there");
    served(view, findings, folder, false);
}

/// Why the files above the folder of manage.py have to stay above it.
fn needs_root(view: &View<'_>, folder: &str) -> Option<String> {
    if folder.is_empty() {
        return None;
    }
    let below = format!("{folder}/");
    let settings = view.names().filter(|path| path.starts_with(&below) && is_of_settings(path));
    let named = settings.filter_map(|path| Some((path, view.text(path)?)));
    let by_the_settings = named.into_iter().find(|(_, text)| text.contains("BASE_DIR.parent"));
    by_the_settings.map(|(path, _)| format!("{path} names files above {folder}")).or_else(|| {
        // The image of the Dockerfile has the project whole, and starts below it.
        let file = own(view, Some("python"))?;
        let end = format!("/{folder}");
        let is_it = |line: &str| {
            let place = line.trim().strip_prefix("WORKDIR ").unwrap_or_default().trim().trim_end_matches('/');
            place.ends_with(&end) && place.len() > end.len()
        };
        line_with(view.whole().text(&file)?, is_it).map(|(line, _)| format!("{file} starts it in {folder}, in line {line}"))
    })
}

/// Whether a file is one of settings.
fn is_of_settings(path: &str) -> bool {
    file_name(path) == "settings.py" || path.ends_with("settings/base.py") || path.ends_with("settings/__init__.py")
}

/// What its settings say of files: those that the build collects, and those that people upload.
fn served(view: &View<'_>, findings: &mut Findings, folder: &str, is_kept: bool) {
    // What lies in a folder of its own is copied without that, unless it is kept.
    let folder_then = if is_kept { format!("{folder}/") } else { String::new() };
    // Without its files collected, pages have no styles and may answer with an error.
    let serves_files = ["requirements.txt", "pyproject.toml", "Pipfile"].into_iter().find_map(|file| {
        let (line, _) = line_with(view.text(file)?, |line| line.to_ascii_lowercase().contains("whitenoise"))?;
        Some((file, line))
    });
    let settings = view.names().filter(|path| is_of_settings(path) && path.starts_with(folder)).collect::<Vec<_>>();
    let compresses = settings.iter().find_map(|path| {
        let (line, _) = line_with(view.text(path)?, |line| line.replace(' ', "").starts_with("COMPRESS_OFFLINE=True"))?;
        Some((*path, line))
    });
    let collect = format!("python {folder_then}manage.py collectstatic --noinput");
    let both = format!("{collect} && python {folder_then}manage.py compress");
    if let Some((file, line)) = serves_files {
        let why = "WhiteNoise serves the files that Django collects";
        let (text, why) = match compresses {
            Some(_) => (both, format!("{why}, and COMPRESS_OFFLINE is True")),
            None => (collect, why.to_string()),
        };
        findings.at(view, file).set(SettingId::Steps, &text, line, Sure::Guessed, why);
    } else if let Some((file, line)) = compresses {
        findings.at(view, file).set(SettingId::Steps, &both, line, Sure::Guessed, "COMPRESS_OFFLINE is True");
    }
    for path in settings {
        let Some(text) = view.text(path) else { continue };
        let Some((line, text)) = line_with(text, |line| line.replace(' ', "").starts_with("MEDIA_ROOT=")) else { continue };
        if let Some(place) = below_base(text) {
            let why = format!("MEDIA_ROOT is {}", quoted(&place));
            findings.at(view, path).set(SettingId::Kept, &format!("/app/{folder_then}{place}"), line, Sure::Inferred, why);
        }
    }
}

/// The folder below the project's own that a setting names: `BASE_DIR / "media"`, or joined by a call.
fn below_base(text: &str) -> Option<String> {
    let value = text.split_once('=')?.1.trim();
    let rest = value.strip_prefix("BASE_DIR").or_else(|| value.split_once("os.path.join(")?.1.trim_start().strip_prefix("BASE_DIR"))?;
    let mut parts = rest.split(['"', '\'']);
    let glue = parts.next()?.trim();
    let name = parts.next()?.trim_matches('/');
    let is_all = parts.next().is_some_and(|end| ["", ")", "),", "))"].contains(&end.trim()));
    (["/", ","].contains(&glue) && is_all && !name.is_empty() && !name.contains("..")).then(|| name.to_string())
}
