//! The label of a base as a card, for a page that wants no frame.

use super::Export;
use super::drawing::{cut, wrapped, xml};
use super::markdown::escaped;
use crate::facts;
use crate::model::explain::readout;
use crate::model::label::{ROWS, label};

/// How wide a line of text may be, in letters of the card's type.
const LINE: usize = 58;

/// A picture: SVG without scripts, styles of its own or anything from elsewhere.
/// It follows neither theme: paper and ink, readable on both.
pub fn svg(export: &Export<'_>) -> String {
    let label = label(&export.decision.verdict, &export.decision.images, export.decision.base, export.decision.today);
    let mut readout = wrapped(&readout(&export.decision.verdict, &export.decision.images), LINE);
    readout.push(format!("Based on {}.", export.basis()));
    let rows = label.rows.iter().zip(ROWS);
    let top = 92 + 18 * readout.len();
    let height = top + 40 + 24 * ROWS.len() + 34;
    // Named without an id: two cards in one page would have the same.
    let title = xml(&format!("{}: {}", export.title(), label.image.reference));
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"480\" height=\"{height}\" viewBox=\"0 0 480 {height}\" role=\"img\" \
         aria-label=\"{title}\" font-family=\"system-ui, sans-serif\">\n<title>{title}</title>\n\
         <rect x=\"1\" y=\"1\" width=\"478\" height=\"{}\" fill=\"#fff\" stroke=\"#111\" stroke-width=\"2\"/>\n",
        height - 2,
    );
    let mut text = |x: usize, y: usize, size: usize, bold: bool, end: bool, words: &str| {
        let weight = if bold { " font-weight=\"700\"" } else { "" };
        let anchor = if end { " text-anchor=\"end\"" } else { "" };
        out += &format!("<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" fill=\"#111\"{weight}{anchor}>{}</text>\n", xml(words));
    };
    text(16, 34, 22, true, false, &cut(&export.title(), 38));
    text(16, 58, 14, false, false, label.image.reference);
    for (at, line) in readout.iter().enumerate() {
        text(16, 84 + 18 * at, 14, false, false, line);
    }
    text(16, top + 20, 13, true, false, "Base facts, one service");
    text(464, top + 20, 13, true, true, "% of full");
    for (at, (row, name)) in rows.enumerate() {
        let y = top + 46 + 24 * at;
        text(16, y, 14, true, false, name);
        text(380, y, 14, false, true, &row.amount);
        text(464, y, 14, false, true, &row.share.map_or(String::new(), |share| share.to_string()));
    }
    text(16, height - 14, 11, false, false, &format!("Container Diet, facts of {}. Full is {}.", facts::as_of(), label.full.reference));
    for at in 0..=ROWS.len() {
        let y = top + 28 + 24 * at;
        out += &format!("<path d=\"M16 {y}h448\" stroke=\"#111\" stroke-width=\"{}\"/>\n", if at == 0 { 5 } else { 1 });
    }
    out + "</svg>\n"
}

/// The same in words, for where no picture can stand.
pub fn markdown(export: &Export<'_>) -> String {
    let label = label(&export.decision.verdict, &export.decision.images, export.decision.base, export.decision.today);
    let mut out = format!(
        "**{}**: `{}`\n\n{} Based on {}.\n\n",
        escaped(&export.title()),
        label.image.reference,
        readout(&export.decision.verdict, &export.decision.images),
        export.basis()
    );
    out += "| Base facts | Amount | % of full |\n| --- | --- | --- |\n";
    for (row, name) in label.rows.iter().zip(ROWS) {
        out += &format!("| {name} | {} | {} |\n", row.amount, row.share.map_or_else(|| "–".into(), |share| share.to_string()));
    }
    out + &format!("\n[Open this decision]({}) · facts of {}\n", export.link, facts::as_of())
}
