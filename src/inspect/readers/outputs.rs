//! Where the build of a front end writes: by its configuration, its script or its tool.

use super::lines;
use crate::inspect::findings::quoted;
use crate::inspect::found::Sure;
use crate::inspect::project::View;
use crate::inspect::tree::{self, Node};

/// What builds files for a browser, with the folder that it fills where nothing else is said.
const BUILDERS: &[(&str, &str)] = &[
    ("laravel-vite-plugin", "public/build"),
    ("laravel-mix", "public"),
    ("@symfony/webpack-encore", "public/build"),
    ("@sveltejs/adapter-static", "build"),
    ("react-scripts", "build"),
    ("@vue/cli-service", "dist"),
    ("@angular/cli", "dist"),
    ("@angular/build", "dist"),
    ("astro", "dist"),
    ("vite", "dist"),
    ("parcel", "dist"),
    ("webpack", "dist"),
    ("@rspack/cli", "dist"),
    ("rollup", "dist"),
    ("esbuild", ""),
    ("tailwindcss", ""),
    ("@tailwindcss/cli", ""),
    ("sass", ""),
    ("postcss-cli", ""),
    ("gulp", ""),
];

/// What runs on a server, so that its files alone are no page. SvelteKit is told apart by its adapter.
const ON_A_SERVER: &[&str] =
    &["next", "nuxt", "@sveltejs/adapter-node", "@sveltejs/adapter-auto", "@remix-run/node", "@react-router/node", "@astrojs/node"];

/// The tool that builds a front end of that manifest, with the folder that it fills by
/// default, which may be empty, and its line; none where it builds no page.
pub(super) fn builder(manifest: &Node) -> Option<(&'static str, &'static str, u32)> {
    let named = |name: &str| ["devDependencies", "dependencies"].iter().find_map(|group| Some(manifest.get(group)?.get(name)?.line));
    if ON_A_SERVER.iter().any(|name| named(name).is_some()) {
        return None;
    }
    let by_name = BUILDERS.iter().find_map(|(name, folder)| Some((*name, *folder, named(name)?)));
    by_name.or_else(|| by_the_words(manifest))
}

/// The tool that scripts call: the root of a workspace may have it for all members.
pub(super) fn by_the_words(manifest: &Node) -> Option<(&'static str, &'static str, u32)> {
    let scripts = manifest.get("scripts")?;
    let all = scripts.entries().iter().filter(|(name, _)| name.contains("build"));
    all.filter_map(|(_, node)| Some((node.text()?, node.line))).find_map(|(text, line)| {
        let calls = |name: &str| text.contains(&format!("{name} build"));
        BUILDERS
            .iter()
            .find(|(name, _)| ["vite", "astro", "parcel"].contains(name) && calls(name))
            .map(|(name, folder)| (*name, *folder, line))
    })
}

/// An output: a path from the folder of the manifest, where that is said, and how sure that is.
pub(super) struct Output {
    pub path: String,
    pub file: String,
    pub line: u32,
    pub sure: Sure,
    pub why: String,
    /// The script that writes there, where it is not the usual one.
    pub script: Option<String>,
}

