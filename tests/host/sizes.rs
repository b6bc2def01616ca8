//! What holds for every comparison of sizes.

use std::collections::HashSet;

use container_diet::facts::{self, Bytes, CHECKED, Date, IMAGES, Unit};
use container_diet::model::compared::compared;
use container_diet::model::flavour::{self, Images};
use container_diet::model::load::{Field, Load};
use container_diet::model::questions::{Linking, Runtime};
use container_diet::model::runtimes::RUNTIMES;
use container_diet::model::sizes::{Ratio, Row, Scale, Seconds, Size, Sizes, Thing, pull_time, sizes};
use container_diet::model::{Answers, Family, Verdict, decide};

use crate::space::sample;

fn of(answers: Answers, load: &Load, scale: Scale) -> (Verdict, Sizes) {
    let verdict = decide(&answers);
    let sizes = sizes(&verdict, &Images::of(&verdict.service), load, scale);
    (verdict, sizes)
}

fn load(numbers: &[(Field, &str)]) -> Load {
    let mut load = Load::default();
    numbers.iter().for_each(|(field, text)| load.set(*field, text));
    load
}

/// The least and the most that can be said of everything, and something usual.
fn loads() -> [Load; 4] {
    use Field::{AppCompressed, AppUnpacked, Bandwidth, BaseUpdates, Deploys, Nodes};
    [
        Load::default(),
        load(&[(AppCompressed, "0"), (AppUnpacked, "0"), (Bandwidth, "1"), (Nodes, "1"), (Deploys, "0"), (BaseUpdates, "0")]),
        load(&[
            (AppCompressed, "100000"),
            (AppUnpacked, "100000"),
            (Bandwidth, "1"),
            (Nodes, "10000"),
            (Deploys, "1000"),
            (BaseUpdates, "1000"),
        ]),
        load(&[(AppCompressed, "12.5"), (AppUnpacked, "30"), (Bandwidth, "1000000"), (Nodes, "3"), (Deploys, "7"), (BaseUpdates, "1")]),
    ]
}

fn known(sizes: &Sizes) -> impl Iterator<Item = (&Row, Size)> {
    sizes.rows.iter().filter_map(|row| row.size.map(|size| (row, size)))
}

fn row<'a>(sizes: &'a Sizes, reference: &str) -> &'a Row {
    sizes.rows.iter().find(|row| row.thing.reference() == reference).unwrap_or_else(|| panic!("{reference} is in the list"))
}

#[test]
fn sizes_are_sorted_and_unknown_ones_come_last() {
    for answers in sample(2_000) {
        for (load, scale) in loads().iter().flat_map(|load| Scale::ALL.map(|scale| (load, scale))) {
            let (verdict, sizes) = of(answers, load, scale);
            let bytes: Vec<Option<u64>> = sizes.rows.iter().map(|row| row.size.map(|size| size.base.value)).collect();
            let end = bytes.iter().position(Option::is_none).unwrap_or(bytes.len());
            assert!(bytes[..end].is_sorted() && bytes[end..].iter().all(Option::is_none), "{answers:?}, {scale:?}: {bytes:?}");
            let names: HashSet<String> = sizes.rows.iter().map(|row| row.thing.address()).collect();
            assert_eq!(names.len(), sizes.rows.len(), "{answers:?}: something is in the list twice");
            let families = sizes.rows.iter().map(|row| match row.thing {
                Thing::Base(_, families) => families.count(),
                _ => 0,
            });
            assert_eq!(families.sum::<usize>(), 5, "{answers:?}: every family is in the list");
            let wide = |size: Size| size.bar.0 + size.bar.1;
            assert!(known(&sizes).all(|(_, size)| wide(size) <= 1_000), "{answers:?}: a bar is wider than its place");
            assert!(known(&sizes).all(|(_, size)| (size.bar.0 == 0) == (size.base.value == 0)), "{answers:?}: only nothing has no bar");
            for row in &sizes.rows {
                let figure = row.thing.figure(scale);
                assert_eq!(row.size.map(|size| size.base), figure, "the figure of the catalogue, on its own scale");
                assert!(figure.is_none_or(|figure| figure.unit == Unit::Bytes));
                assert_eq!(row.size.is_some_and(|size| size.pull.is_some()), figure.is_some() && scale == Scale::Compressed);
                if let Thing::Base(_, families) = row.thing {
                    assert_eq!(row.out, families.iter().all(|family| verdict.is_vetoed(family)));
                }
            }
        }
    }
}

