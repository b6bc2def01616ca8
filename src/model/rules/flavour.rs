//! Which image of the family it is: a rule, not a vote.
//!
//! The table is read from above; the first row that holds is the one. It has an
//! answer for vetoed families too, so that their costs can be shown.

use super::family::Family;
use crate::facts::{self, Image};
use crate::model::service::condition::{When, when};
use crate::model::service::questions::Runtime;
use crate::model::service::resolved::Service;

/// A row: the image of a family under a condition.
#[derive(Debug)]
pub struct Flavour {
    /// The family that the image belongs to.
    pub family: Family,
    /// When this is its image.
    pub when: When,
    /// The image's id in the facts.
    pub image: &'static str,
    /// Why it is this image, as a phrase for people: `a static binary needs no libc`.
    pub why: &'static str,
}

const fn row(family: Family, when: When, image: &'static str, why: &'static str) -> Flavour {
    Flavour { family, when, image, why }
}

/// Makes [`FLAVOURS`] from an entry for each runtime and the rows that no
/// runtime has to itself. The compiler asks for a runtime that is left out.
macro_rules! flavours {
    (
        $($runtime:ident { $($family:ident $(, $question:ident : $answer:ident)? = $image:literal, $why:literal;)+ })+
        _ { $($shared:expr;)+ }
    ) => {
        /// Every flavour; the first row that holds for a service and a family is the one.
        pub static FLAVOURS: &[Flavour] = &[
            $($(row(Family::$family, when!(Runtime: $runtime $(, $question: $answer)?), $image, $why),)+)+
            $($shared,)+
        ];

        const _: fn(Runtime) = |runtime| match runtime { $(Runtime::$runtime => ()),+ };
    };
}

flavours! {
    Go {
        Full = "golang", "the full toolchain on Debian";
    }
    Rust {
        Full = "rust", "the full toolchain on Debian";
    }
    CCpp {
        Full = "gcc", "the full toolchain on Debian";
    }
    Java {
        Full = "java", "the full JDK on Ubuntu";
        Slim = "java-slim", "the JRE on Ubuntu";
        Alpine = "java-alpine", "the JRE on musl";
        Distroless, ExactVersion: Yes = "hardened-java", "a vendor publishes your version";
        Distroless = "distroless-java", "Google’s Java image, with fonts";
    }
    Dotnet {
        Full = "dotnet", "the full SDK on Ubuntu";
        Slim = "dotnet-slim", "the ASP.NET runtime on Ubuntu";
        Alpine = "dotnet-alpine", "the ASP.NET runtime on musl";
        Distroless, I18nFonts: Yes = "dotnet-chiseled-extra", "Microsoft’s shell-less image with ICU and time zones";
        Distroless = "dotnet-chiseled", "Microsoft’s shell-less image";
    }
    Node {
        Full = "node", "Node.js on full Debian";
        Slim = "node-slim", "Node.js on slim Debian";
        Alpine = "node-alpine", "Node.js on musl";
        Distroless, ExactVersion: Yes = "hardened-node", "a vendor publishes your minor version";
        Distroless = "distroless-nodejs", "Google’s Node.js image";
    }
    Bun {
        Full = "bun", "Bun on full Debian, without compilers";
        Slim = "bun-slim", "Bun on slim Debian";
        Alpine = "bun-alpine", "Bun on musl";
        Distroless = "bun-distroless", "Bun’s own shell-less image";
    }
    Deno {
        Full = "deno", "Deno publishes no larger Debian image";
        Slim = "deno", "Deno on slim Debian";
        Alpine = "deno-alpine", "Deno, with glibc beside musl";
        Distroless = "deno-distroless", "Deno’s own shell-less image";
    }
    Python {
        Full = "python", "Python on full Debian";
        Slim = "python-slim", "Python on slim Debian";
        Alpine = "python-alpine", "Python on musl";
        Distroless, ExactVersion: Yes = "hardened-python", "a vendor publishes your minor version";
        Distroless = "distroless-python", "Google’s only Python version";
    }
    Ruby {
        Full = "ruby", "Ruby on full Debian";
        Slim = "ruby-slim", "Ruby on slim Debian";
        Alpine = "ruby-alpine", "Ruby on musl";
        Distroless = "hardened-ruby", "a vendor’s image, because Google has none";
    }
    Php {
        Full = "php", "PHP on Debian, compilers included";
        Slim = "php", "PHP publishes no smaller Debian image";
        Alpine = "php-alpine", "PHP on musl";
        Distroless = "hardened-php", "a vendor’s image, because Google has none";
    }
    StaticSite {
        Full = "nginx", "nginx on Debian";
        Slim = "nginx-unprivileged", "nginx on Debian, never runs as root";
        Alpine = "nginx-unprivileged-alpine", "nginx on musl, never runs as root";
        Distroless = "hardened-nginx", "a vendor’s image, because Google has none";
    }
    _ {
        // Beside a binary nothing of a language has to be inside.
        row(Family::Slim, when!(Kind: Compiled), "debian-slim", "Debian without documentation and extras");
        row(Family::Alpine, when!(Kind: Compiled), "alpine", "musl and busybox next to the binary");
        row(Family::Distroless, when!(Linking: Static), "distroless-static", "a static binary needs no libc");
        row(Family::Distroless, when!(Linking: Glibc), "distroless-cc", "glibc, libgcc and libstdc++ for what the binary links");
        row(Family::Scratch, When::ALWAYS, "scratch", "the empty image");
    }
}

/// The image of that family for this service, and why it is that one.
pub fn flavour(service: &Service, family: Family) -> &'static Flavour {
    FLAVOURS
        .iter()
        .find(|row| row.family == family && row.when.holds(service.answers()))
        .expect("a test walks every service and finds a flavour for each family")
}

/// The image of each family: what is named, compared and built on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Images([&'static Image; Family::ALL.len()]);

impl Images {
    /// Those that a rule finds for each family.
    pub fn by(image: impl FnMut(Family) -> &'static Image) -> Images {
        Images(Family::ALL.map(image))
    }

    /// Those of the flavours alone, whatever version is asked for.
    pub fn of(service: &Service) -> Images {
        Images::by(|family| flavour(service, family).image())
    }

    /// The image of a family.
    pub fn get(&self, family: Family) -> &'static Image {
        self.0[family as usize]
    }
}

impl Flavour {
    /// The image with that id in the facts.
    pub fn image(&self) -> &'static Image {
        facts::image(self.image).expect("a test finds every flavour's image in the facts")
    }
}
