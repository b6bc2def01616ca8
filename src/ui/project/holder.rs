//! What was handed over, and how far reading it is.

use std::sync::Arc;

use leptos::prelude::*;

use crate::inspect::{Inspection, Project, inspect_service};
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
}

impl Intake {
    pub fn new(explorer: Explorer) -> Intake {
        Intake { explorer, reading: RwSignal::default(), pasting: RwSignal::new(false), turn: RwSignal::new(0) }
    }

    /// Begins with something else, or with nothing; the number says which it is.
    pub fn begin(self, reading: Reading) -> u32 {
        self.turn.update(|turn| *turn += 1);
        self.reading.set(reading);
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

    /// Shows what a project says, and takes its answers and settings over as one step.
    pub fn take(self, name: String, project: Arc<Project>, manifest: Option<&str>) {
        let all = inspect_service(&project, manifest, self.explorer.page.today.get_untracked());
        if project.names().next().is_none() {
            let problems = project.problems().join(" ");
            return self.reading.set(Reading::Failed(format!("Nothing was read: no file is there. {problems}")));
        }
        self.explorer.begin(all.decision.state.clone());
        self.reading.set(Reading::Done(Shown { name, project, all: Arc::new(all) }));
        browser::focus(TITLE.into());
    }
}

/// A counted thing in words.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    match count {
        0 => format!("no {many}"),
        1 => format!("1 {one}"),
        count => format!("{count} {many}"),
    }
}
