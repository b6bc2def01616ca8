//! What the modules of the page share: one state, and what follows from it.
//!
//! The page is loaded as modules, each a program of its own, so that the first
//! view is small: see ARCHITECTURE.md. Each holds the state as a signal. They
//! tell each other what changes as a link, which says all of a state.

use leptos::prelude::*;

use super::browser::{self, Topic};
use crate::decision::{Decision, State};
use crate::facts::Date;
use crate::link;
use crate::model::{Family, QuestionId, Verdict};

/// What the components share.
#[derive(Clone, Copy)]
pub struct Page {
    /// The state; everything shown is derived from it.
    pub state: Signal<State>,
    /// What the model says of it.
    pub verdict: Memo<Verdict>,
    /// The base whose details are shown.
    pub shown: Memo<Family>,
    /// The day on which the page was opened, by the visitor's clock.
    pub today: Date,
    /// What a change of the visitor goes into.
    source: RwSignal<State>,
    /// What the model says of that, which may be ahead of what is shown.
    judged: Memo<Verdict>,
    /// Is told of each change, as a link.
    changed: Callback<(Progress, String)>,
}

/// How far a change is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// On the way, as while a slider moves.
    Passing,
    /// A letter of a text: it belongs into the address.
    Typed,
    /// Done: it belongs into the address and can be undone.
    Done,
}

impl Page {
    /// A page that shows a state. What the visitor does to it is passed on.
    pub fn new(source: RwSignal<State>, today: Date, changed: Callback<(Progress, String)>) -> Page {
        let verdict = Memo::new(move |_| source.read().verdict());
        Page { state: source.into(), verdict, shown: shown(source.into(), verdict), today, source, judged: verdict, changed }
    }

    /// The same page as it is once an answer has been shown: for what need not
    /// be there at once. What the visitor does there counts at once.
    pub fn settled(self) -> Page {
        let Page { source, judged, .. } = self;
        let settled = RwSignal::new(source.get_untracked());
        Effect::new(move |_| {
            // The first time as well: what was chosen before this ran has been taken over since.
            if *source.read() != *settled.read_untracked() {
                browser::after(0, move || settled.set(source.get_untracked()));
            }
        });
        // Settling is taking over the source, which has been judged.
        let verdict = Memo::new(move |_| {
            settled.track();
            judged.get_untracked()
        });
        Page { state: settled.into(), verdict, shown: shown(settled.into(), verdict), ..self }
    }

    /// What is shown with all that follows from it. A module that shows nothing
    /// of it carries nothing of it.
    pub fn decision(self) -> Memo<Decision> {
        Memo::new(move |_| Decision::of_verdict(self.state.get(), self.verdict.get(), self.today))
    }

    /// The link of what the visitor chose.
    pub fn link(self) -> String {
        link::write(&self.source.read_untracked(), &self.judged.read_untracked())
    }

    /// The page in a module that is loaded after the explorer: it begins with
    /// the state that the explorer holds, and follows it. `on_other` is called
    /// before it shows another decision altogether.
    pub fn following(on_other: impl Fn() + 'static) -> Page {
        let state = RwSignal::new(State::default());
        browser::on_told(Topic::State, move |link| {
            let other = link::read(&link).state;
            if other != *state.read_untracked() {
                state.set(other);
            }
        });
        browser::on_told(Topic::Other, move |_| on_other());
        // The explorer answers before this returns.
        browser::tell(Topic::Ask, "");
        let pass_on = move |(progress, link): (Progress, String)| {
            let topic = match progress {
                Progress::Passing => Topic::Passing,
                Progress::Typed => Topic::Typed,
                Progress::Done => Topic::Change,
            };
            browser::tell(topic, &link);
        };
        Page::new(state, browser::today(), Callback::new(pass_on))
    }

    /// Shows what another part of the page, or the address, says.
    pub fn show(self, state: State) {
        self.source.set(state);
    }

    /// What the visitor does.
    pub fn change(self, change: impl FnOnce(&mut State)) {
        self.source.update(change);
        self.done();
    }

    /// Passes on that what the visitor did is done.
    pub fn done(self) {
        self.changed.run((Progress::Done, self.link()));
    }

    /// Answers a question with the answer at this position.
    pub fn answer(self, question: QuestionId, index: u8) {
        self.change(|state| state.answer(question, index));
    }

    /// Looks at a base; none is the recommended one.
    pub fn look_at(self, base: Option<Family>) {
        self.change(|state| state.base = base);
    }

    /// What the visitor is about to do, as while a slider moves: browsers limit
    /// how often the address may be written, so that is left to the end of it.
    pub fn pass(self, change: impl FnOnce(&mut State)) {
        self.source.update(change);
        self.changed.run((Progress::Passing, self.link()));
    }

    /// What the visitor types: undone as a whole, in the address at once.
    pub fn type_in(self, change: impl FnOnce(&mut State)) {
        self.source.update(change);
        self.changed.run((Progress::Typed, self.link()));
    }
}

fn shown(state: Signal<State>, verdict: Memo<Verdict>) -> Memo<Family> {
    Memo::new(move |_| state.read().shown_base(&verdict.read()))
}
