//! What is marked as new after a change.

use crate::states::exported;
use container_diet::dockerfile::changes::{kept, lines, sentence};
use container_diet::dockerfile::settings::{SettingId, Settings};
use container_diet::dockerfile::{Block, Output, Why};
use container_diet::link;

const WHY: Why = Why::practice("A reason.");

fn blocks(texts: &[&str]) -> Vec<Block> {
    texts.iter().map(|text| Block { text: format!("{text}\n"), why: Some(WHY) }).collect()
}

#[track_caller]
fn new(before: &[&str], after: &[&str], expected: &[&str]) {
    let (before, after) = (blocks(before), blocks(after));
    let kept = kept(&before, &after);
    let found: Vec<&str> = after.iter().zip(&kept).filter(|(_, was)| was.is_none()).map(|(block, _)| block.text.trim()).collect();
    assert_eq!(found, expected);
    let places: Vec<usize> = kept.iter().flatten().copied().collect();
    assert!(places.is_sorted_by(|one, other| one < other), "{places:?}");
    for (at, was) in kept.iter().enumerate() {
        assert!(was.is_none_or(|was| before[was].text.trim() == after[at].text.trim()));
    }
}

#[test]
fn what_is_put_between_is_new_alone() {
    new(&["a", "b"], &["a", "b"], &[]);
    new(&["a", "b"], &["a", "x", "b"], &["x"]);
    new(&["a", "b"], &["x", "a", "b", "y"], &["x", "y"]);
    new(&["a", "b", "c"], &["a", "c"], &[]);
    new(&["a", "b", "c"], &["a", "x", "c"], &["x"]);
    new(&["a", "a", "b"], &["a", "b", "a"], &["a"]);
    new(&[], &["a"], &["a"]);
    new(&["a"], &[], &[]);
    new(&["a", "b"], &["b", "a"], &["a"]);
    // Blank lines around a stage are layout.
    new(&["FROM a"], &["ARG b", "\nFROM a"], &["ARG b"]);
}

/// Every pair of short files: as many blocks stay as can.
#[test]
fn as_much_stays_as_can() {
    let words = |mut number: usize| {
        let mut all = Vec::new();
        while number > 0 {
            all.push(["a", "b", "c"][number % 3]);
            number /= 3;
        }
        blocks(&all)
    };
    let all: Vec<_> = (0..250).map(words).collect();
    for before in &all {
        for after in &all {
            let stays = kept(before, after).iter().flatten().count();
            assert_eq!(stays, most_in_common(before, after), "{before:?} {after:?}");
        }
    }
}

fn most_in_common(one: &[Block], other: &[Block]) -> usize {
    let ([first, one_rest @ ..], [second, other_rest @ ..]) = (one, other) else { return 0 };
    match first == second {
        true => 1 + most_in_common(one_rest, other_rest),
        false => most_in_common(one_rest, other).max(most_in_common(one, other_rest)),
    }
}

fn output(link: &str, settings: Settings) -> Output {
    let mut state = link::read(link).state;
    state.settings = settings;
    exported(&state, |export| export.output.clone())
}

#[test]
fn a_real_file_says_what_is_new() {
    let own = output("v=1&run=go", Settings::default()).blocks();
    assert_eq!(sentence(&own, &own), "");
    let port = output("v=1&run=go", Settings::default().with(SettingId::Port, "3000")).blocks();
    assert_ne!(own[0], port[0], "the header carries the link");
    assert_eq!(sentence(&own, &port), "1 line added, 1 removed.");
    let new: Vec<_> = kept(&own, &port).iter().zip(&port).filter(|(was, _)| was.is_none()).map(|(_, block)| block.clone()).collect();
    assert_eq!(new.len(), 1);
    assert_eq!(new[0].text, "EXPOSE 3000\n");
    let checked = output("v=1&run=python&on=docker", Settings::default()).blocks();
    let unchecked = output("v=1&run=python&on=kubernetes", Settings::default()).blocks();
    assert_eq!(sentence(&unchecked, &checked), "3 lines added.");
    assert_eq!(sentence(&checked, &unchecked), "3 lines removed.");
    assert_eq!(lines(checked.iter()), checked.iter().flat_map(|block| block.text.lines()).filter(|line| !line.is_empty()).count());
}
