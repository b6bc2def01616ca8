//! What ends when, and which version is taken instead. No test asks a clock.

use std::collections::HashSet;

use container_diet::facts::{self, CHECKED, Date, IMAGES, Image, OLD_DAYS, SUPPORT, Standing, Support};
use container_diet::link;
use container_diet::runbook::Version;

const FILE: &str = "src/facts/support.json";

/// What people ask for by its name before its images could be read.
const UNREAD: &[&str] = &["dotnet-11"];

#[test]
fn every_end_of_life_that_an_image_names_is_there() {
    for image in &IMAGES {
        let at = format!("{}, {}", image.file, image.id);
        for id in image.ends {
            assert!(facts::support(id).is_some(), "{at}: no row of {FILE} has the id {id}: add it there");
        }
        assert!(!image.ends.is_empty() || image.note().is_some(), "{at}: nothing ends it: write a note why");
    }
    let kubernetes = Version::ALL.iter().filter_map(|version| version.support());
    let used: HashSet<&str> = IMAGES.iter().flat_map(|image| image.ends).copied().chain(kubernetes.map(|row| row.id)).collect();
    let mut ids = HashSet::new();
    for row in &SUPPORT {
        assert!(ids.insert(row.id), "{FILE}, {}: the id is used twice", row.id);
        assert!(row.ends.is_some() || row.note.is_some(), "{FILE}, {}: without a date, write a note that says when", row.id);
        for day in [row.ends, row.expected].into_iter().flatten() {
            assert_eq!(Date::from_days(day.days()), day, "{FILE}, {}: the end is in no calendar", row.id);
        }
        assert!(row.ends.is_none() || row.expected.is_none(), "{FILE}, {}: an end is announced: remove what is expected", row.id);
        assert!(row.expected.is_none_or(|day| day >= CHECKED), "{FILE}, {}: it did not end by then: read the schedule again", row.id);
        // Ended ones are kept for the links that ask for them.
        let ended = row.ends.is_some_and(|day| day < CHECKED);
        let known = ended || used.contains(row.id) || UNREAD.contains(&row.id);
        assert!(known, "{FILE}, {}: supported, and no image names it: remove it, or add the image", row.id);
        assert!(!UNREAD.contains(&row.id) || row.is_unread(), "{FILE}, {}: an image names it now: remove it from UNREAD", row.id);
    }
}

#[test]
fn every_image_is_maintained_on_the_day_of_the_facts() {
    for image in &IMAGES {
        let ended = image.first_end().filter(|(day, _)| *day < CHECKED);
        let ended = ended.map(|(day, row)| format!("{} ended on {day}", row.product));
        assert!(
            image.is_maintained(CHECKED),
            "{}, {}: {}: remove the image, and keep the row of {FILE}",
            image.file,
            image.id,
            ended.unwrap_or_default()
        );
    }
}

