//! Pictures as SVG: text, boxes and lines, each with a class and the colours of
//! paper, so that a picture stands alone and the page can colour it by its theme.
//!
//! No script, no style, no address and no id: a page may hold several.

use crate::decision::map::Hold;
use crate::model::Family;

/// What something is drawn as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Text that is read first.
    Ink,
    /// Text that is read later.
    Quiet,
    /// Text that warns.
    Warn,
    /// What everything stands on.
    Paper,
    /// The system below a runtime.
    System,
    /// A runtime with its tools.
    Runtime,
    /// A system and a runtime that are not told apart.
    Base,
    /// A program, whose size is assumed.
    Program,
    /// What is not known.
    Unknown,
    /// A thin line.
    Line,
    /// A heavy line.
    Rule,
    /// A box that stands out.
    Here,
    /// A cell of a map that a base wins.
    Won(Family),
    /// How firmly it does.
    Held(Hold),
    /// Text in such a cell, which has the same colour in all themes.
    Cell,
}

impl Tone {
    /// The class, and how it looks on paper.
    fn attributes(self) -> &'static str {
        match self {
            Tone::Ink => "class=\"p-ink\" fill=\"#1a201d\"",
            Tone::Quiet => "class=\"p-quiet\" fill=\"#525c57\"",
            Tone::Warn => "class=\"p-warn\" fill=\"#87370f\"",
            Tone::Paper => "class=\"p-paper\" fill=\"#fff\"",
            Tone::System => "class=\"p-system\" fill=\"#0a5a4c\"",
            Tone::Runtime => "class=\"p-runtime\" fill=\"#4f9d8b\"",
            Tone::Base => "class=\"p-base\" fill=\"#0a5a4c\"",
            Tone::Program => "class=\"p-program\" fill=\"#e3f0eb\" stroke=\"#0a5a4c\" stroke-width=\"1.5\" stroke-dasharray=\"4 3\"",
            Tone::Unknown => "class=\"p-unknown\" fill=\"none\" stroke=\"#525c57\" stroke-width=\"1.5\" stroke-dasharray=\"2 5\"",
            Tone::Line => "class=\"p-line\" fill=\"none\" stroke=\"#8a938e\" stroke-width=\"1\"",
            Tone::Rule => "class=\"p-rule\" fill=\"none\" stroke=\"#1a201d\" stroke-width=\"3\"",
            Tone::Won(Family::Full) => "class=\"p-cell\" fill=\"#e8a7b5\"",
            Tone::Won(Family::Slim) => "class=\"p-cell\" fill=\"#f3c77b\"",
            Tone::Won(Family::Alpine) => "class=\"p-cell\" fill=\"#8fc1e3\"",
            Tone::Won(Family::Distroless) => "class=\"p-cell\" fill=\"#9fd8a4\"",
            Tone::Won(Family::Scratch) => "class=\"p-cell\" fill=\"#c9b6ea\"",
            Tone::Held(Hold::Close) => "fill=\"none\" stroke=\"#10201a\" stroke-width=\"2\" stroke-dasharray=\"5 4\"",
            Tone::Held(Hold::Ahead) => "fill=\"none\"",
            Tone::Held(Hold::Far) => "fill=\"none\" stroke=\"#10201a\" stroke-width=\"2\"",
            Tone::Held(Hold::Only) => "fill=\"none\" stroke=\"#10201a\" stroke-width=\"5\"",
            Tone::Cell => "class=\"p-cell\" fill=\"#10201a\"",
            Tone::Here => "class=\"p-here\" fill=\"none\" stroke=\"#1a201d\" stroke-width=\"4\"",
        }
    }
}

/// How text is set.
#[derive(Clone, Copy, Debug)]
pub struct Type {
    /// How large, in units of the picture.
    pub size: usize,
    /// Whether it is heavy.
    pub bold: bool,
    /// What it is drawn as.
    pub tone: Tone,
    /// Whether it is centred.
    pub middle: bool,
}

