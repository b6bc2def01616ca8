//! The rules as data, for others to audit or reuse: `model.json`, which
//! `schemas/model.schema.json` describes.

use serde_json::{Map, Value, json};

use crate::facts::{self, EVIDENCE};
use crate::model::allowed::OFFERS;
use crate::model::article::{self, Signal};
use crate::model::asked::GUESSES;
use crate::model::condition::When;
use crate::model::criteria::CRITERIA;
use crate::model::criterion::{Criterion, Score};
use crate::model::flavour;
use crate::model::verdict::CLOSE_CALL;
use crate::model::veto::VETOES;
use crate::model::weights::GREATEST;
use crate::model::{Families, Family, QUESTIONS, Question};

/// The version of the shape.
const SHAPE: u32 = 1;

/// How a verdict follows from the tables, for whoever builds it again.
const STEPS: [&str; 7] = [
    "Go through the questions in order. A question keeps its answer if one of its asked_when conditions holds for the answers so far; otherwise it uses its default. vendor_images counts as yes only if a publisher that may be used has an image for the runtime.",
    "Apply every guess whose condition holds.",
    "A family is ruled out if a veto excludes it and one of the veto’s conditions holds.",
    "The weight of a criterion is base_weight plus every move whose condition holds, and at least 0. A weight set by the visitor replaces it.",
    "The score of a family is the score of its first row whose condition holds, plus every adjustment whose condition holds, limited to 0 to 100.",
    "The total of a family is the sum of weight × score. The remaining families are ranked by total, highest first; equal totals follow tie_order. Its points of 100 are the total divided by the sum of weights.",
    "The verdict is a close call if the first two are less than close_call_below points apart. It then names every family less than that behind the first.",
];

/// Everything that decides a verdict.
pub fn rules() -> Value {
    json!({
        "$schema": "model.schema.json",
        "shape": SHAPE,
        "facts_as_of": facts::as_of().to_string(),
        "scoring": {
            "steps": STEPS,
            "close_call_below": CLOSE_CALL,
            "tie_order": Family::TIE_ORDER.map(Family::token),
            "greatest_weight": GREATEST,
        },
        "families": Family::ALL.map(|family| json!({ "family": family.token(), "label": family.label() })),
        "questions": QUESTIONS.iter().map(question).collect::<Vec<_>>(),
        "guesses": GUESSES.iter().map(|guess| json!({
            "when": when(guess.when),
            "question": guess.question.get().name,
            "becomes": guess.question.get().options[usize::from(guess.becomes)].token,
            "why": guess.why,
        })).collect::<Vec<_>>(),
        "vetoes": VETOES.iter().map(|veto| json!({
            "veto": veto.id,
            "title": veto.title,
            "excludes": families(veto.excludes),
            "when": any(veto.when),
            "cause": veto.cause.get().name,
            "reason": veto.reason,
            "lifted_by": veto.lifted_by,
            "evidence": veto.evidence,
        })).collect::<Vec<_>>(),
        "criteria": CRITERIA.map(criterion),
        "flavours": flavour::all().map(|row| json!({
            "family": row.family.token(),
            "when": when(row.when),
            "image": row.image().reference,
            "publisher": OFFERS.iter().find(|offer| offer.image == row.image).map(|offer| offer.publisher().id),
            "why": row.why,
        })).collect::<Vec<_>>(),
        "article": {
            "development": signal(&article::DEVELOPMENT),
            "use": article::USE.iter().map(signal).collect::<Vec<_>>(),
            "skip": article::SKIP.iter().map(signal).collect::<Vec<_>>(),
        },
        "evidence": EVIDENCE.iter().map(|row| json!({
            "key": row.key, "title": row.title, "claim": row.claim, "source": row.source, "date": row.date.to_string(), "standing": row.standing,
        })).collect::<Vec<_>>(),
    })
}

fn question(question: &Question) -> Value {
    json!({
        "question": question.name,
        "key": question.key,
        "step": question.topic.token(),
        "asked_when": any(question.id.asked()),
        "ask": question.ask,
        "help": question.help,
        "answers": question.options.iter().map(|option| json!({ "answer": option.token, "label": option.label })).collect::<Vec<_>>(),
        "default": question.options[usize::from(question.default)].token,
        "evidence": question.evidence,
    })
}

fn criterion(criterion: &Criterion) -> Value {
    let scores: Map<String, Value> = Family::ALL
        .map(|family| (family.token().to_string(), criterion.scores.of(family).iter().map(score).collect()))
        .into_iter()
        .collect();
    json!({
        "criterion": criterion.name,
        "label": criterion.label,
        "about": criterion.about,
        "base_weight": criterion.base_weight,
        "moves": criterion.moves.iter().map(|row| json!({ "when": when(row.when), "by": row.by, "why": row.why })).collect::<Vec<_>>(),
        "scores": scores,
        "adjustments": criterion.adjustments.iter().map(|row| json!({
            "families": families(row.families), "when": when(row.when), "by": row.by, "why": row.why,
        })).collect::<Vec<_>>(),
        "evidence": criterion.evidence,
    })
}

fn score(row: &Score) -> Value {
    json!({ "when": when(row.when), "score": row.value, "why": row.why })
}

fn signal(signal: &Signal) -> Value {
    json!({ "signal": signal.name, "when": any(signal.when) })
}

fn families(set: Families) -> Vec<&'static str> {
    Family::ALL.into_iter().filter(|family| set.has(*family)).map(Family::token).collect()
}

fn any(conditions: &[When]) -> Vec<Value> {
    conditions.iter().map(|condition| when(*condition)).collect()
}

/// A condition as an object: question to accepted answers, all of which must hold.
fn when(condition: When) -> Value {
    let tests = condition.0.iter().map(|test| {
        let options = test.question.get().options.iter().enumerate();
        let accepted: Vec<_> = options.filter(|(at, _)| test.accepted >> at & 1 == 1).map(|(_, option)| option.token).collect();
        (test.question.get().name.to_string(), json!(accepted))
    });
    Value::Object(tests.collect())
}
