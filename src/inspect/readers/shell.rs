//! A script of a shell as the calls that it makes, each with its line. Nothing is run:
//! variables get the defaults that the script or the Dockerfile gives them.

use super::lines;
use crate::inspect::containerfile::{Values, commands, fill};

/// A call of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Call {
    /// Its words; `$@` stands for what the script was called with.
    pub words: Vec<String>,
    /// Its line, from 1.
    pub line: u32,
    /// Whether it takes the place of the shell.
    pub is_exec: bool,
    /// Whether it stands in no condition, loop or function.
    pub is_sure: bool,
    /// Whether the shell goes on while it runs.
    pub is_beside: bool,
    /// The file that its output becomes.
    pub makes: Option<String>,
}

/// What another command gives is not known here.
const NOT_KNOWN: &str = "$_";
/// So many values are kept.
const MOST_VALUES: usize = 400;
/// So many calls of a script are read.
const MOST_CALLS: usize = 2_000;
/// So many lines may one command have.
const MOST_LINES: usize = 60;
/// Stands for `exec`, which is taken off of commands elsewhere.
const MARK: &str = "@exec";
/// What begins a block, and what ends one.
const BEGINS: &[&str] = &["if", "case", "for", "while", "until", "select", "{"];
const ENDS: &[&str] = &["fi", "esac", "done", "}"];

/// Words that a shell does by itself, or that prepare and wait, and are no part of a service.
#[rustfmt::skip]
const PREPARES: &[&str] = &[
    ".", ":", "[", "[[", "[[[", "]", "]]", "adduser", "addgroup", "apk", "apt-get", "awk", "basename", "break", "case", "cat", "cd", "chmod", "chown", "command", "continue", "cp",
    "curl", "cut", "date", "declare", "dirname", "dockerize", "done", "echo", "elif", "else", "envsubst", "esac", "exit", "export", "expr", "false",
    "fi", "find", "for", "function", "getent", "getopts", "grep", "groupadd", "groupmod", "head", "hostname", "id", "in", "jq", "kill", "let", "ln", "local",
    "ls", "mkdir", "mv", "mysqladmin", "nc", "pg_isready", "pgrep", "ping", "printf", "pwd", "read", "readlink", "readonly", "realpath",
    "redis-cli", "return", "rm", "sed", "select", "seq", "set", "shift", "shopt", "sleep", "sort", "source", "stat", "tail", "tee", "test",
    "then", "touch", "tr", "trap", "true", "type", "typeset", "ulimit", "umask", "uname", "unset", "until", "usermod", "wait", "wget", "which",
    "while", "whoami", "xargs", "yes", "_", "",
];

/// Programs that people know, where a script takes others from files beside it.
#[rustfmt::skip]
const PROGRAMS: &[&str] = &[
    "alembic", "bundle", "celery", "django-admin", "dotnet", "flask", "gunicorn", "java", "node", "npm", "npx", "php", "pnpm", "prisma", "python",
    "python3", "rails", "rake", "uvicorn", "yarn",
];

/// Whether a call may be one of a function that another file has.
pub(super) fn may_be_a_function(words: &[String]) -> bool {
    words.first().is_some_and(|word| !word.contains('/') && !PROGRAMS.contains(&word.as_str()))
}

/// Whether a call only prepares.
pub(super) fn prepares(words: &[String]) -> bool {
    let name = words.first().map_or("", |word| word.rsplit('/').next().unwrap_or(word));
    PREPARES.contains(&name)
        || name.contains("wait-for")
        || name.contains("wait_for")
        || name.starts_with(['$', '-', '!'])
        || name.ends_with(':')
}

