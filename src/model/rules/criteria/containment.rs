//! What is left for an attacker who already runs code inside.

use crate::model::rules::criterion::{ByFamily, Criterion, Move, Score};
use crate::model::service::condition::when;
use crate::model::service::questions::QuestionId;

/// Tools left to an attacker.
pub static CONTAINMENT: Criterion = Criterion {
    name: "containment",
    label: "Containment",
    about: "What an attacker with code execution can use",
    base_weight: 3,
    moves: &[
        Move { when: when!(Exposure: Internet), by: 1, question: QuestionId::Exposure, why: "reachable from the internet" },
        Move {
            when: when!(Exposure: Internet, ThreatModel: Yes),
            by: 2,
            question: QuestionId::ThreatModel,
            why: "a threat model covers the attacker’s next steps",
        },
        Move { when: when!(Exposure: Internal), by: -2, question: QuestionId::Exposure, why: "only your own network can reach it" },
        Move { when: when!(Sensitive: Yes), by: 2, question: QuestionId::Sensitive, why: "it holds sensitive data" },
    ],
    scores: ByFamily {
        full: &[Score::always(0, "a shell, a package manager and most workstation tools")],
        slim: &[
            // PHP publishes nothing slimmer on Debian: the score is the judgement for slim images in general.
            Score::given(when!(Runtime: Php), 30, "a shell, apt and compilers for extensions: PHP has no smaller Debian image"),
            Score::given(when!(Runtime: Java), 30, "a shell, apt and curl, but no compilers"),
            Score::always(30, "a shell, perl and apt, but fewer tools than the full image"),
        ],
        alpine: &[Score::always(35, "busybox with sh, wget and nc; apk needs root")],
        distroless: &[
            Score::given(when!(Kind: Compiled), 90, "your binary and its libraries"),
            Score::always(60, "no shell, but a runtime that can open sockets and files"),
        ],
        scratch: &[Score::always(100, "your binary and nothing else")],
    },
    adjustments: &[],
    evidence: &["tools"],
};
