//! Which image of the family it is: a rule, not a vote.
//!
//! The table is read from above; the first row that holds is the one. It has an
//! answer for vetoed families too, so that their costs can be shown.

use super::family::Family;
use crate::facts::{self, Image};
use crate::model::service::condition::{When, when};
use crate::model::service::resolved::Service;

/// A row: the image of a family under a condition.
#[derive(Debug)]
pub struct Flavour {
    /// The family.
    pub family: Family,
    /// When this is its image.
    pub when: When,
    /// The image's id in the facts.
    pub image: &'static str,
    /// Why this one.
    pub why: &'static str,
}

const fn row(family: Family, when: When, image: &'static str, why: &'static str) -> Flavour {
    Flavour { family, when, image, why }
}

use Family::{Alpine, Distroless, Full, Scratch, Slim};

/// Every flavour.
pub static FLAVOURS: &[Flavour] = &[
    row(Full, when!(Runtime: Go), "golang", "the whole toolchain on Debian"),
    row(Full, when!(Runtime: Rust), "rust", "the whole toolchain on Debian"),
    row(Full, when!(Runtime: CCpp), "gcc", "the whole toolchain on Debian"),
    row(Full, when!(Runtime: Java), "java", "the whole JDK on Ubuntu"),
    row(Full, when!(Runtime: Dotnet), "dotnet", "the whole SDK on Ubuntu"),
    row(Full, when!(Runtime: Node), "node", "Node.js on the whole of Debian"),
    row(Full, when!(Runtime: Python), "python", "Python on the whole of Debian"),
    row(Full, when!(Runtime: Ruby), "ruby", "Ruby on the whole of Debian"),
    row(Full, when!(Runtime: Php), "php", "PHP on Debian, compilers included"),
    row(Full, when!(Runtime: StaticSite), "nginx", "nginx on Debian"),
    row(Slim, when!(Runtime: Go | Rust | CCpp), "debian-slim", "Debian without documentation and extras"),
    row(Slim, when!(Runtime: Java), "java-slim", "the JRE on Ubuntu"),
    row(Slim, when!(Runtime: Dotnet), "dotnet-slim", "the ASP.NET runtime on Ubuntu"),
    row(Slim, when!(Runtime: Node), "node-slim", "Node.js on slim Debian"),
    row(Slim, when!(Runtime: Python), "python-slim", "Python on slim Debian"),
    row(Slim, when!(Runtime: Ruby), "ruby-slim", "Ruby on slim Debian"),
    row(Slim, when!(Runtime: Php), "php", "PHP publishes no slimmer image on Debian"),
    row(Slim, when!(Runtime: StaticSite), "nginx-unprivileged", "nginx on Debian, never as root"),
    row(Alpine, when!(Runtime: Go | Rust | CCpp), "alpine", "musl and busybox beside the binary"),
    row(Alpine, when!(Runtime: Java), "java-alpine", "the JRE on musl"),
    row(Alpine, when!(Runtime: Dotnet), "dotnet-alpine", "the ASP.NET runtime on musl"),
    row(Alpine, when!(Runtime: Node), "node-alpine", "Node.js on musl"),
    row(Alpine, when!(Runtime: Python), "python-alpine", "Python on musl"),
    row(Alpine, when!(Runtime: Ruby), "ruby-alpine", "Ruby on musl"),
    row(Alpine, when!(Runtime: Php), "php-alpine", "PHP on musl"),
    row(Alpine, when!(Runtime: StaticSite), "nginx-unprivileged-alpine", "nginx on musl, never as root"),
    row(Distroless, when!(Linking: Static), "distroless-static", "a static binary needs no libc"),
    row(Distroless, when!(Linking: Glibc), "distroless-cc", "glibc, with libgcc and libstdc++ for whatever is linked"),
    row(
        Distroless,
        when!(Runtime: Dotnet, I18nFonts: Yes),
        "dotnet-chiseled-extra",
        "Microsoft’s shell-less image with ICU and time zones",
    ),
    row(Distroless, when!(Runtime: Dotnet), "dotnet-chiseled", "Microsoft’s own shell-less image"),
    row(Distroless, when!(Runtime: Java, ExactVersion: Yes), "hardened-java", "a vendor keeps your version"),
    row(Distroless, when!(Runtime: Node, ExactVersion: Yes), "hardened-node", "a vendor keeps your minor version"),
    row(Distroless, when!(Runtime: Python, ExactVersion: Yes), "hardened-python", "a vendor keeps your minor version"),
    row(Distroless, when!(Runtime: Java), "distroless-java", "Google’s Java image, with fonts"),
    row(Distroless, when!(Runtime: Node), "distroless-nodejs", "Google’s Node.js image"),
    row(Distroless, when!(Runtime: Python), "distroless-python", "Google’s one Python"),
    row(Distroless, when!(Runtime: Ruby), "hardened-ruby", "a vendor’s image, as Google has none"),
    row(Distroless, when!(Runtime: Php), "hardened-php", "a vendor’s image, as Google has none"),
    row(Distroless, when!(Runtime: StaticSite), "hardened-nginx", "a vendor’s image, as Google has none"),
    row(Scratch, When::ALWAYS, "scratch", "the empty image"),
];

/// The image of that family for this service, and why it is that one.
pub fn flavour(service: &Service, family: Family) -> &'static Flavour {
    FLAVOURS
        .iter()
        .find(|row| row.family == family && row.when.holds(service.answers()))
        .expect("a test walks every service and finds a flavour for each family")
}

impl Flavour {
    /// The image itself.
    pub fn image(&self) -> &'static Image {
        facts::image(self.image).expect("a test finds every flavour's image in the facts")
    }
}
