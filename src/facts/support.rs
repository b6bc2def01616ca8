//! Ends of life.

use super::citation::Citation;
use super::date::{Date, Standing, days_in_words};
use super::image::IMAGES;

include!(concat!(env!("OUT_DIR"), "/support.rs"));

/// Until when a product is maintained.
#[derive(Debug, PartialEq)]
pub struct Support {
    /// Stable name, such as `debian-13`.
    pub id: &'static str,
    /// For people: `Debian 13`.
    pub product: &'static str,
    /// The announced end; none when there is no date, and the note says what there is.
    pub ends: Option<Date>,
    /// From which day on it is in long-term support; none for versions that never
    /// are, and for products that know no difference.
    #[cfg(not(target_arch = "wasm32"))]
    pub long_term: Option<Date>,
    /// By when it ends if its makers keep to their schedule; none where an end is
    /// announced, and where there is no schedule.
    pub expected: Option<Date>,
    /// Where that is written.
    pub source: Citation,
    /// The date of that source.
    pub date: Date,
    /// What has to be known to read the end rightly; none where the date says all.
    pub note: Option<Citation>,
}

impl Support {
    /// Whether it has ended by a day, as announced or by the schedule of its makers.
    pub fn is_over(&self, today: Date) -> bool {
        self.ends.or(self.expected).is_some_and(|day| day < today)
    }

    /// Whether no image with it is among the facts.
    pub fn is_unread(&self) -> bool {
        !IMAGES.iter().any(|image| image.ends.contains(&self.id))
    }

    /// What has to be known today: it ends within six months, or has ended.
    pub fn warning(&self, today: Date) -> Option<String> {
        let day = self.ends?;
        match Standing::of(day, today) {
            Standing::Maintained => None,
            Standing::EndsIn(days) => Some(format!("{} is supported until {day}, for another {}.", self.product, days_in_words(days))),
            Standing::EndedFor(days) => Some(format!("{} reached end of life on {day}, {} ago.", self.product, days_in_words(days))),
        }
    }
}

/// The support row of that id.
pub fn support(id: &str) -> Option<&'static Support> {
    SUPPORT.iter().find(|row| row.id == id)
}
