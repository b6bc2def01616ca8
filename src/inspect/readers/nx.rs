//! Nx: what its build of an application leaves where.

use super::outputs::joined;
use crate::dockerfile::SettingId;
use crate::inspect::findings::{At, quoted};
use crate::inspect::found::Sure;
use crate::inspect::project::{View, file_name, folder_of};
use crate::inspect::tree::{self, Node};

/// What a script that calls Nx starts: the application that it names, or the only one.
pub(super) fn started(at: &mut At<'_>, view: &View<'_>, words: &[String], line: u32, what: &str) {
    let named = words.iter().skip(1).filter(|word| !word.starts_with('-')).flat_map(|word| word.split(':')).collect::<Vec<_>>();
    let projects: Vec<(&str, Node)> = view
        .names()
        .filter(|path| file_name(path) == "project.json")
        .filter_map(|path| Some((path, tree::json(view.text(path)?).ok()?)))
        .filter(|(_, node)| node.text_of(&["projectType"]) == Some("application") && output(node, "").is_some())
        .collect();
    let is_named = |node: &Node| node.text_of(&["name"]).is_some_and(|name| named.contains(&name));
    let chosen = projects.iter().find(|(_, node)| is_named(node)).or(match projects.as_slice() {
        [only] => Some(only),
        _ => projects.iter().find(|(path, _)| *path == "project.json"),
    });
    let Some((path, node)) = chosen else {
        return at.note(line, format!("{what} calls Nx, but no project.json says what it builds. Set the program to start."));
    };
    let Some(entry) = output(node, folder_of(path)) else { return };
    let why = format!("{what} calls Nx, which builds {} into {}", quoted(path), quoted(folder_of(&entry)));
    at.set(SettingId::Layout, "build", line, Sure::Inferred, why.as_str());
    at.set(SettingId::Entry, &entry, line, Sure::Inferred, why);
}

/// The program that an application’s target “build” makes.
fn output(node: &Node, folder: &str) -> Option<String> {
    let build = node.at(&["targets", "build"])?;
    let executor = build.text_of(&["executor"]).unwrap_or_default();
    let options = build.get("options");
    let option = |name: &str| options.and_then(|options| options.text_of(&[name]));
    let name = node.text_of(&["name"]).unwrap_or_default();
    let path = option("outputPath")
        .map_or_else(|| format!("dist/{}", if folder.is_empty() { name } else { folder }), |path| placed(path, folder, name));
    let main = option("main").map(|main| placed(main, folder, name));
    let file = match () {
        () if option("outputFileName").is_some() => option("outputFileName")?.to_string(),
        // The compiler alone keeps the folders of the sources.
        () if executor.ends_with(":tsc") || executor.ends_with(":swc") => {
            let main = main?;
            let inside = main.strip_prefix(folder).map_or(main.as_str(), |rest| rest.trim_start_matches('/'));
            format!("{}.js", inside.strip_suffix(".ts").unwrap_or(inside))
        }
        () if ["esbuild", "webpack", "node", "rspack", "vite"].iter().any(|name| executor.contains(name)) => "main.js".to_string(),
        () => return None,
    };
    joined(&path, &file)
}

/// A path with what Nx puts in.
fn placed(path: &str, folder: &str, name: &str) -> String {
    let path = path.replace("{workspaceRoot}/", "").replace("{projectRoot}", folder).replace("{projectName}", name);
    path.trim_start_matches("./").trim_start_matches('/').to_string()
}
