//! What is claimed of the model, proved over every complete set of answers.
//!
//! `make prove` runs this optimised and in parallel; `make test` calls it. For
//! each runtime all verdicts are put into a table; the claims are then checked
//! by looking at neighbours in it. What of the answers the verdict does not look
//! at is left out, and shown not to matter.

mod claims;
mod depends;
mod distinct;
mod lifts;
mod pace;
mod table;

use std::time::Instant;

use claims::Seen;
use container_diet::model::allowed::{OFFERS, Offer, offers};
use container_diet::model::flavour;
use container_diet::model::veto::VETOES;
use container_diet::model::{Family, QUESTIONS, QuestionId};
use cpu_time::ProcessTime;
use table::Table;

/// Flavours that are there to be compared with and never recommended. For plain
/// files nginx on Alpine has every advantage of nginx on Debian but some points
/// of debugging and upkeep, and no answers give those the weight to decide.
const NEVER_WINS: &[(Family, &str)] = &[(Family::Slim, "nginx-unprivileged")];

#[test]
fn the_claims_hold_for_every_complete_set_of_answers() {
    let (start, spent) = (Instant::now(), ProcessTime::now());
    let mut count = 0;
    let mut seen = Seen::default();
    for runtime in 0..QuestionId::Runtime.get().options.len() as u8 {
        let table = Table::of(runtime);
        count += table.len();
        seen.add(&claims::check(&table));
    }
    let (spent, took) = (spent.elapsed(), start.elapsed().as_secs_f64());
    println!(
        "{count} complete sets of answers, {} distinct verdicts, proved in {took:.1} s ({:.1} s of processor time)",
        seen.distinct(),
        spent.as_secs_f64()
    );
    assert_eq!(seen.winners.count_ones() as usize, Family::ALL.len(), "every family wins somewhere");
    assert_eq!(seen.vetoes.count_ones() as usize, VETOES.len(), "every veto fires somewhere");
    for (at, flavour) in flavour::all().enumerate() {
        let wins = seen.flavours >> at & 1 == 1;
        // Of publishers the preferred one is walked: the others lead to the same verdicts.
        let preferred = |offer: &&Offer| offers(offer.runtime as u8).next() == Some(*offer);
        let is_another = OFFERS.iter().any(|offer| offer.image == flavour.image && !preferred(&offer));
        let never = is_another || NEVER_WINS.contains(&(flavour.family, flavour.image));
        assert_ne!(wins, never, "{:?} as {}: wins {wins}, expected {}", flavour.family, flavour.image, !never);
    }
    let looked_at = depends::verdict();
    for question in QUESTIONS.iter().filter(|question| question.id != QuestionId::Runtime && looked_at.contains(&question.id)) {
        assert!(seen.flipping >> question.id as u32 & 1 == 1, "{} never matters", question.name);
    }
    // What runs inside is given and never varied by flips; it matters all the same.
    assert!(seen.winners_differ_by_runtime(), "runtime never matters");
    // Last, so that whatever it says of the pace, the claims were checked.
    pace::check(count, spent);
}
