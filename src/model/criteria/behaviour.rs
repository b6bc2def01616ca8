//! Whether the service behaves as its makers tested it.

use super::super::condition::when;
use super::super::criterion::{Criterion, Move};
use super::super::family::Family::{Alpine, Distroless, Full, Scratch, Slim};
use super::{score, score_when};
use crate::model::QuestionId;

/// libc, resolver, allocator.
pub static BEHAVIOUR: Criterion = Criterion {
    name: "behaviour",
    label: "Behaviour",
    about: "C library, resolver and allocator as the makers tested them",
    base_weight: 1,
    moves: &[Move { when: when!(AllocHeavy: Yes), by: 2, question: QuestionId::AllocHeavy, why: "the allocator is in the hot path" }],
    scores: &[
        score(Full, 100, "glibc"),
        score(Slim, 100, "glibc"),
        score_when(Alpine, when!(AllocHeavy: Yes), 20, "musl’s allocator is slow under threads"),
        score_when(Alpine, when!(Runtime: Go, Linking: Static), 100, "a static Go binary uses neither libc nor its resolver"),
        score(Alpine, 70, "musl: another resolver, allocator and thread stack"),
        score(Distroless, 100, "glibc, or no libc at all"),
        score(Scratch, 100, "no libc at all"),
    ],
    adjustments: &[],
    evidence: &["E13", "E14"],
};
