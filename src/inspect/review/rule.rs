//! A rule, and what it looks at.

use super::around::Surroundings;
use crate::facts::Date;
use crate::inspect::containerfile::{File, Image, Instruction, Stage, instructions};

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

/// Something that a Dockerfile should not have, and how it is found.
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
    pub(super) check: fn(&Case<'_>) -> Vec<Hit>,
}

/// A place where a rule fires: a line, and why it matters there.
pub(super) type Hit = (u32, String);

/// A Dockerfile with what is known around it.
pub struct Case<'a> {
    /// What was read of it.
    pub file: &'a File,
    /// The last stage with those that it goes on from.
    pub stages: Vec<&'a Stage>,
    /// All that these stages do, in order.
    pub instructions: Vec<&'a Instruction>,
    /// The image that it runs on.
    pub image: Image<'a>,
    /// The day by which ends of life are judged.
    pub today: Date,
    /// What lies around it; nothing is known of a file that was pasted.
    pub around: &'a Surroundings,
}

impl<'a> Case<'a> {
    /// The case of a file; none where it has no stage.
    pub fn of(file: &'a File, around: &'a Surroundings, today: Date) -> Option<Case<'a>> {
        let last = file.stages.len().checked_sub(1)?;
        let stages = file.line_of_stages(last);
        let instructions = instructions(&stages);
        Some(Case { file, instructions, image: file.image(last), stages, today, around })
    }

    /// The instructions of that name in what runs.
    pub(super) fn named(&self, name: &'static str) -> impl Iterator<Item = &'a Instruction> {
        self.instructions.iter().copied().filter(move |instruction| instruction.name == name)
    }

    /// The line of the FROM that names the image which runs.
    pub(super) fn from(&self) -> u32 {
        self.stages.first().map_or(0, |stage| stage.line)
    }

    /// Whether it was read to its end: what follows an error may say otherwise.
    pub(super) fn is_whole(&self) -> bool {
        self.file.problem.is_none()
    }

    /// Who the last stage runs as, with the line; none where it does not say.
    pub(super) fn user(&self) -> Option<(&'a str, u32)> {
        self.named("USER").last().map(|instruction| (instruction.text.trim().trim_matches(['"', '\'']), instruction.line))
    }

    /// Whether the last stage is one to develop or test in, by its name.
    pub(super) fn is_for_people(&self) -> bool {
        let name = self.file.last().and_then(|stage| stage.name.as_deref()).unwrap_or_default();
        ["dev", "test", "debug", "lint", "ci"].iter().any(|part| name.contains(part))
    }

    /// Whether what runs is known to have a program: installed there, or by the image.
    pub(super) fn installs(&self, package: &str) -> bool {
        self.named("RUN")
            .any(|instruction| instruction.commands().iter().any(|words| words.iter().any(|word| word.split('=').next() == Some(package))))
    }
}
