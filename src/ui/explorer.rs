//! The explorer: the questions and the verdict, all that the first view needs.
//!
//! The build makes the same views into HTML, so that they are read before this
//! runs: see `src/ui/prerender.rs`.

mod bar;
mod flips;
mod holder;
mod label;
mod marked;
mod questions;
mod shortcuts;
mod verdict;

use leptos::prelude::*;

use super::browser::{self, Topic};
use crate::link;
use holder::tell;
pub use holder::{Explorer, Preferences};

/// The places of the page.
pub const BAR: &str = "bar";
/// In which answers may be chosen before this runs.
pub const QUESTIONS_PLACE: &str = "questions";
/// The middle of the page.
pub const VERDICT: &str = "verdict";

/// What stands above all.
pub fn bar(explorer: Explorer, preferences: Preferences, in_frame: bool) -> impl IntoView {
    view! { <bar::Bar explorer preferences in_frame/> }
}

/// The questions with the answers to choose from.
pub fn questions(explorer: Explorer) -> impl IntoView {
    view! { <questions::Questions explorer/> }
}

/// The verdict and what would change it.
pub fn verdict(explorer: Explorer) -> impl IntoView {
    view! { <verdict::Verdict explorer/> }
}

/// Puts the explorer into the page. Called once, from `main`.
pub fn start() {
    browser::begin();
    let fragment = browser::fragment();
    let explorer = Explorer::open(browser::base_url(), &fragment, browser::today());
    let page = explorer.page;
    if fragment.is_empty() {
        explorer.take_over(browser::chosen(QUESTIONS_PLACE));
    }
    let preferences = Preferences {
        theme: browser::preference(bar::THEME).unwrap_or_default(),
        single_keys: browser::preference(shortcuts::SINGLE_KEYS).is_none_or(|value| value != shortcuts::OFF),
    };
    browser::mount(BAR, move || bar(explorer, preferences, browser::in_frame()));
    browser::mount(QUESTIONS_PLACE, move || questions(explorer));
    browser::mount(VERDICT, move || verdict(explorer));
    if explorer.is_quiet {
        browser::show_all_but_file();
    }
    browser::write_before_leaving();
    browser::on_fragment_change(move |fragment| match fragment.is_empty() || link::is_ours(&fragment) {
        true => explorer.follow(&fragment),
        // A place in the page was gone to; the link stays in the address.
        false => browser::write_fragment(&page.link()),
    });
    browser::on_told(Topic::Ask, move |_| {
        browser::tell(Topic::Opened, &explorer.opened.get_value());
        tell(page);
    });
    browser::on_told(Topic::Change, move |link| explorer.show(link::read(&link).state));
    let pass = move |link: &str| {
        page.show(link::read(link).state);
        tell(page);
    };
    browser::on_told(Topic::Passing, move |link| pass(&link));
    browser::on_told(Topic::Typed, move |link| {
        pass(&link);
        browser::write_fragment(&link);
    });
    browser::on_key(shortcuts::press);
}