/// An app on top brings the whole image closer to the full one, never past it.
#[test]
fn the_whole_image_gains_less_than_the_base() {
    let mut seen = 0;
    for answers in sample(1_000) {
        for (load, scale) in loads().iter().flat_map(|load| Scale::ALL.map(|scale| (load, scale))) {
            for (row, size) in known(&of(answers, load, scale).1) {
                let Some((base, whole)) = size.against_full else { continue };
                let at = format!("{answers:?}, {scale:?}, {}", row.thing.reference());
                seen += 1;
                assert_eq!(whole.own, size.whole, "{at}");
                // full / own as products, since a base can be empty.
                let (smaller, larger) = (base.full >= base.own, base.full <= base.own);
                assert_eq!((whole.full >= whole.own, whole.full <= whole.own), (smaller, larger), "{at}: passes 1");
                let product = |one: u64, other: u64| u128::from(one) * u128::from(other);
                let (of_whole, of_base) = (product(whole.full, base.own), product(base.full, whole.own));
                assert!(if smaller { of_whole <= of_base } else { of_whole >= of_base }, "{at}: {base:?} and {whole:?}");
            }
        }
    }
    assert!(seen > 10_000);
}

/// More of anything never makes another number go the wrong way.
#[test]
fn numbers_follow_each_input() {
    use Field::{AppCompressed, Bandwidth, BaseUpdates, Deploys, Nodes};
    let steps = ["1", "2", "3", "10", "99", "500", "1000"];
    for answers in sample(60) {
        for field in [AppCompressed, Bandwidth, Nodes, Deploys, BaseUpdates] {
            for pair in steps.windows(2) {
                let (less, more) = (load(&[(field, pair[0])]), load(&[(field, pair[1])]));
                let (less, more) = (of(answers, &less, Scale::Compressed).1, of(answers, &more, Scale::Compressed).1);
                for ((_, less), (_, more)) in known(&less).zip(known(&more)) {
                    let (before, after) = (less.pull.expect("compressed"), more.pull.expect("compressed"));
                    assert_eq!(before.first > after.first, field == Bandwidth && before.first != after.first, "{field:?}");
                    assert!(before.monthly <= after.monthly, "{field:?}");
                    assert!(less.whole <= more.whole, "{field:?}");
                    assert_eq!(less.base, more.base, "nothing that is typed changes a fact");
                }
            }
        }
    }
}

#[test]
fn a_worked_example() {
    let answers = Answers::default().with(Runtime::Node);
    let numbers = load(&[
        (Field::AppCompressed, "20"),
        (Field::Bandwidth, "100"),
        (Field::Nodes, "10"),
        (Field::Deploys, "30"),
        (Field::BaseUpdates, "2"),
    ]);
    let (_, compressed) = of(answers, &numbers, Scale::Compressed);
    assert_eq!(compressed.app_pull.to_string(), "1.6 s");
    let image = facts::image("node-slim").expect("it is there");
    let slim = row(&compressed, image.reference).size.expect("it is known");
    let base = image.compressed().expect("it is known").value;
    assert_eq!(slim.whole, base + 20_000_000);
    let pull = slim.pull.expect("compressed");
    assert_eq!(pull.monthly, Bytes(10 * (30 * 20_000_000 + 2 * base)));
    assert_eq!(pull.first, pull_time(base + 20_000_000, 100));
    let (of_base, of_whole) = slim.against_full.expect("the full image's size is known");
    assert!(of_base.full * of_whole.own > of_whole.full * of_base.own, "{of_base} alone is more than {of_whole} of the whole image");
    // Google's Node.js image is the smaller one on both scales.
    for scale in Scale::ALL {
        let (_, sizes) = of(answers, &numbers, scale);
        let place = |id: &str| {
            let reference = facts::image(id).expect("it is there").reference;
            sizes.rows.iter().position(|row| row.thing.reference() == reference)
        };
        assert!(place("distroless-nodejs") < place("node-alpine"), "{scale:?}");
        assert_eq!(place("scratch"), Some(0), "{scale:?}");
    }
}

