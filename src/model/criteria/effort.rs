//! How much work it is to build on the base and to stay compatible with it.

use super::super::condition::when;
use super::super::criterion::{Adjustment, ByFamily, Criterion, Move};
use super::super::family::{Families, Family};
use super::{always, given};
use crate::model::QuestionId;

const ALPINE: Families = Families::of(&[Family::Alpine]);
const DISTROLESS: Families = Families::of(&[Family::Distroless]);

/// Build and compatibility work.
pub static EFFORT: Criterion = Criterion {
    name: "effort",
    label: "Effort",
    about: "Build and compatibility work",
    base_weight: 3,
    moves: &[
        Move { when: when!(Lifecycle: Active), by: 1, question: QuestionId::Lifecycle, why: "it changes weekly" },
        Move {
            when: when!(Lifecycle: Active, Runtime: Node | Python | Ruby | Php),
            by: 2,
            question: QuestionId::Runtime,
            why: "packages of an interpreted service change with it",
        },
    ],
    scores: ByFamily {
        full: &[
            given(when!(Runtime: Go | Rust | CCpp | Java | Dotnet), 90, "works, with more image than the program needs"),
            given(when!(Runtime: StaticSite), 85, "works, with far more image than files need"),
            always(95, "every package installs"),
        ],
        slim: &[
            given(when!(Runtime: Go | Rust | CCpp | StaticSite), 90, "works, with more image than the program needs"),
            always(95, "ready builds for glibc install as they are"),
        ],
        alpine: &[
            given(when!(Linking: Static), 95, "a static binary runs on any libc"),
            given(when!(Linking: Glibc), 0, "a binary linked to glibc does not start"),
            given(when!(Runtime: StaticSite), 95, "nginx is at home here"),
            given(when!(Runtime: Java | Dotnet, I18nFonts: Yes), 50, "fonts, locales and ICU have to be added, for musl"),
            given(when!(Runtime: Java | Dotnet), 75, "a runtime ported to musl; native libraries are glibc’s"),
            given(when!(NativeDeps: None), 95, "no native code, so the libc does not matter"),
            given(when!(NativeDeps: BothLibcs), 65, "musl builds exist, and lag at times"),
            given(when!(NativeDeps: SystemLibs), 50, "libraries under other names, often compiled here"),
            always(0, "native packages without a musl build do not install"),
        ],
        distroless: &[
            given(when!(Linking: Static), 95, "copy one file"),
            given(when!(Linking: Glibc), 85, "copy one file; builder and base must share a release"),
            given(when!(Runtime: Java | Dotnet, I18nFonts: Yes), 80, "fonts and locales are there or in an image of their own"),
            given(when!(Runtime: Java | Dotnet), 85, "copy the application; the runtime is there"),
            given(when!(Runtime: StaticSite), 80, "copy the files; the configuration is the vendor’s"),
            given(when!(NativeDeps: None), 65, "the interpreter’s version and paths must match"),
            given(when!(NativeDeps: BothLibcs), 55, "native code must match version and release"),
            given(when!(NativeDeps: GlibcOnly), 45, "native code must match version, release and libraries"),
            always(0, "the libraries cannot be installed"),
        ],
        scratch: &[
            given(when!(Linking: Unsure), 0, "it would have to bring its own runtime"),
            given(when!(TlsOrTz: No), 90, "copy one file"),
            always(60, "CA bundle, time zones, /tmp and users have to be copied in"),
        ],
    },
    adjustments: &[
        Adjustment { families: ALPINE, when: when!(Runtime: Node), by: -5, why: "Node.js on musl is an experimental tier" },
        Adjustment { families: DISTROLESS, when: when!(ExactVersion: Yes), by: -10, why: "another registry, login and tag policy" },
        Adjustment {
            families: DISTROLESS,
            when: when!(Runtime: Ruby | Php | StaticSite),
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
