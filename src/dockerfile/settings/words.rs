//! Text with words as a shell takes them, and how a link carries it.

use std::fmt::Write as _;

/// The longest text, in letters of a link.
const LONGEST: usize = 300;

/// The words, with quotes and backslashes read as a shell reads them; none where
/// a quote is not closed. Nothing is expanded.
pub fn split(text: &str) -> Option<Vec<String>> {
    // What follows a # is a comment to the crate, and an argument to people.
    let mut guarded = String::with_capacity(text.len());
    let (mut quote, mut escaped, mut begins) = (None, false, true);
    for letter in text.chars() {
        if letter == '#' && begins && quote.is_none() && !escaped {
            guarded.push('\\');
        }
        begins = quote.is_none() && !escaped && letter == ' ';
        match (quote, letter) {
            _ if escaped => escaped = false,
            (Some('\''), '\\') => {}
            (_, '\\') => escaped = true,
            (None, '"' | '\'') => quote = Some(letter),
            (Some(open), _) if open == letter => quote = None,
            _ => {}
        }
        guarded.push(letter);
    }
    shlex::split(&guarded)
}

/// The words, or what is wrong with them.
pub fn checked(text: &str) -> Result<Vec<String>, &'static str> {
    if to_link(text).len() > LONGEST {
        return Err("Use at most 300 characters. Characters other than letters, digits and . _ - / : , @ count three times.");
    }
    if text.chars().any(|letter| letter.is_ascii_control()) {
        return Err("Enter a single line.");
    }
    match split(text) {
        None => Err("Close the quote."),
        Some(words) if words.is_empty() => Err("Enter at least one word."),
        Some(words) => Ok(words),
    }
}

/// A word that gives a variable a value, as a name and the value.
pub fn assigned(word: &str) -> Option<(&str, &str)> {
    let (name, value) = word.split_once('=')?;
    is_name(name).then_some((name, value))
}

/// Whether a shell takes it as the name of a variable.
pub fn is_name(word: &str) -> bool {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    word.starts_with(|letter: char| plain(letter) && !letter.is_ascii_digit()) && word.chars().all(plain)
}

/// Commands joined by `&&`, each as a shell reads the same words again: nothing
/// in them is expanded, and none becomes two.
pub fn commands(text: &str) -> Vec<String> {
    let words = split(text).unwrap_or_default();
    let quoted = |word: &str| shlex::try_quote(word).map_or_else(|_| String::new(), |word| word.into_owned());
    let command = |command: &[String]| {
        let mut is_program_named = false;
        let words = command.iter().map(|word| match assigned(word) {
            Some((name, value)) if !is_program_named => format!("{name}={}", quoted(value)),
            _ => {
                is_program_named = true;
                quoted(word)
            }
        });
        words.collect::<Vec<_>>().join(" ")
    };
    words.split(|word| word == "&&").map(command).collect()
}

/// The name of a process, where a word begins one as a line of a Procfile does.
fn begins(word: &str) -> Option<&str> {
    let name = word.strip_suffix(':')?;
    let plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    (name.starts_with(|letter: char| letter.is_ascii_lowercase()) && name.chars().all(plain) && !name.ends_with('-')).then_some(name)
}

/// Processes by name with their words, as lines of a Procfile one after another;
/// what comes before the first name is of none.
pub fn processes(words: Vec<String>) -> Vec<(String, Vec<String>)> {
    let mut all: Vec<(String, Vec<String>)> = Vec::new();
    for word in words {
        if let Some(name) = begins(&word) {
            all.push((name.into(), Vec::new()));
        } else if let Some((_, words)) = all.last_mut() {
            words.push(word);
        }
    }
    all
}

/// The text as a value of a link: letters that separate something there, or that
/// chat programs change, are a tilde with two digits.
pub fn to_link(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b' ' => out.push('+'),
            _ if byte.is_ascii_alphanumeric() || b"-._/:,@".contains(&byte) => out.push(char::from(byte)),
            _ => {
                // Writing to a string cannot fail.
                let _ = write!(out, "~{byte:02x}");
            }
        }
    }
    out
}

/// What [`to_link`] wrote; other text is as it is, so that a link by hand is read too.
pub fn from_link(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value.chars();
    while let Some(letter) = rest.next() {
        match letter {
            '+' => out.push(' '),
            '~' => match rest.as_str().get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
                Some(byte) if byte.is_ascii() => {
                    out.push(char::from(byte));
                    rest = rest.as_str().get(2..).unwrap_or_default().chars();
                }
                _ => out.push(letter),
            },
            _ => out.push(letter),
        }
    }
    out
}
