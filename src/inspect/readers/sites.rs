//! How a site is built and served: where its build writes, under which path, what is a
//! page of its own, and what a web server's configuration in the project says.

use super::launched::workdir;
use super::outputs::{joined, output};
use super::own::own;
use super::{keyed, lines, node};
use crate::decision::Subject;
use crate::dockerfile::SettingId;
use crate::dockerfile::settings::pair;
use crate::inspect::containerfile::{File, copied_to, instructions};
use crate::inspect::findings::{At, Findings, quoted};
use crate::inspect::found::Sure;
use crate::inspect::project::{View, file_name};
use crate::inspect::tree::{self, Node};

/// What a tool makes, where nothing else is said.
struct Makes {
    tool: &'static str,
    /// A file for each page, and not one for an application.
    is_of_pages: bool,
    /// The folder whose files have a hash in their names; empty where there is none of that kind.
    hashed: &'static str,
    /// Its configuration, up to the ending, and the key that says under which path it is served.
    base: (&'static str, &'static str),
}

const fn row(tool: &'static str, is_of_pages: bool, hashed: &'static str, base: (&'static str, &'static str)) -> Makes {
    Makes { tool, is_of_pages, hashed, base }
}

/// The documentation of each tool, read on 2026-11-30. The more special first: many stand on Vite.
const MAKES: &[Makes] = &[
    row("@docusaurus/core", true, "assets", ("docusaurus.config", "baseUrl")),
    row("vitepress", true, "assets", ("", "")),
    row("@sveltejs/adapter-static", true, "_app/immutable", ("svelte.config", "base")),
    row("astro", true, "_astro", ("astro.config", "base")),
    row("gatsby", true, "", ("", "")),
    row("@11ty/eleventy", true, "", ("", "")),
    row("hexo", true, "", ("", "")),
    row("metalsmith", true, "", ("", "")),
    row("@angular/cli", false, "", ("", "")),
    row("@angular/build", false, "", ("", "")),
    row("react-scripts", false, "static", ("", "")),
    row("@vue/cli-service", false, "", ("vue.config", "publicPath")),
    row("vite", false, "assets", ("vite.config", "base")),
    row("next", true, "_next/static", ("next.config", "basePath")),
];

/// What the manifest and the configuration beside it say.
pub(super) fn site(view: &View<'_>, findings: &mut Findings) {
    for path in view.names().filter(|path| is_of_nginx(path)).collect::<Vec<_>>() {
        if let Some(text) = view.text(path) {
            nginx(&mut findings.at(view, path), text, path);
        }
    }
    if let Some(manifest) = view.text("package.json").and_then(|text| tree::json(text).ok())
        && node::site_in(view, &manifest).is_some()
    {
        builds(view, findings, &manifest);
    }
    // Nothing builds it: what lies there is served.
    if view.has("index.html") && !view.has("package.json") && !findings.has(Subject::Setting(SettingId::Layout)) {
        let mut at = findings.at(view, "index.html");
        at.set(SettingId::Layout, "files", 0, Sure::Inferred, "there is no package.json, so nothing builds it");
        at.set(SettingId::Entry, ".", 0, Sure::Guessed, "index.html is there");
    }
}

/// Folders that web servers serve in their images.
const SERVED: &[&str] =
    &["/usr/share/nginx/html", "/var/www/html", "/usr/share/caddy", "/srv", "/usr/local/apache2/htdocs", "/public", "/app"];

/// The folder that the Dockerfile that is there serves, from the stage that builds it.
fn served(view: &View<'_>, findings: &mut Findings) {
    let whole = view.whole();
    let Some(path) = own(view, Some("static_site")) else { return };
    let Some(file) = whole.text(&path).map(|text| File::read(text).filled()) else { return };
    let Some(last) = file.stages.len().checked_sub(1) else { return };
    let is_member = findings.has(Subject::Setting(SettingId::Member));
    for instruction in file.stages.get(last).iter().flat_map(|stage| &stage.instructions).filter(|instruction| instruction.name == "COPY") {
        let Some(from) = instruction.option("from").and_then(|name| file.find(name)) else { continue };
        let Some((sources, to)) = instruction.copied() else { continue };
        let ([source], true) = (sources.as_slice(), SERVED.contains(&to.trim_end_matches('/'))) else { continue };
        let root = workdir(&instructions(&file.line_of_stages(from)));
        let source = copied_to(&root, source);
        let Some(below) = source.strip_prefix(root.as_str()).and_then(|rest| joined("", rest)) else { continue };
        // Of a member the folder is named from its own.
        let below = if is_member { below.strip_prefix(view.folder).unwrap_or(&below).trim_start_matches('/') } else { below.as_str() };
        if !below.is_empty() && !below.contains(['*', '$']) {
            let why = format!("it serves {} from the stage that builds it", quoted(below));
            findings.at(&whole, &path).set(SettingId::Entry, below, instruction.line, Sure::Inferred, why);
        }
    }
}

