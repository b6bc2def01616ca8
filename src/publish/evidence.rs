//! The evidence as a page of its own, `evidence.html`, so that the explorer can
//! point at each piece of it.

use super::html::{document, escaped, linked};
use crate::facts::{EVIDENCE, MYTHS};
use crate::model::QuestionId;
use crate::model::criteria::CRITERIA;
use crate::model::veto::VETOES;
use crate::runbook;

/// The page: what is claimed, where that is written, and what uses it.
pub fn page() -> String {
    let quoted = |title: &str| format!("“{}”", escaped(title));
    let of_runbook = runbook::evidence();
    let used = |key: &str| {
        let questions = QuestionId::ALL.iter().filter(|id| id.get().evidence.contains(&key)).map(|id| quoted(id.get().ask));
        let vetoes = VETOES.iter().filter(|veto| veto.evidence.contains(&key)).map(|veto| quoted(veto.title));
        let criteria = CRITERIA.iter().filter(|criterion| criterion.evidence.contains(&key)).map(|criterion| criterion.label.to_string());
        let myths = MYTHS.iter().filter(|myth| myth.evidence.contains(&key)).map(|myth| quoted(myth.title));
        let runbook = of_runbook.contains(key).then(|| "the runbook".to_string());
        let all = questions.chain(vetoes).chain(criteria).chain(myths).chain(runbook).collect::<Vec<_>>().join(", ");
        if all.is_empty() { all } else { format!(" Used by: {all}.") }
    };
    let rows: String = EVIDENCE
        .iter()
        .map(|row| {
            format!(
                "      <dt id=\"{}\">{}</dt>\n      <dd>{} <small>{}; {}; {}.{}</small></dd>\n",
                row.key,
                escaped(row.title),
                escaped(row.claim),
                linked(row.source),
                row.date,
                row.standing,
                used(row.key)
            )
        })
        .collect();
    let intro = "      <p>Weights and scores are our judgement. This page lists the evidence behind them. \
                 See also <a href=\"./\">the explorer</a>, <a href=\"rule.html\">the rules in words</a>, \
                 <a href=\"model.json\">all rules as data</a> and <a href=\"myths.html\">common myths</a>.</p>\n";
    document("Evidence for the rules", &format!("{intro}      <dl>\n{rows}      </dl>\n"))
}
