//! How much work it is to stay current.

use super::super::criterion::Criterion;
use super::super::family::Family::{Alpine, Distroless, Full, Scratch, Slim};
use super::score;

/// Tags, end of life, patching.
pub static UPKEEP: Criterion = Criterion {
    name: "upkeep",
    label: "Upkeep",
    about: "Tags, end of life and patching",
    base_weight: 1,
    moves: &[],
    scores: &[
        score(Full, 55, "long support, but many packages to patch"),
        score(Slim, 80, "long support and version tags"),
        score(Alpine, 65, "two years a branch, and old packages vanish"),
        score(Distroless, 60, "moving tags only: pin the digest and let a bot move it"),
        score(Scratch, 55, "what you copied in, you patch yourself"),
    ],
    adjustments: &[],
    evidence: &["E19"],
};
