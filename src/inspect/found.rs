//! What was found: an answer or a setting, where it stands, and how sure it is.

use std::fmt;

use crate::decision::Subject;
use crate::dockerfile::SettingId;
use crate::facts::{Publisher, listed};
use crate::model::QuestionId;

/// How sure a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sure {
    /// Likely, as most projects of this shape are so.
    Guessed,
    /// It follows from what is written.
    Inferred,
    /// It is written so.
    Read,
}

impl Sure {
    /// Its name in data and for people.
    pub fn token(self) -> &'static str {
        match self {
            Sure::Guessed => "guessed",
            Sure::Inferred => "inferred",
            Sure::Read => "read",
        }
    }
}

/// Where something stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The file, from the root of the project.
    pub path: String,
    /// The line, from 1; 0 where the name of the file says it.
    pub line: u32,
}

impl fmt::Display for Evidence {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(out, "{}", self.path),
            line => write!(out, "{}:{line}", self.path),
        }
    }
}

impl Subject {
    /// How several findings about it go together.
    pub(super) fn several(self) -> Several {
        match self {
            // Each names another package, so the one that needs most decides.
            Subject::Question(QuestionId::NativeDeps | QuestionId::Shell) => Several::Most,
            Subject::Setting(
                SettingId::Packages
                | SettingId::BuildPackages
                | SettingId::Extensions
                | SettingId::Kept
                | SettingId::Scratch
                | SettingId::Ports
                | SettingId::Beside
                | SettingId::Features
                | SettingId::First,
            ) => Several::Together(','),
            Subject::Setting(SettingId::Variables | SettingId::BuildArguments | SettingId::Processes) => Several::Together(' '),
            Subject::Question(QuestionId::VendorImages) => Several::Together('.'),
            _ => Several::OneOf,
        }
    }
}

/// How several findings about one subject go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Several {
    /// One of them holds: others contradict it.
    OneOf,
    /// The last of the answers holds.
    Most,
    /// All hold, joined by that letter.
    Together(char),
}

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What it is about.
    pub subject: Subject,
    /// The token of the answer, the id of a publisher that may be used, or the text of the setting.
    pub value: String,
    /// Where it stands.
    pub evidence: Evidence,
    /// How sure it is.
    pub sure: Sure,
    /// Why it follows, in words: `engines.node is ">=22"`.
    pub why: String,
}

impl Found {
    /// The publisher that may be used, where it is about one.
    pub fn publisher(&self) -> Option<&'static Publisher> {
        let is_about_them = self.subject == Subject::Question(QuestionId::VendorImages);
        listed().find(|publisher| is_about_them && publisher.id == self.value)
    }

    /// The value as people read it.
    pub fn shown(&self) -> String {
        if let Some(publisher) = self.publisher() {
            return publisher.name.into();
        }
        match self.subject {
            Subject::Question(id) => id.get().find(&self.value).map_or("", |at| id.get().options[usize::from(at)].label).to_string(),
            Subject::Setting(_) => self.value.clone(),
        }
    }
}

/// Findings of which only one can hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// What they are about.
    pub subject: Subject,
    /// Each with another value; the first was taken.
    pub found: Vec<Found>,
}
