//! Who holds the state for the whole page, its address and the way back.

use leptos::prelude::*;

use crate::decision::{Decision, History, State};
use crate::facts;
use crate::link;
use crate::model::QUESTIONS;
use crate::ui::browser;
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

/// What every part of the page is given.
#[derive(Clone, Copy)]
pub struct Explorer {
    /// What was answered, and the verdict that follows at once.
    pub page: Page,
    /// The page as it was when the last answer had been shown.
    pub settled: Page,
    /// What that follows.
    settling: RwSignal<State>,
    /// The address of the page without its fragment; empty in the first view.
    pub base_url: RwSignal<String>,
    /// The link that was opened last, as it was; none once what is said of it
    /// above the page was dismissed.
    pub opened: RwSignal<Option<String>>,
    /// Counts the decisions that were begun: what was left unfinished in one is
    /// no part of the next.
    pub begun: RwSignal<u32>,
    pub(super) history: RwSignal<History>,
    /// What writes the address: a part does, so that the first view carries no
    /// codec of links.
    pub(super) write: StoredValue<Option<fn(Page)>>,
    /// See [`Explorer::decision`].
    decision: StoredValue<Option<Memo<Decision>>>,
}

impl Explorer {
    /// A page where nothing was answered yet, as the build makes it too.
    pub fn untouched() -> Explorer {
        let (state, history) = (RwSignal::new(State::default()), RwSignal::new(History::new(State::default())));
        let write = StoredValue::new(None::<fn(Page)>);
        let changed = Callback::new(move |(page, progress): (Page, Progress)| {
            if progress == Progress::Done {
                history.update(|history| history.record(state.get_untracked()));
            }
            if let Some(write) = write.get_value().filter(|_| progress != Progress::Passing) {
                write(page);
            }
            browser::tell_change();
        });
        let page = Page::new(state, RwSignal::new(facts::CHECKED), changed);
        let (settled, settling) = page.settled();
        Explorer {
            page,
            settled,
            settling,
            base_url: RwSignal::default(),
            opened: RwSignal::new(Some(String::new())),
            begun: RwSignal::new(0),
            history,
            write,
            decision: StoredValue::new(None),
        }
    }

    /// What is shown with all that follows from it. Made by the first part that
    /// asks for it, so that the first view carries nothing of it.
    pub fn decision(self) -> Memo<Decision> {
        let Explorer { page, .. } = self;
        let made = self.decision.get_value();
        made.unwrap_or_else(|| {
            let new = Memo::new(move |_| Decision::of_verdict(page.state.get(), page.verdict.get(), page.today.get()));
            self.decision.set_value(Some(new));
            new
        })
    }

    /// Shows another state, as one more step of the visitor.
    pub(super) fn show(self, state: State) {
        self.page.change(|now| *now = state);
    }

    /// Shows another decision, of which nothing that was begun here is part.
    pub fn begin(self, state: State) {
        self.begun.update(|begun| *begun += 1);
        self.show(state);
    }

    /// Opens the link that the page was opened with. True where nothing is to be
    /// said of it above the page; else the Dockerfile's part says that the verdict
    /// has changed since, or that something of it could not be applied.
    pub(super) fn open(self, fragment: &str) -> bool {
        let link::Opened { state, earlier, detail, problems, .. } = link::read(fragment).on(self.page.today.get_untracked());
        self.page.detail.set(detail);
        self.opened.set(Some(fragment.into()));
        self.history.set(History::new(state.clone()));
        self.page.show(state.clone());
        // Nothing of another decision is to be seen meanwhile.
        self.settling.set(state);
        browser::tell_change();
        problems.is_empty() && earlier.is_none_or(|earlier| !earlier.has_moved(&self.page.verdict.read_untracked()))
    }

    /// Follows a link that the address names.
    pub(super) fn follow(self, fragment: &str) {
        self.begun.update(|begun| *begun += 1);
        self.opened.set(Some(fragment.into()));
        let link::Opened { state, detail, .. } = link::read(fragment).on(self.page.today.get_untracked());
        self.page.detail.set(detail);
        self.history.update(|history| history.record(state.clone()));
        self.page.show(state);
        browser::tell_change();
    }

    /// A step back or forth.
    pub(super) fn go(self, step: fn(&mut History) -> Option<State>) {
        let state = self.history.try_update(step).flatten();
        if let Some(state) = state {
            // The history has it already, so this is no new step.
            self.begin(state);
        }
    }

    /// Takes over what was chosen in the questions before this ran. What the build
    /// had chosen there is only assumed.
    pub(super) fn take_over(self, chosen: Vec<(String, String)>) {
        let mut state = self.page.state.get_untracked();
        for (name, token) in chosen {
            if let Some(question) = QUESTIONS.iter().find(|question| question.name == name)
                && let Some(index) = question.find(&token).filter(|index| *index != state.answers.index(question.id))
            {
                state.answer(question.id, index);
            }
        }
        if state != *self.page.state.read_untracked() {
            self.show(state);
        }
    }
}
