//! What is shared of a decision: links, a decision record, cards, all
//! files at once, and how two links differ.
//!
//! ```text
//! Decision ─▶ Export ─┬─▶ markdown   a link, or the link with the Dockerfile
//!                     ├─▶ record     why, for the repository (MADR)
//!                     ├─▶ card       the label as a picture, or in words
//!                     ├─▶ embed      a frame for somebody's page
//!                     └─▶ archive    everything as files, and as one zip
//! ```

pub mod archive;
pub mod card;
pub mod embed;
pub mod markdown;
pub mod record;
pub mod report;
pub mod versus;

use crate::decision::Decision;
use crate::dockerfile::{Output, SettingId};
use crate::facts::{Date, Image, Support};
use crate::link;
use crate::model::{Family, QuestionId};

/// A decision with what is shared of it.
#[derive(Debug)]
pub struct Export<'a> {
    /// The decision that is shared.
    pub decision: &'a Decision,
    /// Its Dockerfile, with the link in its header.
    pub output: Output,
    /// The address that opens it again.
    pub link: String,
}

/// The address that opens a decision again, on the page with this base URL.
pub fn address(decision: &Decision, base_url: &str) -> String {
    format!("{base_url}#{}", link::write(&decision.state, &decision.verdict))
}

impl Export<'_> {
    /// Of a decision. `base_url` is the address of the page.
    pub fn new<'a>(decision: &'a Decision, base_url: &str) -> Export<'a> {
        let link = address(decision, base_url);
        let output = decision.dockerfile().with_header(&link);
        Export { decision, output, link }
    }

    /// The image of a base for this service.
    fn image(&self, base: Family) -> &'static Image {
        self.decision.images.get(base)
    }

    /// What runs, as the page names it: `Python`.
    fn runtime(&self) -> &'static str {
        self.decision.verdict.service.answers().choice(QuestionId::Runtime).label
    }

    /// What the verdict rests on: `4 answers; 12 assumed`.
    fn basis(&self) -> String {
        self.decision.state.origins.basis(&self.decision.verdict.service)
    }

    /// The name of the service, where the visitor gave one.
    fn name(&self) -> Option<&str> {
        self.decision.state.settings.text(SettingId::Name)
    }

    /// The title of whatever is taken along: `Slim for shop-api (Python)`.
    fn title(&self) -> String {
        let runtime = self.runtime();
        let what = self.name().map_or(format!("a {runtime} service"), |name| format!("{name} ({runtime})"));
        format!("{} for {what}", self.decision.base.label())
    }

    /// What ends first of all that the Dockerfile names.
    fn first_end(&self) -> Option<(Date, &'static Support)> {
        self.output.file.images().filter_map(Image::first_end).min_by_key(|(day, _)| *day)
    }
}
