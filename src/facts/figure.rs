//! Numbers that can be trusted or checked.

use std::fmt;

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
    pub source: &'static str,
    /// The date of the image build or measurement.
    pub date: Date,
    /// What limits it.
    pub note: Option<&'static str>,
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
