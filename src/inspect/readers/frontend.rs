//! A front end that Node.js builds, beside a service that serves what comes out.
//!
//! Many repositories have a page beside a service, and it is often published apart. So it
//! is taken only where something says that the service has it: that it lies at the same
//! root, that its build writes into the service, that a source or a Dockerfile names it.

use super::outputs::{builder, embedded, goes_to, joined, output};
use super::staged::{Staged, in_a_command, staged};
use super::{node, versions, workspaces};
use crate::decision::Subject;
use crate::dockerfile::SettingId;
use crate::inspect::findings::{Findings, quoted};
use crate::inspect::found::Sure;
use crate::inspect::project::{View, file_name, folder_of};
use crate::inspect::tree::{self, Node};

/// Folders whose packages are no part of the service.
const ASIDE: &[&str] = &[
    "docs",
    "doc",
    "example",
    "examples",
    "test",
    "tests",
    "e2e",
    "fixtures",
    "website",
    "scripts",
    "tools",
    ".github",
    "storybook",
    "sdk",
];
/// How deep a front end may lie.
const DEEPEST: usize = 3;

/// Sources that may name what is served, as far as they are read.
const SOURCES: &[&str] = &[
    "main.go",
    "embed.go",
    "serve.go",
    "server.go",
    "http.go",
    "web.go",
    "ui.go",
    "assets.go",
    "static.go",
    "frontend.go",
    "spa.go",
    "dist.go",
    "main.py",
    "app.py",
    "settings.py",
    "server.js",
    "main.rs",
];
/// Folders by their names that a front end is taken from.
const PLACES: &[&str] = &["site", "web", "ui", "dist", "static", "public", "frontend", "build", "assets", "client", "app", "www"];
/// Sources of Go that take in a front end below which they lie.
const GO_SOURCES: &[&str] = &["embed.go", "serve.go", "web.go", "ui.go", "assets.go", "static.go", "frontend.go", "spa.go", "dist.go"];

/// Scripts that build, where none has the usual name.
const OTHER_SCRIPTS: &[&str] = &["build-prod", "build:prod", "build:production", "production", "prod", "generate"];

/// A package that builds a page.
struct Candidate<'a> {
    /// From the folder of the service; empty for that folder itself.
    folder: &'a str,
    manifest: Node,
    tool: &'static str,
    line: u32,
    /// Whether a tool of the table builds it: other scripts are of all kinds.
    is_known: bool,
    /// Its script that builds, where none has the usual name.
    script: Option<&'static str>,
    /// Whether its folder is one of those that are mostly no part of the service.
    is_aside: bool,
}

impl Candidate<'_> {
    fn below(&self, name: &str) -> String {
        if self.folder.is_empty() { name.into() } else { format!("{}/{name}", self.folder) }
    }
}

