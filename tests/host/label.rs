//! The label: nothing guessed, and every share right.

use container_diet::facts::{Figure, Presence};
use container_diet::model::criterion::CRITERIA;
use container_diet::model::label::{ROWS, Share, label};
use container_diet::model::{Family, QuestionId, Verdict, decide};

use crate::space::walk;

/// What a share has to say, by another way than the label's.
fn expected(part: u64, whole: u64) -> Option<String> {
    if whole == 0 {
        return None;
    }
    let percent = part as f64 * 100.0 / whole as f64;
    Some(if percent > 0.0 && percent < 1.0 { "<1 %".into() } else { format!("{} %", percent.round()) })
}

#[track_caller]
fn check(verdict: &Verdict, family: Family) {
    let label = label(verdict, family);
    let about = format!("{} of {}", family.label(), label.image.reference);
    let says = |row: usize| (label.rows[row].amount.as_str(), label.rows[row].share.map(|share| share.to_string()));
    let figures: [fn(&container_diet::facts::Image) -> Option<Figure>; 3] =
        [|image| image.compressed, |image| image.unpacked, |image| image.packages];
    for (row, figure) in figures.iter().enumerate() {
        let (here, full) = (figure(label.image), figure(label.full));
        let amount = here.map_or("not known".into(), |figure| figure.to_string());
        let share = here.zip(full).and_then(|(here, full)| expected(here.value, full.value));
        assert_eq!(says(row), (amount.as_str(), share), "{about}: {}", ROWS[row]);
        let detail = here.map_or(String::new(), |figure| format!("{} {}", figure.method.as_str(), figure.date));
        assert_eq!(label.rows[row].detail, detail, "{about}");
    }
    for (row, presence) in [(3, label.image.shell), (4, label.image.package_manager)] {
        let amount = match presence {
            Presence::NotKnown => "not known",
            Presence::Absent => "none",
            Presence::Present(what) => what,
        };
        assert_eq!(says(row), (amount, None), "{about}: {}", ROWS[row]);
    }
    for (row, name) in [(5, "debug"), (6, "upkeep")] {
        let at = CRITERIA.iter().position(|criterion| criterion.name == name).expect("the criterion is there");
        let score = |family| u64::from(verdict.scores(family)[at]);
        assert_eq!(says(row).1, expected(score(family), score(Family::Full)), "{about}: {name}");
        assert!(!says(row).0.is_empty() && says(row).0.len() <= 32, "{about}: {}", says(row).0);
    }
    if family == Family::Full {
        assert!(label.rows.iter().filter_map(|row| row.share).all(|share| share.to_string() == "100 %"), "{about}");
    }
}

#[test]
fn every_label_says_what_the_facts_and_the_model_do() {
    use QuestionId::{DebugPath, Environment, Linking, NativeDeps, Platform, Runtime, VendorImages};
    let mut labels = 0;
    walk(&[Runtime, Linking, NativeDeps, Platform, DebugPath, Environment, VendorImages], &mut |answers| {
        let verdict = decide(&answers);
        Family::ALL.iter().for_each(|family| check(&verdict, *family));
        labels += Family::ALL.len();
    });
    assert!(labels > 10_000, "{labels}");
}

#[test]
fn shares_are_whole_per_cent_and_never_nothing_for_something() {
    for (part, whole, says) in [
        (0, 5, "0 %"),
        (1, 1000, "<1 %"),
        (1, 100, "1 %"),
        (1, 3, "33 %"),
        (2, 3, "67 %"),
        (1, 200, "<1 %"),
        (3, 200, "2 %"),
        (5, 2, "250 %"),
    ] {
        assert_eq!(Share::of(part, whole).map(|share| share.to_string()).as_deref(), Some(says), "{part} of {whole}");
    }
    assert_eq!(Share::of(1, 0), None);
}
