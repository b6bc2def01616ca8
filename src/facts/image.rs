//! The images that are compared and built on, one record each.

use super::citation::Citation;
use super::date::Date;
use super::figure::{Figure, Method, Unit};
use super::inside::{INSIDES, Inside, Presence, User};
use super::publisher::{PUBLISHERS, Publisher};
use super::signing::{SIGNINGS, Signing};
use super::support::{Support, support};

include!(concat!(env!("OUT_DIR"), "/images.rs"));
include!(concat!(env!("OUT_DIR"), "/libcs.rs"));
include!(concat!(env!("OUT_DIR"), "/counted.rs"));
include!(concat!(env!("OUT_DIR"), "/followers.rs"));

/// A container image, as its publisher's files describe it (linux/amd64).
#[derive(Debug)]
pub struct Image {
    /// Its place in the tables.
    at: u16,
    /// Stable name inside this project, such as `golang-alpine`.
    pub id: &'static str,
    /// Of which image this is another language version; none for the version
    /// that is taken when nobody asks for one.
    pub version_of: Option<&'static str>,
    /// The file that holds its record.
    #[cfg(not(target_arch = "wasm32"))]
    pub file: &'static str,
    /// What `FROM` names, tag included.
    pub reference: &'static str,
    /// The part of the tag that says which language version is inside.
    pub version: Option<&'static str>,
    /// The distribution release it is made from, such as `debian-13`; none for scratch.
    #[cfg(not(target_arch = "wasm32"))]
    pub release: Option<&'static str>,
    /// The C library inside.
    #[cfg(not(target_arch = "wasm32"))]
    pub libc: Libc,
    /// What a first pull transfers on arm64.
    #[cfg(not(target_arch = "wasm32"))]
    pub compressed_arm64: Option<Figure>,
    /// Which list of its contents is published with it.
    #[cfg(not(target_arch = "wasm32"))]
    pub sbom: Option<Sbom>,
    /// The licence of the image, where its publisher names one.
    #[cfg(not(target_arch = "wasm32"))]
    pub licence: Option<&'static str>,
    /// Where user, entrypoint, shell and the like were read.
    #[cfg(not(target_arch = "wasm32"))]
    pub contents: Option<Source>,
    /// Where its shared libraries were read; see [`Inside::libraries`].
    #[cfg(not(target_arch = "wasm32"))]
    pub libraries: Option<Source>,
    /// Which rows of [`super::SUPPORT`] bound its life.
    pub ends: &'static [&'static str],
    /// There to be compared with: no Dockerfile names it.
    #[cfg(not(target_arch = "wasm32"))]
    pub for_comparison: bool,
    /// What has to be done before it can be pulled.
    pub login: Option<&'static str>,
}

impl PartialEq for Image {
    /// There is one of each.
    fn eq(&self, other: &Image) -> bool {
        self.at == other.at
    }
}

