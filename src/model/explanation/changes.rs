//! What was changed in rules and facts: a table, read whole and only added to.
//!
//! A link carries the verdict it had. Where that is another one today, the rows
//! here say why. A test notices when a verdict changes and asks for a row.

use std::fmt;

use crate::facts::Date;
use crate::model::rules::family::{Families, Family};
use crate::model::rules::veto::VETOES;
use crate::model::service::condition::{When, when};

/// A change that can lead to another verdict.
#[derive(Debug, PartialEq, Eq)]
pub struct Change {
    /// From which day on it holds.
    pub date: Date,
    /// The criterion, veto, question or image that was changed.
    pub subject: Subject,
    /// The answers of the services that it concerns.
    pub when: When,
    /// Whose rank it moves.
    pub families: Families,
    /// What was changed, in a sentence.
    pub what: &'static str,
}

/// The part of the model or the facts that was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A criterion, by its name.
    Criterion(&'static str),
    /// A veto, by its id.
    Veto(&'static str),
    /// A question or one of its answers, by its name.
    Question(&'static str),
    /// A fact of an image, by its id.
    Image(&'static str),
}

/// Every change since links are given out, the oldest first.
pub static CHANGES: &[Change] = &[
    Change {
        date: Date::new(2026, 11, 24),
        subject: Subject::Criterion("size"),
        when: when!(Runtime: Node | Java),
        families: Families::of(&[Family::Distroless, Family::Alpine]),
        what: "For Node.js and Java, distroless now scores as high as Alpine for size (85 of 100, before 80), \
           because its image is the smaller one.",
    },
    Change {
        date: Date::new(2026, 11, 27),
        subject: Subject::Veto("no-package-manager"),
        when: when!(Kind: Compiled, NativeDeps: SystemLibs),
        families: Families::SHELL_LESS,
        what: "A compiled program that needs apt or apk packages now gets a base that can install them.",
    },
];

impl fmt::Display for Subject {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Subject::Criterion(name) => write!(out, "the criterion “{name}”"),
            Subject::Veto(id) => write!(out, "the rule “{}”", VETOES.iter().find(|veto| veto.id == *id).map_or(*id, |veto| veto.title)),
            Subject::Question(name) => write!(out, "the question “{name}”"),
            Subject::Image(id) => write!(out, "the facts of {id}"),
        }
    }
}