#[test]
fn what_is_typed_is_taken_or_said_to_be_wrong() {
    let service = Answers::default().service();
    let field = Field::AppCompressed;
    for (text, bytes) in [
        ("0", Some(0)),
        ("12", Some(12_000_000)),
        (" 7 ", Some(7_000_000)),
        ("0.5", Some(500_000)),
        ("0,5", Some(500_000)),
        ("1.", Some(1_000_000)),
        ("3.849", Some(3_849_000)),
        ("100000", Some(100_000_000_000)),
        ("100000.001", None),
        ("100001", None),
        ("99999999999999999999999", None),
        ("", None),
        (" ", None),
        (".", None),
        (".5", None),
        ("-1", None),
        ("+1", None),
        ("1e3", None),
        ("NaN", None),
        ("0x10", None),
        ("1.2345", None),
        ("1.2.3", None),
        ("1 000", None),
        ("٣", None),
        ("<b>", None),
    ] {
        let mut load = load(&[(field, "42")]);
        load.set(field, text);
        assert_eq!(load.value(field, &service), bytes.unwrap_or(42_000_000), "{text:?}");
        assert_eq!(load.is_wrong(field), bytes.is_none(), "{text:?}");
        assert_eq!(load.text(field, &service), text, "what was typed stays to be mended");
        assert_eq!(load.remark(field, &service).contains("Still using 42 MB"), bytes.is_none(), "{text:?}");
    }
    for (field, wrong) in [(Field::Bandwidth, "0"), (Field::Nodes, "0"), (Field::Nodes, "1.5"), (Field::Deploys, "1001")] {
        let load = load(&[(field, wrong)]);
        assert!(load.is_wrong(field) && load.is_assumed(field), "{field:?}");
        assert!(load.remark(field, &service).starts_with("Enter a whole number from"), "{field:?}");
        assert!(load.value(field, &service) > 0, "{field:?}");
    }
}

/// Until something is typed, the app goes by its runtime, and that is said.
#[test]
fn what_nobody_typed_is_an_assumption() {
    let of = |runtime| Answers::default().with(runtime).service();
    let load = Load::default();
    for field in Field::ALL {
        assert!(load.remark(field, &of(Runtime::Go)).ends_with("assumed"), "{field:?}");
        let mut same = load.clone();
        same.set(field, &load.text(field, &of(Runtime::Go)));
        assert!(!same.is_wrong(field) && !same.is_assumed(field), "{field:?}: an assumption could be typed");
        assert_eq!(same.value(field, &of(Runtime::Go)), load.value(field, &of(Runtime::Go)), "{field:?}");
    }
    let app = |runtime| load.value(Field::AppCompressed, &of(runtime));
    assert!(app(Runtime::Go) < app(Runtime::Node) && app(Runtime::Node) < app(Runtime::Java));
    let ids: HashSet<&str> = Field::ALL.iter().map(|field| field.about().id).collect();
    assert_eq!(ids.len(), Field::ALL.len());
}

