//! Whether the service behaves as its makers tested it.

use crate::model::rules::criterion::{ByFamily, Criterion, Move, Score};
use crate::model::service::condition::when;
use crate::model::service::questions::QuestionId;

/// How far C library, resolver and allocator are those that the makers tested.
pub static BEHAVIOUR: Criterion = Criterion {
    name: "behaviour",
    label: "Behaviour",
    about: "C library, resolver and allocator, as tested by the makers",
    base_weight: 1,
    moves: &[Move { when: when!(AllocHeavy: Yes), by: 2, question: QuestionId::AllocHeavy, why: "the allocator is in the hot path" }],
    scores: ByFamily {
        full: &[Score::always(100, "glibc")],
        slim: &[Score::always(100, "glibc")],
        alpine: &[
            Score::given(when!(Runtime: Go, Linking: Static), 100, "a static Go binary uses neither libc’s allocator nor its resolver"),
            Score::given(when!(Kind: Files), 100, "nginx uses little of libc"),
            Score::given(when!(AllocHeavy: Yes), 20, "musl’s allocator is slow under threads"),
            Score::given(when!(Runtime: Bun), 75, "musl: different resolver and thread stack; Bun brings its allocator"),
            Score::given(when!(Runtime: Deno), 90, "Deno runs on a glibc of its own beside musl"),
            Score::always(70, "musl: different resolver, allocator and thread stack"),
        ],
        distroless: &[
            Score::given(when!(Links: Glibc, Linking: Static), 100, "only what the binary contains: with musl, its allocator and resolver"),
            Score::given(when!(Linking: Static), 100, "only what the binary contains"),
            Score::always(100, "glibc as the makers tested it"),
        ],
        scratch: &[
            Score::given(when!(Links: Glibc), 100, "only what the binary contains: with musl, its allocator and resolver"),
            Score::always(100, "only what the binary contains"),
        ],
    },
    adjustments: &[],
    evidence: &["musl-allocator", "musl-resolver"],
};
