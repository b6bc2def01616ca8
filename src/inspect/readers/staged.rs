//! A front end that the Dockerfile that is there builds in a stage of Node.js, and copies
//! from there to where the service takes it.

use super::outputs::joined;
use super::own::own;
use super::traced::{Command, commands, standings};
use crate::inspect::containerfile::{File, Instruction, Stage, copied_to, instructions};
use crate::inspect::project::{View, file_name, folder_of};

/// What such a stage says: paths from the folder that is looked at.
pub(super) struct Staged {
    /// The Dockerfile, from the root of the project.
    pub file: String,
    /// The line of the copy.
    pub line: u32,
    /// What the build fills, and where the service takes it from; none where only its tool knows.
    pub output: Option<(String, String)>,
    /// The scripts that it runs.
    pub scripts: Vec<String>,
    /// Whether a compiled program finds it in the folder that it starts in.
    pub is_beside: bool,
}

/// Looks for one of the package in a folder, for a service in that language.
pub(super) fn staged(view: &View<'_>, folder: &str, language: &str) -> Option<Staged> {
    let path = own(view, Some(language))?;
    let whole = view.whole();
    let file = File::read(whole.text(&path)?).filled();
    let last = file.stages.len().checked_sub(1)?;
    let standings = standings(&file);
    let is_node = |at: usize| file.image(at).language().is_some_and(|(language, _)| language == "node");
    let is_compiled = ["go", "rust", "c_cpp"].contains(&language);
    for (at, stage) in file.stages.iter().enumerate().filter(|(at, _)| *at < last && is_node(*at)) {
        let Some((package, lies)) = landing(&file, at, folder) else { continue };
        for (later, other) in file.stages.iter().enumerate().skip(at + 1) {
            for instruction in other.instructions.iter().filter(|instruction| instruction.name == "COPY") {
                let is_from = instruction.option("from").and_then(|name| file.find(name)) == Some(at);
                let Some((sources, to)) = instruction.copied().filter(|_| is_from && !instruction.text.contains('$')) else { continue };
                let [source] = sources.as_slice() else { continue };
                let Some(output) = inside(&copied_to("/", source), &lies).and_then(|rest| joined(&package, rest)) else { continue };
                // Of a stage that has the whole project only what is of that package.
                let is_its = inside(&output, folder).is_some() || stage.instructions.iter().any(|step| step.text.contains(folder));
                if !is_its {
                    continue;
                }
                let here = workdir(&file, later);
                let to = copied_to(&here, &to);
                // Where the project lies in that stage is known, or where its commands run.
                let root = standings.get(later).and_then(|standing| standing.root.clone());
                let place = match root.as_deref().map(|root| inside(&to, root)) {
                    Some(Some(place)) => place,
                    // Commands take it from there to where the project has it.
                    Some(None) if later != last => "",
                    // What is served from elsewhere in that image is no part of the service.
                    _ => match inside(&to, &here) {
                        Some(place) => place,
                        None => continue,
                    },
                };
                let is_beside = later == last && is_compiled && !place.is_empty();
                let place = joined("", place).unwrap_or_else(|| output.clone());
                return Some(Staged {
                    file: path,
                    line: instruction.line,
                    output: Some((output, place)),
                    scripts: scripts(stage),
                    is_beside,
                });
            }
        }
    }
    None
}

/// Looks for one that commands build in its folder, in a stage of the service.
pub(super) fn in_a_command(view: &View<'_>, folder: &str, language: &str) -> Option<Staged> {
    let path = own(view, Some(language)).filter(|_| !folder.is_empty())?;
    let file = File::read(view.whole().text(&path)?).filled();
    let standings = standings(&file);
    let below = format!("{folder}/");
    (0..file.stages.len()).find_map(|at| {
        let all = commands(&file, at, &standings);
        let (place, script) = all.iter().enumerate().find_map(|(place, command)| Some((place, built_in(command, folder)?)))?;
        // What comes out may be taken to where the service has it.
        let taken = all.iter().skip(place).find_map(|command| {
            let (first, words) = command.words.split_first().filter(|(first, _)| ["cp", "mv"].contains(&first.as_str()))?;
            let words: Vec<&str> = words.iter().map(String::as_str).filter(|word| !word.starts_with('-')).collect();
            let [source, to] = words.as_slice() else { return None };
            let here = command.folder.as_deref()?;
            let inside = |path: &str| joined(here, path.trim_end_matches('*').trim_end_matches('/')).filter(|_| !path.contains('$'));
            let (output, place) = (inside(source)?, inside(to)?);
            // A folder keeps its name in one that is there.
            let name = output.rsplit('/').next().unwrap_or_default();
            let place = if to.ends_with('/') && !source.contains('*') && first == "mv" { format!("{place}/{name}") } else { place };
            (output.starts_with(&below) && !place.is_empty()).then_some((output, place))
        });
        let line = all.get(place).map_or(0, |command| command.line);
        Some(Staged { file: path.clone(), line, output: taken, scripts: vec![script], is_beside: false })
    })
}

