//! The 2 AM runbook: what a base changes for whoever is woken, whether the way
//! in is ready, and the files that make it so.
//!
//! ```text
//! Plan ─▶ Scene ─┬─▶ impact      what works, what breaks, what to paste instead
//!                ├─▶ readiness   seven points, and what fails without each
//!                └─▶ files       manifests, a runbook, a rehearsal
//! ```
//! Everything follows the version of Kubernetes. What was not tried says so.

mod builds;
pub mod commands;
mod compose;
mod container;
mod dumps;
mod failures;
mod guide;
pub mod impact;
pub mod kubectl;
mod manifests;
mod markdown;
pub mod readiness;
mod rehearsal;
mod scene;
pub mod version;
mod webserver;
mod workload;
mod yaml;

pub use impact::{Effect, Impact, impact, verbs};
pub use readiness::{Point, Readiness, Reply};
pub use version::Version;

use crate::dockerfile::Plan;
use crate::model::questions::{DebugPath, Platform};
use guide::docker;
use scene::Scene;

/// The name of every file that a runbook can have, in the order to read them.
pub const FILES: [&str; 9] = [
    "RUNBOOK.md",
    "compose.yaml",
    "rehearsal.sh",
    "deployment.yaml",
    "job.yaml",
    "cronjob.yaml",
    "debug-profile.yaml",
    "debug-rbac.yaml",
    "debug-images.yaml",
];

/// A file of the runbook.
#[derive(Clone, Debug, PartialEq)]
pub struct RunbookFile {
    /// The name to save it under.
    pub name: &'static str,
    /// What it is for, in a sentence or two.
    pub about: &'static str,
    /// What is in it.
    pub text: String,
}

/// What gets a shell beside a service.
#[derive(Clone, Debug, PartialEq)]
pub struct WayIn {
    /// What to paste into a terminal.
    pub command: String,
    /// A file that it names.
    pub file: Option<RunbookFile>,
}

/// The way in as the runbook has it; none where there is none today.
pub fn way_in(plan: &Plan, kubernetes: Version) -> Option<WayIn> {
    let scene = Scene::new(plan, kubernetes);
    let without_file = |command| WayIn { command, file: None };
    match (plan.service.is(Platform::Kubernetes), plan.service.is(Platform::Docker), scene.shell()) {
        (true, _, Some(shell)) => Some(without_file(scene.exec(shell))),
        (true, _, None) if plan.service.is(DebugPath::None) => None,
        (true, _, None) => Some(WayIn { command: scene.debug(), file: Some(profile(&scene)) }),
        (_, true, Some(shell)) => Some(without_file(docker::exec(shell))),
        (_, true, None) => Some(without_file(docker::beside(&scene, "-it", "sh"))),
        _ => None,
    }
}

fn profile(scene: &Scene<'_>) -> RunbookFile {
    RunbookFile {
        name: "debug-profile.yaml",
        about: "Runs the debug container as the service’s user, which may read its files, and with no further rights.",
        text: manifests::profile(scene),
    }
}

/// The files for a plan, in the order to read them; none for a developer's
/// machine, where nobody is woken.
pub fn files(plan: &Plan, kubernetes: Version) -> Vec<RunbookFile> {
    if plan.is_development() {
        return Vec::new();
    }
    let scene = Scene::new(plan, kubernetes);
    let file = |name, about, text| RunbookFile { name, about, text };
    let guide = file("RUNBOOK.md", "What to do in an incident with this base, step by step.", guide::guide(&scene));
    if plan.service.is(Platform::Docker) {
        return vec![
            guide,
            file(
                "compose.yaml",
                "Locks the service down as far as Compose can: read-only, no capabilities, a non-root user.",
                compose::compose(&scene),
            ),
        ];
    }
    if !plan.service.is(Platform::Kubernetes) {
        return vec![guide];
    }
    vec![
        guide,
        file(
            "rehearsal.sh",
            "Takes ten minutes before an incident. It tests access step by step and announces each step first.",
            rehearsal::rehearsal(&scene),
        ),
        file(scene.workload().file(), scene.workload().about(), workload::workload(&scene)),
        profile(&scene),
        file(
            "debug-rbac.yaml",
            "Grants a group the permissions for debug containers, which the built-in roles omit.",
            manifests::rbac(&scene),
        ),
        file(
            "debug-images.yaml",
            "Limits the images of debug containers. We could not test it on a cluster: begin with Warn and Audit.",
            manifests::images(&scene),
        ),
    ]
}

/// Every key of evidence that a text of the runbook can name.
pub fn evidence() -> std::collections::BTreeSet<&'static str> {
    let points = readiness::POINTS.iter().flat_map(|point| point.evidence.iter().copied());
    let changes = version::DIFFERENCES.iter().flat_map(|change| change.evidence.iter().copied());
    let prose = guide::EVIDENCE.iter().chain(dumps::EVIDENCE).copied();
    points.chain(changes).chain(prose).chain(impact::evidence()).chain(failures::evidence()).collect()
}
