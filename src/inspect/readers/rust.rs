//! Cargo.toml and Cargo.lock.

use super::crates::{is_not_vendored, reached, turned_on};
use super::packages::{Ecosystem, ask, native, say_row};
use super::{lines, version};
use crate::dockerfile::SettingId;
use crate::inspect::findings::{At, Findings, quoted};
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
    if view.has_above("Cargo.lock").is_none() {
        at.set(SettingId::Manager, "cargo-nolock", 0, Sure::Inferred, "there is no Cargo.lock");
    }
    if findings.chosen.is_some() {
        return workspace(view, findings);
    }
    let mut at = findings.at(view, "Cargo.toml");
    match (own, bins.as_slice()) {
        (Some(_), [bin]) => {
            let sure = if is_workspace { Sure::Guessed } else { Sure::Inferred };
            at.set(SettingId::Layout, "package", bin.line, sure, "it is a package with a program");
            at.set(SettingId::Entry, &bin.name, bin.line, Sure::Inferred, format!("its only program is {}", quoted(&bin.name)));
            required(&mut at, &node, bin);
            return;
        }
        (Some((package, _)), [first, ..]) => {
            let default = node.text_of(&["package", "default-run"]);
            let named = bins.iter().find(|bin| Some(bin.name.as_str()) == default);
            let chosen = named.or_else(|| likeliest(&bins, package)).unwrap_or(first);
            let (sure, why) = match named {
                Some(_) => (Sure::Inferred, "default-run names it".to_string()),
                None => (Sure::Guessed, format!("it is one of {} programs", bins.len())),
            };
            at.set(SettingId::Layout, "package", chosen.line, Sure::Guessed, "it is a package with several programs");
            at.set(SettingId::Entry, &chosen.name, chosen.line, sure, why);
            required(&mut at, &node, chosen);
            return;
        }
        _ => {}
    }
    if is_workspace {
        workspace(view, findings);
    }
}

/// A program of a package.
struct Binary {
    name: String,
    line: u32,
    /// The features without which Cargo does not build it.
    required: Vec<String>,
}

/// Of several programs the one that is most likely deployed: by its name a server, else the package’s own.
fn likeliest<'a>(bins: &'a [Binary], package: &str) -> Option<&'a Binary> {
    let is_server = |bin: &&Binary| {
        ["server", "api", "web", "app"].contains(&bin.name.as_str()) || bin.name.ends_with("-server") || bin.name.ends_with("_server")
    };
    bins.iter().find(is_server).or_else(|| bins.iter().find(|bin| bin.name == package))
}

/// The features that a program requires and that are not on by default.
fn required(at: &mut At<'_>, node: &Node, bin: &Binary) {
    let on = turned_on(node);
    for feature in bin.required.iter().filter(|name| !on.contains(name)) {
        at.set(
            SettingId::Features,
            feature,
            bin.line,
            Sure::Read,
            format!("{} requires the feature {}", quoted(&bin.name), quoted(feature)),
        );
    }
}

