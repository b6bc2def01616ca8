//! The page. It shows what the model says and computes nothing itself.
//!
//! One signal holds the state; everything shown is derived from it. The
//! address follows the state where the visitor changes it, in `Page::change`.

mod article;
mod browser;
mod costs;
mod dockerfile;
mod flips;
mod myths;
mod problems;
mod questions;
mod reasons;
mod sizes;
mod verdict;

use leptos::prelude::*;

use crate::facts::Date;
use crate::link::{self, Problem, State};
use crate::model::{Family, QuestionId, Verdict};

/// Puts the page into its place. Called once, from `main`.
pub fn start() {
    browser::mount(App);
}

/// What the components share.
#[derive(Clone, Copy)]
struct Page {
    state: RwSignal<State>,
    problems: RwSignal<Vec<Problem>>,
    verdict: Memo<Verdict>,
    /// The base whose details are shown.
    shown: Memo<Family>,
    /// The day on which the page was opened, by the visitor's clock.
    today: Date,
}

impl Page {
    /// What the visitor does. Only this writes the address: a link that was
    /// opened stays as it is until something is changed.
    fn change(self, change: impl FnOnce(&mut State)) {
        self.state.update(change);
        self.write();
    }

    fn write(self) {
        browser::write_fragment(&link::write(&self.state.read_untracked()));
    }

    fn answer(self, question: QuestionId, index: u8) {
        self.change(|state| state.answers = state.answers.with_index(question, index));
    }

    /// A slider reports every step of the way; browsers limit how often the
    /// address may be written, so that is left to the end of the movement.
    fn weigh(self, criterion: usize, weight: Option<u8>) {
        self.state.update(|state| state.weights = state.weights.with(criterion, weight));
    }

    fn look_at(self, base: Option<Family>) {
        self.change(|state| state.base = base);
    }

    /// Opens a link that the address names.
    fn open(self, fragment: &str) {
        let (state, problems) = link::read(fragment);
        self.problems.set(problems);
        self.state.set(state);
    }
}

/// The whole page.
#[component]
fn App() -> impl IntoView {
    let (state, problems) = link::read(&browser::fragment());
    let state = RwSignal::new(state);
    let verdict = Memo::new(move |_| state.read().verdict());
    let shown = Memo::new(move |_| state.read().shown_base(&verdict.read()));
    let page = Page { state, problems: RwSignal::new(problems), verdict, shown, today: browser::today() };

    browser::on_fragment_change(move |fragment| {
        if fragment.is_empty() || link::is_ours(&fragment) {
            page.open(&fragment);
        }
    });

    view! {
        <header class="top">
            <h1>"Container Diet"</h1>
            <p>"Which base image fits your service, what it costs, and the Dockerfile for it. Nothing leaves your browser."</p>
        </header>
        <problems::Problems page/>
        <main>
            <questions::Questions page/>
            <div class="middle">
                <verdict::Verdict page/>
                <flips::Flips page/>
                <article::Article page/>
                <costs::Costs page/>
                <sizes::Sizes page/>
                <reasons::Reasons page/>
                <myths::Heard/>
            </div>
            <dockerfile::Dockerfile page/>
        </main>
    }
}
