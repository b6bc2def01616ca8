//! How much there is to account for in an SBOM or a scan.

use super::super::condition::when;
use super::super::criterion::{Criterion, Move};
use super::super::family::Family::{Alpine, Distroless, Full, Scratch, Slim};
use super::{score, score_when};
use crate::model::QuestionId;

/// Packages to account for.
pub static INVENTORY: Criterion = Criterion {
    name: "inventory",
    label: "Inventory",
    about: "How many packages you have to account for",
    base_weight: 2,
    moves: &[
        Move { when: when!(Compliance: Some), by: 2, question: QuestionId::Compliance, why: "some of it has to be shown" },
        Move { when: when!(Compliance: Required), by: 5, question: QuestionId::Compliance, why: "all of it has to be shown" },
    ],
    scores: &[
        score(Full, 0, "more packages than a service uses"),
        score(Slim, 40, "the distribution’s minimal set"),
        score(Alpine, 70, "few packages, and those of the language"),
        score_when(Distroless, when!(Linking: Static), 95, "a handful of packages, none of them code"),
        score_when(Distroless, when!(ExactVersion: Yes, VendorImages: Yes), 95, "few packages, with signed SBOM and VEX"),
        score_when(Distroless, when!(Linking: Glibc), 90, "libc and a handful of libraries"),
        score(Distroless, 75, "the interpreter and what it links"),
        score(Scratch, 100, "nothing but your own dependencies"),
    ],
    adjustments: &[],
    evidence: &["E16"],
};
