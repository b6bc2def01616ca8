//! Lines as Docker puts them together: one for each instruction.

use super::words;

/// An instruction with all its lines.
#[derive(Clone, Debug, Default)]
pub(super) struct Logical {
    /// Its line in the file, the first of several.
    pub line: u32,
    /// The lines as one, without comments and ends.
    pub text: String,
    /// What follows in lines of its own.
    pub heredocs: Vec<Heredoc>,
    /// Each line as it stands.
    pub lines: Vec<(u32, String)>,
}

/// A file or script within a Dockerfile.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heredoc {
    /// The word that ends it.
    pub name: String,
    /// The first line of its text.
    pub line: u32,
    /// Its lines joined, without comments between them.
    pub text: String,
}

/// The instructions, and where reading stopped.
pub(super) fn logical(text: &str) -> (Vec<Logical>, Option<(u32, String)>) {
    let escape = escape(text);
    let mut all = Vec::new();
    let mut lines = (1_u32..).zip(text.lines()).peekable();
    while let Some((number, line)) = lines.next() {
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        let mut one = Logical { line: number, ..Logical::default() };
        let mut rest = line;
        let mut at = number;
        loop {
            one.lines.push((at, rest.into()));
            let (kept, goes_on) = match rest.trim_end_matches([' ', '\t']).strip_suffix(escape) {
                Some(kept) => (kept, true),
                None => (rest, false),
            };
            one.text += if one.text.is_empty() { kept.trim_start() } else { kept };
            if !goes_on {
                break;
            }
            // Comments and empty lines within are left out.
            let next = lines.find(|(_, line)| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
            let Some((number, line)) = next else { break };
            (at, rest) = (number, line);
        }
        for (name, strips_tabs) in heredocs(&one.text) {
            let mut heredoc = Heredoc { line: lines.peek().map_or(at + 1, |(line, _)| *line), name, text: String::new() };
            let ends = |line: &str| (if strips_tabs { line.trim_start_matches('\t') } else { line }) == heredoc.name;
            loop {
                let Some((_, line)) = lines.next() else {
                    let why = format!("the text that begins with {} is not closed", words::shown(&heredoc.name));
                    return (all, Some((one.line, why)));
                };
                if ends(line) {
                    break;
                }
                heredoc.text += line;
                heredoc.text.push('\n');
            }
            one.heredocs.push(heredoc);
        }
        all.push(one);
    }
    (all, None)
}

/// The letter that joins lines: that of the directive, which stands before all else.
fn escape(text: &str) -> char {
    for line in text.lines() {
        let Some((name, value)) = line.trim().strip_prefix('#').and_then(|rest| rest.split_once('=')) else { break };
        let name = name.trim().to_ascii_lowercase();
        if name.is_empty() || !name.chars().all(|letter| letter.is_ascii_alphanumeric()) {
            break;
        }
        if name == "escape" && value.trim() == "`" {
            return '`';
        }
    }
    '\\'
}

/// The words that end heredocs, in order, and whether tabs before them count.
fn heredocs(text: &str) -> Vec<(String, bool)> {
    let mut words = text.split_whitespace();
    let mut name = words.next().unwrap_or_default().to_ascii_uppercase();
    if name == "ONBUILD" {
        name = words.next().unwrap_or_default().to_ascii_uppercase();
    }
    if !["RUN", "COPY", "ADD"].contains(&name.as_str()) || !text.contains("<<") {
        return Vec::new();
    }
    let marked = |word: &str| {
        let rest = word.trim_start_matches(|letter: char| letter.is_ascii_digit()).strip_prefix("<<")?;
        let (strips, rest) = rest.strip_prefix('-').map_or((false, rest), |rest| (true, rest));
        let bare = rest.trim_matches(['"', '\'']);
        let is_name = !bare.is_empty() && bare.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
        is_name.then(|| (bare.to_string(), strips))
    };
    outside_quotes(text).into_iter().filter_map(|word| marked(&word)).collect()
}

/// Words of a text; what stands in quotes begins none.
fn outside_quotes(text: &str) -> Vec<String> {
    let (mut words, mut word, mut quote, mut is_escaped) = (Vec::new(), String::new(), None, false);
    for letter in text.chars() {
        match (quote, letter) {
            _ if is_escaped => is_escaped = false,
            (_, '\\') => is_escaped = true,
            (None, '"' | '\'') => quote = Some(letter),
            (Some(open), _) if open == letter => quote = None,
            (None, _) if letter.is_whitespace() || ";|&)".contains(letter) => {
                words.push(std::mem::take(&mut word));
                continue;
            }
            _ => {}
        }
        word.push(letter);
    }
    words.push(word);
    words
}
