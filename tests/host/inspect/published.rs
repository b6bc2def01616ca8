//! Inspections as data: as the schema says, and as SARIF.

use std::collections::HashSet;

use container_diet::facts::{self, evidence};
use container_diet::inspect::review::rules;
use container_diet::inspect::{Inspection, NATIVES, Project, READERS, inspect};
use container_diet::link;
use container_diet::publish::{inspection, sarif};
use serde_json::{Value, json};

use super::{cases, project};
use crate::tools::{run, write_all};

fn inspected() -> Vec<Inspection> {
    let (projects, files) = (cases("projects"), cases("dockerfiles"));
    let all = projects.iter().map(super::Case::project).chain(files.iter().map(|case| project(&case.files)));
    all.chain([Project::new()]).map(|project| inspect(&project, facts::as_of())).collect()
}

/// Each with the way over from its Dockerfile.
fn records() -> Vec<Value> {
    let (projects, files) = (cases("projects"), cases("dockerfiles"));
    let all = projects.iter().map(super::Case::project).chain(files.iter().map(|case| project(&case.files))).chain([Project::new()]);
    all.map(|project| {
        let all = inspect(&project, facts::as_of());
        let link = format!("#{}", link::write(&all.decision.state, &all.decision.verdict));
        inspection::record(&all, all.over(&project).as_ref(), &link)
    })
    .collect()
}

#[test]
fn every_inspection_is_as_its_schema_says() {
    let schema = "src/publish/schemas/inspection.schema.json";
    let records = records();
    let texts: Vec<String> = records.iter().map(Value::to_string).collect();
    run("check-jsonschema", &["--schemafile", schema], &write_all("inspections", "json", &texts)).unwrap_or_else(|said| panic!("{said}"));
    let mut broken = records[0].clone();
    broken["base"] = json!("windows");
    assert!(run("check-jsonschema", &["--schemafile", schema], &write_all("broken-inspection", "json", [&broken.to_string()])).is_err());
}

/// A link that is made of what was read opens to it.
#[test]
fn the_link_of_an_inspection_opens_to_it() {
    for all in inspected() {
        let opened = link::read(&link::write(&all.decision.state, &all.decision.verdict));
        assert_eq!((opened.state, opened.problems), (all.decision.state, Vec::new()));
    }
}

/// The schema of SARIF 2.1.0, as @microsoft/sarif-multitool-linux 5.7.0 (MIT) has it.
const SARIF: &str = "tests/host/inspect/sarif-2.1.0.json";

#[test]
fn sarif_is_as_its_schema_says() {
    let texts: Vec<String> = inspected().iter().map(|all| sarif::sarif(&all.reviews).to_string()).collect();
    run("check-jsonschema", &["--schemafile", SARIF], &write_all("sarif", "json", &texts)).unwrap_or_else(|said| panic!("{said}"));
    let mut broken = sarif::sarif(&[]);
    broken["runs"][0]["tool"] = json!({});
    assert!(run("check-jsonschema", &["--schemafile", SARIF], &write_all("broken-sarif", "json", [&broken.to_string()])).is_err());
}

/// The places that its readers look at.
#[test]
fn sarif_is_as_code_scanning_reads_it() {
    let all = inspected();
    let mut seen = 0;
    for one in &all {
        let document = sarif::sarif(&one.reviews);
        assert_eq!(document["version"], "2.1.0");
        let run = &document["runs"][0];
        let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
        let notes = &run["invocations"][0]["toolExecutionNotifications"];
        for result in run["results"].as_array().expect("results").iter().chain(notes.as_array().expect("notifications")) {
            let level = result["level"].as_str().expect("a level");
            assert!(["note", "warning", "error"].contains(&level), "{level}");
            assert!(result["message"]["text"].as_str().is_some_and(|text| text.ends_with('.') && !text.contains('\n')), "{result}");
            let place = &result["locations"][0]["physicalLocation"];
            assert!(place["region"]["startLine"].as_u64().is_some_and(|line| line > 0), "{result}");
            let path = place["artifactLocation"]["uri"].as_str().expect("an address");
            assert!(!path.starts_with('/') && !path.contains(' '), "{path}");
            if let Some(at) = result["ruleIndex"].as_u64() {
                assert_eq!(rules[at as usize]["id"], result["ruleId"]);
                seen += 1;
            }
        }
        for rule in rules {
            assert!(rule["help"]["text"].is_string() && rule["fullDescription"]["text"].is_string(), "{rule}");
        }
    }
    assert!(seen > 40, "{seen}");
}

#[test]
fn tables_are_complete() {
    let mut names = HashSet::new();
    for rule in rules() {
        assert!(names.insert(rule.name), "{} is there twice", rule.name);
        assert!(rule.name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'), "{}", rule.name);
        assert!(rule.instead.ends_with('.') && !rule.title.ends_with('.'), "{}", rule.name);
        assert!(rule.evidence.is_none_or(|key| evidence(key).is_some()), "{}: {:?} is no evidence", rule.name, rule.evidence);
    }
    let mut rows = HashSet::new();
    for row in NATIVES {
        assert!(rows.insert((format!("{:?}", row.ecosystem), row.name)), "{} is there twice", row.name);
        assert!(!row.why.ends_with('.') && !row.origin.source.is_empty(), "{}", row.name);
        assert!(row.origin.date.is_none_or(|day| facts::Date::parse(day).is_some()), "{}", row.name);
    }
    assert!(READERS.len() > 25 && READERS.iter().all(|reader| !reader.name.is_empty()));
}
