//! Words behind the name of a program: its options, and what it is started with.

use crate::dockerfile::SettingId;
use crate::inspect::findings::At;
use crate::inspect::found::Sure;

/// What a program is started with.
pub(in crate::inspect::readers) fn arguments<'a>(at: &mut At<'_>, words: impl Iterator<Item = &'a str>, line: u32, why: &str) {
    let mut all: Vec<&str> = Vec::new();
    for word in words {
        // What a shell would put in there is not known, and without one it would stay as it is written.
        match all.last() {
            _ if !word.contains('$') => all.push(word),
            Some(option) if option.starts_with('-') && !option.contains('=') && !word.starts_with('-') => drop(all.pop()),
            _ => {}
        }
    }
    let words = all;
    if !words.is_empty()
        && let Ok(text) = shlex::try_join(words)
    {
        at.set(SettingId::Arguments, &text, line, Sure::Inferred, why);
    }
}

/// What is left of words without one of them, without options that have a value, and without others.
pub(in crate::inspect::readers) fn left<'a>(rest: &'a [String], but: &str, with_a_value: &[&str], alone: &[&str]) -> Vec<&'a str> {
    let mut all = Vec::new();
    let mut words = rest.iter().map(String::as_str);
    while let Some(word) = words.next() {
        let name = word.split_once('=').map_or(word, |(name, _)| name);
        if with_a_value.contains(&name) {
            if !word.contains('=') {
                words.next();
            }
        } else if word != but && !alone.contains(&word) && !word.contains('$') {
            all.push(word);
        }
    }
    all
}

pub(in crate::inspect::readers) fn option<'a>(rest: &'a [String], names: &[&str]) -> Option<&'a str> {
    rest.iter().enumerate().find_map(|(at, word)| match word.split_once('=') {
        Some((name, value)) if names.contains(&name) => Some(value),
        None if names.contains(&word.as_str()) => rest.get(at + 1).map(String::as_str),
        _ => None,
    })
}
