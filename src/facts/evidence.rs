//! What the rules stand on.

use super::date::Date;

include!(concat!(env!("OUT_DIR"), "/evidence.rs"));

/// What a rule stands on.
#[derive(Debug, PartialEq)]
pub struct Evidence {
    /// Stable name, such as `musl-wheels`.
    pub key: &'static str,
    /// What it is about, in a few words.
    pub title: &'static str,
    /// What is so, in a sentence.
    pub claim: &'static str,
    /// Where that is written, or how it was seen.
    pub source: &'static str,
    /// The date of that source.
    pub date: Date,
    /// Whether it was verified, comes second-hand, or is judgement.
    pub standing: &'static str,
}

/// What the evidence of that key is about, in a few words. Cite it so, and never
/// by its key.
pub fn evidence_title(key: &str) -> Option<&'static str> {
    EVIDENCE_TITLES.iter().find(|(known, _)| *known == key).map(|(_, title)| *title)
}

/// The evidence of that key.
pub fn evidence(key: &str) -> Option<&'static Evidence> {
    EVIDENCE.iter().find(|row| row.key == key)
}
