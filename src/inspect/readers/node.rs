//! package.json and what lies beside it.

pub(in crate::inspect) use super::manifests::{FOR_PLATFORMS, SERVERS, STARTS, THAT_RUN, dependencies};
use super::packages::{Ecosystem, say};
use super::version::{Asked, asked};
use super::{bun, gathered, line_with, lines, locked, named, packages};
use crate::decision::Subject;
use crate::dockerfile::SettingId;
use crate::inspect::findings::{At, Findings, quoted};
use crate::inspect::found::Sure;
use crate::inspect::project::{View, folder_of};
use crate::inspect::tree::{self, Node};
use crate::model::questions::NativeDeps;

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

/// What makes pages of texts, for a build script of one's own: it is a site where no
/// package is there when it runs.
const RENDERERS: &[&str] =
    &["marked", "markdown-it", "remark-html", "rehype-stringify", "nunjucks", "pug", "handlebars", "ejs", "mustache", "liquidjs", "eta"];

/// Frameworks that listen elsewhere than most, where nothing is set.
const PORTS: &[(&str, &str)] = &[("@strapi/strapi", "1337"), ("next", "3000"), ("nuxt", "3000")];

/// Whether a package is a site: built of files alone.
pub(in crate::inspect) fn site(manifest: &Node) -> Option<(&'static str, &'static str, u32)> {
    let all: Vec<(&str, u32)> = dependencies(manifest, &["dependencies", "devDependencies"]).collect();
    let has = |name: &str| all.iter().find(|(own, _)| *own == name);
    let is_for_a_platform = FOR_PLATFORMS.iter().any(|(adapter, _)| has(adapter).is_some());
    if is_for_a_platform || SERVERS.iter().any(|server| has(server).is_some()) || manifest.at(&["scripts", "build"]).is_none() {
        return None;
    }
    let starts_node = STARTS
        .iter()
        .any(|name| manifest.text_of(&["scripts", name]).is_some_and(|text| text.split_whitespace().any(|word| word == "node")));
    let runs = dependencies(manifest, THAT_RUN).next().is_some() || manifest.get("main").is_some() || starts_node;
    let bundlers = if runs { &[] } else { BUNDLERS };
    let by_name = SITES.iter().chain(bundlers).find_map(|(name, folder)| has(name).map(|(_, line)| (*name, *folder, *line)));
    let renders = || RENDERERS.iter().filter(|_| !runs).find_map(|name| has(name).map(|(_, line)| (*name, "dist", *line)));
    by_name.or_else(|| super::outputs::by_the_words(manifest)).or_else(renders)
}

/// The same of a package with the files beside it: Next.js may make files alone.
pub(in crate::inspect) fn site_in(view: &View<'_>, manifest: &Node) -> Option<(&'static str, &'static str, u32)> {
    let exports = || {
        let next = manifest.at(&["dependencies", "next"])?;
        gathered::output(view, "export").map(|_| ("next", "out", next.line))
    };
    site(manifest).or_else(exports)
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
    named(&mut at, &node);
    if is_site {
        if let Some((name, folder, line)) = site_in(view, &node) {
            let why = match RENDERERS.contains(&name) {
                true => format!("{name} makes pages, and no package runs; most builds fill “{folder}”"),
                false => format!("{name} only builds files, by default into “{folder}”"),
            };
            at.set(SettingId::Layout, "site", line, Sure::Inferred, why.as_str());
            at.set(SettingId::Entry, folder, line, Sure::Guessed, why);
        }
        return;
    }
    natives(&mut at, &view.whole(), &node);
    for (name, line) in dependencies(&node, &["dependencies", "devDependencies"]) {
        if let Some((adapter, instead)) = FOR_PLATFORMS.iter().find(|(own, _)| *own == name) {
            at.note(line, format!("{adapter} builds for one platform, and its output does not start in a container. Use {instead}."));
        }
    }
    for (name, line) in dependencies(&node, THAT_RUN) {
        if let Some((name, port)) = PORTS.iter().find(|(own, _)| *own == name) {
            at.set(SettingId::Port, port, line, Sure::Guessed, format!("{name} listens on {port} by default"));
        }
    }
    if is_bun {
        bun::started(&mut at, view, &node);
        bun::by_script(&mut at, &node);
    }
    listens(view, findings);
}

