//! What holds for everything that a rule stands on.

use container_diet::facts::{EVIDENCE, MYTHS};

const FILE: &str = "src/facts/evidence.json";

/// What says how something was seen by us, or that nobody can look it up.
const OURS: &[&str] = &["judgement", "reproduced", "own measurement", "by construction", "secondary for the rest", "again by the tests"];

/// Documents that are found by their own name or number.
const NAMED: &[&str] = &["PEP ", "KEP-", "help of kubectl ", "proc_pid(5)", "Harter and others, Slacker, FAST 2016"];

/// `owner/name`, as code hosts have it.
fn is_repository(word: &str) -> bool {
    let plain = |part: &str| !part.is_empty() && part.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_.".contains(letter));
    word.split_once('/').is_some_and(|(owner, name)| plain(owner) && plain(name))
}

/// Whether a part of a source can be found by whoever reads it: an address, a
/// repository with a number, a path or a revision, a page of named documentation,
/// or a document with a number.
fn can_be_looked_up(part: &str) -> bool {
    let first = part.split([' ', ',']).next().unwrap_or_default();
    let repository = is_repository(first) && part.len() > first.len();
    let documentation = [" documentation, ", " API reference, "].iter().any(|word| part.contains(word));
    part.starts_with("https://") || repository || documentation || NAMED.iter().chain(OURS).any(|name| part.starts_with(name))
}

#[test]
fn every_source_can_be_looked_up() {
    for row in &EVIDENCE {
        for part in row.source.split("; ") {
            let at = format!("{FILE}, {}: {part:?}", row.key);
            assert!(can_be_looked_up(part), "{at}: write an address, or owner/name with a number or a path");
            let numbered = part.split_whitespace().any(|word| word.starts_with('#'));
            let first = part.split([' ', ',']).next().unwrap_or_default();
            assert!(!numbered || is_repository(first), "{at}: write owner/name in front of the number");
        }
    }
}

#[test]
fn what_cannot_be_looked_up_is_seen() {
    for part in ["golang/go #33282", "https://endoflife.date", "KEP-277", "Kubernetes documentation, pods", "rails/rails a/b.rb @ 12ab"] {
        assert!(can_be_looked_up(part), "{part}");
    }
    for part in ["chatwoot #9782", "CRI-O #5440", "golang/go", "Dockerfile reference", "somebody said so", ""] {
        assert!(!can_be_looked_up(part), "{part:?}");
    }
}

#[test]
fn myths_name_sources_of_the_same_form() {
    for myth in &MYTHS {
        for part in myth.source.iter().flat_map(|source| source.split("; ")) {
            assert!(can_be_looked_up(part), "src/facts/myths.json, {}: {part:?}", myth.id);
        }
    }
}
