//! What is known of the images: contents, sizes, users, end of life.
//!
//! The facts lie in `src/facts/*.json`, one file per image family, and become
//! constants when the crate is built. Each figure carries its unit, method,
//! source and date. What is not known is `None` or [`Presence::NotKnown`], and
//! the page shows it as not known.
//!
//! Nothing here knows today's date: a clock is always passed in.

use std::fmt;

include!(concat!(env!("OUT_DIR"), "/facts.rs"));

/// A container image, as its publisher's files describe it (linux/amd64).
#[derive(Debug, PartialEq)]
pub struct Image {
    /// Stable name inside this project, such as `golang-alpine`.
    pub id: &'static str,
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
    /// Whether a CA bundle of the system is there.
    pub ca_certificates: Option<bool>,
    /// Whether the time zone files are there.
    pub tzdata: Option<bool>,
    /// Who a process runs as when the Dockerfile says nothing.
    pub user: User,
    /// An ordinary user that the image already has.
    pub named_user: Option<(&'static str, User)>,
    /// The image's own entrypoint.
    pub entrypoint: &'static [&'static str],
    /// The image's own command.
    pub cmd: &'static [&'static str],
    /// Architectures that are known to be published.
    pub architectures: &'static [&'static str],
    /// Packages of the distribution, counted.
    pub packages: Option<Figure>,
    /// What a first pull transfers.
    pub compressed: Option<Figure>,
    /// What it takes on the node's disk.
    pub unpacked: Option<Figure>,
    /// Which rows of [`SUPPORT`] bound its life.
    pub ends: &'static [&'static str],
    /// What has to be done before it can be pulled.
    pub login: Option<&'static str>,
    /// What surprises people.
    pub note: Option<&'static str>,
}

impl Image {
    /// The part of the reference before the tag.
    pub fn repository(&self) -> &'static str {
        self.reference.rsplit_once(':').map_or(self.reference, |(repository, _)| repository)
    }

    /// The tag, empty for `scratch`.
    pub fn tag(&self) -> &'static str {
        self.reference.rsplit_once(':').map_or("", |(_, tag)| tag)
    }

    /// Whether a shell is known to be inside.
    pub fn has_shell(&self) -> bool {
        matches!(self.shell, Presence::Present(_))
    }

    /// Who the finished container should run as: the image's own ordinary
    /// user, or the number that distroless made the custom.
    pub fn ordinary_user(&self) -> User {
        self.named_user.map_or(User::NONROOT, |(_, user)| user)
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

/// The evidence of that key.
pub fn evidence(key: &str) -> Option<&'static Evidence> {
    EVIDENCE.iter().find(|row| row.key == key)
}

/// The newest date that any fact carries: how fresh the tables are.
pub fn as_of() -> Date {
    let figures = IMAGES.iter().flat_map(|image| [image.packages, image.compressed, image.unpacked]);
    figures.flatten().map(|figure| figure.date).chain(SUPPORT.iter().map(|row| row.date)).max().unwrap_or(Date(0))
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

/// A number with what is needed to trust it or to check it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The number, in [`Figure::unit`].
    pub value: u64,
    /// What the number counts.
    pub unit: Unit,
    /// How it was got.
    pub method: Method,
    /// Where it was read or what it was measured from.
    pub source: &'static str,
    /// The date of the image build or measurement.
    pub date: Date,
    /// What limits it.
    pub note: Option<&'static str>,
}

impl fmt::Display for Figure {
    /// `3.8 MB` or `16`. A megabyte is a million bytes, as in registries.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        const KILO: u64 = 1_000;
        const MEGA: u64 = 1_000_000;
        let one_decimal = |out: &mut fmt::Formatter<'_>, unit: u64, name: &str| {
            let tenths = (self.value * 10 + unit / 2) / unit;
            write!(out, "{}.{} {name}", tenths / 10, tenths % 10)
        };
        match self.unit {
            Unit::Packages => write!(out, "{}", self.value),
            Unit::Bytes if self.value == 0 => write!(out, "0 MB"),
            Unit::Bytes if self.value < MEGA => one_decimal(out, KILO, "kB"),
            Unit::Bytes if self.value < 100 * MEGA => one_decimal(out, MEGA, "MB"),
            Unit::Bytes => write!(out, "{} MB", (self.value + MEGA / 2) / MEGA),
        }
    }
}

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Bytes.
    Bytes,
    /// Packages of the distribution.
    Packages,
}

/// How a figure was got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Read from the publisher's own figures.
    Published,
    /// Measured by this project.
    Measured,
    /// Counted in a published list.
    Counted,
    /// Worked out from other figures.
    Derived,
    /// True by definition.
    Defined,
}

impl Method {
    /// The word that the page shows.
    pub fn as_str(self) -> &'static str {
        match self {
            Method::Published => "published",
            Method::Measured => "measured",
            Method::Counted => "counted",
            Method::Derived => "derived",
            Method::Defined => "by definition",
        }
    }
}

