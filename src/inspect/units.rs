//! Which services a project has, and which of them is looked at.

use super::deployed::deployed;
use super::project::{Project, file_name, folder_of};
use super::readers::{
    containerfile_of, gem, holds_members, is_compiled_natively, is_list, is_project, language_of, runs_on_bun, site_of, strength_of_deno,
};
use super::roots::build_root;
use crate::model::questions::{Answer, Runtime};

/// A folder with a manifest: what could be built alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// The folder from the root; empty for the root.
    pub folder: String,
    /// What runs inside.
    pub runtime: Runtime,
    /// The manifest that says so.
    pub manifest: String,
    /// How much speaks for it being the service.
    pub(super) strength: i32,
}

impl Unit {
    /// Whether another one is a part of it, such as a module or a library.
    pub(super) fn has_inside(&self, other: &Unit) -> bool {
        let is_below = self.folder.is_empty() || other.folder.strip_prefix(&self.folder).is_some_and(|rest| rest.starts_with('/'));
        self.runtime == other.runtime && is_below
    }
}

/// The manifests, with what they are of and how much each says by itself.
const MANIFESTS: &[(&str, Runtime, i32)] = &[
    ("go.mod", Runtime::Go, 90),
    ("Gemfile", Runtime::Ruby, 20),
    ("composer.json", Runtime::Php, 40),
    ("pom.xml", Runtime::Java, 80),
    ("build.gradle", Runtime::Java, 70),
    ("build.gradle.kts", Runtime::Java, 70),
    ("settings.gradle", Runtime::Java, 70),
    ("settings.gradle.kts", Runtime::Java, 70),
    ("pyproject.toml", Runtime::Python, 15),
    ("requirements.txt", Runtime::Python, 50),
    ("Pipfile", Runtime::Python, 50),
    ("Cargo.toml", Runtime::Rust, 75),
    ("package.json", Runtime::Node, 30),
    ("deno.json", Runtime::Deno, 65),
    ("deno.jsonc", Runtime::Deno, 65),
    ("CMakeLists.txt", Runtime::CCpp, 40),
    ("index.html", Runtime::StaticSite, 5),
];

/// Folders whose projects are there to be read or tried, and are not the service.
const ASIDE: &[&str] = &[
    "example",
    "examples",
    "_example",
    "_examples",
    "sample",
    "samples",
    "test",
    "tests",
    "e2e",
    "docs",
    "doc",
    "fixtures",
    "testdata",
    "demo",
    "demos",
    "benchmark",
    "benchmarks",
    "third_party",
    "tools",
    "scripts",
    "website",
    "site",
    ".github",
    "public",
    "static",
    "assets",
    "templates",
    "playground",
    "extra",
    "extras",
    ".devcontainer",
    "fixture",
    "integration",
];

/// What a Dockerfile at the root adds that takes a member out of a workspace.
const IS_DEPLOYED: i32 = 100;
/// So much less for each folder that it lies deeper.
const DEEPER: i32 = 15;
const ASIDE_BY: i32 = 60;
/// What a Dockerfile beside it adds that runs on an image of the language.
const RUNS_ON_IT: i32 = 40;

/// Looks for every service that a project could have, a manifest at a time: of a
/// large repository there are hundreds, and each is read.
pub struct Search<'a> {
    project: &'a Project,
    names: std::vec::IntoIter<&'a str>,
    found: Vec<Unit>,
}

