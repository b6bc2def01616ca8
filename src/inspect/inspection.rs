//! All that is known of a project in the end.

use super::ask::Left;
use super::found::{Contradiction, Evidence, Found};
use super::over::{Over, over};
use super::project::Project;
use super::readers;
use super::review::Review;
use super::units::{Unit, token};
use crate::decision::Decision;

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
