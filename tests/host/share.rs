//! What is taken along from a decision.

/// What lies in an image, as a picture, and the map as one.
mod picture;
/// How two links differ.
mod versus;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::{env, fs};

use container_diet::decision::{Decision, PRESETS, State};
use container_diet::facts;
use container_diet::link;
use container_diet::model::criteria::CRITERIA;
use container_diet::model::explain::readout;
use container_diet::model::flavour::Images;
use container_diet::model::label::label;
use container_diet::model::{Family, QUESTIONS, QuestionId};
use container_diet::share::embed::Frame;
use container_diet::share::{Export, archive, card, map, markdown, picture as pictures, record, report};

use crate::space::sample;
use crate::states::BASE_URL;

fn state(link: &str) -> State {
    link::read(link).state
}

/// States of every kind: the presets, and many answers with any base looked at.
fn states() -> impl Iterator<Item = State> {
    let presets = PRESETS.iter().map(|preset| preset.state());
    let others = sample(400).enumerate().map(|(at, answers)| State { answers, base: Some(Family::ALL[at % 5]), ..State::default() });
    presets.chain(others)
}

/// How the sentence begins that says when to look again.
const REVIEWS: [&str; 5] = [
    "Review by 2",
    "Review now: ",
    "No end date is announced yet. Review when ",
    "Nothing inside reaches end of life. ",
    "The end of life of the contents is not known. ",
];

/// Nothing with more points loses, and only what is best in something, or close to it, is good for it.
fn check_what_is_said_of_the_others(decision: &Decision, text: &str) {
    let verdict = &decision.verdict;
    let (_, options) = text.split_once("\n## Pros and Cons of the Options\n").expect("the part is there");
    for family in verdict.ranking() {
        let (_, option) = options.split_once(&format!("\n### {} (`", family.label())).expect("it is there");
        let option = option.split("\n##").next().unwrap_or_default();
        let fewer = verdict.total(*family) < verdict.total(decision.base);
        let more = verdict.total(*family) > verdict.total(decision.base);
        assert_eq!(option.contains("It loses to "), fewer, "{text}");
        assert_eq!(option.contains(" points more than "), more, "{text}");
        assert!(!option.contains(": .") && !option.contains("by ."), "{option}");
        let lines = || option.lines().filter(|line| line.starts_with("* "));
        assert_eq!(lines().count(), verdict.weights().iter().filter(|weight| **weight > 0).count(), "{option}");
        for (at, criterion) in CRITERIA.iter().enumerate().filter(|(at, _)| verdict.weights()[*at] > 0) {
            let named = format!(" in {}: ", criterion.label.to_lowercase());
            let line = lines().find(|line| line.contains(&named)).expect("a line for each criterion");
            let scores: Vec<u32> = verdict.ranking().iter().map(|other| verdict.scores(*other)[at]).collect();
            let best = scores.iter().all(|other| *other <= verdict.scores(*family)[at]);
            let close = scores.iter().all(|other| *other <= verdict.scores(*family)[at] + 10);
            let all_alike = scores.iter().all(|other| *other == scores[0]);
            assert_eq!(line.starts_with("* Good, "), close && !all_alike, "{line}: {scores:?}");
            assert_eq!(line.starts_with("* Good, because no option is better "), best && !all_alike, "{line}: {scores:?}");
            assert!(!(close && line.starts_with("* Bad, ")), "{line}: {scores:?}");
        }
    }
}

#[test]
fn a_record_names_the_way_in_that_was_tried() {
    let text = |link: &str| {
        let state = state(link);
        record::record(&Export::new(&Decision::new(state.clone(), facts::as_of()), BASE_URL))
    };
    let slim = text("run=python&on=kubernetes&base=slim");
    assert!(slim.contains("tried to get a shell:\n\n```sh\nkubectl exec "), "{slim}");
    let none = text("run=go&link=static&env=development");
    assert!(none.contains("### Confirmation") && !none.contains("to get a shell"), "{none}");
    let distroless = text("run=java&on=kubernetes&debug=rehearsed&base=distroless");
    assert!(distroless.contains("have tried to get a shell with `debug-profile.yaml` from the runbook:\n\n```sh\n"), "{distroless}");
}