fn builds(view: &View<'_>, findings: &mut Findings, manifest: &Node) {
    served(view, findings);
    if let Some(output) = output(view, "", manifest)
        && output.sure > Sure::Guessed
    {
        findings.at(view, &output.file).set(SettingId::Entry, &output.path, output.line, output.sure, output.why);
    }
    let named = |name: &str| ["devDependencies", "dependencies"].iter().find_map(|group| Some(manifest.get(group)?.get(name)?.line));
    if let Some(line) = named("vitepress")
        && let Some(folder) = of_vitepress(manifest)
    {
        let why = format!("VitePress writes to {folder}");
        findings.at(view, "package.json").set(SettingId::Entry, &folder, line, Sure::Inferred, why);
    }
    let Some((makes, line)) = MAKES.iter().find_map(|makes| Some((makes, named(makes.tool)?))) else { return };
    // An application of one page has a file for all paths that have none.
    let falls_back =
        makes.tool == "@sveltejs/adapter-static" && config(view, "svelte.config").is_some_and(|(_, text)| text.contains("fallback:"));
    let mut at = findings.at(view, "package.json");
    if makes.is_of_pages && !falls_back {
        at.set(SettingId::Paths, "pages", line, Sure::Guessed, format!("{} builds a file for each page", makes.tool));
    }
    // Files that are copied as they are keep their names, and may lie in a folder of the same one.
    let is_copied = |path: &str| ["public", "static"].iter().any(|from| path.starts_with(&format!("{from}/{}/", makes.hashed)));
    if !makes.hashed.is_empty() && !view.names().any(is_copied) {
        let why = format!("{} adds a hash to the file names in {}", makes.tool, makes.hashed);
        at.set(SettingId::Hashed, makes.hashed, line, Sure::Guessed, why);
    }
    if let Some(home) = manifest.get("homepage").filter(|_| makes.tool == "react-scripts")
        && let Some(path) = home.text().and_then(path_of)
    {
        at.set(SettingId::BasePath, &path, home.line, Sure::Inferred, format!("homepage is {}", quoted(home.text().unwrap_or_default())));
    }
    let (file, key) = makes.base;
    if let Some((path, text)) = config(view, file) {
        let passes = findings.has(Subject::Setting(SettingId::Passed));
        configured(&mut findings.at(view, path), text, key, passes);
    }
    angular(view, findings);
}

/// Where VitePress writes: below the folder that its script names.
fn of_vitepress(manifest: &Node) -> Option<String> {
    let words = shlex::split(manifest.text_of(&["scripts", "build"])?)?;
    let at = words.windows(2).position(|two| two[0].ends_with("vitepress") && two[1] == "build")?;
    let root = words.get(at + 2).filter(|word| !word.starts_with(['-', '&', ';', '|']));
    joined(root.map_or("", String::as_str), ".vitepress/dist")
}

/// A configuration in whichever language it is written.
fn config<'a>(view: &View<'a>, stem: &str) -> Option<(&'a str, &'a str)> {
    let is_it =
        |path: &&str| !stem.is_empty() && path.strip_prefix(stem).is_some_and(|end| [".js", ".ts", ".mjs", ".mts", ".cjs"].contains(&end));
    view.names().find(is_it).and_then(|path| Some((path, view.text(path)?)))
}

/// The path of an address, or a path alone; none where it is the root or is only known later.
fn path_of(text: &str) -> Option<String> {
    let rest = text.split_once("://").map_or(text, |(_, rest)| rest.find('/').map_or("", |at| &rest[at..]));
    let path = rest.trim_end_matches('/');
    (path.starts_with('/') && SettingId::BasePath.get().problem(path).is_none()).then(|| path.to_string())
}

/// The value of a key, where it is a quoted text and nothing more.
fn value<'a>(line: &'a str, key: &str) -> Option<&'a str> {
    let rest = keyed(line, key)?;
    let mark = rest.chars().next().filter(|mark| ['\'', '"', '`'].contains(mark))?;
    let (text, after) = rest.strip_prefix(mark)?.split_once(mark)?;
    let is_all = after.trim_start().chars().next().is_none_or(|next| [',', '}'].contains(&next));
    (is_all && !text.contains('$')).then_some(text)
}