/// Where a server is often written, as far as it is read.
const SERVER_SOURCES: &[&str] = &[
    "src/main.ts",
    "src/server.ts",
    "src/app.ts",
    "src/index.ts",
    "server.js",
    "app.js",
    "index.js",
    "main.js",
    "src/server.js",
    "src/app.js",
    "src/index.js",
    "src/main.js",
];

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
            let why = format!("{path} listens on {port} and ignores PORT");
            return findings.at(view, path).set(SettingId::Port, &port, line, Sure::Read, why);
        }
    }
}

/// A version as the catalogue of a pnpm workspace has it: `catalog:` names the default one.
fn catalogued(whole: &View<'_>, name: &str, text: &str) -> String {
    let Some(catalogue) = text.strip_prefix("catalog:").map(str::trim) else { return text.into() };
    let node = whole.text("pnpm-workspace.yaml").and_then(|text| tree::yaml(text).ok());
    let root = node.as_ref().and_then(|node| node.items().first());
    let of_the_default = || root?.text_of(&["catalog", name]);
    let found = if catalogue.is_empty() || catalogue == "default" {
        of_the_default().or_else(|| root?.text_of(&["catalogs", "default", name]))
    } else {
        root.and_then(|root| root.text_of(&["catalogs", catalogue, name]))
    };
    found.unwrap_or(text).into()
}

/// Packages in folders beside the service, which a build of its folder alone does not have.
fn outside(view: &View<'_>, findings: &mut Findings) {
    let Some(Ok(manifest)) = view.text("package.json").map(tree::json) else { return };
    let groups = ["dependencies", "devDependencies"].iter().filter_map(|group| manifest.get(group));
    let named = groups.flat_map(Node::entries).filter_map(|(name, node)| {
        let path = ["file:", "link:", "portal:"].iter().find_map(|kind| node.text()?.strip_prefix(kind))?;
        path.starts_with("..").then_some((name, path, node.line))
    });
    let all: Vec<(&String, &str, u32)> = named.collect();
    let Some((name, path, line)) = all.first() else { return };
    let more = if all.len() > 1 { format!(", and {} more are next to it", all.len() - 1) } else { String::new() };
    let is_there = super::outputs::joined(view.folder, path).is_some_and(|path| !path.starts_with(".."));
    let cure =
        if is_there { "Make both members of a workspace; its root becomes the build context." } else { "Move it into the repository." };
    let text = format!("{} is in {}, outside the build context{more}. {cure}", quoted(name), quoted(path));
    findings.at(view, "package.json").note(*line, text);
}

