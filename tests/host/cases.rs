//! Worked services with the base they must lead to, from `cases.json`.
//!
//! Points, flips and the article's answer are those of an independent
//! calculation, so a slip in a weight or a score shows here even where the
//! winner stays. Where the model has since been changed, `deviation` says so.

use std::collections::BTreeMap;

use container_diet::link;
use container_diet::model::article::article;
use container_diet::model::flips::flips;
use container_diet::model::questions::{Environment, Runtime};
use container_diet::model::{Family, Verdict, Weights, decide};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    /// As in a link.
    answers: String,
    expected: String,
    acceptable: Vec<String>,
    must_not: Vec<String>,
    /// Of 100, by family.
    points: BTreeMap<String, f64>,
    /// By family.
    vetoes: BTreeMap<String, Vec<String>>,
    flips: Vec<String>,
    /// Flips that the model has gained since that calculation, and why.
    #[serde(default)]
    flips_since: BTreeMap<String, String>,
    article: CaseArticle,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseArticle {
    answer: String,
    for_it: Vec<String>,
    against_it: Vec<String>,
}

/// How far the model has moved from that calculation, in weight times score.
///
/// The published sizes have Google's Node.js and Java images below Alpine's,
/// so size pressure must not hurt them against Alpine: their size score is
/// Alpine's 85 where the calculation has 80.
fn deviation(verdict: &Verdict, family: Family) -> u32 {
    const SIZE: usize = 4;
    let smaller_than_alpine = verdict.service.is(Runtime::Node) || verdict.service.is(Runtime::Java);
    if family == Family::Distroless && smaller_than_alpine { 5 * verdict.weights()[SIZE] } else { 0 }
}

#[track_caller]
fn check(case: &Case) {
    let link::Opened { state, .. } = link::read(&case.answers);
    let verdict = decide(&state.answers);
    let winner = verdict.winner().token();
    let name = &case.name;

    assert!(winner == case.expected || case.acceptable.iter().any(|other| other == winner), "{name}: {winner}, expected {}", case.expected);
    assert!(!case.must_not.iter().any(|other| other == winner), "{name}: must not be {winner}");

    for family in Family::ALL {
        let token = family.token();
        let expected = case.vetoes.get(token).cloned().unwrap_or_default();
        let fired: Vec<_> = verdict.vetoes(family).map(|veto| veto.id).collect();
        assert_eq!(fired, expected, "{name}: vetoes of {token}");
    }
    // On a developer's machine nothing is weighed: one base is left.
    let weighed = if verdict.service.is(Environment::Development) { &[] } else { verdict.ranking() };
    for family in weighed {
        // Equal to a tenth, whichever way a half was rounded.
        let total = 20 * (verdict.total(*family) - deviation(&verdict, *family));
        let apart = total.abs_diff((case.points[family.token()] * 10.0).round() as u32 * 2 * verdict.weight_sum());
        assert!(apart <= verdict.weight_sum(), "{name}: {} has {} points", family.token(), verdict.points(*family));
    }

    let mut found: Vec<String> = flips(&state.answers, &Weights::DEFAULT)
        .iter()
        .map(|flip| {
            let question = flip.question.get();
            format!("{}={} -> {}", question.name, question.options[usize::from(flip.index)].token, flip.then.winner.token())
        })
        .collect();
    let mut expected: Vec<String> = case.flips.iter().chain(case.flips_since.keys()).cloned().collect();
    found.sort();
    expected.sort();
    assert_eq!(found, expected, "{name}: flips");

    let article = article(&verdict.service);
    assert_eq!(article.answer.token().replace('_', " "), case.article.answer, "{name}: the article's answer");
    assert_eq!(article.for_it, case.article.for_it, "{name}: what the article has for it");
    assert_eq!(article.against_it, case.article.against_it, "{name}: what the article has against it");
}

#[test]
fn every_worked_service_gets_its_base() {
    let cases: Vec<Case> = serde_json::from_str(include_str!("cases.json")).expect("cases.json is as Case says");
    assert_eq!(cases.len(), 22);
    cases.iter().for_each(check);
}