fn configured(at: &mut At<'_>, text: &str, key: &str, passes: bool) {
    for (line, text) in lines(text) {
        if let Some(path) = value(text, key).and_then(path_of) {
            at.set(SettingId::BasePath, &path, line, Sure::Inferred, format!("{key} is {path}"));
        }
    }
    // What the development server passes on, something has to pass on in production, too.
    let mut below = lines(text).skip_while(|(_, text)| !text.trim_start().starts_with("proxy:"));
    if !passes && let Some((line, path)) = below.find_map(|(line, text)| Some((line, proxied(text)?))) {
        let label = SettingId::Passed.get().label();
        at.note(
            line,
            format!(
                "In development, another service answers {}. Set “{label}”, unless a proxy in front sends these requests there.",
                quoted(path)
            ),
        );
    }
}

/// The first path that is quoted in a line.
fn proxied(text: &str) -> Option<&str> {
    let at = text.find(['\'', '"', '`'])?;
    let mark = text.get(at..=at)?;
    let path = text.get(at + 1..)?.split(mark).next()?;
    path.trim_start_matches('^').starts_with('/').then_some(path)
}

/// What Angular is built for.
fn angular(view: &View<'_>, findings: &mut Findings) {
    let Some(node) = view.text("angular.json").and_then(|text| tree::json(text).ok()) else { return };
    let Some((_, project)) = node.get("projects").and_then(|projects| projects.entries().first()) else { return };
    for path in [&["architect", "build", "configurations", "production", "baseHref"][..], &["architect", "build", "options", "baseHref"]] {
        if let Some(named) = project.at(path)
            && let Some(base) = named.text().and_then(path_of)
        {
            return findings.at(view, "angular.json").set(
                SettingId::BasePath,
                &base,
                named.line,
                Sure::Inferred,
                format!("baseHref is {base}"),
            );
        }
    }
}

/// Whether a file is likely to be a configuration of nginx.
fn is_of_nginx(path: &str) -> bool {
    let name = file_name(path);
    let is_named = name.contains("nginx") || path.contains("nginx/") || name.starts_with("default.conf");
    is_named && (name.ends_with(".conf") || name.ends_with(".conf.template"))
}

/// What a server block says about paths. Only what is written out is taken.
fn nginx(at: &mut At<'_>, text: &str, path: &str) {
    let mut block = Vec::new();
    let mut place = "";
    let mut upstream = "";
    let mut servers: Vec<(&str, &str)> = Vec::new();
    for (line, statement) in statements(text) {
        let mut words = statement.split_whitespace();
        match words.next() {
            Some("location") => place = statement.trim_start_matches("location").trim(),
            Some("upstream") => upstream = words.next().unwrap_or_default(),
            Some("server") => servers.extend(words.next().map(|server| (upstream, server))),
            Some(name @ ("try_files" | "proxy_pass")) => block.push((line, place, name, words.last().unwrap_or_default(), statement)),
            _ => {}
        }
    }
    let mut passed: Vec<String> = Vec::new();
    let mut first = 0;
    for (line, place, name, last, statement) in block {
        match name {
            "try_files" if place == "/" && last.ends_with("/index.html") => {
                at.set(SettingId::Paths, "app", line, Sure::Inferred, "paths without a file return index.html");
            }
            "try_files" if place == "/" && last == "=404" => {
                at.set(SettingId::Paths, "pages", line, Sure::Inferred, "paths without a file return “not found”");
            }
            "proxy_pass" => {
                let word = format!("{}={}", place.trim_start_matches("^~").trim(), behind(last, &servers));
                if pair(&word).is_some() {
                    first = if first == 0 { line } else { first };
                    passed.push(word);
                } else {
                    let label = SettingId::Passed.get().label();
                    at.note(line, format!("nginx proxies requests: {}. This is not carried over; see “{label}”.", quoted(statement)));
                }
            }
            _ => {}
        }
    }
    if !passed.is_empty() {
        at.set(SettingId::Passed, &passed.join(" "), first, Sure::Inferred, "nginx proxies these requests");
    }
    if path == "nginx.conf" {
        at.note(0, "The generated nginx.conf replaces this one. Only the fallback and the proxied paths were read from it.");
    }
}

/// The statements of a configuration, each in its line, without comments.
fn statements(text: &str) -> impl Iterator<Item = (u32, &str)> {
    let plain = |text: &'_ str| text.find('#').unwrap_or(text.len());
    let all = lines(text).flat_map(move |(line, text)| text[..plain(text)].split([';', '{', '}']).map(move |part| (line, part.trim())));
    all.filter(|(_, part)| !part.is_empty())
}

/// An address with the server in place of the name of a group of one.
fn behind(address: &str, servers: &[(&str, &str)]) -> String {
    let Some(rest) = address.strip_prefix("http://") else { return address.into() };
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let mut named = servers.iter().filter(|(upstream, _)| *upstream == host).map(|(_, server)| *server);
    match (named.next(), named.next()) {
        (Some(server), None) => format!("http://{server}{path}"),
        // Which one answers is the group's to say.
        (Some(_), Some(_)) => String::new(),
        (None, _) => address.into(),
    }
}
