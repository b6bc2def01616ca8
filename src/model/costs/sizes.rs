//! How large the bases are beside each other, and what that means for the
//! whole image, for a pull and for a month of deploys.
//!
//! Compressed and unpacked are two [`Scale`]s that never meet: every number
//! here is of one of them. Whole numbers only, and every [`Field`] has a limit
//! that keeps all of them far from an overflow.

use std::fmt;

use super::base::Upkeep;
use super::compared::compared;
use super::load::{Field, Load};
pub use super::scale::Scale;
use crate::facts::{Bytes, Date, Figure, Image, PIECES, Piece};
use crate::model::rules::family::{Families, Family};
use crate::model::rules::flavour::Images;
use crate::model::verdict::Verdict;

/// What a row is about.
#[derive(Clone, Copy, Debug)]
pub enum Thing {
    /// The image of these families.
    Base(&'static Image, Families),
    /// An image to compare with.
    Other(&'static Image),
    /// What scratch has to bring along.
    Piece(&'static Piece),
}

impl Thing {
    /// Its name for people.
    pub fn name(self) -> String {
        match self {
            Thing::Base(_, families) => families.iter().map(Family::label).collect::<Vec<_>>().join(", "),
            Thing::Other(image) => image.collection().into(),
            Thing::Piece(piece) => format!("{}, for scratch", piece.what),
        }
    }

    /// What `FROM` names, where it is an image.
    pub fn reference(self) -> &'static str {
        self.image().map_or("", |image| image.reference)
    }

    /// Where the catalogue speaks of it.
    pub fn address(self) -> String {
        match self {
            Thing::Base(image, _) | Thing::Other(image) => format!("catalogue.html#{}", image.id),
            Thing::Piece(piece) => format!("catalogue.html#piece-{}", piece.id),
        }
    }

    /// What has to be known of its end of life today.
    pub fn warning(self, today: Date) -> Option<String> {
        self.image().and_then(|image| Upkeep::of(image).warning(today))
    }

    /// Its size on a scale.
    pub fn figure(self, scale: Scale) -> Option<Figure> {
        let (compressed, unpacked) = match self {
            Thing::Base(image, _) | Thing::Other(image) => (image.compressed(), image.unpacked()),
            Thing::Piece(piece) => (piece.compressed, piece.unpacked),
        };
        if scale == Scale::Compressed { compressed } else { unpacked }
    }

    fn is_full(self) -> bool {
        matches!(self, Thing::Base(_, families) if families.has(Family::Full))
    }

    fn image(self) -> Option<&'static Image> {
        match self {
            Thing::Base(image, _) | Thing::Other(image) => Some(image),
            Thing::Piece(_) => None,
        }
    }
}

/// The bases for a service and what one compares them with, by size.
#[derive(Debug)]
pub struct Sizes {
    /// The smallest first, those of unknown size last.
    pub rows: Vec<Row>,
    /// Whether the full image's size is known, so that others have a ratio.
    pub full_is_known: bool,
    /// How long pulling the app alone takes, onto a node that has the base.
    pub app_pull: Seconds,
}

/// A row of the comparison.
#[derive(Debug)]
pub struct Row {
    /// What it is about.
    pub thing: Thing,
    /// A veto keeps it from running this service.
    pub out: bool,
    /// What is known of its size; none when nobody knows.
    pub size: Option<Size>,
}

/// What follows from a known size.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// The size of the base alone, as the facts have it.
    pub base: Figure,
    /// With the app on top.
    pub whole: u64,
    /// Both parts in thousandths of the largest whole of the list, for a bar.
    pub bar: (u64, u64),
    /// Against the full image: the base alone, and the whole image. None for
    /// the full image itself, and where its size is not known.
    pub against_full: Option<(Ratio, Ratio)>,
    /// What pulling takes; on the compressed scale only.
    pub pull: Option<Pull>,
}

/// What pulling an image with the app takes: time, and bytes a month.
#[derive(Clone, Copy, Debug)]
pub struct Pull {
    /// The whole image, onto a node that has none of its layers.
    pub first: Seconds,
    /// All nodes, in a month.
    pub monthly: Bytes,
}

/// How one size stands to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ratio {
    /// Of the full image.
    pub full: u64,
    /// The bytes of the image that is compared with it.
    pub own: u64,
}

