//! The readers: one row a reader, one file for what belongs together.
//!
//! A reader is told where to look and says what it found, each with the line.
//! Those of a language are asked only where that language is what runs.

mod browsers;
mod built;
mod bun;
mod called;
mod cmake;
mod command;
mod compose;
mod containerfile;
mod crates;
mod deno;
mod deploy;
mod django;
mod dotnet;
mod embeds;
mod emptied;
mod environment;
mod filled;
mod frontend;
mod gathered;
mod given;
mod go;
mod goreleaser;
mod java;
mod kubernetes;
mod launched;
mod listens;
mod locked;
mod locks;
mod makefile;
mod manifests;
mod modules;
mod moved;
mod node;
mod nx;
mod outputs;
mod own;
mod packages;
mod php;
mod places;
mod platforms;
mod programs;
mod python;
mod reached;
mod repository;
mod requirements;
mod ruby;
mod rust;
mod scripts;
mod secrets;
mod shell;
mod sites;
mod staged;
mod started;
mod text;
mod tools;
mod traced;
mod uwsgi;
mod version;
mod versions;
mod wheels;
mod working;
mod workspaces;

pub use packages::{Ecosystem, NATIVES, Native, Needs, asked, native};

use super::findings::Findings;
use super::project::{View, file_name};
use crate::model::questions::Runtime;
use places::MANIFEST_FOLDERS;
use text::{after, keyed, line_with, lines, named};

/// Whether a path is that of a Dockerfile.
pub(super) fn containerfile_of(path: &str) -> bool {
    own::is_containerfile(path) && !own::is_for_an_editor(path)
}

/// Which Dockerfile is that of a service, and the language that one is for.
pub(super) use own::{language_of, own};

/// Words of a command without the init in front.
pub(super) use command::without_init;

/// The gem that a line of a Gemfile names.
pub(super) use ruby::gem;

/// Whether a file is that of a project of .NET.
pub(super) use dotnet::is_project;

/// Whether a file lists requirements in a folder of such lists.
pub(super) use requirements::is_list;

/// Where a manifest of Java has a plugin that makes a JAR which starts.
pub(super) use modules::{has_main, makes_jar};

/// How likely it is that a project of .NET is one that runs.
pub(super) use dotnet::rank;

/// The projects of .NET that one refers to.
pub(super) use dotnet::referred;

/// Whether a folder is meant by the pattern of a workspace.
pub(super) use workspaces::is_meant;

/// Whether a folder is the root of a JavaScript workspace, which holds others together.
pub(super) use workspaces::has_members as holds_members;

/// Whether a package.json is that of a site, in the folder that it lies in.
pub(super) fn site_of(view: &View<'_>, text: &str) -> Option<()> {
    let node = super::tree::json(text).ok()?;
    node::site_in(view, &node).map(|_| ())
}

/// How much a configuration of Deno says of being that of a service.
pub(super) use deno::strength as strength_of_deno;

/// Whether the Dockerfile of a service of Java makes a native image of it.
pub(super) use java::is_compiled_natively;

/// Whether Bun runs what a package.json is of.
pub(super) fn runs_on_bun(view: &View<'_>, text: &str) -> bool {
    super::tree::json(text).is_ok_and(|node| bun::runs(view, &node))
}

/// What reads files of some names, for services of some languages.
#[derive(Debug)]
pub struct Reader {
    /// What it reads, for people: `package.json`.
    pub name: &'static str,
    /// What has to run inside for it to be asked; none for all.
    pub of: Option<&'static [Runtime]>,
    /// The names of the files that it wants: a whole name, an end after a star, or a
    /// beginning before one.
    pub wants: &'static [&'static str],
    /// Finds what they say; it may look at what was found before.
    pub read: fn(&View<'_>, &mut Findings),
}

const fn row(
    name: &'static str,
    of: Option<&'static [Runtime]>,
    wants: &'static [&'static str],
    read: fn(&View<'_>, &mut Findings),
) -> Reader {
    Reader { name, of, wants, read }
}

const JAVASCRIPT: Option<&[Runtime]> = Some(&[Runtime::Node, Runtime::Bun, Runtime::StaticSite]);
/// What Node.js runs or builds.
const NODE: Option<&[Runtime]> = Some(&[Runtime::Node, Runtime::StaticSite]);
/// What may serve a page that Node.js builds.
const SERVES: Option<&[Runtime]> = Some(&[
    Runtime::Go,
    Runtime::Rust,
    Runtime::Java,
    Runtime::JavaNative,
    Runtime::Dotnet,
    Runtime::Node,
    Runtime::Bun,
    Runtime::Deno,
    Runtime::Python,
    Runtime::Ruby,
    Runtime::Php,
]);
const PYTHON: Option<&[Runtime]> = Some(&[Runtime::Python]);
const JAVA: Option<&[Runtime]> = Some(&[Runtime::Java, Runtime::JavaNative]);

