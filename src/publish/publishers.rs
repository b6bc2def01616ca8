//! The publishers, as data and as a section of the catalogue.

use serde_json::{Value, json};

use super::html::escaped;
use crate::facts::{Citation, PUBLISHERS, Publisher, Statement};

const NOT_KNOWN: &str = "not known";

/// A publisher, as `facts.json` has it.
pub(super) fn record(row: &Publisher) -> Value {
    let about = row.about();
    let said = |it: Option<Statement>| it.map(|it| json!({ "text": it.text.text(), "source": it.source, "date": it.date.to_string() }));
    json!({
        "id": row.id, "name": row.name, "registry": row.registry, "account": row.account,
        "asked_for": row.listed,
        "names": about.names,
        "ended": said(about.ended),
        "terms": said(about.terms),
        "support": said(about.support),
        "tags": said(about.tags),
        "signed": said(about.signed),
        "has": about.has.iter().map(|has| json!({
            "runtime": has.runtime, "what": has.what.text(), "images": has.images, "not_used": has.not.map(Citation::text),
        })).collect::<Vec<_>>(),
    })
}

/// Who is asked for, who always may be used, and who ended.
pub(super) fn section() -> String {
    let rows: String = PUBLISHERS.iter().map(one).collect();
    format!("      <h2 id=\"publishers\">Publishers</h2>\n{rows}")
}

fn one(row: &Publisher) -> String {
    let about = row.about();
    let statement = |it: Option<Statement>| {
        it.map_or(NOT_KNOWN.into(), |it| format!("{} ({}, {})", escaped(it.text.text()), escaped(it.source), it.date))
    };
    let has: Vec<String> = about
        .has
        .iter()
        .map(|has| {
            let not = has.not.map_or("used".into(), |not| format!("not used: {}", escaped(not.text())));
            format!("<code>{}</code>: {} ({not})", has.runtime, escaped(has.what.text()))
        })
        .collect();
    let may = match (row.listed, about.ended) {
        (_, Some(ended)) => statement(Some(ended)),
        (true, None) => "if you say that you may".into(),
        (false, None) => "always".into(),
    };
    let cells = [
        ("Registry", format!("<code>{}</code>", row.registry)),
        ("Used", may),
        ("Before a pull", row.login.map_or("nothing".into(), escaped)),
        ("Terms", statement(about.terms)),
        ("Updates", statement(about.support)),
        ("Tags", statement(about.tags)),
        ("Signatures", statement(about.signed)),
        ("Runtimes", if has.is_empty() { "see its images".into() } else { has.join("; ") }),
    ];
    let cells: String =
        cells.iter().map(|(name, value)| format!("          <tr><th scope=\"row\">{name}</th><td>{value}</td></tr>\n")).collect();
    format!(
        "      <details class=\"row\">\n        <summary><h3>{1}</h3> <code>{2}</code></summary>\n        <table id=\"publisher-{0}\">\n        \
         <caption class=\"hidden\">{1}</caption>\n        <tbody>\n{cells}        </tbody>\n        </table>\n      </details>\n",
        row.id,
        escaped(row.name),
        row.registry
    )
}
