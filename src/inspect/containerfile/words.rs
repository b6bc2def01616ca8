//! Words of shells and arguments, as far as a review needs them.

/// The longest text that arguments are put into.
const LONGEST: usize = 500;
/// So many letters may values add to a text of any length.
const LONGEST_FILLED: usize = 5_000;
/// So deep may one variable stand in for another.
const MOST_NESTED: usize = 4;

/// A stranger's word, short enough to be shown.
pub(super) fn shown(word: &str) -> String {
    word.chars().filter(|letter| !letter.is_control()).take(40).collect()
}

/// A text with arguments put in: `$NAME`, `${NAME}`, `${NAME:-else}`. What is not
/// known stays as it is written.
pub fn expand(text: &str, arguments: &[(String, Option<String>)]) -> String {
    let out = fill(text.trim_matches('"'), arguments);
    if out.len() > LONGEST { out.chars().take(LONGEST).collect() } else { out }
}

/// The same of a longer text, with its quotes.
pub fn fill(text: &str, values: &[(String, Option<String>)]) -> String {
    let mut left = LONGEST_FILLED;
    filled(text, values, 0, &mut left)
}

fn filled(text: &str, values: &[(String, Option<String>)], depth: usize, left: &mut usize) -> String {
    let known = |name: &str| values.iter().rev().find(|(own, _)| own == name).and_then(|(_, value)| value.as_deref());
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('$') {
        out += before;
        let (name, otherwise, next) = match after.strip_prefix('{').and_then(braced) {
            Some((inner, next)) => {
                let (name, otherwise) = inner.split_at(inner.find(|letter: char| !is_of_a_name(letter)).unwrap_or(inner.len()));
                (name, otherwise, next)
            }
            None => {
                let (name, next) = after.split_at(after.find(|letter: char| !is_of_a_name(letter)).unwrap_or(after.len()));
                (name, "", next)
            }
        };
        let written = after.get(..after.len() - next.len()).unwrap_or_default();
        let value = known(name).filter(|value| !value.is_empty());
        let value = match otherwise.strip_prefix(':').unwrap_or(otherwise).split_at_checked(1) {
            None if otherwise.is_empty() => value.map(String::from),
            Some(("-" | "=", or)) if value.is_none() && depth < MOST_NESTED => Some(filled(or, values, depth + 1, left)),
            Some(("-" | "=" | "?", _)) => value.map(String::from),
            Some(("+", alternative)) if value.is_some() && depth < MOST_NESTED => Some(filled(alternative, values, depth + 1, left)),
            // What a shell cuts off of a value is not known here.
            _ => None,
        };
        match value.filter(|value| !name.is_empty() && !before.ends_with('\\') && value.len() <= *left) {
            Some(value) => {
                *left -= value.len();
                out += value.trim_matches('"');
            }
            None => {
                out.push('$');
                out += written;
            }
        }
        rest = next;
    }
    out + rest
}

fn is_of_a_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_'
}

/// What stands within braces that are open already, and what follows them.
fn braced(text: &str) -> Option<(&str, &str)> {
    let mut depth = 1_usize;
    for (at, letter) in text.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((text.get(..at)?, text.get(at + 1..)?));
        }
    }
    None
}

/// The commands of a shell's text with the variables that are set for them alone.
pub fn commands_as_written(text: &str) -> Vec<Vec<String>> {
    let is_of_the_shell = |word: &String| is_no_command(word) && !word.contains('=');
    let all = split(text).into_iter().map(|words| words.into_iter().skip_while(is_of_the_shell).collect::<Vec<_>>());
    all.filter(|words| !words.is_empty()).collect()
}

/// The commands of a shell's text, each as words: what stands between `&&`, `||`, `;`,
/// `|` and lines. Nothing is expanded; quotes and brackets of subshells are taken off.
pub fn commands(text: &str) -> Vec<Vec<String>> {
    let without_words_of_a_shell = split(text).into_iter().map(|words| {
        let skipped = words.iter().take_while(|word| is_no_command(word)).count();
        words.into_iter().skip(skipped).collect::<Vec<_>>()
    });
    without_words_of_a_shell.filter(|words| !words.is_empty()).collect()
}