impl<'a> Search<'a> {
    /// A search that has not begun.
    pub fn new(project: &'a Project) -> Search<'a> {
        Search { project, names: project.names().collect::<Vec<_>>().into_iter(), found: Vec::new() }
    }

    /// Looks at the next manifest; false where there is none any more.
    pub fn go_on(&mut self) -> bool {
        let manifest = self.names.find_map(|path| {
            let name = file_name(path);
            let known = MANIFESTS.iter().find(|(manifest, ..)| *manifest == name).map(|(_, runtime, strength)| (*runtime, *strength));
            let known = known.or_else(|| is_project(name).then_some((Runtime::Dotnet, 60)));
            let known = known.or_else(|| (name.ends_with(".sln") || name.ends_with(".slnx")).then_some((Runtime::Dotnet, 80)));
            // The folder of lists is that of the project.
            let known = known.or_else(|| is_list(path).then_some((Runtime::Python, 45)));
            known.map(|(runtime, strength)| (path, runtime, strength))
        });
        let Some((path, runtime, strength)) = manifest else { return false };
        let folder = if is_list(path) { folder_of(folder_of(path)) } else { folder_of(path) };
        let (runtime, strength) = weighed(self.project, path, runtime, strength);
        let aside = folder.split('/').filter(|part| is_aside_name(part)).count() as i32;
        let depth = if folder.is_empty() { 0 } else { folder.matches('/').count() as i32 + 1 };
        let strength = strength - depth * DEEPER - aside * ASIDE_BY;
        match self.found.iter_mut().find(|unit| unit.folder == folder && unit.runtime == runtime) {
            Some(unit) if unit.strength >= strength => {}
            Some(unit) => (unit.strength, unit.manifest) = (strength, path.into()),
            None => self.found.push(Unit { folder: folder.into(), runtime, manifest: path.into(), strength }),
        }
        true
    }

    /// What was found, the likeliest first.
    pub fn found(self) -> Vec<Unit> {
        let mut all = self.found;
        let mut images = images(self.project);
        // Several of one folder say no more than one.
        images.sort_unstable();
        images.dedup();
        for (folder, language) in images {
            for unit in &mut all {
                let is_it = token(unit.runtime) == language
                    || language == "static_site" && unit.runtime == Runtime::Node
                    || language == "java" && unit.runtime == Runtime::JavaNative;
                if is_it && (unit.folder == folder || folder.is_empty() && !unit.folder.is_empty() && unit.strength > 0) {
                    // A file at the root may be that of any folder, so it says less there.
                    unit.strength += if unit.folder == folder { RUNS_ON_IT } else { DEEPER };
                }
            }
        }
        if let Some(member) = deployed(self.project)
            && let Some(unit) = all.iter_mut().find(|unit| unit.manifest == member)
        {
            unit.strength += IS_DEPLOYED;
        }
        of_builds(self.project, &mut all);
        // Equal ones stay in the order of names, so that the same project is always read alike.
        all.sort_by_key(|unit| std::cmp::Reverse(unit.strength));
        all
    }
}

/// A part of a build is built from the root of that build: what speaks for it speaks for
/// the root.
fn of_builds(project: &Project, all: &mut [Unit]) {
    let roots: Vec<(usize, String)> =
        all.iter().enumerate().filter_map(|(at, unit)| Some((at, build_root(project, &unit.manifest)?))).collect();
    for (at, root) in roots {
        let (runtime, strength) = (all[at].runtime, all[at].strength);
        let Some(root) = all.iter().position(|unit| unit.folder == root && unit.runtime == runtime) else { continue };
        all[at].strength = NO_SERVICE;
        all[root].strength = all[root].strength.max(strength);
    }
}

/// The service of a manifest that the project has, whatever speaks for it.
pub(super) fn unit_of(project: &Project, manifest: &str) -> Option<Unit> {
    let name = file_name(manifest);
    let known = MANIFESTS.iter().find(|(known, ..)| *known == name).map(|(_, runtime, _)| *runtime);
    let runtime = known.or_else(|| is_project(name).then_some(Runtime::Dotnet)).filter(|_| project.has(manifest))?;
    Some(Unit { folder: folder_of(manifest).into(), runtime, manifest: manifest.into(), strength: 0 })
}

/// Files that a package of Node.js has where it is a server.
const SERVER_FILES: &[&str] = &["server.js", "server.mjs", "src/server.js", "src/server.ts", "src/main.ts", "app.js", "src/app.ts"];
/// Parts of names of packages by which a program of Python serves or works.
const SERVES: &[&str] =
    &["django", "flask", "fastapi", "starlette", "uvicorn", "gunicorn", "aiohttp", "tornado", "celery", "sanic", "grpcio", "bottle"];

/// What is none, whatever speaks for it.
const NO_SERVICE: i32 = -100;

/// Whether a folder is no part of the service, by its name: `docs`, `dev-docs`.
fn is_aside_name(part: &str) -> bool {
    let name = part.to_ascii_lowercase();
    ASIDE.contains(&name.as_str()) || name.ends_with("-docs") || name.ends_with("-examples") || name.ends_with("-website")
}

/// Whether a path lies in a folder that is no part of the service.
fn is_aside(path: &str) -> bool {
    folder_of(path).split('/').any(is_aside_name)
}

/// So much less for a module in which nothing is started.
const LIBRARY: i32 = 40;
/// So much less for a package that only holds others together.
const HOLDS_OTHERS: i32 = 25;

/// What a manifest says once it is looked into.
fn weighed(project: &Project, path: &str, runtime: Runtime, strength: i32) -> (Runtime, i32) {
    let view = project.view(if is_list(path) { folder_of(folder_of(path)) } else { folder_of(path) });
    let text = project.text(path).unwrap_or_default();
    match (runtime, file_name(path)) {
        (Runtime::Ruby, _) => {
            let is_rails =
                text.lines().any(|line| ["rails", "sinatra", "hanami", "puma", "roda", "grape"].iter().any(|name| gem(line) == Some(name)));
            (runtime, if view.has("config.ru") || is_rails { 85 } else { strength })
        }
        (Runtime::Php, _) => {
            let is_app = ["artisan", "symfony.lock", "public/index.php", "index.php", "bin/console", "web/index.php"]
                .iter()
                .any(|name| view.has(name));
            (runtime, if is_app { 85 } else { strength })
        }
        (Runtime::Python, "pyproject.toml") => {
            let says = ["[project]", "[tool.poetry]", "[tool.poetry.dependencies]"]
                .iter()
                .any(|table| text.lines().any(|line| line.trim() == *table));
            let is_app = ["manage.py", "main.py", "app.py", "app/main.py", "src/main.py", "src/app.py", "uv.lock", "poetry.lock"]
                .iter()
                .any(|name| view.has(name));
            let holds = text.lines().any(|line| line.trim() == "[tool.uv.workspace]") && !view.has("manage.py") && !view.has("main.py");
            (
                runtime,
                if holds {
                    strength - HOLDS_OTHERS
                } else if says && is_app {
                    75
                } else if says {
                    55
                } else {
                    strength
                },
            )
        }
        // C++ has solutions too.
        (Runtime::Dotnet, name) if name.contains(".sln") && !view.names().any(is_project) => (runtime, NO_SERVICE),
        // A list of packages without a program is for documents or tests.
        (Runtime::Python, _) if !view.names().any(|name| name.ends_with(".py") && name.matches('/').count() < 3 && !is_aside(name)) => {
            (runtime, 0)
        }
        (Runtime::Python, _) => {
            let is_app = ["manage.py", "main.py", "app.py", "wsgi.py", "app/main.py", "src/main.py", "app/__init__.py"]
                .iter()
                .any(|name| view.has(name));
            let serves = SERVES.iter().any(|name| text.to_ascii_lowercase().contains(name));
            (
                runtime,
                if is_app {
                    75
                } else if serves {
                    strength
                } else {
                    strength - 20
                },
            )
        }
        (Runtime::Node, _) if holds_members(&view) && !SERVER_FILES.iter().any(|name| view.has(name)) => (runtime, strength - HOLDS_OTHERS),
        (Runtime::Node, _) => site_of(&view, text).map_or_else(
            || {
                let is_server = text.contains("\"start\"") || text.contains("\"start:prod\"");
                let runtime = if runs_on_bun(&view, text) { Runtime::Bun } else { runtime };
                let has_a_server = SERVER_FILES.iter().any(|name| view.has(name));
                match (is_server, has_a_server) {
                    (true, _) => (runtime, 70),
                    (false, true) => (runtime, 60),
                    (false, false) => (runtime, strength),
                }
            },
            |()| (Runtime::StaticSite, 50),
        ),
        (Runtime::Java, _) if is_compiled_natively(&view) => (Runtime::JavaNative, strength),
        (Runtime::Deno, _) => (runtime, strength_of_deno(&view, text)),
        // Such a module pins tools of a project that is written in something else.
        (Runtime::Go, _) if text.lines().any(|line| line.starts_with("tool ")) && !view.names().any(|name| name.ends_with(".go")) => {
            (runtime, NO_SERVICE)
        }
        // A module without a program is a library.
        (Runtime::Go, _) if !view.names().any(|name| file_name(name) == "main.go") => (runtime, strength - LIBRARY),
        // A library may be one for a language that has a manifest of its own.
        (Runtime::CCpp, _) if text.contains("add_executable") => (runtime, 65),
        (
            Runtime::Go
            | Runtime::Rust
            | Runtime::CCpp
            | Runtime::Java
            | Runtime::JavaNative
            | Runtime::Dotnet
            | Runtime::Bun
            | Runtime::StaticSite,
            _,
        ) => (runtime, strength),
    }
}

/// Whether a manifest is for tools of a project that is written in something else.
pub(super) fn is_for_tools(project: &Project, unit: &Unit) -> bool {
    let text = project.text(&unit.manifest).unwrap_or_default();
    let says = |words: &str| text.lines().any(|line| line.trim().replace(' ', "") == words);
    unit.runtime == Runtime::Python
        && unit.manifest.ends_with("pyproject.toml")
        && (unit.strength <= 15 || ["packages=[]", "py-modules=[]", "package-mode=false"].iter().any(|words| says(words)))
}

/// The languages that Dockerfiles of a project run on, by folder.
fn images(project: &Project) -> Vec<(&str, &'static str)> {
    let all = project.names().filter(|name| containerfile_of(name));
    all.filter_map(|path| Some((folder_of(path), language_of(project.text(path)?)?))).collect()
}

/// The token of a runtime.
pub(super) fn token(runtime: Runtime) -> &'static str {
    Runtime::QUESTION.get().options[usize::from(runtime.index())].token
}
