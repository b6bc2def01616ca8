//! Where each point came from, as data: for the page, for records, for tests.

use crate::facts::{self, Evidence};
use crate::model::rules::criteria::CRITERIA;
use crate::model::rules::criterion::{Adjustment, Criterion, Move, Score};
use crate::model::rules::family::Family;
use crate::model::rules::flavour::Images;
use crate::model::verdict::{Outcome, Points, Verdict};

/// One criterion's part of a family's total.
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
    /// The criterion that gives this part of the total.
    pub criterion: &'static Criterion,
    /// Its weight for this service.
    pub weight: u32,
    /// Whether the visitor set that weight.
    pub weight_is_set: bool,
    /// The family's score, 0 to 100.
    pub score: u32,
    /// The row that gave it.
    pub row: Option<&'static Score>,
    /// Weight times score; the parts of a family sum to its total.
    pub total: u32,
    /// The part in points of 100.
    pub points: Points,
    /// What the part could be at most, in points of 100.
    pub possible: Points,
    verdict: &'a Verdict,
    family: Family,
}

impl Part<'_> {
    /// What moved the weight; nothing where the visitor set it.
    pub fn moves(&self) -> impl Iterator<Item = &'static Move> {
        self.criterion.moves(&self.verdict.service).filter(|_| !self.weight_is_set)
    }

    /// What the criterion's weights and scores were judged by, with its source.
    pub fn evidence(&self) -> impl Iterator<Item = &'static Evidence> + use<> {
        self.criterion.evidence.iter().filter_map(|key| facts::evidence(key))
    }

    /// What was added to the score.
    pub fn adjustments(&self) -> impl Iterator<Item = &'static Adjustment> {
        self.criterion.adjustments(&self.verdict.service, self.family)
    }
}

/// The parts of a family's total, in the order of [`CRITERIA`].
pub fn parts(verdict: &Verdict, family: Family) -> [Part<'_>; CRITERIA.len()] {
    let totals: [u32; CRITERIA.len()] = std::array::from_fn(|at| verdict.weights()[at] * verdict.scores(family)[at]);
    let shares = Points::shares(totals, verdict.weight_sum());
    std::array::from_fn(|at| {
        let criterion = CRITERIA[at];
        let (weight, score) = (verdict.weights()[at], verdict.scores(family)[at]);
        Part {
            criterion,
            weight,
            weight_is_set: verdict.set.get(at).is_some(),
            score,
            row: criterion.score_row(&verdict.service, family),
            total: totals[at],
            points: shares[at],
            possible: Points::of(weight * 100, verdict.weight_sum()).max(shares[at]),
            verdict,
            family,
        }
    })
}

/// How one criterion separates two families.
#[derive(Clone, Debug)]
pub struct Difference {
    /// The criterion that separates them.
    pub criterion: &'static Criterion,
    /// Positive where it favours the first family, in weight times score.
    pub total: i64,
    /// How large, in points of 100.
    pub points: Points,
}

/// The two criteria that separate the families most, the largest first; fewer
/// where fewer differ. Equal sizes keep the order of the criteria.
pub fn differences(verdict: &Verdict, family: Family, rival: Family) -> Vec<Difference> {
    let mut all = all_differences(verdict, family, rival);
    all.truncate(2);
    all
}

/// The criteria that favour the first family, the largest first.
pub fn advantages(verdict: &Verdict, family: Family, rival: Family) -> Vec<Difference> {
    let mut all = all_differences(verdict, family, rival);
    all.retain(|difference| difference.total > 0);
    all
}

fn all_differences(verdict: &Verdict, family: Family, rival: Family) -> Vec<Difference> {
    let mut all: Vec<Difference> = Vec::with_capacity(CRITERIA.len());
    for (at, criterion) in CRITERIA.into_iter().enumerate() {
        let weight = i64::from(verdict.weights()[at]);
        let score = |family| i64::from(verdict.scores(family)[at]);
        let total = weight * (score(family) - score(rival));
        if total != 0 {
            let points = Points::of(u32::try_from(total.abs()).unwrap_or(u32::MAX), verdict.weight_sum());
            // Into its place, as a general sort is much code for seven rows.
            let place = all.iter().position(|other| other.total.abs() < total.abs()).unwrap_or(all.len());
            all.insert(place, Difference { criterion, total, points });
        }
    }
    all
}

/// How far a base is behind the winner, and which three criteria weigh most in that:
/// “9.8 points behind: containment −10.1, inventory −6.0, debugging +3.0”.
pub fn behind(verdict: &Verdict, family: Family) -> Option<String> {
    let winner = verdict.winner();
    if family == winner || verdict.is_vetoed(family) {
        return None;
    }
    // Rounded down, as the margin is.
    let margin = Points::at_least(verdict.total(winner) - verdict.total(family), verdict.weight_sum());
    let mut said = format!("{margin} points behind");
    let mut before = ": ";
    for one in all_differences(verdict, winner, family).iter().take(3) {
        said += before;
        said += &one.criterion.label.to_ascii_lowercase();
        said += if one.total > 0 { " −" } else { " +" };
        said += &one.points.to_string();
        before = ", ";
    }
    Some(said)
}

/// The verdict in a sentence, with the images that it means.
pub fn readout(verdict: &Verdict, images: &Images) -> String {
    sentence(verdict, |family| format!("{} ({})", family.label(), images.get(family).reference))
}

/// The same beside the images, as the live region speaks it.
pub fn spoken(verdict: &Verdict) -> String {
    sentence(verdict, |family| family.label().into())
}

fn sentence(verdict: &Verdict, name: impl Fn(Family) -> String) -> String {
    let set = if verdict.set.are_moved() { " Uses your weights." } else { "" };
    let (Some(rival), Some(margin)) = (verdict.runner_up(), verdict.margin()) else {
        return format!("{} is the only base that can run this service.{set}", name(verdict.winner()));
    };
    let winner = verdict.winner();
    let mut said = match verdict.outcome() {
        Outcome::CloseCall(named) => {
            let named: Vec<String> = named.iter().map(|family| name(*family)).collect();
            let (last, others) =
                named.split_last().map_or((String::new(), String::new()), |(last, others)| (last.clone(), others.join(", ")));
            let apart = if named.len() > 2 { ", the first two" } else { "," };
            format!("A close call between {others} and {last}{apart} {margin} of 100 points apart")
        }
        _ => format!("{} fits best, {margin} of 100 points ahead of {}", name(winner), rival.label()),
    };
    let all = differences(verdict, winner, rival);
    let agree = all.len() == 2 && all.iter().all(|one| one.total > 0);
    let mut before = ": ";
    for one in &all {
        said += before;
        said += &one.criterion.label.to_ascii_lowercase();
        before = ", ";
        if agree {
            before = " and ";
        } else {
            said += " favours ";
            said += if one.total > 0 { winner } else { rival }.label();
        }
    }
    if agree {
        said += " favour ";
        said += winner.label();
    }
    said + "." + set
}
