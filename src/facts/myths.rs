//! What is often heard and is not so.
//!
//! The explorer names a myth where it matters and links to the page that says
//! what is right; only that page carries the text.

#[cfg(not(target_arch = "wasm32"))]
use super::date::Date;

include!(concat!(env!("OUT_DIR"), "/myths.rs"));

/// Something often heard of base images that is wrong or only half the truth.
#[derive(Debug, PartialEq)]
pub struct Myth {
    /// Stable name, and the anchor on the page.
    pub id: &'static str,
    /// In a few words.
    pub title: &'static str,
    /// Where in the explorer it matters.
    pub place: Place,
    /// What is heard, as people say it.
    #[cfg(not(target_arch = "wasm32"))]
    pub claim: &'static str,
    /// What is so, in two sentences.
    #[cfg(not(target_arch = "wasm32"))]
    pub right: &'static str,
    /// Keys of the evidence for that.
    #[cfg(not(target_arch = "wasm32"))]
    pub evidence: &'static [&'static str],
    /// A source beside the evidence.
    #[cfg(not(target_arch = "wasm32"))]
    pub source: Option<&'static str>,
    /// When that was last looked at.
    #[cfg(not(target_arch = "wasm32"))]
    pub date: Date,
    /// How sure that is.
    #[cfg(not(target_arch = "wasm32"))]
    pub standing: &'static str,
}

/// A part of the explorer that a myth can stand beside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The verdict, with the bases that it ranks.
    Verdict,
    /// The table of costs.
    Costs,
    /// The way to a shell.
    Night,
    /// The comparison of sizes.
    Sizes,
    /// The Dockerfile and what is said beside it.
    Dockerfile,
}

impl Place {
    /// All of them, in the order of the page.
    pub const ALL: [Place; 5] = [Place::Verdict, Place::Costs, Place::Night, Place::Sizes, Place::Dockerfile];

    /// What is often heard there.
    pub fn myths(self) -> impl Iterator<Item = &'static Myth> {
        MYTHS.iter().filter(move |myth| myth.place == self)
    }

    /// What the place is about, for people.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn label(self) -> &'static str {
        match self {
            Place::Verdict => "The bases",
            Place::Costs => "What is inside",
            Place::Night => "Debugging",
            Place::Sizes => "Sizes",
            Place::Dockerfile => "Dockerfiles",
        }
    }
}
