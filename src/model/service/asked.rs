//! When a question is asked, and what "not sure" is taken to mean.

use super::condition::{When, when};
use super::questions::{Linking, QuestionId};

const ALWAYS: &[When] = &[When::ALWAYS];
/// On a developer's machine only the full image is left, whatever these say.
const PRODUCTION: &[When] = &[when!(Environment: Production)];

/// Nothing rules out a base without a shell but, perhaps, who publishes it.
macro_rules! shell_less_when {
    ($($question:ident : $($answer:ident)|+),+) => {
        when!(
            Environment: Production, Shell: No | Removable, ExecRunbook: Never | Sometimes,
            NativeDeps: None | BothLibcs | GlibcOnly, $($question: $($answer)|+),+
        )
    };
}

/// Another publisher's shell-less image could do what Google's cannot.
const VENDOR_COULD_HELP: &[When] = &[shell_less_when!(ExactVersion: Yes), shell_less_when!(ShellLess: Vendor)];

/// A shell-less image for the language is published, for some architectures.
const LANGUAGE_IMAGE_IS_POSSIBLE: &[When] = &[
    shell_less_when!(ShellLess: Google, ExactVersion: No),
    shell_less_when!(ShellLess: Google, ExactVersion: Yes, VendorImages: Yes),
    shell_less_when!(ShellLess: Vendor, VendorImages: Yes),
];

/// A base without a shell is left, so how to debug one matters.
const SHELL_LESS_IS_POSSIBLE: &[When] = &[
    shell_less_when!(ShellLess: Bare | Maker),
    shell_less_when!(ShellLess: Google, ExactVersion: No, Arch: Common),
    shell_less_when!(ShellLess: Google, ExactVersion: Yes, VendorImages: Yes, Arch: Common),
    shell_less_when!(ShellLess: Vendor, VendorImages: Yes, Arch: Common),
];

impl QuestionId {
    /// It is asked when one of these holds. Each looks at earlier questions only.
    pub fn asked(self) -> &'static [When] {
        match self {
            QuestionId::Runtime | QuestionId::Environment | QuestionId::Platform => ALWAYS,
            QuestionId::Linking => &[when!(Links: Static | Glibc)],
            QuestionId::NativeDeps => &[when!(Kind: Compiled | VirtualMachine | Interpreted)],
            QuestionId::ExactVersion => &[when!(ShellLess: Google)],
            QuestionId::Shell
            | QuestionId::ExecRunbook
            | QuestionId::Exposure
            | QuestionId::Sensitive
            | QuestionId::Compliance
            | QuestionId::Lifecycle
            | QuestionId::Team
            | QuestionId::SizePressure => PRODUCTION,
            QuestionId::VendorImages => VENDOR_COULD_HELP,
            QuestionId::Arch => LANGUAGE_IMAGE_IS_POSSIBLE,
            QuestionId::ThreatModel => &[when!(Environment: Production, Exposure: Internet)],
            QuestionId::DebugPath => SHELL_LESS_IS_POSSIBLE,
            QuestionId::TlsOrTz => &[when!(Environment: Production, Kind: Compiled)],
            QuestionId::I18nFonts => &[when!(Environment: Production, Kind: VirtualMachine)],
            QuestionId::AllocHeavy => &[when!(Environment: Production, Allocator: Libc)],
        }
    }
}

/// What "not sure" is taken to mean.
#[derive(Debug)]
pub struct Guess {
    /// When it is made.
    pub when: When,
    /// Whose answer it replaces.
    pub question: QuestionId,
    /// The position of the answer that is assumed.
    pub becomes: u8,
    /// Why that is the likely one.
    pub why: &'static str,
}

/// Every guess, each for an answer of "not sure".
pub static GUESSES: &[Guess] = &[
    Guess {
        when: when!(Links: Static, Linking: Unsure),
        question: QuestionId::Linking,
        becomes: Linking::Static as u8,
        why: "Go needs cgo only if a package uses C.",
    },
    Guess {
        when: when!(Links: Glibc, Linking: Unsure),
        question: QuestionId::Linking,
        becomes: Linking::Glibc as u8,
        why: "The default targets of Rust, C and C++ link glibc.",
    },
    Guess {
        when: when!(Links: GlibcAlone, Linking: Unsure),
        question: QuestionId::Linking,
        becomes: Linking::Glibc as u8,
        why: "Mandrel links native images to glibc.",
    },
];
