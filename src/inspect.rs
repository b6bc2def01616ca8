//! What a project says of itself: names and texts go in, findings come out.
//!
//! ```text
//! Project ─ units ─▶ a folder and what runs in it
//!    │                   │ readers, a row each
//!    │                   ▼
//!    │               Findings ─ resolve ─▶ State, contradictions ─ left ─▶ what to ask
//!    └─ Dockerfiles ─ containerfile ─ review, a rule a row ─▶ what is wrong with them
//! ```
//! It knows no file system: whoever calls it walks a folder, or has files dropped
//! on a page. Secrets never leave it: of files that hold tokens only that there is
//! one is taken. Nothing fails and nothing hangs, whatever the files say: what
//! cannot be read is noted with its line.

pub mod ask;
pub mod containerfile;
mod distributions;
mod findings;
mod found;
mod over;
mod pasted;
mod project;
mod readers;
pub mod review;
mod steps;
pub mod tree;
mod units;

pub use crate::decision::Subject;
pub use findings::{Resolved, resolve};
pub use found::{Contradiction, Evidence, Found, Sure};
pub use over::{Lost, Over, Pair, Shift, over};
pub use pasted::kind;
pub use project::{LONGEST_FILE, LONGEST_PROJECT, MOST_NAMES, NEVER_WALKED, Project, is_never_walked};
pub use readers::{Ecosystem, NATIVES, Native, Needs, READERS, Reader, is_wanted, native};
pub use steps::Steps;
pub use units::Unit;

use crate::decision::Decision;
use crate::facts::Date;
use crate::model::questions::{Answer, Runtime};
use ask::Left;
use review::Review;

/// What was found in a project, and what follows.
#[derive(Clone, Debug)]
pub struct Inspection {
    /// The service that was looked at; none where no manifest is known.
    pub unit: Option<Unit>,
    /// Others that the project has.
    pub others: Vec<Unit>,
    /// The findings that the state comes from.
    pub taken: Vec<Found>,
    /// Where files say different things.
    pub contradictions: Vec<Contradiction>,
    /// What is worth knowing and is no answer.
    pub notes: Vec<(Evidence, String)>,
    /// What was not read.
    pub problems: Vec<String>,
    /// The verdict and the Dockerfile that all of it leads to.
    pub decision: Decision,
    /// What is left to ask.
    pub left: Left,
    /// What is to be said of the Dockerfiles that are there.
    pub reviews: Vec<Review>,
}

impl Inspection {
    /// The way from the Dockerfile of the service to the one that it leads to; none where it has none.
    pub fn over(&self, project: &Project) -> Option<Over> {
        dockerfile(project, self.unit.as_ref()).map(|(path, text)| over(&path, text, &self.decision))
    }
}

/// The Dockerfile of a service, with its path and text.
pub fn dockerfile<'a>(project: &'a Project, unit: Option<&Unit>) -> Option<(String, &'a str)> {
    let view = project.view(unit.map_or("", |unit| unit.folder.as_str()));
    let path = readers::own(&view, unit.map(|unit| token(unit.runtime)))?;
    let text = project.text(&path)?;
    Some((path, text))
}

/// The token of a runtime.
fn token(runtime: Runtime) -> &'static str {
    Runtime::QUESTION.get().options[usize::from(runtime.index())].token
}

/// Reads a project, for a day.
pub fn inspect(project: &Project, today: Date) -> Inspection {
    inspect_service(project, None, today)
}

/// The same of the service with that manifest, where the project has it.
pub fn inspect_service(project: &Project, manifest: Option<&str>, today: Date) -> Inspection {
    let mut steps = Steps::new(project, manifest, today);
    loop {
        if let Some(done) = steps.step() {
            return done;
        }
    }
}
