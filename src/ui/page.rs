//! What all parts of the page share: one state, and what follows from it.

use leptos::prelude::*;

use super::browser;
use crate::decision::{Detail, State};
use crate::facts::Date;
use crate::link;
use crate::model::flavour::Images;
use crate::model::{Family, QuestionId, Verdict};
use crate::runbook::Version;

/// What the components share.
#[derive(Clone, Copy)]
pub struct Page {
    /// The state; everything shown is derived from it.
    pub state: Signal<State>,
    /// What the model says of it.
    pub verdict: Memo<Verdict>,
    /// The image of each family, in the version that was asked for.
    pub images: Memo<Images>,
    /// The base whose details are shown.
    pub shown: Memo<Family>,
    /// The day on which the page was opened, by the visitor's clock. The first view is of
    /// the day on which the facts were checked, as the build made it.
    pub today: RwSignal<Date>,
    /// The view of the details that is looked at.
    pub detail: RwSignal<Detail>,
    /// What a change of the visitor goes into.
    source: RwSignal<State>,
    /// What the model says of that, which may be ahead of what is shown.
    judged: Memo<Verdict>,
    /// Is told of each change.
    changed: Callback<(Page, Progress)>,
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
    pub fn new(source: RwSignal<State>, today: RwSignal<Date>, changed: Callback<(Page, Progress)>) -> Page {
        let verdict = Memo::new(move |_| source.read().verdict());
        let images = images(source.into(), verdict, today);
        let (shown, detail) = (shown(source.into(), verdict), RwSignal::default());
        Page { state: source.into(), verdict, images, shown, today, detail, source, judged: verdict, changed }
    }

    /// The same page as it is once an answer has been shown: for what need not
    /// be there at once. What the visitor does there counts at once.
    /// Given with what it follows, for what is to be shown at once all the same.
    pub fn settled(self) -> (Page, RwSignal<State>) {
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
        let images = images(settled.into(), verdict, self.today);
        (Page { state: settled.into(), verdict, images, shown: shown(settled.into(), verdict), ..self }, settled)
    }

    /// The same page as it was when somebody last looked: while nobody does, nothing
    /// of it is worked out.
    pub fn while_seen(self, is_seen: Memo<bool>) -> Page {
        let state = Signal::from(while_seen(is_seen, self.state));
        let verdict = while_seen(is_seen, self.verdict);
        Page { state, verdict, images: images(state, verdict, self.today), shown: shown(state, verdict), ..self }
    }

    /// The link of what the visitor chose.
    pub fn link(self) -> String {
        link::write(&self.source.read_untracked(), &self.judged.read_untracked())
    }

    /// What the address of the page says: the link, and the view that is looked at.
    pub fn address(self) -> String {
        link::write_with_view(&self.source.read_untracked(), &self.judged.read_untracked(), self.detail.get_untracked())
    }

    /// Shows what another part of the page, or the address, says.
    pub fn show(self, state: State) {
        self.source.set(state);
    }

    /// Begins the visitor's day, on which other things may be usual than when it was built.
    pub fn begin(self, today: Date) {
        self.today.set(today);
        let usual = Version::on(today);
        if self.source.read_untracked().kubernetes != usual {
            self.source.update(|state| state.kubernetes = usual);
        }
    }

    /// What the visitor does.
    pub fn change(self, change: impl FnOnce(&mut State)) {
        self.source.update(change);
        self.done();
    }

    /// Turns to another view of the details, which is no step to undo.
    pub fn turn_to(self, detail: Detail) {
        self.detail.set(detail);
        self.changed.run((self, Progress::Typed));
    }

    /// Passes on that what the visitor did is done.
    pub fn done(self) {
        self.changed.run((self, Progress::Done));
    }

    /// Answers a question with the answer at this position; the same again is no change.
    pub fn answer(self, question: QuestionId, index: u8) {
        if !self.source.read_untracked().is_answered(question, index) {
            self.change(|state| state.answer(question, index));
        }
    }

    /// Looks at a base; none is the recommended one.
    pub fn look_at(self, base: Option<Family>) {
        self.change(|state| state.base = base);
    }

    /// What the visitor is about to do, as while a slider moves.
    pub fn pass(self, change: impl FnOnce(&mut State)) {
        self.source.update(change);
        self.changed.run((self, Progress::Passing));
    }

    /// What the visitor types: undone as a whole.
    pub fn type_in(self, change: impl FnOnce(&mut State)) {
        self.source.update(change);
        self.changed.run((self, Progress::Typed));
    }
}

/// What something is, as of when it was last seen.
pub fn while_seen<T: Clone + PartialEq + Send + Sync + 'static>(
    is_seen: impl Get<Value = bool> + Send + Sync + 'static,
    now: impl Get<Value = T> + Send + Sync + 'static,
) -> Memo<T> {
    Memo::new(move |last: Option<&T>| {
        let is_seen = is_seen.get();
        last.filter(|_| !is_seen).cloned().unwrap_or_else(|| now.get())
    })
}

fn images(state: Signal<State>, verdict: Memo<Verdict>, today: RwSignal<Date>) -> Memo<Images> {
    Memo::new(move |_| state.read().images(&verdict.read(), today.get()))
}

fn shown(state: Signal<State>, verdict: Memo<Verdict>) -> Memo<Family> {
    Memo::new(move |_| state.read().shown_base(&verdict.read()))
}