fn names(images: impl Iterator<Item = &'static Image>) -> Vec<&'static str> {
    images.map(|image| image.version.unwrap_or("")).collect()
}

/// The versions that can be chosen, newest first.
#[test]
fn every_role_has_its_supported_versions() {
    let go = ["1.27", "1.26"].as_slice();
    let node = ["26", "24", "22"].as_slice();
    let python = ["3.15", "3.14", "3.13", "3.12", "3.11"].as_slice();
    let hardened_python = &python[1..];
    let java = ["25", "21", "17"].as_slice();
    let ruby = ["4.0", "3.4", "3.3"].as_slice();
    let php = ["8.5", "8.4", "8.3", "8.2"].as_slice();
    for (roles, expected) in [
        (["golang", "golang-alpine"].as_slice(), go),
        (&["node", "node-slim", "node-alpine", "distroless-nodejs", "hardened-node", "hardened-node-dev"], node),
        (&["deno", "deno-alpine", "deno-distroless"], &["2.9.7"]),
        (&["bun", "bun-slim", "bun-alpine", "bun-distroless"], &["1"]),
        (&["python", "python-slim", "python-alpine"], python),
        (&["hardened-python", "hardened-python-dev"], hardened_python),
        (&["distroless-python"], &["3.13"]),
        (&["java", "java-slim", "java-alpine", "distroless-java", "hardened-java"], java),
        (&["red-hat-java"], &java[..2]),
        (&["ruby", "ruby-slim", "ruby-alpine", "hardened-ruby"], ruby),
        (&["php", "php-alpine", "hardened-php"], php),
        (&["dotnet", "dotnet-slim", "dotnet-alpine", "dotnet-chiseled", "dotnet-chiseled-extra"], &["10.0"]),
    ] {
        for role in roles {
            assert_eq!(names(facts::versions(role)), expected, "{role}");
            assert_eq!(names(facts::supported(role, CHECKED)), expected, "{role}");
            assert!(facts::versions(role).all(|image| image.role() == *role), "{role}");
        }
    }
    assert_eq!(names(facts::versions("node-22-slim")), node, "a version stands for its role");
    assert_eq!(facts::versions("nothing").count(), 0);
}

/// Where a language knows long-term support, a version counts from the day on
/// which it is in it; where it does not, every version counts until its end.
fn is_settled(row: &Support, day: Date) -> bool {
    let product = |id: &'static str| id.rsplit_once('-').map(|(product, _)| product);
    let knows = SUPPORT.iter().any(|other| product(other.id) == product(row.id) && other.long_term.is_some());
    row.ends.is_none_or(|ends| ends >= day) && (!knows || row.long_term.is_some_and(|from| from <= day))
}

/// What a version of an image is compared by: a default without a size would
/// leave the page without its first number.
fn is_measured(image: &Image) -> bool {
    image.compressed().is_some() || facts::versions(image.id).all(|other| other.compressed().is_none())
}

/// Nobody chooses a default by hand: it is the newest version in long-term or
/// full support that the facts have measured.
#[test]
fn the_default_is_the_newest_version_in_long_term_or_full_support() {
    let mut seen = HashSet::new();
    for default in IMAGES.iter().filter(|image| image.version_of.is_none() && !image.for_comparison) {
        let Some(own) = default.version.and_then(|version| facts::support_of(default.id, version)) else { continue };
        let settled = |image: &&'static Image| {
            image.version.and_then(|version| facts::support_of(image.id, version)).is_some_and(|row| is_settled(row, CHECKED))
        };
        let newest = facts::versions(default.id).filter(settled).find(|image| is_measured(image));
        assert_eq!(
            newest.map(|image| image.id),
            Some(default.id),
            "{}, {}: write \"version_of\": null at the newest version in support, and the version into the id of this one",
            default.file,
            default.id
        );
        seen.insert(own.id.rsplit_once('-').map_or(own.id, |(product, _)| product));
    }
    for language in ["nodejs", "bun", "deno", "python", "java", "ruby", "php", "go", "rust", "dotnet"] {
        assert!(seen.contains(language), "no default of {language} was looked at");
    }
}

/// Clusters outlive the facts: a version that has ended is read and said to
/// have ended, and never what is taken when nobody asks.
#[test]
fn the_default_kubernetes_is_the_middle_one_of_those_in_support() {
    let tokens = |day| Version::supported(day).map(Version::token).collect::<Vec<_>>();
    assert_eq!(tokens(CHECKED), ["1.35", "1.36", "1.37"]);
    assert_eq!(Version::default().token(), "1.36");
    assert!(Version::default().ended(CHECKED).is_none());
    // By the visitor's clock: as long as any that is known is in support, it is taken.
    for day in (0..330).step_by(10).map(|days| Date::from_days(CHECKED.days() + days)) {
        assert!(Version::on(day).ended(day).is_none(), "{day}: {}", Version::on(day).token());
        let opened = |link: &str| link::read(link).on(day).state.kubernetes;
        assert_eq!((opened(""), opened("v=1&run=go"), opened("v=1&run=go&k8s=1.33")), (Version::on(day), Version::on(day), Version::V1_33));
    }
    for version in Version::ALL {
        let row = version.support().unwrap_or_else(|| panic!("{FILE}: add kubernetes-{}", version.token()));
        let end = row.ends.unwrap_or_else(|| panic!("{FILE}, {}: write its end", row.id));
        assert_eq!(version.warning(end), None, "{}: on its last day it is supported", row.id);
        let warning = version.warning(Date::from_days(end.days() + 1)).unwrap_or_default();
        assert!(warning.starts_with(&format!("{} reached end of life on {end}", row.product)), "{warning}");
    }
    // When none is left, links and pages still have one.
    assert_eq!(tokens(Date::new(2999, 1, 1)), [""; 0]);
}

