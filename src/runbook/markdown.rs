//! Markdown, written piece by piece; each statement leaves its evidence behind,
//! and the list of it ends the document.

use crate::facts;

/// A document in the making.
#[derive(Debug, Default)]
pub struct Guide {
    text: String,
    keys: Vec<&'static str>,
}

impl Guide {
    /// A document with that title.
    pub fn new(title: &str) -> Guide {
        Guide { text: format!("# {title}\n"), keys: Vec::new() }
    }

    /// A heading of the second level.
    pub fn heading(&mut self, text: &str) {
        self.text += &format!("\n## {text}\n");
    }

    /// A paragraph and what it stands on.
    pub fn says(&mut self, text: &str, evidence: &[&'static str]) {
        let cited = self.cite(evidence);
        self.text += &format!("\n{text}{cited}\n");
    }

    /// A block to paste.
    pub fn code(&mut self, language: &str, text: &str) {
        self.text += &format!("\n```{language}\n{}\n```\n", text.trim_end());
    }

    /// A list, each item with what it stands on.
    pub fn list<'a>(&mut self, items: impl IntoIterator<Item = (&'a str, &'a [&'static str])>) {
        self.text.push('\n');
        for (item, evidence) in items {
            let cited = self.cite(evidence);
            self.text += &format!("- {item}{cited}\n");
        }
    }

    /// A table; bars inside a cell are written as entities.
    pub fn table<const N: usize>(&mut self, head: [&str; N], rows: impl IntoIterator<Item = ([String; N], &'static [&'static str])>) {
        let line = |cells: &[String; N]| format!("| {} |\n", cells.join(" | "));
        self.text += &format!("\n{}|{}\n", line(&head.map(String::from)), " --- |".repeat(N));
        for (mut cells, evidence) in rows {
            cells.iter_mut().for_each(|cell| *cell = cell.replace('|', "&#124;"));
            cells[N - 1] += &self.cite(evidence);
            self.text += &line(&cells);
        }
    }

    /// Remembers the evidence and cites it by its number in the list at the end.
    fn cite(&mut self, evidence: &[&'static str]) -> String {
        let numbers: Vec<String> = evidence.iter().map(|key| self.number(key).to_string()).collect();
        if numbers.is_empty() { String::new() } else { format!(" [{}]", numbers.join(", ")) }
    }

    /// The number of a piece of evidence, by when it was first cited.
    fn number(&mut self, key: &'static str) -> usize {
        let at = self.keys.iter().position(|known| *known == key).unwrap_or_else(|| {
            self.keys.push(key);
            self.keys.len() - 1
        });
        at + 1
    }

    /// The document, with what it stands on at its end.
    pub fn finish(mut self) -> String {
        self.heading("Sources");
        self.text.push('\n');
        for (at, key) in self.keys.iter().enumerate() {
            if let Some(row) = facts::evidence(key) {
                self.text += &format!("{}. {}: {} ({}; {}; {})\n", at + 1, row.title, row.claim, row.source, row.date, row.standing);
            }
        }
        self.text
    }
}
