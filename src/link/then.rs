//! The verdict that a link carried, beside today's.

use super::{Problem, State, parts, percent_decoded};
use crate::facts::{self, Date};
use crate::model::changes::{CHANGES, Change};
use crate::model::{Families, Family, Verdict};

/// The day of the facts that a link was made with.
pub(super) const AT_KEY: &str = "at";
/// The bases that were named then.
pub(super) const WAS_KEY: &str = "was";

/// What a link carries of the verdict: the facts' day and the bases it names.
pub(super) fn write(verdict: &Verdict) -> String {
    let named: Vec<&str> = named(verdict).iter().map(Family::token).collect();
    format!("&{AT_KEY}={}&{WAS_KEY}={}", facts::as_of(), named.join("."))
}

fn named(verdict: &Verdict) -> Families {
    Families::of(verdict.named())
}

fn bases(text: &str) -> Option<Families> {
    text.split('.').try_fold(Families::NONE, |all, token| Some(all.and(Families::of(&[Family::find(token)?]))))
}

/// What of these parts cannot be honoured.
pub(super) fn problem(key: &'static str, value: &str) -> Option<Problem> {
    let is_read = if key == AT_KEY { Date::parse(value).is_some() } else { bases(value).is_some() };
    (!is_read).then(|| Problem::UnknownValue { key, value: value.into(), used: "not known" })
}

/// A verdict that is another one today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Since {
    /// The day of the facts it was made with, where the link says so.
    pub at: Option<Date>,
    /// The bases that it named.
    pub was: Families,
    /// Those that are named today.
    pub now: Families,
    /// What was changed since then and concerns this service and these bases.
    pub causes: Vec<&'static Change>,
    /// Whether the link could not be read as it was meant, which may be why.
    pub misread: bool,
}

/// The value of a part of a link, as it stands there.
fn part<'a>(plain: &'a str, wanted: &str) -> Option<&'a str> {
    parts(plain).find(|(key, _)| *key == wanted).map(|(_, value)| value)
}

/// The bases that a link named; none where it carries nothing of it.
fn was(plain: &str) -> Option<Families> {
    part(plain, WAS_KEY).and_then(bases)
}

/// A link whose separators are plain again.
fn plain(fragment: &str) -> String {
    percent_decoded(fragment.strip_prefix('#').unwrap_or(fragment))
}

/// Whether a link carried another verdict than this one. What [`since`] says of
/// it, without the changes that say why.
pub fn has_moved(fragment: &str, verdict: &Verdict) -> bool {
    was(&plain(fragment)).is_some_and(|was| was != named(verdict))
}

/// Compares what a link carried with what is said of its answers today. None
/// where that is the same, or the link carries nothing of it.
pub fn since(fragment: &str, state: &State, problems: &[Problem]) -> Option<Since> {
    among(CHANGES, fragment, state, problems)
}

/// The same with other changes, for tests.
pub fn among(changes: &'static [Change], fragment: &str, state: &State, problems: &[Problem]) -> Option<Since> {
    let plain = plain(fragment);
    let was = was(&plain)?;
    let at = part(&plain, AT_KEY).and_then(Date::parse);
    let verdict = state.verdict();
    let now = named(&verdict);
    let concerns = |change: &&Change| {
        let is_later = at.is_none_or(|at| change.date >= at);
        let moves = change.families.iter().any(|family| was.has(family) != now.has(family));
        is_later && moves && change.when.holds(verdict.service.answers())
    };
    let causes = changes.iter().filter(concerns).collect();
    (was != now).then_some(Since { at, was, now, causes, misread: !problems.is_empty() })
}

impl Since {
    /// What it was, in words: `Distroless, by the facts of 2026-05-01`.
    pub fn then(&self) -> String {
        let at = self.at.map(|at| format!(", by the facts of {at}")).unwrap_or_default();
        labels(self.was) + &at
    }

    /// What it is.
    pub fn today(&self) -> String {
        labels(self.now)
    }

    /// What made the difference, as far as it is on record.
    pub fn because(&self) -> Vec<String> {
        if self.causes.is_empty() {
            let why = match self.misread {
                true => "What could not be honoured in the link, as listed here, may be the reason.",
                false => "No change that is on record here explains it: the link was edited, or made by a page with other rules.",
            };
            return vec![why.into()];
        }
        self.causes.iter().map(|change| format!("Since {} in {}: {}", change.date, change.place, change.what)).collect()
    }
}

fn labels(bases: Families) -> String {
    let labels: Vec<&str> = bases.iter().map(Family::label).collect();
    match labels.len() {
        1 => labels.concat(),
        _ => format!("a close call of {}", labels.join(" and ")),
    }
}
