//! What is known of the images: contents, sizes, users, end of life.
//!
//! The facts lie in `src/facts/*.json`, one file per image family, and become
//! constants when the crate is built. Each figure carries its unit, method,
//! source and date. What is not known is `None` or [`Presence::NotKnown`], and
//! the page shows it as not known.
//!
//! What the page shows nowhere is left out of it by `cfg`, since every visitor
//! would download it; the host, its tests and its exports have all.
//!
//! Nothing here knows today's date: a clock is always passed in.

use std::fmt;

#[cfg(not(target_arch = "wasm32"))]
pub mod catalogue;
mod date;
mod figure;
pub mod myths;
#[cfg(not(target_arch = "wasm32"))]
pub mod page;
mod pieces;
mod tools;
mod versions;

pub use date::{Date, ENDS_SOON_DAYS, OLD_DAYS, Standing, age, days_in_words};
pub use figure::{Bytes, Figure, Method, Unit};
pub use myths::{Myth, Place};
pub use pieces::{Piece, piece};
pub use tools::{KubectlWord, Package, Tool};
pub use versions::{image_of, living, nearest_living, same_version, support_of, version_order, versions};

include!(concat!(env!("OUT_DIR"), "/facts.rs"));

/// A container image, as its publisher's files describe it (linux/amd64).
#[derive(Debug, PartialEq)]
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
    /// Whose image it is, for people: `Google distroless`.
    pub origin: &'static str,
    /// What `FROM` names, tag included.
    pub reference: &'static str,
    /// The part of the tag that says which language version is inside.
    pub version: Option<&'static str>,
    /// The distribution release it is made from, such as `debian-13`; none for scratch.
    pub release: Option<&'static str>,
    /// The C library inside.
    pub libc: Libc,
    /// A shell that `exec` and shell-form instructions can use.
    pub shell: Presence,
    /// A package manager that works.
    pub package_manager: Presence,
    /// Programs that run code given to them.
    pub interpreter: Presence,
    /// Packages of the distribution, counted.
    pub packages: Option<Figure>,
    /// What a first pull transfers.
    pub compressed: Option<Figure>,
    /// The same on arm64.
    #[cfg(not(target_arch = "wasm32"))]
    pub compressed_arm64: Option<Figure>,
    /// What it takes on the node's disk.
    pub unpacked: Option<Figure>,
    /// The place of its signing; see [`Image::signing`].
    signing: Option<u8>,
    /// Which list of its contents is published with it.
    #[cfg(not(target_arch = "wasm32"))]
    pub sbom: Option<Sbom>,
    /// The licence of the image, where its publisher names one.
    #[cfg(not(target_arch = "wasm32"))]
    pub licence: Option<&'static str>,
    /// Where user, entrypoint, shell and the like were read.
    #[cfg(not(target_arch = "wasm32"))]
    pub contents: Option<Source>,
    /// Which rows of [`SUPPORT`] bound its life.
    pub ends: &'static [&'static str],
    /// There to be compared with: no Dockerfile names it.
    pub for_comparison: bool,
    /// What has to be done before it can be pulled.
    pub login: Option<&'static str>,
    /// What surprises people.
    pub note: Option<Citation>,
}

/// What only those ask for who write a file for the image, or a page about it.
#[derive(Debug, PartialEq)]
pub struct Inside {
    /// Whether a CA bundle of the system is there.
    pub ca_certificates: Option<bool>,
    /// Whether the time zone files are there.
    pub tzdata: Option<bool>,
    /// Whether ICU is there as files of its own: what .NET and others sort and
    /// format by language with. What a language carries inside its own program
    /// is not meant.
    pub icu: Option<bool>,
    /// Who a process runs as when the Dockerfile says nothing.
    pub user: Option<User>,
    /// Ordinary users that the image already has; none when nobody looked.
    pub users: Option<&'static [Account]>,
    /// The image's own entrypoint; see [`Image::start_is_known`].
    pub entrypoint: &'static [&'static str],
    /// The image's own command; see [`Image::start_is_known`].
    pub cmd: &'static [&'static str],
    /// Architectures that are known to be published.
    pub architectures: &'static [&'static str],
    /// A variant that is made to look around in.
    pub debug_variant: Presence,
}

impl Image {
    /// What is inside, beyond what a verdict needs.
    pub fn inside(&self) -> &'static Inside {
        &INSIDES[usize::from(self.at)]
    }

    /// The part of the reference before the tag.
    pub fn repository(&self) -> &'static str {
        self.reference.rsplit_once(':').map_or(self.reference, |(repository, _)| repository)
    }

    /// The tag, empty for `scratch`.
    pub fn tag(&self) -> &'static str {
        self.reference.rsplit_once(':').map_or("", |(_, tag)| tag)
    }

    /// Who signs it.
    pub fn signing(&self) -> Option<&'static Signing> {
        self.signing.map(|at| &SIGNINGS[usize::from(at)])
    }

    /// Whether a shell is known to be inside.
    pub fn has_shell(&self) -> bool {
        matches!(self.shell, Presence::Present(_))
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

    /// Whether it is known that nothing inside ends, since nothing is inside.
    pub fn has_nothing_inside(&self) -> bool {
        self.packages.is_some_and(|packages| packages.value == 0)
    }

    /// Its sizes and counts on amd64, those that are known.
    pub fn figures(&self) -> impl Iterator<Item = Figure> + use<> {
        [self.packages, self.compressed, self.unpacked].into_iter().flatten()
    }

    /// Whether everything inside is still maintained on a day, as far as ends
    /// have been announced.
    pub fn is_maintained(&self, today: Date) -> bool {
        self.first_end().is_none_or(|(day, _)| day >= today)
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

/// The support row of that id.
pub fn support(id: &str) -> Option<&'static Support> {
    SUPPORT.iter().find(|row| row.id == id)
}

/// The package of that id.
pub fn package(id: &str) -> Option<&'static Package> {
    PACKAGES.iter().find(|row| row.id == id)
}

