//! Which image of the family it is: a rule, not a vote.
//!
//! The table is read from above; the first row that holds is the one. It has an
//! answer for vetoed families too, so that their costs can be shown.

use super::family::Family;
use crate::facts::{self, Image};
use crate::model::service::allowed::{OFFERS, Offer, offers};
use crate::model::service::condition::{When, when};
use crate::model::service::questions::{QuestionId, Runtime};
use crate::model::service::resolved::Service;
use crate::model::service::runtimes::{RUNTIMES, ShellLess};

/// A row: the image of a family under a condition.
#[derive(Clone, Copy, Debug)]
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

        /// When a publisher that is asked for is needed: for other versions than Google's,
        /// or always where Google has none.
        const fn needed(runtime: Runtime) -> When {
            match runtime {
                $(Runtime::$runtime => match RUNTIMES[Runtime::$runtime as usize].shell_less {
                    ShellLess::Google => when!(Runtime: $runtime, ExactVersion: Yes),
                    ShellLess::Bare | ShellLess::Maker | ShellLess::Vendor => when!(Runtime: $runtime),
                }),+
            }
        }
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
        Distroless = "distroless-java", "Google’s Java image, with fonts";
    }
    JavaNative {
        Full = "debian", "full Debian, without GraalVM";
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
        Alpine = "deno-alpine", "Deno on musl, with its own glibc";
        Distroless = "deno-distroless", "Deno’s own shell-less image";
    }
    Python {
        Full = "python", "Python on full Debian";
        Slim = "python-slim", "Python on slim Debian";
        Alpine = "python-alpine", "Python on musl";
        Distroless = "distroless-python", "Google’s only Python version";
    }
    Ruby {
        Full = "ruby", "Ruby on full Debian";
        Slim = "ruby-slim", "Ruby on slim Debian";
        Alpine = "ruby-alpine", "Ruby on musl";
    }
    Php {
        Full = "php", "PHP on Debian, compilers included";
        Slim = "php", "PHP publishes no smaller Debian image";
        Alpine = "php-alpine", "PHP on musl";
    }
    StaticSite {
        Full = "nginx", "nginx on Debian";
        Slim = "nginx-unprivileged", "nginx on Debian, never runs as root";
        Alpine = "nginx-unprivileged-alpine", "nginx on musl, never runs as root";
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

/// The flavours of publishers that are asked for, in the order of [`OFFERS`].
pub static OFFERED: [Flavour; OFFERS.len()] = {
    let mut all = [offered(&OFFERS[0]); OFFERS.len()];
    let mut at = 1;
    while at < all.len() {
        all[at] = offered(&OFFERS[at]);
        at += 1;
    }
    all
};

const fn offered(offer: &Offer) -> Flavour {
    row(Family::Distroless, needed(offer.runtime), offer.image, offer.why)
}

/// The flavours of publishers that may be used, then those of everybody else: the first
/// that holds is the one.
pub fn all() -> impl Iterator<Item = &'static Flavour> {
    OFFERED.iter().chain(FLAVOURS)
}

/// The image of that family for this service, and why it is that one.
pub fn flavour(service: &Service, family: Family) -> &'static Flavour {
    let holds = |row: &&Flavour| row.family == family && row.when.holds(service.answers());
    from_a_publisher(service)
        .filter(holds)
        .or_else(|| FLAVOURS.iter().find(holds))
        .expect("a test walks every service and finds a flavour for each family")
}

/// What whoever may be used has for the runtime. Where nobody may, that of the
/// preferred publisher, so that its costs can be shown.
fn from_a_publisher(service: &Service) -> Option<&'static Flavour> {
    let runtime = service.answers().index(QuestionId::Runtime);
    let offer = service.answers().allowed().offer(runtime).or_else(|| offers(runtime).next())?;
    OFFERS.iter().position(|other| other == offer).map(|at| &OFFERED[at])
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
