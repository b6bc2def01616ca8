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
    let Some((line, setting)) = line_with(text, |line| line.contains("DJANGO_SETTINGS_MODULE")) else {
        return without_settings(view, findings, path);
    };
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
    let (name, layout) = match (has("asgi"), has("wsgi")) {
        (true, has_wsgi) if has_asgi_server || !has_wsgi => ("asgi", "asgi"),
        (_, true) => ("wsgi", "wsgi"),
        _ if by_its_settings(view, findings, folder) => return,
        _ => {
            return findings.at(view, path).note(line, "The project uses Django, but neither wsgi.py nor asgi.py is next to its settings.");
        }
    };
    let mut at = findings.at(view, path);
    let why = format!("Django reads its settings from {}, and {name}.py is next to them", quoted(module));
    if let Some(needs) = needs_root(view, folder) {
        at.set(SettingId::Layout, layout, line, Sure::Inferred, why.as_str());
        let entry = format!("{}.{package}.{name}:application", folder.replace('/', "."));
        at.set(SettingId::Entry, &entry, line, Sure::Inferred, why.as_str());
        at.set(SettingId::Sources, ".", 0, Sure::Inferred, needs.as_str());
        at.set(SettingId::Variables, &format!("PYTHONPATH=/app/{folder}"), 0, Sure::Inferred, "Python finds its modules from there");
        return served(view, findings, folder, true, "");
    }
    at.set(SettingId::Layout, layout, line, Sure::Inferred, why.as_str());
    at.set(SettingId::Entry, &format!("{package}.{name}:application"), line, Sure::Inferred, why.as_str());
    at.set(SettingId::Sources, if folder.is_empty() { "." } else { folder }, 0, Sure::Inferred, "manage.py is there");
    served(view, findings, folder, false, "");
}

/// Where the settings lie elsewhere: they name the application, and a folder holds its package.
fn by_its_settings(view: &View<'_>, findings: &mut Findings, folder: &str) -> bool {
    let named = view.names().filter(|name| is_of_settings(name)).find_map(|name| {
        let (line, text) = line_with(view.text(name)?, |line| line.starts_with("WSGI_APPLICATION"))?;
        Some((name, line, text.split(['"', '\'']).nth(1)?.strip_suffix(".application")?))
    });
    let Some((settings, line, module)) = named else { return false };
    let path = format!("{}.py", module.replace('.', "/"));
    let below = |name: &str| name.strip_suffix(path.as_str()).filter(|rest| rest.is_empty() || rest.ends_with('/')).map(String::from);
    let Some(sources) = view.names().filter_map(below).min_by_key(String::len) else { return false };
    let sources = if sources.is_empty() { "." } else { sources.trim_end_matches('/') };
    let mut at = findings.at(view, settings);
    let why = format!("its settings name {}", quoted(module));
    at.set(SettingId::Layout, "wsgi", line, Sure::Inferred, why.as_str());
    at.set(SettingId::Entry, &format!("{module}:application"), line, Sure::Inferred, why.as_str());
    at.set(SettingId::Sources, sources, line, Sure::Inferred, why);
    served(view, findings, folder, false, "");
    true
}

/// Where manage.py does not say which settings Django reads: whoever starts it does, and the
/// server’s module lies in a package that has some.
fn without_settings(view: &View<'_>, findings: &mut Findings, path: &str) {
    let folder = folder_of(path);
    let inside = |name: &str| if folder.is_empty() { name.to_string() } else { format!("{folder}/{name}") };
    let made = |name: &&str| view.text(name).is_some_and(|text| text.contains("get_wsgi_application("));
    let is_beside = |name: &&str| file_name(name) == "wsgi.py" && folder_of(folder_of(name)) == folder && !folder_of(name).is_empty();
    let Some(server) = view.names().filter(is_beside).find(made) else { return };
    let package = file_name(folder_of(server)).to_string();
    let mut at = findings.at(view, server);
    let why = format!("{server} creates the application");
    at.set(SettingId::Layout, "wsgi", 0, Sure::Inferred, why.as_str());
    at.set(SettingId::Entry, &format!("{package}.wsgi:application"), 0, Sure::Inferred, why);
    at.set(SettingId::Sources, if folder.is_empty() { "." } else { folder }, 0, Sure::Inferred, "manage.py is there");
    let says = view.text(server).is_some_and(|text| text.contains("DJANGO_SETTINGS_MODULE"));
    let kinds = ["settings/production.py", "settings/prod.py", "settings.py", "settings/base.py"];
    let found = kinds.iter().find(|name| view.has(&inside(&format!("{package}/{name}")))).filter(|_| !says);
    let given = found.map(|name| {
        let module = format!("{package}.{}", name.trim_end_matches(".py").replace('/', "."));
        let why = "no file says which settings Django reads, and these exist";
        let variable = format!("DJANGO_SETTINGS_MODULE={module}");
        let settings = inside(&format!("{package}/{name}"));
        findings.at(view, &settings).set(SettingId::Variables, &variable, 0, Sure::Guessed, why);
        format!("{variable} ")
    });
    // Commands of a build get only the variables before them.
    served(view, findings, folder, false, &given.unwrap_or_default());
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
    file_name(path) == "settings.py" || path.ends_with(".py") && file_name(folder_of(path)) == "settings"
}

