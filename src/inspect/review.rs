//! What is to be said of a Dockerfile that is there: rules, one row each.
//!
//! A rule looks at the stage that is built where nothing else is said. It fires
//! where it can say why, and stays silent where a name, an argument or a base is
//! not known: a false alarm costs more than a miss. What hadolint finds as well
//! is named after its rule.

mod bases;
mod builds;
mod health;
mod layers;
mod secrets;
mod start;
mod surroundings;
mod users;

pub use surroundings::{ReadOnly, Surroundings};

use super::containerfile::{File, Image, Stage, Step, steps};
use super::project::{Project, View, folder_of};
use super::readers::containerfile_of;
use crate::decision::Decision;
use crate::facts::Date;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Worth knowing.
    Note,
    /// It costs something, or will.
    Warning,
    /// It does not work, or gives something away.
    Error,
}

impl Level {
    /// Every level, the least first.
    pub const ALL: [Level; 3] = [Level::Note, Level::Warning, Level::Error];

    /// Its name in data and on the command line.
    pub fn token(self) -> &'static str {
        match self {
            Level::Note => "note",
            Level::Warning => "warning",
            Level::Error => "error",
        }
    }
}

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// Its name, which says what is wrong and is never changed.
    pub name: &'static str,
    /// How much it matters.
    pub level: Level,
    /// What is wrong, for whoever reads the name alone.
    pub title: &'static str,
    /// What the Dockerfile of Container Diet does instead.
    pub instead: &'static str,
    /// The key of the evidence, where there is some.
    pub evidence: Option<&'static str>,
    /// The rule of hadolint that says it too.
    pub hadolint: Option<&'static str>,
    /// Where it fires, and why it matters there.
    check: fn(&Case<'_>) -> Vec<Hit>,
}

/// A place where a rule fires: a line, and why it matters there.
type Hit = (u32, String);

/// A Dockerfile with what is known around it.
pub struct Case<'a> {
    /// What was read of it.
    pub file: &'a File,
    /// The last stage with those that it goes on from.
    pub stages: Vec<&'a Stage>,
    /// Their instructions.
    pub steps: Vec<&'a Step>,
    /// The image that it runs on.
    pub image: Image<'a>,
    /// The day.
    pub today: Date,
    /// What lies around it; nothing is known of a file that was pasted.
    pub around: &'a Surroundings,
}

impl<'a> Case<'a> {
    /// The case of a file; none where it has no stage.
    pub fn of(file: &'a File, around: &'a Surroundings, today: Date) -> Option<Case<'a>> {
        let last = file.stages.len().checked_sub(1)?;
        let stages = file.line_of_stages(last);
        let steps = steps(&stages);
        Some(Case { file, steps, image: file.image(last), stages, today, around })
    }

    /// The instructions of that name in what runs.
    fn named(&self, name: &'static str) -> impl Iterator<Item = &'a Step> {
        self.steps.iter().copied().filter(move |step| step.name == name)
    }

    /// The line of the FROM that names the image which runs.
    fn from(&self) -> u32 {
        self.stages.first().map_or(0, |stage| stage.line)
    }

    /// Whether it was read to its end: what follows an error may say otherwise.
    fn is_whole(&self) -> bool {
        self.file.problem.is_none()
    }

    /// Who the last stage runs as, with the line; none where it does not say.
    fn user(&self) -> Option<(&'a str, u32)> {
        self.named("USER").last().map(|step| (step.text.trim().trim_matches(['"', '\'']), step.line))
    }

    /// Whether the last stage is one to develop or test in, by its name.
    fn is_for_people(&self) -> bool {
        let name = self.file.last().and_then(|stage| stage.name.as_deref()).unwrap_or_default();
        ["dev", "test", "debug", "lint", "ci"].iter().any(|part| name.contains(part))
    }

    /// Whether what runs is known to have a program: installed there, or by the image.
    fn installs(&self, package: &str) -> bool {
        self.named("RUN").any(|step| step.commands().iter().any(|words| words.iter().any(|word| word.split('=').next() == Some(package))))
    }
}

/// Something that is to be said.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule.
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
