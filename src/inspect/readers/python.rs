//! pyproject.toml, Pipfile, and the programs of frameworks.

use super::built::is_for_people;
use super::packages::{Ecosystem, ask, say};
use super::version::{Asked, asked};
use super::{django, line_with, lines};
use crate::decision::Subject;
use crate::dockerfile::SettingId;
use crate::inspect::findings::{At, Findings, quoted};
use crate::inspect::found::Sure;
use crate::inspect::project::{View, file_name};
use crate::inspect::tree::{self, Node};
use crate::model::questions::ExactVersion;

/// Frameworks with how they are started.
const FRAMEWORKS: &[(&str, &str)] = &[
    ("fastapi", "asgi"),
    ("starlette", "asgi"),
    ("litestar", "asgi"),
    ("quart", "asgi"),
    ("flask", "wsgi"),
    ("django", "wsgi"),
    ("bottle", "wsgi"),
    ("falcon", "wsgi"),
];

/// The name in a requirement such as `Django[argon2]>=5,<6 ; python_version > "3"`.
pub(super) fn requirement(text: &str) -> &str {
    let end = text.find(|letter: char| !letter.is_ascii_alphanumeric() && !"._-".contains(letter)).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

/// Says what a dependency means, in the file with that text.
pub(super) fn dependency(at: &mut At<'_>, file: &str, text: &str, line: u32) {
    let name = requirement(text);
    say(at, Ecosystem::Pypi, name, line);
    // The project may have chosen its own wheels already.
    if !file.contains("download.pytorch.org") {
        ask(at, Ecosystem::Pypi, name, line);
    }
    // psycopg[c] and psycopg[binary] bring packages of their own.
    let extras = text.get(name.len()..).and_then(|rest| rest.strip_prefix('[')?.split(']').next()).unwrap_or_default();
    extras.split(',').for_each(|extra| {
        say(at, Ecosystem::Pypi, &format!("{name}-{}", extra.trim()), line);
    });
    let name = name.to_ascii_lowercase();
    if let Some((_, layout)) = FRAMEWORKS.iter().find(|(own, _)| *own == name) {
        at.set(SettingId::Layout, layout, line, Sure::Guessed, format!("it has {name}"));
    }
}

/// pyproject.toml.
pub(super) fn pyproject(view: &View<'_>, findings: &mut Findings) {
    let Some(text) = view.text("pyproject.toml") else { return };
    let mut at = findings.at(view, "pyproject.toml");
    let Some(node) = at.parsed(tree::toml(text)) else { return };
    let versions = [&["project", "requires-python"][..], &["tool", "poetry", "dependencies", "python"]];
    for asks in versions.iter().filter_map(|path| node.at(path)) {
        let Some(text) = asks.text() else { continue };
        version(&mut at, text, asks.line);
    }
    let listed = node.at(&["project", "dependencies"]).map(Node::items).unwrap_or_default();
    for (name, line) in listed.iter().filter_map(|node| Some((node.text()?, node.line))) {
        dependency(&mut at, text, name, line);
    }
    if let Some(poetry) = node.at(&["tool", "poetry", "dependencies"]) {
        poetry.entries().iter().for_each(|(name, node)| dependency(&mut at, text, name, node.line));
    }
    let name = node.at(&["project", "name"]).or_else(|| node.at(&["tool", "poetry", "name"]));
    if let Some((text, line)) = name.and_then(|name| Some((name.text()?, name.line))) {
        at.set(SettingId::Name, &text.to_ascii_lowercase(), line, Sure::Guessed, format!("the project is {}", quoted(text)));
    }
    if let Some(source) = node.at(&["tool", "poetry", "source"]).or_else(|| node.at(&["tool", "uv", "index"])) {
        at.note(source.line, "Packages come from another index. If that index is private, set “Private packages”.");
    }
    let manager = [("uv.lock", "uv"), ("poetry.lock", "poetry"), ("pdm.lock", "pdm")]
        .into_iter()
        .find_map(|(file, manager)| Some((view.has_above(file)?, file, manager)));
    if let Some((path, file, manager)) = manager {
        let is_own = view.has(file);
        let mut at = findings.at(&view.whole(), &path);
        at.set(SettingId::Manager, manager, 0, Sure::Read, format!("{path} exists"));
        if is_own && node.get("build-system").is_some() {
            itself(&mut findings.at(view, "pyproject.toml"), &node, manager);
        } else if !is_own {
            at.note(0, "The lock file belongs to a workspace. Use the workspace’s folder as the build context.");
        }
    } else if !["requirements.txt", "Pipfile"].iter().any(|file| view.has(file)) && node.get("build-system").is_some() {
        let mut at = findings.at(view, "pyproject.toml");
        let tool = ["poetry", "pdm", "uv"].into_iter().find(|tool| node.at(&["tool", tool]).is_some()).unwrap_or("uv");
        at.set(SettingId::Manager, "pip-nolock", 0, Sure::Inferred, "there is no lock file");
        at.note(0, format!("There is no lock file, so a build may get newer packages than you tested. Run “{tool} lock” to create one."));
    } else if let Some(tool) = ["poetry", "pdm", "uv"].into_iter().find(|tool| node.at(&["tool", tool]).is_some()) {
        let mut at = findings.at(view, "pyproject.toml");
        at.set(SettingId::Manager, tool, 0, Sure::Inferred, format!("there is a table for {tool}"));
        at.note(0, format!("There is no {tool}.lock, which the build needs. Run “{tool} lock” to create it."));
    } else if node.at(&["project", "dependencies"]).is_some() && !["requirements.txt", "Pipfile"].iter().any(|file| view.has(file)) {
        let mut at = findings.at(view, "pyproject.toml");
        at.set(SettingId::Manager, "uv", 0, Sure::Guessed, "uv can lock the dependencies in pyproject.toml");
        at.note(0, "There is no lock file, so a build may get newer packages than you tested. Run “uv lock” to create uv.lock.");
    }
}

/// A project that is a package, whose sources are copied and which is not installed.
fn itself(at: &mut At<'_>, node: &Node, manager: &str) {
    let line = node.get("build-system").map_or(0, |node| node.line);
    if node.at(&["tool", manager]).is_some_and(|own| ["package", "package-mode"].iter().any(|key| own.text_of(&[key]) == Some("false"))) {
        return;
    }
    let install = match manager {
        "uv" => "uv sync --locked --no-dev --no-editable",
        "poetry" => "poetry install --only main",
        _ => return,
    };
    let (sources, steps) = (SettingId::Sources.get().label(), SettingId::Steps.get().label());
    at.note(line, format!("Its packages are installed, but the project itself is only copied, so importlib.metadata finds neither its version nor its entry points. If the program asks for them, set “{sources}” to . and “{steps}” to {install}."));
}

fn version(at: &mut At<'_>, text: &str, line: u32) {
    let why = format!("it requires Python {}", quoted(text));
    match asked(text) {
        Some(asked @ Asked::One(_)) => {
            if let Some(version) = asked.one(2) {
                at.set(SettingId::Version, &version, line, Sure::Read, why.as_str());
                at.answer(ExactVersion::Yes, line, Sure::Inferred, why);
            }
        }
        Some(asked @ Asked::Between(..)) => {
            let Some(version) = asked.newest(2) else { return };
            at.set(SettingId::Version, &version, line, Sure::Inferred, why.as_str());
            let Asked::Between(low, _) = &asked else { return };
            if low.get(1).is_some_and(|minor| version.ends_with(&format!(".{minor}"))) {
                at.answer(ExactVersion::Yes, line, Sure::Inferred, why);
            }
        }
        _ => {}
    }
}

/// The extra of the project with the server, or its worker, if the dependencies include neither.
pub(super) fn server_extra(view: &View<'_>, findings: &mut Findings) {
    let of = |id: SettingId| findings.found.iter().filter(move |found| found.subject == Subject::Setting(id));
    let starts = |layout: &str| of(SettingId::Layout).any(|found| found.value == layout);
    let worker = of(SettingId::Arguments).find_map(|found| {
        let mut words = found.value.split(' ').skip_while(|word| !["-k", "--worker-class"].contains(word)).skip(1);
        words.next().map(String::from)
    });
    let server = if starts("wsgi") { "gunicorn" } else { "uvicorn" };
    let wanted: Vec<String> = [worker, Some(server.to_string())].into_iter().flatten().collect();
    if !(starts("wsgi") || starts("asgi")) || of(SettingId::Features).next().is_some() || view.has("requirements.txt") {
        return;
    }
    let Some(Ok(node)) = view.text("pyproject.toml").map(tree::toml) else { return };
    let name = |text: &str| {
        text.split(|letter: char| !letter.is_ascii_alphanumeric() && !"-_.".contains(letter)).next().map(str::to_ascii_lowercase)
    };
    let names = |list: &Node| list.items().iter().filter_map(Node::text).filter_map(name).collect::<Vec<String>>();
    let all = node.at(&["project", "dependencies"]).map(names).unwrap_or_default();
    let extras = node.at(&["project", "optional-dependencies"]).map(Node::entries).unwrap_or_default();
    for name in wanted.iter().filter(|name| !all.contains(name)) {
        let own = extras.iter().filter(|(extra, list)| !is_for_people(extra) && names(list).contains(name)).collect::<Vec<_>>();
        if let [(extra, list)] = own.as_slice() {
            let why = format!("its extra {} has {}, which the dependencies do not include", quoted(extra), quoted(name));
            return findings.at(view, "pyproject.toml").set(SettingId::Features, extra, list.line, Sure::Inferred, why);
        }
    }
}

/// Pipfile, whose packages count as those of a list do.
pub(super) fn pipfile(view: &View<'_>, findings: &mut Findings) {
    if let Some(text) = view.text("Pipfile") {
        let mut at = findings.at(view, "Pipfile");
        if let Some(node) = at.parsed(tree::toml(text)) {
            if let Some(packages) = node.get("packages") {
                packages.entries().iter().for_each(|(name, node)| dependency(&mut at, text, name, node.line));
            }
            if let Some(asks) = node.at(&["requires", "python_version"])
                && let Some(version) = asks.text().and_then(asked).and_then(|asked| asked.one(2))
            {
                at.set(SettingId::Version, &version, asks.line, Sure::Read, format!("it requires Python {version}"));
            }
            if view.has("Pipfile.lock") {
                at.set(SettingId::Manager, "pipenv", 0, Sure::Read, "Pipfile.lock exists");
            } else if !view.has("requirements.txt") {
                at.set(SettingId::Manager, "pipenv", 0, Sure::Inferred, "Pipfile exists");
                at.note(0, "There is no Pipfile.lock, which the build needs. Run “pipenv lock” to create it.");
            }
        }
    }
}

/// Programs of frameworks: what is started, and from which folder.
pub(super) fn programs(view: &View<'_>, findings: &mut Findings) {
    django::programs(view, findings);
    if view.has("uwsgi.ini") {
        let text = "It configures uWSGI, but in the new image Gunicorn starts the application. Static files that uWSGI serves need WhiteNoise or a web server.";
        findings.at(view, "uwsgi.ini").note(0, text);
    }
    let is_entry_known = |findings: &Findings| findings.has(Subject::Setting(SettingId::Entry));
    if is_entry_known(findings) {
        return;
    }
    let has_asgi = findings.found.iter().any(|found| found.subject == Subject::Setting(SettingId::Layout) && found.value == "asgi");
    let is_asgi = |path: &str| path == "asgi.py" || has_asgi && path != "wsgi.py";
    // The places that frameworks and their tutorials take.
    for (path, module, folder) in [
        ("main.py", "main", "."),
        ("app.py", "app", "."),
        ("wsgi.py", "wsgi", "."),
        ("asgi.py", "asgi", "."),
        ("app/main.py", "app.main", "."),
        ("src/main.py", "main", "src"),
        ("src/app.py", "app", "src"),
        ("src/app/main.py", "app.main", "src"),
    ] {
        let Some(text) = view.text(path) else { continue };
        let mut at = findings.at(view, path);
        let objects = [("FastAPI(", "asgi"), ("Starlette(", "asgi"), ("Litestar(", "asgi"), ("Quart(", "asgi"), ("Flask(", "wsgi")];
        let object = lines(text).find_map(|(line, text)| {
            let (name, made) = text.split_once('=')?;
            let name = name.split(':').next()?.trim();
            let is_name =
                !name.is_empty() && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_') && text.starts_with(name);
            let called = objects.iter().find(|(call, _)| made.trim_start().starts_with(call)).map(|(_, layout)| *layout);
            // A factory of the project makes it, for the server that the file or a framework is for.
            let is_made =
                ["app", "application"].contains(&name) && made.trim_start().starts_with(|letter: char| letter.is_ascii_alphabetic());
            let calls_one = ["create_app(", "make_app("].iter().any(|call| made.contains(call));
            let by_a_factory = is_made && (calls_one || path.ends_with("sgi.py"));
            let layout = called.or_else(|| by_a_factory.then(|| if is_asgi(path) { "asgi" } else { "wsgi" }))?;
            is_name.then_some((name, layout, line))
        });
        if let Some((name, layout, line)) = object {
            let why = format!("{path} creates the application “{}”", quoted(name));
            at.set(SettingId::Layout, layout, line, Sure::Inferred, why.as_str());
            at.set(SettingId::Entry, &format!("{module}:{name}"), line, Sure::Inferred, why.as_str());
            at.set(SettingId::Sources, folder, line, Sure::Inferred, why);
            return;
        }
    }
    for path in ["main.py", "app.py", "src/main.py", "src/app.py"] {
        let Some(text) = view.text(path) else { continue };
        let mut at = findings.at(view, path);
        if let Some((line, _)) = line_with(text, |line| line.starts_with("if __name__")) {
            let why = format!("{path} is a program");
            at.set(SettingId::Layout, "script", line, Sure::Guessed, why.as_str());
            at.set(SettingId::Entry, file_name(path), line, Sure::Guessed, why.as_str());
            at.set(SettingId::Sources, if path.contains('/') { "src" } else { "." }, line, Sure::Guessed, why);
            return;
        }
    }
}

/// Programs of an installed package, as pyproject.toml names them: the only one, or that
/// of the project’s name.
pub(super) fn scripts(view: &View<'_>, findings: &mut Findings) {
    if findings.has(Subject::Setting(SettingId::Entry)) {
        return;
    }
    let Some(Ok(node)) = view.text("pyproject.toml").map(tree::toml) else { return };
    let name = node.text_of(&["project", "name"]).or_else(|| node.text_of(&["tool", "poetry", "name"])).unwrap_or_default();
    for path in [&["project", "scripts"][..], &["tool", "poetry", "scripts"]] {
        let all = node.at(path).map(Node::entries).unwrap_or_default();
        let chosen = all.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).or(if let [only] = all { Some(only) } else { None });
        if let Some((script, at_line)) = chosen
            && let Some(function) = at_line.text()
        {
            let why = format!("its script {} calls {}", quoted(script), quoted(function));
            let mut at = findings.at(view, "pyproject.toml");
            at.set(SettingId::Layout, "script", at_line.line, Sure::Inferred, why.as_str());
            at.set(SettingId::Entry, function.trim(), at_line.line, Sure::Inferred, why);
            return;
        }
    }
}

