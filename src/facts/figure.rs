//! Numbers that can be trusted or checked.

use std::fmt;

use super::citation::Citation;
use super::date::{Date, OLD_DAYS, age};

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
    pub source: Citation,
    /// The date of the image build or measurement.
    pub date: Date,
    /// What has to be known to read the number rightly; none where it stands for itself.
    pub note: Option<Citation>,
}

impl Figure {
    /// Whether the page says that it is old.
    pub fn is_old(&self, today: Date) -> bool {
        today.days() - self.date.days() > OLD_DAYS
    }

    /// How long ago it was true, in words for people.
    pub fn age(&self, today: Date) -> String {
        age(self.date, today)
    }

    /// Its age, with a word of warning when that is long ago.
    pub fn freshness(&self, today: Date) -> String {
        let warning = if self.is_old(today) { ", too old to trust" } else { "" };
        format!("{}{warning}", self.age(today))
    }
}

impl fmt::Display for Figure {
    /// `3.8 MB` or `16`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.unit {
            Unit::Packages => write!(out, "{}", self.value),
            Unit::Bytes => Bytes(self.value).fmt(out),
        }
    }
}

/// A number of bytes, shown to people as in `3.8 MB`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bytes(pub u64);

impl fmt::Display for Bytes {
    /// A megabyte is a million bytes, as in registries.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        const KILO: u64 = 1_000;
        const MEGA: u64 = 1_000 * KILO;
        const GIGA: u64 = 1_000 * MEGA;
        const TERA: u64 = 1_000 * GIGA;
        let (unit, name) = match self.0 {
            0 => return out.write_str("0 MB"),
            bytes if bytes < MEGA => (KILO, "kB"),
            bytes if bytes < 10 * GIGA => (MEGA, "MB"),
            bytes if bytes < 10 * TERA => (GIGA, "GB"),
            _ => (TERA, "TB"),
        };
        if unit == MEGA && self.0 >= 100 * MEGA {
            return write!(out, "{} {name}", (self.0 + unit / 2) / unit);
        }
        let tenths = (self.0 / (unit / 100) + 5) / 10;
        write!(out, "{}.{} {name}", tenths / 10, tenths % 10)
    }
}

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Bytes, shown to people as in `3.8 MB`.
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
    /// True by definition, as that the empty image has no bytes.
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
