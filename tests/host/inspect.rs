//! What is read from projects, and what is said of their Dockerfiles.

/// `container-diet inspect`: what it prints, and how it ends.
mod command;
/// Hostile files: a message, never a hang.
mod hostile;
/// The way over from the Dockerfile that is there.
mod over;
/// As data: the schema of its own, and SARIF.
mod published;
/// Trees of JSON, TOML, YAML and XML, and how a Dockerfile is read.
mod reading;
/// The review of Dockerfiles that are there: each rule fires, and stays silent.
mod rules;

use std::path::{Path, PathBuf};
use std::{env, fs};

use container_diet::facts;
use container_diet::inspect::review::{Surroundings, review};
use container_diet::inspect::{Inspection, Project, inspect_service, is_wanted};

/// What begins a file of a case.
const FILE: &str = "--- ";

/// A case of the corpus: its files, and what is expected of them.
pub(crate) struct Case {
    path: PathBuf,
    pub(crate) files: Vec<(String, String)>,
    /// The line that what is expected follows.
    mark: String,
    expected: String,
}

impl Case {
    fn of(path: &Path) -> Case {
        let text = fs::read_to_string(path).expect("cases are text");
        let (given, expected) = text.split_once("\n=== ").expect("a case says what is expected");
        let (mark, expected) = expected.split_once('\n').unwrap_or((expected, ""));
        let mut files: Vec<(String, String)> = Vec::new();
        for line in given.split_inclusive('\n') {
            match (line.strip_prefix(FILE), files.last_mut()) {
                (Some(name), _) => files.push((name.trim_end().into(), String::new())),
                (None, Some((_, text))) => text.push_str(line),
                (None, None) => panic!("{}: {line:?} is of no file", path.display()),
            }
        }
        // The line break before what is expected was taken off.
        if let Some((_, text)) = files.last_mut().filter(|(_, text)| !text.is_empty()) {
            text.push('\n');
        }
        Case { path: path.into(), files, mark: mark.into(), expected: expected.into() }
    }

    pub(crate) fn project(&self) -> Project {
        project(&self.files)
    }

    /// What came out is what is expected; UPDATE_GOLDEN=1 rewrites that.
    #[track_caller]
    fn check(&self, out: &str) {
        if env::var_os("UPDATE_GOLDEN").is_some() {
            let files: String = self.files.iter().map(|(name, text)| format!("{FILE}{name}\n{text}")).collect();
            fs::write(&self.path, format!("{files}=== {}\n{out}", self.mark)).expect("the case can be written");
        } else {
            assert!(self.expected == out, "{}: expected\n{}\nand this came out\n{out}", self.path.display(), self.expected);
        }
    }
}

/// A project of these files, with the texts that readers want.
pub(crate) fn project(files: &[(String, String)]) -> Project {
    let mut project = Project::new();
    for (name, text) in files {
        match is_wanted(name) {
            true => project.file(name, text.as_bytes()),
            false => project.name(name),
        }
    }
    project
}

/// The cases of a folder.
pub(crate) fn cases(folder: &str) -> Vec<Case> {
    cases_in(&format!("tests/host/inspect/{folder}"))
}

fn cases_in(folder: &str) -> Vec<Case> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("readable").path()).collect();
    paths.sort();
    assert!(paths.len() >= 24, "{folder} has {} cases", paths.len());
    paths.iter().map(|path| Case::of(path)).collect()
}

/// What was found, a line each.
fn summary(all: &Inspection) -> String {
    let mut out = String::new();
    match &all.unit {
        Some(unit) => out += &format!("service: {}\n", unit.manifest),
        None => out += "service: not known\n",
    }
    all.others.iter().for_each(|unit| out += &format!("other: {}\n", unit.manifest));
    all.problems.iter().for_each(|problem| out += &format!("problem: {problem}\n"));
    for found in &all.taken {
        out += &format!("{}={} [{}] {}: {}\n", found.subject.key(), found.value, found.sure.token(), found.evidence, found.why);
    }
    for one in &all.contradictions {
        let values: Vec<String> = one.found.iter().map(|found| format!("{} ({})", found.value, found.evidence)).collect();
        out += &format!("contradiction: {}: {}\n", one.subject.key(), values.join(" or "));
    }
    all.notes.iter().for_each(|(at, text)| out += &format!("note: {at}: {text}\n"));
    out += &format!("base: {}, {}\n", all.decision.base.token(), all.decision.plan.image.reference);
    let asks: Vec<&str> = all.left.asks.iter().filter(|ask| !ask.leads.is_empty()).map(|ask| ask.question.get().key).collect();
    out += &format!("ask: {}\n", asks.join(" "));
    out
}

#[test]
fn golden_files_of_projects() {
    // The second are whole projects, which `make images` builds from what is read here.
    for case in cases("projects").into_iter().chain(cases_in("tests/projects/read")) {
        // A service is named behind the mark.
        let service = case.mark.split_once(' ').map(|(_, manifest)| manifest);
        let all = inspect_service(&case.project(), service, facts::as_of());
        case.check(&summary(&all));
        // What was read can be built, and nothing of a secret is in what is said.
        assert!(all.decision.dockerfile().text().contains("FROM "), "{}", case.path.display());
        assert!(!format!("{all:?}").contains("not-to-be-shown"), "{}: a secret is shown", case.path.display());
    }
}

#[test]
fn golden_files_of_dockerfiles() {
    for case in cases("dockerfiles") {
        let [(name, text)] = case.files.as_slice() else { panic!("{}: one Dockerfile", case.path.display()) };
        let review = review(name, text, &Surroundings::default(), facts::as_of());
        let mut out: String = review
            .findings
            .iter()
            .map(|finding| format!("{}: {} {}: {}\n", finding.line, finding.rule.level.token(), finding.rule.name, finding.why))
            .collect();
        out += &review.problem.map_or_else(String::new, |(line, why)| format!("{line}: stopped: {why}\n"));
        case.check(&out);
    }
}
