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
mod findings;
mod found;
mod over;
mod pasted;
mod project;
mod readers;
pub mod review;
pub mod tree;
mod units;

pub use findings::{Resolved, resolve};
pub use found::{Contradiction, Evidence, Found, Subject, Sure};
pub use over::{Lost, Over, Pair, Shift, over};
pub use pasted::kind;
pub use project::{LONGEST_FILE, LONGEST_PROJECT, MOST_NAMES, NEVER_WALKED, Project, is_never_walked};
pub use readers::{Ecosystem, NATIVES, Native, READERS, Reader, is_wanted, native};
pub use units::{Unit, units};

use crate::decision::{Decision, State};
use crate::dockerfile::SettingId;
use crate::facts::Date;
use crate::model::Family;
use crate::model::questions::{Answer, Runtime};
use ask::Left;
use findings::Findings;
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
        dockerfile(project, self.unit.as_ref()).map(|(path, text)| over(path, text, &self.decision))
    }
}

/// The Dockerfile of a service, with its text: the one in its folder, or of the root.
pub fn dockerfile<'a>(project: &'a Project, unit: Option<&Unit>) -> Option<(&'a str, &'a str)> {
    let folder = unit.map_or("", |unit| unit.folder.as_str());
    let all = project.names().filter(|path| readers::containerfile_of(path));
    let far = |path: &&str| {
        let (name, of) = (path.rsplit('/').next().unwrap_or_default(), path.rsplit_once('/').map_or("", |(of, _)| of));
        let is_plain = name == "Dockerfile" || name == "Containerfile";
        (of != folder, !of.is_empty(), !is_plain, path.len())
    };
    let path = all.filter(|path| project.text(path).is_some()).min_by_key(far)?;
    Some((path, project.text(path)?))
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
    let mut all = units(project);
    let named = manifest.and_then(|manifest| all.iter().position(|unit| unit.manifest == manifest));
    let first = all.first().is_some_and(|first| first.strength > TOO_FAR).then_some(0);
    let unit = named.or(first).map(|at| all.remove(at));
    // What lies aside, such as an example, and what is part of the service is not worth naming.
    all.retain(|other| other.strength > 0 && !unit.as_ref().is_some_and(|unit| unit.has_inside(other)));
    let folder = unit.as_ref().map_or("", |unit| unit.folder.as_str());
    let view = project.view(folder);
    let mut findings = Findings::default();
    if let Some(unit) = &unit {
        let is_alone = all.iter().all(|other| other.runtime == unit.runtime || other.strength + CLEARLY <= unit.strength);
        // A package.json says Node.js; that what it builds are files alone follows from its dependencies.
        let is_written = is_alone && !(unit.runtime == Runtime::StaticSite && unit.manifest.ends_with("package.json"));
        let sure = if is_written { Sure::Read } else { Sure::Inferred };
        let why = format!("{} is there", unit.manifest);
        let mut at = findings.at(&view.whole(), &unit.manifest);
        at.answer(unit.runtime, 0, sure, why);
    }
    for reader in READERS {
        let is_asked = reader.of.is_none_or(|of| unit.as_ref().is_some_and(|unit| of.contains(&unit.runtime)));
        if is_asked {
            (reader.read)(&view, &mut findings);
        }
    }
    let Resolved { state, taken, contradictions } = resolve(&findings.found);
    let mut decision = Decision::new(state, today);
    without_foreign_packages(&mut decision, &mut findings.notes, unit.as_ref());
    let left = ask::left(&decision.state);
    let reviews = review::reviews(project, &decision, today);
    let mut problems = project.problems().to_vec();
    if unit.is_none() {
        problems.push("No manifest is known here, so what runs inside is not known: the default service is shown.".into());
    }
    Inspection { unit, others: all, taken, contradictions, notes: findings.notes, problems, decision, left, reviews }
}

/// What lies so deep, or so far aside, is no service: a test or an example.
const TOO_FAR: i32 = -30;

/// From so much more on, one service of several is meant.
const CLEARLY: i32 = 40;

/// Packages that were found have Debian's names: on Alpine they would stop the build.
fn without_foreign_packages(decision: &mut Decision, notes: &mut Vec<(Evidence, String)>, unit: Option<&Unit>) {
    let named: Vec<&str> =
        [SettingId::Packages, SettingId::BuildPackages].into_iter().filter_map(|id| decision.state.settings.text(id)).collect();
    if decision.base != Family::Alpine || named.is_empty() {
        return;
    }
    let text = format!("These packages have Debian’s names and were left out: {}. Set those of Alpine.", named.join(","));
    let path = unit.map_or_else(String::new, |unit| unit.manifest.clone());
    notes.push((Evidence { path, line: 0 }, text));
    let settings = decision.state.settings.clone().with(SettingId::Packages, "").with(SettingId::BuildPackages, "");
    *decision = Decision::new(State { settings, ..decision.state.clone() }, decision.today);
}
