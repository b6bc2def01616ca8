//! How much has to be pulled.

use super::super::condition::when;
use super::super::criterion::{Criterion, Move};
use super::super::family::Family::{Alpine, Distroless, Full, Scratch, Slim};
use super::{score, score_when};
use crate::model::QuestionId;

/// Bytes to pull.
pub static SIZE: Criterion = Criterion {
    name: "size",
    label: "Size",
    about: "How much a node has to pull",
    base_weight: 1,
    moves: &[Move { when: when!(SizePressure: Yes), by: 8, question: QuestionId::SizePressure, why: "bytes hurt here" }],
    scores: &[
        score(Full, 0, "the largest"),
        score(Slim, 60, "between full and the rest"),
        score(Alpine, 85, "little more than the language itself"),
        score_when(Distroless, when!(Linking: Static), 97, "next to nothing"),
        score_when(Distroless, when!(Linking: Glibc), 90, "libc and a handful of libraries"),
        score(Distroless, 80, "the interpreter is what weighs"),
        score(Scratch, 100, "nothing"),
    ],
    adjustments: &[],
    evidence: &["E4"],
};
