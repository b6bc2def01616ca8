//! What lies in an image, drawn to scale, and the map of the decision as a picture.

use container_diet::decision::{Axes, Axis, Decision, Map, State};
use container_diet::facts::{self, IMAGES};
use container_diet::model::Family;
use container_diet::model::layers::{Kind, layers, stands_on};
use container_diet::model::sizes::Scale;
use container_diet::share::{map, picture};

use super::{state, states};
use crate::states::decided;

/// The base of a link and its layers from below, in bytes, with the program on top.
#[track_caller]
fn check(link: &str, scale: Scale, expected: &[(Kind, Option<u64>)]) {
    let decision = decided(&state(link));
    let image = decision.images.get(decision.base);
    let all: Vec<(Kind, Option<u64>)> =
        layers(image, &decision.verdict.service, scale).iter().map(|layer| (layer.kind, layer.bytes)).collect();
    assert_eq!(all, expected, "{link}: {}", image.reference);
}

#[test]
fn layers_are_what_the_facts_know() {
    let bytes = |id: &str| facts::image(id).and_then(|image| image.compressed()).expect("it is known").value;
    let unpacked = |id: &str| facts::image(id).and_then(|image| image.unpacked()).expect("it is known").value;
    let app = |megabytes: u64| (Kind::Program, Some(megabytes * 1_000_000));
    let split = |below: u64, whole: u64| [(Kind::System, Some(below)), (Kind::Runtime, Some(whole - below))];
    for (link, scale, expected, program) in [
        ("run=python&base=slim", Scale::Compressed, &split(bytes("debian-slim"), bytes("python-slim"))[..], 20),
        ("run=python&base=slim", Scale::Unpacked, &split(unpacked("debian-slim"), unpacked("python-slim")), 70),
        ("run=node&base=distroless", Scale::Compressed, &split(bytes("distroless-cc"), bytes("distroless-nodejs")), 15),
        ("run=go&base=full", Scale::Compressed, &split(bytes("debian"), bytes("golang")), 6),
        // Beside a binary nothing of a language is inside.
        ("run=go&base=alpine", Scale::Compressed, &[(Kind::Base, Some(bytes("alpine")))], 6),
        ("run=go&base=scratch", Scale::Compressed, &[(Kind::Base, Some(0))], 6),
        // Nobody published it, or measured it.
        ("run=dotnet&base=slim", Scale::Compressed, &[(Kind::Base, None)], 10),
        ("run=java&base=slim", Scale::Unpacked, &[(Kind::Base, None)], 45),
    ] {
        let expected: Vec<(Kind, Option<u64>)> = expected.iter().copied().chain([app(program)]).collect();
        check(link, scale, &expected);
    }
}

#[test]
fn what_an_image_stands_on_is_of_its_release_and_smaller() {
    let mut found = 0;
    for image in IMAGES.iter() {
        let Some(system) = stands_on(image) else { continue };
        found += 1;
        assert_eq!(image.release, system.release, "{}", image.id);
        for (whole, below) in
            [(image.compressed(), system.compressed()), (image.unpacked(), system.unpacked()), (image.packages(), system.packages())]
        {
            assert!(whole.zip(below).is_none_or(|(whole, below)| whole.value >= below.value), "{} on {}", image.id, system.id);
        }
    }
    assert!(found > 20, "{found}");
}

/// The boxes of each panel that are to scale: where they stand, and how high they are in tenths.
fn boxes(svg: &str) -> Vec<(u64, f64)> {
    let document = roxmltree::Document::parse(svg).unwrap_or_else(|error| panic!("{error}: {svg}"));
    let scaled = ["p-system", "p-runtime", "p-base", "p-program"];
    document
        .descendants()
        .filter(|node| node.attribute("class").is_some_and(|class| scaled.contains(&class)))
        .map(|node| {
            let number = |name: &str| node.attribute(name).and_then(|text| text.parse::<f64>().ok()).expect("a number");
            (number("x") as u64, number("height"))
        })
        .collect()
}

