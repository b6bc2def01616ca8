//! YAML as a tree, and the one function that writes it. Text is quoted unless
//! no reader could take it for anything else.

/// Whatever can stand behind a key or in a list.
#[derive(Clone, Debug, PartialEq)]
pub enum Yaml {
    /// Text, whatever it looks like.
    Text(String),
    /// A whole number, as it is.
    Number(u32),
    /// `true` or `false`, as it is.
    Flag(bool),
    /// Values in order, one a line.
    List(Vec<Yaml>),
    /// Keys with values, each perhaps with a comment before it.
    Map(Vec<Entry>),
}

/// A key with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    comment: Option<&'static str>,
    key: String,
    value: Yaml,
}

/// A key with its value.
pub fn entry(key: impl Into<String>, value: impl Into<Yaml>) -> Entry {
    Entry { comment: None, key: key.into(), value: value.into() }
}

impl Entry {
    /// The same with a comment before it.
    pub fn because(self, comment: &'static str) -> Entry {
        Entry { comment: Some(comment), ..self }
    }
}

/// Keys with values, in the order given.
pub fn map<const N: usize>(entries: [Entry; N]) -> Yaml {
    Yaml::Map(entries.into())
}

/// A list of values.
pub fn list<T: Into<Yaml>, const N: usize>(items: [T; N]) -> Yaml {
    Yaml::List(items.into_iter().map(Into::into).collect())
}

impl From<&str> for Yaml {
    fn from(text: &str) -> Yaml {
        Yaml::Text(text.into())
    }
}

impl From<String> for Yaml {
    fn from(text: String) -> Yaml {
        Yaml::Text(text)
    }
}

impl From<u32> for Yaml {
    fn from(number: u32) -> Yaml {
        Yaml::Number(number)
    }
}

impl From<bool> for Yaml {
    fn from(flag: bool) -> Yaml {
        Yaml::Flag(flag)
    }
}

/// Several documents as one file, after a comment of several lines.
pub fn file(comment: &str, documents: &[Yaml]) -> String {
    let mut out: String = comment.lines().map(|line| format!("# {line}\n")).collect();
    for (at, document) in documents.iter().enumerate() {
        if at > 0 {
            out += "---\n";
        }
        write(&mut out, document, 0);
    }
    out
}

/// A value as lines.
pub fn text(value: &Yaml) -> String {
    file("", std::slice::from_ref(value))
}

fn write(out: &mut String, value: &Yaml, depth: usize) {
    let pad = "  ".repeat(depth);
    match value {
        Yaml::Map(entries) => {
            for Entry { comment, key, value } in entries {
                if let Some(comment) = comment {
                    *out += &format!("{pad}# {comment}\n");
                }
                *out += &format!("{pad}{}:", scalar(key));
                after(out, value, depth + 1);
            }
        }
        Yaml::List(items) => {
            for item in items {
                let (comment, item) = without_comment(item);
                if let Some(comment) = comment {
                    *out += &format!("{pad}# {comment}\n");
                }
                let mut inner = String::new();
                write(&mut inner, &item, depth + 1);
                // The dash takes the place of the first two letters of the indent.
                *out += &format!("{pad}- {}", inner.trim_start());
            }
        }
        plain => *out += &format!("{pad}{}\n", leaf(plain)),
    }
}

/// A comment before the first key of an item stands before its dash.
fn without_comment(item: &Yaml) -> (Option<&'static str>, Yaml) {
    let mut item = item.clone();
    let first = match &mut item {
        Yaml::Map(entries) => entries.first_mut(),
        _ => None,
    };
    (first.and_then(|entry| entry.comment.take()), item)
}

fn after(out: &mut String, value: &Yaml, depth: usize) {
    match value {
        Yaml::Map(entries) if entries.is_empty() => *out += " {}\n",
        Yaml::List(items) if items.is_empty() => *out += " []\n",
        Yaml::Map(_) | Yaml::List(_) => {
            out.push('\n');
            write(out, value, depth);
        }
        plain => *out += &format!(" {}\n", leaf(plain)),
    }
}

fn leaf(value: &Yaml) -> String {
    match value {
        Yaml::Text(text) => scalar(text),
        Yaml::Number(number) => number.to_string(),
        Yaml::Flag(flag) => flag.to_string(),
        Yaml::List(_) | Yaml::Map(_) => String::new(),
    }
}

/// Words that some reader takes for something else than text.
const SPECIAL: [&str; 8] = ["true", "false", "yes", "no", "on", "off", "null", "y"];

fn scalar(text: &str) -> String {
    let plain = text.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '/')
        && text.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_./".contains(letter))
        && !SPECIAL.contains(&text.to_ascii_lowercase().as_str())
        && !["n", "nan", "inf"].contains(&text.to_ascii_lowercase().as_str());
    if plain {
        return text.into();
    }
    let escaped = |letter: char| match letter {
        '"' => "\\\"".into(),
        '\\' => "\\\\".into(),
        control if control.is_control() => format!("\\u{:04x}", u32::from(control)),
        other => other.to_string(),
    };
    format!("\"{}\"", text.chars().map(escaped).collect::<String>())
}
