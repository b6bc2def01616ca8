//! The costs of one base as a label, in the manner of nutrition facts.
//!
//! An amount is what the facts or the rules say, and "not known" where they do
//! not. A share sets it beside the full image for the same service. Less is
//! better of sizes and packages, more is better of debugging and upkeep.

use super::base::costs;
use crate::facts::{Date, Figure, Image, Method, Presence};
use crate::model::rules::criteria::{debug::DEBUG, upkeep::UPKEEP};
use crate::model::rules::criterion::Criterion;
use crate::model::rules::family::Family;
use crate::model::rules::flavour::Images;
use crate::model::verdict::Verdict;

/// What each row is about, in the order of [`Label::rows`].
pub static ROWS: [&str; 7] = ["Compressed, to pull", "Unpacked, on disk", "OS packages", "Shell", "Package manager", "Debugging", "Upkeep"];

/// What is shown where something is not known.
const NOT_KNOWN: &str = "not known";

/// The label of one base.
#[derive(Clone, Debug)]
pub struct Label {
    /// The family that the label is of.
    pub family: Family,
    /// The image that the family has for this service.
    pub image: &'static Image,
    /// The full image for the same service, which is the measure of the shares.
    pub full: &'static Image,
    /// What is said of each of [`ROWS`].
    pub rows: [Row; ROWS.len()],
}

impl PartialEq for Label {
    /// Images are the same where their ids are; their records need no comparison.
    fn eq(&self, other: &Label) -> bool {
        self.family == other.family && self.image.id == other.image.id && self.full.id == other.full.id && self.rows == other.rows
    }
}

/// One row of a label.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// With its unit, as `3.8 MB`, or in words; "not known" where it is not.
    pub amount: String,
    /// How much of the full image that is: of its size, of its number of
    /// packages, or of its score. None where one side is not known, and for
    /// what is there or not.
    pub share: Option<Share>,
    /// How a figure was got and of which day it is, as `published 2026-08-22`;
    /// for debugging and upkeep the score, of which the share is made.
    pub detail: Option<String>,
}

/// How much one number is of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    part: u64,
    /// What the part is measured against; never 0.
    whole: u64,
}

impl Share {
    /// The share that one number is of another; none of nothing.
    pub fn of(part: u64, whole: u64) -> Option<Share> {
        (whole > 0).then_some(Share { part, whole })
    }
}

impl std::fmt::Display for Share {
    /// In whole per cent, halves up: `86 %`; `<1 %` for what is not nothing but less than one.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let hundredfold = self.part * 100;
        if self.part > 0 && hundredfold < self.whole {
            return out.write_str("<1 %");
        }
        write!(out, "{} %", (hundredfold + self.whole / 2) / self.whole)
    }
}

/// The label of a family, whether it survives or not. `today` decides whether
/// what is inside is still maintained or no longer.
pub fn label(verdict: &Verdict, images: &Images, family: Family, today: Date) -> Label {
    let service = &verdict.service;
    let costs = costs(verdict, images, family);
    let (image, full) = (costs.image, images.get(Family::Full));
    // Debugging: how easy it is to find the fault at 2 AM. Upkeep: how little
    // work it is to stay current. Both are the model's own judgement, of 100
    // points; weights that the visitor moved change neither.
    let judged = |criterion: &Criterion, amount: String| {
        let score = criterion.score(service, family);
        let share = Share::of(score.into(), criterion.score(service, Family::Full).into());
        Row { amount, share, detail: Some(format!("{score} of 100 points, more is better")) }
    };
    let rows = [
        figure(image.compressed(), full.compressed()),
        figure(image.unpacked(), full.unpacked()),
        figure(image.packages(), full.packages()),
        presence(image.shell()),
        presence(image.package_manager()),
        judged(&DEBUG, costs.night.short.into()),
        judged(&UPKEEP, upkeep(image, today)),
    ];
    Label { family, image, full, rows }
}

/// A size or a count beside the full image's.
fn figure(one: Option<Figure>, full: Option<Figure>) -> Row {
    let Some(figure) = one else { return Row { amount: NOT_KNOWN.into(), share: None, detail: None } };
    let mut detail = String::from(figure.method.as_str());
    // What is so by definition is so on every day.
    if figure.method != Method::Defined {
        detail += " ";
        detail += &figure.date.to_string();
    }
    let share = full.and_then(|full| Share::of(figure.value, full.value));
    Row { amount: figure.to_string(), share, detail: Some(detail) }
}

/// What is there under a name, or not.
fn presence(what: Presence) -> Row {
    let amount = match what {
        Presence::NotKnown => NOT_KNOWN,
        Presence::Absent => "none",
        Presence::Present(name) => name,
    };
    Row { amount: amount.into(), share: None, detail: None }
}

/// Until when what is inside is maintained, by what ends first.
fn upkeep(image: &Image, today: Date) -> String {
    match image.first_end() {
        Some((day, _)) => String::from(if day < today { "ended " } else { "until " }) + &day.to_string(),
        None if !image.ends.is_empty() => "no date announced".into(),
        None if image.has_nothing_inside() => "nothing reaches end of life".into(),
        None => NOT_KNOWN.into(),
    }
}