impl fmt::Display for Ratio {
    /// `6.4 times smaller`, `1.2 times larger`, `the same size` or `0 MB`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tenths = |large: u64, small: u64| (large * 10 + small / 2) / small;
        let (times, word) = match (self.full, self.own) {
            (_, 0) => return out.write_str("0 MB"),
            (full, own) if full >= own => (tenths(full, own), "smaller"),
            (full, own) => (tenths(own, full.max(1)), "larger"),
        };
        match times {
            10 => out.write_str("the same size"),
            times if times < 1_000 => write!(out, "{}.{} times {word}", times / 10, times % 10),
            times => write!(out, "{} times {word}", (times + 5) / 10),
        }
    }
}

/// A time in tenths of a second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seconds(pub u64);

impl fmt::Display for Seconds {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            0 => out.write_str("under 0.1 s"),
            tenths if tenths < 1_200 => write!(out, "{}.{} s", tenths / 10, tenths % 10),
            tenths if tenths < 72_000 => write!(out, "{} min", (tenths + 300) / 600),
            tenths => write!(out, "{} h", (tenths + 18_000) / 36_000),
        }
    }
}

/// How long so many bytes take: bytes × 8 / bandwidth, to a tenth of a second.
pub fn pull_time(bytes: u64, megabits_per_second: u64) -> Seconds {
    let bits_per_tenth = megabits_per_second * 100_000;
    Seconds((bytes * 8 + bits_per_tenth / 2) / bits_per_tenth)
}

/// The bases for this service and what one compares them with.
pub fn sizes(verdict: &Verdict, images: &Images, load: &Load, scale: Scale) -> Sizes {
    let value = |field| load.value(field, &verdict.service);
    let app = value(Field::app(scale));
    let full = images.get(Family::Full);
    let full = Thing::Other(full).figure(scale).map(|figure| figure.value);
    let size = |thing: Thing| {
        thing.figure(scale).map(|base| {
            let whole = base.value + app;
            Size {
                base,
                whole,
                bar: (0, 0),
                against_full: full
                    .filter(|_| !thing.is_full())
                    .map(|full| (Ratio { full, own: base.value }, Ratio { full: full + app, own: whole })),
                pull: (scale == Scale::Compressed).then(|| Pull {
                    first: pull_time(whole, value(Field::Bandwidth)),
                    monthly: Bytes(value(Field::Nodes) * (app * value(Field::Deploys) + base.value * value(Field::BaseUpdates))),
                }),
            }
        })
    };
    let order = |row: &Row| row.size.map_or((1, 0), |size| (0, size.base.value));
    let mut rows: Vec<Row> = Vec::new();
    for thing in things(verdict, images) {
        let out = match thing {
            Thing::Base(_, families) => families.iter().all(|family| verdict.is_vetoed(family)),
            Thing::Other(_) | Thing::Piece(_) => false,
        };
        let row = Row { thing, out, size: size(thing) };
        // Into its place, as a general sort is much code for a dozen rows. What
        // is equally large stays in the order of the tables.
        rows.insert(rows.partition_point(|other| order(other) <= order(&row)), row);
    }
    let largest = rows.iter().filter_map(|row| row.size).map(|size| size.whole).max().unwrap_or(0).max(1);
    for size in rows.iter_mut().filter_map(|row| row.size.as_mut()) {
        let part = |bytes: u64| (bytes * 1_000).div_ceil(largest);
        size.bar = (part(size.base.value), part(size.whole) - part(size.base.value));
    }
    Sizes { rows, full_is_known: full.is_some(), app_pull: pull_time(app, value(Field::Bandwidth)) }
}

fn things(verdict: &Verdict, images: &Images) -> Vec<Thing> {
    let mut bases: Vec<(&'static Image, Families)> = Vec::new();
    for family in Family::ALL {
        let image = images.get(family);
        let own = Families::of(&[family]);
        match bases.iter_mut().find(|(known, _)| known.id == image.id) {
            // Some languages have one image for two families.
            Some((_, families)) => *families = families.and(own),
            None => bases.push((image, own)),
        }
    }
    let others = compared(&verdict.service).collect::<Vec<_>>();
    let others = others.into_iter().filter(|image| bases.iter().all(|(known, _)| known.id != image.id)).map(Thing::Other);
    // Scratch alone may not suffice; where it is out, nobody asks.
    let pieces = PIECES.iter().map(Thing::Piece).filter(|_| !verdict.is_vetoed(Family::Scratch));
    bases.iter().map(|(image, families)| Thing::Base(image, *families)).chain(others).chain(pieces).collect()
}