impl Image {
    /// What is inside, beyond what a verdict needs.
    pub fn inside(&self) -> &'static Inside {
        &INSIDES[usize::from(self.at)]
    }

    /// What a row of the tables of costs says of it.
    fn counted(&self) -> &'static Counted {
        &COUNTED[usize::from(self.at)]
    }

    /// The collection that it belongs to, for people: `Google distroless`.
    pub fn collection(&self) -> &'static str {
        self.counted().collection
    }

    /// A shell that `exec` and shell-form instructions can use.
    pub fn shell(&self) -> Presence {
        self.counted().shell
    }

    /// A package manager that works.
    pub fn package_manager(&self) -> Presence {
        self.counted().package_manager
    }

    /// Programs that run code given to them.
    pub fn interpreter(&self) -> Presence {
        self.counted().interpreter
    }

    /// Packages of the distribution, counted.
    pub fn packages(&self) -> Option<Figure> {
        self.counted().packages
    }

    /// What a first pull transfers, in bytes.
    pub fn compressed(&self) -> Option<Figure> {
        self.counted().compressed
    }

    /// What it takes on the node's disk, in bytes.
    pub fn unpacked(&self) -> Option<Figure> {
        self.counted().unpacked
    }

    /// What surprises people about the image; none where nothing does.
    pub fn note(&self) -> Option<Citation> {
        self.counted().note
    }

    /// The name of the C library inside: `glibc`, `musl` or `none`.
    pub fn libc_name(&self) -> &'static str {
        match LIBCS[usize::from(self.at)] {
            LibcName::Glibc => "glibc",
            LibcName::Musl => "musl",
            LibcName::None => "none",
        }
    }

    /// The reference in parts, between which a line may be broken.
    pub fn parts(&self) -> impl Iterator<Item = &'static str> {
        self.reference.split_inclusive(['/', ':'])
    }

    /// The part of the reference before the tag.
    pub fn repository(&self) -> &'static str {
        self.reference.rsplit_once(':').map_or(self.reference, |(repository, _)| repository)
    }

    /// The tag, empty for `scratch`.
    pub fn tag(&self) -> &'static str {
        self.reference.rsplit_once(':').map_or("", |(_, tag)| tag)
    }

    /// Who publishes it; none for the empty image, which nobody does.
    pub fn publisher(&self) -> Option<&'static Publisher> {
        self.inside().publisher.map(|at| &PUBLISHERS[usize::from(at)])
    }

    /// The image of the same publisher to build on, where this one lacks what its
    /// language builds with and the publisher has another that does not.
    pub fn builder(&self) -> Option<&'static Image> {
        self.inside().builder.and_then(image)
    }

    /// Who signs it and how to verify that; none where no signature is known.
    pub fn signing(&self) -> Option<&'static Signing> {
        self.inside().signing.map(|at| &SIGNINGS[usize::from(at)])
    }

    /// Whether a shell is known to be inside.
    pub fn has_shell(&self) -> bool {
        matches!(self.shell(), Presence::Present(_))
    }

    /// Who the finished container should run as: the image's own ordinary
    /// user, or the number that distroless made the custom.
    pub fn ordinary_user(&self) -> User {
        self.inside().users.and_then(|users| users.first()).map_or(User::NONROOT, |account| account.user)
    }

    /// Whether that user is known to be there already.
    pub fn has_ordinary_user(&self) -> bool {
        self.inside().users.is_some_and(|users| !users.is_empty())
    }

    /// Whether anybody looked at user, entrypoint and command. Where nobody
    /// did, the latter two are empty.
    pub fn start_is_known(&self) -> bool {
        self.inside().user.is_some()
    }

    /// The id that all language versions of this image share.
    pub fn role(&self) -> &'static str {
        self.version_of.unwrap_or(self.id)
    }

    /// The role whose newest version its tag follows, whichever that is; none where the
    /// tag names a version of its own.
    pub fn follows(&self) -> Option<&'static str> {
        FOLLOWERS.iter().find(|(at, _)| *at == self.at).map(|(_, role)| *role)
    }

    /// Whether it is known that nothing inside ends, since nothing is inside.
    pub fn has_nothing_inside(&self) -> bool {
        self.packages().is_some_and(|packages| packages.value == 0)
    }

    /// Its sizes and counts on amd64, those that are known.
    pub fn figures(&self) -> impl Iterator<Item = Figure> + use<> {
        [self.packages(), self.compressed(), self.unpacked()].into_iter().flatten()
    }

    /// Whether everything inside is still maintained on a day, as far as ends
    /// have been announced.
    pub fn is_maintained(&self, today: Date) -> bool {
        !self.support().any(|row| row.is_over(today))
    }

    /// The support rows of what is inside.
    pub fn support(&self) -> impl Iterator<Item = &'static Support> {
        self.ends.iter().filter_map(|id| support(id))
    }

    /// The first day on which something inside is no longer maintained, with
    /// what that is; none when no end has been announced.
    pub fn first_end(&self) -> Option<(Date, &'static Support)> {
        self.support().filter_map(|row| row.ends.map(|day| (day, row))).min_by_key(|(day, _)| *day)
    }
}

/// The image of that id.
pub fn image(id: &str) -> Option<&'static Image> {
    IMAGES.iter().find(|image| image.id == id)
}

/// What its costs are made of. Apart from [`Image`], as no verdict asks for it, and the
/// first view of the page has no room for it.
struct Counted {
    collection: &'static str,
    shell: Presence,
    package_manager: Presence,
    interpreter: Presence,
    packages: Option<Figure>,
    compressed: Option<Figure>,
    unpacked: Option<Figure>,
    note: Option<Citation>,
}

/// Which C library is inside.
#[derive(Clone, Copy)]
enum LibcName {
    Glibc,
    Musl,
    None,
}

/// A C library and its version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Libc {
    /// GNU's, of Debian and Ubuntu.
    Glibc(Option<&'static str>),
    /// The musl of Alpine, with its version where that is known.
    Musl(Option<&'static str>),
    /// No C library at all.
    None(Option<&'static str>),
}

impl Libc {
    /// The name without the version.
    pub fn name(self) -> &'static str {
        match self {
            Libc::Glibc(_) => "glibc",
            Libc::Musl(_) => "musl",
            Libc::None(_) => "none",
        }
    }
}

/// The list of contents that is published with an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sbom {
    /// Its format, and how it is attached.
    pub what: &'static str,
    /// Where that is written.
    pub source: &'static str,
    /// The date of that source.
    pub date: Date,
}

/// Where something was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source {
    /// The address or the description of the place.
    pub source: &'static str,
    /// Its date, or that of the reading where it has none.
    pub date: Date,
}
