//! How much has to be pulled.

use super::super::condition::when;
use super::super::criterion::{ByFamily, Criterion, Move};
use super::{always, given};
use crate::model::QuestionId;

/// Bytes to pull.
pub static SIZE: Criterion = Criterion {
    name: "size",
    label: "Size",
    about: "How much a node has to pull",
    base_weight: 1,
    moves: &[Move { when: when!(SizePressure: Yes), by: 8, question: QuestionId::SizePressure, why: "bytes hurt here" }],
    scores: ByFamily {
        full: &[always(0, "the largest")],
        slim: &[always(60, "between full and the rest")],
        alpine: &[always(85, "little more than the language itself")],
        distroless: &[
            given(when!(Linking: Static), 97, "next to nothing"),
            given(when!(Linking: Glibc), 90, "libc and a handful of libraries"),
            given(when!(Runtime: Node | Java), 85, "the runtime without a distribution around it, no more than on Alpine"),
            always(80, "the runtime is what weighs"),
        ],
        scratch: &[always(100, "nothing")],
    },
    adjustments: &[],
    evidence: &["E4"],
};
