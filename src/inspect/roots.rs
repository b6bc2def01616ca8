//! Builds of several programs: modules of Maven and Gradle, members of a workspace of
//! Cargo, projects of .NET that refer to each other. Each is built from the root of all.

use super::project::{Project, file_name, folder_of};
use super::readers::{has_main, is_meant, is_project, makes_jar, rank, referred};
use super::tree::{self, Node};
use crate::model::questions::Runtime;

/// The folder of the build that a manifest is a part of; none where it is built alone.
pub(super) fn build_root(project: &Project, manifest: &str) -> Option<String> {
    match file_name(manifest) {
        _ if is_project(manifest) => of_dotnet(project, manifest),
        _ if folder_of(manifest).is_empty() => None,
        "pom.xml" => of_maven(project, manifest),
        "Cargo.toml" => of_cargo(project, manifest),
        "build.gradle" | "build.gradle.kts" => of_gradle(project, manifest),
        // A list of a folder is taken in by that of the folder above.
        "CMakeLists.txt" => {
            above(folder_of(manifest)).take_while(|folder| project.has(&below(folder, "CMakeLists.txt"))).last().map(String::from)
        }
        _ => None,
    }
}

fn below(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.into() } else { format!("{folder}/{name}") }
}

/// A path of the root as one from a folder.
fn inside<'a>(folder: &str, path: &'a str) -> &'a str {
    if folder.is_empty() { path } else { path.strip_prefix(folder).unwrap_or(path).trim_start_matches('/') }
}

/// The folders above one, the nearest first.
fn above(folder: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(folder), |folder| (!folder.is_empty()).then(|| folder_of(folder))).skip(1)
}

fn of_maven(project: &Project, manifest: &str) -> Option<String> {
    let (mut found, mut module) = (None, folder_of(manifest));
    for folder in above(module) {
        let own = inside(folder, module);
        let lists = |text: &str| text.contains(&format!("<module>{own}</module>")) || text.contains(&format!("<module>./{own}</module>"));
        if project.text(&below(folder, "pom.xml")).is_some_and(lists) {
            found = Some(folder.to_string());
            module = folder;
        }
    }
    found
}

fn of_cargo(project: &Project, manifest: &str) -> Option<String> {
    let member = tree::toml(project.text(manifest)?).ok()?;
    let name = member.text_of(&["package", "name"])?;
    if member.get("workspace").is_some() {
        return None;
    }
    let is_root = |folder: &&str| {
        let root = project.text(&below(folder, "Cargo.toml")).and_then(|text| tree::toml(text).ok());
        let Some(workspace) = root.as_ref().and_then(|root| root.get("workspace")) else { return false };
        let own = inside(folder, folder_of(manifest));
        let lists = |key: &str| {
            let patterns = workspace.get(key).map(Node::items).unwrap_or_default().iter().filter_map(Node::text);
            patterns.into_iter().any(|pattern| is_meant(pattern, own))
        };
        // What a member depends on by its path is one too.
        let is_locked = || project.text(&below(folder, "Cargo.lock")).is_some_and(|lock| lock.contains(&format!("name = \"{name}\"\n")));
        !lists("exclude") && (lists("members") || is_locked())
    };
    above(folder_of(manifest)).find(is_root).map(String::from)
}

fn of_gradle(project: &Project, manifest: &str) -> Option<String> {
    let is_root = |folder: &str| ["settings.gradle", "settings.gradle.kts"].iter().any(|name| project.has(&below(folder, name)));
    let folder = folder_of(manifest);
    if is_root(folder) || project.has(&below(folder, "gradlew")) {
        return None;
    }
    above(folder).find(|folder| is_root(folder)).map(String::from)
}

/// Files above a project of .NET that it is built with.
const SHARED: &[&str] = &["Directory.Packages.props", "Directory.Build.props", "NuGet.config", "nuget.config", "global.json"];

