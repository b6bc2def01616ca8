//! A value with its line, whatever it was written in.

/// The deepest that values may lie in each other; manifests of people are far from it.
pub const DEEPEST: usize = 64;

/// A value with the line it stands on, from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Node {
    /// The line of the file, or 0 where there is none.
    pub line: u32,
    /// A text, a list, a map or nothing.
    pub value: Value,
}

/// What a [`Node`] says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Value {
    /// Nothing, or what is known by nobody.
    #[default]
    Nothing,
    /// A text, a number or a truth value, as it is written.
    Text(String),
    /// Values in order.
    List(Vec<Node>),
    /// Values by name, each with the line of its name. XML has names twice.
    Map(Vec<(String, Node)>),
}

impl Node {
    pub(in crate::inspect) fn text_at(line: u32, text: impl Into<String>) -> Node {
        Node { line, value: Value::Text(text.into()) }
    }

    /// The value of that name.
    pub fn get(&self, name: &str) -> Option<&Node> {
        self.entries().iter().find(|(key, _)| key == name).map(|(_, node)| node)
    }

    /// Every value of that name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Node> {
        self.entries().iter().filter(move |(key, _)| key == name).map(|(_, node)| node)
    }

    /// The value at a path of names.
    pub fn at(&self, names: &[&str]) -> Option<&Node> {
        names.iter().try_fold(self, |node, name| node.get(name))
    }

    /// Its text; none where it is something else or empty.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text.trim()).filter(|text| !text.is_empty()),
            // Of XML with attributes.
            Value::Map(_) => self.get("#text").and_then(Node::text),
            _ => None,
        }
    }

    /// The text at a path of names.
    pub fn text_of(&self, names: &[&str]) -> Option<&str> {
        self.at(names)?.text()
    }

    /// Its values in order; none where it is no list.
    pub fn items(&self) -> &[Node] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// Its values by name; none where it has no names.
    pub fn entries(&self) -> &[(String, Node)] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    /// Whether it says yes.
    pub fn is_true(&self) -> bool {
        self.text().is_some_and(|text| text.eq_ignore_ascii_case("true"))
    }

    /// Every node below it and itself, outer ones first. No recursion: it is as deep as it is.
    pub fn walk(&self) -> impl Iterator<Item = &Node> {
        let mut open = vec![self];
        std::iter::from_fn(move || {
            let node = open.pop()?;
            match &node.value {
                Value::List(items) => open.extend(items.iter().rev()),
                Value::Map(entries) => open.extend(entries.iter().rev().map(|(_, node)| node)),
                _ => {}
            }
            Some(node)
        })
    }
}

/// The tree of a file, or why there is none: with the line, where that is known.
pub type Parsed = Result<Node, String>;

/// The lines of a text by position.
pub(in crate::inspect) struct Lines(Vec<usize>);

impl Lines {
    pub(in crate::inspect) fn of(text: &str) -> Lines {
        Lines(text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at).collect())
    }

    /// The line of a byte, from 1.
    pub(in crate::inspect) fn at(&self, byte: usize) -> u32 {
        u32::try_from(self.0.partition_point(|end| *end < byte) + 1).unwrap_or(u32::MAX)
    }
}

/// What is said of values that lie too deep.
pub(super) const TOO_DEEP: &str = "values are nested more than 64 deep";

/// Whether brackets of a text lie too deep in each other for a parser that calls itself.
/// Those in texts count as well: no manifest of people has so many.
pub(super) fn is_too_deep(text: &str, open: [u8; 2], close: [u8; 2]) -> bool {
    let mut depth = 0_usize;
    text.bytes().any(|byte| {
        if open.contains(&byte) {
            depth += 1;
        } else if close.contains(&byte) {
            depth = depth.saturating_sub(1);
        }
        depth > 4 * DEEPEST
    })
}