/// What is taken on a day when nobody asks has not ended by then, while the
/// role has anything else.
#[test]
fn a_version_that_has_ended_is_never_a_default() {
    for default in IMAGES.iter().filter(|image| image.version_of.is_none() && image.version.is_some()) {
        for days in (0..1_500).step_by(30) {
            let day = Date::from_days(CHECKED.days() + days);
            let taken = facts::nearest_supported(default.id, default.version.unwrap_or_default(), day);
            assert!(taken.is_none_or(|image| image.is_maintained(day)), "{} on {day}", default.id);
            assert!(taken.is_some() || facts::supported(default.id, day).count() == 0, "{} on {day}", default.id);
        }
    }
}

#[test]
fn versions_are_over_on_the_day_after_their_end() {
    for (role, day, expected) in [
        ("node-slim", Date::new(2027, 4, 30), ["26", "24", "22"].as_slice()),
        ("node-slim", Date::new(2027, 5, 1), &["26", "24"]),
        ("php", Date::new(2026, 12, 31), &["8.5", "8.4", "8.3", "8.2"]),
        ("php", Date::new(2027, 1, 1), &["8.5", "8.4", "8.3"]),
        ("python-alpine", Date::new(2028, 6, 1), &["3.15", "3.14", "3.13", "3.12"]),
        // Alpine 3.24 has ended below all of them.
        ("python-alpine", Date::new(2028, 6, 2), &[]),
        // No end is announced, and the schedule names a month.
        ("golang-alpine", Date::new(2027, 2, 28), &["1.27", "1.26"]),
        ("golang-alpine", Date::new(2027, 3, 1), &["1.27"]),
        ("golang-alpine", Date::new(2028, 6, 1), &[]),
        // Neither: the tag follows the newest.
        ("rust", Date::new(2028, 6, 1), &["1"]),
        ("scratch", Date::new(2999, 12, 31), &[""]),
    ] {
        assert_eq!(names(facts::supported(role, day)), expected, "{role} on {day}");
    }
}

#[test]
fn the_nearest_supported_version_is_the_same_or_the_next_newer_or_the_newest() {
    let spring = Date::new(2027, 5, 1);
    let autumn = Date::new(2028, 8, 10);
    for (role, wanted, day, expected) in [
        ("node-slim", "24", CHECKED, Some("node-24-slim")),
        ("node-slim", "22", CHECKED, Some("node-22-slim")),
        ("node-slim", "24.3.1", CHECKED, Some("node-24-slim")),
        ("node-slim", "20", CHECKED, Some("node-22-slim")),
        ("node-slim", "25", CHECKED, Some("node-slim")),
        ("node-slim", "99", CHECKED, Some("node-slim")),
        ("node-slim", "", CHECKED, Some("node-slim")),
        ("node-slim", "lts", CHECKED, Some("node-slim")),
        ("node-slim", "4294967296", CHECKED, Some("node-slim")),
        ("node-slim", "22", spring, Some("node-24-slim")),
        ("node-slim", "22", autumn, None),
        ("golang", "1.25", CHECKED, Some("golang-1.26")),
        ("golang", "1.9", CHECKED, Some("golang-1.26")),
        ("python-slim", "3.9", CHECKED, Some("python-3.11-slim")),
        ("python-slim", "3.10", CHECKED, Some("python-3.11-slim")),
        ("python-slim", "3.13", CHECKED, Some("python-3.13-slim")),
        ("python-slim", "3.15", CHECKED, Some("python-3.15-slim")),
        ("distroless-python", "3.12", CHECKED, Some("distroless-python")),
        ("distroless-python", "3.14", CHECKED, Some("distroless-python")),
        ("java", "8", CHECKED, Some("java-17")),
        ("java", "26", CHECKED, Some("java")),
        ("ruby", "3.2", CHECKED, Some("ruby-3.3")),
        ("ruby", "4.1", CHECKED, Some("ruby")),
        ("php-alpine", "8.1", CHECKED, Some("php-8.2-alpine")),
        ("dotnet-slim", "8", CHECKED, Some("dotnet-slim")),
        ("scratch", "1", CHECKED, Some("scratch")),
        ("nothing", "1", CHECKED, None),
    ] {
        assert_eq!(facts::nearest_supported(role, wanted, day).map(|image| image.id), expected, "{role} {wanted} on {day}");
    }
}

