//! What lies in the image and what is found inside, beside the full image: one
//! picture for a slide, and the same for a narrow screen.
//!
//! Heights are to scale within a panel; compressed and unpacked have a panel
//! each. What nobody knows is drawn as a box of dots, with the words.

use super::drawing::{Drawing, Tone, Type, cut, leading, wrapped};
use super::{runtime, title};
use crate::decision::Decision;
use crate::facts::{self, Bytes, Image, Method, Presence};
use crate::model::Family;
use crate::model::costs::costs;
use crate::model::label::Share;
use crate::model::layers::{Kind, Layer, layers, size, stands_on};
use crate::model::sizes::Scale;
use crate::runbook::{Effect, Impact};

const NOT_KNOWN: &str = "not known";

/// For what the picture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// 1280 × 720: a slide, or a laptop.
    Slide,
    /// As wide as a phone.
    Phone,
}

/// Sizes of type and of towers.
struct Look {
    width: usize,
    margin: usize,
    head: Type,
    text: Type,
    small: Type,
    tower: usize,
}

const SLIDE: Look =
    Look { width: 1280, margin: 40, head: Type::of(30).bold(), text: Type::of(17), small: Type::of(15).tone(Tone::Quiet), tower: 48 };
const PHONE: Look =
    Look { width: 390, margin: 14, head: Type::of(19).bold(), text: Type::of(14), small: Type::of(12).tone(Tone::Quiet), tower: 40 };

/// An image with all that is drawn of it.
struct Side {
    family: Family,
    image: &'static Image,
    night: &'static str,
    impacts: Vec<Impact>,
}

impl Side {
    fn of(decision: &Decision, family: Family) -> Side {
        let costs = costs(&decision.verdict, &decision.images, family);
        Side { family, image: costs.image, night: costs.night.short, impacts: decision.on(family).impact() }
    }

    /// What happens when somebody does that; none where nobody does it to this service.
    fn effect(&self, verb: &str) -> Option<Effect> {
        self.impacts.iter().find(|impact| impact.verb == verb).map(|impact| impact.effect)
    }
}

/// The base that is shown, and the full image where that is another.
fn sides(decision: &Decision) -> Vec<Side> {
    let mut all = vec![Side::of(decision, decision.base)];
    if decision.images.get(decision.base).id != decision.images.get(Family::Full).id {
        all.push(Side::of(decision, Family::Full));
    }
    all
}

/// The images whose figures are drawn: where their sources are.
pub fn sources(decision: &Decision) -> Vec<&'static Image> {
    let mut all: Vec<&'static Image> = Vec::new();
    for family in [decision.base, Family::Full] {
        let image = decision.images.get(family);
        for image in [Some(image), stands_on(image)].into_iter().flatten() {
            if all.iter().all(|known| known.id != image.id) {
                all.push(image);
            }
        }
    }
    all
}

/// The picture as SVG.
pub fn svg(decision: &Decision, shape: Shape) -> String {
    drawn(decision, &sides(decision), shape)
}

/// The picture for a slide and for a phone, looked up once.
pub fn both(decision: &Decision) -> (String, String) {
    let sides = sides(decision);
    (drawn(decision, &sides, Shape::Slide), drawn(decision, &sides, Shape::Phone))
}

fn drawn(decision: &Decision, sides: &[Side], shape: Shape) -> String {
    let look = if shape == Shape::Slide { SLIDE } else { PHONE };
    let inner = look.width - 2 * look.margin;
    let mut out = Drawing::default();
    let name = format!("What is in the image: {}", title(decision));
    let first = look.margin + look.head.size / 2;
    let mut y = match shape {
        // One line, however long the name of the service is.
        Shape::Slide => out.lines(look.margin, first, usize::MAX / 100, look.head, &cut(&name, look.head.fits(inner))),
        Shape::Phone => out.lines(look.margin, first, inner, look.head, &name),
    };
    let beside = match sides {
        [own, full] => format!("{} beside the full image, {}", own.image.reference, full.image.reference),
        _ => format!("{}, which is the full image", sides[0].image.reference),
    };
    y = out.lines(look.margin, y, inner, look.text.tone(Tone::Quiet), &beside);
    let end = match shape {
        Shape::Slide => {
            for (at, scale) in Scale::ALL.into_iter().enumerate() {
                tower_panel(&mut out, &look, decision, sides, scale, (look.margin + at * 410, y + 22), (390, 646 - y));
            }
            found(&mut out, &look, sides, (look.margin + 830, y + 22), 370);
            690
        }
        Shape::Phone => {
            for scale in Scale::ALL {
                tower_panel(&mut out, &look, decision, sides, scale, (look.margin, y + 16), (inner, 390));
                y += 418;
            }
            found(&mut out, &look, sides, (look.margin, y + 16), inner) + 20
        }
    };
    let below = out.lines(look.margin, end, inner, look.small, &foot(decision));
    let height = if shape == Shape::Slide { 720 } else { below };
    out.svg(look.width, height, &name, &words(decision, sides))
}