/// The calls of a script, with what is known of its variables put in.
pub(super) fn calls(text: &str, values: &mut Values) -> Vec<Call> {
    let mut all = Vec::new();
    let (mut depth, mut cases, mut functions) = (0_usize, 0_usize, Vec::new());
    for (line, text) in logical(text) {
        if let Some((name, words)) = list(&text) {
            let value = fill(&words.join(" "), values);
            let is_known = values.iter().any(|(own, value)| *own == name && value.is_some());
            if !value.contains('$') && !is_known && values.len() < MOST_VALUES {
                values.push((name, Some(value)));
            }
            continue;
        }
        let text = without_substitutions(&evaluated(&text));
        let text = if cases > 0 { without_pattern(&text).to_string() } else { text };
        let before = depth;
        let mut begins_command = true;
        for token in text.split_whitespace() {
            let word = token.trim_end_matches(';');
            if begins_command && BEGINS.contains(&word) || word.ends_with("(){") || word.ends_with("){") {
                depth += 1;
                cases += usize::from(word == "case");
            } else if begins_command && ENDS.contains(&word) {
                depth = depth.saturating_sub(1);
                cases = cases.saturating_sub(usize::from(word == "esac"));
            }
            if let Some(name) = token.trim_end_matches('{').strip_suffix("()").filter(|_| functions.len() < MOST_VALUES) {
                functions.push(name.to_string());
            }
            begins_command =
                token.ends_with([';', '&', '|']) || token.ends_with("()") || token == "{" || ["then", "do", "else", "!"].contains(&token);
        }
        let is_sure = before == 0 && depth == 0 && !text.split_whitespace().any(|token| BEGINS.contains(&token));
        assigned(&text, is_sure, values);
        let beside = beside(&text);
        let marked: Vec<&str> = text.split(' ').map(|token| if token == "exec" { MARK } else { token }).collect();
        for words in commands(&marked.join(" ")) {
            let is_exec = words.first().is_some_and(|word| word == MARK);
            let words = if is_exec { after_exec(&words) } else { &words };
            let makes = made(words);
            let words: Vec<String> = without_redirections(words).iter().flat_map(|word| put_in(word, values)).collect();
            if !words.is_empty() && all.len() < MOST_CALLS && !functions.iter().any(|name| words.first() == Some(name)) {
                let is_beside = beside.as_ref().is_some_and(|beside| beside.contains(&words[0]));
                all.push(Call { words, line, is_exec, is_sure, is_beside, makes });
            }
        }
    }
    all
}

/// A list that a line gives a name: `NAME=(one two)`.
fn list(text: &str) -> Option<(String, Vec<String>)> {
    let (name, rest) = text.trim().split_once('=')?;
    let name = name.trim_end_matches('+');
    let inner = rest.strip_prefix('(')?.trim_end_matches([';', ' ']).strip_suffix(')')?;
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    is_name.then(|| Some((name.to_string(), shlex::split(inner)?))).flatten()
}

/// A line of `eval` as what it makes the shell do.
fn evaluated(text: &str) -> String {
    let words = text.trim_start().strip_prefix("eval ").and_then(shlex::split);
    words.map_or_else(|| text.to_string(), |words| words.join(" "))
}

/// What stands before a lone `&`, which a shell does not wait for; none where there is none.
fn beside(text: &str) -> Option<String> {
    let at = text.match_indices('&').map(|(at, _)| at).find(|at| {
        let before = at.checked_sub(1).and_then(|before| text.as_bytes().get(before));
        let after = text.as_bytes().get(at + 1);
        before.is_none_or(|letter| !b"&>|".contains(letter)) && after.is_none_or(|letter| !b"&>".contains(letter))
    })?;
    let before = text.get(..at)?;
    Some(before.rsplit("&&").next().unwrap_or(before).to_string())
}

/// The words behind `exec`, without its options and variables for the program.
fn after_exec(words: &[String]) -> &[String] {
    let mut rest = words.get(1..).unwrap_or_default();
    while let Some(word) = rest.first() {
        let is_variable = word
            .split_once('=')
            .is_some_and(|(name, _)| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_'));
        rest = match word.as_str() {
            "-a" => rest.get(2..).unwrap_or_default(),
            "-c" | "-l" | "env" => &rest[1..],
            _ if is_variable => &rest[1..],
            _ => break,
        };
    }
    rest
}

/// What stands for the words that a script was called with.
const HANDED_ON: &str = "$@";

/// A word in which those have one form.
fn handed_on(word: &str) -> String {
    let is_one = ["${@}", "$*", "${*}"].contains(&word);
    if is_one { HANDED_ON.into() } else { word.into() }
}

/// A word with values; one that is nothing but a variable may be several words.
fn put_in(word: &str, values: &Values) -> Vec<String> {
    let word = handed_on(word);
    if word == HANDED_ON {
        return vec![word];
    }
    // A list is all of its words.
    let text = fill(&word.replace("[@]}", "}").replace("[*]}", "}"), values);
    match word.starts_with('$') && !text.starts_with('$') {
        true => text.split_whitespace().map(String::from).collect(),
        false => vec![text],
    }
}

/// Lines as a shell puts them together, without comments and texts of their own.
fn logical(text: &str) -> Vec<(u32, String)> {
    let mut all = Vec::new();
    let mut lines = lines(text);
    while let Some((number, first)) = lines.next() {
        if first.trim().is_empty() || first.trim_start().starts_with('#') {
            continue;
        }
        let mut whole = first.to_string();
        for _ in 0..MOST_LINES {
            let goes_on = whole.trim_end().ends_with('\\');
            // A quote or a list that is still open holds the next line too.
            if !goes_on && shlex::split(&whole).is_some() && !is_open_list(&whole) {
                break;
            }
            let Some((_, next)) = lines.next() else { break };
            match goes_on {
                true => whole.truncate(whole.trim_end().len() - 1),
                false => whole.push('\n'),
            }
            whole += next;
        }
        if let Some(end) = end_of_text(&whole) {
            lines.by_ref().find(|(_, line)| line.trim() == end);
        }
        all.push((number, whole));
    }
    all
}

/// Whether a line begins a list and does not end it: `NAME=(`.
fn is_open_list(line: &str) -> bool {
    let begins = line.trim_start().split_once('=').is_some_and(|(name, rest)| {
        rest.starts_with('(') && name.trim_end_matches('+').bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    });
    begins && !line.trim_end().trim_end_matches(';').ends_with(')')
}

/// The word that ends a text which a line hands on.
fn end_of_text(line: &str) -> Option<&str> {
    let (_, rest) = line.split_once("<<").filter(|(_, rest)| !rest.starts_with('<'))?;
    let word = rest.trim_start_matches('-').split_whitespace().next()?.trim_matches(['"', '\'']);
    (!word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')).then_some(word)
}

/// A text in which what other commands give is a variable that nobody knows.
fn without_substitutions(text: &str) -> String {
    let (mut out, mut depth, mut is_quoted) = (String::new(), 0_usize, false);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '`' if depth == 0 => {
                is_quoted = !is_quoted;
                out += if is_quoted { NOT_KNOWN } else { "" };
            }
            _ if is_quoted => {}
            '$' if depth == 0 && letters.peek() == Some(&'(') => {
                letters.next();
                depth = 1;
                out += NOT_KNOWN;
            }
            '(' if depth > 0 => depth += 1,
            ')' if depth > 0 => depth -= 1,
            _ if depth > 0 => {}
            _ => out.push(letter),
        }
    }
    out
}