/// The folder in which the module lies that a command, a Procfile or a Dockerfile starts.
pub(super) fn folder(view: &View<'_>, findings: &mut Findings) {
    if findings.has(Subject::Setting(SettingId::Sources)) {
        return;
    }
    let entries = findings.found.iter().filter(|found| found.subject == Subject::Setting(SettingId::Entry));
    // Of equally sure ones the first is taken, as everywhere.
    let Some(entry) = entries.rev().max_by_key(|found| found.sure) else {
        // Whatever is started, there is no such folder to copy.
        if !view.names().any(|name| name.starts_with("src/")) {
            let manifest = ["pyproject.toml", "requirements.txt", "Pipfile"].into_iter().find(|name| view.has(name)).unwrap_or_default();
            findings.at(view, manifest).set(SettingId::Sources, ".", 0, Sure::Guessed, "there is no folder src");
        }
        return;
    };
    let path = match entry.value.strip_suffix(".py") {
        Some(script) => script.to_string(),
        None => entry.value.split(':').next().unwrap_or_default().replace('.', "/"),
    };
    let top = path.split('/').next().unwrap_or_default();
    let is_top = |part: Option<&str>| part.is_some_and(|part| part == top || part.strip_suffix(".py") == Some(top));
    let names = || view.names().filter(|name| name.ends_with(".py"));
    // At the root, in `src`, or in another folder: a test may be called like what it tests.
    let below =
        |folder: &str| names().find(|name| is_top(name.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/')?.split('/').next())));
    let place = names()
        .find(|name| is_top(name.split('/').next()))
        .map(|name| (name, "."))
        .or_else(|| below("src").map(|name| (name, "src")))
        .or_else(|| {
            let folders = names().filter_map(|name| Some(name.split_once('/')?.0)).filter(|folder| !folder.contains("test"));
            folders.filter_map(|folder| Some((below(folder)?, folder))).next()
        });
    if let Some((name, folder)) = place.filter(|_| !top.is_empty()) {
        let why = format!("the module to start, “{}”, is in this folder", quoted(top));
        findings.at(view, name).set(SettingId::Sources, folder, 0, Sure::Inferred, why);
    }
}
