//! Days, and what a day means for a product or a figure. No clock: today is passed in.

use std::fmt;

/// A calendar day of this millennium; later days are greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(u32);

impl Date {
    /// A day by its numbers. Stops the build on a day that no calendar has.
    pub const fn new(year: u32, month: u32, day: u32) -> Date {
        assert!(Date::is_day(year, month, day), "not a date");
        Date(year * 10_000 + month * 100 + day)
    }

    /// The day that `2026-11-23` names; none where that is no day.
    pub fn parse(text: &str) -> Option<Date> {
        let mut parts = text.split('-').map(|part| part.parse::<u32>().ok());
        let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
        (Date::is_day(year, month, day) && parts.next().is_none()).then(|| Date::new(year, month, day))
    }

    /// Whether the calendar has such a day in this millennium.
    const fn is_day(year: u32, month: u32, day: u32) -> bool {
        let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            2 if is_leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        year >= 2000 && year < 3000 && month >= 1 && month <= 12 && day >= 1 && day <= days
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

    /// How many days lie between 1970-01-01 and this date; negative before it.
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

impl fmt::Display for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-{:02}-{:02}", self.0 / 10_000, self.0 / 100 % 100, self.0 % 100)
    }
}

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
        0 => "from today".into(),
        days if days < 61 => format!("{} old", days_in_words(days)),
        days if days < 2 * OLD_DAYS => format!("{} months old", days / 30),
        days => format!("{} years old", days / OLD_DAYS),
    }
}

/// A number of days in words.
pub fn days_in_words(days: i64) -> String {
    if days == 1 { "1 day".into() } else { format!("{days} days") }
}
