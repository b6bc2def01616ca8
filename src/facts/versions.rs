//! The language versions of an image, and which of them are supported.
//!
//! A role is the id of the image that is taken when nobody asks for a version,
//! such as `node-slim`; `node-22-slim` is the same role in another version.

use std::cmp::Ordering;

use super::date::Date;
use super::image::{IMAGES, Image, image};
use super::support::{SUPPORT, Support, support};

/// The image of a role and its other versions, newest first.
pub fn versions(role: &str) -> impl Iterator<Item = &'static Image> + use<> {
    let role = image(role).map(Image::role);
    let version = |image: &Image| image.version.unwrap_or("");
    // There are a few, and the first view carries no sort for them.
    let insert = |mut found: Vec<&'static Image>, image| {
        let newer = |other: &&Image| version_order(version(other), version(image)).is_ge();
        found.insert(found.partition_point(newer), image);
        found
    };
    IMAGES.iter().filter(|image| Some(image.role()) == role).fold(Vec::new(), insert).into_iter()
}

/// The versions of a role of which nothing has ended on a day, newest first.
pub fn supported(role: &str, today: Date) -> impl Iterator<Item = &'static Image> + use<> {
    versions(role).filter(move |image| image.is_maintained(today))
}

/// What to take for a version that was asked for: the same while it is supported,
/// else the next newer that is, else the newest.
pub fn nearest_supported(role: &str, wanted_version: &str, today: Date) -> Option<&'static Image> {
    let supported: Vec<_> = supported(role, today).collect();
    let newest = supported.first().copied();
    if parts(wanted_version).is_none() {
        return newest;
    }
    let fits = |own: &str| same_version(own, wanted_version) || version_order(own, wanted_version).is_gt();
    supported.iter().rev().find(|image| image.version.is_some_and(fits)).copied().or(newest)
}

/// What follows the newest version of a role by its tag: for the time when none that
/// the facts know is supported any more, where its publisher has such a tag.
pub fn follower(role: &str, today: Date) -> Option<&'static Image> {
    IMAGES.iter().find(|image| image.follows() == Some(role) && image.is_maintained(today))
}

/// Until when a version of a role's language is maintained, whether an image
/// of it is still offered or not.
pub fn support_of(role: &str, version: &str) -> Option<&'static Support> {
    let default = image(image(role)?.role())?;
    let split = |id: &'static str| id.rsplit_once('-');
    let language = |(_, own): &(&str, &str)| default.version.is_some_and(|version| version_order(own, version).is_eq());
    let (product, _) = default.ends.iter().filter_map(|id| split(id)).find(language)?;
    let rows = SUPPORT.iter().filter_map(|row| Some((split(row.id)?, row.id)));
    rows.filter(|((name, _), _)| *name == product).find(|((_, own), _)| same_version(own, version)).and_then(|(_, id)| support(id))
}

/// Versions by their numbers, part by part: 3.9 is older than 3.10, and 10 is
/// 10.0. What is no version is older than any.
pub fn version_order(one: &str, other: &str) -> Ordering {
    match (parts(one), parts(other)) {
        (Some(one), Some(other)) => {
            let part = |parts: &[u32], at: usize| parts.get(at).copied().unwrap_or(0);
            let unlike = (0..one.len().max(other.len())).map(|at| part(&one, at).cmp(&part(&other, at)));
            unlike.fold(Ordering::Equal, Ordering::then)
        }
        (one, other) => one.is_some().cmp(&other.is_some()),
    }
}

/// Whether a version that was asked for is one that is offered as `own`: 24.3
/// is a 24, and 10 is a 10.0.
pub fn same_version(own: &str, wanted: &str) -> bool {
    let (Some(own), Some(wanted)) = (parts(own), parts(wanted)) else { return false };
    own.iter().enumerate().all(|(at, part)| wanted.get(at).copied().unwrap_or(0) == *part)
}

fn parts(version: &str) -> Option<Vec<u32>> {
    version.split('.').map(|part| part.parse().ok()).collect()
}