/// Where the build of the package in a folder writes.
pub(super) fn output(view: &View<'_>, folder: &str, manifest: &Node) -> Option<Output> {
    let below = |name: &str| if folder.is_empty() { name.to_string() } else { format!("{folder}/{name}") };
    let (tool, default, line) = builder(manifest)?;
    let said = |path: String, file: String, line: u32, why: String| Output { path, file, line, sure: Sure::Inferred, why, script: None };
    if tool.starts_with("@angular") {
        let script = manifest.text_of(&["scripts", "build"]).and_then(shlex::split).unwrap_or_default();
        let configuration = super::command::option(&script, &["-c", "--configuration"]).unwrap_or_default();
        return view.text(&below("angular.json")).and_then(|text| angular(text, configuration)).map(|(path, line)| {
            let why = format!("Angular’s build writes to {path}");
            said(path, below("angular.json"), line, why)
        });
    }
    const CONFIGURATIONS: &[&str] =
        &["vite.config.ts", "vite.config.js", "vite.config.mts", "vite.config.mjs", "webpack.config.js", "rspack.config.js"];
    // A script may name one that lies elsewhere.
    let script = manifest.text_of(&["scripts", "build"]).and_then(shlex::split).unwrap_or_default();
    let named = super::command::option(&script, &["-c", "--config"]).and_then(|path| joined("", path));
    for name in named.as_deref().into_iter().chain(CONFIGURATIONS.iter().copied()) {
        let Some(text) = view.text(&below(name)) else { continue };
        let name_alone = crate::inspect::project::file_name(name);
        // Those of a framework's own plugin are in the table.
        let marks: &[&str] = if name_alone.starts_with("vite") { &["outDir"] } else { &["setOutputPath(", "path:"] };
        let found = marks.iter().find_map(|mark| lines(text).find_map(|(line, text)| Some((line, literal(text.split_once(mark)?.1)?))));
        let root = if name_alone.starts_with("vite") {
            lines(text).find_map(|(_, text)| literal(text.trim().strip_prefix("root:")?))
        } else {
            None
        };
        match (found, root) {
            (Some((line, path)), root) => {
                let path = joined(&root.unwrap_or_default(), &path)?;
                let why = format!("{} writes to {path}", name_alone.split('.').next().unwrap_or(name));
                return Some(said(path, below(name), line, why));
            }
            // Without a name of its own it is the root.
            (None, Some(root)) if ["outDir: ''", "outDir: \"\""].iter().any(|mark| text.contains(mark)) => {
                let path = joined("", &root)?;
                let why = format!("vite writes to its root, {path}");
                return Some(said(path, below(name), 0, why));
            }
            (None, Some(root)) if !default.is_empty() => {
                let path = joined(&root, default)?;
                let why = format!("its root is {root}, where {tool} writes to {default}");
                return Some(said(path, below(name), 0, why));
            }
            _ => {}
        }
    }
    if let Some((path, file, line)) = by_a_program(view, folder, manifest, tool) {
        let why = format!("{} writes to {path}", quoted(&file));
        return Some(said(path, below(&file), line, why));
    }
    if let Some((path, line)) = ["build", "build:css"].iter().find_map(|name| by_the_script(manifest, name)) {
        let why = format!("the script “build” writes to {path}");
        return Some(said(path, below("package.json"), line, why));
    }
    // One of another name may write into the service, where the usual one writes beside it.
    let scripts = manifest.get("scripts").map(Node::entries).unwrap_or_default();
    let into = scripts.iter().find_map(|(name, _)| by_the_script(manifest, name).map(|(path, line)| (name, path, line)));
    if let Some((name, path, line)) = into.filter(|(_, path, _)| path.starts_with("..")) {
        let why = format!("the script “{name}” writes to {path}");
        return Some(Output { script: Some(name.clone()), ..said(path, below("package.json"), line, why) });
    }
    let why = format!("{tool} writes to {default} by default");
    (!default.is_empty()).then(|| Output { sure: Sure::Guessed, ..said(default.into(), below("package.json"), line, why) })
}

/// Where a program of the project writes that calls esbuild, or the adapter of SvelteKit.
fn by_a_program(view: &View<'_>, folder: &str, manifest: &Node, tool: &str) -> Option<(String, String, u32)> {
    const SOURCES: &[&str] = &[".js", ".mjs", ".cjs", ".ts", ".mts"];
    let is_source = |word: &String| SOURCES.iter().any(|end| word.ends_with(end));
    let (files, marks): (Vec<String>, &[&str]) = match tool {
        "esbuild" => {
            let words = manifest.text_of(&["scripts", "build"]).and_then(shlex::split).unwrap_or_default();
            (words.into_iter().filter(is_source).collect(), &["outdir:", "outfile:"])
        }
        "@sveltejs/adapter-static" => (SOURCES.iter().map(|end| format!("svelte.config{end}")).collect(), &["pages:"]),
        _ => return None,
    };
    files.into_iter().find_map(|file| {
        let file = file.trim_start_matches("./").to_string();
        let text = view.text(&if folder.is_empty() { file.clone() } else { format!("{folder}/{file}") })?;
        let (mark, line, path) =
            marks.iter().find_map(|mark| lines(text).find_map(|(line, text)| Some((*mark, line, literal(text.split_once(mark)?.1)?))))?;
        let path = joined("", &path)?;
        let path = if mark == "outfile:" { path.rsplit_once('/')?.0.to_string() } else { path };
        Some((path, file, line))
    })
}

