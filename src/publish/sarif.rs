//! Findings as SARIF 2.1.0, which code scanning of GitHub and others reads.

use serde_json::{Value, json};

use crate::facts::evidence;
use crate::inspect::review::{Review, Rule, rules};

/// Where the schema of the format lies.
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The findings of all files as one run.
pub fn sarif(reviews: &[Review]) -> Value {
    let rules: Vec<&Rule> = rules().collect();
    let at = |rule: &Rule| rules.iter().position(|own| own.name == rule.name);
    let results = reviews.iter().flat_map(|review| {
        review.findings.iter().map(|finding| {
            json!({
                "ruleId": finding.rule.name,
                "ruleIndex": at(finding.rule),
                "level": finding.rule.level.token(),
                "message": { "text": format!("{}. {} Instead: {}", finding.rule.title, finding.why, finding.rule.instead) },
                "locations": [place(&review.path, finding.line)],
            })
        })
    });
    // A file that could not be read to its end is no finding, and is said all the same.
    let stopped = reviews.iter().filter_map(|review| {
        let (line, why) = review.problem.as_ref()?;
        Some(json!({
            "level": "error",
            "message": { "text": format!("Read only up to here: {why}.") },
            "locations": [place(&review.path, *line)],
        }))
    });
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "container-diet",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.iter().map(|rule| described(rule)).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": results.collect::<Vec<_>>(),
            "invocations": [{ "executionSuccessful": true, "toolExecutionNotifications": stopped.collect::<Vec<_>>() }],
        }],
    })
}

fn place(path: &str, line: u32) -> Value {
    json!({ "physicalLocation": {
        "artifactLocation": { "uri": address(path), "uriBaseId": "%SRCROOT%" },
        "region": { "startLine": line.max(1) },
    } })
}

/// A path as an address takes it: letters that mean something there are escaped.
fn address(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    path.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

fn described(rule: &Rule) -> Value {
    let source =
        rule.evidence.and_then(evidence).map_or_else(String::new, |evidence| format!(" {} Source: {}", evidence.claim, evidence.source));
    let also = rule.hadolint.map_or_else(String::new, |names| format!(" hadolint: {names}."));
    json!({
        "id": rule.name,
        "shortDescription": { "text": rule.title },
        "fullDescription": { "text": format!("{}.{source}", rule.title) },
        "help": { "text": format!("Instead: {}{also}", rule.instead) },
        "defaultConfiguration": { "level": rule.level.token() },
    })
}
