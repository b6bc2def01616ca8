//! A verdict of an earlier day, beside today's.

use crate::facts::Date;
use crate::model::changes::{CHANGES, Change};
use crate::model::{Families, Family, Verdict};

/// What a link says of the verdict that it was made with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// The day of the facts, where the link says so.
    pub at: Option<Date>,
    /// The bases that were named.
    pub was: Families,
}

/// A verdict that is another one today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Since {
    /// The verdict that the link was made with.
    pub earlier: Earlier,
    /// The bases that are named today.
    pub now: Families,
    /// What was changed since then and concerns this service and these bases.
    pub causes: Vec<&'static Change>,
    /// Whether the link could not be read as it was meant, which may be why.
    pub misread: bool,
}

impl Earlier {
    /// What a verdict leaves behind for later, by the facts of a day.
    pub fn of(verdict: &Verdict, at: Date) -> Earlier {
        Earlier { at: Some(at), was: Families::of(verdict.named()) }
    }

    /// Whether today's verdict names other bases.
    pub fn has_moved(&self, verdict: &Verdict) -> bool {
        self.was != Families::of(verdict.named())
    }

    /// How today's verdict differs; none where it names the same bases.
    /// `misread` says whether the link had problems.
    pub fn since(self, verdict: &Verdict, misread: bool) -> Option<Since> {
        self.since_among(CHANGES, verdict, misread)
    }

    /// The same with other changes on record, for tests.
    pub fn since_among(self, changes: &'static [Change], verdict: &Verdict, misread: bool) -> Option<Since> {
        let now = Families::of(verdict.named());
        let concerns = |change: &&Change| {
            let is_later = self.at.is_none_or(|at| change.date >= at);
            let moves = change.families.iter().any(|family| self.was.has(family) != now.has(family));
            is_later && moves && change.when.holds(verdict.service.answers())
        };
        let causes = changes.iter().filter(concerns).collect();
        self.has_moved(verdict).then_some(Since { earlier: self, now, causes, misread })
    }
}

impl Since {
    /// What it was, in words: `Distroless, by the facts of 2026-05-01`.
    pub fn then(&self) -> String {
        let at = self.earlier.at.map(|at| format!(", with the facts of {at}")).unwrap_or_default();
        labels(self.earlier.was) + &at
    }

    /// What it is today.
    pub fn today(&self) -> String {
        labels(self.now)
    }

    /// What made the difference, as far as it is on record.
    pub fn because(&self) -> Vec<String> {
        if self.causes.is_empty() {
            let why = match self.misread {
                true => "The reason may be the parts of the link that could not be applied. They are listed here.",
                false => "No recorded change explains this. The link was edited, or a page with other rules made it.",
            };
            return vec![why.into()];
        }
        self.causes.iter().map(|change| format!("Since {} in {}: {}", change.date, change.subject, change.what)).collect()
    }
}

fn labels(bases: Families) -> String {
    let labels: Vec<&str> = bases.iter().map(Family::label).collect();
    match labels.len() {
        1 => labels.concat(),
        _ => format!("a close call between {}", labels.join(" and ")),
    }
}
