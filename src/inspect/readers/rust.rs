//! Cargo.toml and Cargo.lock.

use super::packages::{Ecosystem, native, say_row};
use super::{lines, version};
use crate::dockerfile::SettingId;
use crate::inspect::findings::{Findings, quoted};
use crate::inspect::found::Sure;
use crate::inspect::project::{View, file_name, folder_of};
use crate::inspect::tree::{self, Node};

/// What makes a program of a crate listen, so that it is one to deploy.
const SERVERS: &[&str] = &["axum", "actix-web", "rocket", "warp", "hyper", "tonic", "poem", "salvo", "tide", "ntex", "loco-rs"];

/// Cargo.toml: of one package, or of a workspace with its members.
pub(super) fn manifest(view: &View<'_>, findings: &mut Findings) {
    let Some(text) = view.text("Cargo.toml") else { return };
    let mut at = findings.at(view, "Cargo.toml");
    let Some(node) = at.parsed(tree::toml(text)) else { return };
    let is_workspace =
        node.get("workspace").and_then(|workspace| workspace.get("members")).is_some_and(|members| !members.items().is_empty());
    if let Some(asks) = node.at(&["package", "rust-version"]).or_else(|| node.at(&["workspace", "package", "rust-version"]))
        && let Some(version) = asks.text().and_then(version::asked).and_then(|asked| asked.one(2))
    {
        at.note(asks.line, format!("It needs Rust {version} or newer to build."));
    }
    let own = node.at(&["package", "name"]).and_then(|name| Some((name.text()?, name.line)));
    let bins = binaries(view, "", &node);
    if let Some((name, line)) = own {
        at.set(SettingId::Name, &name.to_ascii_lowercase(), line, Sure::Guessed, format!("the package is {}", quoted(name)));
    }
    match (own, bins.as_slice()) {
        (Some(_), [(bin, line)]) => {
            at.set(
                SettingId::Layout,
                "package",
                *line,
                if is_workspace { Sure::Guessed } else { Sure::Inferred },
                "it is a package with a program",
            );
            at.set(SettingId::Entry, bin, *line, Sure::Inferred, format!("its only program is {}", quoted(bin)));
            return;
        }
        (Some(_), [(bin, line), ..]) => {
            let default = node.text_of(&["package", "default-run"]).unwrap_or(bin);
            at.set(SettingId::Layout, "package", *line, Sure::Guessed, "it is a package with programs");
            at.set(SettingId::Entry, default, *line, Sure::Guessed, format!("it is one of {} programs", bins.len()));
            return;
        }
        _ => {}
    }
    if is_workspace {
        workspace(view, findings);
    }
}

/// The programs of a package, by name.
fn binaries(view: &View<'_>, folder: &str, node: &Node) -> Vec<(String, u32)> {
    let inside = |path: &str| if folder.is_empty() { path.to_string() } else { format!("{folder}/{path}") };
    let mut all: Vec<(String, u32)> = Vec::new();
    for bin in node.get("bin").map(Node::items).unwrap_or_default() {
        if let Some(name) = bin.get("name")
            && let Some(text) = name.text()
        {
            all.push((text.into(), name.line));
        }
    }
    let name = node.at(&["package", "name"]).and_then(|name| Some((name.text()?.to_string(), name.line)));
    // Its own program keeps the package's name unless a table renames it.
    let is_renamed = node
        .get("bin")
        .map(Node::items)
        .unwrap_or_default()
        .iter()
        .any(|bin| bin.text_of(&["path"]).is_none_or(|path| path == "src/main.rs"));
    if view.has(&inside("src/main.rs"))
        && let Some((name, line)) = name
        && !all.iter().any(|(own, _)| *own == name)
        && !is_renamed
    {
        all.insert(0, (name, line));
    }
    let more = inside("src/bin/");
    for path in view.names().filter_map(|path| path.strip_prefix(&more)) {
        let name = path.strip_suffix("/main.rs").or_else(|| path.strip_suffix(".rs")).filter(|name| !name.contains('/'));
        if let Some(name) = name.filter(|name| !all.iter().any(|(own, _)| own == name)) {
            all.push((name.into(), 0));
        }
    }
    all
}

