//! Texts that stand beside facts.

use std::fmt;

include!(concat!(env!("OUT_DIR"), "/citations.rs"));

/// What stands beside a fact for those who ask: a source, a note. Kept by number,
/// so that a part of the page which never asks carries none of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Citation(pub(super) u16);

impl Citation {
    /// The text that the number stands for.
    pub fn text(self) -> &'static str {
        CITATIONS[usize::from(self.0)]
    }
}

impl fmt::Display for Citation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.text())
    }
}