/// What its settings say of files: those that the build collects, and those that people upload.
fn served(view: &View<'_>, findings: &mut Findings, folder: &str, is_kept: bool, given: &str) {
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
    // Django does nothing without a key, which the build does not have and does not need.
    let key =
        settings.iter().find_map(|path| key_of(view.text(path)?)).map(|name| format!("{name}=only-for-the-build ")).unwrap_or_default();
    let collect = format!("{given}{key}python {folder_then}manage.py collectstatic --noinput");
    let both = format!("{collect} && {given}{key}python {folder_then}manage.py compress");
    // WhiteNoise may serve them from where they lie, and Django may have no folder to collect them in.
    let has_a_place = settings
        .iter()
        .any(|path| view.text(path).is_none_or(|text| line_with(text, |line| line.trim_start().starts_with("STATIC_ROOT")).is_some()));
    // The list of collected files lies among them: the repository has them all, and what is collected
    // anew may lack those that another tool made.
    let collected = view.names().find(|path| file_name(path) == "staticfiles.json");
    if let Some(path) = collected {
        findings.at(view, path).note(0, "The repository has the files that Django collects, so the build does not collect them again.");
    } else if let Some((file, line)) = serves_files.filter(|_| has_a_place || compresses.is_some()) {
        let why = "WhiteNoise serves the files that Django collects";
        let (text, why) = match compresses {
            Some(_) => (both, format!("{why}, and COMPRESS_OFFLINE is True")),
            None => (collect, why.to_string()),
        };
        findings.at(view, file).set_without_secrets(SettingId::Steps, &text, line, Sure::Guessed, why);
    } else if let Some((file, line)) = compresses {
        findings.at(view, file).set_without_secrets(SettingId::Steps, &both, line, Sure::Guessed, "COMPRESS_OFFLINE is True");
    }
    for path in &settings {
        let Some(text) = view.text(path) else { continue };
        let of_sqlite = |line: &str| line.replace("backends.sqlite3", "").contains(".sqlite3") && !line.trim_start().starts_with('#');
        let Some((line, text)) = line_with(text, of_sqlite) else { continue };
        // The whole database may be said in one line.
        let named = ["\"NAME\"", "'NAME'"].iter().find_map(|key| text.get(text.find(key)?..)).unwrap_or(text);
        let Some(place) = below_base(named) else { continue };
        let mut at = findings.at(view, path);
        if let Some((place, _)) = place.rsplit_once('/') {
            let why = "SQLite keeps its file there unless another path is set";
            at.set(SettingId::Kept, &format!("/app/{folder_then}{place}"), line, Sure::Inferred, why);
        } else {
            at.note(
                line,
                format!(
                    "SQLite keeps {} next to the program, in a folder that is read-only in the image and new with each container. Move it to a folder of its own, and set “{}”.",
                    quoted(&place),
                    SettingId::Kept.get().label()
                ),
            );
        }
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

/// The variable that the key comes from, where there is no other value: `os.environ["SECRET_KEY"]`.
fn key_of(text: &str) -> Option<&str> {
    let (_, line) = line_with(text, |line| line.replace(' ', "").starts_with("SECRET_KEY="))?;
    let value = line.split_once('=')?.1.replace(' ', "");
    let is_alone = value.contains("environ[") || value.contains("orNone") || !value.contains([',', '|']) && value.contains("environ");
    let name = line.split_once('=')?.1.split(['"', '\'']).nth(1)?;
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
    (is_alone && is_name).then_some(name)
}

/// The folder below the project's own that a setting names: `BASE_DIR / "media"`, or joined by a call.
fn below_base(text: &str) -> Option<String> {
    let value = text.split_once('=').or_else(|| text.split_once(':'))?.1.trim();
    // Another value may come first, from the environment.
    let value = value.rsplit_once(" or ").map_or(value, |(_, value)| value.trim()).trim_end_matches(',');
    let rest = value.strip_prefix("BASE_DIR").or_else(|| value.split_once("os.path.join(")?.1.trim_start().strip_prefix("BASE_DIR"))?;
    // Between the names stands what joins them, and after the last what ends the value.
    let mut parts = rest.split(['"', '\'']);
    let mut names: Vec<&str> = Vec::new();
    loop {
        match parts.next()?.trim() {
            "/" | "," => names.push(parts.next()?.trim_matches('/')),
            end if end.chars().all(|letter| "),}".contains(letter)) => break,
            _ => return None,
        }
    }
    let is_below = !names.is_empty() && names.iter().all(|name| !name.is_empty() && !name.contains(".."));
    is_below.then(|| names.join("/"))
}
