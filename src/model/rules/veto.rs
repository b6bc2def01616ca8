//! Vetoes: a base that cannot run the service is out, whatever it scores.
//!
//! Each says why and what would lift it. No weight buys a veto back.

use super::family::{Families, Family};
use crate::model::service::condition::{When, when};
use crate::model::service::questions::QuestionId;
use crate::model::service::resolved::Service;

/// A reason for which a base is out.
#[derive(Debug)]
pub struct Veto {
    /// Its name in data, and its anchor on a page, such as `no-shell`.
    pub id: &'static str,
    /// Its name for people, in a few words.
    pub title: &'static str,
    /// Which families it excludes.
    pub excludes: Families,
    /// When it fires: when one of these holds.
    pub when: &'static [When],
    /// The question whose answer is the cause.
    pub cause: QuestionId,
    /// Why the base cannot run the service.
    pub reason: &'static str,
    /// What would lift it.
    pub lifted_by: &'static str,
    /// Keys of the evidence.
    pub evidence: &'static [&'static str],
}

impl Veto {
    /// Whether it takes its families out.
    pub fn holds(&self, service: &Service) -> bool {
        self.when.iter().any(|when| when.holds(service.answers()))
    }
}

/// The families that cannot run a service.
pub fn excluded(service: &Service) -> Families {
    VETOES.iter().filter(|veto| veto.holds(service)).fold(Families::NONE, |all, veto| all.and(veto.excludes))
}

/// Every veto, in the order shown.
pub static VETOES: &[Veto] = &[
    Veto {
        id: "development",
        title: "Development image",
        excludes: Families::of(&[Family::Slim, Family::Alpine, Family::Distroless, Family::Scratch]),
        when: &[when!(Environment: Development)],
        cause: QuestionId::Environment,
        reason: "Development needs compilers, git and a shell.",
        lifted_by: "Build a separate image for production.",
        evidence: &["development-full-image"],
    },
    Veto {
        id: "no-shell",
        title: "No shell",
        excludes: Families::SHELL_LESS,
        when: &[when!(Shell: Required)],
        cause: QuestionId::Shell,
        reason: "There is no /bin/sh in the image.",
        lifted_by: "Use an exec-form entrypoint, a self-check subcommand, or an init container for the script.",
        evidence: &["exec-fails", "exec-form", "npm-curl"],
    },
    Veto {
        id: "exec-runbook",
        title: "Runbook needs exec",
        excludes: Families::SHELL_LESS,
        when: &[when!(ExecRunbook: Regularly)],
        cause: QuestionId::ExecRunbook,
        reason: "Your runbook execs into the container, so its steps would fail.",
        lifted_by: "Replace the exec steps with endpoints, Jobs or debug containers.",
        evidence: &["exec-steps-stop", "exec-or-shell"],
    },
    Veto {
        id: "no-runtime",
        title: "No runtime inside",
        excludes: Families::of(&[Family::Scratch]),
        when: &[when!(Kind: VirtualMachine | Interpreted | Files)],
        cause: QuestionId::Runtime,
        reason: "The service needs an interpreter, a virtual machine or a web server, and scratch has none.",
        lifted_by: "Only a static binary could use it, and this page makes none here. As a native image, Java runs on distroless.",
        evidence: &["scratch-is-empty"],
    },
    Veto {
        id: "no-glibc",
        title: "No glibc",
        excludes: Families::of(&[Family::Alpine, Family::Scratch]),
        when: &[when!(Links: Static | Glibc, Linking: Glibc)],
        cause: QuestionId::Linking,
        reason: "The binary is linked to glibc, which the image lacks. It would fail with “no such file or directory”.",
        lifted_by: "Use CGO_ENABLED=0, a musl target or, for Alpine, a build on Alpine.",
        evidence: &["go-without-cgo", "rust-links-glibc", "glibc-binaries"],
    },
    Veto {
        id: "native-image",
        title: "No glibc for a native image",
        excludes: Families::of(&[Family::Alpine, Family::Scratch]),
        when: &[when!(Links: GlibcAlone)],
        cause: QuestionId::Runtime,
        reason: "Its compiler, Mandrel, links to glibc only.",
        lifted_by: "GraalVM can link to musl on amd64; this page does not.",
        evidence: &["native-image-glibc"],
    },
    Veto {
        id: "no-musl-build",
        title: "No build for musl",
        excludes: Families::of(&[Family::Alpine]),
        when: &[when!(Kind: VirtualMachine | Interpreted, NativeDeps: GlibcOnly)],
        cause: QuestionId::NativeDeps,
        reason: "A native package has no build for musl.",
        lifted_by: "Use another package, or compile it yourself on Alpine.",
        evidence: &["musl-wheels"],
    },
    Veto {
        id: "no-package-manager",
        title: "No package manager",
        excludes: Families::SHELL_LESS,
        when: &[when!(NativeDeps: SystemLibs)],
        cause: QuestionId::NativeDeps,
        reason: "The service needs apt or apk packages, and the image has no package manager.",
        lifted_by: "Compile the libraries in, use wheels or modules that bundle them, or assemble an image with rules_distroless, apko or chisel.",
        evidence: &["distroless-libraries", "system-libraries"],
    },
    Veto {
        id: "not-published",
        title: "Not published for this runtime",
        excludes: Families::of(&[Family::Distroless]),
        when: &[when!(ShellLess: Vendor, VendorImages: No)],
        cause: QuestionId::VendorImages,
        reason: "Neither Google nor a publisher that you allow has a distroless image for this runtime.",
        lifted_by: "Allow a publisher that has one, such as Docker Hardened Images.",
        evidence: &["distroless-unpublished", "distroless-list"],
    },
    Veto {
        id: "no-exact-version",
        title: "Not in every version",
        excludes: Families::of(&[Family::Distroless]),
        when: &[when!(ExactVersion: Yes, VendorImages: No)],
        cause: QuestionId::ExactVersion,
        reason: "Google publishes one Python version and a few major versions of Node.js and Java, and its tags move.",
        lifted_by: "Allow a publisher that has yours, or use the version that Google ships.",
        evidence: &["distroless-pythons", "python-extensions"],
    },
    Veto {
        id: "no-architecture",
        title: "Not for every architecture",
        excludes: Families::of(&[Family::Distroless]),
        when: &[when!(ShellLess: Google | Vendor, Arch: Other)],
        cause: QuestionId::Arch,
        reason: "Shell-less language images do not cover every architecture. Publishers other than Google offer amd64 and arm64 only.",
        lifted_by: "For Java, Node.js and Python, check Google’s list: some images have s390x, ppc64le or riscv64.",
        evidence: &["tags-and-lifetimes"],
    },
];
