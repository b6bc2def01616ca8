//! Requests that a web server passes on: a path, and the service that answers it.

use super::words;

const LONGEST: usize = 80;
const MOST: usize = 6;

/// What is wrong with pairs of a path and an address, in words.
pub fn problem(text: &str) -> Option<&'static str> {
    let words = match words::checked(text) {
        Err(problem) => return Some(problem),
        Ok(words) => words,
    };
    if words.len() > MOST {
        return Some("Enter at most 6 paths.");
    }
    let Some(pairs) = words.iter().map(|word| pair(word)).collect::<Option<Vec<_>>>() else {
        return Some("Enter each path with an address inside the network: /api=http://api:8080. Separate several with spaces.");
    };
    (1..pairs.len()).any(|at| pairs[..at].iter().any(|(path, _)| *path == pairs[at].0)).then_some("Enter each path only once.")
}

/// A path with the address that its requests go to; none where it is not that.
pub fn pair(word: &str) -> Option<(&str, &str)> {
    let (path, address) = word.split_once('=')?;
    let (host, rest) = address.strip_prefix("http://").map(|rest| rest.split_at(rest.find('/').unwrap_or(rest.len())))?;
    let (name, port) = host.split_once(':').map_or((host, None), |(name, port)| (name, Some(port)));
    let label = |label: &str| {
        let mut letters = label.chars();
        letters.next().is_some_and(|first| first.is_ascii_alphanumeric())
            && letters.all(|letter| letter.is_ascii_alphanumeric() || "-_".contains(letter))
    };
    let is_port = |port: &str| !port.starts_with('0') && port.len() <= 5 && port.parse::<u16>().is_ok();
    let fits = word.len() <= LONGEST && name.split('.').all(label) && port.is_none_or(is_port);
    (fits && is_path(path) && path != "/" && (rest.is_empty() || is_path(rest))).then_some((path, address))
}

fn is_path(text: &str) -> bool {
    let is_plain = text.chars().all(|letter| letter.is_ascii_alphanumeric() || "._-~/".contains(letter));
    text.starts_with('/') && is_plain && !text.contains("//") && !text.split('/').any(|part| part == "." || part == "..")
}
