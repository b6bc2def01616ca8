//! What is shared of a decision: links, a decision record, cards, all
//! files at once, and how two links differ.
//!
//! ```text
//! Decision ─▶ Export ─┬─▶ markdown   a link, or the link with the Dockerfile
//!                     ├─▶ record     why, for the repository (MADR)
//!                     ├─▶ card       the label as a picture, or in words
//!                     ├─▶ map        which base wins where, as a picture or a table
//!                     ├─▶ picture    what lies in the image, to scale
//!                     ├─▶ embed      a frame for somebody's page
//!                     └─▶ archive    everything as files, and as one zip
//! ```

pub mod archive;
pub mod card;
mod drawing;
pub mod embed;
pub mod map;
pub mod markdown;
pub mod picture;
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
        runtime(self.decision)
    }

    /// What the verdict rests on: `4 answers; 12 assumed`.
    fn basis(&self) -> String {
        self.decision.state.origins.basis(&self.decision.verdict.service)
    }

    /// The name of the service, where the visitor gave one.
    fn name(&self) -> Option<&str> {
        name(self.decision)
    }

    /// The title of whatever is taken along: `Slim for shop-api (Python)`.
    fn title(&self) -> String {
        title(self.decision)
    }

    /// What ends first of all that the Dockerfile names.
    fn first_end(&self) -> Option<(Date, &'static Support)> {
        self.output.file.images().filter_map(Image::first_end).min_by_key(|(day, _)| *day)
    }
}

fn runtime(decision: &Decision) -> &'static str {
    decision.verdict.service.answers().choice(QuestionId::Runtime).label
}

fn name(decision: &Decision) -> Option<&str> {
    decision.state.settings.text(SettingId::Name)
}

/// `shop-api (Python)`, or `a Python service` where the visitor gave no name.
fn service(decision: &Decision) -> String {
    let runtime = runtime(decision);
    name(decision).map_or(format!("a {runtime} service"), |name| format!("{name} ({runtime})"))
}

/// `Slim for shop-api (Python)`.
fn title(decision: &Decision) -> String {
    format!("{} for {}", decision.base.label(), service(decision))
}
