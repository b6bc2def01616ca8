//! Project files of .NET.

use super::outputs::joined;
use super::packages::{Ecosystem, say};
use super::{node, version};
use crate::dockerfile::SettingId;
use crate::facts;
use crate::inspect::findings::{At, Findings, quoted};
use crate::inspect::found::Sure;
use crate::inspect::project::{View, file_name, folder_of};
use crate::inspect::tree::{self, Node};
use crate::model::questions::I18nFonts;

/// Whether a file is that of a project, in whatever language of .NET.
pub(in crate::inspect) fn is_project(path: &str) -> bool {
    [".csproj", ".fsproj", ".vbproj"].iter().any(|end| path.ends_with(end))
}

/// Properties of a project file, wherever in it they stand.
fn properties<'a>(project: &'a Node, name: &'a str) -> impl Iterator<Item = &'a Node> {
    project.all("PropertyGroup").flat_map(move |group| group.all(name))
}

/// Whether a property holds whatever is built: a condition makes it one of several.
fn is_for_all(root: &Node, name: &str, node: &Node) -> bool {
    let group = root.all("PropertyGroup").find(|group| group.all(name).any(|own| std::ptr::eq(own, node)));
    node.get("@Condition").is_none() && group.is_none_or(|group| group.get("@Condition").is_none())
}

/// A project as its file describes it, with what its folder’s props add.
struct Project<'a> {
    path: &'a str,
    node: Node,
    sdk: String,
}

impl Project<'_> {
    fn root(&self) -> &Node {
        self.node.get("Project").unwrap_or(&self.node)
    }

    fn is_test(&self) -> bool {
        let path = self.path.to_ascii_lowercase();
        path.contains("test") || path.contains("benchmark") || path.contains("sample") || path.contains("apphost")
    }

    /// How likely it is the one that runs.
    fn rank(&self) -> u8 {
        ranked(self.root(), &self.sdk)
    }

    /// Of equally likely ones the one that is deployed: that of the solution, with a
    /// Dockerfile beside it, a page before an interface.
    fn order(&self, view: &View<'_>) -> (bool, bool, bool, u8, &str) {
        let name = file_name(self.path).rsplit_once('.').map_or(self.path, |(name, _)| name);
        let is_solutions = [".sln", ".slnx"].iter().any(|end| view.has(&format!("{name}{end}")));
        let mut solutions = view.here(|file| file.ends_with(".sln") || file.ends_with(".slnx"));
        let is_below = solutions.any(|file| file.rsplit_once('.').is_some_and(|(stem, _)| name.starts_with(&format!("{stem}."))));
        let folder = folder_of(self.path);
        let has_dockerfile = !folder.is_empty() && view.has(&format!("{folder}/Dockerfile"));
        let words: Vec<String> = name.to_ascii_lowercase().split('.').map(String::from).collect();
        let is_called = |names: &[&str]| words.iter().any(|word| names.contains(&word.as_str()));
        let kind = match () {
            () if is_called(&["web", "webapp", "webui", "website", "server", "app"]) => 0,
            () if is_called(&["api", "webapi", "host"]) => 1,
            () => 2,
        };
        (!is_solutions, !is_below, !has_dockerfile, kind, self.path)
    }
}

/// How likely a project runs: one of the web before a worker before a program; 0 for a library.
fn ranked(root: &Node, sdk: &str) -> u8 {
    let is_program = properties(root, "OutputType").any(|node| node.text().is_some_and(|text| text.eq_ignore_ascii_case("exe")));
    match () {
        () if sdk.contains("BlazorWebAssembly") => 0,
        () if sdk.ends_with(".Web") => 3,
        () if sdk.ends_with(".Worker") => 2,
        () if is_program => 1,
        () => 0,
    }
}

/// The same of the text of a project file.
pub(in crate::inspect) fn rank(text: &str) -> u8 {
    let Ok(node) = tree::xml(text) else { return 0 };
    let sdk = node.text_of(&["Project", "@Sdk"]).unwrap_or_default().to_string();
    ranked(node.get("Project").unwrap_or(&node), &sdk)
}

/// The projects that one refers to, and those that they refer to: paths of the root, as is that of the manifest.
pub(in crate::inspect) fn referred(whole: &View<'_>, manifest: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut open = vec![manifest.to_string()];
    while let Some(path) = open.pop() {
        let Some(Ok(node)) = whole.text(&path).map(tree::xml) else { continue };
        let groups = node.get("Project").into_iter().flat_map(|root| root.all("ItemGroup"));
        let named = groups.flat_map(|group| group.all("ProjectReference")).filter_map(|node| node.text_of(&["@Include"]));
        for named in named.filter_map(|named| joined(folder_of(&path), &named.replace('\\', "/"))) {
            if named != manifest && whole.has(&named) && !found.contains(&named) {
                found.push(named.clone());
                open.push(named);
            }
        }
    }
    found
}

