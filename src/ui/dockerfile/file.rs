//! What this part shows, and what was begun in it.

use std::collections::BTreeMap;
use std::ops::Deref;

use leptos::prelude::*;

use super::companions::FILE;
use super::rows::{Asked, Rows};
use crate::decision::Decision;
use crate::dockerfile::{Offered, Output, SettingId};
use crate::share;
use crate::ui::Page;
use crate::ui::explorer::Explorer;

/// What was typed and cannot be set. It stays in its field and gets no further.
/// Each with the count of the decision that it was typed in.
pub type Drafts = BTreeMap<SettingId, (u32, String)>;

/// What the views of this part share about the file that is shown.
#[derive(Clone, Copy)]
pub struct File {
    pub(super) page: Page,
    /// What is shown with all that follows from it.
    pub(super) decision: Memo<Decision>,
    /// The page as it was when the last change of the file had been shown.
    pub(super) settled: Page,
    /// The Dockerfile, and the same block by block.
    pub(super) output: Memo<Output>,
    pub(super) rows: Memo<Rows>,
    /// The settings that matter for what is shown. It follows as the page settles.
    pub(super) offered: Memo<Offered>,
    /// The block or question that the visitor asks about.
    pub(super) asked: RwSignal<Asked>,
    /// The tab that was chosen.
    pub(super) tab: RwSignal<&'static str>,
    begun: RwSignal<u32>,
    drafts: RwSignal<Drafts>,
}

impl File {
    pub(super) fn new(explorer: Explorer, base_url: String) -> File {
        let Explorer { page, settled, begun, .. } = explorer;
        let decision = explorer.decision();
        let output = Memo::new(move |_| {
            let decision = decision.read();
            decision.dockerfile().with_header(&share::address(&decision, &base_url))
        });
        let rows = Memo::new(move |before: Option<&Rows>| Rows::after(before, &output.read()));
        let offered = Memo::new(move |_| {
            settled.state.track();
            page.today.track();
            Offered::of(&decision.read_untracked().plan, &output.read_untracked())
        });
        let (asked, tab, drafts) = (RwSignal::default(), RwSignal::new(FILE), RwSignal::default());
        File { page, decision, settled, output, rows, offered, asked, tab, begun, drafts }
    }

    /// The file of a page where nothing was answered yet, as the build shows it.
    pub fn untouched(explorer: Explorer) -> File {
        File::new(explorer, String::new())
    }

    /// What was typed into a field and cannot be set.
    pub(super) fn draft(self, setting: SettingId) -> Option<String> {
        self.drafts.read().get(&setting).filter(|(begun, _)| *begun == self.begun.get()).map(|(_, text)| text.clone())
    }

    /// The blocks, for what need not change with them at once.
    pub(super) fn settled_rows(self) -> impl Deref<Target = Rows> {
        self.settled.state.track();
        self.rows.read_untracked()
    }

    /// What is shown, for what need not follow at once.
    pub(super) fn settled_decision(self) -> impl Deref<Target = Decision> {
        self.settled.state.track();
        self.decision.read_untracked()
    }

    /// Takes nothing over of what was typed.
    pub(super) fn forget_drafts(self) {
        self.drafts.set(Drafts::new());
    }

    /// Sets something about the file by a choice.
    pub(super) fn set(self, setting: SettingId, text: &str) {
        self.write(setting, text);
        self.page.done();
    }

    /// Sets it letter by letter. What cannot be set stays in its field and
    /// changes nothing else.
    pub(super) fn write(self, setting: SettingId, text: &str) {
        let mut settings = self.page.state.read_untracked().settings.clone();
        if settings.set(setting, text).is_err() {
            self.drafts.update(|drafts| drafts.extend([(setting, (self.begun.get_untracked(), text.into()))]));
            return;
        }
        self.drafts.update(|drafts| drafts.retain(|draft, _| *draft != setting));
        self.page.type_in(|state| {
            state.settings = settings;
            state.follow_packages();
        });
    }
}
