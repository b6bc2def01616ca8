//! What is taken along from a decision.

/// How two links differ.
mod versus;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::{env, fs};

use container_diet::facts;
use container_diet::link::{self, PRESETS, State};
use container_diet::model::{Family, QUESTIONS, QuestionId};
use container_diet::share::embed::Frame;
use container_diet::share::{Decision, archive, card, markdown, record};

use crate::space::sample;

const PLACE: &str = "https://example.com/diet/";

fn state(link: &str) -> State {
    link::read(link).0
}

/// States of every kind: the presets, and many answers with any base looked at.
fn states() -> impl Iterator<Item = State> {
    let presets = PRESETS.iter().map(|preset| preset.state());
    let others = sample(400).enumerate().map(|(at, answers)| State { answers, base: Some(Family::ALL[at % 5]), ..State::default() });
    presets.chain(others)
}

#[test]
fn a_record_has_every_part_and_its_link_opens_it_again() {
    for state in states() {
        let decision = Decision::new(&state, facts::as_of(), PLACE);
        let text = record::record(&decision);
        let parts = [
            "---\nstatus: proposed\ndate: ",
            "\n# Use ",
            "\n## Context and Problem Statement\n",
            "\n## Decision Drivers\n",
            "\n## Considered Options\n",
            "\n## Decision Outcome\n\nChosen option: \"",
            "\n### Consequences\n",
            "\n### Confirmation\n",
            "\n## Pros and Cons of the Options\n",
            "\n## More Information\n",
        ];
        let places: Vec<usize> = parts.iter().map(|part| text.find(part).unwrap_or_else(|| panic!("{part} is not in {text}"))).collect();
        assert!(places.is_sorted(), "{text}");
        for family in Family::ALL {
            assert_eq!(text.matches(&format!("\n### {} (`", family.label())).count(), 1, "{text}");
        }
        for question in QUESTIONS.iter().filter(|question| decision.verdict.service.asks(question.id)) {
            assert!(text.contains(&format!("* {} **", question.ask)), "{text}");
        }
        for family in decision.verdict.excluded() {
            for veto in decision.verdict.vetoes(*family) {
                assert!(text.contains(veto.reason) && text.contains(veto.lifted_by), "{text}");
            }
        }
        assert_eq!(text.contains("against the recommendation"), !decision.verdict.named().contains(&decision.base), "{text}");
        assert!(text.contains("Review by 2") || text.contains("Review now: ") || text.contains("No end of what is inside"), "{text}");
        let (_, fragment) =
            text.split_once(&format!("<{PLACE}#")).and_then(|(_, rest)| rest.split_once('>').map(|(one, _)| ((), one))).expect("the link");
        assert_eq!(link::read(fragment).0, state);
        for text in [text, markdown::link(&decision), markdown::with_dockerfile(&decision), card::markdown(&decision)] {
            assert!(!text.contains("  \n") && !text.contains("\n\n\n"), "{text}");
        }
    }
}

#[test]
fn the_review_is_at_the_first_end_of_what_the_file_names() {
    let python = state("run=python");
    let review = |today: &str| {
        let decision = Decision::new(&python, facts::Date::parse(today).expect("a day"), PLACE);
        let text = record::record(&decision);
        let first = decision.output.file.images().filter_map(|image| image.first_end()).map(|(day, _)| day).min();
        assert!(text.contains(&first.expect("Python ends").to_string()), "{text}");
        text.lines().find(|line| line.starts_with("Review ")).expect("a line").to_string()
    };
    assert!(review("2026-11-25").starts_with("Review by 2"), "{}", review("2026-11-25"));
    assert!(review("2090-01-01").starts_with("Review now: "), "{}", review("2090-01-01"));
}

#[test]
fn a_hostile_name_stays_text() {
    // Settings take no such names, so what gets here is at worst this.
    for name in ["team/shop-api", "a_b_c", "x__y", "a.b-c"] {
        let state = state(&format!("run=go&name={name}"));
        let decision = Decision::new(&state, facts::as_of(), PLACE);
        let svg = card::svg(&decision);
        assert!(!svg.contains("<script") && svg.matches("<svg").count() == 1);
        assert!(state.settings == Default::default() || svg.contains(&format!("for {name}")), "{svg}");
    }
    for name in ["<script>", "a]b", "`x`", "a|b", "x\ny", "&amp;"] {
        let (state, _) = link::read(&format!("run=go&name={name}"));
        let decision = Decision::new(&state, facts::as_of(), PLACE);
        let all = [record::record(&decision), card::svg(&decision), markdown::link(&decision)].concat();
        assert!(!all.contains("<script>") && !all.contains("a]b"), "{name}");
    }
}

