//! What of a link could not be honoured, for people.

use std::fmt;

use super::keys::VERSION;
use super::renamed::Renamed;
use crate::model::Family;

/// What of a link could not be honoured, and what was used instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Longer than any link of ours: only the beginning was read.
    TooLong,
    /// Made by another version.
    Version(String),
    /// No part of ours.
    UnknownKey(String),
    /// No answer of this question.
    UnknownValue {
        /// The key of the part, which is that of its question.
        key: &'static str,
        /// The value that the link gives it.
        value: String,
        /// What was taken instead.
        used: &'static str,
    },
    /// An answer that has another name here.
    Renamed(&'static Renamed),
    /// No text that this setting takes.
    Setting {
        /// The key of the part, which is that of its setting.
        key: &'static str,
        /// The value that the link gives it.
        value: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// No weight of ours, or one that is set twice.
    UnknownWeight(String),
    /// A base that cannot run this service.
    ExcludedBase(Family),
    /// So many more of the same kind, which are not listed.
    More(usize),
    /// Said twice; the first counts.
    Repeated(&'static str),
    /// Not said, so the default was taken.
    Missing(Vec<&'static str>),
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::TooLong => write!(out, "The link is longer than any link of this page. Only its beginning was read."),
            Problem::Version(version) => {
                write!(
                    out,
                    "The link has version “{}”, but this page reads version {VERSION}. It applied the parts that it knows.",
                    shown(version)
                )
            }
            Problem::UnknownKey(key) => write!(out, "This page does not know the part “{}” and ignored it.", shown(key)),
            Problem::UnknownValue { key, value, used } => {
                write!(out, "“{}” is not an answer to “{key}”. “{used}” was used instead.", shown(value))
            }
            Problem::Renamed(row) => write!(out, "“{}” is now called “{}” and was read as that.", row.value, row.used),
            Problem::Setting { key, value, why } => write!(out, "“{}” is not valid for “{key}” and was ignored. {why}", shown(value)),
            Problem::UnknownWeight(part) => write!(out, "“{}” is not a valid weight and was ignored.", shown(part)),
            Problem::ExcludedBase(family) => {
                write!(out, "The link selects {}, which cannot run this service. The recommended base is shown instead.", family.label())
            }
            Problem::More(count) => write!(out, "This page does not know {count} more parts and ignored them."),
            Problem::Repeated(key) => write!(out, "“{key}” occurs more than once. Only the first was used."),
            Problem::Missing(keys) if keys.len() > 4 => {
                write!(out, "{} parts are missing. Their defaults were used.", keys.len())
            }
            Problem::Missing(keys) => write!(out, "Missing, so defaults were used: {}.", keys.join(", ")),
        }
    }
}

/// A stranger's text, short enough to be read.
fn shown(text: &str) -> String {
    const MOST: usize = 40;
    // Neither control characters nor those that turn the direction of a line.
    let turns = |letter: char| matches!(letter, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let mut letters: String = text.chars().filter(|letter| !letter.is_control() && !turns(*letter)).take(MOST).collect();
    if text.chars().count() > MOST {
        letters.push('…');
    }
    letters
}
