//! Lock files of Python, which list the wheels of each package and so know for
//! which C library it is built.

use super::packages::{self, Ecosystem};
use crate::inspect::findings::{At, Findings};
use crate::inspect::found::Sure;
use crate::inspect::project::View;
use crate::inspect::tree::{self, Node};
use crate::model::questions::NativeDeps;

/// A package of a lock file.
struct Package<'a> {
    name: &'a str,
    line: u32,
    /// The names of its files that can be installed as they are.
    wheels: Vec<&'a str>,
    needs: Vec<&'a str>,
}

impl Package<'_> {
    /// What its wheels for Linux are built for; none where it has none, or one for all.
    fn built_for(&self) -> Option<NativeDeps> {
        let for_linux = |mark: &str| self.wheels.iter().any(|wheel| wheel.contains(mark));
        if for_linux("-none-any.whl") {
            return None;
        }
        match (for_linux("manylinux"), for_linux("musllinux")) {
            (true, true) => Some(NativeDeps::BothLibcs),
            (true, false) => Some(NativeDeps::GlibcOnly),
            _ => None,
        }
    }
}

/// uv.lock and poetry.lock.
pub(super) fn python(view: &View<'_>, findings: &mut Findings) {
    if let Some((path, text)) = view.above("uv.lock") {
        // Of a workspace the member counts.
        let own = view.text("pyproject.toml").filter(|_| !view.has("uv.lock")).and_then(|text| tree::toml(text).ok());
        let own = own.as_ref().and_then(|node| node.text_of(&["project", "name"]));
        let mut at = findings.at(&view.whole(), &path);
        if let Some(node) = at.parsed(tree::toml(text)) {
            let all: Vec<Package<'_>> = node.get("package").map(Node::items).unwrap_or_default().iter().filter_map(uv).collect();
            let running = reached(&all, &own.map_or_else(|| roots(&node), |own| vec![own]));
            say(&mut at, &running, true);
        }
    } else if let Some(text) = view.text("poetry.lock") {
        let mut at = findings.at(view, "poetry.lock");
        if let Some(node) = at.parsed(tree::toml(text)) {
            let items = node.get("package").map(Node::items).unwrap_or_default();
            let knows_groups = items.iter().any(|item| item.get("groups").is_some() || item.get("category").is_some());
            let runs = |item: &&Node| {
                let groups = item.get("groups").map(Node::items).unwrap_or_default();
                !knows_groups || groups.iter().any(|group| group.text() == Some("main")) || item.text_of(&["category"]) == Some("main")
            };
            // Until Poetry 1.4 the files of all stood at the end.
            let apart = node.at(&["metadata", "files"]);
            let running: Vec<Package<'_>> = items.iter().filter(runs).filter_map(|item| poetry(item, apart)).collect();
            say(&mut at, &running.iter().collect::<Vec<_>>(), knows_groups);
        }
    }
}

fn uv(item: &Node) -> Option<Package<'_>> {
    let name = item.get("name")?;
    let wheels = item.get("wheels").map(Node::items).unwrap_or_default();
    let wheels = wheels.iter().filter_map(|wheel| wheel.text_of(&["url"]).or_else(|| wheel.text_of(&["path"]))).collect();
    let needs = item.get("dependencies").map(Node::items).unwrap_or_default();
    let needs = needs.iter().filter_map(|need| need.text_of(&["name"])).collect();
    Some(Package { name: name.text()?, line: name.line, wheels, needs })
}

fn poetry<'a>(item: &'a Node, apart: Option<&'a Node>) -> Option<Package<'a>> {
    let name = item.get("name")?;
    let files = item.get("files").or_else(|| apart?.get(name.text()?)).map(Node::items).unwrap_or_default();
    let wheels = files.iter().filter_map(|file| file.text_of(&["file"])).filter(|file| file.ends_with(".whl")).collect();
    Some(Package { name: name.text()?, line: name.line, wheels, needs: Vec::new() })
}

/// The project's own packages: those that lie in a folder.
fn roots(node: &Node) -> Vec<&str> {
    let items = node.get("package").map(Node::items).unwrap_or_default().iter();
    let own = items.filter(|item| {
        item.get("source").is_some_and(|source| ["virtual", "editable", "directory"].iter().any(|kind| source.get(kind).is_some()))
    });
    own.filter_map(|item| item.text_of(&["name"])).collect()
}

/// What runs: all that is reached from the project's own, without what only development needs.
fn reached<'a>(all: &'a [Package<'a>], roots: &[&'a str]) -> Vec<&'a Package<'a>> {
    let by_name: std::collections::HashMap<&str, &Package<'_>> = all.iter().map(|package| (package.name, package)).collect();
    let mut seen: std::collections::HashSet<&str> = roots.iter().copied().collect();
    let mut open: Vec<&str> = roots.to_vec();
    let mut found = Vec::new();
    while let Some(package) = open.pop().and_then(|name| by_name.get(name).copied()) {
        found.push(package);
        open.extend(package.needs.iter().copied().filter(|name| by_name.contains_key(name) && seen.insert(name)));
    }
    found
}

/// Says what the packages are built for. A package of the table that needs more is said by it.
fn say(at: &mut At<'_>, running: &[&Package<'_>], is_what_runs: bool) {
    let mut any = false;
    for package in running {
        let known = packages::native(Ecosystem::Pypi, package.name);
        if let Some(row) = known.filter(|row| row.needs == packages::Needs::System) {
            packages::say_row(at, row, package.line, Sure::Inferred);
            any = true;
        } else if let Some(built) = package.built_for() {
            let libraries = if built == NativeDeps::GlibcOnly { "glibc only" } else { "glibc and musl" };
            let sure = if is_what_runs { Sure::Read } else { Sure::Inferred };
            at.answer(built, package.line, sure, format!("{} has wheels for {libraries}", package.name));
            any = true;
        }
    }
    let are_listed = running.iter().any(|package| !package.wheels.is_empty());
    if !any && is_what_runs && are_listed {
        at.answer(NativeDeps::None, 0, Sure::Inferred, "no package in the lock file has a wheel for only one C library");
    }
}
