//! What makes a folder the member of a workspace: then the root of the repository
//! is the build context, and what the member depends on there comes along.

use crate::dockerfile::SettingId;
use crate::inspect::findings::Findings;
use crate::inspect::found::Sure;
use crate::inspect::project::View;
use crate::inspect::tree;

/// What a file at the root says of its members, with the line.
type Declares = fn(&str) -> Option<u32>;

/// The files that declare members, whose lock files are those of all.
const ROOTS: &[(&str, Declares)] = &[
    ("pnpm-workspace.yaml", |text| tree::yaml(text).ok()?.items().first()?.get("packages").map(|node| node.line)),
    ("package.json", |text| tree::json(text).ok()?.get("workspaces").map(|node| node.line)),
    ("pyproject.toml", |text| tree::toml(text).ok()?.at(&["tool", "uv", "workspace"]).map(|node| node.line)),
    ("go.work", |text| super::line_with(text, |line| line.trim_start().starts_with("use")).map(|(line, _)| line)),
];

/// The root of the workspace that a folder is a member of, by the file that says so.
pub(super) fn member(view: &View<'_>, findings: &mut Findings) {
    if view.folder.is_empty() {
        return;
    }
    let whole = view.whole();
    for (name, declares) in ROOTS {
        if let Some(line) = whole.text(name).and_then(declares) {
            let why = format!("{name} at the root has members, and {} is one by where it lies", view.folder);
            return findings.at(&whole, name).set(SettingId::Member, view.folder, line, Sure::Inferred, why);
        }
    }
}

/// Whether a package.json only holds others together.
pub(in crate::inspect) fn holds_others(text: &str) -> bool {
    tree::json(text).is_ok_and(|node| node.get("workspaces").is_some())
}
