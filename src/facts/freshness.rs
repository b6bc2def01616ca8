//! How fresh the facts are.

use super::date::Date;
use super::image::{IMAGES, Image};
use super::pieces::{PIECES, Piece};
use super::support::SUPPORT;

/// The day on which the facts were last compared with their sources: no fact is younger.
pub const CHECKED: Date = Date::new(2026, 12, 1);

/// The newest date that any figure or end of life carries: how fresh the tables are.
pub fn as_of() -> Date {
    let figures = IMAGES.iter().flat_map(Image::figures).chain(PIECES.iter().flat_map(Piece::figures)).map(|figure| figure.date);
    figures.chain(SUPPORT.iter().map(|row| row.date)).max().unwrap_or(CHECKED)
}

/// The oldest date that any figure of a size or a count carries.
pub fn oldest_figure() -> Date {
    IMAGES.iter().flat_map(Image::figures).map(|figure| figure.date).min().unwrap_or(CHECKED)
}
