//! Health checks, and other programs that are called and may not be there.

use super::rule::{Case, Hit, Level, Rule};
use crate::inspect::containerfile::Instruction;
use crate::inspect::containerfile::{Libc, commands};

pub(super) static RULES: &[Rule] = &[
    Rule {
        name: "health-check-cannot-run",
        level: Level::Error,
        title: "The health check calls a missing program",
        instead: "Let the program check itself, or omit the check if the platform has its own.",
        evidence: Some("npm-curl"),
        hadolint: None,
        check: health,
    },
    Rule {
        name: "tool-not-in-base",
        level: Level::Error,
        title: "A command calls a missing program",
        instead: "Install the package that has it. Let the build check that the program to start exists.",
        evidence: Some("npm-curl"),
        hadolint: None,
        check: tool,
    },
];

/// Whether what runs is known to be without a program: none where it is not known.
fn lacks(case: &Case<'_>, program: &str) -> bool {
    let image = &case.image;
    let is_copied = case.named("COPY").chain(case.named("ADD")).any(|instruction| instruction.text.contains(program));
    if is_copied || case.installs(program) || !image.is_known() {
        return false;
    }
    if image.has_no_shell() {
        return true;
    }
    // Whatever else is installed may bring it along, such as git does curl’s library only.
    let is_slim = image.tag_has("slim") && ["python", "node", "ruby", "debian", "rust"].contains(&image.repository)
        || image.repository == "debian"
        || image.repository == "ubuntu";
    match program {
        "curl" => is_slim || image.libc() == Some(Libc::Musl) && ["alpine", "node", "python", "ruby", "golang"].contains(&image.repository),
        "wget" => is_slim,
        "bash" => image.libc() == Some(Libc::Musl) && ["alpine", "node", "python", "ruby"].contains(&image.repository),
        _ => false,
    }
}

/// The first program of a command that is known not to be there.
fn missing<'a>(case: &Case<'_>, words: &'a [Vec<String>]) -> Option<&'a str> {
    words
        .iter()
        .filter_map(|words| words.first())
        .map(String::as_str)
        .find(|program| lacks(case, program.rsplit('/').next().unwrap_or(program)))
}

fn health(case: &Case<'_>) -> Vec<Hit> {
    let Some(instruction) = case.named("HEALTHCHECK").last() else { return Vec::new() };
    let text = instruction.text.trim();
    let Some(command) = text.strip_prefix("CMD").map(str::trim) else { return Vec::new() };
    let exec = crate::inspect::containerfile::exec_words(command);
    let reference = case.image.reference;
    if case.image.has_no_shell() && exec.is_none() {
        return vec![(instruction.line, format!("{reference} has no shell to run the check, so the container never becomes healthy."))];
    }
    let all = match exec {
        Some(words) => match words.as_slice() {
            [shell, option, script, ..] if option == "-c" && shell.ends_with("sh") && !case.image.has_no_shell() => commands(script),
            _ => vec![words],
        },
        None => commands(command),
    };
    let line = |program: &str| instruction.line_of(program);
    // The service's own program is no tool of the base.
    let tools = ["curl", "wget", "sh", "bash", "nc", "pg_isready", "/bin/sh", "/bin/bash", "grep", "cat", "test"];
    missing(case, &all)
        .filter(|program| tools.contains(program))
        .map(|program| (line(program), format!("{reference} has no {program}, so the container never becomes healthy.")))
        .into_iter()
        .collect()
}

fn tool(case: &Case<'_>) -> Vec<Hit> {
    // Scripts may be anywhere; what a command names is known.
    let hit = |instruction: &Instruction| {
        let all = match &instruction.exec {
            Some(words) => vec![words.clone()],
            None => commands(&instruction.text),
        };
        let program = missing(case, &all).filter(|program| ["curl", "wget", "bash", "/bin/bash"].contains(program))?;
        Some((instruction.line_of(program), format!("{} has no {program}: the container stops with “not found”.", case.image.reference)))
    };
    if case.image.has_no_shell() {
        return Vec::new();
    }
    case.named("ENTRYPOINT").last().into_iter().chain(case.named("CMD").last()).filter_map(hit).collect()
}
