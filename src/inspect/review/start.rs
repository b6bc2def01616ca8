//! How it starts.

use super::rule::{Case, Hit, Level, Rule};
use crate::inspect::containerfile::Instruction;

pub(super) static RULES: &[Rule] = &[
    Rule {
        name: "shell-form-start",
        level: Level::Warning,
        title: "A shell is process 1",
        instead: "Use exec form: the program is process 1 and gets SIGTERM.",
        evidence: Some("exec-form"),
        hadolint: Some("DL3025"),
        check: shell_form,
    },
    Rule {
        name: "npm-as-process-1",
        level: Level::Warning,
        title: "A package manager is process 1",
        instead: "Start node with the script in CMD.",
        evidence: Some("npm-curl"),
        hadolint: None,
        check: npm,
    },
    Rule {
        name: "shell-where-none-is",
        level: Level::Error,
        title: "A command needs a missing shell",
        instead: "On a base without a shell, run and start nothing through one.",
        evidence: Some("exec-fails"),
        hadolint: None,
        check: no_shell,
    },
    Rule {
        name: "development-server",
        level: Level::Warning,
        title: "A development server is started",
        instead: "Start Uvicorn, Gunicorn, Puma or the built program.",
        evidence: None,
        hadolint: None,
        check: development,
    },
];

/// What starts: the last ENTRYPOINT and the last CMD.
fn started<'a>(case: &Case<'a>) -> Vec<&'a Instruction> {
    case.named("ENTRYPOINT").last().into_iter().chain(case.named("CMD").last()).collect()
}

fn shell_form(case: &Case<'_>) -> Vec<Hit> {
    // SHELL names what reads it, on Windows for example.
    if case.is_for_people() || case.named("SHELL").next().is_some() || case.image.has_no_shell() {
        return Vec::new();
    }
    let is_exec_entrypoint = case.named("ENTRYPOINT").last().is_some_and(|instruction| instruction.exec.is_some());
    let hit = |instruction: &Instruction| {
        let is_shell = instruction.exec.is_none() && !instruction.text.starts_with("exec ") && !instruction.text.trim().is_empty();
        let (line, name) = (instruction.line, &instruction.name);
        let is_ours = instruction.name == "ENTRYPOINT" || !is_exec_entrypoint;
        let brackets = instruction.text.starts_with('[');
        (is_shell && is_ours).then(|| match brackets {
            true => (line, format!("{name} is not valid JSON, so /bin/sh reads it literally, including the brackets.")),
            false => {
                (line, "/bin/sh is process 1 and may not forward SIGTERM. The container is then killed after its grace period.".to_string())
            }
        })
    };
    started(case).into_iter().filter_map(hit).collect()
}

fn npm(case: &Case<'_>) -> Vec<Hit> {
    if case.is_for_people() {
        return Vec::new();
    }
    let hit = |instruction: &Instruction| {
        let words = instruction.exec.clone().or_else(|| shlex::split(&instruction.text)).unwrap_or_default();
        let mut words = words
            .iter()
            .map(String::as_str)
            .skip_while(|word| ["exec", "dumb-init", "tini", "--", "/sbin/tini", "/usr/bin/dumb-init"].contains(word));
        let (first, second) = (words.next()?, words.next()?);
        let is_run = ["npm", "yarn", "pnpm"].contains(&first)
            && (["start", "run"].contains(&second) || second.starts_with("start") || first != "npm" && !second.starts_with('-'));
        let builds_itself = ["build", "install", "test", "exec", "dlx"].contains(&second);
        (is_run && !builds_itself).then(|| {
            (
                instruction.line,
                format!("{first} starts the script through a shell and handles SIGTERM itself, so the program may not stop in time."),
            )
        })
    };
    started(case).into_iter().filter_map(hit).collect()
}

fn no_shell(case: &Case<'_>) -> Vec<Hit> {
    // What is copied in may well be a shell.
    let brings = |instruction: &Instruction| {
        instruction.copied().is_some_and(|(from, to)| {
            from.iter().chain([&to]).any(|path| {
                path.ends_with("/sh")
                    || path.contains("busybox")
                    || path.contains("/bin/bash")
                    || path == "/"
                    || path == "/bin"
                    || path == "/bin/"
                    || path.contains("rootfs")
            })
        })
    };
    if !case.image.has_no_shell() || case.named("SHELL").next().is_some() || case.named("COPY").chain(case.named("ADD")).any(brings) {
        return Vec::new();
    }
    let is_shell = |instruction: &&Instruction| match (&instruction.exec, instruction.name.as_str()) {
        (None, "RUN" | "CMD" | "ENTRYPOINT") => !instruction.text.trim().is_empty(),
        (Some(words), "RUN" | "CMD" | "ENTRYPOINT") => {
            words.first().is_some_and(|word| ["sh", "bash", "/bin/sh", "/bin/bash"].contains(&word.as_str()))
        }
        _ => false,
    };
    let reference = case.image.reference;
    case.instructions
        .iter()
        .copied()
        .filter(is_shell)
        .map(|instruction| (instruction.line, format!("{reference} has no shell, but {} needs one here.", instruction.name)))
        .collect()
}

/// Commands that their makers say are not for production.
const FOR_DEVELOPMENT: &[(&[&str], &str)] = &[
    (&["manage.py", "runserver"], "Django says of runserver: do not use this server in a production setting."),
    (&["flask", "run"], "Flask says of its built-in server: do not use it in a production deployment."),
    (&["nodemon"], "nodemon waits for file changes, which an image never has."),
    (&["next", "dev"], "next dev rebuilds each page and shows errors to visitors."),
    (&["npm", "run", "dev"], "A script “dev” builds while it serves."),
    (&["yarn", "dev"], "A script “dev” builds while it serves."),
    (&["pnpm", "dev"], "A script “dev” builds while it serves."),
    (&["php", "artisan", "serve"], "artisan serve is PHP’s built-in server, which is for development."),
    (&["dotnet", "watch"], "dotnet watch builds while it serves."),
    (&["go", "run"], "go run compiles at every start."),
    (&["cargo", "run"], "cargo run compiles at every start."),
    (&["mvn", "spring-boot:run"], "spring-boot:run compiles at every start."),
];

fn development(case: &Case<'_>) -> Vec<Hit> {
    if case.is_for_people() || case.file.last().and_then(|stage| stage.name.as_deref()).is_some_and(|name| name.starts_with("local")) {
        return Vec::new();
    }
    let hit = |instruction: &Instruction| {
        let words = instruction.exec.clone().or_else(|| shlex::split(&instruction.text)).unwrap_or_default();
        let words: Vec<&str> = words.iter().map(|word| word.rsplit('/').next().unwrap_or(word)).collect();
        let (_, why) = FOR_DEVELOPMENT.iter().find(|(mark, _)| words.windows(mark.len()).any(|window| window == *mark))?;
        Some((instruction.line, (*why).to_string()))
    };
    started(case).into_iter().filter_map(hit).collect()
}
