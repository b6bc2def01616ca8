//! Criteria: what is weighed among the bases that can run the service.
//!
//! A criterion has a base weight, rows that move it, and rows that score each
//! family from 0 to 100. All numbers are whole, so no rounding ever decides an
//! order. The rows are judgement, with the evidence named; the page says so.

use super::family::{Families, Family};
use crate::model::service::condition::When;
use crate::model::service::questions::QuestionId;
use crate::model::service::resolved::Service;

/// One thing that is weighed.
#[derive(Debug)]
pub struct Criterion {
    /// Its name in data and links, such as `containment`.
    pub name: &'static str,
    /// Its name for people.
    pub label: &'static str,
    /// What it looks at, as a phrase for people: `How much a node has to pull`.
    pub about: &'static str,
    /// Its weight before any answer moves it.
    pub base_weight: i16,
    /// The answers that move the weight; all that hold are added.
    pub moves: &'static [Move],
    /// The score of a family: the first of its rows that holds.
    pub scores: ByFamily,
    /// What is added to the score; all rows that hold. The sum stays within 0 and 100.
    pub adjustments: &'static [Adjustment],
    /// Keys of the evidence.
    pub evidence: &'static [&'static str],
}

/// An answer that moves a weight.
#[derive(Debug)]
pub struct Move {
    /// The answers under which the weight moves.
    pub when: When,
    /// What is added to the weight; negative where the criterion matters less.
    pub by: i16,
    /// The question that did it.
    pub question: QuestionId,
    /// Why the weight moves, as a phrase for people: `the allocator is in the hot path`.
    pub why: &'static str,
}

/// The rows of each family; the last row of each always holds.
#[derive(Debug)]
pub struct ByFamily {
    /// The rows that score the full images.
    pub full: &'static [Score],
    /// The rows that score the slim images.
    pub slim: &'static [Score],
    /// The rows that score Alpine.
    pub alpine: &'static [Score],
    /// The rows that score distroless.
    pub distroless: &'static [Score],
    /// The rows that score scratch.
    pub scratch: &'static [Score],
}

impl ByFamily {
    /// The rows of one family.
    pub fn of(&self, family: Family) -> &'static [Score] {
        match family {
            Family::Full => self.full,
            Family::Slim => self.slim,
            Family::Alpine => self.alpine,
            Family::Distroless => self.distroless,
            Family::Scratch => self.scratch,
        }
    }
}

/// A score under a condition.
#[derive(Debug)]
pub struct Score {
    /// When this row is the one.
    pub when: When,
    /// From 0 (worst) to 100 (best).
    pub value: i16,
    /// Why the score is that, as a phrase for people: `musl’s allocator is slow under threads`.
    pub why: &'static str,
}

impl Score {
    /// A score under a condition.
    pub const fn given(when: When, value: i16, why: &'static str) -> Score {
        Score { when, value, why }
    }

    /// A score that holds whenever no earlier row does.
    pub const fn always(value: i16, why: &'static str) -> Score {
        Score::given(When::ALWAYS, value, why)
    }
}

/// An addition to a score.
#[derive(Debug)]
pub struct Adjustment {
    /// The families whose score it changes.
    pub families: Families,
    /// When it is added.
    pub when: When,
    /// How many points are added to the score; negative where they are taken off.
    pub by: i16,
    /// Why the score changes, as a phrase for people: `the shell call has to be removed first`.
    pub why: &'static str,
}

impl Criterion {
    /// The weight for this service.
    pub fn weight(&self, service: &Service) -> u32 {
        let moved: i16 = self.moves(service).map(|row| row.by).sum();
        (self.base_weight + moved).max(0).unsigned_abs().into()
    }

    /// The rows that moved the weight.
    pub fn moves<'a>(&self, service: &'a Service) -> impl Iterator<Item = &'static Move> + use<'a> {
        self.moves.iter().filter(|row| row.when.holds(service.answers()))
    }

    /// The family's score for this service, from 0 to 100.
    pub fn score(&self, service: &Service, family: Family) -> u32 {
        let base = self.score_row(service, family).map_or(0, |row| row.value);
        let added: i16 = self.adjustments(service, family).map(|row| row.by).sum();
        (base + added).clamp(0, 100).unsigned_abs().into()
    }

    /// The row that gave the score.
    pub fn score_row(&self, service: &Service, family: Family) -> Option<&'static Score> {
        self.scores.of(family).iter().find(|row| row.when.holds(service.answers()))
    }

    /// The rows that were added to the score.
    pub fn adjustments<'a>(&self, service: &'a Service, family: Family) -> impl Iterator<Item = &'static Adjustment> + use<'a> {
        self.adjustments.iter().filter(move |row| row.families.has(family) && row.when.holds(service.answers()))
    }
}