/// Looks for a page that is built beside the service, and for where the service takes it from.
pub(super) fn front_end(view: &View<'_>, findings: &mut Findings) {
    let runs = findings.found.iter().find(|found| found.subject.key() == "run").map(|found| found.value.clone()).unwrap_or_default();
    let is_node = ["node", "bun", "deno"].contains(&runs.as_str());
    if is_node && workspaces::has_members(view) {
        return;
    }
    if findings.has(Subject::Setting(SettingId::BuildNode)) {
        return;
    }
    let gems = view.text("Gemfile").unwrap_or_default();
    let mut all: Vec<Candidate<'_>> =
        view.names().filter_map(|path| candidate(view, path)).filter(|it| !(is_node && it.folder.is_empty())).collect();
    // That of the service's own folder first, then the least deep.
    all.sort_by_key(|it| if it.folder.is_empty() { 0 } else { it.folder.matches('/').count() + 1 });
    // What the Dockerfile builds is part of it, whatever its name.
    let in_a_stage = all.iter().find_map(|it| Some((it, staged(view, it.folder, &runs)?)));
    let is_in_a_stage = in_a_stage.is_some();
    let by_the_dockerfile = in_a_stage.or_else(|| all.iter().find_map(|it| Some((it, in_a_command(view, it.folder, &runs)?))));
    let usual = || all.iter().filter(|it| !it.is_aside);
    let chosen = match &by_the_dockerfile {
        Some((it, staged)) if is_in_a_stage => Some((*it, format!("{} builds it in a separate stage", staged.file))),
        Some((it, staged)) => Some((*it, format!("{} builds it", staged.file))),
        None => usual().find_map(|it| Some((it, why(view, it, &runs, gems)?))),
    };
    let empty = empty_place(view);
    let chosen = chosen.or_else(|| {
        let it = usual().find(|it| it.is_known)?;
        let (source, _, place) = empty.as_ref()?;
        Some((it, format!("{source} embeds {place}, which is not in the repository")))
    });
    let Some((it, why)) = chosen else {
        if beside_by_the_dockerfile(view, findings, &runs) || beside(view, findings) {
            return;
        }
        if let Some(it) = usual().find(|it| it.is_known).filter(|it| !view.has(&it.below("Dockerfile"))) {
            let text =
                format!("It builds a front end with {}. If the service serves it, set “{}”.", it.tool, SettingId::Front.get().label());
            findings.at(view, &it.below("package.json")).note(it.line, text);
        }
        return;
    };
    let by_its_name = it.script.filter(|_| by_the_dockerfile.as_ref().is_none_or(|(_, staged)| staged.scripts.is_empty()));
    if let Some((_, staged)) = &by_the_dockerfile {
        say(view, findings, staged);
    }
    if let Some(script) = by_its_name {
        findings.at(view, &it.below("package.json")).set(SettingId::FrontScript, script, 0, Sure::Inferred, "none is called “build”");
    }
    take(view, findings, it, &why, gems);
    if let Some((source, line, place)) = empty
        && !place.starts_with(&format!("{}/", it.folder))
        && !findings.found.iter().any(|found| found.subject == Subject::Setting(SettingId::FrontOutput) && found.value == place)
    {
        let base = if findings.has(Subject::Setting(SettingId::Member)) { view.folder } else { "" };
        let why = format!("it embeds {place}, which is not in the repository");
        if let Some(place) = joined(base, &place) {
            findings.at(view, &source).set(SettingId::FrontPlace, &place, line, Sure::Inferred, why);
        }
    }
}

/// One that lies beside the service and writes into it: whether there is one. Only from the
/// root of a workspace both are seen.
fn beside(view: &View<'_>, findings: &mut Findings) -> bool {
    let whole = view.whole();
    let below = format!("{}/", view.folder);
    if view.folder.is_empty() {
        return false;
    }
    let others = whole.names().filter(|path| !path.starts_with(&below)).filter_map(|path| candidate(&whole, path));
    let found = others.filter(|it| !it.is_aside).find_map(|it| {
        let output = output(&whole, it.folder, &it.manifest)?;
        joined(it.folder, &output.path).filter(|path| path.starts_with(&below))?;
        Some((it, format!("{}, which is in the service’s folder", output.why)))
    });
    let Some((it, why)) = found else { return false };
    if findings.has(Subject::Setting(SettingId::Member)) {
        take(&whole, findings, &it, &why, "");
    } else {
        let text = format!(
            "{why}. It is outside the service’s build context: copy the built files there before the build, or build both from the root."
        );
        findings.at(&whole, &it.below("package.json")).note(it.line, text);
    }
    true
}

