//! The label of a base: every row of every image, calculated again.

use container_diet::facts::{Date, Figure, IMAGES, Image, Method, Presence, as_of};
use container_diet::model::costs::Upkeep;
use container_diet::model::explain::parts;
use container_diet::model::flavour::Images;
use container_diet::model::label::{Label, ROWS, Share, label};
use container_diet::model::questions::{DebugPath, ExactVersion, Platform, Runtime};
use container_diet::model::{Answers, Family, QuestionId, Verdict, Weights, decide, decide_with};

use crate::space::walk;

/// The label with the images of the flavours.
fn label_of(verdict: &Verdict, family: Family, today: Date) -> Label {
    label(verdict, &Images::of(&verdict.service), family, today)
}

/// Questions that decide which images there are, and how they are debugged.
const SHAPING: [QuestionId; 7] = [
    QuestionId::Runtime,
    QuestionId::Linking,
    QuestionId::NativeDeps,
    QuestionId::ExactVersion,
    QuestionId::I18nFonts,
    QuestionId::Platform,
    QuestionId::DebugPath,
];

/// What the page says of a share, in other arithmetic than the model's.
fn in_words(part: u64, whole: u64) -> String {
    let (part, whole) = (part as f64, whole as f64);
    let percent = 100.0 * part / whole;
    if percent > 0.0 && percent < 1.0 { "<1 %".into() } else { format!("{} %", percent.round()) }
}

fn score(verdict: &Verdict, family: Family, criterion: &str) -> u64 {
    let part = parts(verdict, family).into_iter().find(|part| part.criterion.name == criterion).expect("there is such a criterion");
    part.score.into()
}

/// Sizes and counts, in the order of the rows.
fn figures(image: &Image) -> [Option<Figure>; 3] {
    [image.compressed(), image.unpacked(), image.packages()]
}

#[track_caller]
fn check(verdict: &Verdict, label: &Label) {
    let at = format!("{} beside {}", label.image.reference, label.full.reference);
    let shares: Vec<Option<String>> = label.rows.iter().map(|row| row.share.map(|share| share.to_string())).collect();
    for (row, (one, full)) in figures(label.image).into_iter().zip(figures(label.full)).enumerate() {
        let name = format!("{at}: {}", ROWS[row]);
        assert_eq!(label.rows[row].amount, one.map_or("not known".into(), |figure| figure.to_string()), "{name}");
        let share = one.zip(full).map(|(one, full)| in_words(one.value, full.value));
        assert_eq!(shares[row], share, "{name}");
        let detail = label.rows[row].detail.as_deref();
        assert_eq!(detail.is_some(), one.is_some(), "{name}");
        let Some(figure) = one else { continue };
        let day = if figure.method == Method::Defined { String::new() } else { format!(" {}", figure.date) };
        assert_eq!(detail, Some(format!("{}{day}", figure.method.as_str()).as_str()), "{name}");
    }
    for (row, what) in [(3, label.image.shell()), (4, label.image.package_manager())] {
        let expected = match what {
            Presence::NotKnown => "not known",
            Presence::Absent => "none",
            Presence::Present(name) => name,
        };
        assert_eq!((label.rows[row].amount.as_str(), label.rows[row].share), (expected, None), "{at}: {}", ROWS[row]);
    }
    for (row, criterion) in [(5, "debug"), (6, "upkeep")] {
        let (own, full) = (score(verdict, label.family, criterion), score(verdict, Family::Full, criterion));
        assert_eq!(shares[row], Some(in_words(own, full)), "{at}: {criterion}");
        assert_eq!(label.rows[row].detail, Some(format!("{own} of 100 points, more is better")), "{at}: {criterion}");
    }
}

#[test]
fn every_row_of_every_base_is_what_facts_and_rules_say() {
    let (mut images, mut vetoed) = (std::collections::HashSet::new(), 0);
    walk(&SHAPING, &mut |answers| {
        let verdict = decide(&answers);
        for family in Family::ALL {
            let label = label_of(&verdict, family, as_of());
            assert_eq!(label.family, family);
            check(&verdict, &label);
            images.insert(label.image.id);
            vetoed += usize::from(verdict.is_vetoed(family));
            for row in &label.rows {
                assert!(!row.amount.is_empty() && !row.amount.ends_with('.'), "{:?} is no amount", row.amount);
            }
        }
    });
    assert!(images.len() > 35 && vetoed > 1_000, "{} images, {vetoed} vetoed", images.len());
}