fn foot(decision: &Decision) -> String {
    let ids: Vec<&str> = sources(decision).iter().map(|image| image.id).collect();
    format!(
        "linux/amd64; 1 MB is a million bytes. Dashed: your program with its dependencies; its size is assumed, not measured. Sources: {} in the \
         catalogue of Container Diet, facts of {}.",
        ids.join(", "),
        facts::as_of()
    )
}

/// What a layer is called, in so many letters.
fn called(layer: &Layer, side: &Side, decision: &Decision, most: usize) -> String {
    match (layer.kind, layer.image) {
        (Kind::System, Some(image)) => {
            // Without registry and folder, and where that is too long without tag.
            let name = image.reference.rsplit('/').next().unwrap_or_default();
            let short = name.split(':').next().unwrap_or_default();
            if name.chars().count() <= most { name.into() } else { cut(short, most) }
        }
        (Kind::Runtime, _) if side.family == Family::Full => format!("{} and tools", runtime(decision)),
        (Kind::Runtime, _) => runtime(decision).into(),
        (Kind::Program, _) => "Your program".into(),
        _ => "Base image".into(),
    }
}

/// How much a layer is, in words.
fn amount(layer: &Layer) -> String {
    // Its dashes say that it is assumed.
    layer.bytes.map_or(NOT_KNOWN.into(), |bytes| Bytes(bytes).to_string())
}

/// How much of the full image an image is.
fn share(decision: &Decision, side: &Side, scale: Scale) -> Option<Share> {
    let full = size(decision.images.get(Family::Full), scale)?;
    size(side.image, scale).filter(|_| side.family != Family::Full).and_then(|own| Share::of(own.value, full.value))
}

/// Images as towers of their layers, all to one scale.
fn tower_panel(
    out: &mut Drawing,
    look: &Look,
    decision: &Decision,
    sides: &[Side],
    scale: Scale,
    (x, y): (usize, usize),
    (width, height): (usize, usize),
) {
    /// How high what is not known is drawn.
    const UNKNOWN: usize = 70;
    out.text(x, y + look.text.size, look.text.bold(), &format!("{}: to scale", scale.label()));
    out.path(&[(x, 10 * (y + look.text.size + 10)), (x + width, 10 * (y + look.text.size + 10))], Tone::Rule);
    let lines = 4 * leading(look.text) + 8;
    let (top, bottom) = (y + 2 * look.text.size + 34, y + height - lines);
    let mut all: Vec<Vec<Layer>> = sides.iter().map(|side| layers(side.image, &decision.verdict.service, scale)).collect();
    if sides.iter().all(|side| size(side.image, scale).is_none()) {
        // A program alone would only seem to be to scale.
        all.iter_mut().for_each(|layers| layers.retain(|layer| layer.kind != Kind::Program));
    }
    let whole = |layers: &Vec<Layer>| layers.iter().filter_map(|layer| layer.bytes).sum::<u64>();
    let most = all.iter().map(whole).max().unwrap_or(0).max(1);
    // Room for what is not known, which has no scale.
    let room = 10 * (bottom - top) - if all.iter().flatten().any(|layer| layer.bytes.is_none()) { 10 * UNKNOWN } else { 0 };
    for (at, (side, layers)) in sides.iter().zip(&all).enumerate() {
        let left = x + at * width / 2;
        let mut floor = 10 * bottom;
        let mut below = 10 * (bottom + 10);
        let step = 10 * (leading(look.text) + leading(look.small) + 2);
        for layer in layers {
            let tone = match (layer.kind, layer.bytes) {
                (_, None) => Tone::Unknown,
                (Kind::System, _) => Tone::System,
                (Kind::Runtime, _) => Tone::Runtime,
                (Kind::Base, _) => Tone::Base,
                (Kind::Program, _) => Tone::Program,
            };
            let tenths = match layer.bytes {
                None => 10 * UNKNOWN,
                Some(bytes) => usize::try_from(bytes * room as u64 / most).unwrap_or(0),
            };
            let ceiling = floor - tenths;
            if tenths > 0 {
                out.tenths(left, ceiling, look.tower, tenths, tone);
            }
            // Beside its layer, but not over the words of the one below.
            let middle = (floor + ceiling) / 2;
            let word = middle.min(below - step);
            out.path(&[(left + look.tower, middle), (left + look.tower + 8, middle), (left + look.tower + 16, word)], Tone::Line);
            let beside = left + look.tower + 20;
            let most = look.small.fits(width / 2 - look.tower - 22);
            out.text(beside, word / 10 - 2, look.small, &called(layer, side, decision, most));
            out.text(beside, word / 10 - 2 + leading(look.text), look.text.bold(), &amount(layer));
            (floor, below) = (ceiling, word);
        }
        let line = |number: usize| bottom + 8 + number * leading(look.text);
        out.path(&[(left, 10 * bottom), (left + width / 2 - 14, 10 * bottom)], Tone::Line);
        let image = size(side.image, scale);
        let said = image.map_or(NOT_KNOWN.to_string(), |figure| figure.to_string());
        out.text(left, line(1), look.text.bold(), side.family.label());
        out.text(left, line(2), look.text.bold(), &said);
        if let Some(share) = share(decision, side, scale) {
            out.text(left, line(3), look.text, &format!("{share} of full"));
        }
        // What is so by definition is so on every day.
        let how = image.map(|figure| match figure.method {
            Method::Defined => figure.method.as_str().into(),
            method => format!("{} {}", method.as_str(), figure.date),
        });
        out.text(left, line(4), look.small, &how.unwrap_or_default());
    }
}