/// One that lies beside the folder of the service, and that a Dockerfile at the root builds and
/// puts into it: then the root is the build context. Only Go builds a folder of it as it is.
fn beside_by_the_dockerfile(view: &View<'_>, findings: &mut Findings, runs: &str) -> bool {
    let whole = view.whole();
    let below = format!("{}/", view.folder);
    if view.folder.is_empty() || runs != "go" {
        return false;
    }
    let found = whole.names().filter(|path| !path.starts_with(&below)).filter_map(|path| candidate(&whole, path)).find_map(|it| {
        let staged = staged(&whole, it.folder, runs)?;
        staged.output.as_ref().is_some_and(|(_, place)| place.starts_with(&below)).then_some((it, staged))
    });
    let Some((it, staged)) = found else { return false };
    let why = format!("{} builds it and copies it to {}", staged.file, view.folder);
    findings.at(&whole, &staged.file).set(SettingId::Member, view.folder, staged.line, Sure::Inferred, why.as_str());
    say(&whole, findings, &staged);
    take(&whole, findings, &it, &why, "");
    true
}

/// Says what the stage of the Dockerfile says.
fn say(view: &View<'_>, findings: &mut Findings, staged: &Staged) {
    let base = if findings.has(Subject::Setting(SettingId::Member)) { view.folder } else { "" };
    let mut at = findings.at(&view.whole(), &staged.file);
    if let Some((output, place)) = &staged.output {
        let why = format!("it copies {} from the folder where it is built", quoted(output));
        let output = joined(base, output).unwrap_or_default();
        let place = joined(base, place).unwrap_or_default();
        at.set(SettingId::FrontOutput, &output, staged.line, Sure::Inferred, why.as_str());
        if place != output {
            at.set(SettingId::FrontPlace, &place, staged.line, Sure::Inferred, why.as_str());
        }
        if staged.is_beside {
            at.set(SettingId::Beside, &place, staged.line, Sure::Inferred, why);
        }
    }
    if !staged.scripts.is_empty() && staged.scripts != ["build"] {
        let named: Vec<String> = staged.scripts.iter().map(|script| quoted(script)).collect();
        let why = format!("it runs {}", named.join(", "));
        at.set(SettingId::FrontScript, &staged.scripts.join(","), staged.line, Sure::Inferred, why);
    }
}

/// The folder that Go takes in and that has no files of the repository, with the source
/// and the line: a build has to fill it.
fn empty_place(view: &View<'_>) -> Option<(String, u32, String)> {
    let sources = view.names().filter(|path| path.ends_with(".go"));
    let all = sources.filter_map(|path| Some((path, view.text(path)?))).flat_map(|(path, text)| {
        embedded(text).filter_map(move |(line, word)| {
            let place = joined(folder_of(path), word.split('*').next().unwrap_or_default())?;
            Some((path.to_string(), line, place))
        })
    });
    let is_there =
        |place: &str| view.names().any(|name| name == place || name.strip_prefix(place).is_some_and(|rest| rest.starts_with('/')));
    let mut empty = all.filter(|(.., place)| PLACES.contains(&file_name(place)) && !is_there(place));
    empty.next()
}

/// The folder that a pattern of Go is about: without a star, and without the file.
fn folder_in(word: &str) -> &str {
    let plain = word.split('*').next().unwrap_or_default();
    let is_file = plain == word && file_name(word).contains('.');
    if is_file || plain != word && !plain.ends_with('/') { folder_of(plain) } else { plain.trim_end_matches('/') }
}

/// The folder that all of them lie in.
fn common(folders: &[&str]) -> String {
    let mut parts: Vec<&str> = folders.first().map(|folder| folder.split('/').collect()).unwrap_or_default();
    for folder in folders {
        let same = parts.iter().zip(folder.split('/')).take_while(|(one, other)| **one == *other).count();
        parts.truncate(same);
    }
    parts.join("/")
}

fn candidate<'a>(view: &View<'a>, path: &'a str) -> Option<Candidate<'a>> {
    let folder = folder_of(path);
    let is_near = folder.is_empty() || folder.matches('/').count() < DEEPEST;
    if file_name(path) != "package.json" || !is_near {
        return None;
    }
    let manifest = tree::json(view.text(path)?).ok()?;
    let has = |name: &&&str| manifest.at(&["scripts", name]).is_some();
    let usual = ["build", "build:css"].iter().find(has);
    let other = OTHER_SCRIPTS.iter().find(has).filter(|_| usual.is_none());
    usual.or(other)?;
    let script = manifest.at(&["scripts", "build"]).map_or(0, |script| script.line);
    let known = builder(&manifest);
    let (tool, _, line) = known.unwrap_or(("its script “build”", "", script));
    let script = other.copied();
    let is_aside = folder.split('/').any(|part| ASIDE.contains(&part));
    Some(Candidate { folder, manifest, tool, line, is_known: known.is_some(), script, is_aside })
}

