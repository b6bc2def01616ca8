//! What was handed over, and how far reading it is.

use std::sync::Arc;

use leptos::prelude::*;

use crate::decision::State;
use crate::inspect::{Inspection, Project, Steps};
use crate::ui::browser;
use crate::ui::explorer::Explorer;

/// What has the focus once a project was read.
pub const TITLE: &str = "read-title";

/// How far reading is.
#[derive(Clone, Default)]
pub enum Reading {
    /// Nothing was handed over.
    #[default]
    Nothing,
    /// So many names were found so far.
    Names(usize),
    /// Nothing could be read, and why.
    Failed(String),
    /// It was read.
    Done(Shown),
}

/// A project that was read.
#[derive(Clone)]
pub struct Shown {
    /// What it is called, for the eyes of the visitor alone.
    pub name: String,
    /// Its names and texts.
    pub project: Arc<Project>,
    /// What they say.
    pub all: Arc<Inspection>,
}

/// What the views of this part share.
#[derive(Clone, Copy)]
pub struct Intake {
    /// What the whole page shares.
    pub explorer: Explorer,
    /// What is shown.
    pub reading: RwSignal<Reading>,
    /// Whether there is a place to paste a file.
    pub pasting: RwSignal<bool>,
    /// Counts what was handed over: what comes late of an earlier one is dropped.
    turn: RwSignal<u32>,
    /// The last of them that is shown as a whole: review and way over come a frame later.
    whole: RwSignal<u32>,
}

impl Intake {
    pub fn new(explorer: Explorer) -> Intake {
        Intake { explorer, reading: RwSignal::default(), pasting: RwSignal::new(false), turn: RwSignal::new(0), whole: RwSignal::new(0) }
    }

    /// Begins with something else, or with nothing; the number says which it is.
    pub fn begin(self, reading: Reading) -> u32 {
        self.turn.update(|turn| *turn += 1);
        self.reading.set(reading);
        self.turn.get_untracked()
    }

    /// Begins again with what is shown, which stays until it is done.
    pub fn again(self) -> u32 {
        self.turn.update(|turn| *turn += 1);
        self.turn.get_untracked()
    }

    /// Forgets what was handed over. The answers stay.
    pub fn forget(self) {
        self.begin(Reading::Nothing);
    }

    /// Whether what was begun is still wanted.
    pub fn is_wanted(self, turn: u32) -> bool {
        self.turn.get_untracked() == turn
    }

    /// Whether all of what is shown may be drawn.
    pub fn is_whole(self) -> bool {
        self.whole.get() == self.turn.get()
    }

    /// Shows what a project says, and takes its answers and settings over as one step.
    /// It goes on in slices, and drops what is no longer wanted.
    pub async fn take(self, turn: u32, name: String, project: Arc<Project>, manifest: Option<String>) {
        if project.names().next().is_none() {
            let problems = project.problems().join(" ");
            return self.reading.set(Reading::Failed(format!("No file was found, so nothing was read. {problems}")));
        }
        let today = self.explorer.page.today.get_untracked();
        let mut steps = Steps::new(&project, manifest.as_deref(), today);
        let mut begun = browser::milliseconds();
        let all = loop {
            if let Some(all) = steps.step() {
                break all;
            }
            if browser::milliseconds() - begun > SLICE {
                browser::pause().await;
                begun = browser::milliseconds();
            }
            if !self.is_wanted(turn) {
                return;
            }
        };
        browser::pause().await;
        if !self.is_wanted(turn) {
            return;
        }
        // What no project says is kept.
        let State { weights, kubernetes, .. } = self.explorer.page.state.get_untracked();
        self.explorer.begin(State { weights, kubernetes, ..all.decision.state.clone() });
        browser::pause().await;
        self.reading.set(Reading::Done(Shown { name, project, all: Arc::new(all) }));
        browser::focus(TITLE.into());
        browser::pause().await;
        self.whole.set(turn);
    }
}

/// How long the page waits for steps at most before it goes on, in milliseconds.
const SLICE: f64 = 8.0;

/// A counted thing in words.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    match count {
        0 => format!("no {many}"),
        1 => format!("1 {one}"),
        count => format!("{count} {many}"),
    }
}
