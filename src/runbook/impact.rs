//! What a base changes in what people do with a running container: one row for
//! each verb and set of families, the first that holds.

mod rows;

use super::scene::Scene;
use super::version::Version;
use crate::dockerfile::Plan;
use crate::model::Family;
use crate::model::condition::When;
use crate::model::family::Families;

/// How a verb fares on a base.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// As everywhere.
    Works,
    /// It does something, but not quite what people expect.
    Differs,
    /// It fails.
    Breaks,
}

impl Effect {
    /// For people and data.
    pub fn label(self) -> &'static str {
        match self {
            Effect::Works => "works",
            Effect::Differs => "differs",
            Effect::Breaks => "breaks",
        }
    }
}

/// Something to paste.
#[derive(Clone, Debug, PartialEq)]
pub struct Paste {
    /// `sh`, `yaml` or `dockerfile`.
    pub language: &'static str,
    /// The text.
    pub text: String,
}

/// How one verb fares, with what takes its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Impact {
    /// What people do.
    pub verb: &'static str,
    /// How it fares.
    pub effect: Effect,
    /// Why, in a sentence.
    pub why: &'static str,
    /// What to paste, with this service's port, path and name.
    pub replacement: Option<Paste>,
    /// Keys of the evidence.
    pub evidence: &'static [&'static str],
}

/// What takes the place of a verb.
enum Instead {
    /// Nothing has to, or nothing can.
    Nothing,
    /// A text with places for port, path and name.
    Text(&'static str, &'static str),
    /// A command of the scene.
    Command(fn(&Scene<'_>) -> String),
}

struct Row {
    verb: &'static str,
    families: Families,
    when: When,
    effect: Effect,
    why: &'static str,
    instead: Instead,
    evidence: &'static [&'static str],
}

/// How every verb that there is for a service fares on the family of the plan;
/// nothing for a developer's machine.
pub fn impact(plan: &Plan<'_>, kubernetes: Version) -> Vec<Impact> {
    if plan.is_development() {
        return Vec::new();
    }
    let scene = Scene::new(plan, kubernetes);
    let mut all: Vec<Impact> = Vec::new();
    for row in rows::ROWS {
        let holds = row.families.has(plan.family) && row.when.holds(plan.service.answers());
        if holds && all.iter().all(|impact| impact.verb != row.verb) {
            all.push(shown(row, &scene));
        }
    }
    all
}

fn shown(row: &Row, scene: &Scene<'_>) -> Impact {
    let replacement = match row.instead {
        Instead::Nothing => None,
        Instead::Text(language, text) => Some(Paste { language, text: scene.fill(text) }),
        Instead::Command(command) => Some(Paste { language: "sh", text: command(scene) }),
    };
    Impact { verb: row.verb, effect: row.effect, why: row.why, replacement, evidence: row.evidence }
}

/// Every verb, in the order shown, with the families on which its rows speak:
/// for tests and for whoever lists them.
pub fn verbs() -> Vec<(&'static str, Vec<Family>)> {
    let mut all: Vec<(&'static str, Vec<Family>)> = Vec::new();
    for row in rows::ROWS {
        if !all.iter().any(|(verb, _)| *verb == row.verb) {
            let on = |family: &Family| rows::ROWS.iter().any(|other| other.verb == row.verb && other.families.has(*family));
            all.push((row.verb, Family::ALL.into_iter().filter(on).collect()));
        }
    }
    all
}

/// Every key of evidence that a row names.
pub fn evidence() -> impl Iterator<Item = &'static str> {
    rows::ROWS.iter().flat_map(|row| row.evidence.iter().copied())
}
