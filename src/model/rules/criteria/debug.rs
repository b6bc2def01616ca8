//! How hard it is to find the fault at 2 AM.

use crate::model::rules::criterion::{ByFamily, Criterion, Move, Score};
use crate::model::service::condition::when;
use crate::model::service::questions::QuestionId;

/// Finding the fault at 2 AM.
pub static DEBUG: Criterion = Criterion {
    name: "debug",
    label: "Debugging",
    about: "How hard it is to find a fault at 2 AM",
    base_weight: 3,
    moves: &[
        Move { when: when!(Team: Small), by: 2, question: QuestionId::Team, why: "few people share on-call duty" },
        Move { when: when!(Team: Platform), by: -1, question: QuestionId::Team, why: "a platform team provides debug tools" },
        Move { when: when!(ExecRunbook: Never), by: -1, question: QuestionId::ExecRunbook, why: "nobody execs into it" },
        Move { when: when!(ExecRunbook: Regularly), by: 1, question: QuestionId::ExecRunbook, why: "people exec into it regularly" },
    ],
    scores: ByFamily {
        full: &[Score::always(100, "a shell, a package manager and the most tools")],
        slim: &[Score::always(90, "bash and apt, but few tools")],
        alpine: &[Score::always(85, "sh and busybox; resolver and tools differ")],
        distroless: &[
            Score::given(when!(DebugPath: None), 5, "no shell, and nobody can attach one today"),
            Score::given(when!(Platform: Managed), 20, "no shell, and the platform cannot attach one"),
            Score::given(when!(DebugPath: Untested), 45, "a debug container that nobody has tried"),
            Score::always(80, "a debug container that you have rehearsed"),
        ],
        scratch: &[
            Score::given(when!(DebugPath: None), 0, "no shell, no /etc, and nobody can attach one today"),
            Score::given(when!(Platform: Managed), 10, "nothing inside, and no way to attach anything"),
            Score::given(when!(DebugPath: Untested), 35, "an untried debug container that must bring every tool"),
            Score::always(70, "a rehearsed debug container that must bring every tool"),
        ],
    },
    adjustments: &[],
    evidence: &["debug-container"],
};
