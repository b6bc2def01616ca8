//! The way over: from the Dockerfile that a project has to the one it leads to.
//!
//! What ours would lose of theirs comes first, as that is what people have to
//! carry over by hand. Then both files stage by stage, a patch, and what changes
//! for those on call between the base they have and the recommended one.

mod both;
mod lost;
mod start;

pub use both::Lost;

use super::containerfile::{File, Image, Libc, Stage};
use crate::decision::Decision;
use crate::dockerfile::{Order, Plan, SettingId, patch};
use crate::model::Family;
use crate::runbook::{self, Effect};

/// From one Dockerfile to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Over {
    /// The Dockerfile that is there, from the root of the project.
    pub path: String,
    /// What the new file does not carry.
    pub lost: Vec<Lost>,
    /// Both files stage by stage, the last stages last.
    pub stages: Vec<Pair>,
    /// From their file to ours, as `git apply` takes it.
    pub patch: String,
    /// The base that it runs on now, where its name says so.
    pub base: Option<Family>,
    /// What changes for those on call; empty where nothing does, or where that is not known.
    pub on_call: Vec<Shift>,
}

/// A stage of theirs beside one of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The lines of theirs; empty where they have none.
    pub theirs: String,
    /// The lines of ours.
    pub ours: String,
}

/// How something that people do with a running container fares on both bases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shift {
    /// What people do.
    pub verb: &'static str,
    /// On the base that they have.
    pub before: Effect,
    /// On the recommended one.
    pub after: Effect,
    /// Why, on the recommended one.
    pub why: &'static str,
}

/// The way from a Dockerfile to that of a decision.
pub fn over(path: &str, text: &str, decision: &Decision) -> Over {
    let output = decision.dockerfile();
    let new = output.text();
    let (theirs, ours) = (File::read(text).filled(), File::read(&new));
    let base = theirs.stages.len().checked_sub(1).and_then(|last| family(&theirs.image(last)));
    Over {
        path: path.into(),
        lost: lost::lost(&theirs, &ours, &new).into_iter().map(|lost| offered(lost, decision)).collect(),
        stages: pairs(&cut(text, &theirs), &cut(&new, &ours)),
        patch: patch::patch(path, path, text, &new),
        base,
        on_call: base.map_or_else(Vec::new, |base| on_call(decision, base)),
    }
}

/// Without a setting that this service does not have.
fn offered(lost: Lost, decision: &Decision) -> Lost {
    let has = |id: &SettingId| id.get().is_for(&decision.verdict.service) && decision.plan.uses(*id);
    Lost { setting: lost.setting.filter(has), ..lost }
}

/// The family of an image, as far as its name says so.
fn family(image: &Image<'_>) -> Option<Family> {
    match () {
        () if image.is_scratch() => Some(Family::Scratch),
        () if image.has_no_shell() || image.is_debug() => Some(Family::Distroless),
        () if image.libc() == Some(Libc::Musl) => Some(Family::Alpine),
        () if image.tag_has("slim") => Some(Family::Slim),
        () if image.has_shell() => Some(Family::Full),
        () => None,
    }
}

fn on_call(decision: &Decision, base: Family) -> Vec<Shift> {
    let state = &decision.state;
    // A base that cannot run the service has no plan.
    if base == decision.base || decision.verdict.is_vetoed(base) {
        return Vec::new();
    }
    let service = &decision.verdict.service;
    let theirs = Plan::new(Order { service, family: base, settings: &state.settings, today: decision.today });
    let before = runbook::impact(&theirs, state.kubernetes);
    let shift = |after: runbook::Impact| {
        let before = before.iter().find(|before| before.verb == after.verb)?;
        (before.effect != after.effect).then_some(Shift { verb: after.verb, before: before.effect, after: after.effect, why: after.why })
    };
    decision.impact().into_iter().filter_map(shift).collect()
}

/// The text of each stage; what comes before the first FROM belongs to the first.
fn cut(text: &str, file: &File) -> Vec<String> {
    let lines: Vec<&str> = text.lines().collect();
    let begins: Vec<usize> = file.stages.iter().map(begin).collect();
    let mut out = Vec::new();
    for (at, begin) in begins.iter().enumerate() {
        let from = if at == 0 { 0 } else { above(&lines, *begin) };
        let to = begins.get(at + 1).map_or(lines.len(), |next| above(&lines, *next));
        out.push(lines.get(from..to).unwrap_or_default().join("\n").trim_end().to_string());
    }
    out
}

fn begin(stage: &Stage) -> usize {
    (stage.line as usize).saturating_sub(1)
}

/// Comments right above a FROM belong to it.
fn above(lines: &[&str], begin: usize) -> usize {
    let comments = lines[..begin.min(lines.len())].iter().rev().take_while(|line| line.trim_start().starts_with('#')).count();
    begin - comments.min(begin)
}

/// The last stages stand beside each other, the others in their order.
fn pairs(theirs: &[String], ours: &[String]) -> Vec<Pair> {
    let (Some((their_last, their_first)), Some((our_last, our_first))) = (theirs.split_last(), ours.split_last()) else {
        return Vec::new();
    };
    let at = |texts: &[String], at: usize| texts.get(at).cloned().unwrap_or_default();
    let first =
        (0..their_first.len().max(our_first.len())).map(|place| Pair { theirs: at(their_first, place), ours: at(our_first, place) });
    first.chain([Pair { theirs: their_last.clone(), ours: our_last.clone() }]).collect()
}
