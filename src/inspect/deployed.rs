//! Which member of a JavaScript workspace is the service: the one that the Dockerfile at
//! the root takes out of it, or that the root's own scripts start.

use super::containerfile::{File, Instruction, copied_to, instructions};
use super::project::{Project, View, file_name, folder_of};
use super::readers::{containerfile_of, holds_members, without_init};
use super::tree::{self, Node};

/// The manifest of the member that the root of a workspace deploys: by the name that is given to
/// `turbo prune shop` or `pnpm --filter=shop deploy`, by the script that starts it, or by the
/// folder that is copied into the image.
pub(super) fn deployed(project: &Project) -> Option<String> {
    let whole = project.view("");
    if !holds_members(&whole) {
        return None;
    }
    let files: Vec<File> = whole.here(containerfile_of).filter_map(|path| whole.text(path)).map(|text| File::read(text).filled()).collect();
    let manifest = whole.text("package.json").and_then(|text| tree::json(text).ok());
    let by = |named: Vec<String>| {
        let first = named.first()?;
        let members = project.names().filter(|path| file_name(path) == "package.json" && !folder_of(path).is_empty());
        let is_it = |path: &&str| {
            let name = project.text(path).and_then(|text| tree::json(text).ok()).and_then(|node| node.text_of(&["name"]).map(String::from));
            name.as_ref() == Some(first) || folder_of(path) == first.trim_start_matches("./")
        };
        members.filter(|_| named.iter().all(|other| other == first)).find(is_it).map(String::from)
    };
    by(files.iter().flat_map(taken_out).collect())
        .or_else(|| by(manifest.as_ref().map(|manifest| started(&files, manifest)).unwrap_or_default()))
        .or_else(|| by(files.iter().filter_map(|file| copied(&whole, file)).collect()))
}

/// The members that a Dockerfile names to a tool which takes one out of a workspace.
fn taken_out(file: &File) -> Vec<String> {
    let runs = file
        .stages
        .iter()
        .flat_map(|stage| &stage.instructions)
        .filter(|instruction| instruction.name == "RUN")
        .flat_map(Instruction::commands);
    let named = runs.filter_map(|words| {
        let verb = words.iter().position(|word| word == "deploy" || word == "prune")?;
        let is_pnpm = words.iter().any(|word| word == "pnpm") && words[verb] == "deploy";
        let is_turbo = words.iter().any(|word| word == "turbo" || word.starts_with("turbo@")) && words[verb] == "prune";
        let behind = || words.get(verb + 1).filter(|word| is_turbo && !word.starts_with('-')).cloned();
        by_option(&words).or_else(behind).filter(|_| is_pnpm || is_turbo)
    });
    named.map(|name| name.trim_matches('.').trim_start_matches('/').to_string()).filter(|name| !name.is_empty()).collect()
}

/// The member that an option of a manager names.
fn by_option(words: &[String]) -> Option<String> {
    const OPTIONS: &[&str] = &["--filter", "-F", "--scope", "--workspace", "-w", "--cwd", "--prefix"];
    let named = words.iter().enumerate().find_map(|(at, word)| match word.split_once('=') {
        Some((option, name)) if OPTIONS.contains(&option) => Some(name.to_string()),
        None if OPTIONS.contains(&word.as_str()) => words.get(at + 1).cloned(),
        // Yarn has it as a word.
        None if at == 1 && word == "workspace" => words.get(at + 1).cloned(),
        _ => None,
    });
    named.filter(|name| !name.contains(['$', '*', '{']))
}

/// So many scripts may call one another.
const MOST_SCRIPTS: usize = 4;

/// The member that a script of the root starts: the one that the image calls, or by its usual names.
fn started(files: &[File], manifest: &Node) -> Vec<String> {
    let called = files.iter().filter_map(|file| {
        let at = file.stages.len().checked_sub(1)?;
        let all = instructions(&file.line_of_stages(at));
        let last = all.iter().rev().find(|instruction| ["CMD", "ENTRYPOINT"].contains(&instruction.name.as_str()))?;
        last.commands().pop()
    });
    let usual = ["start", "start:prod", "prod"].iter().map(|name| vec!["npm".to_string(), "run".to_string(), (*name).to_string()]);
    for words in called.chain(usual) {
        let mut words = without_init(&words).to_vec();
        for _ in 0..MOST_SCRIPTS {
            let is_manager = words.first().is_some_and(|word| ["npm", "pnpm", "yarn", "turbo"].contains(&word.as_str()));
            if !is_manager {
                break;
            }
            if let Some(named) = by_option(&words) {
                return vec![named];
            }
            let name = words.iter().skip(1).find(|word| !word.starts_with('-') && *word != "run");
            let Some(text) = name.and_then(|name| manifest.text_of(&["scripts", name])) else { break };
            // What runs last is what goes on.
            let last = text.rsplit("&&").next().unwrap_or(text);
            words = shlex::split(last).unwrap_or_default();
        }
    }
    Vec::new()
}

/// The folder of the member whose files, made in a stage that has the whole project, are copied into the image.
fn copied(whole: &View<'_>, file: &File) -> Option<String> {
    let folders: Vec<&str> =
        whole.names().filter(|path| file_name(path) == "package.json").map(folder_of).filter(|folder| !folder.is_empty()).collect();
    let last = file.stages.len().checked_sub(1)?;
    let mut named: Vec<&str> = Vec::new();
    for instruction in instructions(&file.line_of_stages(last)) {
        let Some(stage) = instruction.option("from").and_then(|name| file.find(name)) else { continue };
        let own = instructions(&file.line_of_stages(stage));
        let here = own.iter().filter(|own| own.name == "WORKDIR").fold("/".to_string(), |here, own| copied_to(&here, own.text.trim()));
        for source in instruction.copied()?.0 {
            let path = copied_to("/", &source);
            let Some(inside) = path.strip_prefix(&here).map(|rest| rest.trim_start_matches('/')) else { continue };
            let deepest = folders.iter().filter(|folder| inside.strip_prefix(**folder).is_some_and(|rest| rest.starts_with('/')));
            named.extend(deepest.max_by_key(|folder| folder.len()));
        }
    }
    named.dedup();
    // Of several it is not known which one starts.
    match named.as_slice() {
        [only] => Some((*only).to_string()),
        _ => None,
    }
}
