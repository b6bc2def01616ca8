//! Rust sources as words, and the `use` declarations among them: as much of
//! the grammar as paths take.

/// One name that a `use` brings in.
#[derive(Debug, PartialEq)]
pub struct Use<'a> {
    /// What it is called here; `*` for all.
    pub name: &'a str,
    /// As it is written.
    pub path: Vec<&'a str>,
    /// Whether others get it from here.
    pub passes_on: bool,
}

/// Whether the word is a name and no sign.
pub fn is_name(word: &str) -> bool {
    word.starts_with(|letter: char| letter.is_alphabetic() || letter == '_')
}

/// Names, numbers, `::` and single signs; no comments, no texts.
pub fn tokens(text: &str) -> Vec<&str> {
    let mut all = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
        let length = match first {
            _ if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            _ if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            '"' => quoted(rest, '"'),
            '\'' if rest[1..].starts_with('\\') => quoted(rest, '\''),
            // A letter in quotes, and not the name of a lifetime.
            '\'' if rest[1..].chars().nth(1) == Some('\'') => rest.char_indices().nth(3).map_or(rest.len(), |(at, _)| at),
            'r' if rest[1..].trim_start_matches('#').starts_with('"') => {
                let hashes = &rest[1..rest.find('"').unwrap_or(1)];
                let from = 2 + hashes.len();
                rest[from..].find(&format!("\"{hashes}")).map_or(rest.len(), |end| from + end + 1 + hashes.len())
            }
            letter if is_word(letter) => rest.find(|letter| !is_word(letter)).unwrap_or(rest.len()),
            _ if rest.starts_with("::") => 2,
            other => other.len_utf8(),
        };
        let (token, after) = rest.split_at(length);
        if is_word(first) && !token.contains('"') || token == "::" || token.len() == first.len_utf8() && !first.is_whitespace() {
            all.push(token);
        }
        rest = after;
    }
    all
}

/// How long a text in quotes is, with both of them.
fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    let end = text.char_indices().skip(1).find(|(_, letter)| {
        let ends = *letter == quote && !escaped;
        escaped = *letter == '\\' && !escaped;
        ends
    });
    end.map_or(text.len(), |(at, _)| at + 1)
}

/// The names that `use` brings in, and the words that are left.
pub fn uses<'a>(tokens: &[&'a str]) -> (Vec<Use<'a>>, Vec<&'a str>) {
    let (mut all, mut code) = (Vec::new(), Vec::new());
    let mut at = 0;
    while at < tokens.len() {
        // `use<'a>` says what a type captures.
        if tokens[at] != "use" || tokens.get(at + 1) == Some(&"<") {
            code.push(tokens[at]);
            at += 1;
            continue;
        }
        let end = at + tokens[at..].iter().position(|token| *token == ";").unwrap_or(tokens.len() - at);
        let passes_on = at > 0 && ["pub", ")"].contains(&tokens[at - 1]);
        let from = all.len();
        tree(&tokens[at + 1..end], &[], &mut all);
        all[from..].iter_mut().for_each(|item| item.passes_on = passes_on);
        at = end + 1;
    }
    (all, code)
}

/// The names of a tree such as `a::{self, b::C as D}` behind a path.
fn tree<'a>(tokens: &[&'a str], before: &[&'a str], all: &mut Vec<Use<'a>>) {
    let mut path = before.to_vec();
    let mut at = 0;
    while at < tokens.len() {
        match tokens[at] {
            "::" => {}
            "{" => {
                let (mut depth, mut from) = (0, at + 1);
                for (end, token) in tokens.iter().enumerate().skip(at) {
                    depth += i32::from(*token == "{") - i32::from(*token == "}");
                    if *token == "," && depth == 1 || depth == 0 {
                        tree(&tokens[from..end], &path, all);
                        from = end + 1;
                    }
                    if depth == 0 {
                        break;
                    }
                }
                return;
            }
            "as" => {
                all.extend(tokens.get(at + 1).map(|name| Use { name, path, passes_on: false }));
                return;
            }
            "self" if !path.is_empty() => {}
            name => path.push(name),
        }
        at += 1;
    }
    if path.last() == Some(&"*") {
        path.pop();
        all.push(Use { name: "*", path, passes_on: false });
    } else if let Some(name) = path.last().copied().filter(|_| path.len() > before.len() || tokens == ["self"]) {
        all.push(Use { name, path, passes_on: false });
    }
}