#[test]
fn ratios_and_times_read_well() {
    for (full, own, text) in [
        (100, 50, "2.0 times smaller"),
        (100, 100, "the same size"),
        (100, 99, "the same size"),
        (100, 120, "1.2 times larger"),
        (592_953_245, 859_383, "690 times smaller"),
        (5, 0, "0 MB"),
        (0, 5, "5.0 times larger"),
    ] {
        assert_eq!(Ratio { full, own }.to_string(), text, "{full} and {own}");
    }
    for (tenths, text) in [(0, "under 0.1 s"), (16, "1.6 s"), (1_199, "119.9 s"), (1_200, "2 min"), (71_999, "120 min"), (72_000, "2 h")] {
        assert_eq!(Seconds(tenths).to_string(), text);
    }
    assert_eq!(pull_time(12_500_000, 100), Seconds(10), "100 Mbit/s are 12.5 MB a second");
    for (bytes, text) in [(9_999_499_999, "9999 MB"), (10_000_000_000, "10.0 GB"), (12_345_000_000_000, "12.3 TB")] {
        assert_eq!(Bytes(bytes).to_string(), text);
    }
}

/// The pieces stand beside scratch where that can run the service.
#[test]
fn pieces_are_compared_where_scratch_is_possible() {
    let pieces = |runtime, linking| {
        let (verdict, sizes) = of(Answers::default().with(runtime).with(linking), &Load::default(), Scale::Compressed);
        let pieces = sizes.rows.into_iter().filter(|row| matches!(row.thing, Thing::Piece(_)));
        (verdict.is_vetoed(Family::Scratch), pieces.map(|row| row.size.map(|size| size.base.value)).collect::<Vec<_>>())
    };
    assert_eq!(pieces(Runtime::Go, Linking::Static), (false, vec![Some(141_706), Some(257_595), Some(290_087)]));
    assert_eq!(pieces(Runtime::Rust, Linking::Glibc), (true, vec![]));
    assert_eq!(pieces(Runtime::Python, Linking::Static), (true, vec![]));
    let unpacked = facts::piece("ca-bundle").and_then(|piece| piece.unpacked).map(|figure| figure.value);
    assert_eq!(unpacked, Some(222_073));
}

/// An image that is there to be compared with is compared with something.
#[test]
fn everything_for_comparison_is_compared() {
    let services = RUNTIMES.iter().flat_map(|row| {
        let on = Answers::default().with(row.runtime);
        [Linking::Static, Linking::Glibc].map(|linking| on.with(linking).service())
    });
    let images: Vec<_> = services.flat_map(|service| compared(&service)).collect();
    for image in &images {
        assert_eq!(image.version_of, None, "src/model/costs/compared.rs: {} is a version: name {}", image.id, image.role());
    }
    let compared: HashSet<&str> = images.iter().map(|image| image.id).collect();
    for image in IMAGES.iter().filter(|image| image.for_comparison) {
        assert!(compared.contains(image.id), "{}, {}: add it to src/model/costs/compared.rs", image.file, image.id);
    }
    assert!(flavour::all().all(|row| facts::image(row.image).is_some_and(|image| !image.for_comparison)));
}

#[test]
fn what_ends_within_six_months_is_warned_of_in_the_comparison() {
    let (_, sizes) = of(Answers::default().with(Runtime::Node), &Load::default(), Scale::Compressed);
    let slim = row(&sizes, facts::image("node-slim").expect("it is there").reference).thing;
    let first_end = facts::image("node-slim").and_then(|image| image.first_end()).expect("it has an end").0;
    assert_eq!(slim.warning(CHECKED), None);
    assert_eq!(slim.warning(Date::from_days(first_end.days() - 184)), None);
    for (days, words) in [(-183, "for another 183 days"), (0, "for another 0 days"), (1, "1 day ago")] {
        let said = slim.warning(Date::from_days(first_end.days() + days)).unwrap_or_default();
        assert!(said.contains(words) && said.contains(&first_end.to_string()), "{days}: {said}");
    }
}
