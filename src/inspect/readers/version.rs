//! What a manifest asks of a version: one, at least one, or one of several.

/// What is asked of a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// This one: `20`, `^20.1`, `3.12.*`, `v22.3.0`.
    One(Vec<u32>),
    /// This one or a newer: `>=18`.
    AtLeast(Vec<u32>),
    /// From the first up to below the second: `>=3.11,<3.13`.
    Between(Vec<u32>, Vec<u32>),
}

impl Asked {
    /// The one version, with so many parts; none where several will do.
    pub(super) fn one(&self, parts: usize) -> Option<String> {
        match self {
            Asked::One(version) => shown(version, parts),
            _ => None,
        }
    }

    /// The newest that will do, with so many parts, where that is known.
    pub(super) fn newest(&self, parts: usize) -> Option<String> {
        let Asked::Between(low, below) = self else { return None };
        let mut newest: Vec<u32> = below.iter().copied().take(parts).collect();
        newest.resize(parts, 0);
        // Up to below 3.13.2 is still a 3.13.
        if below.iter().skip(parts).all(|part| *part == 0) {
            let last = newest.last_mut()?;
            *last = last.checked_sub(1)?;
        }
        // Of `>=3.9,<4` it is not known which is the newest 3.
        let is_known = parts == 1 || newest.first() == low.first() && below.first() == low.first();
        (is_known && newest >= low.iter().copied().take(parts).collect::<Vec<_>>()).then(|| shown(&newest, parts)).flatten()
    }
}

fn shown(version: &[u32], parts: usize) -> Option<String> {
    let first = version.get(..parts.min(version.len()))?;
    (first.len() == parts && first.iter().all(|part| *part < 1_000)).then(|| first.iter().map(u32::to_string).collect::<Vec<_>>().join("."))
}

/// The numbers at the beginning of a text, and what follows.
fn numbers(text: &str) -> (Vec<u32>, &str) {
    let mut version = Vec::new();
    let mut rest = text;
    loop {
        let end = rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(rest.len());
        let (Some(digits), Some(after)) = (rest.get(..end), rest.get(end..)) else { return (version, rest) };
        let Ok(number) = digits.parse() else { return (version, rest) };
        version.push(number);
        match after.strip_prefix('.') {
            Some(next) if next.starts_with(|letter: char| letter.is_ascii_digit()) && version.len() < 4 => rest = next,
            _ => return (version, after),
        }
    }
}

/// What a constraint asks, as npm, pip, Poetry, Composer and Bundler write them.
/// Of alternatives (`||`) nothing is said.
pub(super) fn asked(text: &str) -> Option<Asked> {
    let text = text.trim();
    if text.contains('|') {
        return None;
    }
    let mut low: Option<Vec<u32>> = None;
    let (mut below, mut exact) = (None, None);
    let mut rest = text;
    while !rest.is_empty() {
        let sign_end = rest.find(|letter: char| !"<>=^~!".contains(letter)).unwrap_or(rest.len());
        let (sign, after) = rest.split_at(sign_end);
        let after = after.trim_start().trim_start_matches('v');
        let (version, after) = numbers(after);
        if version.is_empty() {
            return None;
        }
        match sign {
            ">=" | ">" => low = Some(version),
            "<" => below = Some(version),
            "<=" | "!=" => {}
            // Poetry and npm: up to the next first part that is not 0; pip: up to the next of the last but one.
            "~=" | "~>" => {
                let mut next = version.clone();
                if next.len() > 1 {
                    next.pop();
                }
                if let Some(last) = next.last_mut() {
                    *last += 1;
                }
                (low, below) = (Some(version), Some(next));
            }
            "^" => {
                below = version.first().map(|first| vec![first + 1]);
                low = Some(version);
            }
            "~" | "" | "=" | "==" | "===" => exact = Some(version),
            _ => return None,
        }
        rest = after.trim_start_matches(['.', '*', 'x', 'X', ',', ' ']);
        if rest == after && !rest.is_empty() {
            // What is left says more than numbers: a range with a dash, a name.
            return None;
        }
    }
    match (exact, low, below) {
        (Some(version), None, None) => Some(Asked::One(version)),
        (None, Some(low), None) => Some(Asked::AtLeast(low)),
        (None, Some(low), Some(below)) => Some(Asked::Between(low, below)),
        _ => None,
    }
}
