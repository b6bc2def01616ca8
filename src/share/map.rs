//! The map of the decision, as a picture and as a table in Markdown.

use super::drawing::{Drawing, Tone, Type, cut, leading, wrapped};
use super::markdown::escaped;
use super::service;
use crate::decision::map::{Cell, FAR_AHEAD, short};
use crate::decision::{Decision, Map};
use crate::facts;
use crate::model::Family;

/// How wide the picture is; a slide holds it.
const WIDTH: usize = 1280;
const MARGIN: usize = 40;
/// How wide the names of the rows are.
const NAMES: usize = 250;
const HEAD: Type = Type::of(30).bold();
const TEXT: Type = Type::of(18);
const NAME: Type = Type::of(20).bold();

/// The map as SVG, by the axes that the visitor chose, or by those that are suggested.
pub fn svg(decision: &Decision) -> String {
    let map = Map::of(&decision.state, &decision.verdict);
    let mut out = Drawing::default();
    out.text(MARGIN, 56, HEAD, &cut(&format!("Which base wins where, for {}", service(decision)), HEAD.fits(WIDTH - 2 * MARGIN)));
    out.text(MARGIN, 86, TEXT.tone(Tone::Quiet), &map.summary());
    let columns = usize::from(map.columns());
    let width = ((WIDTH - 2 * MARGIN - NAMES) / columns).min(440);
    let height = if map.is_narrow() { 26 } else { 78 };
    let left = MARGIN + NAMES;
    let x = |column: u8| left + usize::from(column) * width;
    // What the columns vary, and what each of them is.
    out.text(left, 128, TEXT.bold(), &map.axes.across().label());
    let heads: Vec<Vec<String>> = map.across.iter().map(|value| wrapped(value, TEXT.fits(width - 6))).collect();
    let lines = heads.iter().map(Vec::len).max().unwrap_or(1);
    for (column, head) in (0..map.columns()).zip(&heads) {
        for (line, text) in head.iter().enumerate() {
            out.text(x(column), 154 + line * leading(TEXT), TEXT, text);
        }
    }
    let asked = out.lines(MARGIN, 128, NAMES - 16, TEXT.bold(), &map.axes.down().label());
    let top = asked.max(154 + lines * leading(TEXT)) - 6;
    for row in 0..map.rows() {
        let y = top + usize::from(row) * height;
        let name = wrapped(map.down.get(usize::from(row)).map_or("", String::as_str), TEXT.fits(NAMES - 16));
        let middle = y + height / 2 + 6 - (name.len() - 1) * leading(TEXT) / 2;
        for (line, text) in name.iter().enumerate() {
            out.text(MARGIN, middle + line * leading(TEXT), TEXT, text);
        }
        for column in 0..map.columns() {
            if let Some(cell) = map.at((column, row)) {
                draw(&mut out, &map, cell, (x(column), y), (width, height));
            }
        }
    }
    // Above all others.
    if let Some((column, row)) = map.here {
        let (x, y) = (x(column), top + usize::from(row) * height);
        out.area(x + 1, y + 1, width - 6, height - 4, Tone::Here);
        if !map.is_narrow() {
            out.text(x + 12, y + height - 10, Type::of(15).bold(), "you are here");
        }
    }
    let below = top + usize::from(map.rows()) * height + 26;
    let letters = Family::ALL.map(|family| format!("{} {}", short(family), family.label())).join(", ");
    let letters = if map.is_narrow() { format!(" {letters}.") } else { String::new() };
    let foot = format!(
        "Numbers are points of 100 ahead of the next base. Dashed: a close call. Framed: {FAR_AHEAD} points or more ahead; heavily framed: the only \
         base left. All other answers stay as they are.{letters} Container Diet, facts of {}.",
        facts::as_of()
    );
    let end = out.lines(MARGIN, below, WIDTH - 2 * MARGIN, Type::of(15).tone(Tone::Quiet), &foot);
    let name = format!("Map of the decision: {} and {}", map.axes.across().label(), map.axes.down().label());
    out.svg(WIDTH, end + 10, &name, &map.summary())
}

fn draw(out: &mut Drawing, map: &Map, cell: &Cell, (x, y): (usize, usize), (width, height): (usize, usize)) {
    let (wide, high) = (width - 4, height - 2);
    out.area(x, y, wide, high, Tone::Won(cell.look.winner));
    out.area(x + 2, y + 2, wide.saturating_sub(4), high.saturating_sub(4), Tone::Held(cell.hold()));
    if map.is_narrow() {
        out.text(x + wide / 2, y + 18, Type::of(14).bold().middle().tone(Tone::Cell), &cell.short_name());
    } else {
        out.text(x + 12, y + 28, NAME.tone(Tone::Cell), &cell.name());
        let mark = if cell.is_unasked() { " *" } else { "" };
        out.text(x + 12, y + 50, Type::of(17).tone(Tone::Cell), &(cell.lead() + mark));
    }
}

/// The map as a table, with what it shows in a sentence.
pub fn markdown(decision: &Decision) -> String {
    let map = Map::of(&decision.state, &decision.verdict);
    let mut out = format!("{} Columns: {} Rows: {}\n\n|", map.summary(), map.axes.across().label(), map.axes.down().label());
    map.across.iter().for_each(|value| out += &format!(" | {}", escaped(value)));
    out += &format!(" |\n| ---{} |\n", " | ---".repeat(map.across.len()));
    for (row, value) in (0..map.rows()).zip(&map.down) {
        out += &format!("| **{}**", escaped(value));
        for column in 0..map.columns() {
            let here = if map.here == Some((column, row)) { " (here)" } else { "" };
            let said = map.at((column, row)).map(|cell| format!("{}, {}", cell.name(), cell.lead())).unwrap_or_default();
            out += &format!(" | {said}{here}");
        }
        out += " |\n";
    }
    out
}
