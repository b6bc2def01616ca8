//! What one compares the bases with: a table, read whole. An image is compared
//! where it can run the same thing; a bare system is no rival of a language.

use crate::facts::{self, Image};
use crate::model::service::condition::{When, when};

/// Images that are shown beside the bases under a condition.
#[derive(Debug)]
pub struct Compared {
    /// When.
    pub when: When,
    /// The images' ids in the facts.
    pub ids: &'static [&'static str],
}

const fn row(when: When, ids: &'static [&'static str]) -> Compared {
    Compared { when, ids }
}

/// Every comparison.
pub static COMPARED: &[Compared] = &[
    row(
        when!(Runtime: Go | Rust | CCpp),
        &["distroless-static", "distroless-base-nossl", "distroless-base", "distroless-cc", "debian", "ubuntu-26.04"],
    ),
    row(when!(Linking: Static), &["busybox-musl", "chainguard-static", "chainguard-busybox", "hardened-static", "hardened-alpine-base"]),
    row(
        when!(Linking: Glibc),
        &["busybox-glibc", "chainguard-glibc-dynamic", "chainguard-wolfi-base", "hardened-static-glibc", "hardened-debian-base"],
    ),
    row(when!(Linking: Glibc), &["ubi-micro", "ubi-minimal"]),
    row(when!(Runtime: Go), &["golang-alpine", "chainguard-go"]),
    row(when!(Runtime: Rust), &["rust-slim", "rust-alpine"]),
    row(when!(Runtime: CCpp), &["buildpack-deps"]),
    row(when!(Runtime: Java), &["distroless-java", "hardened-java", "chainguard-jdk", "chainguard-jre"]),
    row(when!(Runtime: Dotnet), &["dotnet-chiseled", "dotnet-chiseled-extra"]),
    row(when!(Runtime: Node), &["distroless-nodejs", "hardened-node", "hardened-node-alpine", "chainguard-node"]),
    row(when!(Runtime: Python), &["distroless-python", "hardened-python", "hardened-python-alpine", "chainguard-python"]),
    row(when!(Runtime: StaticSite), &["chainguard-nginx"]),
];

impl Compared {
    /// The images themselves.
    pub fn images(&self) -> impl Iterator<Item = &'static Image> + use<> {
        self.ids.iter().map(|id| facts::image(id).expect("a test finds every image of the comparison in the facts"))
    }
}
