//! The file as it is shown: its blocks, each with a number that it keeps.

use crate::dockerfile::changes::{kept, sentence};
use crate::dockerfile::{Block, Cause, Output};
use crate::model::QuestionId;

/// A block on the page. It keeps its number while it stays the same.
#[derive(Clone, PartialEq)]
pub struct Row {
    pub number: usize,
    pub block: Block,
    pub is_new: bool,
}

/// The file as it is shown.
#[derive(Clone, Default, PartialEq)]
pub struct Rows {
    pub rows: Vec<Row>,
    /// The number of the next block that is new.
    pub next: usize,
    /// What the last change made new.
    pub news: String,
}

/// What the visitor asks about.
#[derive(Clone, Copy, Default, PartialEq)]
pub struct Asked {
    /// The block that was pointed at last.
    pub block: Option<usize>,
    /// The question whose blocks are shown.
    pub question: Option<QuestionId>,
}

impl Rows {
    /// The rows of a file that takes the place of another.
    pub fn after(before: Option<&Rows>, output: &Output) -> Rows {
        let blocks = output.blocks();
        let mut next = before.map_or(0, |rows| rows.next);
        let old: Vec<Block> = before.map(|rows| rows.rows.iter().map(|row| row.block.clone()).collect()).unwrap_or_default();
        let (kept, is_first) = (kept(&old, &blocks), old.is_empty());
        let news = if is_first { String::new() } else { sentence(&old, &blocks) };
        let row = |(block, was): (Block, Option<usize>)| {
            let same = was.filter(|was| old[*was].text == block.text).and_then(|was| Some(before?.rows[was].number));
            let number = same.unwrap_or_else(|| {
                next += 1;
                next
            });
            Row { number, block, is_new: !is_first && was.is_none() }
        };
        let rows = blocks.into_iter().zip(kept).map(row).collect();
        Rows { rows, next, news }
    }

    pub fn find(&self, number: usize) -> Option<&Row> {
        self.rows.iter().find(|row| row.number == number)
    }

    /// The block that the Tab key leads to: the one asked about, or the first.
    pub fn here(&self, asked: Asked) -> Option<usize> {
        asked.block.filter(|number| self.find(*number).is_some()).or(self.rows.first().map(|row| row.number))
    }

    /// What an answer put into the file.
    pub fn of(&self, question: QuestionId) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(move |row| row.asked(question))
    }
}

impl Row {
    pub fn asked(&self, question: QuestionId) -> bool {
        self.block.why.is_some_and(|why| why.cause == Cause::Answer(question))
    }
}
