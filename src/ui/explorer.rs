//! The explorer: the questions and the verdict, all that the first view needs.
//!
//! It holds the state for the whole page, the address and the way back. The
//! build makes the same views into HTML, so that they are read before this
//! runs: see `src/prerender.rs`.

mod bar;
mod flips;
mod label;
mod marked;
mod questions;
mod shortcuts;
mod verdict;

use leptos::prelude::*;

use super::browser::{self, Topic};
use super::{Page, Step};
use crate::decision::{History, State};
use crate::facts::Date;
use crate::link;
use crate::model::QUESTIONS;

/// The places of the page.
pub const BAR: &str = "bar";
/// In which answers may be chosen before this runs.
pub const QUESTIONS_PLACE: &str = "questions";
/// The middle of the page.
pub const VERDICT: &str = "verdict";

/// What a visitor set for this browser. No link carries it.
#[derive(Clone, PartialEq, Eq)]
pub struct Preferences {
    /// The colours; empty is as the system has them.
    pub theme: String,
    /// Whether single keys do something.
    pub single_keys: bool,
}

impl Default for Preferences {
    fn default() -> Preferences {
        Preferences { theme: String::new(), single_keys: true }
    }
}

/// The explorer's own.
#[derive(Clone, Copy)]
pub struct Explorer {
    page: Page,
    /// The page as it was when the last answer had been shown.
    settled: Page,
    /// The address of the page without its fragment.
    place: StoredValue<String>,
    /// The link that was opened, as it was. Another module says what is to be said of it.
    opened: StoredValue<String>,
    history: RwSignal<History>,
}

impl Explorer {
    /// Opens what the fragment of an address says.
    pub fn open(place: String, fragment: &str, today: Date) -> Explorer {
        let state = link::read(fragment).state;
        let history = RwSignal::new(History::new(state.clone()));
        let state = RwSignal::new(state);
        let changed = Callback::new(move |(step, link): (Step, String)| {
            if step == Step::Done {
                history.update(|history| history.record(state.get_untracked()));
                browser::write_fragment(&link);
            }
            browser::tell(Topic::State, &link);
        });
        let page = Page::new(state, today, changed);
        Explorer { page, settled: page.settled(), place: StoredValue::new(place), opened: StoredValue::new(fragment.into()), history }
    }

    /// What stands above all.
    pub fn bar(self, preferences: Preferences, in_frame: bool) -> impl IntoView {
        view! { <bar::Bar explorer=self preferences in_frame/> }
    }

    /// The questions.
    pub fn questions(self) -> impl IntoView {
        view! { <questions::Questions explorer=self/> }
    }

    /// The verdict and what would change it.
    pub fn verdict(self) -> impl IntoView {
        view! { <verdict::Verdict explorer=self/> }
    }

    /// Shows another state, as one more step of the visitor.
    fn show(self, state: State) {
        self.page.change(|now| *now = state);
    }

    /// Shows another decision, of which nothing that was begun here is part.
    fn begin(self, state: State) {
        browser::tell(Topic::Other, "");
        self.show(state);
    }

    /// Follows a link that the address names.
    fn follow(self, fragment: &str) {
        browser::tell(Topic::Other, "");
        self.opened.set_value(fragment.into());
        browser::tell(Topic::Opened, fragment);
        let state = link::read(fragment).state;
        self.history.update(|history| history.record(state.clone()));
        self.page.show(state);
        tell(self.page);
    }

    /// A step back or forth.
    fn go(self, step: fn(&mut History) -> Option<State>) {
        let state = self.history.try_update(step).flatten();
        if let Some(state) = state {
            // The history has it already, so this is no new step.
            self.begin(state);
        }
    }

    /// Takes over what was chosen in the questions before this ran.
    fn take_over(self, chosen: Vec<(String, String)>) {
        let mut state = self.page.state.get_untracked();
        for (name, token) in chosen {
            if let Some(question) = QUESTIONS.iter().find(|question| question.name == name)
                && let Some(index) = question.find(&token)
            {
                state.answer(question.id, index);
            }
        }
        if state != *self.page.state.read_untracked() {
            self.show(state);
        }
    }
}

/// Tells the modules that follow.
fn tell(page: Page) {
    browser::tell(Topic::State, &page.link());
}

/// Whether nothing is to be said of a link above the page: another module does
/// where the verdict is no longer the one that it carries, or something of it
/// could not be honoured.
fn is_quiet(fragment: &str) -> bool {
    let opened = link::read(fragment);
    opened.problems.is_empty() && opened.earlier.is_none_or(|earlier| !earlier.has_moved(&opened.state.verdict()))
}

/// Puts the explorer into the page. Called once, from `main`.
pub fn start() {
    browser::begin();
    let fragment = browser::fragment();
    let explorer = Explorer::open(browser::place(), &fragment, browser::today());
    let page = explorer.page;
    if fragment.is_empty() {
        explorer.take_over(browser::chosen(QUESTIONS_PLACE));
    }
    let preferences = Preferences {
        theme: browser::preference(bar::THEME).unwrap_or_default(),
        single_keys: browser::preference(shortcuts::SINGLE_KEYS).is_none_or(|value| value != shortcuts::OFF),
    };
    browser::mount(BAR, move || explorer.bar(preferences, browser::in_frame()));
    browser::mount(QUESTIONS_PLACE, move || explorer.questions());
    browser::mount(VERDICT, move || explorer.verdict());
    if is_quiet(&fragment) {
        browser::show_all_but_file();
    }
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