#[test]
fn a_record_has_the_notes_of_the_file_as_sentences() {
    for link in ["run=node&lang=20", "run=php&pm=npm", "run=go&by=kaniko&arches=both", "run=python&entry=app:app&does=worker"] {
        let decision = Decision::new(state(link), facts::as_of());
        let export = Export::new(&decision, BASE_URL);
        let text = record::record(&export);
        assert!(!export.output.notes.is_empty(), "{link} has notes");
        for note in &export.output.notes {
            assert!(text.contains(&format!("\n* Note: {note}\n")), "{note} is not in {text}");
        }
    }
}

#[test]
fn a_record_tells_of_ends_without_a_date() {
    let review = |link: &str, today: &str| {
        let state = state(link);
        let text = record::record(&Export::new(&Decision::new(state.clone(), facts::Date::parse(today).expect("a day")), BASE_URL));
        text.split_once("## More Information\n\n").and_then(|(_, rest)| rest.lines().next()).expect("a sentence").to_string()
    };
    let go = review("run=go&link=static&base=distroless", "2026-11-25");
    let undated =
        "Go 1.27, until Go 1.29 appears, which is expected in August 2027; distroless on Debian 13, one year after Debian 14 appears.";
    assert!(
        go.starts_with("Review by 20")
            && go.ends_with(&format!("Review earlier if one of these, without an announced date, ends first: {undated}")),
        "{go}"
    );
    let late = review("run=go&link=static&base=distroless", "2090-01-01");
    assert!(late.starts_with("Review now: ") && late.ends_with(&format!(" End dates not announced yet: {undated}")), "{late}");
}

#[test]
fn a_record_has_every_part_and_its_link_opens_it_again() {
    for state in states() {
        let decision = Decision::new(state.clone(), facts::as_of());
        let export = Export::new(&decision, BASE_URL);
        let text = record::record(&export);
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
        assert!(REVIEWS.iter().any(|review| text.contains(&format!("\n## More Information\n\n{review}"))), "{text}");
        check_what_is_said_of_the_others(&decision, &text);
        let (_, fragment) = text
            .split_once(&format!("<{BASE_URL}#"))
            .and_then(|(_, rest)| rest.split_once('>').map(|(one, _)| ((), one)))
            .expect("the link");
        assert_eq!(link::read(fragment).state, state);
        for text in [text, markdown::link(&export), markdown::with_dockerfile(&export), card::markdown(&export)] {
            assert!(!text.contains("  \n") && !text.contains("\n\n\n"), "{text}");
        }
    }
}

#[test]
fn the_review_is_at_the_first_end_of_what_the_file_names() {
    let python = state("run=python");
    let review = |today: &str| {
        let decision = Decision::new(python.clone(), facts::Date::parse(today).expect("a day"));
        let export = Export::new(&decision, BASE_URL);
        let text = record::record(&export);
        let first = export.output.file.images().filter_map(|image| image.first_end()).map(|(day, _)| day).min();
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
        let decision = Decision::new(state.clone(), facts::as_of());
        let export = Export::new(&decision, BASE_URL);
        let svg = card::svg(&export);
        assert!(!svg.contains("<script") && svg.matches("<svg").count() == 1);
        assert!(state.settings == Default::default() || svg.contains(&format!("for {name}")), "{svg}");
    }
    for name in ["<script>", "a]b", "`x`", "a|b", "x\ny", "&amp;"] {
        let link::Opened { state, .. } = link::read(&format!("run=go&name={name}"));
        let decision = Decision::new(state.clone(), facts::as_of());
        let export = Export::new(&decision, BASE_URL);
        let all = [record::record(&export), card::svg(&export), markdown::link(&export)].concat();
        assert!(!all.contains("<script>") && !all.contains("a]b"), "{name}");
    }
}

