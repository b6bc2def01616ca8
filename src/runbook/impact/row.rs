//! What a row of the table is.

use crate::model::condition::When;
use crate::model::family::Families;
use crate::runbook::scene::Scene;

/// How a verb fares on a base.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It does what it does everywhere.
    Works,
    /// It does something, but not quite what people expect.
    Differs,
    /// It fails, or there is nothing to do it with.
    Breaks,
}

impl Effect {
    /// For people and data.
    pub fn label(self) -> &'static str {
        match self {
            Effect::Works => "works",
            Effect::Differs => "differs",
            Effect::Breaks => "breaks",
        }
    }

    /// The sign before the word, which is seen faster than read.
    pub fn mark(self) -> &'static str {
        match self {
            Effect::Works => "✓",
            Effect::Differs => "≈",
            Effect::Breaks => "✗",
        }
    }
}

/// What takes the place of a verb.
pub enum Instead {
    /// Nothing has to, or nothing can.
    Nothing,
    /// A text with places for port, path and name.
    Text(&'static str, &'static str),
    /// A command of the scene.
    Command(fn(&Scene<'_>) -> String),
    /// The probe that the kubelet asks itself.
    Probe,
    /// Lines of the Dockerfile.
    Dockerfile(fn(&Scene<'_>) -> String),
}

/// What one verb meets on some families.
pub struct Row {
    /// What people do with a running container.
    pub verb: &'static str,
    /// The families that it speaks of.
    pub families: Families,
    /// The services that it speaks of.
    pub when: When,
    /// How it fares there.
    pub effect: Effect,
    /// Why, in a sentence.
    pub why: &'static str,
    /// What to do in its place.
    pub instead: Instead,
    /// Keys of the evidence.
    pub evidence: &'static [&'static str],
}
