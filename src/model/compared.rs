//! What one compares the bases with: a table, read whole.

use super::condition::{When, when};
use crate::facts::{self, Image};

/// Images that are shown beside the bases under a condition.
#[derive(Debug)]
pub struct Compared {
    /// When.
    pub when: When,
    /// The images' ids in the facts.
    pub ids: &'static [&'static str],
}

/// A single file can be all that the image holds.
pub const BUILDS_ALONE: When = when!(Runtime: Go | Rust | CCpp);

const fn row(when: When, ids: &'static [&'static str]) -> Compared {
    Compared { when, ids }
}

/// Every comparison.
pub static COMPARED: &[Compared] = &[
    row(
        BUILDS_ALONE,
        &[
            "distroless-static",
            "distroless-base-nossl",
            "distroless-base",
            "distroless-cc",
            "busybox-musl",
            "busybox-glibc",
            "debian",
            "ubuntu-24.04",
            "ubuntu-26.04",
            "chainguard-busybox",
            "hardened-alpine-base",
            "hardened-debian-base",
        ],
    ),
    row(when!(Linking: Static), &["chainguard-static", "hardened-static", "hardened-static-alpine"]),
    row(when!(Linking: Glibc), &["chainguard-glibc-dynamic", "hardened-static-glibc", "ubi-micro"]),
    row(when!(Runtime: Go), &["golang-alpine", "chainguard-go"]),
    row(when!(Runtime: Rust), &["rust-slim", "rust-alpine"]),
    row(when!(Runtime: CCpp), &["buildpack-deps"]),
    row(when!(Runtime: Java), &["distroless-java", "distroless-java-base", "hardened-java", "chainguard-jdk", "chainguard-jre"]),
    row(
        when!(Runtime: Dotnet),
        &["dotnet-chiseled", "dotnet-chiseled-extra", "dotnet-deps-slim", "dotnet-deps-alpine", "dotnet-deps-chiseled", "ubuntu-24.04"],
    ),
    row(when!(Runtime: Node), &["distroless-nodejs", "hardened-node", "hardened-node-alpine", "chainguard-node"]),
    row(when!(Runtime: Python), &["distroless-python", "hardened-python", "hardened-python-alpine", "chainguard-python"]),
    row(when!(Runtime: Node | Python | Ruby | Php), &["buildpack-deps", "debian-slim", "alpine", "chainguard-wolfi-base"]),
    row(when!(Runtime: Java), &["ubuntu-24.04", "alpine"]),
    row(when!(Runtime: StaticSite), &["nginx-unprivileged", "chainguard-nginx", "debian-slim", "alpine", "busybox-musl"]),
    row(When::ALWAYS, &["ubi-minimal"]),
];

impl Compared {
    /// The images themselves.
    pub fn images(&self) -> impl Iterator<Item = &'static Image> + use<> {
        self.ids.iter().map(|id| facts::image(id).expect("a test finds every image of the comparison in the facts"))
    }
}
