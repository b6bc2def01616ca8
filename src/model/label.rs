//! The costs of one base as a label, as food has one: what it amounts to, and
//! how much of the full image that is.

use std::fmt;

use super::costs::costs;
use super::criterion::CRITERIA;
use super::family::Family;
use super::flavour::flavour;
use super::verdict::Verdict;
use crate::facts::{Figure, Image, Presence};

const NOT_KNOWN: &str = "not known";

/// What the rows are about, in their order.
pub static ROWS: [&str; 7] = ["Compressed, to pull", "Unpacked, on disk", "OS packages", "Shell", "Package manager", "Debugging", "Upkeep"];

/// The costs of a base for one service.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// Whose.
    pub family: Family,
    /// Its image.
    pub image: &'static Image,
    /// The full image that it is compared with.
    pub full: &'static Image,
    /// One for each of [`ROWS`].
    pub rows: [Row; ROWS.len()],
}

/// One line of the label.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// How much, or `not known`.
    pub amount: String,
    /// How much of the full image that is. Of sizes and packages less is
    /// better. Of debugging and upkeep it is the model's own score against that
    /// of the full image, so more is better. None where one of both is not
    /// known, and where there is nothing to count.
    pub share: Option<Share>,
    /// Method and date of a figure; what a share is a share of.
    pub detail: String,
}

/// A part of something, in per cent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    part: u64,
    whole: u64,
}

impl Share {
    /// A part of a whole; none of nothing.
    pub fn of(part: u64, whole: u64) -> Option<Share> {
        (whole > 0).then_some(Share { part, whole })
    }
}

impl fmt::Display for Share {
    /// Whole per cent, rounded; never `0 %` for something.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.part * 200 / self.whole).div_ceil(2) {
            _ if self.part > 0 && self.part * 100 < self.whole => out.write_str("<1 %"),
            percent => write!(out, "{percent} %"),
        }
    }
}

/// The label of a family, whether it survives or not.
pub fn label(verdict: &Verdict, family: Family) -> Label {
    let costs = costs(verdict, family);
    let (image, full) = (costs.image, flavour(&verdict.service, Family::Full).image());
    let scored = |name: &str, amount: String| {
        let at = CRITERIA.iter().position(|criterion| criterion.name == name).unwrap_or(0);
        let score = |family| verdict.scores(family)[at];
        Row {
            amount,
            share: Share::of(score(family).into(), score(Family::Full).into()),
            detail: [&score(family).to_string(), " of 100 points"].concat(),
        }
    };
    let ends = costs.upkeep.first_end.map_or_else(|| "no end announced".into(), |(day, _)| day.to_string());
    let rows = [
        counted(image.compressed, full.compressed),
        counted(image.unpacked, full.unpacked),
        counted(image.packages, full.packages),
        inside(image.shell),
        inside(image.package_manager),
        scored("debug", costs.night.short.into()),
        scored("upkeep", ends),
    ];
    Label { family, image, full, rows }
}

fn counted(figure: Option<Figure>, full: Option<Figure>) -> Row {
    let Some(figure) = figure else { return Row { amount: NOT_KNOWN.into(), share: None, detail: String::new() } };
    Row {
        amount: figure.to_string(),
        share: full.and_then(|full| Share::of(figure.value, full.value)),
        detail: [figure.method.as_str(), " ", &figure.date.to_string()].concat(),
    }
}

fn inside(presence: Presence) -> Row {
    let amount = match presence {
        Presence::NotKnown => NOT_KNOWN,
        Presence::Absent => "none",
        Presence::Present(what) => what,
    };
    Row { amount: amount.into(), share: None, detail: String::new() }
}
