//! How much work it is to stay current.

use crate::model::rules::criterion::{ByFamily, Criterion, Score};

/// Tags, end of life, patching.
pub static UPKEEP: Criterion = Criterion {
    name: "upkeep",
    label: "Upkeep",
    about: "Tags, end of life and patching",
    base_weight: 1,
    moves: &[],
    scores: ByFamily {
        full: &[Score::always(55, "long support, but many packages to patch")],
        slim: &[Score::always(80, "long support and version tags")],
        alpine: &[Score::always(65, "supported for two years; old packages disappear")],
        distroless: &[Score::always(60, "moving tags only: pin the digest and let a bot update it")],
        scratch: &[Score::always(55, "you patch everything that you copied in")],
    },
    adjustments: &[],
    evidence: &["tags-and-lifetimes"],
};
