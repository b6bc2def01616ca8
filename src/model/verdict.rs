//! The verdict: which families survive, in which order, by how much.

use super::answers::{Answers, Service};
use super::criterion::CRITERIA;
use super::family::Family;
use super::veto::{VETOES, Veto};

/// Margins below this many points of 100 are close calls: both are named.
pub const CLOSE_CALL: u32 = 3;

/// What the model says about one set of answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The service that was judged.
    pub service: Service,
    weights: [u32; CRITERIA.len()],
    scores: [[u32; CRITERIA.len()]; Family::ALL.len()],
    ranking: [Family; Family::ALL.len()],
    survivors: usize,
}

/// Judges a service by its answers.
pub fn decide(answers: &Answers) -> Verdict {
    let service = answers.service();
    let weights = CRITERIA.map(|criterion| criterion.weight(&service));
    let scores = Family::ALL.map(|family| CRITERIA.map(|criterion| criterion.score(&service, family)));

    let mut verdict = Verdict { service, weights, scores, ranking: Family::TIE_ORDER, survivors: 0 };
    // Vetoed families go last, the rest by falling total; the sort is stable,
    // so equal totals keep the stated order.
    let place = Family::ALL.map(|family| (verdict.is_vetoed(family), u32::MAX - verdict.total(family)));
    verdict.ranking.sort_by_key(|family| place[*family as usize]);
    verdict.survivors = place.iter().filter(|(vetoed, _)| !vetoed).count();
    verdict
}

impl Verdict {
    /// The families that can run the service, the best first. Never empty.
    pub fn ranking(&self) -> &[Family] {
        &self.ranking[..self.survivors]
    }

    /// The families that cannot.
    pub fn excluded(&self) -> &[Family] {
        &self.ranking[self.survivors..]
    }

    /// The best family.
    pub fn winner(&self) -> Family {
        self.ranking[0]
    }

    /// The second best, if more than one survives.
    pub fn runner_up(&self) -> Option<Family> {
        self.ranking().get(1).copied()
    }

    /// Whether a veto takes the family out.
    pub fn is_vetoed(&self, family: Family) -> bool {
        self.vetoes(family).next().is_some()
    }

    /// The vetoes that take the family out.
    pub fn vetoes(&self, family: Family) -> impl Iterator<Item = &'static Veto> + use<'_> {
        VETOES.iter().filter(move |veto| veto.fires(&self.service, family))
    }

    /// The weight of each criterion, in the order of [`CRITERIA`].
    pub fn weights(&self) -> &[u32; CRITERIA.len()] {
        &self.weights
    }

    /// The scores of a family, 0 to 100 for each criterion.
    pub fn scores(&self, family: Family) -> &[u32; CRITERIA.len()] {
        &self.scores[family as usize]
    }

    /// The sum of all weights.
    pub fn weight_sum(&self) -> u32 {
        self.weights.iter().sum()
    }

    /// The weighted sum: the family's points, times [`Verdict::weight_sum`].
    pub fn total(&self, family: Family) -> u32 {
        self.weights.iter().zip(self.scores(family)).map(|(weight, score)| weight * score).sum()
    }

    /// The family's points of 100.
    pub fn points(&self, family: Family) -> Points {
        Points::of(self.total(family), self.weight_sum())
    }

    /// How far the winner is ahead; none when it stands alone.
    pub fn margin(&self) -> Option<Points> {
        self.runner_up().map(|rival| Points::of(self.total(self.winner()) - self.total(rival), self.weight_sum()))
    }

    /// The rival, when it is too close to speak of one winner.
    pub fn close_call(&self) -> Option<Family> {
        self.runner_up().filter(|rival| self.total(self.winner()) - self.total(*rival) < CLOSE_CALL * self.weight_sum())
    }
}

/// Points of 100, rounded to a tenth for people. Nothing is decided by them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Points {
    tenths: u32,
}

impl Points {
    /// A weighted sum of scores over the sum of weights.
    pub fn of(total: u32, weight_sum: u32) -> Points {
        let weight_sum = weight_sum.max(1);
        Points { tenths: (total * 10 + weight_sum / 2) / weight_sum }
    }

    /// In tenths of a point.
    pub fn tenths(self) -> u32 {
        self.tenths
    }
}

impl std::fmt::Display for Points {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}.{}", self.tenths / 10, self.tenths % 10)
    }
}
