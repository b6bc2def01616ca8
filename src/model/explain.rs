//! Where each point came from, as data: for the page, for records, for tests.

use super::criterion::{Adjustment, CRITERIA, Criterion, Move, Score};
use super::family::Family;
use super::flavour::flavour;
use super::verdict::{Points, Verdict};

/// One criterion's part of a family's total.
#[derive(Clone, Debug)]
pub struct Part {
    /// Which criterion.
    pub criterion: &'static Criterion,
    /// Its weight for this service.
    pub weight: u32,
    /// What moved the weight.
    pub moves: Vec<&'static Move>,
    /// The family's score, 0 to 100.
    pub score: u32,
    /// The row that gave it.
    pub row: Option<&'static Score>,
    /// What was added to it.
    pub adjustments: Vec<&'static Adjustment>,
    /// Weight times score; the parts of a family sum to its total.
    pub total: u32,
    /// The part in points of 100.
    pub points: Points,
    /// What the part could be at most, in points of 100.
    pub possible: Points,
}

/// The parts of a family's total, in the order of [`CRITERIA`].
pub fn parts(verdict: &Verdict, family: Family) -> Vec<Part> {
    let weights = verdict.weights().iter().zip(verdict.scores(family));
    CRITERIA
        .into_iter()
        .zip(weights)
        .map(|(criterion, (&weight, &score))| Part {
            criterion,
            weight,
            moves: criterion.moves(&verdict.service).collect(),
            score,
            row: criterion.score_row(&verdict.service, family),
            adjustments: criterion.adjustments(&verdict.service, family).collect(),
            total: weight * score,
            points: Points::of(weight * score, verdict.weight_sum()),
            possible: Points::of(weight * 100, verdict.weight_sum()),
        })
        .collect()
}

/// How one criterion separates two families.
#[derive(Clone, Debug)]
pub struct Difference {
    /// Which criterion.
    pub criterion: &'static Criterion,
    /// Positive where it favours the first family, in weight times score.
    pub total: i64,
    /// How large, in points of 100.
    pub points: Points,
}

/// The two criteria that separate the families most, the largest first; fewer
/// where fewer differ. Equal sizes keep the order of the criteria.
pub fn differences(verdict: &Verdict, family: Family, rival: Family) -> Vec<Difference> {
    let mut all: Vec<Difference> = CRITERIA
        .into_iter()
        .enumerate()
        .map(|(at, criterion)| {
            let weight = i64::from(verdict.weights()[at]);
            let score = |family| i64::from(verdict.scores(family)[at]);
            let total = weight * (score(family) - score(rival));
            let points = Points::of(u32::try_from(total.abs()).unwrap_or(u32::MAX), verdict.weight_sum());
            Difference { criterion, total, points }
        })
        .filter(|difference| difference.total != 0)
        .collect();
    all.sort_by_key(|difference| -difference.total.abs());
    all.truncate(2);
    all
}

/// The verdict in a sentence or two, as the live region speaks it.
pub fn readout(verdict: &Verdict) -> String {
    let winner = verdict.winner();
    let reference = flavour(&verdict.service, winner).image().reference;
    let (Some(rival), Some(margin)) = (verdict.runner_up(), verdict.margin()) else {
        return format!("{} is the only base left: {reference}.", winner.label());
    };
    let lead = if verdict.close_call().is_some() {
        format!("A close call between {} and {}: {margin} points of 100 apart", winner.label(), rival.label())
    } else {
        format!("{} fits best, {margin} points of 100 ahead of {}", winner.label(), rival.label())
    };
    let reasons: Vec<String> = differences(verdict, winner, rival)
        .iter()
        .map(|difference| {
            let better = if difference.total > 0 { winner } else { rival };
            format!("{} favours {}", difference.criterion.label.to_lowercase(), better.label())
        })
        .collect();
    match reasons.is_empty() {
        true => format!("{lead}. Image: {reference}."),
        false => format!("{lead}; {}. Image: {reference}.", reasons.join(", ")),
    }
}