/// Every reader, in the order in which equally sure findings count.
#[rustfmt::skip]
pub static READERS: &[Reader] = &[
    row("package.json", JAVASCRIPT, &["package.json", "next.config.*", "angular.json", "main.ts", "server.ts", "app.ts", "app.js"], node::manifest),
    row("workspaces", Some(&[Runtime::Node, Runtime::Bun, Runtime::StaticSite, Runtime::Python, Runtime::Go]), &["package.json", "pnpm-workspace.yaml", "pyproject.toml", "go.work"], workspaces::member),
    row("scripts of package.json", Some(&[Runtime::Node]), &["package.json", "nx.json", "project.json", "ecosystem.config.*", "tsconfig.json"], scripts::read),
    row("packages of a workspace", Some(&[Runtime::Node, Runtime::Bun]), &["package.json"], workspaces::packages),
    row("JavaScript lock files", NODE, &["package-lock.json", "npm-shrinkwrap.json", "pnpm-lock.yaml", "yarn.lock", "bun.lock", ".yarnrc.yml"], node::locks),
    row("Bun’s lock file", Some(&[Runtime::Bun]), &["bun.lock"], bun::locks),
    row("deno.json", Some(&[Runtime::Deno]), &["deno.json", "deno.jsonc"], deno::configuration),
    row("pnpm-workspace.yaml", NODE, &["pnpm-workspace.yaml"], workspaces::workspace),
    row("Node.js version files", NODE, &[".nvmrc", ".node-version"], versions::node),
    row("pyproject.toml", PYTHON, &["pyproject.toml"], python::pyproject),
    row("requirements", PYTHON, &["requirements.txt", "production.txt", "prod.txt", "main.txt", "base.txt", "common.txt", "Pipfile"], requirements::read),
    row("Python lock files", PYTHON, &["uv.lock", "poetry.lock"], locks::python),
    row("Python programs", PYTHON, &["manage.py", "asgi.py", "wsgi.py", "main.py", "app.py", "settings.py", "base.py"], python::programs),
    row("Python version files", PYTHON, &[".python-version", "runtime.txt"], versions::python),
    row("wheels", PYTHON, &["requirements.txt", "poetry.lock", "pdm.lock"], wheels::pinned),
    row("go.mod", Some(&[Runtime::Go]), &["go.mod", "go.work"], go::module),
    row("Go programs", Some(&[Runtime::Go]), &["main.go"], go::programs),
    row("Cargo.toml", Some(&[Runtime::Rust]), &["Cargo.toml"], rust::manifest),
    row("Cargo.lock", Some(&[Runtime::Rust]), &["Cargo.lock"], rust::lock),
    row(".cargo/config.toml", Some(&[Runtime::Rust]), &[], rust::config),
    row("rust-toolchain", Some(&[Runtime::Rust]), &["rust-toolchain.toml", "rust-toolchain"], versions::rust),
    row("pom.xml", JAVA, &["pom.xml"], java::maven),
    row("Gradle", JAVA, &["build.gradle", "build.gradle.kts", "settings.gradle", "settings.gradle.kts", "libs.versions.toml", "gradle.properties"], java::gradle),
    row("Java settings", JAVA, &["application.properties", "application.yml", "application.yaml"], java::application),
    row(".NET projects", Some(&[Runtime::Dotnet]), &["*.csproj", "*.fsproj", "*.vbproj", "Directory.Build.props", "Directory.Packages.props"], dotnet::projects),
    row("global.json", Some(&[Runtime::Dotnet]), &["global.json"], dotnet::sdk),
    row("Gemfile", Some(&[Runtime::Ruby]), &["Gemfile"], ruby::gemfile),
    row("Gemfile.lock", Some(&[Runtime::Ruby]), &["Gemfile.lock"], ruby::lock),
    row("Ruby version file", Some(&[Runtime::Ruby]), &[".ruby-version"], versions::ruby),
    row("composer.json", Some(&[Runtime::Php]), &["composer.json"], php::manifest),
    row("composer.lock", Some(&[Runtime::Php]), &["composer.lock"], php::lock),
    row("CMakeLists.txt", Some(&[Runtime::CCpp]), &["CMakeLists.txt"], cmake::lists),
    row("tool versions", None, &[".tool-versions", "mise.toml", ".mise.toml"], versions::tools),
    row("Dockerfile", None, &["Dockerfile", "dockerfile", "Containerfile", "Dockerfile.*", "*.Dockerfile", "*.dockerfile", ".dockerignore", "setup.py", "setup.cfg"], containerfile::file),
    row("start scripts", None, &["entrypoint", "*-entrypoint", "docker-entrypoint-*", "entrypoint-*", "entrypoint.sh", "*entrypoint.sh", "entry.sh", "start.sh", "*start.sh", "startup.sh", "boot.sh", "*boot.sh", "run.sh", "*run.sh", "serve.sh", "server.sh", "*-server.sh", "init.sh", "*-init.sh", "launch.sh", "run", "start", "serve"], |_, _| {}),
    row("what a Dockerfile builds with", None, &[], built::file),
    row("GoReleaser", Some(&[Runtime::Go]), &[".goreleaser.yml", ".goreleaser.yaml", "goreleaser.yml", "goreleaser.yaml"], goreleaser::builds),
    row("Makefile", Some(&[Runtime::Go]), &["Makefile", "makefile", "GNUmakefile"], makefile::tags),
    row("uWSGI", PYTHON, &["uwsgi.ini"], uwsgi::file),
    row("Compose", None, &["compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml"], compose::files),
    row("Kubernetes", None, &["*.yaml", "*.yml"], kubernetes::manifests),
    row("Procfile", None, &["Procfile"], deploy::procfile),
    row("platforms", None, &["fly.toml", "app.yaml", "render.yaml"], platforms::files),
    row("Cloud Run", None, &["service.yaml"], platforms::knative),
    row("Heroku", None, &["app.json"], platforms::heroku),
    row("addresses in sources", Some(&[Runtime::Go, Runtime::Rust]), &["main.go", "main.rs"], listens::by_default),
    row("further ports", None, &[], reached::further),
    row("working folders", Some(&[Runtime::Go, Runtime::Rust, Runtime::CCpp]), &[], working::folder),
    row("Python scripts", PYTHON, &["pyproject.toml"], python::scripts),
    row("requirements that a build installs", PYTHON, &[], requirements::chosen),
    row("extras with a server", PYTHON, &["pyproject.toml"], python::server_extra),
    row("Python modules", PYTHON, &[], python::folder),
    row("sites", Some(&[Runtime::StaticSite]), &["package.json", "vite.config.*", "vue.config.*", "astro.config.*", "svelte.config.*", "next.config.*", "docusaurus.config.*", "angular.json", "*.conf", "*.conf.template"], sites::site),
    row("outputs with all packages", Some(&[Runtime::Node]), &["package.json", "next.config.*"], gathered::read),
    row("front ends", SERVES, &["package.json", "vite.config.*", "angular.json", "webpack.config.js", "rspack.config.js", "esbuild.*", "build.js", "build.mjs", "build.ts", "svelte.config.*", "embed.go", "serve.go", "server.go", "http.go", "web.go", "ui.go", "assets.go", "static.go", "frontend.go", "spa.go", "dist.go", "settings.py", "server.js", "main.rs"], frontend::front_end),
    row("embedded files", Some(&[Runtime::Go]), &[], embeds::missing),
    row("folders that are kept empty", Some(&[Runtime::Php, Runtime::Python, Runtime::Ruby]), &[".gitignore"], emptied::folders),
    row("browsers", None, &[], browsers::remote),
    row("bunfig.toml", None, &["bunfig.toml"], platforms::bunfig),
    row("workflows", None, &[], platforms::workflows),
    row("examples of variables", None, &[".env.example", ".env.sample", ".env.dist", ".env.template"], secrets::examples),
    row("versions by Git", None, &["pyproject.toml"], repository::history),
    row(".gitmodules", None, &[".gitmodules"], repository::modules),
    row("secrets", None, &[".npmrc", ".netrc"], secrets::tokens),
];

