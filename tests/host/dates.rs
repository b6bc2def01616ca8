//! Days: which there are, and what is said where there is no such day.

use container_diet::facts::Date;

#[track_caller]
fn check(text: &str, is_day: bool) {
    assert_eq!(Date::parse(text).map(|day| day.to_string()), is_day.then(|| text.to_string()), "{text}");
}

#[test]
fn a_day_is_one_that_the_calendar_has() {
    for text in ["2026-01-31", "2026-04-30", "2026-12-31", "2028-02-29", "2000-02-29", "2400-02-29", "2999-12-31"] {
        check(text, true);
    }
    for text in ["2026-02-31", "2026-02-29", "2100-02-29", "2026-04-31", "2026-11-31", "2026-13-01", "2026-00-10", "2026-01-00"] {
        check(text, false);
    }
    for text in ["1999-12-31", "3000-01-01", "2026-01", "2026-01-01-01", "2026-01-x", ""] {
        check(text, false);
    }
}

/// Counting and reading agree on every day that can be written.
#[test]
fn every_day_is_read_as_it_is_counted() {
    let (first, last) = (Date::new(2000, 1, 1), Date::new(2999, 12, 31));
    let mut known = 0;
    for number in first.days()..=last.days() {
        let day = Date::from_days(number);
        assert_eq!((day.days(), Date::parse(&day.to_string())), (number, Some(day)));
        known += 1;
    }
    let written =
        (2000..3000).flat_map(|year| (1..=12).flat_map(move |month| (1..=31).map(move |day| format!("{year}-{month:02}-{day:02}"))));
    assert_eq!(written.filter(|text| Date::parse(text).is_some()).count(), known);
}

/// So it is in a constant, where it stops the build.
#[test]
#[should_panic(expected = "not a date")]
fn a_day_that_is_none_stops_whoever_writes_it() {
    let _ = Date::new(2026, 2, 31);
}