/// The programs of a package.
fn binaries(view: &View<'_>, folder: &str, node: &Node) -> Vec<Binary> {
    let inside = |path: &str| if folder.is_empty() { path.to_string() } else { format!("{folder}/{path}") };
    let mut all: Vec<Binary> = Vec::new();
    for bin in node.get("bin").map(Node::items).unwrap_or_default() {
        if let Some(name) = bin.get("name")
            && let Some(text) = name.text()
        {
            let required = bin.get("required-features").map(Node::items).unwrap_or_default();
            let required = required.iter().filter_map(Node::text).map(String::from).collect();
            all.push(Binary { name: text.into(), line: name.line, required });
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
        && !all.iter().any(|own| own.name == name)
        && !is_renamed
    {
        all.insert(0, Binary { name, line, required: Vec::new() });
    }
    let more = inside("src/bin/");
    for path in view.names().filter_map(|path| path.strip_prefix(&more)) {
        let name = path.strip_suffix("/main.rs").or_else(|| path.strip_suffix(".rs")).filter(|name| !name.contains('/'));
        if let Some(name) = name.filter(|name| !all.iter().any(|own| own.name == *name)) {
            all.push(Binary { name: name.into(), line: 0, required: Vec::new() });
        }
    }
    all
}

/// A member of a workspace that has a program.
struct Member<'a> {
    path: &'a str,
    node: Node,
    package: String,
    bin: Binary,
    is_server: bool,
    is_called_server: bool,
    is_chosen: bool,
    has_dockerfile: bool,
}

fn workspace(view: &View<'_>, findings: &mut Findings) {
    let aside = ["example", "bench", "test", "xtask", "fuzz", "tool"];
    let chosen = findings.chosen.clone();
    let is_chosen = |name: &str| chosen.as_ref().is_some_and(|chosen| *chosen == view.path(name));
    let members = view.names().filter(|name| {
        let is_aside = aside.iter().any(|folder| name.contains(folder));
        file_name(name) == "Cargo.toml" && name.contains('/') && (!is_aside || is_chosen(name))
    });
    let member = |path: &'_ str| {
        let node = view.text(path).and_then(|text| tree::toml(text).ok())?;
        let is_server = SERVERS.iter().any(|server| node.at(&["dependencies", server]).is_some());
        let package = node.text_of(&["package", "name"])?.to_string();
        let mut bins = binaries(view, folder_of(path), &node);
        let at = likeliest(&bins, &package).and_then(|chosen| bins.iter().position(|bin| bin.name == chosen.name)).unwrap_or_default();
        let bin = (at < bins.len()).then(|| bins.swap_remove(at))?;
        let is_called_server = package.contains("server") || folder_of(path).contains("server") || bin.name.contains("server");
        Some((node, package, bin, is_server, is_called_server))
    };
    let mut all: Vec<Member<'_>> = members
        .filter_map(|path| {
            let (node, package, bin, is_server, is_called_server) = member(path)?;
            let has_dockerfile = view.has(&format!("{}/Dockerfile", folder_of(path)));
            Some(Member { path, node, package, bin, is_server, is_called_server, is_chosen: is_chosen(path), has_dockerfile })
        })
        .collect();
    let count = all.len();
    // What is called a server and has a server's crate comes first; others stay in the order of names.
    let rank = |it: &Member<'_>| (it.is_chosen, it.has_dockerfile, it.is_server && it.is_called_server, it.is_server, it.is_called_server);
    all.sort_by_key(|it| std::cmp::Reverse(rank(it)));
    let servers = all.iter().filter(|it| it.is_server).count();
    let Some(it) = all.first() else { return };
    let mut at = findings.at(view, it.path);
    let (sure, why) = match it.is_chosen {
        true => (Sure::Read, "it is the selected program".to_string()),
        false if servers == 1 || count == 1 => (Sure::Inferred, format!("it is one of {count} members with a program")),
        false => (Sure::Guessed, format!("it is one of {count} members with a program")),
    };
    if it.is_chosen {
        at.set(
            SettingId::Name,
            &it.package.to_ascii_lowercase(),
            it.bin.line,
            Sure::Inferred,
            format!("the package is {}", quoted(&it.package)),
        );
    }
    let entry = if it.package == it.bin.name { it.package.clone() } else { format!("{}:{}", it.package, it.bin.name) };
    at.set(SettingId::Layout, "workspace", it.bin.line, sure, why.as_str());
    at.set(SettingId::Entry, &entry, it.bin.line, sure, why);
    required(&mut at, &it.node, &it.bin);
}

/// Cargo.lock: crates that link a C library. It lists what other systems need too,
/// and what is off, so nothing of it is read: it is inferred.
pub(super) fn lock(view: &View<'_>, findings: &mut Findings) {
    let Some((path, text)) = view.above("Cargo.lock") else { return };
    let has_sqlite = has_sqlite(view, text);
    let is_vendored = text.contains("\nname = \"openssl-src\"") && !is_not_vendored(view);
    // What sqlx would ask a database while it compiles.
    let has_queries = view.whole().names().any(|path| path.split('/').any(|part| part == ".sqlx" || part == "sqlx-data.json"));
    let has_variables = view.whole().has(".env") || view.has(".env");
    let reached = reached(view, findings, text);
    let mut at = findings.at(&view.whole(), &path);
    for (line, text) in lines(text) {
        if text == "name = \"sqlx-macros\"" && !has_queries {
            ask(&mut at, Ecosystem::Crate, "sqlx", line);
            if has_variables {
                at.note(line, "If it finds the database by DATABASE_URL in .env: that file is left out of the build.");
            }
        }
        if let Some(name) = text.strip_prefix("name = \"").and_then(|rest| rest.strip_suffix('"'))
            && let Some(row) = native(Ecosystem::Crate, name)
            && reached.as_ref().is_none_or(|reached| reached.contains(name))
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
