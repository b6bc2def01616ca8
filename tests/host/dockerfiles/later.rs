//! A visitor's clock may be ahead of the facts: what ended in between is not used, or it is said.

use container_diet::decision::Decision;
use container_diet::dockerfile::{Order, Plan, SettingId, Settings, dockerfile};
use container_diet::facts::{self, CHECKED, Date, Image};
use container_diet::link;
use container_diet::model::{Family, QuestionId, Service};

use super::every::every_service;

/// The versions that somebody may ask for: none, and those that any image of the file has.
fn wanted(service: &Service, family: Family) -> Vec<Option<&'static str>> {
    let settings = Settings::default();
    let output = dockerfile(&Plan::new(Order { service, family, settings: &settings, today: CHECKED }));
    let mut all = vec![None];
    for version in output.file.images().flat_map(|image| facts::versions(image.id)).filter_map(|image| image.version) {
        if !all.contains(&Some(version)) {
            all.push(Some(version));
        }
    }
    all
}

/// Whether a note names what is over in an image: the product, or when it was to end.
fn is_said(notes: &[String], image: &Image, today: Date) -> bool {
    let mut over = image.support().filter(|row| row.is_over(today));
    over.all(|row| notes.iter().any(|note| note.contains(row.product)))
}

#[test]
fn what_has_ended_is_not_used_a_year_later_or_it_is_said() {
    let mut files = 0;
    every_service(&[QuestionId::Runtime, QuestionId::Environment, QuestionId::VendorImages], &mut |_, verdict, family| {
        let service = &verdict.service;
        let more = [(SettingId::Debug, "yes"), (SettingId::WebServer, "nginx"), (SettingId::Front, "web"), (SettingId::BuildNode, "yes")];
        let more = more.into_iter().fold(Settings::default(), |all, (id, text)| all.with(id, text));
        let of = |version: Option<&str>| version.map_or_else(Settings::default, |text| Settings::default().with(SettingId::Version, text));
        let all = wanted(service, family).into_iter().map(|version| (version, of(version)));
        for (version, settings) in all.chain([(Some("with all that may be beside it"), more)]) {
            for today in [0, 91, 182, 365].map(|days| Date::from_days(CHECKED.days() + days)) {
                let output = dockerfile(&Plan::new(Order { service, family, settings: &settings, today }));
                for image in output.file.images() {
                    let at = format!("{:?}, {family:?}, {version:?} on {today}: {}", service.runtime().runtime, image.reference);
                    // Another version that is still supported would have been used.
                    let other = facts::versions(image.id).any(|other| other.is_maintained(today));
                    assert!(image.is_maintained(today) || !other, "{at}: ended, and another version has not");
                    assert!(image.is_maintained(today), "{at}: ended: add an image whose tag follows the newest");
                    assert!(is_said(&output.notes, image, today), "{at}: {:?}", output.notes);
                    files += 1;
                }
            }
        }
    });
    assert!(files > 1_000, "only {files}");
}

/// What no end was announced for is asked about once the facts are old.
#[test]
fn old_facts_say_what_to_check() {
    let said = |text: &str, today: Date| {
        let state = link::read(text).on(today).state;
        let notes = Decision::new(state, today).dockerfile().notes;
        notes.into_iter().find(|note| note.contains("no end of life was announced for")).unwrap_or_default()
    };
    for (link, day, parts) in [
        ("v=1&run=go", CHECKED, [].as_slice()),
        ("v=1&run=go", Date::new(2027, 5, 31), &[]),
        ("v=1&run=go", Date::new(2027, 8, 31), &["Go 1.27 (until Go 1.29 appears", "one year after Debian 14"]),
        ("v=1&run=go", Date::new(2027, 12, 1), &["one year after Debian 14"]),
        ("v=1&run=static_site", Date::new(2027, 4, 30), &[]),
        ("v=1&run=deno", Date::new(2027, 12, 1), &["Deno 2.9 (supported until the next minor version"]),
        ("v=1&run=node", Date::new(2026, 12, 1), &[]),
    ] {
        let note = said(link, day);
        assert_eq!(note.is_empty(), parts.is_empty(), "{link} on {day}: {note}");
        assert!(parts.iter().all(|part| note.contains(part)), "{link} on {day}: {note}");
    }
}

/// Once all that the facts know should have ended, a tag that follows the newest is used, and that is said.
#[test]
fn what_follows_the_newest_is_used_once_all_that_is_known_should_have_ended() {
    for (text, day, tag) in [
        ("v=1&run=go", Date::new(2027, 8, 31), "golang:1.27-trixie"),
        ("v=1&run=go", Date::new(2027, 9, 1), "golang:1-trixie"),
        ("v=1&run=go&lang=1.26", Date::new(2027, 9, 1), "golang:1-trixie"),
        ("v=1&run=go&base=alpine", Date::new(2027, 9, 1), "golang:1-alpine3.24"),
        ("v=1&run=static_site&base=full", Date::new(2027, 4, 30), "nginx:1.30-trixie"),
        ("v=1&run=static_site&base=full", Date::new(2027, 5, 1), "nginx:stable-trixie"),
        ("v=1&run=static_site&base=slim", Date::new(2027, 5, 1), "nginxinc/nginx-unprivileged:stable"),
        ("v=1&run=static_site&base=alpine", Date::new(2027, 5, 1), "nginxinc/nginx-unprivileged:stable-alpine-slim"),
        ("v=1&run=static_site&vendor=yes&base=distroless", Date::new(2027, 5, 1), "dhi.io/nginx:1-debian13"),
        (
            "v=1&run=static_site&ver=yes&vendor=yes&from=red-hat&base=distroless",
            Date::new(2027, 5, 1),
            "registry.access.redhat.com/hi/nginx:1",
        ),
        ("v=1&run=php&kind=fpm&web=nginx&base=slim", Date::new(2027, 5, 1), "nginxinc/nginx-unprivileged:stable"),
    ] {
        let output = Decision::new(link::read(text).on(day).state, day).dockerfile();
        let file = output.text();
        assert!(file.lines().any(|line| line.starts_with("FROM") && line.split(' ').any(|word| word == tag)), "{text} on {day}:\n{file}");
        let follows = output.file.images().any(|image| image.follows().is_some());
        let said = output.notes.iter().any(|note| note.contains(&format!("The file uses {tag}, a tag that follows the newest version")));
        assert_eq!(follows, said, "{text} on {day}: {:?}", output.notes);
    }
}
