//! What holds for every verdict.

use std::collections::HashSet;

use container_diet::facts::listed;
use container_diet::model::asked::GUESSES;
use container_diet::model::criteria::CRITERIA;
use container_diet::model::explain::{behind, differences, parts};
use container_diet::model::flavour::{self, flavour};
use container_diet::model::verdict::CLOSE_CALL;
use container_diet::model::veto::VETOES;
use container_diet::model::{Allowed, Family, Outcome, QUESTIONS, Verdict, Weights, decide, decide_with};

use crate::space::sample;

const SAMPLES: usize = 200_000;

#[test]
fn holds_for_every_sampled_service() {
    for answers in sample(SAMPLES) {
        check(&decide(&answers));
    }
}

#[track_caller]
fn check(verdict: &Verdict) {
    assert!(!verdict.ranking().is_empty(), "a family always survives");
    assert_eq!(verdict.ranking().len() + verdict.excluded().len(), Family::ALL.len());
    assert!(verdict.ranking().iter().all(|family| !verdict.is_vetoed(*family)), "a vetoed family never ranks");
    assert!(verdict.excluded().iter().all(|family| verdict.is_vetoed(*family)), "only vetoes exclude");

    // Falling totals; equal ones in the stated order.
    let place = |family: &Family| Family::TIE_ORDER.iter().position(|other| other == family);
    for pair in verdict.ranking().windows(2) {
        let (first, second) = (verdict.total(pair[0]), verdict.total(pair[1]));
        assert!(first > second || first == second && place(&pair[0]) < place(&pair[1]), "{pair:?}");
    }

    for family in Family::ALL {
        let parts = parts(verdict, family);
        assert_eq!(parts.iter().map(|part| part.total).sum::<u32>(), verdict.total(family), "the parts sum to the total");
        assert!(parts.iter().all(|part| part.row.is_some()), "every score comes from a row");
        assert!(verdict.points(family).tenths() <= 1000);
    }
    if let Some(rival) = verdict.runner_up() {
        let apart = verdict.total(verdict.winner()) - verdict.total(rival);
        let close = matches!(verdict.outcome(), Outcome::CloseCall(..));
        assert_eq!(close, apart < (CLOSE_CALL * verdict.weight_sum()).max(1));
        for family in verdict.ranking() {
            let behind = verdict.total(verdict.winner()) - verdict.total(*family);
            assert_eq!(verdict.named().contains(family), behind < (CLOSE_CALL * verdict.weight_sum()).max(1), "{family:?}");
        }
        // What is printed agrees with what was decided: 2.96 is not 3.0.
        let tenths = verdict.margin().map_or(0, |margin| margin.tenths());
        assert_eq!(tenths < 10 * CLOSE_CALL, close);
        assert!(differences(verdict, verdict.winner(), rival).len() <= 2);
        // The same number beside the base as in the sentence, and the criterion that the sentence begins with.
        let said = behind(verdict, rival).expect("a rival is behind");
        let first = differences(verdict, verdict.winner(), rival).first().map(|one| one.criterion.label.to_ascii_lowercase());
        let begin = format!(
            "{} points behind{}",
            verdict.margin().expect("there is a rival"),
            first.map_or(String::new(), |first| format!(": {first} "))
        );
        assert!(said.starts_with(&begin), "{said}: {begin}");
    }
    let none = verdict.excluded().iter().chain([&verdict.winner()]).find_map(|family| behind(verdict, *family));
    assert_eq!(none, None, "of a base that is out, the reasons are given");
}

