//! What holds for every verdict.

use std::collections::HashSet;

use container_diet::model::article::{article, disagreement};
use container_diet::model::criterion::CRITERIA;
use container_diet::model::explain::{differences, parts, readout};
use container_diet::model::flavour::{FLAVOURS, flavour};
use container_diet::model::questions::GUESSES;
use container_diet::model::tipping::tipping;
use container_diet::model::verdict::CLOSE_CALL;
use container_diet::model::veto::VETOES;
use container_diet::model::weights::GREATEST;
use container_diet::model::{Family, Outcome, QUESTIONS, Verdict, Weights, decide, decide_with};

use crate::space::{neighbours, sample};

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
        assert_eq!(verdict.is_close_call(), apart < CLOSE_CALL * verdict.weight_sum());
        assert_eq!(matches!(verdict.outcome(), Outcome::CloseCall(..)), verdict.is_close_call());
        for family in verdict.ranking() {
            let behind = verdict.total(verdict.winner()) - verdict.total(*family);
            assert_eq!(verdict.named().contains(family), behind < CLOSE_CALL * verdict.weight_sum(), "{family:?}");
        }
        // What is printed agrees with what was decided: 2.96 is not 3.0.
        let tenths = verdict.margin().map_or(0, |margin| margin.tenths());
        assert_eq!(tenths < 10 * CLOSE_CALL, verdict.is_close_call());
        assert!(differences(verdict, verdict.winner(), rival).len() <= 2);
    }
}

#[test]
fn an_answer_that_is_not_asked_changes_nothing() {
    for answers in sample(5_000) {
        let verdict = decide(&answers);
        for (question, changed) in neighbours(answers) {
            if !answers.asks(question) {
                assert_eq!(decide(&changed), verdict, "{question:?} is not asked and must not matter");
            }
        }
    }
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
    assert_eq!(flavours.len(), FLAVOURS.len(), "every flavour is used somewhere");
    for criterion in CRITERIA {
        for row in Family::ALL.iter().flat_map(|family| criterion.scores.of(*family)) {
            assert!(scores.contains(&std::ptr::from_ref(row)), "{}: never used: {}", criterion.name, row.why);
        }
    }
    assert_eq!(moves.len(), all(|criterion| criterion.moves.len()), "every weight is moved somewhere");
    assert_eq!(adjustments.len(), all(|criterion| criterion.adjustments.len()), "every adjustment is used somewhere");
}

#[test]
fn every_question_flips_something() {
    let mut idle: HashSet<_> = QUESTIONS.iter().map(|question| question.name).collect();
    for answers in sample(20_000) {
        let winner = decide(&answers).winner();
        for (question, changed) in neighbours(answers) {
            if idle.contains(question.get().name) && decide(&changed).winner() != winner {
                idle.remove(question.get().name);
            }
        }
    }
    assert!(idle.is_empty(), "never decide anything: {idle:?}");
}

#[test]
fn conditions_and_guesses_look_only_at_earlier_questions() {
    for question in &QUESTIONS {
        for test in question.asked.iter().flat_map(|when| when.0) {
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
fn the_readout_names_the_image_and_says_close_calls_aloud() {
    for answers in sample(2_000) {
        let verdict = decide(&answers);
        let text = readout(&verdict);
        assert!(text.contains(flavour(&verdict.service, verdict.winner()).image().reference), "{text}");
        assert_eq!(text.contains("close call"), verdict.is_close_call(), "{text}");
        for family in verdict.named() {
            assert!(text.contains(family.label()) && text.contains(flavour(&verdict.service, *family).image().reference), "{text}");
        }
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
fn a_verdict_is_a_function_of_answers_and_weights_alone() {
    let set = (0..CRITERIA.len()).fold(Weights::OWN, |set, criterion| set.with(criterion, Some(criterion as u8 * 3)));
    for answers in sample(2_000) {
        let here = (decide(&answers), decide_with(&answers, &set));
        let there = std::thread::spawn(move || (decide(&answers), decide_with(&answers, &set))).join().expect("the thread ends");
        assert_eq!(here, there);
        check(&here.1);
    }
}

#[test]
fn tipping_weights_are_where_totals_meet() {
    for answers in sample(5_000) {
        let verdict = decide(&answers);
        let winner = verdict.winner();
        for &rival in verdict.ranking().iter().skip(1) {
            for (at, tie) in tipping(&verdict, rival).iter().enumerate() {
                let difference = |at: usize| i128::from(verdict.scores(winner)[at]) - i128::from(verdict.scores(rival)[at]);
                let others: i128 = (0..CRITERIA.len())
                    .filter(|other| *other != at)
                    .map(|other| i128::from(verdict.weights()[other]) * difference(other))
                    .sum();
                match tie {
                    // others + w·d = 0 with w = tie.0 / tie.1, exactly.
                    Some(tie) => {
                        assert_eq!(others * i128::from(tie.tie.1) + i128::from(tie.tie.0) * difference(at), 0);
                        let above = u128::from(tie.tie.0 / tie.tie.1 + 1);
                        let lead = others + above as i128 * difference(at);
                        assert_eq!(lead < 0, tie.rival_above, "{winner:?} {rival:?}");
                        // The weight that is shown is the first at which the rival leads.
                        let leads = |weight: u8| others + i128::from(weight) * difference(at) < 0;
                        let expected = if tie.rival_above {
                            (0..=GREATEST).find(|weight| leads(*weight))
                        } else {
                            (0..=GREATEST).rev().find(|weight| leads(*weight))
                        };
                        assert_eq!(tie.rival_leads_at(), expected, "{winner:?} {rival:?} {tie:?}");
                    }
                    // No weight from nothing to far beyond the greatest makes them meet.
                    None => {
                        let leads = [0, 1_000_000].map(|weight| others + weight * difference(at));
                        assert!(
                            leads.iter().all(|lead| *lead > 0) || leads.iter().all(|lead| *lead < 0) || leads[0] == leads[1],
                            "{winner:?} {rival:?} {leads:?}"
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn a_disagreement_always_has_its_reason() {
    for answers in sample(50_000) {
        let verdict = decide(&answers);
        let rule = article(&decide(&answers).service);
        let agrees = verdict.named().iter().any(|family| rule.answer.allows(*family));
        let said = disagreement(&rule, &verdict);
        assert_eq!(said.is_none(), agrees, "{answers:?}");
        if let Some(said) = said {
            assert!(!said.contains("by .") && !said.contains(":  "), "{said}");
        }
    }
}
