//! Text that is marked for a moment when it has changed.

use leptos::prelude::*;

use crate::decision::{History, State};
use crate::ui::browser;

/// How long a mark stays, in milliseconds. A class that is taken away costs two
/// frames; an animation would cost every one between.
const MOMENT: i32 = 1_800;

/// What says the text, boxed so that all of them are one type.
pub type Said = Box<dyn Fn() -> String + Send + Sync>;

/// Which change is marked.
#[derive(Clone, Copy)]
pub struct Marks {
    /// Counts the changes of the state.
    round: Memo<u32>,
    /// The last one whose moment is over.
    over: RwSignal<u32>,
    /// What the visitor did. Without it the change was a link that was opened.
    history: RwSignal<History>,
}

impl Marks {
    /// The marks of what follows from a state.
    pub fn new(state: Signal<State>, history: RwSignal<History>) -> Marks {
        let round = Memo::new(move |before: Option<&u32>| {
            state.track();
            before.map_or(0, |before| before + 1)
        });
        let over = RwSignal::new(0);
        Effect::new(move |_| {
            let now = round.get();
            let end = move || {
                if round.get_untracked() == now {
                    over.set(now);
                }
            };
            if now > 0 {
                browser::after(MOMENT, end);
            }
        });
        Marks { round, over, history }
    }

    /// The text. It is marked while the change that gave it another one is the
    /// last, until its moment is over.
    pub fn marked(self, say: Said) -> impl IntoView {
        let said = Memo::new(move |before: Option<&(String, u32)>| {
            let now = say();
            let since = match before {
                None => 0,
                Some((text, since)) if *text == now => *since,
                Some(_) => self.round.get_untracked(),
            };
            (now, since)
        });
        let is_marked = move || {
            let since = said.read().1;
            let is_visitors = || {
                let history = self.history.read_untracked();
                history.can_undo() || history.can_redo()
            };
            since == self.round.get() && since > self.over.get() && is_visitors()
        };
        view! { <span class:changed=is_marked>{move || said.read().0.clone()}</span> }
    }
}
