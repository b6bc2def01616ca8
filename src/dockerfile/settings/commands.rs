//! Which commands can be set: words of a program, processes by name, steps of a build,
//! and what a runtime allows its program.

use super::{assigned, words};

/// One command, as no shell is there to join several.
pub fn one_command(text: &str) -> Option<&'static str> {
    let words = match words::checked(text) {
        Err(problem) => return Some(problem),
        Ok(words) => words,
    };
    if words.iter().any(|word| is_operator(word)) { Some(ONE) } else { a_secret(&words).or_else(|| a_secret_before(&words)) }
}

/// The same of variables before the program, whose values manifests and links have.
fn a_secret_before(all: &[String]) -> Option<&'static str> {
    let is_secret = all.iter().map_while(|word| words::assigned(word)).any(|(name, _)| assigned::is_of_a_secret(name));
    is_secret.then_some(NO_SECRET)
}

const NO_SECRET: &str = "Do not enter a secret: everyone who can pull the image or has this link can read it. Pass it as a variable when you start the container.";

/// Words of options whose value is a secret, where they come last.
const SECRETS: &[&str] = &["password", "passwd", "pword", "token", "secret", "apikey", "credential", "credentials"];

/// What is wrong with words of which one is a secret: an option’s value, a header, or
/// part of an address. What only names a file or a variable is none.
fn a_secret(words: &[String]) -> Option<&'static str> {
    let option = |word: &str| {
        let (name, value) = word.split_once('=').map_or((word, None), |(name, value)| (name, Some(value.to_string())));
        let parts: Vec<String> = name.strip_prefix('-')?.split(['-', '_', '.']).map(str::to_ascii_lowercase).collect();
        let last = parts.last()?;
        let is_key = last == "key" && parts.iter().any(|part| ["api", "access", "secret", "private"].contains(&part.as_str()));
        (SECRETS.contains(&last.as_str()) || is_key).then_some(value)
    };
    let is_plain = |value: &str| {
        let begins = value.starts_with(['-', '/', '.', '$', '@']) || value.contains('/');
        !value.is_empty() && !begins && !["env:", "file:", "true", "false"].iter().any(|begin| value.starts_with(begin))
    };
    let is_header = |word: &str| {
        let word = word.to_ascii_lowercase();
        ["bearer ", "basic "].iter().any(|kind| word.split_once(kind).is_some_and(|(before, _)| before.contains("authorization")))
    };
    let found = words.iter().enumerate().any(|(at, word)| {
        let value = option(word).and_then(|value| value.or_else(|| words.get(at + 1).cloned()));
        value.is_some_and(|value| is_plain(&value)) || is_header(word) || assigned::has_a_password(word)
    });
    found.then_some(NO_SECRET)
}

/// Options of Deno that allow or deny, each with what it is limited to or without.
const PERMISSIONS: &[&str] = &["read", "write", "net", "env", "sys", "run", "ffi", "import"];
const SHORT_PERMISSIONS: &[&str] = &["-A", "-R", "-W", "-N", "-E", "-S", "-I", "-P", "--allow-all", "--permission-set"];

/// What is wrong with what Deno allows.
pub fn permissions(text: &str) -> Option<&'static str> {
    let words = match words::checked(text) {
        Err(problem) => return Some(problem),
        Ok(words) => words,
    };
    let is_one = |word: &String| {
        let name = word.split_once('=').map_or(word.as_str(), |(name, _)| name);
        let limited = name.strip_prefix("--allow-").or_else(|| name.strip_prefix("--deny-"));
        SHORT_PERMISSIONS.contains(&name) || limited.is_some_and(|what| PERMISSIONS.contains(&what))
    };
    (!words.iter().all(is_one)).then_some("Enter only Deno permissions, separated by spaces, such as --allow-net --allow-read=/app.")
}

/// Whether a shell would take a word for more than that.
fn is_operator(word: &str) -> bool {
    word == "&&" || OPERATORS.contains(&word)
}

const ONE: &str = "Enter one command. No shell runs it, so put pipes, redirections and several commands into a script of the project.";

const LONGEST_PROCESS: usize = 20;
const MOST_PROCESSES: usize = 4;

/// What is wrong with processes by name.
pub fn processes(text: &str) -> Option<&'static str> {
    let words = match words::checked(text) {
        Err(problem) => return Some(problem),
        Ok(words) => words,
    };
    if words.iter().any(|word| is_operator(word)) {
        return Some(ONE);
    }
    if let Some(problem) = a_secret(&words) {
        return Some(problem);
    }
    let count = words.len();
    let all = words::processes(words);
    if all.is_empty()
        || all.iter().map(|(_, words)| words.len() + 1).sum::<usize>() != count
        || all.iter().any(|(_, words)| words.is_empty())
    {
        return Some("Enter a name, a colon and a command for each, as in a Procfile: worker: celery -A shop worker.");
    }
    if let Some(problem) = all.iter().find_map(|(_, words)| a_secret_before(words)) {
        return Some(problem);
    }
    if all.len() > MOST_PROCESSES || all.iter().any(|(name, _)| name.len() > LONGEST_PROCESS) {
        return Some("Enter at most 4 processes, with names of at most 20 characters.");
    }
    if (1..all.len()).any(|at| all[..at].iter().any(|(name, _)| *name == all[at].0)) || all.iter().any(|(name, _)| name == "before") {
        return Some("Use each name only once. “before” is reserved for the command before start.");
    }
    None
}

/// Words that a shell would take for more than words.
const OPERATORS: &[&str] = &["|", "||", ";", "&", ">", ">>", "<", "<<", "2>", "(", ")", "{", "}", "!"];

/// What is wrong with commands of a build.
pub fn steps(text: &str) -> Option<&'static str> {
    match words::checked(text) {
        Err(problem) => Some(problem),
        Ok(words) if words.iter().any(|word| OPERATORS.contains(&word.as_str()) || word.ends_with(';')) => {
            Some("Join commands with && only. Put pipes, redirections and conditions into a script of the project.")
        }
        Ok(_) if text.contains(['$', '`']) => Some("Variables are not expanded. Put commands that need them into a script of the project."),
        Ok(words) => {
            let is_empty = |command: &[String]| command.iter().all(|word| words::assigned(word).is_some());
            if words.split(|word| word == "&&").any(is_empty) {
                return Some("Enter a command before and after each &&.");
            }
            a_secret(&words).map(|_| "Do not enter a secret: the Dockerfile, this link and the build history would contain it. Let the build mount it as a secret.")
        }
    }
}