impl Type {
    /// Ordinary text of a size.
    pub const fn of(size: usize) -> Type {
        Type { size, bold: false, tone: Tone::Ink, middle: false }
    }

    /// The same, heavy.
    pub const fn bold(self) -> Type {
        Type { bold: true, ..self }
    }

    /// The same, drawn otherwise.
    pub const fn tone(self, tone: Tone) -> Type {
        Type { tone, ..self }
    }

    /// The same, centred.
    pub const fn middle(self) -> Type {
        Type { middle: true, ..self }
    }

    /// How many letters fit into a width, at the width of an average one.
    pub const fn fits(self, width: usize) -> usize {
        width * 100 / (self.size * if self.bold { 68 } else { 63 })
    }
}

/// A picture in the making.
#[derive(Debug, Default)]
pub struct Drawing {
    body: String,
}

impl Drawing {
    /// A text that begins, or is centred, at a place on its line.
    pub fn text(&mut self, x: usize, y: usize, how: Type, words: &str) {
        let weight = if how.bold { " font-weight=\"700\"" } else { "" };
        let anchor = if how.middle { " text-anchor=\"middle\"" } else { "" };
        let (tone, size) = (how.tone.attributes(), how.size);
        self.body += &format!("<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" {tone}{weight}{anchor}>{}</text>\n", xml(words));
    }

    /// A text in lines of a width; gives the line after it.
    pub fn lines(&mut self, x: usize, y: usize, width: usize, how: Type, words: &str) -> usize {
        let all = wrapped(words, how.fits(width));
        for (at, line) in all.iter().enumerate() {
            self.text(x, y + at * leading(how), how, line);
        }
        y + all.len() * leading(how)
    }

    /// A box. Place and height are in tenths.
    pub fn tenths(&mut self, x: usize, y: usize, width: usize, height: usize, tone: Tone) {
        self.body +=
            &format!("<rect x=\"{x}\" y=\"{}\" width=\"{width}\" height=\"{}\" {}/>\n", decimal(y), decimal(height), tone.attributes());
    }

    /// A box in whole units.
    pub fn area(&mut self, x: usize, y: usize, width: usize, height: usize, tone: Tone) {
        self.tenths(x, y * 10, width, height * 10, tone);
    }

    /// A line through places, the heights in tenths.
    pub fn path(&mut self, places: &[(usize, usize)], tone: Tone) {
        let steps: Vec<String> = places.iter().map(|(x, y)| format!("{x} {}", decimal(*y))).collect();
        self.body += &format!("<path d=\"M{}\" {}/>\n", steps.join("L"), tone.attributes());
    }

    /// The picture, named and described for those who do not see it.
    pub fn svg(&self, width: usize, height: usize, name: &str, words: &str) -> String {
        let (name, words) = (xml(name), xml(words));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
             aria-label=\"{name}. {words}\" font-family=\"system-ui, sans-serif\">\n<title>{name}</title>\n<desc>{words}</desc>\n\
             <rect width=\"{width}\" height=\"{height}\" {}/>\n{}</svg>\n",
            Tone::Paper.attributes(),
            self.body
        )
    }
}

/// From a line of text to the next.
pub const fn leading(how: Type) -> usize {
    how.size * 13 / 10
}

fn decimal(tenths: usize) -> String {
    match tenths % 10 {
        0 => (tenths / 10).to_string(),
        part => format!("{}.{part}", tenths / 10),
    }
}

/// A text in lines of so many letters.
pub(super) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let line = lines.last_mut().expect("there is always a line");
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
            lines.push(word.into());
        } else {
            line.push_str(if line.is_empty() { "" } else { " " });
            line.push_str(word);
        }
    }
    lines
}

/// Text that is nothing but text in XML.
pub(super) fn xml(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// At most so many letters, the last of which says that there were more.
pub(super) fn cut(text: &str, most: usize) -> String {
    match text.chars().count() > most {
        true => text.chars().take(most - 1).chain(['…']).collect(),
        false => text.into(),
    }
}
