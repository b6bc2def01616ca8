//! What makes a folder the member of a workspace: then the root of the repository
//! is the build context, and what the member depends on there comes along.

use super::node;
use crate::decision::Subject;
use crate::dockerfile::SettingId;
use crate::inspect::findings::{Findings, quoted};
use crate::inspect::found::Sure;
use crate::inspect::project::{View, file_name, folder_of};
use crate::inspect::tree::{self, Node};

/// The folders of members as a file names them, each with its line.
pub(super) type Members = Vec<(String, u32)>;

/// A file at the root, and how it names them.
type Root = (&'static str, fn(&str) -> Option<Members>);

/// The files at a root that name members, whose lock files are those of all.
const ROOTS: &[Root] = &[
    ("pnpm-workspace.yaml", |text| Some(listed(tree::yaml(text).ok()?.items().first()?.get("packages")?))),
    ("package.json", |text| {
        let node = tree::json(text).ok()?;
        let workspaces = node.get("workspaces")?;
        Some(listed(workspaces.get("packages").unwrap_or(workspaces)))
    }),
    ("pyproject.toml", |text| Some(listed(tree::toml(text).ok()?.at(&["tool", "uv", "workspace", "members"])?))),
    ("go.work", |text| Some(used(text))),
];

/// So many of them are of JavaScript.
const OF_JAVASCRIPT: usize = 2;

fn listed(node: &Node) -> Members {
    node.items().iter().filter_map(|item| Some((item.text()?.to_string(), item.line))).collect()
}

/// The folders of go.work: one behind `use`, or several between brackets.
pub(super) fn used(text: &str) -> Members {
    let mut is_open = false;
    let mut all = Members::new();
    for (number, line) in super::lines(text) {
        let line = line.split("//").next().unwrap_or_default().trim();
        let rest = line.strip_prefix("use").filter(|rest| rest.starts_with([' ', '\t', '(']));
        let folder = match rest {
            Some(rest) => rest.trim(),
            None if is_open => line,
            None => continue,
        };
        is_open = (is_open || folder.starts_with('(')) && !folder.ends_with(')');
        let folder = folder.trim_matches(['(', ')', ' ', '"']);
        if !folder.is_empty() {
            all.push((folder.to_string(), number));
        }
    }
    all
}

/// Whether a folder is meant by a pattern, in which a star is any one name and two are any path.
pub(in crate::inspect) fn is_meant(pattern: &str, folder: &str) -> bool {
    fn meant(pattern: &[&str], folder: &[&str]) -> bool {
        match (pattern, folder) {
            ([], []) => true,
            (["**", rest @ ..], _) => meant(rest, folder) || folder.split_first().is_some_and(|(_, below)| meant(pattern, below)),
            ([first, rest @ ..], [name, below @ ..]) => names(first, name) && meant(rest, below),
            _ => false,
        }
    }
    let parts = |path: &str| path.trim_start_matches("./").trim_end_matches('/').split('/').map(String::from).collect::<Vec<_>>();
    let (pattern, folder) = (parts(pattern), parts(folder));
    meant(&pattern.iter().map(String::as_str).collect::<Vec<_>>(), &folder.iter().map(String::as_str).collect::<Vec<_>>())
}

/// Whether a name has what stands before and behind the star of a pattern.
fn names(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((before, behind)) => name.len() >= before.len() + behind.len() && name.starts_with(before) && name.ends_with(behind),
    }
}

/// The workspace that the folder is a member of, by the file at the root that names it.
pub(super) fn member(view: &View<'_>, findings: &mut Findings) {
    let whole = view.whole();
    for (name, members) in ROOTS {
        let all = whole.text(name).and_then(members).unwrap_or_default();
        let is_left_out = all.iter().any(|(pattern, _)| pattern.strip_prefix('!').is_some_and(|pattern| is_meant(pattern, view.folder)));
        let named = all.iter().find(|(pattern, _)| is_meant(pattern, view.folder));
        if let Some((pattern, line)) = named.filter(|_| !is_left_out && !view.folder.is_empty()) {
            let why = format!("the workspace lists “{}” as a member", quoted(pattern));
            return findings.at(&whole, name).set(SettingId::Member, view.folder, *line, Sure::Read, why);
        }
    }
}

