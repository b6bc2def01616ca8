//! What holds for every myth.

use std::collections::HashSet;
use std::fs;

use container_diet::facts::{self, CHECKED, MYTHS, Place};

const FILE: &str = "src/facts/myths.json";

#[test]
fn every_myth_is_dated_and_stands_on_something() {
    let mut ids = HashSet::new();
    for myth in &MYTHS {
        let at = format!("{FILE}, {}", myth.id);
        assert!(ids.insert(myth.id), "{at}: the id is used twice");
        assert!(myth.id.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-'), "{at}: an anchor is of small letters");
        assert!(!myth.title.is_empty() && !myth.title.contains(". "), "{at}: the title is for a link: one clause");
        assert!(!myth.title.ends_with('.') && myth.claim.ends_with('.'), "{at}: a title has no full stop, a claim has one");
        // A full stop before a capital letter; versions have theirs before digits.
        let ends = myth.right.match_indices(". ").count();
        assert!(ends == 1 && myth.right.ends_with('.'), "{at}: right has {} sentences: write two", ends + 1);
        assert!(!myth.right.contains(['?', '!']), "{at}: say it in two plain sentences");
        assert!(!myth.evidence.is_empty() || myth.source.is_some(), "{at}: write evidence or a source");
        for key in myth.evidence {
            assert!(facts::evidence(key).is_some(), "{at}: {key} is not in src/facts/evidence.json");
        }
        let verified = myth.evidence.iter().any(|key| facts::evidence(key).is_some_and(|row| row.standing == "verified"));
        assert!(verified && myth.standing == "verified", "{at}: only what is verified is said to be right");
        assert!(myth.date <= CHECKED, "{at}: {} is after {CHECKED}", myth.date);
        let read = myth.evidence.iter().filter_map(|key| facts::evidence(key)).all(|row| row.date <= myth.date);
        assert!(read, "{at}: its evidence is newer: look at it again, and write that day");
    }
}

/// The compiler holds that a place exists; this, that it has myths and is shown.
#[test]
fn every_place_has_myths_and_shows_them() {
    let shown: String = fs::read_dir("src/ui/details")
        .expect("the folder is there")
        .map(|entry| fs::read_to_string(entry.expect("readable").path()).expect("sources are text"))
        .collect();
    for place in Place::ALL {
        assert!(place.myths().count() > 0, "{FILE}: nothing has the place {place:?}");
        let tag = format!("<Myths place=Place::{place:?}/>");
        assert_eq!(shown.matches(&tag).count(), 1, "src/ui: {tag} belongs there once");
    }
    assert_eq!(Place::ALL.iter().map(|place| place.myths().count()).sum::<usize>(), MYTHS.len(), "Place::ALL lists every place");
}

#[test]
fn the_page_has_each_myth_once() {
    let page = container_diet::publish::myths::page();
    for myth in &MYTHS {
        assert_eq!(page.matches(&format!("<article id=\"{}\">", myth.id)).count(), 1, "{}", myth.id);
    }
}
