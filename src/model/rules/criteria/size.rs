//! How much has to be pulled.

use crate::model::rules::criterion::{ByFamily, Criterion, Move, Score};
use crate::model::service::condition::when;
use crate::model::service::questions::QuestionId;

/// How many bytes of the base a node has to pull.
pub static SIZE: Criterion = Criterion {
    name: "size",
    label: "Size",
    about: "How much a node has to pull",
    base_weight: 1,
    moves: &[Move { when: when!(SizePressure: Yes), by: 8, question: QuestionId::SizePressure, why: "size matters here" }],
    scores: ByFamily {
        full: &[Score::always(0, "the largest")],
        slim: &[Score::always(60, "between full and the others")],
        alpine: &[Score::always(85, "little more than the language itself")],
        distroless: &[
            Score::given(when!(Linking: Static), 97, "next to nothing"),
            Score::given(when!(Linking: Glibc), 90, "libc and a few libraries"),
            Score::given(when!(Runtime: Node | Java), 85, "the runtime without a distribution, no larger than on Alpine"),
            Score::always(80, "mostly the runtime"),
        ],
        scratch: &[Score::always(100, "nothing")],
    },
    adjustments: &[],
    evidence: &["pull-and-layers"],
};
