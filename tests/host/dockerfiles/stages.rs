//! A stage by itself, so that what many files share is linted once.
//!
//! Linters look at a stage, at what it starts from, and at the names of others.
//! So a stage alone is a file of its own: the arguments before the first stage,
//! an empty stage for each name that it copies from, what the stages that it goes
//! on from leave to it, and the stage itself. What a linter could find between
//! stages and so not see here, names twice and names of later stages, is an
//! invariant of every file; a stage that is last here but not in its file is held
//! to more, not to less, as rules for the last stage look at it too.

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
