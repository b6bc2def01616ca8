//! The search over questions and settings: what is found, in which order, and
//! what is said of it.

use container_diet::decision::{Found, Subject, Target, Value};
use container_diet::dockerfile::{Offered, SETTINGS};
use container_diet::link;
use container_diet::model::QUESTIONS;

use crate::states::decided;

fn search(text: &str, typed: &str) -> Vec<Found> {
    let decision = decided(&link::read(text).state);
    decision.search(typed, Offered::of(&decision.plan, &decision.dockerfile()))
}

fn key(found: &Found) -> &'static str {
    match found.place {
        Target::Subject(Subject::Question(question)) => question.get().key,
        Target::Subject(Subject::Setting(setting)) => setting.get().key,
        Target::Detail(detail) => detail.token(),
    }
}

/// A link, what is typed, and the keys of what comes first.
const FIRST: &[(&str, &str, &[&str])] = &[
    // The beginning of a name, a name, then what is said of it.
    ("v=1&run=node", "port", &["port", "ports", "does"]),
    ("v=1&run=node", "version", &["ver", "lang", "pmver", "stamp"]),
    ("v=1&run=node", "certificate", &["ca"]),
    ("v=1&run=node", "reach", &["net", "does"]),
    // However it is typed, and every word of it.
    ("v=1&run=node", "  HEALTH   Path ", &["health", "readiness"]),
    ("v=1&run=node", "commas metrics", &["ports"]),
    ("v=1&run=node", "company's", &["ca"]),
    ("v=1&run=node", "metrics celery", &[]),
    ("v=1&run=node", "nonsense", &[]),
    ("v=1&run=node", " ", &[]),
    // By the key in a link, of which no name speaks.
    ("v=1&run=node", "bargs", &["bargs"]),
    ("v=1&run=node", "tools", &["tools"]),
    ("v=1&run=node", "exec", &["exec"]),
    // The views, by name and by what is in them.
    ("v=1&run=node", "costs", &["costs"]),
    ("v=1&run=node", "map", &["map"]),
    ("v=1&run=node", "decision record", &["share"]),
    ("v=1&run=node", "weights", &["why"]),
    // By what can be chosen.
    ("v=1&run=node", "kaniko", &["by"]),
    ("v=1&run=node", "fargate", &["on"]),
    ("v=1&run=node", "comments", &["why"]),
    ("v=1&run=node", "chainguard", &["vendor"]),
    // By the name of a publisher that ended.
    ("v=1&run=node", "bitnami", &["vendor"]),
    // By the name of an image that a publisher has.
    ("v=1&run=go", "UBI micro", &["vendor"]),
    ("v=1&run=go", "azure linux", &["vendor"]),
    ("v=1&run=java", "corretto", &["vendor"]),
    ("v=1&run=dotnet", "aspnetcore", &["vendor"]),
    // An entry is called as its stack calls it.
    ("v=1&run=rust", "entry", &["entry"]),
    ("v=1&run=rust", "binary", &["entry", "link"]),
    // Of what fits as well, what matters for the service comes first.
    ("v=1&run=node", "package manager", &["pm", "pmver"]),
    ("v=1&run=go", "folder", &["keep", "scratch", "sources", "entry"]),
];

#[test]
fn the_best_comes_first() {
    for (text, typed, expected) in FIRST {
        let found: Vec<&str> = search(text, typed).iter().map(key).collect();
        assert_eq!(&found[..found.len().min(expected.len())], *expected, "{typed:?} finds {found:?}");
        assert!(!expected.is_empty() || found.is_empty(), "{typed:?} finds {found:?}");
    }
}

