//! Lists of requirements, as pip installs them: which of them count, what they include,
//! and what their packages mean.

use super::lines;
use super::outputs::joined;
use super::python::{dependency, pipfile};
use crate::decision::Subject;
use crate::dockerfile::SettingId;
use crate::inspect::findings::{Findings, quoted};
use crate::inspect::found::Sure;
use crate::inspect::project::{View, folder_of};
use crate::model::questions::QuestionId;

/// The list that counts where nothing names another.
const USUAL: &str = "requirements.txt";

/// Lists for what is deployed, where there are several in a folder.
const LISTS: &[&str] = &[
    "requirements/production.txt",
    "requirements/prod.txt",
    "requirements/main.txt",
    "requirements/base.txt",
    "requirements/common.txt",
    "requirements/requirements.txt",
];

/// So many lists may include one another.
const MOST: usize = 20;

/// Whether a file is such a list.
pub(in crate::inspect) fn is_list(path: &str) -> bool {
    LISTS.iter().any(|list| path == *list || path.ends_with(&format!("/{list}")))
}

/// requirements.txt, or the lists in a folder, and Pipfile.
pub(super) fn read(view: &View<'_>, findings: &mut Findings) {
    let has_lock = ["uv.lock", "poetry.lock", "pdm.lock", "Pipfile.lock"].iter().any(|lock| view.has(lock));
    if view.has(USUAL) && !has_lock {
        let why = "requirements.txt exists, and no other lock file";
        findings.at(view, USUAL).set(SettingId::Manager, "pip", 0, Sure::Read, why);
    }
    let deployed = LISTS.iter().find(|list| view.has(list)).filter(|_| !has_lock && !view.has(USUAL));
    if let Some(list) = deployed {
        let mut at = findings.at(view, list);
        at.set(SettingId::Manager, "pip", 0, Sure::Read, format!("{list} exists, and no lock file"));
        at.set(SettingId::Features, list, 0, Sure::Inferred, "it lists the packages to deploy");
    }
    let lists = usual(view);
    let copied = lists.first().map(|list| folder_of(list)).unwrap_or_default();
    for list in &lists {
        say(view, findings, list, copied);
    }
    pipfile(view, findings);
}

/// The lists that count where nothing names another, with all that they include.
fn usual(view: &View<'_>) -> Vec<String> {
    match view.has(USUAL) {
        true => reached(view, &[USUAL]),
        false => reached(view, LISTS),
    }
}

/// Where a build installs other lists than the usual one, only their packages count.
pub(super) fn chosen(view: &View<'_>, findings: &mut Findings) {
    let features = findings.found.iter().filter(|found| found.subject == Subject::Setting(SettingId::Features));
    let named: Vec<String> = features.flat_map(|found| found.value.split(',')).map(String::from).collect();
    let are_lists = named.iter().all(|list| list.ends_with(".txt") && view.has(list));
    if named.is_empty() || !are_lists || named.iter().any(|list| list == USUAL) {
        return;
    }
    let (read, counts) = (usual(view), reached(view, &named));
    let gone: Vec<String> = read.iter().filter(|list| !counts.contains(list)).map(|list| view.path(list)).collect();
    // That there is such a file says as much as before.
    let kept = [Subject::Question(QuestionId::Runtime), Subject::Setting(SettingId::Manager)];
    findings.found.retain(|found| kept.contains(&found.subject) || !gone.contains(&found.evidence.path));
    findings.notes.retain(|(evidence, _)| !gone.contains(&evidence.path));
    for list in counts.iter().filter(|list| !read.contains(list)) {
        say(view, findings, list, folder_of(&named[0]));
    }
}

/// Lists with all that they include.
fn reached<T: AsRef<str>>(view: &View<'_>, lists: &[T]) -> Vec<String> {
    let mut reached: Vec<String> = lists.iter().map(|list| list.as_ref().to_string()).filter(|list| view.has(list)).collect();
    let mut at = 0;
    while let Some(list) = reached.get(at).filter(|_| at < MOST) {
        let included = lines(view.text(list).unwrap_or_default()).filter_map(|(_, text)| included(list, text, &["-r", "--requirement"]));
        let new: Vec<String> = included.filter(|path| view.has(path) && !reached.contains(path)).collect();
        reached.extend(new);
        at += 1;
    }
    reached
}

/// The file that a line of a list names after one of the options, from the folder of the project.
fn included(list: &str, line: &str, options: &[&str]) -> Option<String> {
    let path = options.iter().find_map(|option| line.trim().strip_prefix(option)?.strip_prefix([' ', '=']))?;
    joined(folder_of(list), path.trim()).filter(|path| !path.starts_with(".."))
}

/// What the packages of a list mean, and what has to be copied beside it; the folder of the
/// list that is installed is copied whole.
fn say(view: &View<'_>, findings: &mut Findings, list: &str, copied: &str) {
    let Some(file) = view.text(list) else { return };
    let mut at = findings.at(view, list);
    for (line, text) in lines(file) {
        let text = text.trim();
        for (options, why) in [(&["-r", "--requirement"], "it includes"), (&["-c", "--constraint"], "it is constrained by")] {
            let apart = included(list, text, options).filter(|path| copied.is_empty() || folder_of(path) != copied);
            if let Some(path) = apart {
                let named = text.split([' ', '=']).next_back().unwrap_or_default();
                at.set(SettingId::First, &path, line, Sure::Read, format!("{why} {}", quoted(named)));
            }
        }
        if ["--index-url", "-i ", "--extra-index-url"].iter().any(|option| text.starts_with(option)) && !is_of_all(text) {
            at.note(line, "Packages come from another index. If that index is private, set “Private packages”.");
        } else if !text.starts_with(['#', '-']) && !text.is_empty() {
            dependency(&mut at, file, text, line);
        }
    }
}

/// Whether a line names the index that pip asks anyway.
fn is_of_all(text: &str) -> bool {
    ["https://pypi.org/simple", "https://pypi.python.org/simple"].iter().any(|index| text.trim_end_matches('/').ends_with(index))
}
