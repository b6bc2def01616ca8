//! How much work it is to build on the base and to stay compatible with it.

use crate::model::rules::criterion::{Adjustment, ByFamily, Criterion, Move, Score};
use crate::model::rules::family::{Families, Family};
use crate::model::service::condition::when;
use crate::model::service::questions::QuestionId;

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
            when: when!(Lifecycle: Active, Kind: Interpreted),
            by: 2,
            question: QuestionId::Runtime,
            why: "an interpreted service’s packages change with it",
        },
    ],
    scores: ByFamily {
        full: &[
            Score::given(when!(Kind: Compiled | VirtualMachine), 90, "works, but contains more than the program needs"),
            Score::given(when!(Kind: Files), 85, "works, but contains far more than files need"),
            Score::always(95, "every package installs"),
        ],
        slim: &[
            Score::given(when!(Kind: Compiled | Files), 90, "works, but contains more than the program needs"),
            Score::always(95, "prebuilt glibc packages install unchanged"),
        ],
        alpine: &[
            Score::given(when!(Linking: Static), 95, "a static binary runs on any libc"),
            Score::given(when!(Linking: Glibc), 0, "a binary linked to glibc does not start"),
            Score::given(when!(Kind: Files), 95, "nginx runs well here"),
            Score::given(when!(Kind: VirtualMachine, I18nFonts: Yes), 50, "fonts, locales and ICU have to be added, built for musl"),
            Score::given(when!(Kind: VirtualMachine), 75, "a runtime ported to musl; native libraries are for glibc"),
            Score::given(when!(NativeDeps: None), 95, "no native code, so the libc does not matter"),
            Score::given(when!(NativeDeps: BothLibcs), 65, "musl builds exist but sometimes lag behind"),
            Score::given(when!(NativeDeps: SystemLibs), 50, "libraries have other names, often compiled here"),
            Score::always(0, "native packages without a musl build do not install"),
        ],
        distroless: &[
            Score::given(when!(Linking: Static), 95, "copy one file"),
            Score::given(when!(Linking: Glibc), 85, "copy one file; builder and base must use the same release"),
            Score::given(when!(Kind: VirtualMachine, I18nFonts: Yes), 80, "fonts and locales are included or in a separate image"),
            Score::given(when!(Kind: VirtualMachine), 85, "copy the application; the runtime is included"),
            Score::given(when!(Kind: Files), 80, "copy the files; the configuration is yours"),
            Score::given(when!(NativeDeps: None), 65, "the interpreter’s version and paths must match"),
            Score::given(when!(NativeDeps: BothLibcs), 55, "native code must match version and release"),
            Score::given(when!(NativeDeps: GlibcOnly), 45, "native code must match version, release and libraries"),
            Score::always(0, "the libraries cannot be installed"),
        ],
        scratch: &[
            Score::given(when!(Linking: Unsure), 0, "the service must bring its own runtime"),
            Score::given(when!(TlsOrTz: No), 90, "copy one file"),
            Score::always(60, "CA bundle, time zones, /tmp and users have to be copied in"),
        ],
    },
    adjustments: &[
        Adjustment { families: ALPINE, when: when!(Runtime: Node), by: -5, why: "Node.js on musl is an experimental tier" },
        Adjustment { families: DISTROLESS, when: when!(ExactVersion: Yes), by: -10, why: "a different registry and tag policy" },
        Adjustment { families: DISTROLESS, when: when!(ShellLess: Vendor), by: -10, why: "a different registry and tag policy" },
        Adjustment {
            families: Families::SHELL_LESS,
            when: when!(Shell: Removable),
            by: -25,
            why: "the shell call has to be removed first",
        },
    ],
    evidence: &["glibc-binaries", "musl-wheels", "distroless-python-path", "node-on-musl", "native-node-modules", "npm-curl"],
};
