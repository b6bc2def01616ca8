//! The walk of all orders: how large it is, and that every file obeys the
//! invariants.

use std::collections::HashSet;

use container_diet::dockerfile::{Settings, dockerfile};
use container_diet::model::decide;

use super::every::{DEPENDS_ON, every_order, plan};
use super::invariants::check;
use crate::space::{neighbours, sample};

#[test]
fn every_file_obeys_the_invariants() {
    let mut distinct = HashSet::new();
    let walked = every_order(&mut |made| {
        let text = made.output.text();
        if distinct.insert(text.clone()) {
            check(&made, &text);
        }
    });
    println!("{walked}, to {} distinct Dockerfiles", distinct.len());
    assert!(distinct.len() > 5_000, "the walk finds the files: {}", distinct.len());
}

#[test]
fn no_other_question_changes_the_file() {
    let settings = Settings::default();
    for answers in sample(10_000) {
        let verdict = decide(&answers);
        let files: Vec<_> = verdict.ranking().iter().map(|family| (*family, dockerfile(&plan(&verdict, *family, &settings)))).collect();
        for (question, changed) in neighbours(answers).filter(|(question, _)| !DEPENDS_ON.contains(question)) {
            let other = decide(&changed);
            for (family, file) in files.iter().filter(|(family, _)| !other.is_vetoed(*family)) {
                assert_eq!(*file, dockerfile(&plan(&other, *family, &settings)), "{question:?}");
            }
        }
    }
}