/// Says what the packages with native code among the dependencies need.
pub(super) fn natives(at: &mut At<'_>, whole: &View<'_>, manifest: &Node) {
    for (name, line) in dependencies(manifest, THAT_RUN) {
        // Prisma 7 has no engine any more.
        let named = manifest.text_of(&["dependencies", name]).map(|text| catalogued(whole, name, text));
        let version = named.as_deref().and_then(asked);
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
    let why = format!("packageManager is {}", quoted(&format!("{name}@{version}")));
    at.set(of, manager, named.line, Sure::Read, why.as_str());
    // Yarn 4 is installed in the version that stands there, and images have npm and Yarn 1. A newer
    // pnpm or Bun does not do what an older one did.
    if ["pnpm", "bun"].contains(&name) {
        let of = if of == SettingId::FrontManager { SettingId::FrontManagerVersion } else { SettingId::ManagerVersion };
        let version = version.split(['+', '-']).next().unwrap_or(version);
        at.set(of, version, named.line, Sure::Read, why);
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
    if !findings.has(Subject::Setting(SettingId::Member)) {
        outside(view, findings);
    }
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
    pnpm_version(home, "", findings, SettingId::ManagerVersion);
    locked::natives(view, home, findings);
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

/// Which pnpm wrote a lock file. From 9 on all write 9.0; 11 and newer refuse what older
/// ones installed, such as packages that are not approved where they look for that.
pub(super) fn pnpm_version(view: &View<'_>, folder: &str, findings: &mut Findings, of: SettingId) {
    let below = |name: &str| if folder.is_empty() { name.to_string() } else { format!("{folder}/{name}") };
    let Some(text) = view.text(&below("pnpm-lock.yaml")) else { return };
    let Some((line, written)) = line_with(text, |line| line.starts_with("lockfileVersion:")) else { return };
    let version = written.trim_start_matches("lockfileVersion:").trim().trim_matches(['\'', '"']);
    let is_new = || view.text(&below("pnpm-workspace.yaml")).is_some_and(|text| text.contains("allowBuilds:"));
    let mut at = findings.at(view, &below("pnpm-lock.yaml"));
    match version {
        "6.0" | "6.1" => at.set(of, "8", line, Sure::Inferred, format!("lock file {version} is from pnpm 8")),
        "5.4" => at.set(of, "7", line, Sure::Inferred, "lock file 5.4 is from pnpm 7"),
        "9.0" if !is_new() => {
            at.set(of, "10", line, Sure::Guessed, "lock file 9.0 is from pnpm 9 or newer, and no file says that it is from 11 or newer");
        }
        _ => {}
    }
}

/// What a build that calls Node.js by itself wants of it: manager and versions.
pub(super) fn of_the_build(view: &View<'_>, findings: &mut Findings, folder: &str) {
    let below = |name: &str| if folder.is_empty() { name.to_string() } else { format!("{folder}/{name}") };
    if let Some(Ok(manifest)) = view.text(&below("package.json")).map(tree::json) {
        let mut at = findings.at(view, &below("package.json"));
        manager(&mut at, &manifest, SettingId::FrontManager);
        engines(&mut at, &manifest, SettingId::FrontNode);
    }
    match lock_in(view, folder) {
        Some((name, manager)) => {
            findings.at(view, &below(name)).set(SettingId::FrontManager, manager, 0, Sure::Read, format!("{name} exists"))
        }
        None => {
            findings.at(view, &below("package.json")).set(SettingId::FrontManager, "npm-nolock", 0, Sure::Inferred, "there is no lock file")
        }
    }
    pnpm_version(view, folder, findings, SettingId::FrontManagerVersion);
    for name in [".nvmrc", ".node-version"] {
        super::versions::front_end(view, findings, &below(name));
    }
}

/// The folders with patches that a lock file names, each with the file and the line that
/// say so: installing reads them.
pub(super) fn patches(view: &View<'_>, folder: &str) -> Vec<(String, u32, String)> {
    let below = |name: &str| if folder.is_empty() { name.to_string() } else { format!("{folder}/{name}") };
    let mut found: Vec<(String, u32, String)> = Vec::new();
    let mut say = |file: &str, node: Option<&Node>| {
        for (_, patch) in node.map(Node::entries).unwrap_or_default() {
            let named = patch.text().and_then(|text| super::outputs::joined(folder, text));
            let place = named.map(|path| folder_of(&path).to_string()).filter(|place| !place.is_empty() && place != folder);
            if let Some(place) = place.filter(|place| !found.iter().any(|(.., own)| own == place)) {
                found.push((below(file), patch.line, place));
            }
        }
    };
    if let Some(Ok(node)) = view.text(&below("pnpm-workspace.yaml")).map(tree::yaml) {
        say("pnpm-workspace.yaml", node.items().first().and_then(|node| node.get("patchedDependencies")));
    }
    if let Some(Ok(node)) = view.text(&below("package.json")).map(tree::json) {
        say("package.json", node.at(&["pnpm", "patchedDependencies"]));
        say("package.json", node.get("patchedDependencies"));
    }
    found
}
