//! How hard it is to find the fault at 2 AM.

use super::super::condition::when;
use super::super::criterion::{Criterion, Move};
use super::super::family::Family::{Alpine, Distroless, Full, Scratch, Slim};
use super::{score, score_when};
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
    scores: &[
        score(Full, 100, "a shell, a package manager and the most tools"),
        score(Slim, 90, "bash and apt, few tools"),
        score(Alpine, 85, "sh and busybox; its resolver and tools differ"),
        score_when(Distroless, when!(DebugPath: None), 5, "no shell, and no way to attach one"),
        score_when(Distroless, when!(Platform: Managed), 20, "no shell, and the platform attaches none"),
        score_when(Distroless, when!(DebugPath: Untested), 45, "a debug container, which nobody has tried"),
        score(Distroless, 80, "a debug container that you have rehearsed"),
        score_when(Scratch, when!(DebugPath: None), 0, "no shell, no /etc, and no way to attach one"),
        score_when(Scratch, when!(Platform: Managed), 10, "nothing inside, and the platform attaches nothing"),
        score_when(Scratch, when!(DebugPath: Untested), 35, "a debug container that must bring everything, never tried"),
        score(Scratch, 70, "a rehearsed debug container, which must bring everything"),
    ],
    adjustments: &[],
    evidence: &["E15"],
};