/// The JavaScript workspace that a folder is a member of, from the folder that is looked
/// at: its own folder, empty for that one, the file that says so, and the line.
pub(super) fn root_of(view: &View<'_>, folder: &str) -> Option<(String, String, u32)> {
    let mut root = folder;
    while !root.is_empty() {
        root = folder_of(root);
        let below = |name: &str| if root.is_empty() { name.to_string() } else { format!("{root}/{name}") };
        let inside = folder.strip_prefix(root)?.trim_start_matches('/');
        for (name, members) in ROOTS.iter().take(OF_JAVASCRIPT) {
            let all = view.text(&below(name)).and_then(members).unwrap_or_default();
            if let Some((_, line)) = all.iter().find(|(pattern, _)| is_meant(pattern, inside)) {
                return Some((root.to_string(), below(name), *line));
            }
        }
    }
    None
}

/// Whether the folder is the root of a JavaScript workspace: pnpm has settings in its file too.
pub(in crate::inspect) fn has_members(view: &View<'_>) -> bool {
    let mut roots = ROOTS.iter().take(OF_JAVASCRIPT);
    let others: Vec<&str> = view.names().filter(|path| path.ends_with("/package.json")).map(folder_of).collect();
    roots.any(|(name, members)| {
        let all = view.text(name).and_then(members).unwrap_or_default();
        all.iter().any(|(pattern, _)| others.iter().any(|folder| is_meant(pattern, folder)))
    })
}

/// What a member of a JavaScript workspace takes from it: the root's engines and
/// manager, and the native code of the packages there that it depends on.
pub(super) fn packages(view: &View<'_>, findings: &mut Findings) {
    let whole = view.whole();
    let Some(Ok(own)) = view.text("package.json").map(tree::json) else { return };
    if view.folder.is_empty() || !findings.has(Subject::Setting(SettingId::Member)) {
        return;
    }
    if let Some(Ok(root)) = whole.text("package.json").map(tree::json) {
        let mut at = findings.at(&whole, "package.json");
        node::manager(&mut at, &root, SettingId::Manager);
        // What the member asks for itself counts before.
        if own.get("engines").is_none() {
            node::engines(&mut at, &root, SettingId::Version);
        }
    }
    let named: Vec<(&str, &str)> = whole
        .names()
        .filter(|path| file_name(path) == "package.json")
        .filter_map(|path| Some((name_in(whole.text(path)?)?, path)))
        .collect();
    let mut open = vec![own];
    let mut seen: Vec<&str> = vec![];
    while let Some(manifest) = open.pop() {
        for (name, _) in node::dependencies(&manifest, node::THAT_RUN) {
            let Some((_, path)) = named.iter().find(|(own, path)| *own == name && !seen.contains(path)) else { continue };
            let Some(Ok(other)) = whole.text(path).map(tree::json) else { continue };
            // A package that only mentions such a name, in its author for example, is another one.
            if other.text_of(&["name"]) == Some(name) {
                seen.push(path);
                node::natives(&mut findings.at(&whole, path), &whole, &other);
                open.push(other);
            }
        }
    }
}

/// The first name in a package.json, without reading the rest: there may be hundreds.
fn name_in(text: &str) -> Option<&str> {
    text.split_once("\"name\"")?.1.trim_start_matches([' ', '\t', ':']).strip_prefix('"')?.split('"').next()
}

/// pnpm-workspace.yaml.
pub(super) fn workspace(view: &View<'_>, findings: &mut Findings) {
    for (file, line, path) in node::patches(view, "") {
        findings.at(view, &file).set(SettingId::First, &path, line, Sure::Read, "it has patches there");
    }
    let Some(text) = view.text("pnpm-workspace.yaml") else { return };
    let mut at = findings.at(view, "pnpm-workspace.yaml");
    let Some(node) = at.parsed(tree::yaml(text)) else { return };
    if let Some(packages) = node.items().first().and_then(|node| node.get("packages")).filter(|_| has_members(view)) {
        at.note(packages.line, "This is a workspace. Set “Workspace member” to the folder of the member to run.");
    }
}