fn split(text: &str) -> Vec<Vec<String>> {
    let mut all: Vec<Vec<String>> = vec![Vec::new()];
    let (mut word, mut in_word, mut quote, mut letters) = (String::new(), false, None, text.chars().peekable());
    let end = |all: &mut Vec<Vec<String>>, word: &mut String, in_word: &mut bool| {
        if std::mem::take(in_word)
            && let Some(last) = all.last_mut()
        {
            last.push(std::mem::take(word));
        }
    };
    while let Some(letter) = letters.next() {
        match (quote, letter) {
            (Some('\''), '\'') | (Some('"'), '"') => quote = None,
            (Some('\''), _) => word.push(letter),
            (_, '\\') => match letters.next() {
                Some('\n') | None => {}
                Some(next) => {
                    in_word = true;
                    word.push(next);
                }
            },
            (Some(_), _) => word.push(letter),
            (None, '"' | '\'') => (quote, in_word) = (Some(letter), true),
            // What another command gives is not known here, and a comment is often written so.
            (None, '`') => {
                for next in letters.by_ref() {
                    if next == '`' {
                        break;
                    }
                }
            }
            (None, '#') if !in_word => {
                while letters.peek().is_some_and(|next| *next != '\n') {
                    letters.next();
                }
            }
            // What another command gives is not known, and its own words are a command before this.
            (None, '(') if word.ends_with('$') => {
                let (mut inner, mut depth) = (String::new(), 1_usize);
                for next in letters.by_ref() {
                    match next {
                        '(' => depth += 1,
                        ')' => depth -= 1,
                        _ => {}
                    }
                    if depth == 0 {
                        break;
                    }
                    inner.push(next);
                }
                word.push('_');
                let last = all.pop().unwrap_or_default();
                all.extend(split(&inner).into_iter().filter(|words| !words.is_empty()));
                all.push(last);
            }
            (None, '&' | '|' | ';' | '\n' | '(' | ')' | '{' | '}') if !in_a_variable(&word, letter) => {
                end(&mut all, &mut word, &mut in_word);
                if all.last().is_some_and(|last| !last.is_empty()) {
                    all.push(Vec::new());
                }
            }
            (None, _) if letter.is_whitespace() => end(&mut all, &mut word, &mut in_word),
            (None, _) => {
                in_word = true;
                word.push(letter);
            }
        }
    }
    end(&mut all, &mut word, &mut in_word);
    all
}

/// `${NAME}` is one word, and so is `2>&1`.
fn in_a_variable(word: &str, letter: char) -> bool {
    match letter {
        '{' => word.ends_with('$'),
        '}' => word.contains("${"),
        '&' => word.ends_with('>'),
        _ => false,
    }
}

/// What stands before a command and is none.
fn is_no_command(word: &str) -> bool {
    let is_variable = word
        .split_once('=')
        .is_some_and(|(name, _)| !name.is_empty() && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_'));
    is_variable || ["if", "then", "else", "do", "while", "!", "exec", "sudo", "time", "eval", "env"].contains(&word)
}

/// Where something lies that is copied to a place of a stage: absolute, without a slash at its end.
pub fn copied_to(workdir: &str, to: &str) -> String {
    let to = to.trim_matches('"');
    let path = if to.starts_with('/') { to.to_string() } else { format!("{workdir}/{to}") };
    // What begins with a variable may lie anywhere.
    let root = if path.starts_with('/') { "/" } else { "" };
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/').filter(|part| !part.is_empty() && *part != ".") {
        match part {
            ".." => drop(parts.pop()),
            _ => parts.push(part),
        }
    }
    format!("{root}{}", parts.join("/"))
}
