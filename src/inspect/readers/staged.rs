//! A front end that the Dockerfile that is there builds in a stage of Node.js, and copies
//! from there to where the service takes it.

use super::outputs::joined;
use super::own::own;
use super::traced::standings;
use crate::inspect::containerfile::{File, Instruction, Stage, copied_to, instructions};
use crate::inspect::project::{View, folder_of};

/// What such a stage says: paths from the folder that is looked at.
pub(super) struct Staged {
    /// The Dockerfile, from the root of the project.
    pub file: String,
    /// The line of the copy.
    pub line: u32,
    /// What the build fills.
    pub output: String,
    /// Where the service takes it from.
    pub place: String,
    /// The scripts that it runs.
    pub scripts: Vec<String>,
}

/// Looks for one of the package in a folder, for a service in that language.
pub(super) fn staged(view: &View<'_>, folder: &str, language: &str) -> Option<Staged> {
    let path = own(view, Some(language))?;
    let whole = view.whole();
    let file = File::read(whole.text(&path)?).filled();
    let last = file.stages.len().checked_sub(1)?;
    let standings = standings(&file);
    let is_node = |at: usize| file.image(at).language().is_some_and(|(language, _)| language == "node");
    for (at, stage) in file.stages.iter().enumerate().filter(|(at, _)| *at < last && is_node(*at)) {
        let root = workdir(&file, at);
        let Some(offset) = offset(stage, folder) else { continue };
        for (later, other) in file.stages.iter().enumerate().skip(at + 1) {
            for instruction in other.instructions.iter().filter(|instruction| instruction.name == "COPY") {
                let is_from = instruction.option("from").and_then(|name| file.find(name)) == Some(at);
                let Some((sources, to)) = instruction.copied().filter(|_| is_from) else { continue };
                let [source] = sources.as_slice() else { continue };
                let source = copied_to(&root, source);
                let Some(inside) = source.strip_prefix(&root).map(|rest| rest.trim_matches('/')).filter(|rest| !rest.is_empty()) else {
                    continue;
                };
                if to.contains('$') {
                    continue;
                }
                let there = workdir(&file, later);
                let to = copied_to(&there, &to);
                // What is served from elsewhere in that image is no part of the service.
                // Where the project lies in that stage is known, or where its commands run.
                let there = standings
                    .get(later)
                    .and_then(|standing| standing.root.clone())
                    .filter(|root| to.starts_with(root.as_str()))
                    .unwrap_or(there);
                let Some(place) = to.strip_prefix(&there).map(|rest| rest.trim_matches('/').to_string()) else {
                    continue;
                };
                let output = joined(&offset, inside)?;
                let place = joined("", &place).unwrap_or_else(|| output.clone());
                return Some(Staged { file: path, line: instruction.line, output, place, scripts: scripts(stage) });
            }
        }
    }
    None
}

/// The folder that a stage ends in, which may be that of the one it goes on from.
fn workdir(file: &File, at: usize) -> String {
    super::launched::workdir(&instructions(&file.line_of_stages(at)))
}

/// Where the root of that stage lies in the project, where it has the package of the folder.
fn offset(stage: &Stage, folder: &str) -> Option<String> {
    let copies = stage
        .instructions
        .iter()
        .filter(|instruction| ["COPY", "ADD"].contains(&instruction.name.as_str()) && instruction.option("from").is_none());
    for (sources, to) in copies.filter_map(Instruction::copied) {
        for source in &sources {
            let source = source.trim_start_matches("./").trim_end_matches('/');
            let of = match source {
                "." | "" => "",
                source if source.contains("package") => folder_of(source),
                source => source,
            };
            let lands_below = !to.trim_start_matches("./").trim_matches(['/', '.']).is_empty() && !to.starts_with('/');
            if of == folder && source != "." && !lands_below {
                return Some(folder.into());
            }
            // The package lies there as in the project.
            if of == folder || source == "." {
                return Some(String::new());
            }
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