/// A calendar day of this millennium; later days are greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(u32);

impl Date {
    /// A day by its numbers. Stops the build on a day that cannot be.
    pub const fn new(year: u32, month: u32, day: u32) -> Date {
        assert!(year >= 2000 && year < 3000 && month >= 1 && month <= 12 && day >= 1 && day <= 31, "not a date");
        Date(year * 10_000 + month * 100 + day)
    }

    /// The day that is so many days after 1970-01-01, as clocks count. Clocks
    /// that are set to another age count as the nearest day that can be written.
    pub fn from_days(days: i64) -> Date {
        let days = days.clamp(Date::new(2000, 1, 1).days(), Date::new(2999, 12, 31).days());
        // Years of March to February, so that the leap day comes last.
        let shifted = days + DAYS_TO_EPOCH;
        let era = shifted.div_euclid(DAYS_PER_ERA);
        let day_of_era = shifted.rem_euclid(DAYS_PER_ERA);
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        let part = |number: i64| u32::try_from(number).unwrap_or(1);
        Date::new(part(year), part(month), part(day))
    }

    /// Days since 1970-01-01.
    pub fn days(self) -> i64 {
        let (year, month, day) = (i64::from(self.0 / 10_000), i64::from(self.0 / 100 % 100), i64::from(self.0 % 100));
        let year = if month <= 2 { year - 1 } else { year };
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let shifted_month = if month > 2 { month - 3 } else { month + 9 };
        let day_of_year = (153 * shifted_month + 2) / 5 + day - 1;
        era * DAYS_PER_ERA + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - DAYS_TO_EPOCH
    }
}

/// Days in 400 years of the calendar.
const DAYS_PER_ERA: i64 = 146_097;
/// Days from 0000-03-01 to 1970-01-01.
const DAYS_TO_EPOCH: i64 = 719_468;

/// From how many days before its end a product carries a warning: six months.
pub const ENDS_SOON_DAYS: i64 = 183;
/// From how many days on the page says that a figure is old: a year.
pub const OLD_DAYS: i64 = 365;

/// How a product stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Maintained, and for longer than [`ENDS_SOON_DAYS`].
    Maintained,
    /// Maintained for so many more days.
    EndsIn(i64),
    /// No longer maintained, for so many days.
    EndedFor(i64),
}

impl Standing {
    /// How something that ends on a day stands today.
    pub fn of(ends: Date, today: Date) -> Standing {
        match ends.days() - today.days() {
            days if days < 0 => Standing::EndedFor(-days),
            days if days <= ENDS_SOON_DAYS => Standing::EndsIn(days),
            _ => Standing::Maintained,
        }
    }
}

/// How long ago a day was, in words for people.
pub fn age(day: Date, today: Date) -> String {
    match today.days() - day.days() {
        days if days < 0 => "from the future, by your clock".into(),
        0 => "of today".into(),
        days if days < 61 => format!("{} old", days_in_words(days)),
        days if days < 2 * OLD_DAYS => format!("{} months old", days / 30),
        days => format!("{} years old", days / OLD_DAYS),
    }
}

/// A number of days in words.
pub fn days_in_words(days: i64) -> String {
    if days == 1 { "1 day".into() } else { format!("{days} days") }
}

/// The oldest date that any figure of a size or a count carries.
pub fn oldest_figure() -> Date {
    let figures = IMAGES.iter().flat_map(|image| [image.packages, image.compressed, image.unpacked]);
    figures.flatten().map(|figure| figure.date).min().unwrap_or(Date(0))
}

impl fmt::Display for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-{:02}-{:02}", self.0 / 10_000, self.0 / 100 % 100, self.0 % 100)
    }
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
    pub source: &'static str,
    /// The date of that source.
    pub date: Date,
    /// What limits it.
    pub note: Option<&'static str>,
}

/// A package of the distributions, constrained as far as it stays true for the
/// whole life of a release: an exact version breaks the build when it moves.
#[derive(Debug, PartialEq)]
pub struct Package {
    /// Stable name inside this project.
    pub id: &'static str,
    /// What it is for.
    pub what: &'static str,
    /// What apt is asked for.
    pub debian: &'static str,
    /// What apk is asked for.
    pub alpine: &'static str,
    /// Where the version comes from.
    pub source: &'static str,
    /// The date of that source.
    pub date: Date,
}

/// What a rule stands on.
#[derive(Debug, PartialEq)]
pub struct Evidence {
    /// Stable name, such as `E5`.
    pub key: &'static str,
    /// What is so, in a sentence.
    pub claim: &'static str,
    /// Where that is written, or how it was seen.
    pub source: &'static str,
    /// The date of that source.
    pub date: Date,
    /// Whether it was verified, comes second-hand, or is judgement.
    pub standing: &'static str,
}
