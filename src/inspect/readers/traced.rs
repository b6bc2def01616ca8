//! Which of several programs that a Dockerfile builds is the one that it starts: by the
//! copies from stage to stage, and by what a command of the build writes.

use super::command::program;
use super::launched::{launched, workdir};
use crate::inspect::containerfile::{File, Instruction, Stage, copied_to, fill, instructions};
use crate::inspect::project::{View, file_name};

/// A command of a build.
pub(super) struct Command {
    /// Its words, with the arguments in them that have a value.
    pub words: Vec<String>,
    /// Where it stands in the Dockerfile, from 1.
    pub line: u32,
    /// The folder that it runs in, from the project's root; none where that is not known.
    pub folder: Option<String>,
}

/// Where a stage is, while its instructions are read.
#[derive(Clone, Debug, Default)]
pub(super) struct Standing {
    workdir: String,
    /// Where the root of the project lies in it.
    pub root: Option<String>,
    /// Whether that follows from a folder of it alone, which says less than all of it.
    by_a_folder: bool,
}

/// Where every stage ends.
pub(super) fn standings(file: &File) -> Vec<Standing> {
    let mut all: Vec<Standing> = Vec::new();
    for stage in &file.stages {
        let mut now = begin(stage, &all);
        stage.instructions.iter().for_each(|instruction| go_on(&mut now, instruction));
        all.push(now);
    }
    all
}

fn begin(stage: &Stage, all: &[Standing]) -> Standing {
    stage.base.and_then(|at| all.get(at)).cloned().unwrap_or_else(|| Standing { workdir: "/".into(), ..Standing::default() })
}

fn go_on(now: &mut Standing, instruction: &Instruction) {
    match instruction.name.as_str() {
        "WORKDIR" => now.workdir = copied_to(&now.workdir, instruction.text.trim()),
        "COPY" | "ADD" if instruction.option("from").is_none() && (now.root.is_none() || now.by_a_folder) => {
            let Some((sources, to)) = instruction.copied() else { return };
            let is_all = sources.iter().any(|source| [".", "./", "/"].contains(&source.as_str()));
            let is_manifest =
                sources.iter().any(|source| ["go.mod", "Cargo.toml", "CMakeLists.txt"].contains(&source.trim_start_matches("./")));
            let arrives = copied_to(&now.workdir, &to);
            if is_all || is_manifest && (to.ends_with('/') || to == "." || sources.len() > 1) {
                (now.root, now.by_a_folder) = (Some(arrives), false);
            } else if let ([source], None) = (sources.as_slice(), &now.root) {
                // A folder that keeps its name lies in the root as it does in the project.
                let folder = source.trim_start_matches("./").trim_matches('/');
                let above = arrives.strip_suffix(folder).and_then(|above| above.strip_suffix('/')).filter(|_| !folder.is_empty());
                now.root =
                    above.filter(|_| !file_name(folder).contains('.')).map(|above| if above.is_empty() { "/" } else { above }.into());
                now.by_a_folder = now.root.is_some();
            }
        }
        _ => {}
    }
}

/// The commands of a stage, each with the folder that it runs in.
pub(super) fn commands(file: &File, at: usize, standings: &[Standing]) -> Vec<Command> {
    let Some(stage) = file.stages.get(at) else { return Vec::new() };
    let mut now = begin(stage, standings);
    // The sources may come later in words than the folder that they lie in.
    let root = standings.get(at).and_then(|standing| standing.root.clone());
    let mut all = Vec::new();
    for instruction in stage.instructions.iter().filter(|instruction| !instruction.on_build) {
        go_on(&mut now, instruction);
        if instruction.name != "RUN" {
            continue;
        }
        let mut folder = now.workdir.clone();
        for words in instruction.commands() {
            let line = instruction.line_of(words.first().map_or("", String::as_str));
            if let [cd, to] = words.as_slice()
                && cd == "cd"
            {
                folder = copied_to(&folder, to);
                continue;
            }
            let inside = root.as_deref().and_then(|root| folder.strip_prefix(root.trim_end_matches('/')));
            let inside = inside.filter(|rest| rest.is_empty() || rest.starts_with('/')).map(|rest| rest.trim_matches('/').to_string());
            // An argument alone may be several words.
            let words = words.iter().flat_map(|word| match word.starts_with('$') {
                true => fill(word, &file.arguments).split_whitespace().map(String::from).collect(),
                false => vec![fill(word, &file.arguments)],
            });
            all.push(Command { words: words.collect(), line, folder: inside });
        }
    }
    all
}

/// The name that the program which is started has where it was built; none where it is not known.
pub(super) fn built_name(view: &View<'_>, path: &str, file: &File) -> Option<String> {
    let launch = launched(view, path, file)?;
    let started = program(&launch.words).first()?.clone();
    let name = file_name(&started).to_string();
    let last = file.stages.len().checked_sub(1)?;
    let mut at = Some(last);
    let mut wanted = name.clone();
    // From the last stage back through those that it was copied from.
    for _ in 0..file.stages.len() {
        let here = at?;
        let stages = file.line_of_stages(here);
        let instructions = instructions(&stages);
        let workdir = workdir(&instructions);
        let copy =
            instructions.iter().rev().filter(|instruction| instruction.name == "COPY" && instruction.option("from").is_some()).find_map(
                |instruction| {
                    let (sources, to) = instruction.copied()?;
                    let source = sources.iter().find(|source| {
                        let arrives = copied_to(&workdir, &to);
                        file_name(&arrives) == wanted || file_name(source) == wanted
                    })?;
                    Some((instruction.option("from")?.to_string(), file_name(source).to_string()))
                },
            );
        let Some((from, source)) = copy else { break };
        wanted = if source.contains('*') || source.is_empty() { wanted } else { source };
        at = file.find(&from).filter(|next| *next < here);
        if at.is_none() {
            break;
        }
    }
    Some(wanted)
}
