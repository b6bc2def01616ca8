//! What is published beside the page: its rules and facts as data, and pages of
//! text. Host only.
//!
//! A release build writes all of it into `dist/`. What is generated `make golden`
//! also writes to `tests/golden/publish/`, where a change is read as a diff; the
//! schemas are written by hand, in `schemas/`.

pub mod catalogue;
pub mod evidence;
pub mod html;
pub mod inspection;
pub mod model;
pub mod myths;
pub mod packages;
mod publishers;
pub mod rule;
pub mod sarif;
pub mod verdict;

use serde_json::Value;

/// A file that is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// The name under which the page links to it.
    pub name: &'static str,
    /// What the file contains.
    pub text: String,
}

/// What describes the data, each under the name by which the data names it.
static SCHEMAS: [(&str, &str); 4] = [
    ("facts.schema.json", include_str!("publish/schemas/facts.schema.json")),
    ("inspection.schema.json", include_str!("publish/schemas/inspection.schema.json")),
    ("model.schema.json", include_str!("publish/schemas/model.schema.json")),
    ("verdict.schema.json", include_str!("publish/schemas/verdict.schema.json")),
];

/// Every file that is published.
pub fn files() -> Vec<File> {
    let schemas = SCHEMAS.iter().map(|(name, text)| File { name, text: (*text).into() });
    generated().into_iter().chain(schemas).collect()
}

/// Those that follow from the tables.
pub fn generated() -> Vec<File> {
    let data = |name, data: &Value| File { name, text: format!("{data:#}\n") };
    let page = |name, text| File { name, text };
    vec![
        data("model.json", &model::rules()),
        data("facts.json", &catalogue::data()),
        page("rule.html", rule::page()),
        page("evidence.html", evidence::page()),
        page("catalogue.html", catalogue::page()),
        page("myths.html", myths::page()),
        page("packages.html", packages::page()),
    ]
}