/// A link, a key, its group, and what is said of its value.
const SAID: &[(&str, &str, &str, Result<&str, &str>)] = &[
    ("v=1&run=node", "run", "Question", Ok("Node.js")),
    ("v=1&run=node&port=3000", "port", "Network and storage", Ok("3000")),
    ("v=1&run=node", "port", "Network and storage", Ok("8080 (default)")),
    ("v=1&run=node", "args", "Run", Ok("")),
    ("v=1&run=ruby&vendor=yes&from=red-hat.chainguard", "vendor", "Question", Ok("Red Hat, Chainguard")),
    ("v=1&run=node&by=kaniko", "by", "Build", Ok("kaniko")),
    ("v=1&run=node", "by", "Build", Ok("Docker (BuildKit)")),
    ("v=1&run=node", "why", "Output", Ok("Main reasons")),
    ("v=1&run=python&pm=npm", "pm", "Project", Ok("pip")),
    ("v=1&run=node", "ext", "Run", Err("Only if the answer to “What runs inside?” is “PHP”.")),
    ("v=1&run=java", "with", "Run", Err("It depends on the answer to “What runs inside?”.")),
    ("v=1&run=static_site", "args", "Run", Err("It depends on the answer to “What runs inside?”.")),
    ("v=1&run=node&does=worker", "port", "Network and storage", Err("It listens on no port.")),
    ("v=1&run=node&does=worker", "readiness", "Network and storage", Err("It does not answer HTTP requests.")),
    ("v=1&run=node&does=job", "also", "Run", Err("It exits by itself.")),
    ("v=1&run=python", "pmver", "Project", Err("pip comes with Python.")),
    ("v=1&run=static_site&kind=files", "steps", "Build", Err("Plain files need no build.")),
    ("v=1&run=node&env=development", "stamp", "Output", Err("Development images have no version.")),
    ("v=1&run=go", "pm", "Project", Err("Go modules is the only choice.")),
    ("v=1&run=node", "link", "Question", Err("Only if the answer to “What runs inside?” is “Go”, “Rust” or “C or C++”.")),
    ("v=1&run=node&env=development", "sh", "Question", Err("Only if the answer to “Production or development?” is “Production”.")),
    // It would take two other answers.
    ("v=1&run=node&env=development", "tls", "Question", Err("")),
];

#[test]
fn what_is_found_says_its_value_or_why_it_has_none() {
    for (text, wanted, kind, expected) in SAID {
        let all = search(text, wanted);
        // A view may have the name of a setting's key.
        let found =
            all.iter().find(|found| key(found) == *wanted && found.kind == *kind).unwrap_or_else(|| panic!("{text}: {wanted} is found"));
        assert_eq!(found.kind, *kind, "{text}: {wanted}");
        let said = match &found.value {
            Value::Given(value) => Ok(value.as_str()),
            Value::NotForThis(why) => Err(why.as_deref().unwrap_or_default()),
        };
        assert_eq!(said, *expected, "{text}: {wanted}");
    }
}

/// Who comes from a publisher that ended is told what happened and what fits.
#[test]
fn who_searches_for_bitnami_sees_what_fits() {
    let all = search("v=1&run=node", "Bitnami");
    let said = all.iter().find_map(|found| match &found.value {
        Value::NotForThis(Some(why)) => Some(why.as_str()),
        _ => None,
    });
    assert!(said.is_some_and(|said| said.contains("2025-08-28") && said.contains("Docker Official Images")), "{said:?}");
}

/// Who looks for an image by its name reads whose it is, and why no file uses it.
#[test]
fn who_searches_for_an_image_is_told_why_it_is_not_used() {
    for (link, typed, expected) in [
        ("v=1&run=go", "UBI micro", Some("Red Hat: UBI micro. Not used here: ")),
        ("v=1&run=java", "azure linux", Some("Microsoft: JDK 17, 21 and 25 on Azure Linux distroless. Not used here: ")),
        ("v=1&run=dotnet", "docker aspnetcore", Some("Docker Hardened Images: aspnetcore")),
        // What is used is answered as every question is, and a number alone names nothing.
        ("v=1&run=java&ver=yes", "Temurin", None),
        ("v=1&run=node&ver=yes", "24", None),
    ] {
        let said = search(link, typed).into_iter().filter(|found| key(found) == "vendor").find_map(|found| match found.value {
            Value::NotForThis(why) => why,
            Value::Given(_) => None,
        });
        let is_told = said.as_deref().is_some_and(|said| said.contains("Not used here"));
        assert_eq!(is_told, expected.is_some(), "{typed}: {said:?}");
        assert!(expected.is_none_or(|start| said.as_deref().is_some_and(|said| said.starts_with(start))), "{typed}: {said:?}");
    }
}

#[test]
fn everything_is_found_by_its_key_and_by_its_name() {
    let questions = QUESTIONS.iter().map(|question| (question.key, question.ask));
    let settings = SETTINGS.iter().map(|setting| (setting.key, setting.label()));
    for (wanted, name) in questions.chain(settings) {
        for typed in [wanted, name] {
            assert!(search("v=1&run=node", typed).iter().any(|found| key(found) == wanted), "{typed}");
        }
    }
}
