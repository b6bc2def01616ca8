//! What all readers of texts ask: lines, and words in them.

use crate::dockerfile::SettingId;
use crate::inspect::findings::{At, quoted};
use crate::inspect::found::Sure;
use crate::inspect::tree::Node;

/// The name of a package as that of the image, without its owner's.
pub(super) fn named(at: &mut At<'_>, manifest: &Node) {
    if let Some(name) = manifest.get("name")
        && let Some(text) = name.text()
    {
        let own = text.rsplit('/').next().unwrap_or(text);
        at.set(SettingId::Name, own, name.line, Sure::Guessed, format!("the package is {}", quoted(text)));
    }
}

/// The lines of a text with their numbers, from 1.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (u32, &str)> {
    (1..).zip(text.lines())
}

/// The first line that a test accepts, with its number.
pub(super) fn line_with(text: &str, accepts: impl Fn(&str) -> bool) -> Option<(u32, &str)> {
    lines(text).find(|(_, line)| accepts(line))
}

/// What follows the key of an object in a line: at its beginning, or after what opens the object
/// or ends the value before it.
pub(super) fn keyed<'a>(line: &'a str, key: &str) -> Option<&'a str> {
    const QUOTES: [char; 2] = ['\'', '"'];
    line.match_indices(key).find_map(|(at, _)| {
        let before = line.get(..at)?.trim_end_matches(QUOTES).trim_end();
        let rest = line.get(at + key.len()..)?.trim_start_matches(QUOTES).trim_start().strip_prefix(':')?;
        let is_key = before.is_empty() || before.ends_with(['{', ',']);
        (is_key && !before.contains("//")).then(|| rest.trim_start())
    })
}

/// What follows a mark in a text up to a letter that is no part of a name, a version or a path.
pub(super) fn after<'a>(text: &'a str, mark: &str) -> Option<&'a str> {
    let rest = text.split_once(mark)?.1.trim_start_matches([' ', '\t', '=', ':', '(', '"', '\'']);
    let end = rest.find(|letter: char| !letter.is_ascii_alphanumeric() && !"._-/+*".contains(letter)).unwrap_or(rest.len());
    rest.get(..end).filter(|word| !word.is_empty())
}
