//! How much work it is to build on the base and to stay compatible with it.

use super::super::condition::when;
use super::super::criterion::{Adjustment, Criterion, Move};
use super::super::family::Families;
use super::super::family::Family::{Alpine, Distroless, Full, Scratch, Slim};
use super::{score, score_when};
use crate::model::QuestionId;

/// Build and compatibility work.
pub static EFFORT: Criterion = Criterion {
    name: "effort",
    label: "Effort",
    about: "Build and compatibility work",
    base_weight: 3,
    moves: &[
        Move { when: when!(Lifecycle: Active), by: 1, question: QuestionId::Lifecycle, why: "it changes weekly" },
        Move {
            when: when!(Lifecycle: Active, Runtime: Node | Python),
            by: 2,
            question: QuestionId::Runtime,
            why: "packages of an interpreted service change with it",
        },
    ],
    scores: &[
        score_when(Full, when!(Runtime: Go | Rust), 90, "works, with more image than a binary needs"),
        score(Full, 95, "every package installs"),
        score_when(Slim, when!(Runtime: Go | Rust), 90, "works, with more image than a binary needs"),
        score(Slim, 95, "ready builds for glibc install as they are"),
        score_when(Alpine, when!(Linking: Static), 95, "a static binary runs on any libc"),
        score_when(Alpine, when!(Linking: Glibc), 0, "a binary linked to glibc does not start"),
        score_when(Alpine, when!(NativeDeps: None), 95, "no native code, so the libc does not matter"),
        score_when(Alpine, when!(NativeDeps: BothLibcs), 65, "musl builds exist, and lag at times"),
        score_when(Alpine, when!(NativeDeps: SystemLibs), 50, "libraries under other names, often compiled here"),
        score(Alpine, 0, "native packages without a musl build do not install"),
        score_when(Distroless, when!(Linking: Static), 95, "copy one file"),
        score_when(Distroless, when!(Linking: Glibc), 85, "copy one file; builder and base must share a release"),
        score_when(Distroless, when!(NativeDeps: None), 65, "the interpreter’s version and paths must match"),
        score_when(Distroless, when!(NativeDeps: BothLibcs), 55, "native code must match version and release"),
        score(Distroless, 45, "native code must match version, release and libraries"),
        score_when(Scratch, when!(Runtime: Node | Python), 0, "it would have to bring its own interpreter"),
        score_when(Scratch, when!(TlsOrTz: No), 90, "copy one file"),
        score(Scratch, 60, "CA bundle, time zones, /tmp and users have to be copied in"),
    ],
    adjustments: &[
        Adjustment {
            families: Families::of(&[Alpine]),
            when: when!(Runtime: Node),
            by: -5,
            why: "Node.js on musl is an experimental tier",
        },
        Adjustment {
            families: Families::of(&[Distroless]),
            when: when!(ExactVersion: Yes, VendorImages: Yes),
            by: -10,
            why: "another registry, login and tag policy",
        },
        Adjustment {
            families: Families::SHELL_LESS,
            when: when!(Shell: Removable),
            by: -25,
            why: "the shell call has to be removed first",
        },
    ],
    evidence: &["E3", "E5", "E6", "E7", "E8", "E12"],
};