/// What is found: of whom, what, and the words for each side.
type Row = (&'static str, fn(&Side) -> String);

/// What an attacker with code execution finds.
const ATTACKER: [Row; 5] = [
    ("Shell", |side| presence(side.image.shell())),
    ("Package manager", |side| presence(side.image.package_manager())),
    ("Interpreter", |side| presence(side.image.interpreter())),
    ("C library", |side| side.image.libc_name().into()),
    ("OS packages", |side| side.image.packages().map_or(NOT_KNOWN.into(), |figure| figure.to_string())),
];

/// What those on call do.
const ON_CALL: [Row; 5] = [
    ("Shell access", |side| side.night.into()),
    ("Exec a shell", |side| effect(side, "Exec a shell")),
    ("Copy files out", |side| effect(side, "Copy files out")),
    ("curl health check", |side| effect(side, "curl health checks")),
    ("Heap or thread dump", |side| effect(side, "Heap or thread dump")),
];

fn presence(what: Presence) -> String {
    match what {
        Presence::NotKnown => NOT_KNOWN,
        Presence::Absent => "none",
        Presence::Present(name) => name,
    }
    .into()
}

fn effect(side: &Side, verb: &str) -> String {
    match side.effect(verb) {
        None => "–".into(),
        Some(Effect::Works) => "✓ works".into(),
        Some(Effect::Differs) => "≈ differs".into(),
        Some(Effect::Breaks) => "✗ breaks".into(),
    }
}

/// The tables of what is found; gives where they end.
fn found(out: &mut Drawing, look: &Look, sides: &[Side], (x, y): (usize, usize), width: usize) -> usize {
    let names = width * 38 / 100;
    let column = (width - names) / 2;
    let mut at = y + look.text.size;
    for (title, rows) in [("What an attacker finds", &ATTACKER[..]), ("What on-call finds", &ON_CALL[..])] {
        out.text(x, at, look.text.bold(), title);
        out.path(&[(x, 10 * (at + 10)), (x + width, 10 * (at + 10))], Tone::Rule);
        at += 10 + leading(look.text);
        for (place, side) in sides.iter().enumerate() {
            out.text(x + names + place * column, at, look.small, side.family.label());
        }
        at += 8;
        for (name, say) in rows {
            let mut end = at + leading(look.text);
            for (line, words) in wrapped(name, look.small.fits(names - 6)).iter().enumerate() {
                out.text(x, at + leading(look.text) + line * leading(look.small), look.small, words);
                end = end.max(at + leading(look.text) + line * leading(look.small));
            }
            for (place, side) in sides.iter().enumerate() {
                let words = say(side);
                let how = look.text.tone(if words.starts_with('✗') { Tone::Warn } else { Tone::Ink });
                for (line, words) in wrapped(&words, how.fits(column - 6)).iter().enumerate() {
                    let y = at + leading(how) + line * leading(how);
                    out.text(x + names + place * column, y, how, words);
                    end = end.max(y);
                }
            }
            at = end + 6;
            out.path(&[(x, 10 * at), (x + width, 10 * at)], Tone::Line);
        }
        at += 16 + look.text.size;
    }
    at
}

/// The picture in words.
fn words(decision: &Decision, sides: &[Side]) -> String {
    let mut out = Vec::new();
    for side in sides {
        for scale in Scale::ALL {
            let parts: Vec<String> = layers(side.image, &decision.verdict.service, scale)
                .iter()
                .map(|layer| {
                    let assumed = if layer.kind == Kind::Program { " (assumed)" } else { "" };
                    format!("{} {}{assumed}", called(layer, side, decision, usize::MAX), amount(layer))
                })
                .collect();
            out.push(format!("{}, {}: {}.", side.family.label(), scale.label().to_ascii_lowercase(), parts.join(", ")));
        }
    }
    for (title, rows) in [("An attacker finds", &ATTACKER[..]), ("On-call finds", &ON_CALL[..])] {
        for side in sides {
            let parts: Vec<String> = rows.iter().map(|(name, say)| format!("{}: {}", name.to_ascii_lowercase(), say(side))).collect();
            out.push(format!("{title} in {}: {}.", side.family.label(), parts.join("; ")));
        }
    }
    out.join(" ")
}
