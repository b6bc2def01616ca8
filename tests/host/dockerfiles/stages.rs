//! A stage by itself, so that what many files share is linted once.
//!
//! Linters look at a stage, at what it starts from, and at the names of others.
//! So a stage alone is a file of its own: the arguments before the first stage,
//! an empty stage for each name that it copies from, what the stages that it goes
//! on from leave to it, and the stage itself. What a linter could find between
//! stages and so not see here, names twice and names of later stages, is an
//! invariant of every file; a stage that is last here but not in its file is held
//! to more, not to less, as rules for the last stage look at it too.

use std::collections::{BTreeSet, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Every stage of a file by itself.
pub fn alone(text: &str) -> Vec<String> {
    let (head, stages) = split(text);
    (0..stages.len()).map(|at| by_itself(&head, &stages, at)).collect()
}

fn by_itself(head: &str, stages: &[String], at: usize) -> String {
    // It and what it goes on from, the last first.
    let mut chain = vec![at];
    while let Some(before) = stages.iter().position(|other| name(other) == Some(from(&stages[chain[chain.len() - 1]]))) {
        chain.push(before);
    }
    chain.reverse();
    let whole: Vec<Option<&str>> = chain.iter().map(|at| name(&stages[*at])).collect();
    let mut empty: Vec<&str> = copied_from(&stages[at]).collect();
    empty.sort_unstable();
    empty.dedup();
    // An image that is copied from is no stage.
    empty.retain(|other| stages.iter().any(|stage| name(stage) == Some(other)) && !whole.contains(&Some(other)));
    let empty: String = empty.iter().map(|name| format!("FROM scratch AS {name}\n\n")).collect();
    let before: String = chain[..chain.len() - 1].iter().map(|at| left(&stages[*at])).collect();
    let used = |line: &&str| chain.iter().any(|at| stages[*at].contains(&format!("${{{}}}", argument(line))));
    let head: String = head.lines().filter(used).map(|line| format!("{line}\n\n")).collect();
    format!("{head}{empty}{before}{}\n", stages[at].trim_end())
}

/// What a stage leaves to one that goes on from it: its image, folder, user,
/// variables and shell. Commands and copies leave files, which no linter sees.
fn left(stage: &str) -> String {
    let mut kept = String::new();
    let mut keeps = false;
    for line in stage.lines() {
        if !line.starts_with(' ') {
            keeps = ["FROM ", "WORKDIR ", "USER ", "ENV ", "ARG ", "SHELL "].iter().any(|word| line.starts_with(word));
        }
        if keeps {
            kept += line;
            kept += "\n";
        }
    }
    kept + "\n"
}

/// Of stages those in which something is new: an instruction after others of other
/// kinds or variables than before, or two [shapes](shape) of instructions that never
/// met in this order, or never side by side. Rules look at no more than that: at
/// all that stands in an instruction, at what another one is and calls, and at what is
/// missing before it. So the number grows with what can be said, and not with how it
/// can be combined.
pub fn with_something_new(stages: &BTreeSet<String>) -> Vec<&String> {
    let mut seen = HashSet::new();
    let mut sorted: Vec<&String> = stages.iter().collect();
    // In long ones most is new at once.
    sorted.sort_by_key(|stage| std::cmp::Reverse(stage.len()));
    sorted.retain(|stage| {
        let mut is_new = false;
        for what in what_meets(stage) {
            is_new |= seen.insert(what);
        }
        is_new
    });
    sorted
}

/// What meets in a stage, as numbers.
fn what_meets(stage: &str) -> Vec<u64> {
    let all = instructions(stage);
    let shapes: Vec<u64> = all.iter().map(|instruction| number(&shape(instruction))).collect();
    let mut found = Vec::new();
    let (mut kinds, mut defined) = (BTreeSet::new(), BTreeSet::new());
    for (at, instruction) in all.iter().enumerate() {
        let used: Vec<&str> = defined.iter().copied().filter(|name| instruction.contains(&format!("${{{name}}}"))).collect();
        found.push(number(&(&kinds, used, instruction)));
        found.extend(shapes[..at].iter().enumerate().map(|(before, other)| number(&(before + 1 == at, other, shapes[at]))));
        let mut words = instruction.split_whitespace();
        let kind = words.next().unwrap_or_default();
        kinds.insert(kind);
        if kind == "ARG" || kind == "ENV" {
            defined.extend(words.filter_map(|word| word.split('=').next()));
        }
    }
    found
}

/// What a rule about another instruction can ask of one: its kind with its flags,
/// what it names, and of commands which programs they call and how they are joined.
fn shape(instruction: &str) -> BTreeSet<&str> {
    let mut words = instruction.split_whitespace();
    let kind = words.next().unwrap_or_default();
    let joins = ["&&", "||", "|", ";", "then", "do", "else", "if", "!", "\\", "{", "("];
    let mut shape = BTreeSet::from([kind]);
    match kind {
        "RUN" => {
            let mut is_called = true;
            for word in words {
                let is_flag = is_called && word.starts_with("--");
                if (is_called && !is_flag) || joins.contains(&word) {
                    shape.insert(word);
                }
                // A mount is of one kind wherever it is.
                shape.extend(is_flag.then(|| word.split(',').next().unwrap_or_default()));
                is_called = is_flag || joins.contains(&word) || word.ends_with(';');
            }
        }
        "COPY" | "ADD" => {
            let all: Vec<&str> = words.collect();
            shape.extend(all.iter().filter(|word| word.starts_with("--")));
            shape.insert(if all.last().is_some_and(|to| to.starts_with(['/', '"', '[', '$'])) { "/" } else { "." });
        }
        "ENV" | "ARG" => shape.extend(words.filter_map(|word| word.split('=').next())),
        "FROM" => shape.extend(words.skip_while(|word| *word != "AS")),
        "USER" | "SHELL" => shape.extend(words),
        _ => {}
    }
    shape
}

fn number(what: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
}

/// The instructions, each with the lines that go on with it.
fn instructions(stage: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for line in stage.lines().filter(|line| !line.is_empty()) {
        match all.last_mut() {
            Some(last) if line.starts_with(' ') => *last += &format!("\n{line}"),
            _ => all.push(line.into()),
        }
    }
    all
}

/// What stands before the first stage, and the stages.
fn split(text: &str) -> (String, Vec<String>) {
    let mut parts = vec![String::new()];
    for line in text.lines() {
        if line.starts_with("FROM ") {
            parts.push(String::new());
        }
        let last = parts.last_mut().expect("there is one");
        *last += line;
        *last += "\n";
    }
    (parts.remove(0), parts)
}

fn argument(line: &str) -> &str {
    line.trim_start_matches("ARG ").split('=').next().unwrap_or_default()
}

fn first(stage: &str) -> impl Iterator<Item = &str> {
    stage.lines().next().unwrap_or_default().split(' ').filter(|word| !word.starts_with("--"))
}

fn from(stage: &str) -> &str {
    first(stage).nth(1).unwrap_or_default()
}

fn name(stage: &str) -> Option<&str> {
    first(stage).skip_while(|word| *word != "AS").nth(1)
}

fn copied_from(stage: &str) -> impl Iterator<Item = &str> {
    stage.lines().filter_map(|line| line.strip_prefix("COPY --from=")?.split(' ').next())
}

#[test]
fn a_stage_alone_has_what_it_needs() {
    let text = "ARG A=1\nARG B=2\n\nFROM a:${A} AS build\nENV A=1 \\\n    B=2\nRUN make \\\n && install\n\nFROM --platform=${BUILDPLATFORM} b AS tools\nCOPY --from=composer:2 /x /x\nCOPY --from=build /y /y\n\nFROM build\nCOPY --from=tools /z /z\nUSER 1\n";
    let expected = [
        "ARG A=1\n\nFROM a:${A} AS build\nENV A=1 \\\n    B=2\nRUN make \\\n && install\n",
        "FROM scratch AS build\n\nFROM --platform=${BUILDPLATFORM} b AS tools\nCOPY --from=composer:2 /x /x\nCOPY --from=build /y /y\n",
        "ARG A=1\n\nFROM scratch AS tools\n\nFROM a:${A} AS build\nENV A=1 \\\n    B=2\n\nFROM build\nCOPY --from=tools /z /z\nUSER 1\n",
    ];
    assert_eq!(alone(text), expected);
}

#[test]
fn what_is_new_is_kept() {
    let all = |texts: &[&str]| texts.iter().map(ToString::to_string).collect::<BTreeSet<String>>();
    let kept = |texts: &[&str]| with_something_new(&all(texts)).into_iter().map(|text| text.as_str()).collect::<BTreeSet<&str>>().len();
    // A and B, A and C, B and C met already.
    let pairs = [
        "FROM x\nRUN a \\\n && d\nRUN b\nEXPOSE 1\nUSER 1\n",
        "FROM x\nRUN a \\\n && d\nRUN b\nUSER 1\n",
        "FROM x\nRUN a \\\n && d\nEXPOSE 1\nUSER 1\n",
    ];
    assert_eq!(kept(&pairs[..1]), 1);
    assert_eq!(kept(&pairs), 3, "what is side by side for the first time is new");
    assert_eq!(kept(&[pairs[0], pairs[1], pairs[2], "FROM x\nRUN b\nEXPOSE 1\nUSER 1\n"]), 4, "and so is what follows FROM");
    let without = ["FROM x\nWORKDIR /a\nCOPY b ./\nRUN c\nCOPY d ./\n", "FROM x\nCOPY d ./\n"];
    assert_eq!(kept(&without), 2, "what is missing before an instruction counts");
    let apart = [
        "FROM x\nRUN a\nRUN b\nRUN c\nRUN d\nRUN e\n",
        "FROM x\nRUN a\nRUN b\nRUN d\nRUN e\n",
        "FROM x\nRUN a\nRUN b\nRUN c\nRUN e\n",
        "FROM x\nRUN a\nRUN b\nRUN c\nRUN d\n",
    ];
    assert_eq!(kept(&apart), 3, "the last has nothing new");
}
