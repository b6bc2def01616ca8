//! Documentation that is as short as a name has to say more than the name.

use std::fs;
use std::path::Path;

use super::files;

/// Documentation of so few words is looked at.
const SHORT: usize = 3;
/// Words that say nothing by themselves.
const EMPTY: &[&str] = &[
    "a", "an", "the", "its", "their", "it", "they", "them", "this", "that", "these", "what", "there", "is", "are", "of", "for", "in", "at",
    "by",
];

/// A documentation, with what it is about.
struct Doc {
    at: String,
    words: Vec<String>,
    about: Vec<String>,
}

/// Lower-case words of a text or a name, as `ImageName` and `image_name` have two.
fn words(text: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut was_small = false;
    for letter in text.chars() {
        if !letter.is_alphanumeric() && letter != '’' || letter.is_uppercase() && was_small {
            all.push(String::new());
        }
        was_small = letter.is_lowercase() || letter.is_ascii_digit();
        if letter.is_alphanumeric() {
            let last = all.last_mut().expect("there is one");
            last.extend(letter.to_lowercase());
        }
    }
    all.retain(|word| !word.is_empty());
    all
}

/// The name that a line defines: of a field, a variant, an item; empty where it defines none.
fn defined(line: &str) -> &str {
    let kinds = ["fn ", "struct ", "enum ", "trait ", "type ", "const ", "static ", "mod ", "macro_rules! "];
    let line = line.trim_start();
    let line = line.strip_prefix("pub").map_or(line, |rest| rest.split_once(' ').map_or(rest, |(_, rest)| rest));
    let line = line.strip_prefix("const fn ").unwrap_or(line);
    let line = kinds.iter().find_map(|kind| line.strip_prefix(kind)).unwrap_or(line);
    let end = line.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(line.len());
    &line[..end]
}

fn docs(file: &str, text: &str) -> Vec<Doc> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let mut all = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let Some(mark) = ["///", "//!"].into_iter().find(|mark| lines[at].starts_with(mark)) else {
            at += 1;
            continue;
        };
        let begin = at;
        while lines.get(at).is_some_and(|line| line.starts_with(mark)) {
            at += 1;
        }
        let said = lines[begin..at].iter().map(|line| line.trim_start_matches(mark)).collect::<Vec<_>>().join(" ");
        let about = match mark {
            "//!" => Path::new(file).file_stem().and_then(|name| name.to_str()).unwrap_or_default(),
            _ => lines[at..].iter().find(|line| !line.starts_with("#[")).map_or("", |line| defined(line)),
        };
        all.push(Doc { at: format!("{file}:{}", begin + 1), words: words(&said), about: words(about) });
    }
    all
}

/// Whether one is a form of the other: `signs` and `signing`.
fn alike(one: &str, other: &str) -> bool {
    let common = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    one == other || common >= 4 && common + 1 >= one.len().min(other.len())
}

impl Doc {
    fn repeats_the_name(&self) -> bool {
        let says = |word: &String| !EMPTY.contains(&word.as_str()) && !self.about.iter().any(|name| alike(word, name));
        let joined = self.about.concat();
        self.words.len() <= SHORT && !self.words.iter().any(|word| says(word) && !joined.contains(word.as_str()))
    }
}

#[test]
fn short_documentation_says_more_than_the_name() {
    let mut found = Vec::new();
    for folder in ["src", "build", "tests/host", "tests/proof", "tools/fuzz/src", "tools/refresh-facts/src"] {
        for path in files(Path::new(folder)).into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "rs")) {
            let text = fs::read_to_string(&path).expect("sources are text");
            found.extend(docs(&path.display().to_string(), &text).into_iter().filter(Doc::repeats_the_name).map(|doc| doc.at));
        }
    }
    assert!(found.is_empty(), "say something, or nothing: {}", found.join(", "));
}

#[test]
fn it_would_find_what_repeats_a_name() {
    for (repeats, file, text) in [
        (true, "src/a/signing.rs", "//! Signs."),
        (true, "src/a/b.rs", "/// The rule.\npub rule: &'static Rule,"),
        (true, "src/a/b.rs", "/// What it is.\npub kind: Kind,"),
        (true, "src/a/b.rs", "/// An image name.\n#[derive(Debug)]\npub(super) struct ImageName;"),
        (true, "src/a/b.rs", "/// 1.34\nV1_34,"),
        (false, "src/a/b.rs", "/// Every ecosystem.\npub const ALL: u8 = 1;"),
        (false, "src/a/b.rs", "/// pom.xml.\nfn maven() {}"),
        (false, "src/a/b.rs", "/// The rule that fires here.\npub rule: &'static Rule,"),
    ] {
        let all = docs(file, text);
        assert_eq!(all.iter().any(Doc::repeats_the_name), repeats, "{text}");
    }
}
