//! The runtimes, one row each: what the rules have to know of what runs inside.
//!
//! Conditions ask what a runtime is, not which one it is: `Kind: Compiled`. In
//! the condition that becomes the list of the runtimes that are so, hence rules
//! that are exported or shown name them.

use super::questions::{QuestionId, Runtime};

/// What has to be inside for the program to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Nothing but the C libraries that it is linked to: a binary.
    Compiled,
    /// A virtual machine for bytecode.
    VirtualMachine,
    /// An interpreter, with packages beside the program.
    Interpreted,
    /// A web server: there is no program, only files.
    Files,
}

/// Who publishes an image without a shell that it runs on. A test holds this
/// equal to what the facts say of the images.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShellLess {
    /// An image without any language will do.
    Bare,
    /// The language's maker, in every version.
    Maker,
    /// Google, in the versions that Google chooses; publishers that are asked for in others.
    Google,
    /// Publishers that are asked for alone.
    Vendor,
}

/// How a build links the program when it is not told how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Links {
    /// To nothing: it runs on any C library.
    Static,
    /// To glibc; without it only when built for musl, which it then brings along.
    Glibc,
    /// To glibc, and what compiles it cannot link it otherwise.
    GlibcAlone,
    /// The program is not linked: the runtime is.
    Nothing,
}

/// Where the program's memory comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allocator {
    /// From the C library, so that musl's is felt under load.
    Libc,
    /// From the runtime's own, or it hardly takes any.
    Own,
}

/// What the rules have to know of one runtime.
#[derive(Debug)]
pub struct Row {
    /// The runtime that the row is about.
    pub runtime: Runtime,
    /// What has to be inside.
    pub kind: Kind,
    /// Who publishes an image without a shell for it.
    pub shell_less: ShellLess,
    /// How it is linked by default.
    pub links: Links,
    /// Where its memory comes from.
    pub allocator: Allocator,
    /// What an app is assumed to take, in megabytes: compressed and unpacked,
    /// with what its package manager brings. Rough on purpose.
    pub app: [u64; 2],
}

const fn row(runtime: Runtime, kind: Kind, shell_less: ShellLess, links: Links, allocator: Allocator, app: [u64; 2]) -> Row {
    Row { runtime, kind, shell_less, links, allocator, app }
}

/// Every runtime, in the order of the question.
#[rustfmt::skip]
pub static RUNTIMES: [Row; Runtime::COUNT] = [
    row(Runtime::Go, Kind::Compiled, ShellLess::Bare, Links::Static, Allocator::Own, [6, 15]),
    row(Runtime::Rust, Kind::Compiled, ShellLess::Bare, Links::Glibc, Allocator::Libc, [6, 15]),
    row(Runtime::CCpp, Kind::Compiled, ShellLess::Bare, Links::Glibc, Allocator::Libc, [6, 15]),
    row(Runtime::Java, Kind::VirtualMachine, ShellLess::Google, Links::Nothing, Allocator::Libc, [40, 45]),
    // Its heap is mapped by the collector that is linked in.
    row(Runtime::JavaNative, Kind::Compiled, ShellLess::Bare, Links::GlibcAlone, Allocator::Own, [25, 75]),
    row(Runtime::Dotnet, Kind::VirtualMachine, ShellLess::Maker, Links::Nothing, Allocator::Libc, [10, 25]),
    row(Runtime::Node, Kind::Interpreted, ShellLess::Google, Links::Nothing, Allocator::Libc, [15, 60]),
    row(Runtime::Bun, Kind::Interpreted, ShellLess::Maker, Links::Nothing, Allocator::Own, [15, 60]),
    // Its image on Alpine brings glibc along.
    row(Runtime::Deno, Kind::Interpreted, ShellLess::Maker, Links::Nothing, Allocator::Own, [15, 60]),
    row(Runtime::Python, Kind::Interpreted, ShellLess::Google, Links::Nothing, Allocator::Libc, [20, 70]),
    row(Runtime::Ruby, Kind::Interpreted, ShellLess::Vendor, Links::Nothing, Allocator::Libc, [20, 70]),
    row(Runtime::Php, Kind::Interpreted, ShellLess::Vendor, Links::Nothing, Allocator::Libc, [20, 70]),
    row(Runtime::StaticSite, Kind::Files, ShellLess::Vendor, Links::Nothing, Allocator::Own, [5, 10]),
];

impl Runtime {
    /// What the rules have to know of it.
    pub fn row(self) -> &'static Row {
        &RUNTIMES[self as usize]
    }
}

const _: () = {
    let mut at = 0;
    while at < RUNTIMES.len() {
        assert!(RUNTIMES[at].runtime as usize == at, "the runtimes are in the order of the question");
        at += 1;
    }
};

/// Lets conditions ask for a column of the table: the bits of an entry are
/// those of the runtimes that have it.
macro_rules! conditions_ask {
    ($($column:ident: $kind:ident),+) => {
        $(impl $kind {
            /// The question that decides it.
            pub const QUESTION: QuestionId = QuestionId::Runtime;

            /// One bit for each runtime of which this is so.
            pub const fn bits(self) -> u16 {
                let (mut bits, mut at) = (0, 0);
                while at < RUNTIMES.len() {
                    if RUNTIMES[at].$column as u8 == self as u8 {
                        bits |= RUNTIMES[at].runtime.bits();
                    }
                    at += 1;
                }
                bits
            }
        })+
    };
}

conditions_ask! { kind: Kind, shell_less: ShellLess, links: Links, allocator: Allocator }
