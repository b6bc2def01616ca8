//! package.json and what lies beside it.

use super::packages::{Ecosystem, say};
use super::version::{Asked, asked};
use super::{bun, command, line_with, lines, packages};
use crate::decision::Subject;
use crate::dockerfile::SettingId;
use crate::inspect::findings::{At, Findings, quoted};
use crate::inspect::found::Sure;
use crate::inspect::project::View;
use crate::inspect::tree::{self, Node};
use crate::model::questions::{NativeDeps, Runtime};

/// What builds a site that is files alone, with the folder that it fills.
pub(in crate::inspect) const SITES: &[(&str, &str)] = &[
    ("@sveltejs/adapter-static", "build"),
    ("vite", "dist"),
    ("react-scripts", "build"),
    ("@angular/cli", "dist"),
    ("@vue/cli-service", "dist"),
    ("gatsby", "public"),
    ("astro", "dist"),
    ("@docusaurus/core", "build"),
    ("vitepress", "docs/.vitepress/dist"),
    ("@11ty/eleventy", "_site"),
    ("parcel", "dist"),
];

/// What may build a server as well as a site: it is a site where no package is there when it runs.
const BUNDLERS: &[(&str, &str)] =
    &[("webpack", "dist"), ("rollup", "dist"), ("esbuild", "dist"), ("gulp", "dist"), ("hexo", "public"), ("metalsmith", "build")];

/// What makes a server of a package: then it is no site.
pub(in crate::inspect) const SERVERS: &[&str] = &[
    "express",
    "fastify",
    "koa",
    "hono",
    "@nestjs/core",
    "@hapi/hapi",
    "restify",
    "next",
    "nuxt",
    "@remix-run/node",
    "@react-router/node",
    "@react-router/serve",
    "@sveltejs/adapter-node",
    "@astrojs/node",
    "apollo-server",
    "@apollo/server",
    "socket.io",
    "ws",
    "@adonisjs/core",
    "@feathersjs/express",
    "strapi",
    "@strapi/strapi",
    "@medusajs/medusa",
    "keystone",
    "@keystone-6/core",
    "moleculer",
    "polka",
    "micro",
    "json-server",
    "graphql-yoga",
];

/// The dependencies of a program when it runs.
pub(in crate::inspect) const THAT_RUN: &[&str] = &["dependencies", "optionalDependencies"];

/// Frameworks that listen elsewhere than most, where nothing is set.
const PORTS: &[(&str, &str)] = &[("@strapi/strapi", "1337"), ("next", "3000"), ("nuxt", "3000")];

/// The dependencies that run, by name and line; of a site those of development build it.
pub(in crate::inspect) fn dependencies<'a>(manifest: &'a Node, groups: &'a [&'a str]) -> impl Iterator<Item = (&'a str, u32)> {
    groups.iter().filter_map(|group| manifest.get(group)).flat_map(Node::entries).map(|(name, node)| (name.as_str(), node.line))
}

/// Whether a package is a site: built of files alone.
pub(in crate::inspect) fn site(manifest: &Node) -> Option<(&'static str, &'static str, u32)> {
    let all: Vec<(&str, u32)> = dependencies(manifest, &["dependencies", "devDependencies"]).collect();
    let has = |name: &str| all.iter().find(|(own, _)| *own == name);
    if SERVERS.iter().any(|server| has(server).is_some()) || manifest.at(&["scripts", "build"]).is_none() {
        return None;
    }
    let starts_node = STARTS
        .iter()
        .any(|name| manifest.text_of(&["scripts", name]).is_some_and(|text| text.split_whitespace().any(|word| word == "node")));
    let runs = dependencies(manifest, THAT_RUN).next().is_some() || manifest.get("main").is_some() || starts_node;
    let bundlers = if runs { &[] } else { BUNDLERS };
    SITES.iter().chain(bundlers).find_map(|(name, folder)| has(name).map(|(_, line)| (*name, *folder, *line)))
}