/// What says that the service has it.
fn why(view: &View<'_>, it: &Candidate<'_>, runs: &str, gems: &str) -> Option<String> {
    let folder = it.folder;
    if folder.is_empty() {
        if let Some(gem) = bundler(gems) {
            return Some(format!("{gem} calls its scripts"));
        }
        output(view, folder, &it.manifest).filter(|_| it.is_known)?;
        return Some(format!("{} builds files for the service next to it", it.tool));
    }
    let output = output(view, folder, &it.manifest);
    if let Some(output) = output.as_ref().filter(|output| output.path.starts_with("..")) {
        return Some(format!("{}, which is in the service’s folder", output.why));
    }
    if let Some(source) = GO_SOURCES.iter().find(|name| view.text(&it.below(name)).is_some_and(|text| embedded(text).next().is_some())) {
        return Some(format!("{} embeds files next to it", it.below(source)));
    }
    // A module of its own is no part of the program.
    if runs == "go"
        && !view.has(&it.below("go.mod"))
        && let Some(source) = view.names().find(|path| folder_of(path) == folder && path.ends_with(".go"))
    {
        return Some(format!("{source} is a Go package in its folder"));
    }
    let mut sources = view.names().filter(|path| SOURCES.contains(&file_name(path)) && !path.starts_with(folder));
    let names = |text: &str| {
        ["\"", "'", "/", ":", "`", " "]
            .iter()
            .any(|before| ["/dist", "/build", "/out"].iter().any(|after| text.contains(&format!("{before}{folder}{after}"))))
    };
    if let Some(source) = sources.find(|path| view.text(path).is_some_and(names)) {
        return Some(format!("{source} names the output of its build"));
    }
    if !it.is_known {
        return None;
    }
    let of_node =
        |text: &str| text.lines().any(|line| line.starts_with("FROM") && line.contains("node")) && text.contains(&format!("{folder}/"));
    if let Some(file) = view.here(|name| name == "Dockerfile").find(|name| view.text(name).is_some_and(of_node)) {
        return Some(format!("{file} has a stage for it"));
    }
    let manifest = view.text("package.json").and_then(|text| tree::json(text).ok())?;
    let scripts = manifest.get("scripts")?;
    let name = it.manifest.text_of(&["name"]).unwrap_or_default();
    let goes = |text: &str| {
        let of_all = || text.split_whitespace().any(|word| ["--workspaces", "-ws", "-r", "workspaces"].contains(&word));
        goes_to(text, folder) || !name.is_empty() && goes_to(text, name) || of_all() && workspaces::root_of(view, folder).is_some()
    };
    let script =
        scripts.entries().iter().find(|(name, text)| (name.contains("build") || name == "postinstall") && text.text().is_some_and(goes))?;
    Some(format!("the script “{}” of package.json builds it", script.0))
}

/// The gem that has its scripts run, which take what they write from one folder.
fn bundler(gems: &str) -> Option<&'static str> {
    ["jsbundling-rails", "cssbundling-rails"].into_iter().find(|name| gems.contains(*name))
}

