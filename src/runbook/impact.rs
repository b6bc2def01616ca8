//! What a base changes in what people do with a running container: one row for
//! each verb and set of families, the first that holds.

mod paste;
mod row;
mod rows;
mod verbs;

pub use row::Effect;
use row::{Instead, Row};

use super::scene::Scene;
use super::version::Version;
use crate::dockerfile::Plan;
use crate::dockerfile::settings::Does;
use crate::model::questions::Runtime;

/// Lines for a terminal or a file, ready to paste.
#[derive(Clone, Debug, PartialEq)]
pub struct Paste {
    /// `sh`, `yaml` or `dockerfile`.
    pub language: &'static str,
    /// The lines, with what this service has for names and numbers.
    pub text: String,
}

/// How one verb fares, with what takes its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Impact {
    /// What people do with a running container.
    pub verb: &'static str,
    /// How it fares on this base.
    pub effect: Effect,
    /// Why, in a sentence.
    pub why: &'static str,
    /// What to paste, with this service's port, path and name.
    pub replacement: Option<Paste>,
    /// Keys of the evidence.
    pub evidence: &'static [&'static str],
}

/// How every verb that there is for a service fares on the family of the plan;
/// nothing for a developer's machine.
pub fn impact(plan: &Plan, kubernetes: Version) -> Vec<Impact> {
    if plan.is_development() {
        return Vec::new();
    }
    let scene = Scene::new(plan, kubernetes);
    let mut all: Vec<Impact> = Vec::new();
    for row in rows::ROWS {
        let holds = row.families.has(plan.family) && row.when.holds(plan.service.answers()) && is_done(row.verb, plan);
        if holds && all.iter().all(|impact| impact.verb != row.verb) {
            all.push(shown(row, &scene));
        }
    }
    all
}

/// Whether people do that with what a service is: nobody asks a worker for its port.
fn is_done(verb: &str, plan: &Plan) -> bool {
    match verb {
        verbs::EXEC_PROBE => plan.listens(),
        verbs::FORWARD => plan.listens() && plan.does() != Does::Udp,
        verbs::CURL => matches!(plan.does(), Does::Http | Does::Fastcgi),
        verbs::PRE_STOP => !plan.ends(),
        verbs::DUMP => plan.runtime != Runtime::Go || plan.listens(),
        _ => true,
    }
}

fn shown(row: &Row, scene: &Scene<'_>) -> Impact {
    let replacement = match row.instead {
        Instead::Nothing => None,
        Instead::Text(language, text) => Some(Paste { language, text: scene.fill(text) }),
        Instead::Command(command) => Some(Paste { language: "sh", text: command(scene) }),
        Instead::Probe => scene.probe().map(|text| Paste { language: "yaml", text }),
        Instead::Dockerfile(lines) => Some(Paste { language: "dockerfile", text: lines(scene) }),
    };
    Impact { verb: row.verb, effect: row.effect, why: row.why, replacement, evidence: row.evidence }
}

/// Every verb that there is, in the order in which [`impact`] has them.
pub fn verbs() -> Vec<&'static str> {
    let mut all: Vec<&'static str> = Vec::new();
    for row in rows::ROWS {
        if !all.contains(&row.verb) {
            all.push(row.verb);
        }
    }
    all
}

/// Every key of evidence that a row names.
pub fn evidence() -> impl Iterator<Item = &'static str> {
    rows::ROWS.iter().flat_map(|row| row.evidence.iter().copied())
}