/// package.json.
pub(super) fn manifest(view: &View<'_>, findings: &mut Findings) {
    let Some(text) = view.text("package.json") else { return };
    let runs = |what: &str| findings.found.iter().any(|found| found.subject.key() == "run" && found.value == what);
    let (is_site, is_bun) = (runs("static_site"), runs("bun"));
    let mut at = findings.at(view, "package.json");
    let Some(node) = at.parsed(tree::json(text)) else { return };
    if !is_bun {
        engines(&mut at, &node, SettingId::Version);
        manager(&mut at, &node, SettingId::Manager);
    }
    if let Some(name) = node.get("name")
        && let Some(text) = name.text()
    {
        let name_of_image = text.rsplit('/').next().unwrap_or(text);
        at.set(SettingId::Name, name_of_image, name.line, Sure::Guessed, format!("the package is {}", quoted(text)));
    }
    if is_site {
        if let Some((name, folder, line)) = site(&node) {
            let why = format!("{name} only builds files, by default into “{folder}”");
            at.set(SettingId::Layout, "site", line, Sure::Inferred, why.as_str());
            at.set(SettingId::Entry, folder, line, Sure::Guessed, why);
        }
        return;
    }
    natives(&mut at, &node);
    for (name, line) in dependencies(&node, THAT_RUN) {
        if let Some((name, port)) = PORTS.iter().find(|(own, _)| *own == name) {
            at.set(SettingId::Port, port, line, Sure::Guessed, format!("{name} listens on {port} by default"));
        }
    }
    if is_bun {
        bun::started(&mut at, view, &node);
    }
    scripts(&mut at, view, &node, if is_bun { Runtime::Bun } else { Runtime::Node });
    listens(view, findings);
}

/// Where a server is often written, as far as it is read.
const SERVER_SOURCES: &[&str] = &["src/main.ts", "src/server.ts", "src/app.ts", "server.js", "app.js", "src/server.js", "src/app.js"];

/// The port of a server that reads it from nowhere.
fn listens(view: &View<'_>, findings: &mut Findings) {
    for path in SERVER_SOURCES {
        let Some(text) = view.text(path) else { continue };
        let listens = |line: &str| {
            let rest = line.split_once(".listen(")?.1;
            let digits = rest.find(|letter: char| !letter.is_ascii_digit()).and_then(|end| rest.get(..end))?;
            digits.parse::<u16>().ok().filter(|port| *port >= 1024).map(|port| port.to_string())
        };
        if let Some((line, port)) = lines(text).find_map(|(line, text)| Some((line, listens(text)?))) {
            let why = format!("{path} listens on {port}, whatever PORT says");
            return findings.at(view, path).set(SettingId::Port, &port, line, Sure::Read, why);
        }
    }
}

/// Says what the packages with native code among the dependencies need.
pub(super) fn natives(at: &mut At<'_>, manifest: &Node) {
    for (name, line) in dependencies(manifest, THAT_RUN) {
        // Prisma 7 has no engine any more.
        let version = manifest.text_of(&["dependencies", name]).and_then(asked);
        let is_new = matches!(version, Some(Asked::Between(low, _) | Asked::AtLeast(low) | Asked::One(low)) if low.first() >= Some(&7));
        if !(name.ends_with("prisma") || name == "@prisma/client") || !is_new {
            say(at, Ecosystem::Npm, name, line);
        }
    }
}

pub(super) fn engines(at: &mut At<'_>, node: &Node, of: SettingId) {
    for path in [&["engines", "node"][..], &["volta", "node"], &["devEngines", "runtime", "version"]] {
        let Some(asks) = node.at(path) else { continue };
        let Some(text) = asks.text() else { continue };
        let why = format!("{} is “{}”", path.join("."), quoted(text));
        match asked(text) {
            Some(asked @ Asked::One(_)) => {
                if let Some(version) = asked.one(1) {
                    at.set(of, &version, asks.line, Sure::Read, why);
                }
            }
            Some(asked @ Asked::Between(..)) => {
                if let Some(version) = asked.newest(1) {
                    at.set(of, &version, asks.line, Sure::Inferred, why);
                }
            }
            _ => {}
        }
    }
}

pub(super) fn manager(at: &mut At<'_>, node: &Node, of: SettingId) {
    let Some(named) = node.get("packageManager") else { return };
    let Some((name, version)) = named.text().and_then(|text| text.split_once('@')) else { return };
    let is_berry = asked(version.split('+').next().unwrap_or(version)).and_then(|asked| asked.one(1)).is_some_and(|major| major != "1");
    let manager = match name {
        "npm" => "npm",
        "pnpm" => "pnpm",
        "yarn" if is_berry => "yarn4",
        "yarn" => "yarn",
        "bun" => "bun",
        _ => return,
    };
    // Its version is read from there by whoever builds.
    at.set(of, manager, named.line, Sure::Read, format!("packageManager is {}", quoted(&format!("{name}@{version}"))));
}

/// What is started: the first of these scripts that there is.
const STARTS: &[&str] = &["start:prod", "start:production", "serve:prod", "start", "serve"];
/// So many scripts may call one another.
const MOST_SCRIPTS: usize = 4;