fn take(view: &View<'_>, findings: &mut Findings, it: &Candidate<'_>, why: &str, gems: &str) {
    // Of a member the context is the root of its repository, from which the paths are.
    let base = if findings.has(Subject::Setting(SettingId::Member)) { view.folder } else { "" };
    let root = joined(base, it.folder).unwrap_or_else(|| ".".into());
    let mut at = findings.at(view, &it.below("package.json"));
    let copies = it.manifest.at(&["scripts", "postinstall"]).or_else(|| it.manifest.at(&["scripts", "postbuild"]));
    if let Some(script) = copies.filter(|script| script.text().is_some_and(|text| text.contains("cp ") && text.contains("../"))) {
        at.note(
            script.line,
            "A script copies files out of the front end’s folder. The service gets only the files in the front end’s output folder.",
        );
    }
    at.set(SettingId::Front, &root, it.line, Sure::Inferred, why);
    node::manager(&mut at, &it.manifest, SettingId::FrontManager);
    node::engines(&mut at, &it.manifest, SettingId::FrontNode);
    let workspace = workspaces::root_of(view, it.folder);
    let home = workspace.as_ref().map_or(it.folder, |(root, ..)| root);
    let at_home = |name: &str| if home.is_empty() { name.to_string() } else { format!("{home}/{name}") };
    if let Some((root, file, line)) = &workspace {
        let root = joined(base, root).unwrap_or_else(|| ".".into());
        findings.at(view, file).set(SettingId::FrontRoot, &root, *line, Sure::Read, "it lists the front end as a member");
        if let Some(Ok(manifest)) = view.text(&at_home("package.json")).map(tree::json) {
            let mut at = findings.at(view, &at_home("package.json"));
            node::manager(&mut at, &manifest, SettingId::FrontManager);
            node::engines(&mut at, &manifest, SettingId::FrontNode);
        }
    }
    if let Some((name, manager)) = node::lock_in(view, home) {
        findings.at(view, &at_home(name)).set(SettingId::FrontManager, manager, 0, Sure::Read, format!("{} exists", at_home(name)));
    } else {
        findings.at(view, &at_home("package.json")).set(SettingId::FrontManager, "npm-nolock", 0, Sure::Inferred, "there is no lock file");
    }
    node::pnpm_version(view, home, findings, SettingId::FrontManagerVersion);
    for path in node::patches(view, home) {
        let (file, line, path) = path;
        if let Some(path) = joined(base, &path).filter(|_| workspace.is_none()) {
            findings.at(view, &file).set(SettingId::First, &path, line, Sure::Read, "it has patches there");
        }
    }
    for name in [".nvmrc", ".node-version"] {
        versions::front_end(view, findings, &it.below(name));
    }
    versions::front_end_tools(view, findings);
    if let Some(output) = output(view, it.folder, &it.manifest)
        && let Some(path) = joined(it.folder, &output.path).filter(|path| !path.starts_with("..")).and_then(|path| joined(base, &path))
    {
        let mut at = findings.at(view, &output.file);
        if let Some(script) = &output.script {
            at.set(SettingId::FrontScript, script, output.line, output.sure, output.why.as_str());
        }
        at.set(SettingId::FrontOutput, &path, output.line, output.sure, output.why);
    }
    if it.folder.is_empty()
        && let Some(gem) = bundler(gems)
    {
        let why = format!("{gem} takes files from there");
        findings.at(view, "Gemfile").set(SettingId::FrontOutput, "app/assets/builds", 0, Sure::Read, why);
    }
    // What Go takes in is there, whatever the tool fills by default.
    let sources = view.names().filter(|path| SOURCES.contains(&file_name(path)));
    let named: Vec<(String, u32, String)> = sources
        .filter_map(|path| {
            let all: Vec<(u32, &str)> = embedded(view.text(path)?).collect();
            let folders: Vec<&str> = all.iter().map(|(_, word)| folder_in(word)).collect();
            let (line, _) = all.first()?;
            let (folder, line) = (joined(folder_of(path), &common(&folders))?, *line);
            let is_below = folder.strip_prefix(it.folder).is_some_and(|rest| rest.starts_with('/')) && !it.folder.is_empty();
            joined(base, &folder).filter(|_| is_below).map(|folder| (path.to_string(), line, folder))
        })
        .collect();
    for (path, line, folder) in named {
        findings.at(view, &path).set(SettingId::FrontOutput, &folder, line, Sure::Inferred, format!("it embeds {folder}"));
    }
}
