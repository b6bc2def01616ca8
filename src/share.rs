//! What is taken along from a decision: links, a decision record, cards, all
//! files at once, and how two links differ.
//!
//! ```text
//! State ─▶ Decision ─┬─▶ markdown   a link, or the link with the Dockerfile
//!                    ├─▶ record     why, for the repository (MADR)
//!                    ├─▶ card       the label as a picture, or in words
//!                    ├─▶ embed      a frame for somebody's page
//!                    └─▶ archive    everything as files, and as one zip
//! ```

pub mod archive;
pub mod card;
pub mod embed;
pub mod markdown;
pub mod record;
pub mod versus;

use crate::dockerfile::{Output, SettingId};
use crate::facts::{Date, Image, Support};
use crate::link::{self, State};
use crate::model::flavour::flavour;
use crate::model::{Family, QuestionId, Verdict};

/// A decision with all that follows from it.
#[derive(Debug)]
pub struct Decision<'a> {
    /// What was chosen.
    pub state: &'a State,
    /// The day on which it is taken along.
    pub today: Date,
    /// What the model says.
    pub verdict: Verdict,
    /// The base that was decided for: the one that is looked at.
    pub base: Family,
    /// Its Dockerfile.
    pub output: Output,
    /// The address that opens it again.
    pub link: String,
}

impl Decision<'_> {
    /// Of a state. `place` is the address of the page.
    pub fn new<'a>(state: &'a State, today: Date, place: &str) -> Decision<'a> {
        let verdict = state.verdict();
        let base = state.shown_base(&verdict);
        let output = state.dockerfile(today, place);
        let link = format!("{}#{}", place, link::write(state));
        Decision { state, today, verdict, base, output, link }
    }

    /// The image of a base for this service.
    fn image(&self, base: Family) -> &'static Image {
        flavour(&self.verdict.service, base).image()
    }

    /// What runs, as the page names it: `Python`.
    fn runtime(&self) -> &'static str {
        self.verdict.service.answers().choice(QuestionId::Runtime).label
    }

    /// The name of the service, where the visitor gave one.
    fn name(&self) -> Option<&str> {
        self.state.settings.text(SettingId::Name)
    }

    /// The title of whatever is taken along: `Slim for shop-api (Python)`.
    fn title(&self) -> String {
        let runtime = self.runtime();
        let what = self.name().map_or(format!("a {runtime} service"), |name| format!("{name} ({runtime})"));
        format!("{} for {what}", self.base.label())
    }

    /// What ends first of all that the Dockerfile names.
    fn first_end(&self) -> Option<(Date, &'static Support)> {
        self.output.file.images().filter_map(Image::first_end).min_by_key(|(day, _)| *day)
    }
}
