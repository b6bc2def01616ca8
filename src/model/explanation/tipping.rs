//! How much a weight would have to change for a rival to catch up.

use crate::model::rules::criteria::CRITERIA;
use crate::model::rules::family::Family;
use crate::model::rules::weights::GREATEST;
use crate::model::verdict::Verdict;

/// The weight of one criterion at which winner and rival tie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tipping {
    /// The place of the criterion in [`CRITERIA`].
    pub criterion: usize,
    /// The weight that the criterion has in the verdict.
    pub now: u32,
    /// The weight of the tie, exactly: a fraction in lowest terms.
    pub tie: (u64, u64),
    /// Whether the rival is ahead above that weight, and not below it.
    pub rival_above: bool,
}

impl Tipping {
    /// The first whole weight, from the tie on, at which the rival leads; none
    /// where there is no such weight from 0 to the greatest that can be set.
    pub fn rival_leads_at(&self) -> Option<u8> {
        let weight = if self.rival_above { self.tie.0 / self.tie.1 + 1 } else { (self.tie.0.div_ceil(self.tie.1)).checked_sub(1)? };
        u8::try_from(weight).ok().filter(|weight| *weight <= GREATEST)
    }
}

/// For each criterion the weight at which the winner and a rival tie while all
/// other weights stay; none where no weight does. All in whole numbers.
///
/// The totals differ by `Σ w·d`, where `d` is how the scores differ. With all
/// others fixed that is zero where `w = −(Σ of the others) / d`.
pub fn tipping(verdict: &Verdict, rival: Family) -> [Option<Tipping>; CRITERIA.len()] {
    let winner = verdict.winner();
    let difference = |at: usize| i64::from(verdict.scores(winner)[at]) - i64::from(verdict.scores(rival)[at]);
    let weight = |at: usize| i64::from(verdict.weights()[at]);
    let all: i64 = (0..CRITERIA.len()).map(|at| weight(at) * difference(at)).sum();
    std::array::from_fn(|at| {
        let slope = difference(at);
        let others = all - weight(at) * slope;
        // A tie at a negative weight is none; without a slope the weight does not matter.
        if slope == 0 || others.signum() == slope.signum() {
            return None;
        }
        let (above, below) = (others.unsigned_abs(), slope.unsigned_abs());
        let divisor = greatest_common_divisor(above, below);
        Some(Tipping { criterion: at, now: verdict.weights()[at], tie: (above / divisor, below / divisor), rival_above: slope < 0 })
    })
}

fn greatest_common_divisor(a: u64, b: u64) -> u64 {
    if b == 0 { a.max(1) } else { greatest_common_divisor(b, a % b) }
}