#[test]
fn every_row_of_every_table_is_reached() {
    let mut vetoes = HashSet::new();
    let mut flavours = HashSet::new();
    let mut winners = HashSet::new();
    let mut scores = HashSet::new();
    let mut moves = HashSet::new();
    let mut adjustments = HashSet::new();
    for answers in sample(SAMPLES) {
        let verdict = decide(&answers);
        winners.insert(verdict.winner());
        for family in Family::ALL {
            vetoes.extend(verdict.vetoes(family).map(|veto| veto.id));
            flavours.insert(std::ptr::from_ref(flavour(&verdict.service, family)));
            // Whoever alone may be used.
            let only = listed().map(|publisher| answers.allowing(Allowed::NOBODY.with(publisher, true)).service());
            flavours.extend(only.map(|service| std::ptr::from_ref(flavour(&service, family))));
            for criterion in CRITERIA {
                scores.extend(criterion.score_row(&verdict.service, family).map(std::ptr::from_ref));
                moves.extend(criterion.moves(&verdict.service).map(std::ptr::from_ref));
                adjustments.extend(criterion.adjustments(&verdict.service, family).map(std::ptr::from_ref));
            }
        }
    }
    let all = |count: fn(&&container_diet::model::criterion::Criterion) -> usize| CRITERIA.iter().map(count).sum::<usize>();
    assert_eq!(winners.len(), Family::ALL.len(), "every family wins somewhere");
    assert_eq!(vetoes.len(), VETOES.len(), "every veto fires somewhere");
    assert_eq!(flavours.len(), flavour::all().count(), "every flavour is used somewhere");
    for criterion in CRITERIA {
        for row in Family::ALL.iter().flat_map(|family| criterion.scores.of(*family)) {
            assert!(scores.contains(&std::ptr::from_ref(row)), "{}: never used: {}", criterion.name, row.why);
        }
    }
    assert_eq!(moves.len(), all(|criterion| criterion.moves.len()), "every weight is moved somewhere");
    assert_eq!(adjustments.len(), all(|criterion| criterion.adjustments.len()), "every adjustment is used somewhere");
}

#[test]
fn conditions_and_guesses_look_only_at_earlier_questions() {
    for question in &QUESTIONS {
        for test in question.id.asked().iter().flat_map(|when| when.0) {
            assert!((test.question as u8) < question.id as u8, "{} looks at a later question", question.name);
        }
    }
    for guess in GUESSES {
        assert!(guess.when.0.iter().any(|test| test.question == guess.question), "a guess replaces an answer that it looks at");
        assert!(!guess.why.is_empty());
    }
}

#[test]
fn questions_have_unique_keys_and_tokens_that_fit_a_link() {
    let fits =
        |word: &str| !word.is_empty() && word.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_');
    let mut keys = HashSet::from(["v", "base", "w"]);
    for question in &QUESTIONS {
        assert!(keys.insert(question.key), "{} is used twice", question.key);
        assert!(fits(question.key), "{}", question.key);
        assert!(question.options.len() >= 2, "{}", question.name);
        let tokens: HashSet<_> = question.options.iter().map(|option| option.token).collect();
        assert_eq!(tokens.len(), question.options.len(), "{}: tokens differ", question.name);
        assert!(tokens.into_iter().all(fits), "{}", question.name);
        assert!(question.ask.ends_with('?') && question.help.ends_with('.'), "{}", question.name);
        assert!(!question.evidence.is_empty(), "{} says why it is asked", question.name);
    }
}

#[test]
fn a_verdict_allocates_nothing() {
    for answers in sample(1_000) {
        let allocated = allocation_counter::measure(|| {
            std::hint::black_box(decide(std::hint::black_box(&answers)));
        });
        assert_eq!(allocated.count_total, 0);
    }
}

#[test]
fn holds_with_moved_weights_too() {
    for (at, answers) in sample(20_000).enumerate() {
        let set = (0..CRITERIA.len()).fold(Weights::DEFAULT, |set, criterion| set.with(criterion, Some(((at >> criterion) % 21) as u8)));
        check(&decide_with(&answers, &set));
    }
}

/// Whoever adds up the points of the criteria, as they are shown, has those of the base.
#[test]
fn shown_points_add_up() {
    for (at, answers) in sample(2_000).enumerate() {
        let weights = Weights::DEFAULT.with(at % CRITERIA.len(), (at % 3 == 0).then_some((at % 21) as u8));
        let verdict = decide_with(&answers, &weights);
        for family in verdict.ranking() {
            let parts = parts(&verdict, *family);
            let sum: u32 = parts.iter().map(|part| part.points.tenths()).sum();
            assert_eq!(sum, verdict.points(*family).tenths());
            for part in &parts {
                let exact = f64::from(part.total) * 10.0 / f64::from(verdict.weight_sum().max(1));
                assert!((f64::from(part.points.tenths()) - exact).abs() < 1.0 && part.points <= part.possible, "{part:?}");
            }
        }
    }
}