/// A line of `case` without what it is for: `start|serve) exec app`.
fn without_pattern(text: &str) -> &str {
    let is_pattern = |before: &str| {
        let before = before.replace(" | ", "|");
        !before.trim().is_empty() && !before.contains(['(', ';', '&', '`']) && !before.trim().contains(' ')
    };
    match text.split_once(')') {
        Some((before, after)) if is_pattern(before) => after,
        _ => text,
    }
}

/// Takes the values that a line gives to variables.
fn assigned(text: &str, is_sure: bool, values: &mut Values) {
    let words = shlex::split(text).unwrap_or_default();
    let is_declared = words.first().is_some_and(|word| ["export", "declare", "local", "readonly", "typeset"].contains(&word.as_str()));
    let is_default = words.first().is_some_and(|word| word == ":");
    let is_name = |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let pairs: Vec<(String, String)> = words
        .iter()
        .skip(usize::from(is_declared || is_default))
        .map_while(|word| match is_default {
            true => word.strip_prefix("${")?.strip_suffix('}')?.split_once(":="),
            false => word.split_once('='),
        })
        .filter(|(name, _)| is_name(name))
        .map(|(name, value)| (name.to_string(), value.trim_end_matches(';').to_string()))
        .collect();
    // Before a command it is only for that.
    if pairs.len() < words.len() && !is_declared && !is_default {
        return;
    }
    for (name, value) in pairs {
        let is_known = values.iter().any(|(own, value)| *own == name && value.is_some());
        let value = fill(&handed_on(&value), values);
        if !value.replace(HANDED_ON, "").contains('$') && values.len() < MOST_VALUES && (!is_known || is_sure && !is_default) {
            values.push((name, Some(value)));
        }
    }
}

/// The file that the output of a command becomes, beside the program: `> config.json`.
fn made(words: &[String]) -> Option<String> {
    let opens = |word: &String| [">", "1>"].iter().any(|sign| word.strip_prefix(sign).is_some_and(|rest| !rest.starts_with(['&', '>'])));
    let at = words.iter().position(opens)?;
    let glued = words[at].trim_start_matches(['1', '>']);
    let file = if glued.is_empty() { words.get(at + 1)?.as_str() } else { glued };
    let is_beside = !file.is_empty() && !file.starts_with(['/', '$', '&']);
    (is_beside && !file.ends_with(".log")).then(|| file.trim_start_matches("./").to_string())
}

fn without_redirections(words: &[String]) -> Vec<String> {
    let mut out = Vec::new();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let bare = word.trim_start_matches(|letter: char| letter.is_ascii_digit());
        match bare {
            ">" | ">>" | "<" | "<<" | "<<<" if bare.len() == word.len() || word.len() == bare.len() + 1 => drop(words.next()),
            _ if bare.starts_with(['>', '<']) => {}
            _ => out.push(word.clone()),
        }
    }
    out
}