/// The words of what a manager is told to run, through the scripts that it calls; the
/// same words where they call none.
pub(super) fn resolved(manifest: &Node, words: Vec<String>) -> Vec<String> {
    let mut words = words;
    for _ in 0..MOST_SCRIPTS {
        let named = match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
            ["npm" | "yarn" | "pnpm" | "bun", "run" | "run-script", name] | ["yarn" | "pnpm", name] => *name,
            ["npm", "start"] => "start",
            _ => break,
        };
        match manifest.text_of(&["scripts", named]).and_then(command::words) {
            Some(next) => words = next,
            None => break,
        }
    }
    words
}

/// A script by its name and text, with its line.
fn script<'a>(manifest: &'a Node, name: &str) -> Option<(&'a str, u32)> {
    manifest.at(&["scripts", name]).and_then(|node| Some((node.text()?, node.line)))
}

/// The script that starts the program: its name, what it starts, where that is one command, and its line.
pub(super) fn start(manifest: &Node) -> Option<(&'static str, Option<Vec<String>>, u32)> {
    let all = || {
        let named = STARTS.iter().filter_map(|name| script(manifest, name).map(|(text, line)| (*name, text, line)));
        named.map(|(name, text, line)| (name, command::words(text).map(|words| resolved(manifest, words)), line))
    };
    // One of them may be for development, and start something that compiles on the way.
    let is_program = |words: &Option<Vec<String>>| {
        words.as_ref().is_some_and(|words| words.iter().any(|word| ["node", "next", "bun"].contains(&word.as_str())))
    };
    all().find(|(_, words, _)| is_program(words)).or_else(|| all().next())
}

fn scripts(at: &mut At<'_>, view: &View<'_>, node: &Node, runtime: Runtime) {
    let script = |name: &str| script(node, name);
    if let Some((name, words, line)) = start(node) {
        match words {
            Some(words) => command::started(at, runtime, &words, line, &format!("the script “{name}”")),
            None => {
                let text = script(name).map_or("", |(text, _)| text);
                at.note(line, format!("The script “{name}” is more than one command: {}.", quoted(text)));
            }
        }
    } else if runtime == Runtime::Bun {
        // Said where Bun is read.
    } else if let Some(main) = node.get("main")
        && let Some(text) = main.text()
    {
        let entry = text.trim_start_matches("./");
        at.set(SettingId::Entry, entry, main.line, Sure::Guessed, format!("main is {}", quoted(text)));
    } else if let Some(entry) = ["server.js", "index.js", "app.js", "src/index.js", "src/server.js"].iter().find(|name| view.has(name)) {
        at.set(SettingId::Entry, entry, 0, Sure::Guessed, format!("{entry} exists, and nothing says what to start"));
    }
    if let Some((_, line)) = script("build").filter(|_| runtime == Runtime::Node) {
        let is_built = dependencies(node, &["dependencies", "devDependencies"])
            .any(|(name, _)| ["typescript", "next", "nuxt", "@nestjs/cli"].contains(&name));
        if is_built {
            at.set(SettingId::Layout, "build", line, Sure::Guessed, "there is a script “build”, and files that need building");
        }
    }
    for (name, line) in dependencies(node, &["dependencies"]) {
        if ["@grpc/grpc-js", "grpc"].contains(&name) && !SERVERS.iter().any(|server| node.at(&["dependencies", server]).is_some()) {
            at.set(SettingId::Does, "grpc", line, Sure::Guessed, "it has gRPC but no web framework");
        }
    }
}

/// Lock files with the manager that writes them; `yarn.lock` is that of two.
const LOCKS: &[(&str, &str)] = &[
    ("package-lock.json", "npm"),
    ("npm-shrinkwrap.json", "npm"),
    ("pnpm-lock.yaml", "pnpm"),
    ("bun.lock", "bun"),
    ("bun.lockb", "bun"),
    ("yarn.lock", "yarn"),
];

