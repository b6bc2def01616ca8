//! What changes from one text to another, line by line.

use similar::{ChangeTag, TextDiff};

/// A line of two texts read together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// In which of the two it is.
    pub kind: Kind,
    /// The line, without its end.
    pub text: String,
}

/// In which of two texts a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// In both.
    Same,
    /// In the old one alone.
    Removed,
    /// In the new one alone.
    Added,
}

/// All lines of both texts, in an order that keeps that of each.
pub fn lines(old: &str, new: &str) -> Vec<Line> {
    let line = |change: similar::Change<&str>| {
        let kind = match change.tag() {
            ChangeTag::Equal => Kind::Same,
            ChangeTag::Delete => Kind::Removed,
            ChangeTag::Insert => Kind::Added,
        };
        Line { kind, text: change.value().trim_end_matches('\n').into() }
    };
    TextDiff::from_lines(old, new).iter_all_changes().map(line).collect()
}

/// The change as `patch` and `git apply` take it; empty where there is none.
pub fn patch(old_name: &str, new_name: &str, old: &str, new: &str) -> String {
    TextDiff::from_lines(old, new).unified_diff().header(old_name, new_name).to_string()
}
