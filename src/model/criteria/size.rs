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
        score(Full, 0, "the largest by far"),
        score(Slim, 60, "tens of megabytes"),
        score(Alpine, 85, "a few megabytes and the language"),
        score_when(Distroless, when!(Linking: Static), 97, "under a megabyte compressed"),
        score_when(Distroless, when!(Linking: Glibc), 90, "about ten megabytes compressed"),
        score(Distroless, 80, "the interpreter is what weighs"),
        score(Scratch, 100, "nothing"),
    ],
    adjustments: &[],
    evidence: &["E4"],
};
