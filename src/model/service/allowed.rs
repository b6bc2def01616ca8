//! Whose images may be used besides Docker's official ones, Google's and those of
//! a runtime's maker: a set, of which the rules see no more than whether somebody
//! in it has what Google has not, and who.

use super::questions::Runtime;
use crate::facts::{PUBLISHERS, Publisher, listed};

/// An image without a shell that a publisher has for a runtime.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The place of the publisher in the facts.
    publisher: u8,
    /// What it runs.
    pub runtime: Runtime,
    /// The image's id in the facts.
    pub image: &'static str,
    /// Why it is this image, as a phrase for people.
    pub why: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/offers.rs"));

impl Offer {
    /// Who publishes it.
    pub fn publisher(&self) -> &'static Publisher {
        &PUBLISHERS[usize::from(self.publisher)]
    }

    /// The same as a set.
    fn by(&self) -> Allowed {
        Allowed::at(self.publisher)
    }
}

/// The offers for a runtime, the preferred publisher first.
pub fn offers(runtime: u8) -> impl Iterator<Item = &'static Offer> {
    OFFERS.iter().filter(move |offer| offer.runtime as u8 == runtime)
}

/// A set of publishers that are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Allowed(u16);

const _: () = assert!(PUBLISHERS.len() <= u16::BITS as usize, "a set has a bit for each publisher");

impl Allowed {
    /// Nobody besides those that always may.
    pub const NOBODY: Allowed = Allowed(0);

    /// The publisher at that place of the facts, alone. The first view needs no more of
    /// publishers than their places.
    const fn at(place: u8) -> Allowed {
        Allowed(1 << place)
    }

    /// Whether a publisher may be used.
    pub fn has(self, publisher: &Publisher) -> bool {
        self.has_any(Allowed::at(publisher.at))
    }

    fn has_any(self, others: Allowed) -> bool {
        self.0 & others.0 != 0
    }

    /// The same set with or without one.
    #[must_use]
    pub fn with(self, publisher: &Publisher, may: bool) -> Allowed {
        let one = Allowed::at(publisher.at);
        Allowed(if may && publisher.listed { self.0 | one.0 } else { self.0 & !one.0 })
    }

    /// Those in it, in the order of preference.
    pub fn iter(self) -> impl Iterator<Item = &'static Publisher> {
        listed().filter(move |publisher| self.has(publisher))
    }

    /// The offer that is taken for a runtime; none where nobody in it has one.
    pub fn offer(self, runtime: u8) -> Option<&'static Offer> {
        offers(runtime).find(|offer| self.has_any(offer.by()))
    }

    /// Of those in it the one whose image is taken for a runtime, else nobody.
    #[must_use]
    pub fn taken(self, runtime: u8) -> Allowed {
        self.offer(runtime).map_or(Allowed::NOBODY, Offer::by)
    }

    /// Whom a plain yes means: whoever is preferred for the runtime.
    pub fn somebody(runtime: u8) -> Allowed {
        offers(runtime).next().map_or(Allowed::at(PREFERRED), Offer::by)
    }

    /// Those of either set.
    #[must_use]
    pub fn and(self, other: Allowed) -> Allowed {
        Allowed(self.0 | other.0)
    }

    /// Their names, as a list for people.
    pub fn names(self) -> String {
        self.iter().map(|publisher| publisher.name).collect::<Vec<_>>().join(", ")
    }
}