/// Lock files: the manager that wrote them, and what they know of native code.
pub(super) fn locks(view: &View<'_>, findings: &mut Findings) {
    let whole = view.whole();
    let lock_of = |view: &View<'_>| LOCKS.iter().find(|(name, _)| view.has(name));
    let is_own = lock_of(view).is_some();
    // The lock file of a workspace lies at its root, for all members.
    let home = if !is_own && findings.has(Subject::Setting(SettingId::Member)) { &whole } else { view };
    for (name, manager) in LOCKS.iter().filter(|(name, _)| home.has(name)) {
        let manager = if *name == "yarn.lock" && is_berry(home) { "yarn4" } else { manager };
        findings.at(home, name).set(SettingId::Manager, manager, 0, Sure::Read, format!("{name} exists"));
    }
    if lock_of(home).is_none() && view.has("package.json") {
        match lock_of(&whole) {
            Some((name, _)) => {
                findings.at(&whole, name).note(0, "The lock file belongs to a workspace. Use the workspace’s root as the build context.");
            }
            None => findings.at(view, "package.json").set(SettingId::Manager, "npm-nolock", 0, Sure::Inferred, "there is no lock file"),
        }
    }
    if let Some(text) = home.text("pnpm-lock.yaml") {
        pnpm_version(&mut findings.at(home, "pnpm-lock.yaml"), text, SettingId::ManagerVersion);
    }
    let Some(text) = home.text("package-lock.json") else { return };
    if is_own {
        // That of a workspace has what other members bring along, too.
        native_in_npm_lock(&mut findings.at(view, "package-lock.json"), text);
    }
    if !packages::said(findings)
        && text.contains("\"lockfileVersion\"")
        && !text.contains("\"hasInstallScript\"")
        && !text.contains("\"libc\"")
    {
        let why = "no package in the lock file has an install script or a build for only one C library";
        findings.at(home, "package-lock.json").answer(NativeDeps::None, 0, Sure::Inferred, why);
    }
}

/// The lock file in a folder, with the manager that wrote it.
pub(super) fn lock_in(view: &View<'_>, folder: &str) -> Option<(&'static str, &'static str)> {
    let below = |name: &str| if folder.is_empty() { name.to_string() } else { format!("{folder}/{name}") };
    let (name, manager) = LOCKS.iter().find(|(name, _)| view.has(&below(name)))?;
    let is_berry = || {
        let text = view.text(&below("yarn.lock"));
        text.map_or(view.has(&below(".yarnrc.yml")), |text| line_with(text, |line| line.starts_with("__metadata:")).is_some())
    };
    Some((name, if *name == "yarn.lock" && is_berry() { "yarn4" } else { manager }))
}

/// Whether a yarn.lock is that of Yarn 2 or newer, whose lock files begin with what they know of themselves.
fn is_berry(view: &View<'_>) -> bool {
    view.text("yarn.lock").map_or(view.has(".yarnrc.yml"), |text| line_with(text, |line| line.starts_with("__metadata:")).is_some())
}

/// Packages of the table that others bring along, as far as they run.
fn native_in_npm_lock(at: &mut At<'_>, text: &str) {
    let mut named: Option<(&str, u32, bool)> = None;
    for (line, text) in lines(text) {
        let trimmed = text.trim();
        if let Some(rest) = trimmed.strip_prefix("\"node_modules/")
            && let Some(path) = rest.strip_suffix("\": {")
        {
            flush(at, named.take());
            named = Some((path.rsplit("node_modules/").next().unwrap_or(path), line, false));
        } else if trimmed.starts_with("\"dev\": true")
            && let Some((_, _, is_dev)) = &mut named
        {
            *is_dev = true;
        }
    }
    flush(at, named);
}

fn flush(at: &mut At<'_>, named: Option<(&str, u32, bool)>) {
    if let Some((name, line, false)) = named
        && packages::native(Ecosystem::Npm, name).is_some_and(|row| row.needs != packages::Needs::System)
    {
        say(at, Ecosystem::Npm, name, line);
    }
}

/// Which pnpm wrote a lock file: 9.0 is written by 9 and 10 alike.
pub(super) fn pnpm_version(at: &mut At<'_>, text: &str, of: SettingId) {
    if let Some((line, written)) = line_with(text, |line| line.starts_with("lockfileVersion:")) {
        let version = written.trim_start_matches("lockfileVersion:").trim().trim_matches(['\'', '"']);
        let pnpm = match version {
            "6.0" | "6.1" => "8",
            "5.4" => "7",
            _ => return,
        };
        at.set(of, pnpm, line, Sure::Inferred, format!("lock file {version} is from pnpm {pnpm}"));
    }
}

/// pnpm-workspace.yaml.
pub(super) fn workspace(view: &View<'_>, findings: &mut Findings) {
    let Some(text) = view.text("pnpm-workspace.yaml") else { return };
    let mut at = findings.at(view, "pnpm-workspace.yaml");
    let Some(node) = at.parsed(tree::yaml(text)) else { return };
    if let Some(packages) = node.items().first().and_then(|node| node.get("packages")) {
        at.note(packages.line, "A workspace. Set the folder of the member to run.");
    }
}