#[test]
fn cards_are_pictures_of_their_own() {
    for state in states() {
        let decision = Decision::new(state.clone(), facts::as_of());
        let export = Export::new(&decision, BASE_URL);
        let svg = card::svg(&export);
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
        let decision = Decision::new(state.clone(), facts::as_of());
        let export = Export::new(&decision, BASE_URL);
        let files = archive::files(&export);
        let names: BTreeSet<&str> = files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names.len(), files.len(), "no name twice: {names:?}");
        assert!(names.contains("Dockerfile") && names.contains(".dockerignore"), "{names:?}");
        assert!(names.iter().all(|name| !name.starts_with('/') && !name.contains("..") && !name.contains(' ')), "{names:?}");
        let zip = archive::zip(&files).expect("it can be written");
        assert_eq!(zip, archive::zip(&files).expect("it can be written"), "the same files, the same bytes");
        let here = folder.join(at.to_string());
        fs::create_dir_all(&here).expect("writable");
        let path = here.join(archive::name(&export));
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
    // The last is one whose visitor took another base than the recommended one.
    for key in ["go-api", "python-cron", "rails-app", "jvm-payments", "go-api-full"] {
        let preset = key.trim_end_matches("-full");
        let mut state = PRESETS.iter().find(|row| row.key == preset).expect("a preset").state();
        state.base = (preset != key).then_some(Family::Full);
        let decision = Decision::new(state.clone(), facts::as_of());
        let export = Export::new(&decision, BASE_URL);
        let (slide, phone) = pictures::both(&decision);
        for (end, text) in [
            ("md", record::record(&export)),
            ("svg", card::svg(&export)),
            ("card.md", card::markdown(&export)),
            ("image.svg", slide),
            ("image-phone.svg", phone),
            ("map.svg", map::svg(&decision)),
        ] {
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

#[test]
fn a_report_carries_the_link_and_its_form_is_there() {
    let link = format!("{BASE_URL}#v=1&run=go&name=a b");
    assert_eq!(report::address("", "fact", &link), None, "no repository, no form");
    for (form, label) in report::FORMS {
        let text = fs::read_to_string(format!(".github/ISSUE_TEMPLATE/{form}.yml")).expect("the form is there");
        assert!(text.contains("id: link\n") && text.contains(&format!("name: {label}")), "{form}: {text}");
        let address = report::address("https://example.com/diet/", form, &link).expect("there is a repository");
        let (start, sent) = address.split_once("&link=").expect("the link goes along");
        assert_eq!(start, format!("https://example.com/diet/issues/new?template={form}.yml"));
        assert!(sent.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'%'), "{sent}");
    }
}

/// Of a page on GitHub Pages its address names the repository, so nothing has to be set.
#[test]
fn a_page_knows_the_repository_that_it_is_published_from() {
    for (page, expected) in [
        ("https://ann.github.io/container-diet/", "https://github.com/ann/container-diet"),
        ("https://ann.github.io/diet/embed.html", "https://github.com/ann/diet"),
        ("https://ann.github.io/", "https://github.com/ann/ann.github.io"),
        ("https://ann.github.io/index.html", "https://github.com/ann/ann.github.io"),
        ("https://ann.github.io/?x=1/2", "https://github.com/ann/ann.github.io"),
        ("https://example.org/container-diet/", ""),
        ("https://ann.github.io.example.org/diet/", ""),
        ("https://a.b.github.io/diet/", ""),
        ("https://github.io/diet/", ""),
        ("http://127.0.0.1:8080/", ""),
        ("", ""),
    ] {
        let set = env!("CARGO_PKG_REPOSITORY");
        assert_eq!(report::repository(page), if set.is_empty() { expected } else { set }, "{page}");
    }
}

/// Also once a version is chosen, or how the project is built needs another image.
#[test]
fn whatever_names_an_image_names_that_of_the_file() {
    let versions = ["run=python&lang=3.12", "run=java&lang=17", "run=node&lang=22", "run=php&lang=8.3", "run=dotnet&kind=aot"];
    for set in versions {
        for base in ["slim", "alpine"] {
            let state = state(&format!("v=1&{set}&base={base}"));
            let decision = Decision::new(state, facts::as_of());
            let export = Export::new(&decision, BASE_URL);
            let own = export.output.file.runtime_image();
            let usual = Images::of(&decision.verdict.service).get(decision.base);
            assert_ne!(own, usual, "{set}: something else is chosen");
            let label = label(&decision.verdict, &decision.images, decision.base, decision.today);
            assert_eq!((label.image, decision.images.get(decision.base)), (own, own), "{set} on {base}");
            let (text, record) = (markdown::with_dockerfile(&export), record::record(&export));
            let card = card::markdown(&export) + &card::svg(&export) + &readout(&decision.verdict, &decision.images);
            for said in [&text, &record, &card] {
                assert!(said.contains(own.reference) && !said.contains(usual.reference), "{set} on {base}: {said}");
            }
        }
    }
}