#[test]
fn boxes_are_to_scale() {
    for link in ["run=python&base=slim", "run=go&base=alpine", "run=node&base=distroless", "run=rust&base=scratch"] {
        let decision = decided(&state(link));
        let (slide, phone) = picture::both(&decision);
        for svg in [slide, phone] {
            let expected: Vec<Vec<u64>> = Scale::ALL
                .iter()
                .map(|scale| {
                    let sides =
                        [decision.base, Family::Full].map(|family| layers(decision.images.get(family), &decision.verdict.service, *scale));
                    let all = sides.iter().flatten();
                    // Where no image is known, no program is drawn: it would only seem to be to scale.
                    let is_drawn = all.clone().any(|layer| layer.kind != Kind::Program && layer.bytes.is_some());
                    all.filter(|_| is_drawn).filter_map(|layer| layer.bytes).filter(|bytes| *bytes > 0).collect()
                })
                .collect();
            let drawn = boxes(&svg);
            let (first, second) = drawn.split_at(expected[0].len().min(drawn.len()));
            for (drawn, bytes) in [(first, &expected[0]), (second, &expected[1])] {
                if bytes.is_empty() {
                    continue;
                }
                let (most, highest) =
                    (*bytes.iter().max().expect("some") as f64, drawn.iter().map(|(_, height)| *height).fold(0.0, f64::max));
                assert!(highest > 60.0, "{link}: {drawn:?}");
                for ((_, height), bytes) in drawn.iter().zip(bytes) {
                    let wanted = *bytes as f64 / most * highest;
                    assert!((height - wanted).abs() < 0.3, "{link}: {bytes} bytes are {height} high, not {wanted}");
                }
            }
        }
    }
}

#[test]
fn pictures_stand_alone_and_say_what_is_not_known() {
    for (at, state) in states().enumerate() {
        let decision = decided(&state);
        let (slide, phone) = picture::both(&decision);
        let all = [slide, phone, map::svg(&decision)];
        for svg in all.iter().take(if at % 3 == 0 { 3 } else { 2 }) {
            let document = roxmltree::Document::parse(svg).unwrap_or_else(|error| panic!("{error}: {svg}"));
            for foreign in ["<script", "<style", " style=", "href", "https://", "url(", "<foreignObject", " id="] {
                assert!(!svg.replace("http://www.w3.org/2000/svg", "").contains(foreign), "{foreign} in {svg}");
            }
            let root = document.root_element();
            assert!(root.attribute("aria-label").is_some_and(|label| !label.is_empty()) && root.attribute("role") == Some("img"));
            let inside = |name: &str, most: f64| {
                document
                    .descendants()
                    .filter_map(|node| node.attribute(name)?.parse::<f64>().ok())
                    .all(|value| (0.0..=most).contains(&value))
            };
            let size = |name: &str| root.attribute(name).and_then(|text| text.parse().ok()).expect("a number");
            assert!(inside("x", size("width")) && inside("y", size("height")), "{svg}");
        }
        let is_unknown = [decision.base, Family::Full]
            .map(|family| decision.images.get(family))
            .iter()
            .any(|image| image.compressed().is_none() || image.unpacked().is_none());
        assert_eq!(all[0].contains("p-unknown"), is_unknown, "{}", all[0]);
        assert!(!is_unknown || all[0].contains(">not known<"), "{}", all[0]);
        // A slide has the form of one.
        assert!(all[0].starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1280\" height=\"720\""), "{}", &all[0][..120]);
    }
}

#[test]
fn the_map_as_a_table_has_a_line_for_each_row_and_says_where_one_is() {
    let all: Vec<Axis> = Axis::all().collect();
    for (at, state) in states().take(60).enumerate() {
        let state = State { map: Axes::new(all[at % all.len()], all[(at * 3 + 1) % all.len()]), ..state };
        let (map_of, text) = (Map::of(&state, &state.verdict()), map::markdown(&Decision::new(state.clone(), facts::as_of())));
        let lines: Vec<&str> = text.lines().filter(|line| line.starts_with('|')).collect();
        assert_eq!(lines.len(), usize::from(map_of.rows()) + 2, "{text}");
        assert!(lines.iter().all(|line| line.matches('|').count() == usize::from(map_of.columns()) + 2), "{text}");
        assert_eq!(text.matches(" (here)").count(), usize::from(map_of.here.is_some()), "{text}");
        assert!(text.starts_with(&map_of.summary()), "{text}");
    }
}
