//! Who holds the state for the whole page, its address and the way back.

use leptos::prelude::*;

use super::marked::Marks;
use crate::decision::{History, State};
use crate::facts::Date;
use crate::link;
use crate::model::QUESTIONS;
use crate::ui::browser::{self, Topic};
use crate::ui::page::{Page, Progress};

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

/// What the parts of the explorer share about the page.
#[derive(Clone, Copy)]
pub struct Explorer {
    pub(super) page: Page,
    /// The page as it was when the last answer had been shown.
    pub(super) settled: Page,
    /// What of it has just changed.
    pub(super) marks: Marks,
    /// The address of the page without its fragment.
    pub(super) base_url: StoredValue<String>,
    /// The link that was opened, as it was. Another module says what is to be said of it.
    pub(super) opened: StoredValue<String>,
    pub(super) history: RwSignal<History>,
    /// Whether nothing is to be said of the link above the page. Another module does
    /// where its verdict has changed since, or something of it could not be applied.
    pub(super) is_quiet: bool,
}

impl Explorer {
    /// Opens what the fragment of an address says.
    pub fn open(base_url: String, fragment: &str, today: Date) -> Explorer {
        let link::Opened { state, earlier, problems } = link::read(fragment);
        let history = RwSignal::new(History::new(state.clone()));
        let state = RwSignal::new(state);
        let changed = Callback::new(move |(progress, link): (Progress, String)| {
            if progress == Progress::Done {
                history.update(|history| history.record(state.get_untracked()));
                browser::write_fragment(&link);
            }
            browser::tell(Topic::State, &link);
        });
        let page = Page::new(state, today, changed);
        let is_quiet = problems.is_empty() && earlier.is_none_or(|earlier| !earlier.has_moved(&page.verdict.read_untracked()));
        let settled = page.settled();
        Explorer {
            page,
            settled,
            marks: Marks::new(settled.state),
            base_url: StoredValue::new(base_url),
            opened: StoredValue::new(fragment.into()),
            history,
            is_quiet,
        }
    }

    /// Shows another state, as one more step of the visitor.
    pub(super) fn show(self, state: State) {
        self.page.change(|now| *now = state);
    }

    /// Shows another decision, of which nothing that was begun here is part.
    pub(super) fn begin(self, state: State) {
        browser::tell(Topic::Other, "");
        self.show(state);
    }

    /// Follows a link that the address names.
    pub(super) fn follow(self, fragment: &str) {
        browser::tell(Topic::Other, "");
        self.opened.set_value(fragment.into());
        browser::tell(Topic::Opened, fragment);
        let state = link::read(fragment).state;
        self.history.update(|history| history.record(state.clone()));
        self.page.show(state);
        tell(self.page);
    }

    /// A step back or forth.
    pub(super) fn go(self, step: fn(&mut History) -> Option<State>) {
        let state = self.history.try_update(step).flatten();
        if let Some(state) = state {
            // The history has it already, so this is no new step.
            self.begin(state);
        }
    }

    /// Takes over what was chosen in the questions before this ran.
    pub(super) fn take_over(self, chosen: Vec<(String, String)>) {
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
pub(super) fn tell(page: Page) {
    browser::tell(Topic::State, &page.link());
}