/// The script of the package in a folder that a command builds with.
fn built_in(command: &Command, folder: &str) -> Option<String> {
    let mut words = command.words.iter().map(String::as_str);
    let tool = words.next().filter(|tool| ["npm", "pnpm", "yarn", "bun"].contains(tool))?;
    let (mut here, mut named) = (command.folder.clone(), Vec::new());
    while let Some(word) = words.next() {
        let of_a_folder = ["--prefix", "--cwd", "-C", "--dir"];
        match word.split_once('=') {
            Some((option, to)) if of_a_folder.contains(&option) => here = joined(here.as_deref()?, to),
            None if of_a_folder.contains(&word) => here = joined(here.as_deref()?, words.next()?),
            _ if word.starts_with('-') => {}
            _ => named.push(word),
        }
    }
    let script = match named.as_slice() {
        ["run" | "run-script", script, ..] => script,
        [script, ..] if tool != "npm" => script,
        _ => return None,
    };
    let builds = ["build", "generate", "compile"].iter().any(|part| script.contains(part));
    (builds && here.as_deref() == Some(folder)).then(|| (*script).to_string())
}

/// The folder that a stage ends in, which may be that of the one it goes on from.
fn workdir(file: &File, at: usize) -> String {
    super::launched::workdir(&instructions(&file.line_of_stages(at)))
}

/// What of a path is below a folder; empty for the folder itself.
fn inside<'a>(path: &'a str, folder: &str) -> Option<&'a str> {
    let rest = path.strip_prefix(folder.trim_end_matches('/'))?;
    (rest.is_empty() || rest.starts_with('/')).then(|| rest.trim_matches('/'))
}

/// A folder of the project that a stage has, with the package of another one in it, and where
/// it lies there.
fn landing(file: &File, at: usize, folder: &str) -> Option<(String, String)> {
    let mut here = "/".to_string();
    for instruction in instructions(&file.line_of_stages(at)) {
        match instruction.name.as_str() {
            "WORKDIR" => here = copied_to(&here, instruction.text.trim()),
            "COPY" | "ADD" if instruction.option("from").is_none() => {
                let Some((sources, to)) = instruction.copied() else { continue };
                let lies = copied_to(&here, &to);
                for source in &sources {
                    // Paths of the context may begin at its root.
                    let source = source.trim_start_matches("./").trim_matches('/');
                    let of = match source {
                        "." | "" => "",
                        source if file_name(source).contains("package") => folder_of(source),
                        source => source,
                    };
                    let is_file = source != of && file_name(&lies).contains("package");
                    let lies = if is_file { folder_of(&lies).to_string() } else { lies.clone() };
                    if of == folder || [".", ""].contains(&source) {
                        return Some((of.into(), lies));
                    }
                }
            }
            _ => {}
        }
    }
    None
}

fn scripts(stage: &Stage) -> Vec<String> {
    let mut all = Vec::new();
    for words in stage.instructions.iter().filter(|instruction| instruction.name == "RUN").flat_map(Instruction::commands) {
        let words: Vec<&str> = words.iter().map(String::as_str).filter(|word| !word.starts_with('-')).collect();
        let name = match words.as_slice() {
            ["npm" | "pnpm" | "yarn" | "bun", "run" | "run-script", name, ..] | ["pnpm" | "yarn", name, ..] => *name,
            _ => continue,
        };
        if name.contains("build") || name.contains("generate") || name.contains("compile") {
            all.push(name.to_string());
        }
    }
    all
}
