//! What was found in a project, as data: `container-diet inspect --json`, which
//! `schemas/inspection.schema.json` describes.

use serde_json::{Value, json};

use crate::facts;
use crate::inspect::review::{Finding, Review};
use crate::inspect::{Evidence, Found, Inspection, Over, Subject, Unit};
use crate::model::Family;
use crate::model::explain::readout;
use crate::model::questions::{Answer, Runtime};

/// The version of the shape.
const SHAPE: u32 = 1;

/// All that was found, with the way from the Dockerfile that is there, and the link that opens it on the page.
pub fn record(all: &Inspection, over: Option<&Over>, link: &str) -> Value {
    let decision = &all.decision;
    json!({
        "$schema": "inspection.schema.json",
        "shape": SHAPE,
        "facts_as_of": facts::as_of().to_string(),
        "service": all.unit.as_ref().map(unit),
        "others": all.others.iter().map(unit).collect::<Vec<_>>(),
        "found": all.taken.iter().map(found).collect::<Vec<_>>(),
        "contradictions": all.contradictions.iter().map(|one| json!({
            "key": one.subject.key(),
            "taken": one.found.first().map(|found| found.value.as_str()),
            "found": one.found.iter().map(found).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "notes": all.notes.iter().map(|(at, text)| json!({ "at": evidence(at), "text": text })).collect::<Vec<_>>(),
        "problems": all.problems,
        "base": decision.base.token(),
        "image": decision.plan.image.reference,
        "readout": readout(&decision.verdict, &decision.images),
        "link": link,
        "ask": all.left.asks.iter().map(|ask| json!({
            "key": ask.question.get().key,
            "question": ask.question.get().ask,
            "assumed": ask.question.get().options[usize::from(ask.assumed)].token,
            "leads": ask.leads.iter().map(|(index, look)| json!({
                "answer": ask.question.get().options[usize::from(*index)].token,
                "base": look.winner.token(),
            })).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "assumed": all.left.assumed.iter().map(|(question, index)| json!({
            "key": question.get().key,
            "answer": question.get().options[usize::from(*index)].token,
        })).collect::<Vec<_>>(),
        "reviews": all.reviews.iter().map(review).collect::<Vec<_>>(),
        "way_over": over.map(way_over),
    })
}

/// Without the files themselves: whoever wants them has both.
fn way_over(over: &Over) -> Value {
    json!({
        "path": over.path,
        "lost": over.lost.iter().map(|lost| json!({
            "line": lost.line,
            "what": lost.what,
            "setting": lost.setting.map(|setting| setting.get().key),
        })).collect::<Vec<_>>(),
        "base": over.base.map(Family::token),
        "on_call": over.on_call.iter().map(|shift| json!({
            "verb": shift.verb,
            "before": shift.before.label(),
            "after": shift.after.label(),
            "why": shift.why,
        })).collect::<Vec<_>>(),
    })
}

fn unit(unit: &Unit) -> Value {
    let token = Runtime::QUESTION.get().options[usize::from(unit.runtime.index())].token;
    json!({ "folder": unit.folder, "runtime": token, "manifest": unit.manifest })
}

fn evidence(at: &Evidence) -> Value {
    json!({ "path": at.path, "line": (at.line > 0).then_some(at.line) })
}

fn found(found: &Found) -> Value {
    let kind = match found.subject {
        Subject::Question(_) => "answer",
        Subject::Setting(_) => "setting",
    };
    json!({
        "kind": kind,
        "key": found.subject.key(),
        "value": found.value,
        "at": evidence(&found.evidence),
        "sure": found.sure.token(),
        "why": found.why,
    })
}

fn review(review: &Review) -> Value {
    json!({
        "path": review.path,
        "stopped": review.problem.as_ref().map(|(line, why)| json!({ "line": line, "why": why })),
        "findings": review.findings.iter().map(finding).collect::<Vec<_>>(),
    })
}

fn finding(finding: &Finding) -> Value {
    let rule = finding.rule;
    json!({
        "rule": rule.name,
        "level": rule.level.token(),
        "line": finding.line,
        "title": rule.title,
        "why": finding.why,
        "instead": rule.instead,
        "evidence": rule.evidence,
        "hadolint": rule.hadolint,
    })
}
