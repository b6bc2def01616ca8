//! Which crates of a lock file a program is built with: features turn on what is optional.

use std::collections::{HashMap, HashSet};

use crate::decision::Subject;
use crate::dockerfile::SettingId;
use crate::inspect::findings::Findings;
use crate::inspect::project::{View, file_name};
use crate::inspect::tree::{self, Node};

/// The crates that the program is built with: from its manifest on, without optional ones
/// that none of its features turns on. None where the lock file does not have the program.
pub(super) fn reached<'a>(view: &View<'_>, findings: &Findings, lock: &'a str) -> Option<HashSet<&'a str>> {
    let mut needs: HashMap<&str, Vec<&str>> = HashMap::new();
    let mut package = "";
    for line in lock.lines() {
        if let Some(name) = line.strip_prefix("name = \"") {
            package = name.trim_end_matches('"');
        } else if let Some(need) = line.strip_prefix(" \"").and_then(|need| need.split([' ', '"']).next()) {
            needs.entry(package).or_default().push(need);
        }
    }
    let entries = findings.found.iter().filter(|found| found.subject == Subject::Setting(SettingId::Entry));
    let entry = entries.max_by_key(|found| found.sure)?;
    let named = entry.value.split(':').next().unwrap_or_default();
    // The program has the name of its package, or the package is that of the folder.
    let manifests = view.names().filter(|path| file_name(path) == "Cargo.toml");
    let all: Vec<(String, Node)> = manifests
        .filter_map(|path| {
            let node = tree::toml(view.text(path)?).ok()?;
            Some((node.text_of(&["package", "name"])?.to_string(), node))
        })
        .collect();
    let own = view.text("Cargo.toml").and_then(|text| tree::toml(text).ok());
    let own = own.as_ref().and_then(|node| node.text_of(&["package", "name"]));
    let start = all.iter().map(|(name, _)| name.as_str()).find(|name| *name == named).or(own)?;
    let start = *needs.keys().find(|name| **name == start)?;
    let mut seen: HashSet<&str> = HashSet::from([start]);
    let (mut asks_openssl, mut may_ask) = (false, false);
    let mut open = vec![start];
    while let Some(package) = open.pop() {
        let manifest = all.iter().find(|(name, _)| name == package).map(|(_, node)| node);
        if let Some(node) = manifest {
            let (on, off) = openssl(node);
            asks_openssl |= on;
            may_ask |= off;
        }
        let is_off = |need: &str| manifest.is_some_and(|node| off(node, need));
        let more = needs.get(package).into_iter().flatten().copied().filter(|need| !is_off(need));
        let more: Vec<&str> = more.filter(|need| seen.insert(need)).collect();
        open.extend(more);
    }
    if may_ask && !asks_openssl {
        seen.remove("openssl-sys");
    }
    Some(seen)
}

/// Whether OpenSSL is compiled along only by a feature that is off by default.
pub(super) fn is_not_vendored(view: &View<'_>) -> bool {
    let Some(Ok(node)) = view.text("Cargo.toml").map(tree::toml) else { return false };
    let turned_on = turned_on(&node);
    let named = |node: &Node| node.items().iter().filter_map(Node::text).any(|word| word.contains("vendored"));
    let features = node.get("features").map(Node::entries).unwrap_or_default();
    let is_off = features.iter().any(|(name, node)| named(node) && !turned_on.contains(name));
    let dependencies = node.get("dependencies").map(Node::entries).unwrap_or_default();
    is_off
        && !turned_on.iter().any(|word| word.contains("vendored"))
        && !dependencies.iter().filter_map(|(_, node)| node.get("features")).any(named)
}

/// Whether a package has OpenSSL turned on in what it depends on, and whether it only would by
/// a feature that is off by default.
fn openssl(node: &Node) -> (bool, bool) {
    let asks = |word: &str| ["native-tls", "openssl", "default-tls"].iter().any(|name| word.contains(name));
    let turned_on = turned_on(node);
    let dependencies = node.get("dependencies").map(Node::entries).unwrap_or_default();
    let features = dependencies.iter().flat_map(|(_, node)| node.get("features").map(Node::items).unwrap_or_default());
    let by_features = features.filter_map(Node::text).any(asks) || dependencies.iter().any(|(_, node)| node.get("workspace").is_some());
    // Of these the default features have it, or had it.
    let by_default = dependencies.iter().any(|(name, node)| {
        let has_default = node.get("default-features").is_none_or(Node::is_true);
        let is_optional = node.get("optional").is_some_and(Node::is_true);
        !is_optional && (["native-tls", "openssl"].contains(&name.as_str()) || name == "reqwest" && has_default)
    });
    let on = turned_on.iter().any(|word| asks(word)) || by_features || by_default;
    let all = node.get("features").map(Node::entries).unwrap_or_default();
    let off = all.iter().any(|(name, node)| !turned_on.contains(name) && node.items().iter().filter_map(Node::text).any(asks));
    (on, off)
}

/// Whether a package has a dependency that is optional and that no feature turns on which is on by default.
fn off(node: &Node, need: &str) -> bool {
    let own = |(name, node): &(String, Node)| name == need || node.text_of(&["package"]) == Some(need);
    let table = node.get("dependencies").map(Node::entries).unwrap_or_default();
    let is_elsewhere = node
        .get("target")
        .map(Node::entries)
        .unwrap_or_default()
        .iter()
        .any(|(_, target)| target.get("dependencies").map(Node::entries).unwrap_or_default().iter().any(own));
    let Some((name, _)) = table.iter().find(|entry| own(entry)).filter(|(_, node)| node.get("optional").is_some_and(Node::is_true)) else {
        // What only tests or other targets need may not be in the table at all.
        let is_in = |group: &str| node.get(group).map(Node::entries).unwrap_or_default().iter().any(own);
        return is_in("dev-dependencies") && !is_in("dependencies") && !is_in("build-dependencies") && !is_elsewhere;
    };
    let turned_on = turned_on(node);
    !turned_on
        .iter()
        .any(|word| word == name || word.strip_prefix("dep:") == Some(name) || word.split_once('/').is_some_and(|(own, _)| own == name))
}

/// The features that are on by default, with what they turn on.
pub(super) fn turned_on(node: &Node) -> Vec<String> {
    let mut on: Vec<String> = Vec::new();
    let mut open = vec!["default".to_string()];
    while let Some(name) = open.pop() {
        let more = node.at(&["features", &name]).map(Node::items).unwrap_or_default().iter().filter_map(Node::text);
        open.extend(more.filter(|name| !on.iter().any(|own| own == name)).map(String::from));
        on.push(name);
    }
    on
}
