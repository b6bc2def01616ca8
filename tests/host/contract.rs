//! docs/links.md says every key and name that a link may carry.

use crate::states::link_of;

use std::env;
use std::fs;

use container_diet::decision::{Detail, PRESETS};
use container_diet::dockerfile::SETTINGS;
use container_diet::dockerfile::settings::Takes;
use container_diet::facts::listed;
use container_diet::link::RENAMED;
use container_diet::model::criteria::CRITERIA;
use container_diet::model::{Family, QUESTIONS};
use container_diet::runbook::Version;
use container_diet::runbook::readiness::POINTS;

const DOCUMENT: &str = "docs/links.md";
const BEGIN: &str = "<!-- tables -->\n";
const END: &str = "<!-- end of the tables -->";

fn names<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

fn tables() -> String {
    let mut out = String::from("\n### Answers\n\n| key | question | names |\n|---|---|---|\n");
    for question in &QUESTIONS {
        let tokens = names(question.options.iter().map(|option| option.token));
        out += &format!("| `{}` | {} | {tokens} |\n", question.key, question.ask);
    }
    out += "\n### Settings of the Dockerfile\n\n| key | setting | takes |\n|---|---|---|\n";
    for setting in &SETTINGS {
        let takes = match &setting.takes {
            Takes::Text(_) => "text, checked as it is typed".into(),
            Takes::Choice(options) => {
                let mut tokens: Vec<&str> = options.iter().map(|option| option.token).collect();
                tokens.dedup();
                names(tokens.into_iter())
            }
        };
        out += &format!("| `{}` | {} | {takes} |\n", setting.key, setting.label());
    }
    out += "\n### The others\n\n| key | names |\n|---|---|\n";
    out += &format!("| `from` | {} |\n", names(listed().map(|publisher| publisher.id)));
    out += &format!("| `k8s` | {} |\n", names(Version::ALL.iter().map(|version| version.token())));
    out += &format!("| `ready` | in this order: {} |\n", names(POINTS.iter().map(|point| point.token)));
    out += &format!("| `w` | {} |\n", names(CRITERIA.iter().map(|criterion| criterion.name)));
    out += &format!(
        "| `map` | two keys of questions, or {} |\n",
        names(CRITERIA.iter().map(|criterion| format!("w-{}", criterion.name)).collect::<Vec<_>>().iter().map(String::as_str))
    );
    out += &format!("| `view` | {} |\n", names(Detail::ALL.iter().map(|detail| detail.token())));
    out += &format!("| `base`, `was` | {} |\n", names(Family::ALL.iter().map(|family| family.token())));
    out += "\n### Other names\n\nThese names are always read and never written.\n\n| key | name | taken as |\n|---|---|---|\n";
    RENAMED.iter().for_each(|row| out += &format!("| `{}` | `{}` | `{}` |\n", row.key, row.value, row.used));
    out + "\n"
}

#[test]
fn contract_golden_tables() {
    let text = fs::read_to_string(DOCUMENT).expect("the document");
    let (before, rest) = text.split_once(BEGIN).expect("where the tables begin");
    let (_, after) = rest.split_once(END).expect("where they end");
    let expected = format!("{before}{BEGIN}{}{END}{after}", tables());
    if env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(DOCUMENT, &expected).expect("writable");
    }
    assert_eq!(fs::read_to_string(DOCUMENT).expect("the document"), expected, "UPDATE_GOLDEN=1 writes it anew");
}

/// Every part that is written is one that the document tells of, and what it says of lengths is so.
#[test]
fn contract_says_what_is_written() {
    let text = fs::read_to_string(DOCUMENT).expect("the document");
    let links: Vec<String> = PRESETS.iter().map(|preset| link_of(&preset.state())).collect();
    for key in links.iter().flat_map(|link| link.split('&')).filter_map(|part| part.split_once('=')).map(|(key, _)| key) {
        assert!(text.contains(&format!("| `{key}`")), "{key} is in no table");
    }
    let lengths = || links.iter().map(String::len);
    let (least, most) = (lengths().min().unwrap_or(0), lengths().max().unwrap_or(0));
    let before = PLACE.len() + 1;
    for said in [
        format!("{least} to {most} characters behind the `#`"),
        format!("{} to {} with an address such as `{PLACE}`", before + least, before + most),
        format!("at most {} behind the `#`", longest_without_settings()),
    ] {
        assert!(text.contains(&said), "it should say: {said}");
    }
}

/// An address of ordinary length.
const PLACE: &str = "https://example.github.io/container-diet/";

/// The longest that can be without settings and weights: each part with its longest name.
fn longest_without_settings() -> usize {
    let longest = |names: &mut dyn Iterator<Item = &str>| names.map(str::len).max().unwrap_or(0);
    let answers = QUESTIONS
        .iter()
        .map(|question| format!("&{}=", question.key).len() + longest(&mut question.options.iter().map(|option| option.token)));
    let all: Vec<&str> = Family::ALL.iter().map(|family| family.token()).collect();
    let others = [
        "v=1".len(),
        "&assumed=&read=".len() + QUESTIONS.iter().map(|question| question.key.len() + 1).sum::<usize>(),
        "&k8s=".len() + longest(&mut Version::ALL.iter().map(|version| version.token())),
        "&ready=".len() + POINTS.len(),
        "&from=".len() + listed().map(|publisher| publisher.id.len() + 1).sum::<usize>() - 1,
        "&base=".len() + longest(&mut all.iter().copied()),
        "&map=w-containment.w-behaviour".len(),
        "&at=2026-11-23&was=".len() + all.join(".").len(),
    ];
    answers.chain(others).sum()
}
