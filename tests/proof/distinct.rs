//! What is shown of a verdict follows from its weights, scores, vetoes and
//! images. Many answers lead to the same ones, so each is checked once.

use std::collections::HashSet;

use container_diet::model::article::{self, Signal, article, disagreement};
use container_diet::model::criteria::CRITERIA;
use container_diet::model::explain::{differences, parts, readout};
use container_diet::model::flavour::{self, Images, flavour};
use container_diet::model::tipping::tipping;
use container_diet::model::verdict::CLOSE_CALL;
use container_diet::model::weights::GREATEST;
use container_diet::model::{Answers, Family, Verdict, Weights, decide_with};

#[derive(Clone, PartialEq, Eq, Hash)]
struct Key {
    weights: [u8; CRITERIA.len()],
    scores: [[u8; CRITERIA.len()]; 5],
    vetoed: u8,
    flavours: [u8; 2],
    signals: u16,
}

/// The verdicts seen so far.
#[derive(Clone, Default)]
pub struct Distinct(HashSet<Key>);

impl Distinct {
    pub fn count(&self) -> usize {
        self.0.len()
    }

    pub fn add(&mut self, other: &Distinct) {
        self.0.extend(other.0.iter().cloned());
    }

    /// Checks a verdict unless its like has been.
    pub fn check(&mut self, answers: &Answers, verdict: &Verdict) {
        if self.0.insert(key(verdict)) {
            parts_sum_exactly(answers, verdict);
            own_weights_that_are_set_change_nothing(answers, verdict);
            tipping_is_where_totals_meet(answers, verdict);
            what_is_said_is_what_was_decided(answers, verdict);
        }
    }
}

fn key(verdict: &Verdict) -> Key {
    let small = |number: &u32| u8::try_from(*number).expect("weights and scores are small");
    let place = |family: Family| {
        let row = flavour(&verdict.service, family);
        flavour::all().position(|other| std::ptr::eq(other, row)).expect("a row of the table") as u8
    };
    let fires = |signal: &Signal| signal.when.iter().any(|when| when.holds(verdict.service.answers()));
    let signals = article::USE.iter().chain(article::SKIP).chain([&article::DEVELOPMENT]);
    Key {
        weights: verdict.weights().each_ref().map(small),
        scores: Family::ALL.map(|family| verdict.scores(family).each_ref().map(small)),
        vetoed: verdict.excluded().iter().fold(0, |bits, family| bits | 1 << *family as u8),
        flavours: [place(verdict.winner()), verdict.runner_up().map_or(u8::MAX, place)],
        signals: signals.fold(0, |bits, signal| bits << 1 | u16::from(fires(signal))),
    }
}

/// Score and weight of each part are what its rows say, and all add up.
fn parts_sum_exactly(answers: &Answers, verdict: &Verdict) {
    let weight_sum: u32 = verdict.weights().iter().sum();
    assert_eq!(weight_sum, verdict.weight_sum());
    for family in Family::ALL {
        let mut sum = 0;
        for (at, part) in parts(verdict, family).iter().enumerate() {
            let moved: i16 = part.moves().map(|row| row.by).sum();
            assert_eq!(i64::from(part.weight), i64::from((part.criterion.base_weight + moved).max(0)), "{answers:?}");
            let added: i16 = part.adjustments().map(|row| row.by).sum();
            let row = part.row.expect("every score comes from a row");
            assert_eq!(i64::from(part.score), i64::from((row.value + added).clamp(0, 100)), "{answers:?}");
            assert_eq!(part.score, verdict.scores(family)[at]);
            assert!(part.evidence().count() == part.criterion.evidence.len() && part.evidence().count() > 0, "{}", part.criterion.name);
            sum += part.weight * part.score;
        }
        assert_eq!(sum, verdict.total(family), "the parts sum to the score: {answers:?}");
    }
}

fn own_weights_that_are_set_change_nothing(answers: &Answers, verdict: &Verdict) {
    let set = verdict.weights().iter().enumerate().fold(Weights::DEFAULT, |set, (at, weight)| set.with(at, Some(*weight as u8)));
    let again = decide_with(answers, &set);
    assert_eq!((again.ranking(), again.named()), (verdict.ranking(), verdict.named()), "{answers:?}");
    assert!(Family::ALL.iter().all(|family| again.total(*family) == verdict.total(*family)), "{answers:?}");
}

fn tipping_is_where_totals_meet(answers: &Answers, verdict: &Verdict) {
    let winner = verdict.winner();
    for &rival in verdict.ranking().iter().skip(1) {
        for (at, tie) in tipping(verdict, rival).iter().enumerate() {
            let apart = |at: usize| i64::from(verdict.scores(winner)[at]) - i64::from(verdict.scores(rival)[at]);
            let others: i64 =
                (0..CRITERIA.len()).filter(|other| *other != at).map(|other| i64::from(verdict.weights()[other]) * apart(other)).sum();
            // The lead at a weight w of this criterion is others + w · apart.
            match tie {
                Some(tie) => {
                    let (above, below) = (i64::try_from(tie.tie.0).expect("small"), i64::try_from(tie.tie.1).expect("small"));
                    assert_eq!(others * below + above * apart(at), 0, "{winner:?} {rival:?} {answers:?}");
                    assert_eq!(tie.rival_above, apart(at) < 0);
                    // The weight that is shown is the first, from the tie on, at which the rival leads.
                    let leads = |weight: &u8| others + i64::from(*weight) * apart(at) < 0;
                    let first = if tie.rival_above { (0..=GREATEST).find(leads) } else { (0..=GREATEST).rev().find(leads) };
                    assert_eq!(tie.rival_leads_at(), first, "{winner:?} {rival:?} {answers:?}");
                }
                // It leads at nothing and goes on leading, or this criterion changes nothing.
                None => assert!(apart(at) == 0 || others.signum() == apart(at).signum(), "{winner:?} {rival:?} {answers:?}"),
            }
        }
    }
}

fn what_is_said_is_what_was_decided(answers: &Answers, verdict: &Verdict) {
    let text = readout(verdict, &Images::of(&verdict.service));
    assert_eq!(text.contains("close call"), verdict.named().len() > 1, "{text}");
    for family in verdict.named() {
        assert!(text.contains(flavour(&verdict.service, *family).image().reference), "{text}: {answers:?}");
    }
    if let (Some(rival), Some(margin)) = (verdict.runner_up(), verdict.margin()) {
        assert_eq!(margin.tenths() < 10 * CLOSE_CALL, verdict.named().len() > 1, "{answers:?}");
        let two = differences(verdict, verdict.winner(), rival);
        assert!(two.len() <= 2 && two.windows(2).all(|pair| pair[0].total.abs() >= pair[1].total.abs()), "{answers:?}");
        let largest = (0..CRITERIA.len())
            .map(|at| {
                i64::from(verdict.weights()[at]) * (i64::from(verdict.scores(verdict.winner())[at]) - i64::from(verdict.scores(rival)[at]))
            })
            .map(i64::abs)
            .max();
        assert_eq!(two.first().map_or(0, |first| first.total.abs()), largest.unwrap_or(0), "{answers:?}");
    }
    let rule = article(&verdict.service);
    let agrees = verdict.named().iter().any(|family| rule.answer.allows(*family));
    let said = disagreement(&rule, verdict);
    assert_eq!(said.is_none(), agrees, "{answers:?}");
    assert!(said.is_none_or(|said| !said.contains("by .") && !said.contains(":  ")), "{answers:?}");
}
