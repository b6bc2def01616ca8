//! Two Dockerfiles beside each other, and what the one has that the other has not.

use crate::dockerfile::SettingId;
use crate::inspect::containerfile::{File, Instruction, Stage, instructions};

/// Something of theirs that the new file has not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// Its line in the existing file, counted from one.
    pub line: u32,
    /// What it is, in words.
    pub what: String,
    /// The setting that brings it back; none where that takes an edit, or a thought.
    pub setting: Option<SettingId>,
}

/// Both files.
pub(super) struct Both<'a> {
    /// The last stage of theirs with those that it goes on from.
    pub(super) stages: Vec<&'a Stage>,
    /// The instructions of these.
    pub(super) instructions: Vec<&'a Instruction>,
    pub(super) theirs: &'a File,
    pub(super) ours: &'a File,
    /// The text of ours.
    pub(super) text: &'a str,
}

impl Both<'_> {
    pub(super) fn named(&self, name: &'static str) -> impl Iterator<Item = &Instruction> {
        self.instructions.iter().copied().filter(move |instruction| instruction.name == name)
    }

    /// Whether our file has letters anywhere, also as a part of a word.
    pub(super) fn contains(&self, part: &str) -> bool {
        self.text.contains(part)
    }

    /// Whether a word stands in our file by itself.
    pub(super) fn has(&self, word: &str) -> bool {
        if word.is_empty() {
            return false;
        }
        let is_part = |letter: char| letter.is_ascii_alphanumeric() || "._-/+".contains(letter);
        let mut rest = self.text;
        while let Some(at) = rest.find(word) {
            let (before, after) = (rest[..at].chars().next_back(), rest[at + word.len()..].chars().next());
            if !before.is_some_and(is_part) && !after.is_some_and(is_part) {
                return true;
            }
            rest = &rest[at + word.len()..];
        }
        false
    }

    /// Whether our file copies a file or folder of that name, from whatever folder.
    pub(super) fn has_file(&self, name: &str) -> bool {
        let copies = self
            .ours
            .stages
            .iter()
            .flat_map(|stage| &stage.instructions)
            .filter(|instruction| ["COPY", "ADD"].contains(&instruction.name.as_str()));
        let mut sources = copies.filter_map(Instruction::copied).flat_map(|(sources, _)| sources);
        !name.is_empty() && sources.any(|source| source.trim_end_matches('/').rsplit('/').next() == Some(name))
    }

    /// The language that a stage of theirs builds, by its image; none of what is no stage, or builds none.
    pub(super) fn language_of_stage(&self, from: &str) -> Option<&'static str> {
        let at = self.theirs.find(from)?;
        self.theirs.image(at).language().map(|(language, _)| language)
    }

    /// The languages of our stages.
    pub(super) fn our_languages(&self) -> impl Iterator<Item = &'static str> {
        (0..self.ours.stages.len()).filter_map(|at| self.ours.image(at).language()).map(|(language, _)| language)
    }

    /// The instructions of that name in what runs of ours.
    pub(super) fn our_last(&self, name: &'static str) -> impl Iterator<Item = &Instruction> {
        let stages = self.ours.stages.len().checked_sub(1).map_or_else(Vec::new, |last| self.ours.line_of_stages(last));
        instructions(&stages).into_iter().filter(move |instruction| instruction.name == name)
    }
}

/// A name as people read it: no secret, and no letter that does something.
pub(super) fn plain(name: &str) -> String {
    name.chars().filter(|letter| letter.is_ascii_alphanumeric() || "._-/+".contains(*letter)).take(120).collect()
}

/// The names of `NAME=value` pairs, or of the old form with a space.
pub(super) fn names(instruction: &Instruction) -> Vec<String> {
    let words = shlex::split(&instruction.text).unwrap_or_default();
    match words.first() {
        Some(first) if !first.contains('=') => vec![first.clone()],
        _ => words.iter().filter_map(|word| word.split_once('=')).map(|(name, _)| name.to_string()).collect(),
    }
}
