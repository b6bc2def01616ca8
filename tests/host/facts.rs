//! What holds for every fact. A failure names the record and what to mend.

use std::collections::HashSet;

use container_diet::facts::{self, Date, Figure, IMAGES, Libc, Method, PACKAGES, Presence, SUPPORT, Standing, Unit};

#[test]
fn images_are_named_once_and_as_their_reference_says() {
    let mut ids = HashSet::new();
    let mut references = HashSet::new();
    for image in &IMAGES {
        let id = image.id;
        assert!(ids.insert(id), "{id}: the id is used twice");
        assert!(references.insert(image.reference), "{id}: the reference is used twice");
        assert_eq!(image.tag().is_empty(), id == "scratch", "{id}: an image has a tag");
        for forbidden in ["latest", "debug"] {
            assert!(!image.tag().contains(forbidden), "{id}: {forbidden} is never generated");
        }
        if let Some(version) = image.version {
            let named = image.tag().starts_with(version)
                || image.repository().ends_with(&format!("{version}-debian13"))
                || image.repository().contains("distroless");
            assert!(named, "{id}: the tag begins with the version {version}");
        }
        match image.release {
            // Some publishers leave the release out of their tags.
            Some(_) if image.login.is_some() || image.repository().starts_with("nginxinc/") => {}
            Some("debian-13") => assert!(["13", "trixie"].iter().any(|name| image.reference.contains(name)), "{id}: names Debian 13"),
            Some("alpine-3.24") => assert!(image.reference.contains("3.24"), "{id}: names Alpine 3.24"),
            Some("ubuntu-24.04") => assert!(image.reference.contains("noble"), "{id}: names Ubuntu 24.04"),
            Some(other) => panic!("{id}: {other} is no release that tests know"),
            None => assert!(id == "scratch" || image.note.is_some(), "{id}: says why the release is not known"),
        }
    }
}

#[test]
fn every_figure_has_unit_method_source_and_date() {
    for image in &IMAGES {
        let id = image.id;
        check(id, image.packages.as_ref(), Unit::Packages, &[Method::Counted, Method::Derived, Method::Defined]);
        check(id, image.compressed.as_ref(), Unit::Bytes, &[Method::Published, Method::Measured, Method::Derived, Method::Defined]);
        check(id, image.unpacked.as_ref(), Unit::Bytes, &[Method::Published, Method::Measured, Method::Defined]);
        if let (Some(compressed), Some(unpacked)) = (image.compressed, image.unpacked) {
            assert!(compressed.value <= unpacked.value, "{id}: compressed is not larger than unpacked");
        }
    }
}

#[track_caller]
fn check(id: &str, figure: Option<&Figure>, unit: Unit, methods: &[Method]) {
    let Some(figure) = figure else { return };
    assert_eq!(figure.unit, unit, "{id}");
    assert!(methods.contains(&figure.method), "{id}: {:?} is no way to get this figure", figure.method);
    assert!(figure.source.len() > 10, "{id}: name the source");
    assert!(figure.date.to_string().as_str() >= "2026-01-01" && figure.date <= facts::as_of(), "{id}: {}", figure.date);
    assert!(figure.value > 0 || figure.method == Method::Defined, "{id}: only scratch is empty");
}

#[test]
fn contents_agree_with_each_other() {
    for image in &IMAGES {
        let id = image.id;
        let shell_less = image.shell == Presence::Absent;
        // pip needs no shell; apt and apk come with one.
        let system_packages = image.package_manager != Presence::Absent && image.package_manager != Presence::Present("pip");
        assert_eq!(!shell_less, system_packages, "{id}: a package manager of the system goes with a shell");
        let musl = matches!(image.libc, Libc::Musl(_));
        assert!(image.release.is_none_or(|release| musl == release.starts_with("alpine")), "{id}: musl is Alpine’s");
        if let Some((name, user)) = image.named_user {
            assert!(!name.is_empty() && user.uid > 0, "{id}: an ordinary user is not root");
        }
        assert!(image.ordinary_user().uid > 0, "{id}");
    }
}

#[test]
fn every_end_of_life_that_an_image_names_is_there() {
    let mut used = HashSet::new();
    for image in &IMAGES {
        for id in image.ends {
            assert!(facts::support(id).is_some(), "{}: no support row {id}", image.id);
            used.insert(*id);
        }
        assert!(!image.ends.is_empty() || image.id == "scratch" || image.note.is_some(), "{}: says what ends it", image.id);
    }
    for row in &SUPPORT {
        assert!(used.contains(row.id), "{}: no image names it", row.id);
        assert!(row.ends.is_some() || row.note.is_some(), "{}: without a date, a note says when", row.id);
        assert!(row.source.contains('@'), "{}: the source names a revision", row.id);
        // Every end is later than the facts themselves: what has ended is not offered.
        assert!(row.ends.is_none_or(|day| day > facts::as_of()), "{} has ended", row.product);
    }
}

#[test]
fn package_constraints_are_bounds_and_not_exact_versions() {
    for row in &PACKAGES {
        assert!(row.debian.contains('=') && row.debian.ends_with('*'), "{}: apt gets a version with a star", row.id);
        assert!(row.alpine.contains(">="), "{}: apk gets a lower bound", row.id);
        assert!(!row.what.is_empty() && !row.source.is_empty(), "{}", row.id);
    }
}

#[test]
fn sizes_are_printed_in_decimal_units() {
    let figure = |value| Figure {
        value,
        unit: Unit::Bytes,
        ..facts::image("alpine").and_then(|image| image.compressed).expect("Alpine has a size")
    };
    for (value, text) in [
        (0, "0 MB"),
        (859_383, "859.4 kB"),
        (3_849_738, "3.8 MB"),
        (99_950_000, "100.0 MB"),
        (316_194_729, "316 MB"),
        (1_660_000_000, "1660 MB"),
    ] {
        assert_eq!(figure(value).to_string(), text);
    }
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
    assert_eq!(said(today), "of today");
    assert_eq!(said(Date::new(2026, 11, 22)), "1 day old");
    assert_eq!(said(Date::new(2026, 10, 1)), "53 days old");
    assert_eq!(said(Date::new(2026, 7, 14)), "4 months old");
    assert_eq!(said(Date::new(2023, 7, 14)), "3 years old");
    assert_eq!(said(Date::new(2026, 11, 24)), "from the future, by your clock");
}
