//! Walks every runbook that differs.

use std::collections::{BTreeMap, BTreeSet};

use container_diet::dockerfile::Plan;
use container_diet::model::{Answers, QuestionId};
use container_diet::runbook::{RunbookFile, Version, files};

use crate::dockerfiles::{Space, plan, values};

/// The questions that a runbook looks at, and those that keep a family in.
const DEPENDS_ON: &[QuestionId] = &[
    QuestionId::Runtime,
    QuestionId::Environment,
    QuestionId::Linking,
    QuestionId::NativeDeps,
    QuestionId::ExactVersion,
    QuestionId::VendorImages,
    QuestionId::I18nFonts,
    QuestionId::Platform,
];

/// On each runtime, family and platform any two settings and answers meet.
pub const RUNBOOKS: Space = Space {
    questions: DEPENDS_ON,
    core_questions: &[QuestionId::Runtime, QuestionId::Platform],
    every_image: false,
    core_settings: &[],
    together: &[],
    partly: false,
    strength: 2,
    values,
};

/// Calls back with every plan; returns how many.
pub fn every_plan(visit: &mut impl FnMut(&Answers, &Plan)) -> usize {
    RUNBOOKS.walk(&mut |it| visit(&it.answers, &plan(it.verdict, it.family, it.settings))).orders
}

/// Calls back with every runbook; returns how many.
pub fn every_runbook(visit: &mut impl FnMut(&Answers, &Plan, Version, Vec<RunbookFile>)) -> usize {
    let mut count = 0;
    every_plan(&mut |answers, plan| {
        for version in Version::ALL {
            count += 1;
            visit(answers, plan, version, files(plan, version));
        }
    });
    count
}

/// Every distinct text of each file, with the versions that it is for.
pub fn distinct() -> (usize, BTreeMap<&'static str, BTreeMap<String, BTreeSet<Version>>>) {
    let mut all: BTreeMap<&'static str, BTreeMap<String, BTreeSet<Version>>> = BTreeMap::new();
    let count = every_runbook(&mut |_, _, version, files| {
        for file in files {
            all.entry(file.name).or_default().entry(file.text).or_default().insert(version);
        }
    });
    (count, all)
}

/// The fenced blocks of a language.
pub fn fenced(text: &str, language: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut open: Option<(bool, String)> = None;
    for line in text.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(tag)) => open = Some((tag == language, String::new())),
            (Some(_), Some(_)) => {
                if let Some((true, block)) = open.take() {
                    blocks.push(block);
                }
            }
            (Some((_, block)), None) => *block += &format!("{line}\n"),
            (None, None) => {}
        }
    }
    blocks
}
