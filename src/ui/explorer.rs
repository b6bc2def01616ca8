//! The explorer: the questions and their answer, all that the first view needs,
//! and in [`rest`] what follows at once.
//!
//! The build makes the same views into HTML, so that they are read before this
//! runs, and are taken up then: see `src/ui/prerender.rs`.

mod bar;
mod bases;
mod flips;
mod followed;
mod holder;
mod label;
mod marked;
mod publishers;
mod questions;
pub mod rest;
mod shortcuts;
mod steps;
mod unasked;
mod verdict;

use leptos::prelude::*;

use super::browser;
pub use holder::{Explorer, Preferences};
pub use questions::QUESTIONS_PLACE;

/// What comes first in the middle of the page.
pub const ANSWER: &str = "answer";

/// The questions with the answers to choose from.
pub fn questions(explorer: Explorer) -> impl IntoView {
    view! { <questions::Questions explorer/> }
}

/// The verdict.
pub fn answer(explorer: Explorer) -> impl IntoView {
    view! { <verdict::Verdict explorer/> }
}

/// Puts the first view into the page.
pub fn start() -> Explorer {
    browser::begin();
    let explorer = Explorer::untouched();
    // With a link the answers are those of the link.
    let chosen = if browser::fragment().is_empty() { browser::chosen(QUESTIONS_PLACE) } else { Vec::new() };
    browser::show(QUESTIONS_PLACE, true, move || questions(explorer));
    browser::show(ANSWER, true, move || answer(explorer));
    explorer.take_over(chosen);
    explorer
}