/// The last quoted text of a line, as in `path.resolve(__dirname, '../static')`.
fn literal(text: &str) -> Option<String> {
    let quote = text.rfind(['\'', '"', '`'])?;
    let mark = text.get(quote..=quote)?;
    let before = text.get(..quote)?;
    let path = before.get(before.rfind(mark)? + 1..)?;
    (!path.is_empty() && !path.contains('$')).then(|| path.to_string())
}

/// A path from another one; none where it leads out of the project.
pub(super) fn joined(from: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in from.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            // One above is kept for the caller, who knows the folder.
            ".." if parts.last().is_none_or(|last| *last == "..") => parts.push(".."),
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    (!parts.is_empty()).then(|| parts.join("/"))
}

/// Options of commands that name a folder or a file to write.
const OPTIONS: &[&str] =
    &["--outDir", "--outdir", "--out-dir", "--outfile", "--dist-dir", "--output-path", "--output", "--dest", "-o", "-d"];

fn by_the_script(manifest: &Node, name: &str) -> Option<(String, u32)> {
    let script = manifest.at(&["scripts", name])?;
    let words = shlex::split(script.text()?)?;
    let named = words.iter().enumerate().find_map(|(at, word)| {
        let (option, value) = word.split_once('=').unwrap_or((word, ""));
        let value = if value.is_empty() { words.get(at + 1)?.as_str() } else { value };
        OPTIONS.contains(&option).then(|| value.to_string())
    })?;
    let path = joined("", &named)?;
    // Of a file the folder: others may lie beside it.
    let is_file = path.rsplit('/').next().is_some_and(|name| name.contains('.') && !name.starts_with('.'));
    let path = if is_file { path.rsplit_once('/')?.0.to_string() } else { path };
    Some((path, script.line))
}

/// The first project of angular.json: the newer builder has one more folder below the path.
fn angular(text: &str, configuration: &str) -> Option<(String, u32)> {
    let node = tree::json(text).ok()?;
    let (name, project) = node.get("projects")?.entries().first()?;
    let build = project.at(&["architect", "build"])?;
    let is_new = build.text_of(&["builder"]).is_some_and(|builder| builder.ends_with(":application"));
    let of_its_own = build.at(&["configurations", configuration, "outputPath"]);
    let (base, browser, line) = match of_its_own.or_else(|| build.at(&["options", "outputPath"])) {
        None => (format!("dist/{name}"), "browser".to_string(), build.line),
        Some(path) => match path.text() {
            Some(text) => (text.to_string(), "browser".to_string(), path.line),
            None => (path.text_of(&["base"])?.to_string(), browser_of(path), path.line),
        },
    };
    let path = if is_new { joined(&base, &browser)? } else { joined("", &base)? };
    Some((path, line))
}

/// The folder of what a browser gets, below that of all; it may be the same one.
fn browser_of(path: &Node) -> String {
    path.get("browser").map_or("browser", |node| node.text().unwrap_or_default()).to_string()
}

/// A path of a source that is compiled in, or served from there.
pub(super) fn embedded(text: &str) -> impl Iterator<Item = (u32, &str)> {
    lines(text).flat_map(|(line, text)| {
        let named = text.trim_start().strip_prefix("//go:embed ").unwrap_or_default();
        named.split_whitespace().map(move |word| (line, word.trim_start_matches("all:").trim_matches('"')))
    })
}

/// Whether a script goes to a folder, or names it to its manager.
pub(super) fn goes_to(script: &str, folder: &str) -> bool {
    let words = shlex::split(script).unwrap_or_default();
    let named = |word: &str| word.trim_start_matches("--prefix=").trim_start_matches("./").trim_end_matches('/') == folder;
    words.iter().any(|word| named(word))
}
