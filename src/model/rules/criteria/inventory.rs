//! How much there is to account for in an SBOM or a scan.

use crate::model::rules::criterion::{ByFamily, Criterion, Move, Score};
use crate::model::service::condition::when;
use crate::model::service::questions::QuestionId;

/// Packages to account for.
pub static INVENTORY: Criterion = Criterion {
    name: "inventory",
    label: "Inventory",
    about: "How many packages you have to account for",
    base_weight: 2,
    moves: &[
        Move { when: when!(Compliance: Some), by: 2, question: QuestionId::Compliance, why: "some supply-chain proof must be shown" },
        Move { when: when!(Compliance: Required), by: 5, question: QuestionId::Compliance, why: "full supply-chain proof must be shown" },
    ],
    scores: ByFamily {
        full: &[Score::always(0, "more packages than a service uses")],
        slim: &[
            Score::given(when!(Runtime: Php), 40, "the distribution’s minimal set plus compilers: PHP has no smaller Debian image"),
            Score::always(40, "the distribution’s minimal set"),
        ],
        alpine: &[Score::always(70, "few packages, and the language’s own")],
        distroless: &[
            Score::given(when!(Linking: Static), 95, "a handful of packages, none of them code"),
            Score::given(when!(ExactVersion: Yes), 95, "a hardened image with a signed SBOM"),
            Score::given(when!(ShellLess: Vendor), 95, "a hardened image with a signed SBOM"),
            Score::given(when!(Runtime: Dotnet), 90, "a few slices of Ubuntu"),
            Score::given(when!(Runtime: Deno), 90, "fourteen Debian packages, and Deno"),
            Score::given(when!(Runtime: Bun), 90, "seven Debian packages, and Bun"),
            Score::given(when!(Linking: Glibc), 90, "libc and a few libraries"),
            Score::given(
                when!(Runtime: Python),
                75,
                "the interpreter and its libraries: no fewer packages than on Alpine, each with a signed SBOM",
            ),
            Score::always(75, "the interpreter and its libraries"),
        ],
        scratch: &[Score::always(100, "nothing but your own dependencies")],
    },
    adjustments: &[],
    evidence: &["inventory-not-cves"],
};
