//! Folders that a repository keeps empty: what runs writes there.

use super::lines;
use crate::decision::Subject;
use crate::dockerfile::SettingId;
use crate::inspect::findings::Findings;
use crate::inspect::found::Sure;
use crate::inspect::project::{View, file_name, folder_of};

/// Names of folders whose contents are made anew when they are gone.
const MADE_ANEW: &[&str] = &["cache", "compiled", "log", "logs", "sessions", "temp", "tmp", "views"];

/// Whoever develops writes there, and not the service.
const OF_DEVELOPERS: &[&str] = &["debugbar", "dev", "docs", "examples", "spec", "test", "testing", "tests"];

/// Folders in which there is nothing but a .gitignore that leaves out all else.
pub(super) fn folders(view: &View<'_>, findings: &mut Findings) {
    let is_copied_as_it_is = |value: &str| value == "." || value.is_empty();
    let sources = findings.found.iter().find(|found| found.subject == Subject::Setting(SettingId::Sources));
    if sources.is_some_and(|found| !is_copied_as_it_is(&found.value)) {
        return;
    }
    let mut taken: Vec<String> = Vec::new();
    for id in [SettingId::Kept, SettingId::Scratch] {
        let found = findings.found.iter().filter(|found| found.subject == Subject::Setting(id));
        taken.extend(found.flat_map(|found| found.value.split(',')).map(String::from));
    }
    for path in view.names().filter(|name| file_name(name) == ".gitignore") {
        let folder = folder_of(path);
        let is_of_developers = folder.split('/').any(|part| OF_DEVELOPERS.contains(&part));
        if folder.is_empty() || is_of_developers || !view.text(path).is_some_and(leaves_all_out) || !is_empty(view, folder) {
            continue;
        }
        let place = format!("/app/{folder}");
        let is_within = |one: &str, other: &str| one == other || one.strip_prefix(other).is_some_and(|rest| rest.starts_with('/'));
        if taken.iter().any(|other| is_within(&place, other) || is_within(other, &place)) {
            continue;
        }
        let setting = if MADE_ANEW.contains(&file_name(folder)) { SettingId::Scratch } else { SettingId::Kept };
        let why = "the repository keeps this folder empty, so the service may write there";
        findings.at(view, path).set(setting, &place, 0, Sure::Guessed, why);
        taken.push(place);
    }
}

/// Whether a .gitignore names everything, with nothing but exceptions beside.
fn leaves_all_out(text: &str) -> bool {
    let rules = lines(text).map(|(_, line)| line.trim()).filter(|line| !line.is_empty() && !line.starts_with(['#', '!']));
    let mut rules = rules.peekable();
    rules.peek().is_some() && rules.all(|rule| ["*", "/*", "**"].contains(&rule))
}

/// Whether nothing lies in a folder but what keeps it in the repository, or what a web server reads of it.
fn is_empty(view: &View<'_>, folder: &str) -> bool {
    let within = view.names().filter_map(|name| name.strip_prefix(folder)?.strip_prefix('/'));
    within.map(file_name).all(|name| name.starts_with('.'))
}