#[test]
fn cards_are_pictures_of_their_own() {
    for state in states() {
        let decision = Decision::new(&state, facts::as_of(), PLACE);
        let svg = card::svg(&decision);
        for foreign in ["<script", "<style", " style=", "href", "http://", "https://", "url(", "<foreignObject"] {
            assert!(!svg.replace("http://www.w3.org/2000/svg", "").contains(foreign), "{foreign} in {svg}");
        }
        assert_eq!(svg.matches('<').count(), svg.matches('>').count(), "{svg}");
        assert_eq!(svg.matches("<text").count(), svg.matches("</text>").count());
    }
}

/// The zip is read by another program than the one that wrote it.
#[test]
fn the_zip_holds_every_file_and_nothing_escapes_its_folder() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("zip");
    let _ = fs::remove_dir_all(&folder);
    for (at, state) in states().take(25).enumerate() {
        let decision = Decision::new(&state, facts::as_of(), PLACE);
        let files = archive::files(&decision);
        let names: BTreeSet<&str> = files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names.len(), files.len(), "no name twice: {names:?}");
        assert!(names.contains("Dockerfile") && names.contains(".dockerignore"), "{names:?}");
        assert!(names.iter().all(|name| !name.starts_with('/') && !name.contains("..") && !name.contains(' ')), "{names:?}");
        let zip = archive::zip(&files).expect("it can be written");
        assert_eq!(zip, archive::zip(&files).expect("it can be written"), "the same files, the same bytes");
        let here = folder.join(at.to_string());
        fs::create_dir_all(&here).expect("writable");
        let path = here.join(archive::name(&decision));
        fs::write(&path, zip).expect("writable");
        let run = Command::new("python3").args(["-m", "zipfile", "-e"]).arg(&path).arg(here.join("out")).status().expect("Python is there");
        assert!(run.success());
        for file in &files {
            assert_eq!(fs::read_to_string(here.join("out").join(&file.name)).expect("unpacked"), file.text, "{}", file.name);
        }
    }
}

#[test]
fn a_frame_has_its_choices_before_the_link() {
    let frame = Frame { show: vec!["verdict", "dockerfile"], question: None, frozen: true, large: true, predict: false };
    assert_eq!(
        frame.address("https://x.example/a/index.html", "v=1"),
        "https://x.example/a/embed.html?show=verdict,dockerfile&frozen&large#v=1"
    );
    let asked = Frame { question: Some(QuestionId::DebugPath), ..Frame::default() };
    assert_eq!(asked.address("https://x.example/", "v=1"), "https://x.example/embed.html?show=question:debug_path#v=1");
    assert_eq!(Frame::default().address("https://x.example/a/", "v=1"), "https://x.example/a/embed.html?show=verdict#v=1");
    let snippet = frame.snippet("https://x.example/", "v=1&run=go", "\"><script>");
    assert!(
        snippet.starts_with("<iframe class=\"container-diet\" src=\"https://x.example/embed.html?show=verdict,dockerfile&amp;frozen&amp;large#v=1&amp;run=go\""),
        "{snippet}"
    );
    assert!(!snippet.contains("<script>") && snippet.matches('"').count().is_multiple_of(2), "{snippet}");
}

/// What people read first. `UPDATE_GOLDEN=1` writes them anew.
#[test]
fn golden_records_and_cards() {
    let folder = Path::new("tests/golden/share");
    for key in ["go-api", "python-cron", "rails-app", "jvm-payments"] {
        let state = PRESETS.iter().find(|preset| preset.key == key).expect("a preset").state();
        let decision = Decision::new(&state, facts::as_of(), PLACE);
        for (end, text) in [("md", record::record(&decision)), ("svg", card::svg(&decision)), ("card.md", card::markdown(&decision))] {
            let path = folder.join(format!("{key}.{end}"));
            if env::var_os("UPDATE_GOLDEN").is_some() {
                fs::create_dir_all(folder).expect("writable");
                fs::write(&path, &text).expect("writable");
            }
            let golden = fs::read_to_string(&path).unwrap_or_default();
            assert_eq!(golden, text, "{}: UPDATE_GOLDEN=1 writes it anew", path.display());
        }
    }
}
