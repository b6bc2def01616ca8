//! A verdict with everything that explains it, as data.
//!
//! `schemas/verdict.schema.json` describes it; `container-diet explain LINK`
//! prints it.

use serde_json::{Map, Value, json};

use crate::decision::State;
use crate::facts::{self, Evidence};
use crate::model::article::{article, disagreement};
use crate::model::criteria::CRITERIA;
use crate::model::criterion::Criterion;
use crate::model::explain::{Difference, Part, differences, parts, readout};
use crate::model::flavour::{Images, flavour};
use crate::model::flips::{Look, NewAnswers, flips, lift};
use crate::model::tipping::{Tipping, tipping};
use crate::model::verdict::{Outcome, Points};
use crate::model::{Answers, Family, QUESTIONS, Question, QuestionId, Verdict};

/// The version of the shape.
const SHAPE: u32 = 1;

/// What the model says of a state, and why. `verdict` is the state’s.
pub fn record(state: &State, verdict: &Verdict) -> Value {
    let answers = &state.answers;
    let set = &verdict.set;
    json!({
        "$schema": "verdict.schema.json",
        "shape": SHAPE,
        "facts_as_of": facts::as_of().to_string(),
        "answers": given(state, verdict),
        "weights_set": CRITERIA.iter().enumerate().filter_map(|(at, criterion)| Some((criterion.name.to_string(), json!(set.get(at)?))))
            .collect::<Map<_, _>>(),
        "outcome": match verdict.outcome() {
            Outcome::OnlyOne(_) => "only_one",
            Outcome::Clear(_) => "clear",
            Outcome::CloseCall(_) => "close_call",
        },
        "named": verdict.named().iter().map(|family| family.token()).collect::<Vec<_>>(),
        "readout": readout(verdict, &Images::of(&verdict.service)),
        "margin": verdict.margin().map(points),
        "weight_sum": verdict.weight_sum(),
        "ranking": verdict.ranking().iter().map(|family| scored(verdict, *family)).collect::<Vec<_>>(),
        "excluded": verdict.excluded().iter().map(|family| excluded(answers, verdict, *family)).collect::<Vec<_>>(),
        "largest_differences": verdict.runner_up().map_or(Vec::new(), |rival| largest(verdict, rival)),
        "flips": flips(answers, set).iter().map(|flip| json!({ "change": change(flip.question, flip.index), "then": look(&flip.then) }))
            .collect::<Vec<_>>(),
        "tipping": verdict.ranking().iter().skip(1).map(|rival| tips(verdict, *rival)).collect::<Vec<_>>(),
        "article": rule_of_thumb(verdict),
    })
}

fn points(points: Points) -> Value {
    json!(f64::from(points.tenths()) / 10.0)
}

/// Each answer, whether it was asked for, where it comes from, and what it counted as.
fn given(state: &State, verdict: &Verdict) -> Value {
    let one = |question: &Question| {
        let counted = verdict.service.answers().choice(question.id).token;
        let asked = verdict.service.asks(question.id);
        let origin = state.origins.of(question.id).token();
        let answer = state.answers.choice(question.id).token;
        let mut said = json!({ "answer": answer, "asked": asked, "origin": origin, "counted_as": counted });
        if question.id == QuestionId::VendorImages {
            said["publishers"] = state.answers.allowed().iter().map(|publisher| publisher.id).collect();
        }
        (question.name.to_string(), said)
    };
    Value::Object(QUESTIONS.iter().map(one).collect())
}

fn scored(verdict: &Verdict, family: Family) -> Value {
    let row = flavour(&verdict.service, family);
    json!({
        "family": family.token(),
        "image": row.image().reference,
        "image_why": row.why,
        "total": verdict.total(family),
        "points": points(verdict.points(family)),
        "parts": parts(verdict, family).iter().map(part).collect::<Vec<_>>(),
    })
}

fn part(part: &Part<'_>) -> Value {
    json!({
        "criterion": part.criterion.name,
        "weight": {
            "value": part.weight,
            "set_by_visitor": part.weight_is_set,
            "base": part.criterion.base_weight,
            "moves": part.moves().map(|row| json!({ "by": row.by, "question": row.question.get().name, "why": row.why })).collect::<Vec<_>>(),
        },
        "score": {
            "value": part.score,
            "row": part.row.map(|row| json!({ "value": row.value, "why": row.why })),
            "adjustments": part.adjustments().map(|row| json!({ "by": row.by, "why": row.why })).collect::<Vec<_>>(),
        },
        "total": part.total,
        "points": points(part.points),
        "evidence": part.evidence().map(evidence).collect::<Vec<_>>(),
    })
}

fn evidence(row: &Evidence) -> Value {
    json!({ "key": row.key, "title": row.title, "claim": row.claim, "source": row.source, "date": row.date.to_string(), "standing": row.standing })
}

fn excluded(answers: &Answers, verdict: &Verdict, family: Family) -> Value {
    let lift = lift(answers, verdict, family);
    json!({
        "family": family.token(),
        "image": flavour(&verdict.service, family).image().reference,
        "vetoes": verdict.vetoes(family).map(|veto| json!({
            "veto": veto.id,
            "title": veto.title,
            "cause": veto.cause.get().name,
            "reason": veto.reason,
            "lifted_by": veto.lifted_by,
            "evidence": veto.evidence.iter().filter_map(|key| facts::evidence(key)).map(evidence).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "lift": lift.map(|lift| json!({ "changes": changes(&lift.changes), "then": look(&lift.then), "wins": lift.then.winner == family })),
    })
}

fn changes(all: &NewAnswers) -> Vec<Value> {
    all.iter().map(|(question, index)| change(*question, *index)).collect()
}

fn change(question: QuestionId, index: u8) -> Value {
    let question = question.get();
    json!({ "question": question.name, "answer": question.options[usize::from(index)].token })
}

fn look(look: &Look) -> Value {
    json!({ "winner": look.winner.token(), "named": look.named.iter().map(Family::token).collect::<Vec<_>>() })
}

fn largest(verdict: &Verdict, rival: Family) -> Vec<Value> {
    let winner = verdict.winner();
    let two = differences(verdict, winner, rival);
    let better = |total: i64| if total > 0 { winner } else { rival };
    let one =
        |row: &Difference| json!({ "criterion": row.criterion.name, "favours": better(row.total).token(), "points": points(row.points) });
    two.iter().map(one).collect()
}

/// For each criterion the weight at which the rival ties with the winner.
fn tips(verdict: &Verdict, rival: Family) -> Value {
    let ties = tipping(verdict, rival);
    let one = |(criterion, tie): (&&Criterion, Option<Tipping>)| {
        let tie = tie.map(|tie| {
            json!({
                "now": tie.now,
                "tie": { "numerator": tie.tie.0, "denominator": tie.tie.1 },
                "rival_leads": if tie.rival_above { "above" } else { "below" },
                "rival_leads_at": tie.rival_leads_at(),
            })
        });
        (criterion.name.to_string(), json!(tie))
    };
    json!({ "rival": rival.token(), "weights": CRITERIA.iter().zip(ties).map(one).collect::<Map<_, _>>() })
}

fn rule_of_thumb(verdict: &Verdict) -> Value {
    let rule = article(&verdict.service);
    json!({
        "answer": rule.answer.token(),
        "for_it": rule.for_it,
        "against_it": rule.against_it,
        "model_differs_because": disagreement(&rule, verdict),
    })
}