/// Where scripts lie that start a service.
const SCRIPT_FOLDERS: &[&str] = &["docker", ".docker", "deploy", "deployment", "deployments", "build", "scripts", "bin", "container"];

/// Where a small project has its server.
const SERVERS_AT_THE_ROOT: &[&str] = &["index.js", "main.js", "src/index.js", "src/index.ts", "src/main.js"];

/// Whether any reader wants the text of a file, by its path from the root.
pub fn is_wanted(path: &str) -> bool {
    let name = file_name(path);
    let folders = || path.split('/').rev().skip(1);
    if name.ends_with(".yaml") || name.ends_with(".yml") {
        let is_manifest = folders().any(|folder| MANIFEST_FOLDERS.contains(&folder));
        let is_workflow = path.contains(".github/workflows/");
        let has_a_reader = READERS.iter().flat_map(|reader| reader.wants).any(|wanted| *wanted == name);
        return is_manifest || is_workflow || has_a_reader || kubernetes::is_named(path);
    }
    // Settings of Django may be a package; others of that name say nothing.
    if name.ends_with(".py") && folders().next() == Some("settings") {
        return true;
    }
    // Lists of requirements include one another.
    if name.ends_with(".txt") && (name.starts_with("requirements") || folders().next() == Some("requirements")) {
        return true;
    }
    // Elsewhere files of these names only gather others.
    if SERVERS_AT_THE_ROOT.contains(&path) {
        return true;
    }
    // What starts a service has any name, and lies where such files do.
    let is_script = name.ends_with(".sh") && folders().all(|folder| SCRIPT_FOLDERS.contains(&folder));
    // Others of that name are a program's own.
    let is_cargos = name == "config.toml" && folders().next() == Some(".cargo");
    is_cargos || is_script || READERS.iter().flat_map(|reader| reader.wants).any(|wanted| matches(wanted, name))
}

/// Whether a name is the wanted one.
fn matches(wanted: &str, name: &str) -> bool {
    match (wanted.strip_prefix('*'), wanted.strip_suffix('*')) {
        (Some(end), _) => name.len() > end.len() && name.ends_with(end),
        (None, Some(begin)) => name.len() > begin.len() && name.starts_with(begin),
        (None, None) => wanted == name,
    }
}
