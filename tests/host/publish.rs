//! What is published beside the page: up to date, as the schemas say, and complete.

use std::collections::HashSet;
use std::path::PathBuf;
use std::{env, fs};

use container_diet::decision::State;
use container_diet::facts::{EVIDENCE, IMAGES, MYTHS, PIECES};
use container_diet::model::criteria::CRITERIA;
use container_diet::model::veto::VETOES;
use container_diet::model::{Answers, QUESTIONS, Weights, decide, decide_with};
use container_diet::publish::model::rules;
use container_diet::publish::verdict::record;
use container_diet::publish::{self, catalogue};
use container_diet::runbook;

use serde_json::{Value, json};

use crate::space::sample;
use crate::tools::{run, tool, write_all};

/// Where what is published is kept to be read as a diff.
const GOLDEN: &str = "tests/golden/publish";

#[track_caller]
fn check(path: &str, text: &str) {
    if env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(path, text).expect("the file can be written");
    }
    assert!(fs::read_to_string(path).unwrap_or_default() == text, "{path} is not what the rules are now: `make golden` rewrites it");
}

#[test]
fn golden_files_of_what_is_published() {
    for file in publish::generated() {
        check(&format!("{GOLDEN}/{}", file.name), &file.text);
    }
}

/// What an independent validator says of files.
fn validate(schema: &str, paths: &[PathBuf]) -> Result<String, String> {
    run("check-jsonschema", &["--schemafile", schema], paths)
}

fn written(name: &str, document: &Value) -> Vec<PathBuf> {
    write_all(name, "json", [&document.to_string()])
}

#[track_caller]
fn schema_holds(schema: &str, file: &str, broken: &Value) {
    assert!(validate(schema, &[file.into()]).is_ok_and(|said| said.contains("ok")), "{file} is not as {schema} says");
    let paths = written(&format!("broken-{}", file.replace('/', "-")), broken);
    assert!(validate(schema, &paths).is_err(), "{schema} lets anything through");
}

fn state(answers: Answers) -> State {
    State { answers, ..State::default() }
}

#[test]
fn every_explanation_is_as_its_schema_says() {
    let schema = "src/publish/schemas/verdict.schema.json";
    let moved = Weights::DEFAULT.with(0, Some(9)).with(4, Some(0));
    let weights = [Weights::DEFAULT, moved];
    let documents: Vec<String> = sample(300)
        .enumerate()
        .map(|(at, answers)| record(&state(answers), &decide_with(&answers, &weights[at % 2])).to_string())
        .collect();
    validate(schema, &write_all("verdicts", "json", &documents)).unwrap_or_else(|said| panic!("{said}"));
    let mut broken = record(&State::default(), &decide(&Answers::default()));
    broken["ranking"][0]["parts"][0]["evidence"] = json!([]);
    assert!(validate(schema, &written("broken-verdict", &broken)).is_err(), "the schema wants evidence for each part");
}

/// Whoever reads only the explanation can add it up again.
#[test]
fn an_explanation_adds_up() {
    let number = |value: &Value| value.as_i64().expect("a whole number");
    let sum = |rows: &Value, key: &str| rows.as_array().expect("a list").iter().map(|row| number(&row[key])).sum::<i64>();
    for answers in sample(500) {
        let document = record(&state(answers), &decide(&answers));
        for family in document["ranking"].as_array().expect("a list") {
            for part in family["parts"].as_array().expect("a list") {
                let weight = (number(&part["weight"]["base"]) + sum(&part["weight"]["moves"], "by")).max(0);
                let score = (number(&part["score"]["row"]["value"]) + sum(&part["score"]["adjustments"], "by")).clamp(0, 100);
                assert_eq!((weight, score), (number(&part["weight"]["value"]), number(&part["score"]["value"])), "{answers:?}");
                assert_eq!(weight * score, number(&part["total"]), "{answers:?}");
            }
            assert_eq!(sum(&family["parts"], "total"), number(&family["total"]), "{answers:?}");
        }
    }
}

#[test]
fn the_rules_are_as_their_schema_says() {
    let mut broken = rules();
    broken["vetoes"][0]["excludes"] = json!(["windows"]);
    schema_holds("src/publish/schemas/model.schema.json", &format!("{GOLDEN}/model.json"), &broken);
}

#[test]
fn the_facts_are_as_their_schema_says() {
    let mut broken = catalogue::data();
    // A size in packages.
    broken["images"][0]["compressed"]["unit"] = json!("packages");
    schema_holds("src/publish/schemas/facts.schema.json", &format!("{GOLDEN}/facts.json"), &broken);
}

