//! What is left for an attacker who already runs code inside.

use crate::model::rules::criterion::{ByFamily, Criterion, Move, Score};
use crate::model::service::condition::when;
use crate::model::service::questions::QuestionId;

/// Tools left to an attacker.
pub static CONTAINMENT: Criterion = Criterion {
    name: "containment",
    label: "Containment",
    about: "What an attacker with code execution finds to work with",
    base_weight: 3,
    moves: &[
        Move { when: when!(Exposure: Internet), by: 1, question: QuestionId::Exposure, why: "the internet reaches it" },
        Move {
            when: when!(Exposure: Internet, ThreatModel: Yes),
            by: 2,
            question: QuestionId::ThreatModel,
            why: "a threat model says what comes next",
        },
        Move { when: when!(Exposure: Internal), by: -2, question: QuestionId::Exposure, why: "only your own network reaches it" },
        Move { when: when!(Sensitive: Yes), by: 2, question: QuestionId::Sensitive, why: "it holds what attackers want" },
    ],
    scores: ByFamily {
        full: &[Score::always(0, "a shell, a package manager and most tools of a workstation")],
        slim: &[
            // PHP publishes nothing slimmer on Debian: the score is the judgement for slim images in general.
            Score::given(when!(Runtime: Php), 30, "a shell, apt and the compilers for extensions: PHP has no slimmer image on Debian"),
            Score::given(when!(Runtime: Java), 30, "a shell, apt and curl, and no compilers"),
            Score::always(30, "a shell, perl and apt, and fewer tools than the full image"),
        ],
        alpine: &[Score::always(35, "busybox: sh, wget, nc; apk needs root")],
        distroless: &[
            Score::given(when!(Kind: Compiled), 90, "your binary and its libraries"),
            Score::always(60, "no shell, but a runtime that can open sockets and files"),
        ],
        scratch: &[Score::always(100, "your binary and nothing else")],
    },
    adjustments: &[],
    evidence: &["tools"],
};
