//! Packages with native code that others bring along, in the lock files of pnpm and Yarn.

use std::collections::{HashMap, HashSet};

use super::lines;
use super::node::{self, THAT_RUN};
use super::packages::{self, Ecosystem, Needs, say};
use crate::inspect::findings::Findings;
use crate::inspect::project::{View, file_name};
use crate::inspect::tree;

/// What packages depend on, by their names, each with the line of the package.
type Graph<'a> = HashMap<&'a str, (u32, Vec<&'a str>)>;

/// The name in `name@1.0.0`, `/name/1.0.0`, or `"@owner/name@npm:^1.0.0, …"`.
fn name_of(key: &str) -> Option<&str> {
    let key = key.trim().trim_end_matches(':').trim_start_matches(['"', '\'', '/']);
    let owner = usize::from(key.starts_with('@'));
    let end = key.get(owner..)?.find('@').map(|at| at + owner);
    // pnpm until 7 wrote the version behind a slash.
    let end = end.or_else(|| key.match_indices('/').nth(owner).map(|(at, _)| at));
    key.get(..end?).filter(|name| !name.is_empty())
}

/// A lock file: entries, and in each the lists of what it depends on.
fn graph(text: &str) -> Graph<'_> {
    let mut all = Graph::new();
    // pnpm's entries lie one level deeper than Yarn's, below a word for all of them.
    let is_pnpm = text.starts_with("lockfileVersion:") || text.contains("\nlockfileVersion:");
    let level = if is_pnpm { 2 } else { 0 };
    let (mut name, mut is_list) = (None, false);
    for (number, line) in lines(text) {
        let depth = line.len() - line.trim_start().len();
        let is_entry = line.trim_end().ends_with(':') && !line.trim_start().starts_with('#');
        match depth {
            // Importers have names of folders.
            _ if depth == level && is_entry => {
                name = name_of(line);
                if let Some(name) = name {
                    all.entry(name).or_insert((number, Vec::new()));
                }
                is_list = false;
            }
            _ if depth < level => (name, is_list) = (None, false),
            _ if depth == level + 2 => is_list = ["dependencies:", "optionalDependencies:"].contains(&line.trim()),
            _ if depth == level + 4 && is_list => {
                let own = line.trim();
                let end =
                    if own.starts_with(['"', '\'']) { own.get(1..).and_then(|rest| rest.find(['"', '\''])) } else { own.find([' ', ':']) };
                let need = end.and_then(|end| own.trim_start_matches(['"', '\'']).get(..end));
                if let (Some((_, needs)), Some(need)) = (name.and_then(|name| all.get_mut(name)), need) {
                    needs.push(need);
                }
            }
            _ => {}
        }
    }
    all
}

/// Says which of them run, beginning with what the package and the members that it needs name.
pub(super) fn natives(view: &View<'_>, home: &View<'_>, findings: &mut Findings) {
    let Some((file, text)) = ["pnpm-lock.yaml", "yarn.lock"].iter().find_map(|name| Some((*name, home.text(name)?))) else { return };
    let Some(Ok(own)) = view.text("package.json").map(tree::json) else { return };
    let graph = graph(text);
    let whole = view.whole();
    let mut members: HashMap<String, Vec<String>> = HashMap::new();
    if home.folder != view.folder {
        for text in whole.names().filter(|path| file_name(path) == "package.json").filter_map(|path| whole.text(path)) {
            let Ok(member) = tree::json(text) else { continue };
            if let Some(name) = member.text_of(&["name"]) {
                let needs = node::dependencies(&member, THAT_RUN).map(|(need, _)| need.to_string()).collect();
                members.insert(name.to_string(), needs);
            }
        }
    }
    let mut open: Vec<&str> = node::dependencies(&own, THAT_RUN).map(|(name, _)| name).collect();
    let mut seen: HashSet<&str> = open.iter().copied().collect();
    let direct: Vec<&str> = open.clone();
    let mut found: Vec<(u32, &str)> = Vec::new();
    while let Some(name) = open.pop() {
        let locked = graph.get(name);
        let row = packages::native(Ecosystem::Npm, name).filter(|row| row.needs != Needs::System);
        if let (Some((line, _)), Some(_), false) = (locked, row, direct.contains(&name)) {
            found.push((*line, name));
        }
        let needs = locked.map(|(_, needs)| needs.as_slice()).unwrap_or_default().iter().copied();
        let more = needs.chain(members.get(name).into_iter().flatten().map(String::as_str));
        for need in more {
            if seen.insert(need) {
                open.push(need);
            }
        }
    }
    found.sort_unstable();
    for (line, name) in found {
        say(&mut findings.at(home, file), Ecosystem::Npm, name, line);
    }
}
