//! Which Dockerfile is that of a service, and the language that one is for.

use crate::inspect::containerfile::{File, Instruction, Stage, instructions};
use crate::inspect::findings::quoted;
use crate::inspect::project::{View, file_name, folder_of};

/// Ends of names that make something else of a Dockerfile: templates, and what it ignores.
const NO_FILES: &[&str] =
    &["ignore", ".j2", ".jinja", ".jinja2", ".tmpl", ".tpl", ".template", ".erb", ".hbs", ".mustache", ".md", ".py", ".sh"];

/// Whether a file is a Dockerfile by its name.
pub(in crate::inspect) fn is_containerfile(path: &str) -> bool {
    let name = file_name(path);
    is_plain(path)
        || name.starts_with("Dockerfile.") && !NO_FILES.iter().any(|end| name.ends_with(end))
        || name.to_ascii_lowercase().ends_with(".dockerfile")
}

/// Whether it has the name that a builder looks for by itself.
fn is_plain(path: &str) -> bool {
    ["Dockerfile", "dockerfile", "Containerfile"].contains(&file_name(path))
}

/// Whether a Dockerfile makes the room that an editor works in.
pub(in crate::inspect) fn is_for_an_editor(path: &str) -> bool {
    path.starts_with(".devcontainer/") || path.contains("/.devcontainer/") || path.starts_with(".gitpod")
}

/// The Dockerfile of a service: in its language, and in its folder, at the root, or
/// one that names the folder; else the only one there is.
pub(in crate::inspect) fn own(view: &View<'_>, language: Option<&str>) -> Option<String> {
    let whole = view.whole();
    let all: Vec<(&str, &str)> = whole
        .names()
        .filter(|name| is_containerfile(name) && !is_for_an_editor(name))
        .filter_map(|name| Some((name, whole.text(name)?)))
        .collect();
    let is_only = all.len() == 1;
    let far = |path: &str, text: &str| {
        let folder = folder_of(path);
        let names_it = !view.folder.is_empty() && text.contains(view.folder);
        let aside = ["docker", "build", "deploy", ".docker", "deployments"].contains(&folder);
        match () {
            () if folder == view.folder => Some(0),
            () if names_it => Some(1),
            () if folder.is_empty() || is_only || aside && view.folder.is_empty() => Some(2),
            () => None,
        }
    };
    let ranked = all
        .iter()
        .filter(|(_, text)| speaks(text, language))
        .filter_map(|(path, text)| Some(((!is_plain(path), far(path, text)?, path.len()), path)));
    ranked.min().map(|(_, path)| (*path).to_string())
}

/// A Dockerfile in the folder of a service, or at the root, that is for another language:
/// its path, a line, and why it says nothing of the service.
pub(super) fn set_aside(view: &View<'_>) -> Option<(String, u32, String)> {
    let whole = view.whole();
    let near = |path: &&str| is_plain(path) && (folder_of(path) == view.folder || folder_of(path).is_empty());
    let path = whole.names().find(near)?;
    let text = whole.text(path)?;
    let language = language_of(text)?;
    let file = File::read(text).filled();
    let last = file.stages.len().checked_sub(1)?;
    let image = file.image(last).reference;
    let label = crate::model::questions::Runtime::QUESTION;
    let named = label.get().find(language).map_or(language, |at| label.get().options[usize::from(at)].label);
    let why = format!("Not compared with the new Dockerfile, because it runs on {} and seems to be for {named}.", quoted(image));
    Some((path.into(), file.line_of_stages(last).first().map_or(0, |stage| stage.line), why))
}

/// Whether a Dockerfile is for that language, or says none.
fn speaks(text: &str, language: Option<&str>) -> bool {
    let said = language_of(text);
    // Sites are built by Node.js; what is built beside another service may be files too.
    let fits = |said: &str, wanted: &str| {
        said == wanted || [("static_site", "node"), ("node", "static_site"), ("java", "java_native")].contains(&(said, wanted))
    };
    said.zip(language).is_none_or(|(said, wanted)| fits(said, wanted))
}

/// Commands that only projects of a language have, with it: what is started, and what
/// installs packages.
const COMMANDS: &[(&str, &str)] = &[
    ("python", "python"),
    ("python3", "python"),
    ("pip", "python"),
    ("pip3", "python"),
    ("uv", "python"),
    ("poetry", "python"),
    ("pipenv", "python"),
    ("gunicorn", "python"),
    ("uvicorn", "python"),
    ("bundle", "ruby"),
    ("rails", "ruby"),
    ("puma", "ruby"),
    ("composer", "php"),
    ("php", "php"),
    ("php-fpm", "php"),
    ("java", "java"),
    ("dotnet", "dotnet"),
    ("bun", "bun"),
    ("deno", "deno"),
    ("node", "node"),
    ("npm", "node"),
    ("yarn", "node"),
    ("pnpm", "node"),
];

/// The language of what a Dockerfile runs. What is compiled runs on an image without it, or
/// on one that nobody knows: then its commands say it, or the builder.
pub(in crate::inspect) fn language_of(text: &str) -> Option<&'static str> {
    let file = File::read(text).filled();
    let last = file.stages.len().checked_sub(1)?;
    let of = |at: usize| file.image(at).language().map(|(language, _)| language);
    let stages = file.line_of_stages(last);
    let of_earlier = || (0..last).rev().find_map(of);
    // A program that was compiled may have scripts of another language beside it.
    let is_compiled = || of_earlier().filter(|language| ["go", "rust", "c_cpp"].contains(language));
    of(last)
        .or_else(|| by_commands(&stages, &["ENTRYPOINT", "CMD"]))
        .or_else(is_compiled)
        .or_else(|| by_builds(&file, &stages))
        .or_else(|| by_commands(&stages, &["RUN"]))
        .or_else(of_earlier)
}

/// The language of a program that is built in a stage which this one copies from, where
/// nobody knows the images.
fn by_builds(file: &File, stages: &[&Stage]) -> Option<&'static str> {
    let instructions = instructions(stages);
    let sources = instructions
        .iter()
        .filter(|instruction| instruction.name == "COPY")
        .filter_map(|instruction| file.stages.get(file.find(instruction.option("from")?)?));
    sources.flat_map(|stage| &stage.instructions).filter(|instruction| instruction.name == "RUN").flat_map(Instruction::commands).find_map(
        |words| {
            let words = super::command::program(&words);
            // Make may build it, where only its tests are called by name.
            let builds = words.get(1).is_some_and(|word| ["build", "install", "test"].contains(&word.as_str()));
            match words.first().map(String::as_str) {
                Some("go") if builds => Some("go"),
                Some("cargo") if builds => Some("rust"),
                _ => None,
            }
        },
    )
}

fn by_commands(stages: &[&Stage], names: &[&str]) -> Option<&'static str> {
    let instructions = instructions(stages);
    let named = |instruction: &&Instruction| {
        let all = instruction.commands();
        all.iter().find_map(|words| {
            let words = super::command::program(words);
            let name = words.first().map_or("", |word| file_name(word));
            COMMANDS.iter().find(|(own, _)| *own == name).map(|(_, language)| *language)
        })
    };
    instructions
        .iter()
        .copied()
        .rev()
        .filter(|instruction| names.contains(&instruction.name.as_str()))
        .find_map(|instruction| named(&instruction))
}