fn of_dotnet(project: &Project, manifest: &str) -> Option<String> {
    let folder = folder_of(manifest);
    let referred = referred(&project.view(""), manifest);
    let holds = |root: &str| {
        let is_below = |path: &String| root.is_empty() || path.starts_with(&format!("{root}/"));
        referred.iter().all(is_below)
    };
    let common = std::iter::once(folder).chain(above(folder)).find(|root| holds(root)).unwrap_or_default();
    let solutions: Vec<&str> = project.names().filter(|name| name.ends_with(".sln") || name.ends_with(".slnx")).map(folder_of).collect();
    let is_shared = |root: &&str| solutions.contains(root) || SHARED.iter().any(|name| project.has(&below(root, name)));
    let shared = std::iter::once(folder).chain(above(folder)).filter(is_shared).last().unwrap_or(folder);
    let root = if shared.len() < common.len() { shared } else { common };
    (root != folder).then(|| root.to_string())
}

/// Folders whose programs are there to be read or tried.
const ASIDE: &[&str] = &["example", "sample", "demo", "bench", "test", "xtask", "fuzz", "tool", "playground"];

/// The manifests of the programs that a build makes, in the order of their names.
pub(super) fn programs(project: &Project, runtime: Runtime, root: &str) -> Vec<String> {
    let is_aside = |path: &str| ASIDE.iter().any(|name| path.to_ascii_lowercase().contains(name));
    let is_part = |path: &str| build_root(project, path).map_or(folder_of(path) == root, |own| own == root);
    let parts = project.names().filter(|path| !is_aside(inside(root, path)));
    let text = |path: &str| project.text(path).unwrap_or_default();
    // Where both tools are there, Maven builds.
    let tool: &[&str] = if project.has(&below(root, "pom.xml")) { &["pom.xml"] } else { &["build.gradle", "build.gradle.kts"] };
    // A plugin of the root may be that of every module.
    let is_for_all = || tool.iter().any(|name| makes_jar(text(&below(root, name))).is_some());
    let chosen: Vec<&str> = match runtime {
        Runtime::Rust => parts.filter(|path| file_name(path) == "Cargo.toml" && has_binary(project, path)).collect(),
        Runtime::Java | Runtime::JavaNative => parts
            .filter(|path| tool.contains(&file_name(path)))
            // What the root applies may be for its modules alone.
            .filter(|path| folder_of(path) != root || project.names().any(|name| name.starts_with(&below(root, "src/main/"))))
            .filter(|path| makes_jar(text(path)).is_some() || is_for_all() && has_main(&project.view(""), folder_of(path)))
            .collect(),
        Runtime::Dotnet => {
            let ranked: Vec<(&str, u8)> = parts.filter(|path| is_project(path)).map(|path| (path, rank(text(path)))).collect();
            let most = ranked.iter().map(|(_, rank)| *rank).max().filter(|most| *most > 0);
            // Programs of a console beside a service are its tools.
            let least = most.map_or(u8::MAX, |most| most.min(2));
            ranked.into_iter().filter(|(_, rank)| *rank >= least).map(|(path, _)| path).collect()
        }
        Runtime::Go
        | Runtime::CCpp
        | Runtime::Node
        | Runtime::Bun
        | Runtime::Deno
        | Runtime::Python
        | Runtime::Ruby
        | Runtime::Php
        | Runtime::StaticSite => Vec::new(),
    };
    chosen.into_iter().filter(|path| is_part(path)).map(String::from).collect()
}

/// Whether a package of Cargo has a program.
fn has_binary(project: &Project, manifest: &str) -> bool {
    let folder = folder_of(manifest);
    let more = below(folder, "src/bin/");
    let text = project.text(manifest).unwrap_or_default();
    text.lines().any(|line| line.trim() == "[package]")
        && (project.has(&below(folder, "src/main.rs"))
            || text.lines().any(|line| line.trim() == "[[bin]]")
            || project.names().any(|path| path.starts_with(&more)))
}

/// Whether an entry of the build at a root is that of a manifest.
pub(super) fn is_of(project: &Project, root: &str, manifest: &str, entry: &str) -> bool {
    let own = inside(root, manifest);
    let (first, _) = entry.split_once(':').unwrap_or((entry, ""));
    match file_name(manifest) {
        "Cargo.toml" => {
            let node = project.text(manifest).and_then(|text| tree::toml(text).ok());
            node.is_some_and(|node| node.text_of(&["package", "name"]) == Some(first))
        }
        "pom.xml" | "build.gradle" | "build.gradle.kts" => folder_of(own) == entry || entry.starts_with(&format!("{}/", folder_of(own))),
        _ => first == own || own.rsplit_once('.').is_some_and(|(stem, _)| stem == first),
    }
}
