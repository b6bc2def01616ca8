//! The page. It shows what the model says and computes nothing itself.
//!
//! One signal holds the state; everything shown is derived from it. The
//! address follows the state where the visitor changes it, in `Page::change`.

mod article;
mod browser;
mod companions;
mod costs;
mod dockerfile;
mod flips;
mod myths;
mod problems;
mod questions;
mod reasons;
mod reasons_of_file;
mod runbook;
mod settings;
mod sizes;
mod take;
mod verdict;

use leptos::prelude::*;

use crate::dockerfile::{Output, SettingId};
use crate::facts::Date;
use crate::link::{self, Problem, State};
use crate::model::{Family, QuestionId, Verdict};
use reasons_of_file::{Asked, Rows};
use settings::Drafts;

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
    /// Its Dockerfile, and the same block by block.
    output: Memo<Output>,
    rows: Memo<Rows>,
    /// The block or question that the visitor asks about.
    asked: RwSignal<Asked>,
    /// The tab that was chosen.
    tab: RwSignal<&'static str>,
    /// What was typed and cannot be set.
    drafts: RwSignal<Drafts>,
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
        self.change(|state| state.answer(question, index));
    }

    /// Sets something about the file. What cannot be set stays in its field
    /// and changes nothing else.
    fn set(self, setting: SettingId, text: &str) {
        let mut settings = self.state.read_untracked().settings.clone();
        if settings.set(setting, text).is_err() {
            self.drafts.update(|drafts| drafts.extend([(setting, text.into())]));
            return;
        }
        self.drafts.update(|drafts| drafts.retain(|draft, _| *draft != setting));
        self.change(|state| state.settings = settings);
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
        self.drafts.set(Drafts::new());
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
    let today = browser::today();
    let output = Memo::new(move |_| state.read().dockerfile(today, &browser::place()));
    let rows = Memo::new(move |before: Option<&Rows>| Rows::after(before, &output.read()));
    let page = Page {
        state,
        problems: RwSignal::new(problems),
        verdict,
        shown,
        output,
        rows,
        asked: RwSignal::default(),
        tab: RwSignal::new(companions::FILE),
        drafts: RwSignal::default(),
        today,
    };

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
                <runbook::Runbook page/>
                <sizes::Sizes page/>
                <reasons::Reasons page/>
                <myths::Heard/>
            </div>
            <dockerfile::Dockerfile page/>
        </main>
    }
}