#[test]
fn what_has_ended_says_when() {
    for (role, version, ends) in [
        ("node-slim", "20", "2026-04-30"),
        ("hardened-node", "20.19.0", "2026-04-30"),
        ("python-slim", "3.10", "2026-10-31"),
        ("golang", "1.25", "2026-08-19"),
        ("java", "26", "2026-09-15"),
        ("php", "8.1", "2025-12-31"),
        ("ruby", "3.2", "2026-03-31"),
        ("dotnet", "8", "2026-11-10"),
        ("dotnet-slim", "9.0", "2026-11-10"),
        ("dotnet-slim", "11", "2028-11-09"),
        ("debian-slim", "12", "2026-07-11"),
        ("alpine", "3.21", "2026-11-01"),
        ("node-22-slim", "24", "2028-04-30"),
    ] {
        let row = facts::support_of(role, version).unwrap_or_else(|| panic!("{FILE}: add what ends {role} {version}"));
        assert_eq!(row.ends.map(|day| day.to_string()).as_deref(), Some(ends), "{role} {version}");
    }
    assert_eq!(facts::support_of("node-slim", "7"), None);
    assert_eq!(facts::support_of("scratch", "1"), None);
    assert_eq!(facts::support_of("nothing", "1"), None);
}

#[test]
fn versions_compare_by_number_and_part_by_part() {
    for (older, newer) in [("3.9", "3.10"), ("9", "10"), ("1.9", "1.27"), ("3.13", "4"), ("3", "3.1"), ("", "0"), ("lts", "1")] {
        assert!(facts::version_order(older, newer).is_lt(), "{older} < {newer}");
        assert!(facts::version_order(newer, older).is_gt(), "{newer} > {older}");
    }
    assert!(facts::version_order("10", "10.0").is_eq());
    for (own, wanted, same) in
        [("24", "24.3", true), ("10.0", "10", true), ("4.0", "4.1", false), ("3.1", "3.10", false), ("24", "x", false)]
    {
        assert_eq!(facts::same_version(own, wanted), same, "{own} {wanted}");
    }
}

#[test]
fn a_figure_is_old_after_a_year() {
    let figure = facts::image("alpine").and_then(|image| image.compressed()).expect("Alpine has a size");
    let on = |days: i64| Date::from_days(figure.date.days() + days);
    assert!(!figure.is_old(on(-1)) && !figure.is_old(on(0)) && !figure.is_old(on(OLD_DAYS)));
    assert!(figure.is_old(on(OLD_DAYS + 1)));
    assert_eq!(figure.age(on(1)), "1 day old");
}

#[test]
fn days_and_dates_are_each_other() {
    for (date, days) in [
        (Date::new(2000, 1, 1), 10_957),
        (Date::new(2000, 2, 29), 11_016),
        (Date::new(2026, 11, 23), 20_780),
        (Date::new(2100, 3, 1), 47_541),
    ] {
        assert_eq!((date.days(), Date::from_days(days)), (days, date));
    }
    let first = Date::new(2000, 1, 1).days();
    for days in first..Date::new(2999, 12, 31).days() {
        let date = Date::from_days(days);
        assert_eq!(date.days(), days, "{date}");
        assert!(date < Date::from_days(days + 1));
    }
    assert_eq!(Date::from_days(i64::MIN), Date::new(2000, 1, 1));
    assert_eq!(Date::from_days(i64::MAX), Date::new(2999, 12, 31));
}

#[test]
fn what_ends_within_half_a_year_is_warned_of() {
    let end = Date::new(2028, 4, 30);
    let on = |days: i64| Standing::of(end, Date::from_days(end.days() - days));
    assert_eq!(on(facts::ENDS_SOON_DAYS + 1), Standing::Maintained);
    assert_eq!(on(facts::ENDS_SOON_DAYS), Standing::EndsIn(facts::ENDS_SOON_DAYS));
    assert_eq!(on(0), Standing::EndsIn(0));
    assert_eq!(on(-1), Standing::EndedFor(1));
}

#[test]
fn ages_are_said_in_words() {
    let today = Date::new(2026, 11, 23);
    let said = |day| facts::age(day, today);
    assert_eq!(said(today), "from today");
    assert_eq!(said(Date::new(2026, 11, 22)), "1 day old");
    assert_eq!(said(Date::new(2026, 10, 1)), "53 days old");
    assert_eq!(said(Date::new(2026, 7, 14)), "4 months old");
    assert_eq!(said(Date::new(2023, 7, 14)), "3 years old");
    assert_eq!(said(Date::new(2026, 11, 24)), "from the future, by your clock");
}