/// Files that are shared by the projects below them.
const SHARED: &[&str] = &["Directory.Build.props", "Directory.Packages.props"];

/// `*.csproj`, with what is shared by all projects.
pub(super) fn projects(view: &View<'_>, findings: &mut Findings) {
    let mut all: Vec<Project<'_>> = Vec::new();
    for path in view.names().filter(|name| is_project(name)).collect::<Vec<_>>() {
        let Some(text) = view.text(path) else { continue };
        let mut at = findings.at(view, path);
        if let Some(node) = at.parsed(tree::xml(text)) {
            let sdk = node.text_of(&["Project", "@Sdk"]).unwrap_or_default().to_string();
            all.push(Project { path, node, sdk });
        }
    }
    let chosen = findings.chosen.clone();
    if let Some(chosen) = chosen.as_ref().filter(|chosen| all.iter().any(|project| view.path(project.path) == **chosen)) {
        all.retain(|project| view.path(project.path) == *chosen);
    } else {
        all.retain(|project| !project.is_test() && project.rank() > 0);
    }
    let Some(most) = all.iter().map(Project::rank).max() else { return };
    all.retain(|project| project.rank() == most);
    let Some(project) = all.iter().min_by_key(|project| project.order(view)) else { return };
    let mut at = findings.at(view, project.path);
    let sure = match all.len() {
        1 if chosen.is_some() => Sure::Read,
        1 => Sure::Inferred,
        _ => Sure::Guessed,
    };
    let name = project.path.rsplit_once('.').map_or(project.path, |(name, _)| name);
    let entry = if name.contains('/') || !project.path.ends_with(".csproj") { project.path } else { name };
    // What is started has the name of the assembly.
    let assembly =
        properties(project.root(), "AssemblyName").find_map(Node::text).filter(|own| *own != file_name(name) && !own.contains('$'));
    let entry = assembly.map_or_else(|| entry.to_string(), |own| format!("{entry}:{own}"));
    at.set(
        SettingId::Entry,
        &entry,
        0,
        sure,
        match all.len() {
            1 if chosen.is_some() => "it is the selected program".to_string(),
            1 => format!("it is the only startable project, by its Sdk {}", quoted(&project.sdk)),
            many => format!("it is one of {many} startable projects, by its Sdk {}", quoted(&project.sdk)),
        },
    );
    at.set(SettingId::Name, &file_name(name).to_ascii_lowercase(), 0, Sure::Guessed, "the project has that name");
    if most == 2 {
        at.set(SettingId::Does, "worker", 0, Sure::Inferred, "its Sdk is the one for workers");
    }
    let root = project.root();
    let page = page(root);
    let path = project.path.to_string();
    // What is shared lies in any folder above the project.
    let own = view.path(folder_of(&path));
    let whole = view.whole();
    let folders = std::iter::successors(Some(own.trim_end_matches('/')), |folder| (!folder.is_empty()).then(|| folder_of(folder)));
    let places: Vec<String> = folders
        .flat_map(|folder| SHARED.iter().map(move |name| if folder.is_empty() { (*name).to_string() } else { format!("{folder}/{name}") }))
        .filter(|path| whole.has(path))
        .collect();
    let mut shared: Vec<(String, Node)> = Vec::new();
    for path in places {
        let text = whole.text(&path).unwrap_or_default();
        let node = findings.at(&whole, &path).parsed(tree::xml(text));
        shared.extend(node.map(|node| (path, node)));
    }
    let values: Vec<&Node> = std::iter::once(root).chain(shared.iter().filter_map(|(_, node)| node.get("Project"))).collect();
    read(&mut findings.at(view, &path), root, &values);
    for (path, node) in &shared {
        if let Some(root) = node.get("Project") {
            read(&mut findings.at(&whole, path), root, &values);
        }
    }
    // What a library of the project needs, the program needs.
    for path in referred(&whole, &view.path(&path)) {
        if let Some(Ok(node)) = whole.text(&path).map(tree::xml) {
            packages(&mut findings.at(&whole, &path), node.get("Project").unwrap_or(&node));
        }
    }
    if let Some((line, folder)) = page {
        let why = "dotnet publish calls npm";
        findings.at(view, &path).set(SettingId::BuildNode, "yes", line, Sure::Read, why);
        let own = folder_of(&path);
        let folder = [own, folder.as_str()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/");
        node::of_the_build(view, findings, &folder);
    }
}

/// A command of npm that the project runs while it is built or published, with its line
/// and the folder of the page, where that is said.
fn page(root: &Node) -> Option<(u32, String)> {
    let calls =
        |text: &str| text.split(|letter: char| !letter.is_ascii_alphanumeric()).any(|word| ["npm", "npx", "yarn", "pnpm"].contains(&word));
    let targets = root.all("Target").filter(|target| !target.text_of(&["@Condition"]).is_some_and(|text| text.contains("Debug")));
    let command = targets.flat_map(|target| target.all("Exec")).find(|exec| exec.text_of(&["@Command"]).is_some_and(calls))?;
    let folder = properties(root, "SpaRoot").find_map(Node::text).unwrap_or_default();
    Some((command.line, folder.replace('\\', "/").trim_matches('/').to_string()))
}

/// A value with a property in its place, as `$(NetVersion)`.
fn value<'a>(text: &'a str, values: &[&'a Node]) -> &'a str {
    let name = text.strip_prefix("$(").and_then(|rest| rest.strip_suffix(')'));
    let named = name.and_then(|name| {
        values.iter().find_map(|root| root.all("PropertyGroup").find_map(|group| group.text_of(&[name]).filter(|text| !text.contains('$'))))
    });
    named.unwrap_or(text)
}

fn read(at: &mut At<'_>, root: &Node, values: &[&Node]) {
    let frameworks = properties(root, "TargetFramework").chain(properties(root, "TargetFrameworks"));
    for node in frameworks {
        let Some(text) = node.text() else { continue };
        let text = value(text, values);
        // Of several the newest is the last by custom; with an end it is for one system.
        let newest = text
            .split(';')
            .filter_map(|name| name.strip_prefix("net")?.split('-').next())
            .filter_map(|name| version::asked(name)?.one(2))
            .next_back();
        if let Some(version) = newest {
            let is_for_all = is_for_all(root, "TargetFramework", node) && is_for_all(root, "TargetFrameworks", node);
            let sure = if is_for_all { Sure::Read } else { Sure::Inferred };
            at.set(SettingId::Version, &version, node.line, sure, format!("it is built for {}", quoted(text)));
            let newest = facts::nearest_supported("dotnet", &version, facts::as_of()).and_then(|image| image.version);
            let rolls = values
                .iter()
                .any(|root| properties(root, "RollForward").any(|node| node.text().is_some_and(|text| text.ends_with("Major"))));
            if let Some(newest) = newest.filter(|newest| *newest != version && !rolls && is_for_all) {
                let text = format!(
                    "A program for .NET {version} does not start on {newest}, which the new image has. Set TargetFramework to net{newest}, or RollForward to Major."
                );
                at.note(node.line, text);
            }
        }
    }
    if let Some(node) = properties(root, "PublishAot").find(|node| node.is_true() && is_for_all(root, "PublishAot", node)) {
        at.set(SettingId::Layout, "aot", node.line, Sure::Read, "PublishAot is true");
    }
    if let Some(node) = properties(root, "InvariantGlobalization").next() {
        let answer = if node.is_true() { I18nFonts::No } else { I18nFonts::Yes };
        at.answer(answer, node.line, Sure::Inferred, format!("InvariantGlobalization is {}", node.is_true()));
    }
    packages(at, root);
}

/// What the packages of a project need.
fn packages(at: &mut At<'_>, root: &Node) {
    for node in root.all("ItemGroup").flat_map(|group| group.all("PackageReference")) {
        let Some(name) = node.text_of(&["@Include"]) else { continue };
        say(at, Ecosystem::Nuget, name, node.line);
        if ["questpdf", "skiasharp", "itext7", "itext", "closedxml", "pdfsharp"].contains(&name.to_ascii_lowercase().as_str()) {
            at.answer(I18nFonts::Yes, node.line, Sure::Inferred, format!("{name} draws text"));
        }
        if SQL_SERVER.contains(&name.to_ascii_lowercase().as_str()) {
            at.answer(I18nFonts::Yes, node.line, Sure::Inferred, format!("{name} opens no connection without ICU"));
        }
        if name == "Grpc.AspNetCore" {
            at.note(node.line, "It uses gRPC. If it answers nothing else, set “What it does”.");
        }
    }
}

/// The client of SQL Server, and what brings it along.
const SQL_SERVER: &[&str] = &["microsoft.data.sqlclient", "microsoft.entityframeworkcore.sqlserver"];

/// global.json: the SDK that builds.
pub(super) fn sdk(view: &View<'_>, findings: &mut Findings) {
    let Some((path, text)) = view.above("global.json") else { return };
    let mut at = findings.at(&view.whole(), &path);
    let Some(node) = at.parsed(tree::json(text)) else { return };
    if let Some(version) = node.at(&["sdk", "version"])
        && let Some(text) = version.text()
    {
        let rolls = node.text_of(&["sdk", "rollForward"]).unwrap_or("latestPatch");
        at.note(
            version.line,
            format!(
                "It requires SDK {} (rollForward: {}). If the image has a newer SDK, widen “rollForward”.",
                quoted(text),
                quoted(rolls)
            ),
        );
    }
}