fn workspace(view: &View<'_>, findings: &mut Findings) {
    let aside = ["example", "bench", "test", "xtask", "fuzz", "tool"];
    let members: Vec<&str> = view
        .names()
        .filter(|name| file_name(name) == "Cargo.toml" && name.contains('/') && !aside.iter().any(|folder| name.contains(folder)))
        .collect();
    let mut all: Vec<(&str, String, u32, bool)> = Vec::new();
    for path in members {
        let Some(node) = view.text(path).and_then(|text| tree::toml(text).ok()) else { continue };
        let is_server = SERVERS.iter().any(|server| node.at(&["dependencies", server]).is_some());
        let package = node.text_of(&["package", "name"]).unwrap_or_default().to_string();
        // A member is built by its name, and so is its program.
        if let Some((_, line)) = binaries(view, folder_of(path), &node).into_iter().find(|(name, _)| *name == package) {
            all.push((path, package, line, is_server));
        }
    }
    let servers: Vec<_> = all.iter().filter(|(.., is_server)| *is_server).collect();
    let chosen = match (servers.as_slice(), all.as_slice()) {
        ([one], _) => Some((*one, Sure::Inferred)),
        ([first, ..], _) => Some((*first, Sure::Guessed)),
        ([], [one]) => Some((one, Sure::Inferred)),
        ([], all) => all.first().map(|first| (first, Sure::Guessed)),
    };
    if let Some(((path, package, line, _), sure)) = chosen {
        let mut at = findings.at(view, path);
        let why = format!("it is one of {} members with a program of their name", all.len());
        at.set(SettingId::Layout, "workspace", *line, sure, why.as_str());
        at.set(SettingId::Entry, package, *line, sure, why);
    }
}

/// Cargo.lock: crates that link a C library. It lists what other systems need too,
/// and what is off, so nothing of it is read: it is inferred.
pub(super) fn lock(view: &View<'_>, findings: &mut Findings) {
    let Some((path, text)) = view.above("Cargo.lock") else { return };
    let has_sqlite = has_sqlite(view, text);
    let is_vendored = text.contains("\nname = \"openssl-src\"");
    let mut at = findings.at(&view.whole(), &path);
    for (line, text) in lines(text) {
        if let Some(name) = text.strip_prefix("name = \"").and_then(|rest| rest.strip_suffix('"'))
            && let Some(row) = native(Ecosystem::Crate, name)
            && !(is_vendored && name == "openssl-sys")
            && (name != "libsqlite3-sys" || has_sqlite)
        {
            say_row(&mut at, row, line, Sure::Inferred);
        }
    }
}

/// Whether SQLite is on. sqlx has its drivers in the lock file whether they are on
/// or not, so what counts is that a manifest turns that one on.
fn has_sqlite(view: &View<'_>, lock: &str) -> bool {
    let mut package = "";
    let by_others = lock.lines().any(|line| {
        if let Some(name) = line.strip_prefix("name = \"") {
            package = name.trim_end_matches('"');
        }
        let depends = line.strip_prefix(" \"").and_then(|name| name.split([' ', '"']).next());
        depends == Some("libsqlite3-sys") && package != "sqlx-sqlite"
    });
    let whole = view.whole();
    let is_on = |path: &str| {
        let manifest = whole.text(path).and_then(|text| tree::toml(text).ok());
        manifest.is_some_and(|node| {
            let tables = [&["dependencies", "sqlx", "features"][..], &["workspace", "dependencies", "sqlx", "features"]];
            let features = tables.iter().filter_map(|path| node.at(path)).flat_map(Node::items).filter_map(Node::text);
            // Its features are called `sqlite`, `sqlite-unbundled` and `any`.
            features.into_iter().any(|feature| feature.starts_with("sqlite") || feature == "any")
        })
    };
    by_others || whole.names().filter(|path| file_name(path) == "Cargo.toml").any(is_on)
}

/// `.cargo/config.toml`: a linker that the build has to have.
pub(super) fn config(view: &View<'_>, findings: &mut Findings) {
    let Some((path, text)) = view.above(".cargo/config.toml") else { return };
    let mut at = findings.at(&view.whole(), &path);
    let Some(node) = at.parsed(tree::toml(text)) else { return };
    let targets = node.get("target").map(Node::entries).unwrap_or_default();
    let of_linux = targets.iter().filter(|(target, _)| target.contains("linux") || target.contains("unix")).map(|(_, table)| table);
    for table in of_linux.chain(node.get("build")) {
        let flags = table
            .get("rustflags")
            .map(|flags| (flags, flags.text().map_or_else(|| flags.items().iter().filter_map(Node::text).collect(), |text| vec![text])));
        let linker = table.get("linker").and_then(|linker| Some((linker, vec![linker.text()?])));
        for (node, texts) in flags.into_iter().chain(linker) {
            for (word, package) in [("clang", "clang"), ("=lld", "lld"), ("ld.lld", "lld"), ("mold", "mold")] {
                if texts.iter().any(|text| text.contains(word)) {
                    at.set(SettingId::BuildPackages, package, node.line, Sure::Inferred, format!("its linker is {package}"));
                }
            }
        }
    }
}
