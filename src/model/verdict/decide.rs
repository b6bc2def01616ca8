//! Judges a service.

use super::points::Points;
use crate::model::rules::criteria::CRITERIA;
use crate::model::rules::family::{Families, Family};
use crate::model::rules::veto::{self, VETOES, Veto};
use crate::model::rules::weights::Weights;
use crate::model::service::answers::Answers;
use crate::model::service::resolved::Service;

/// Margins below this many points of 100 are close calls: both are named.
pub const CLOSE_CALL: u32 = 3;

/// What the model says about one set of answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The service that was judged.
    pub service: Service,
    /// The weights that the visitor set.
    pub set: Weights,
    weights: [u32; CRITERIA.len()],
    scores: [[u32; CRITERIA.len()]; Family::ALL.len()],
    totals: [u32; Family::ALL.len()],
    vetoed: Families,
    ranking: [Family; Family::ALL.len()],
}

/// How clear the verdict is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome<'a> {
    /// Only this base can run the service.
    OnlyOne(Family),
    /// This base is clearly ahead.
    Clear(Family),
    /// These, the best first, are less than [`CLOSE_CALL`] behind the first:
    /// there is no single winner.
    CloseCall(&'a [Family]),
}

/// Judges a service by its answers, with the model's own weights.
pub fn decide(answers: &Answers) -> Verdict {
    decide_with(answers, &Weights::DEFAULT)
}

/// Judges a service by its answers, with weights that the visitor moved.
pub fn decide_with(answers: &Answers, set: &Weights) -> Verdict {
    let service = answers.service();
    let vetoed = veto::excluded(&service);
    let mut weights = [0; CRITERIA.len()];
    let mut scores = [[0; CRITERIA.len()]; Family::ALL.len()];
    let mut totals = [0; Family::ALL.len()];
    for (at, criterion) in CRITERIA.iter().enumerate() {
        let weight = set.get(at).map_or_else(|| criterion.weight(&service), u32::from);
        weights[at] = weight;
        for family in Family::ALL {
            let score = criterion.score(&service, family);
            scores[family as usize][at] = score;
            totals[family as usize] += weight * score;
        }
    }
    // Vetoed families go last, the rest by falling total; the sort is stable,
    // so equal totals keep the stated order.
    let mut ranking = Family::TIE_ORDER;
    let place = |family: Family| (vetoed.has(family), u32::MAX - totals[family as usize]);
    for end in 1..ranking.len() {
        let mut at = end;
        while at > 0 && place(ranking[at]) < place(ranking[at - 1]) {
            ranking.swap(at, at - 1);
            at -= 1;
        }
    }
    Verdict { service, set: *set, weights, scores, totals, vetoed, ranking }
}

impl Verdict {
    /// The families that can run the service, the best first. Never empty.
    pub fn ranking(&self) -> &[Family] {
        &self.ranking[..Family::ALL.len() - self.vetoed.count()]
    }

    /// The families that cannot.
    pub fn excluded(&self) -> &[Family] {
        &self.ranking[Family::ALL.len() - self.vetoed.count()..]
    }

    /// The family with the most points. In a close call it is named beside its rival.
    pub fn winner(&self) -> Family {
        self.ranking[0]
    }

    /// The second best, if more than one survives.
    pub fn runner_up(&self) -> Option<Family> {
        self.ranking().get(1).copied()
    }

    /// The bases that the verdict names: the winner, and in a close call
    /// whatever is less than [`CLOSE_CALL`] points behind it.
    pub fn named(&self) -> &[Family] {
        let ranking = self.ranking();
        // With every weight at nothing all are equal, which is as close as it gets.
        let apart = |family: &Family| self.total(self.winner()) - self.total(*family);
        let close = |family: &Family| apart(family) < (CLOSE_CALL * self.weight_sum()).max(1);
        &ranking[..ranking.iter().take_while(|family| close(family)).count()]
    }

    /// How clear it is.
    pub fn outcome(&self) -> Outcome<'_> {
        match (self.ranking(), self.named()) {
            ([only], _) => Outcome::OnlyOne(*only),
            (_, [first]) => Outcome::Clear(*first),
            (_, named) => Outcome::CloseCall(named),
        }
    }

    /// Whether a veto takes the family out.
    pub fn is_vetoed(&self, family: Family) -> bool {
        self.vetoed.has(family)
    }

    /// The vetoes that take the family out.
    pub fn vetoes(&self, family: Family) -> impl Iterator<Item = &'static Veto> + use<'_> {
        VETOES.iter().filter(move |veto| veto.excludes.has(family) && veto.holds(&self.service))
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
        self.totals[family as usize]
    }

    /// The family's points of 100.
    pub fn points(&self, family: Family) -> Points {
        Points::of(self.total(family), self.weight_sum())
    }

    /// How far the winner is ahead; none when it stands alone. Rounded down, so
    /// that a close call never reads as if it were none.
    pub fn margin(&self) -> Option<Points> {
        self.runner_up().map(|rival| Points::at_least(self.total(self.winner()) - self.total(rival), self.weight_sum()))
    }
}
