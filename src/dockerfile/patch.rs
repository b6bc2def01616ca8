//! What one text changes in another, line by line: for the page, and as a patch.
//!
//! Made here and not by a crate: `similar` 2.7 adds 15 kB to what is downloaded,
//! after compression, and some of its hunks count their lines wrongly where the
//! last line has no line break, so that git refuses them.

use super::changes::longest;

/// How many lines stand around what differs.
const CONTEXT: usize = 3;

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It is in both texts.
    Same,
    /// In the new one alone.
    Added,
    /// In the old one alone.
    Removed,
}

/// A line of either text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// What became of it.
    pub kind: Kind,
    /// Without its line break.
    pub text: &'a str,
    /// Whether a line break ends it; only the last line of a text may have none.
    pub ends: bool,
}

/// The lines of both texts in order: as many as can are the same, and of what
/// differs between two of these the old ones come before the new ones. A last
/// line with a line break is another one than without.
pub fn lines<'a>(old: &'a str, new: &'a str) -> Vec<Line<'a>> {
    // Only `\n` breaks a line, as for those who apply patches.
    let before: Vec<&str> = old.split_inclusive('\n').collect();
    let after: Vec<&str> = new.split_inclusive('\n').collect();
    let longest = longest(&before, &after, |one, other| one == other);
    let (mut b, mut a) = (0, 0);
    let mut all = Vec::new();
    while b < before.len() || a < after.len() {
        let (kind, line) = match (before.get(b), after.get(a)) {
            (Some(old), Some(new)) if old == new => (Kind::Same, *old),
            // What is gone is passed over while that costs nothing.
            (Some(old), _) if longest[b + 1][a] == longest[b][a] => (Kind::Removed, *old),
            (_, new) => (Kind::Added, new.copied().unwrap_or_default()),
        };
        b += usize::from(kind != Kind::Added);
        a += usize::from(kind != Kind::Removed);
        let text = line.strip_suffix('\n');
        all.push(Line { kind, text: text.unwrap_or(line), ends: text.is_some() });
    }
    all
}

/// A unified diff with three lines of context, as `git apply` and `patch -p1`
/// take it; empty where the texts are equal. Names are paths below the folder
/// where it is applied and stand after `a/` and `b/`, so they must be plain: no
/// spaces, quotes or line breaks. Where they differ, the new one is the file
/// that `git apply` changes.
pub fn patch(old_name: &str, new_name: &str, old: &str, new: &str) -> String {
    let lines = lines(old, new);
    let mut out = String::new();
    // How many lines of the old and of the new text lie before `at`.
    let (mut b, mut a, mut at) = (0, 0, 0);
    while let Some(next) = lines[at..].iter().position(|line| line.kind != Kind::Same) {
        let from = at + next.saturating_sub(CONTEXT);
        (b, a) = (b + from - at, a + from - at);
        // Changes with so few lines between them that their contexts meet are one hunk.
        let mut last = at + next;
        while let Some(more) = lines[last + 1..].iter().take(2 * CONTEXT + 1).position(|line| line.kind != Kind::Same) {
            last += more + 1;
        }
        at = lines.len().min(last + 1 + CONTEXT);
        let hunk = &lines[from..at];
        let count = |but: Kind| hunk.iter().filter(|line| line.kind != but).count();
        let (olds, news) = (count(Kind::Added), count(Kind::Removed));
        if out.is_empty() {
            out = format!("--- a/{old_name}\n+++ b/{new_name}\n");
        }
        // Lines are counted from 1; a hunk without any names the one before it.
        let first = |before: usize, count: usize| before + usize::from(count > 0);
        out += &format!("@@ -{},{olds} +{},{news} @@\n", first(b, olds), first(a, news));
        for line in hunk {
            out.push(match line.kind {
                Kind::Same => ' ',
                Kind::Added => '+',
                Kind::Removed => '-',
            });
            out += line.text;
            out += if line.ends { "\n" } else { "\n\\ No newline at end of file\n" };
        }
        (b, a) = (b + olds, a + news);
    }
    out
}