/// What follows each place where a page has this.
fn after(page: &str, mark: &str) -> Vec<String> {
    page.split(mark).skip(1).map(|rest| rest.split('"').next().unwrap_or_default().to_string()).collect()
}

/// The pages are read without an HTML parser, which suffices for what is written by one function.
#[test]
fn the_written_pages_are_well_formed_and_link_to_what_is_there() {
    let all = publish::files();
    let pages: Vec<(&str, &String)> = all.iter().filter(|file| file.name.ends_with(".html")).map(|file| (file.name, &file.text)).collect();
    let anchors = |page: &str| after(page, " id=\"").into_iter().collect::<HashSet<String>>();
    for (name, page) in &pages {
        let mut open: Vec<&str> = Vec::new();
        for tag in page.split('<').skip(1) {
            let tag = tag.split('>').next().unwrap_or_default();
            let element = tag.trim_start_matches('/').split(' ').next().unwrap_or_default();
            match tag {
                _ if tag.starts_with('!') || tag.ends_with('/') || ["meta", "link", "wbr"].contains(&element) => {}
                _ if tag.starts_with('/') => assert_eq!(open.pop(), Some(element), "{name}: </{element}> closes something else"),
                _ => open.push(element),
            }
        }
        assert!(open.is_empty(), "{name}: {open:?} stay open");
        assert_eq!(anchors(page).len(), after(page, " id=\"").len(), "{name}: an id is used twice");
        // Addresses of sources lead out of the release.
        for link in after(page, "href=\"").into_iter().filter(|link| !link.starts_with("https://")) {
            let (file, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let written = pages.iter().find(|(other, _)| *other == if file.is_empty() { name } else { file });
            match written {
                Some((other, text)) => assert!(anchor.is_empty() || anchors(text).contains(anchor), "{name}: {other} has no {anchor}"),
                None => {
                    let is_there = file == "./" || fs::exists(format!("public/{file}")).unwrap_or(false);
                    assert!(is_there || all.iter().any(|other| other.name == file), "{name}: {file} is not there");
                }
            }
        }
        assert_eq!(page.matches("<h1>").count(), 1, "{name}");
        assert!(page.contains("\n    <!-- policy -->\n"), "{name}: scripts/finish.sh replaces this line");
        for forbidden in [" style=", "<style", "<script", " onclick", "javascript:"] {
            assert!(!page.contains(forbidden), "{name}: {forbidden}");
        }
    }
    let catalogue = anchors(&catalogue::page());
    assert!(IMAGES.iter().all(|image| catalogue.contains(image.id)), "every image has its anchor");
    assert!(PIECES.iter().all(|piece| catalogue.contains(&format!("piece-{}", piece.id))), "every piece has its anchor");
}

#[test]
fn every_evidence_key_is_there_and_used() {
    let mut used: HashSet<&str> = HashSet::new();
    used.extend(QUESTIONS.iter().flat_map(|question| question.evidence));
    used.extend(VETOES.iter().flat_map(|veto| veto.evidence));
    used.extend(CRITERIA.iter().flat_map(|criterion| criterion.evidence));
    used.extend(runbook::evidence());
    used.extend(MYTHS.iter().flat_map(|myth| myth.evidence));
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
            Value::Object(pairs.collect()).to_string() + "\n"
        })
        .collect();
    let path = format!("{}/answers.jsonl", env!("CARGO_TARGET_TMPDIR"));
    fs::write(&path, lines).expect("the target folder can be written");
    let input = fs::File::open(&path).expect("just written");
    let judged = tool("python").arg("tests/host/judge.py").stdin(input).output().expect("python runs");
    assert!(judged.status.success(), "{}", String::from_utf8_lossy(&judged.stderr));

    let judged = String::from_utf8(judged.stdout).expect("JSON is text");
    assert_eq!(judged.lines().count(), answers.len());
    for (line, answers) in judged.lines().zip(&answers) {
        let verdict = decide(answers);
        let ranking = verdict.ranking().iter().map(|family| format!("\"{}\": {}", family.token(), verdict.total(*family)));
        assert_eq!(line, format!("{{{}}}", ranking.collect::<Vec<_>>().join(", ")), "{answers:?}");
    }
}

/// The page of native packages has each once, and says whence and when.
#[test]
fn native_packages_are_listed_once() {
    let page = publish::packages::page();
    for native in container_diet::inspect::NATIVES {
        assert!(page.contains(&format!("<code>{}</code>", native.name)), "{}", native.name);
    }
    let ids: Vec<&str> = page.split("<tr id=\"").skip(1).filter_map(|row| row.split('"').next()).collect();
    assert_eq!(ids.len(), container_diet::inspect::NATIVES.len());
    assert_eq!(ids.iter().collect::<HashSet<_>>().len(), ids.len(), "an anchor for each");
}
