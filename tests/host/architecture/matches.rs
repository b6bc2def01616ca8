//! Matches over runtimes name each of them, so that a new one is a list of
//! compile errors and not of silent defaults; and what an image is, is asked of
//! its facts.

use super::{code, sources};

/// The arm that takes all that is left, of a match in which others name a runtime: its line.
fn silent_defaults(text: &str) -> Vec<usize> {
    let lines: Vec<&str> = text.lines().collect();
    let indent = |line: &str| line.len() - line.trim_start().len();
    let is_silent = |at: &usize| {
        let own = indent(lines[*at]);
        let arms = lines[..*at].iter().rev().take_while(|line| line.trim().is_empty() || indent(line) >= own);
        let mut arms = arms.filter(|line| indent(line) == own && !line.trim().is_empty());
        lines[*at].trim_start().starts_with("_ =>")
            && arms
                .any(|line| line.split("=>").next().and_then(|arm| arm.split(" if ").next()).is_some_and(|arm| arm.contains("Runtime::")))
    };
    (0..lines.len()).filter(is_silent).map(|at| at + 1).collect()
}

#[test]
fn no_match_over_runtimes_has_a_silent_default() {
    for (file, text) in sources() {
        let found = silent_defaults(&text);
        assert!(found.is_empty(), "{file}:{found:?}: name the runtimes, so that a new one is missed by the compiler");
    }
}

#[test]
fn it_would_find_a_silent_default() {
    let text = "match runtime {\n    Runtime::Go => {\n        1\n    }\n    _ => 2,\n}\nmatch other {\n    1 => 1,\n    _ => 2,\n}\n";
    assert_eq!(silent_defaults(text), [5]);
    assert_eq!(silent_defaults(&text.replace("    _ => 2,\n}\nmatch", "    Runtime::Rust => 2,\n}\nmatch")), [0; 0]);
}

/// Where names of images are looked at: in the facts, where a mirror is put before them, and
/// in Dockerfiles of others, whose images may be any.
const OF_NAMES: &[&str] = &["src/facts", "src/dockerfile/mirror.rs", "src/inspect/containerfile", "src/inspect/review"];

#[test]
fn what_an_image_is_is_asked_of_its_facts() {
    for (file, text) in sources().into_iter().filter(|(file, _)| !OF_NAMES.iter().any(|start| file.starts_with(start))) {
        for (number, line) in code(&text) {
            let asks =
                ["role() ==", "role() !=", "role().s", ".reference.s", "reference ==", "repository() ==", "repository().s", "image.id.s"];
            for asked in asks {
                assert!(!line.contains(asked), "{file}:{number}: {asked} of an image’s name: ask what its facts say");
            }
        }
    }
}

/// Where states are judged: once for what is shown, and where others are asked about than
/// the one that is shown.
const JUDGES: &[(&str, &str)] = &[
    ("src/decision/state.rs", "the only way to a verdict"),
    ("src/decision.rs", "the decision itself"),
    ("src/decision/map.rs", "other answers and weights, one for each cell"),
    ("src/ui/page.rs", "the memo that the whole page reads"),
    ("src/ui/dockerfile/beside.rs", "the state of a link that was opened before"),
    ("src/share/versus.rs", "the other link, and what lies between"),
    ("src/inspect/ask.rs", "what other answers would lead to"),
    ("src/inspect/over.rs", "the plan of the base that they have"),
    ("src/inspect/steps.rs", "the state that was read"),
    ("src/publish/rule.rs", "the tables of the page about the rule"),
    ("src/cli.rs", "the link that was given"),
    ("src/ui/explorer/holder.rs", "the memo that the parts of the page read"),
];

/// So nothing is decided twice for one answer.
#[test]
fn states_are_judged_where_that_is_said() {
    for (file, text) in sources().into_iter().filter(|(file, _)| !file.starts_with("src/model") && file != "src/lib.rs") {
        let judges = ["decide(", "decide_with(", ".verdict()", "Decision::new", "Decision::of_verdict", "Plan::new"];
        let line = code(&text).find(|(_, line)| judges.iter().any(|name| line.contains(name)) && !line.trim_start().starts_with("use "));
        let may = JUDGES.iter().any(|(name, _)| *name == file);
        assert!(line.is_none() || may, "{file}:{line:?}: ask the decision, or say here why another one is needed");
        assert!(line.is_some() || !may, "{file} judges nothing any more: take it out of the list");
    }
}