/// The tool of that id.
pub fn tool(id: &str) -> Option<&'static Tool> {
    TOOLS.iter().find(|row| row.id == id)
}

/// What the evidence of that key is about, in a few words. Cite it so, and never
/// by its key.
pub fn evidence_title(key: &str) -> Option<&'static str> {
    EVIDENCE_TITLES.iter().find(|(known, _)| *known == key).map(|(_, title)| *title)
}

/// The evidence of that key.
pub fn evidence(key: &str) -> Option<&'static Evidence> {
    EVIDENCE.iter().find(|row| row.key == key)
}

/// The day on which the facts were last compared with their sources: no fact is younger.
pub const CHECKED: Date = Date::new(2026, 11, 25);

/// The newest date that any figure or end of life carries: how fresh the tables are.
pub fn as_of() -> Date {
    let figures = IMAGES.iter().flat_map(Image::figures).chain(PIECES.iter().flat_map(Piece::figures)).map(|figure| figure.date);
    figures.chain(SUPPORT.iter().map(|row| row.date)).max().unwrap_or(CHECKED)
}

/// The oldest date that any figure of a size or a count carries.
pub fn oldest_figure() -> Date {
    IMAGES.iter().flat_map(Image::figures).map(|figure| figure.date).min().unwrap_or(CHECKED)
}

/// What stands beside a fact for those who ask: a source, a note. Kept by number,
/// so that a part of the page which never asks carries none of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Citation(u16);

impl Citation {
    /// What it says.
    pub fn text(self) -> &'static str {
        CITATIONS[usize::from(self.0)]
    }
}

impl fmt::Display for Citation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.text())
    }
}

/// A C library and its version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Libc {
    /// GNU's, of Debian and Ubuntu.
    Glibc(Option<&'static str>),
    /// musl, of Alpine.
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

/// Whether something is inside an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Nobody looked, or the source does not say.
    NotKnown,
    /// Known not to be there.
    Absent,
    /// There, under this name.
    Present(&'static str),
}

/// A user by number, which is the only form that Kubernetes can check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct User {
    /// User id.
    pub uid: u32,
    /// Group id.
    pub gid: u32,
}

impl User {
    /// The number of the `nonroot` account in distroless images. The other
    /// bases get the same one, so that volumes and debug profiles survive a
    /// change of base.
    pub const NONROOT: User = User { uid: 65532, gid: 65532 };
}

impl fmt::Display for User {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}", self.uid, self.gid)
    }
}

/// A user that an image has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its name in /etc/passwd.
    pub name: &'static str,
    /// Its numbers.
    pub user: User,
}

/// Who signs an image, and how to see that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signing {
    /// Who, and in which way.
    pub how: &'static str,
    /// The command that verifies it; `IMAGE` stands for the reference.
    pub verify: &'static str,
    /// Where that is written.
    pub source: &'static str,
    /// The date of that source.
    pub date: Date,
}

impl Signing {
    /// The command for one reference.
    pub fn command(&self, reference: &str) -> String {
        self.verify.replace("IMAGE", reference)
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
    /// The place.
    pub source: &'static str,
    /// Its date, or that of the reading where it has none.
    pub date: Date,
}

/// Until when a product is maintained.
#[derive(Debug, PartialEq)]
pub struct Support {
    /// Stable name, such as `debian-13`.
    pub id: &'static str,
    /// For people: `Debian 13`.
    pub product: &'static str,
    /// The announced end; none when there is no date, and the note says what there is.
    pub ends: Option<Date>,
    /// Where that is written.
    pub source: Citation,
    /// The date of that source.
    pub date: Date,
    /// What limits it.
    pub note: Option<Citation>,
}

impl Support {
    /// What has to be known today: it ends within six months, or has ended.
    pub fn warning(&self, today: Date) -> Option<String> {
        let day = self.ends?;
        match Standing::of(day, today) {
            Standing::Maintained => None,
            Standing::EndsIn(days) => Some(format!("{} is maintained until {day} only, for {} more.", self.product, days_in_words(days))),
            Standing::EndedFor(days) => {
                Some(format!("{} is no longer maintained: it ended on {day}, {} ago.", self.product, days_in_words(days)))
            }
        }
    }
}

/// What a rule stands on.
#[derive(Debug, PartialEq)]
pub struct Evidence {
    /// Stable name, such as `musl-wheels`.
    pub key: &'static str,
    /// What it is about, in a few words.
    pub title: &'static str,
    /// What is so, in a sentence.
    pub claim: &'static str,
    /// Where that is written, or how it was seen.
    pub source: &'static str,
    /// The date of that source.
    pub date: Date,
    /// Whether it was verified, comes second-hand, or is judgement.
    pub standing: &'static str,
}