#[test]
fn the_full_image_is_all_of_itself() {
    walk(&SHAPING, &mut |answers| {
        let full = label_of(&decide(&answers), Family::Full, as_of());
        assert_eq!(full.image, full.full);
        for (row, name) in full.rows.iter().zip(ROWS) {
            let has_share = row.amount != "not known" && !["Shell", "Package manager"].contains(&name);
            assert_eq!(row.share.map(|share| share.to_string()), has_share.then(|| "100 %".into()), "{name} of {}", full.image.reference);
        }
    });
}

#[test]
fn weights_that_were_moved_move_no_label() {
    let moved = (0..7).fold(Weights::DEFAULT, |weights, criterion| weights.with(criterion, Some(criterion as u8)));
    for family in Family::ALL {
        let answers = Answers::default();
        assert!(label_of(&decide(&answers), family, as_of()) == label_of(&decide_with(&answers, &moved), family, as_of()), "{family:?}");
    }
}

#[test]
fn shares_are_whole_per_cents_and_never_nothing_where_something_is() {
    let rows = [
        (0, 5, Some("0 %")),
        (1, 1_000_000, Some("<1 %")),
        (99, 10_000, Some("<1 %")),
        (1, 100, Some("1 %")),
        (149, 10_000, Some("1 %")),
        (150, 10_000, Some("2 %")),
        (86, 100, Some("86 %")),
        (7, 7, Some("100 %")),
        (80, 55, Some("145 %")),
        (1_230_000_000, 1_230_000_000, Some("100 %")),
        (1, 0, None),
        (0, 0, None),
    ];
    for (part, whole, expected) in rows {
        assert_eq!(Share::of(part, whole).map(|share| share.to_string()).as_deref(), expected, "{part} of {whole}");
    }
}

/// What is said of one row.
#[track_caller]
fn says(answers: Answers, family: Family, today: Date, row: &str, amount: &str, share: Option<&str>) {
    let label = label_of(&decide(&answers), family, today);
    let row = &label.rows[ROWS.iter().position(|name| *name == row).expect("there is such a row")];
    assert_eq!((row.amount.as_str(), row.share.map(|share| share.to_string()).as_deref()), (amount, share), "{}", label.image.reference);
}

#[test]
fn debugging_and_upkeep_are_in_words() {
    let today = as_of();
    let go = Answers::default();
    let site = go.with(Runtime::StaticSite);
    let vendor = go.with(Runtime::Java).with(ExactVersion::Yes);
    let docker = go.with(Platform::Docker);
    says(go.with(DebugPath::Rehearsed), Family::Distroless, today, "Debugging", "debug container", Some("80 %"));
    says(go.with(DebugPath::None), Family::Scratch, today, "Debugging", "none today", Some("0 %"));
    says(docker, Family::Full, today, "Debugging", "docker exec", Some("100 %"));
    says(go, Family::Slim, today, "Upkeep", "until 2028-08-09", Some("145 %"));
    says(go, Family::Scratch, today, "Upkeep", "nothing reaches end of life", Some("100 %"));
    says(site, Family::Alpine, today, "Upkeep", "no date announced", Some("118 %"));
    says(vendor, Family::Distroless, today, "Upkeep", "until 2031-09-30", Some("109 %"));
    // On its last day it is still maintained.
    says(go, Family::Slim, Date::new(2028, 8, 9), "Upkeep", "until 2028-08-09", Some("145 %"));
    says(go, Family::Slim, Date::new(2028, 8, 10), "Upkeep", "ended 2028-08-09", Some("145 %"));
}

#[test]
fn the_costs_know_no_more_of_upkeep_than_the_label() {
    let mut seen = [false; 2];
    for image in IMAGES.iter().filter(|image| image.ends.is_empty()) {
        let is_scratch = image.id == "scratch";
        seen[usize::from(is_scratch)] = true;
        let says = if is_scratch { "nothing inside reaches end of life" } else { "not known" };
        assert_eq!(Upkeep::of(image).to_string(), says, "{}", image.id);
    }
    assert_eq!(seen, [true, true]);
}

#[test]
fn a_label_changes_with_what_it_shows() {
    let of = |answers: Answers, family| label_of(&decide(&answers), family, as_of());
    let go = Answers::default();
    assert!(of(go, Family::Slim) == of(go, Family::Slim));
    assert!(of(go, Family::Slim) != of(go, Family::Alpine), "another family");
    assert!(of(go, Family::Slim) != of(go.with(Runtime::Rust), Family::Slim), "another full image");
    assert!(of(go, Family::Scratch) != of(go.with(DebugPath::None), Family::Scratch), "another row");
}
