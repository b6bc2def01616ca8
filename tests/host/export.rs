//! The rules as data: up to date, as the schema says, and complete.

use std::collections::HashSet;
use std::process::Command;
use std::{env, fs};

use container_diet::facts::EVIDENCE;
use container_diet::model::criterion::CRITERIA;
use container_diet::model::export::{evidence_page, rules};
use container_diet::model::veto::VETOES;
use container_diet::model::{Answers, QUESTIONS, decide};

use crate::space::sample;

#[track_caller]
fn check(path: &str, text: &str) {
    if env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(path, text).expect("the file can be written");
    }
    assert!(fs::read_to_string(path).unwrap_or_default() == text, "{path} is not what the rules are now: `make golden` rewrites it");
}

#[test]
fn golden_files_of_the_rules_are_up_to_date() {
    check("public/model.json", &(serde_json::to_string_pretty(&rules()).expect("rules are JSON") + "\n"));
    check("public/evidence.html", &evidence_page());
}

/// An independent validator reads both; it is installed by `make test`.
#[test]
fn the_rules_are_as_their_schema_says() {
    let tools = env::var("LINT_TOOLS").expect("LINT_TOOLS names the folder of the validator: run `make test`");
    let run = |model: &str| {
        Command::new(format!("{tools}/check-jsonschema"))
            .args(["--schemafile", "public/model.schema.json", model])
            .output()
            .expect("the validator runs")
    };
    let good = run("public/model.json");
    assert!(good.status.success(), "{}", String::from_utf8_lossy(&good.stdout));

    let mut broken = rules();
    broken["vetoes"][0]["excludes"] = serde_json::json!(["windows"]);
    let path = format!("{}/broken.json", env!("CARGO_TARGET_TMPDIR"));
    fs::write(&path, broken.to_string()).expect("the target folder can be written");
    assert!(!run(&path).status.success(), "the schema knows the families");
}

#[test]
fn every_evidence_key_is_there_and_used() {
    let mut used: HashSet<&str> = HashSet::new();
    used.extend(QUESTIONS.iter().flat_map(|question| question.evidence));
    used.extend(VETOES.iter().flat_map(|veto| veto.evidence));
    used.extend(CRITERIA.iter().flat_map(|criterion| criterion.evidence));
    let known: HashSet<&str> = EVIDENCE.iter().map(|row| row.key).collect();
    assert_eq!(used.difference(&known).collect::<Vec<_>>(), Vec::<&&str>::new(), "add them to src/facts/evidence.json");
    assert_eq!(known.difference(&used).collect::<Vec<_>>(), Vec::<&&str>::new(), "nothing stands on them");
    assert_eq!(known.len(), EVIDENCE.len(), "each key once");
    for row in &EVIDENCE {
        assert!(row.claim.ends_with('.') && !row.source.is_empty(), "{}", row.key);
        assert!(["verified", "judgement", "partly secondary"].contains(&row.standing), "{}", row.key);
    }
}

/// Whoever has only `model.json` comes to the same verdicts: a second
/// implementation in Python does.
#[test]
fn the_rules_alone_lead_to_the_same_verdicts() {
    let answers: Vec<Answers> = sample(3_000).collect();
    let lines: String = answers
        .iter()
        .map(|answers| {
            let pairs = QUESTIONS.iter().map(|question| (question.name.to_string(), answers.choice(question.id).token.into()));
            serde_json::Value::Object(pairs.collect()).to_string() + "\n"
        })
        .collect();
    let path = format!("{}/answers.jsonl", env!("CARGO_TARGET_TMPDIR"));
    fs::write(&path, lines).expect("the target folder can be written");
    let tools = env::var("LINT_TOOLS").expect("LINT_TOOLS names the folder of python: run `make test`");
    let input = fs::File::open(&path).expect("just written");
    let judged = Command::new(format!("{tools}/python")).arg("tests/host/judge.py").stdin(input).output().expect("python runs");
    assert!(judged.status.success(), "{}", String::from_utf8_lossy(&judged.stderr));

    let judged = String::from_utf8(judged.stdout).expect("JSON is text");
    assert_eq!(judged.lines().count(), answers.len());
    for (line, answers) in judged.lines().zip(&answers) {
        let verdict = decide(answers);
        let ranking = verdict.ranking().iter().map(|family| format!("\"{}\": {}", family.token(), verdict.total(*family)));
        assert_eq!(line, format!("{{{}}}", ranking.collect::<Vec<_>>().join(", ")), "{answers:?}");
    }
}
