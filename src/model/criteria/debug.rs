//! How hard it is to find the fault at 2 AM.

use super::super::condition::when;
use super::super::criterion::{ByFamily, Criterion, Move};
use super::{always, given};
use crate::model::QuestionId;

/// Finding the fault at 2 AM.
pub static DEBUG: Criterion = Criterion {
    name: "debug",
    label: "Debugging",
    about: "How hard it is to find the fault at 2 AM",
    base_weight: 3,
    moves: &[
        Move { when: when!(Team: Small), by: 2, question: QuestionId::Team, why: "few people share the nights" },
        Move { when: when!(Team: Platform), by: -1, question: QuestionId::Team, why: "a platform team keeps the tools ready" },
        Move { when: when!(ExecRunbook: Never), by: -1, question: QuestionId::ExecRunbook, why: "nobody execs into it" },
        Move { when: when!(ExecRunbook: Regularly), by: 1, question: QuestionId::ExecRunbook, why: "people exec into it regularly" },
    ],
    scores: ByFamily {
        full: &[always(100, "a shell, a package manager and the most tools")],
        slim: &[always(90, "bash and apt, few tools")],
        alpine: &[always(85, "sh and busybox; its resolver and tools differ")],
        distroless: &[
            given(when!(DebugPath: None), 5, "no shell, and nobody can attach one today"),
            given(when!(Platform: Managed), 20, "no shell, and the platform attaches none"),
            given(when!(DebugPath: Untested), 45, "a debug container, which nobody has tried"),
            always(80, "a debug container that you have rehearsed"),
        ],
        scratch: &[
            given(when!(DebugPath: None), 0, "no shell, no /etc, and nobody can attach one today"),
            given(when!(Platform: Managed), 10, "nothing inside, and the platform attaches nothing"),
            given(when!(DebugPath: Untested), 35, "a debug container that must bring everything, never tried"),
            always(70, "a rehearsed debug container, which must bring everything"),
        ],
    },
    adjustments: &[],
    evidence: &["E15"],
};
