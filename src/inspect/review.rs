//! What is to be said of a Dockerfile that is there: rules, one row each.
//!
//! A rule looks at the stage that is built where nothing else is said. It fires
//! where it can say why, and stays silent where a name, an argument or a base is
//! not known: a false alarm costs more than a miss. What hadolint finds as well
//! is named after its rule.

mod around;
mod bases;
mod builds;
mod health;
mod layers;
mod rule;
mod secrets;
mod start;
mod surroundings;
mod users;

pub use around::{ReadOnly, Surroundings};
pub use rule::{Case, Level, Rule};

use super::containerfile::File;
use super::project::{Project, View, folder_of};
use super::readers::containerfile_of;
use crate::decision::Decision;
use crate::facts::Date;

/// Something that is to be said.
#[derive(Clone, Debug)]
pub struct Finding {
    /// What it breaks, with the name that never changes.
    pub rule: &'static Rule,
    /// The line, from 1.
    pub line: u32,
    /// Why it matters here.
    pub why: String,
}

/// What is to be said of one file.
#[derive(Clone, Debug)]
pub struct Review {
    /// The file, from the root of the project.
    pub path: String,
    /// Where reading stopped, and why.
    pub problem: Option<(u32, String)>,
    /// The findings, by line.
    pub findings: Vec<Finding>,
}

/// Every rule, by subject.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    [users::RULES, start::RULES, health::RULES, bases::RULES, builds::RULES, secrets::RULES, layers::RULES, surroundings::RULES]
        .into_iter()
        .flatten()
}

/// Reviews the text of a Dockerfile.
pub fn review(path: &str, text: &str, around: &Surroundings, today: Date) -> Review {
    let file = File::read(text);
    let mut findings: Vec<Finding> = Vec::new();
    if let Some(case) = Case::of(&file, around, today) {
        for rule in rules() {
            findings.extend((rule.check)(&case).into_iter().map(|(line, why)| Finding { rule, line, why }));
        }
    }
    findings.sort_by_key(|finding| finding.line);
    findings.dedup_by(|one, other| one.rule.name == other.rule.name && one.line == other.line);
    Review { path: path.into(), problem: file.problem.clone(), findings }
}

/// Every Dockerfile that was read, by its path.
pub(super) fn reviewed(project: &Project) -> Vec<&str> {
    project.names().filter(|path| containerfile_of(path) && project.text(path).is_some()).collect()
}

/// Reviews one of them.
pub(super) fn review_in(project: &Project, path: &str, decision: &Decision, today: Date) -> Review {
    // Its context is mostly its folder; of one in a folder for such files it is the root.
    let view: View<'_> = project.view(folder_of(path));
    review(path, project.text(path).unwrap_or_default(), &Surroundings::of(&view, decision), today)
}
