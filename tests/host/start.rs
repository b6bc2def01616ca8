//! Worked services to start from, and the way back to what was shown.

use crate::states::link_of;

use std::collections::HashSet;

use container_diet::decision::{History, PRESETS, State};
use container_diet::link;
use container_diet::model::QUESTIONS;
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    answers: String,
    expected: String,
    acceptable: Vec<String>,
}

#[test]
fn every_preset_is_a_worked_service_and_leads_to_its_base() {
    let cases: Vec<Case> = serde_json::from_str(include_str!("cases.json")).expect("cases are JSON");
    assert_eq!(PRESETS.len(), cases.len() + 1);
    assert_eq!(PRESETS[0].state(), State::default(), "the first begins with nothing");
    for (preset, case) in PRESETS[1..].iter().zip(&cases) {
        let state = preset.state();
        assert_eq!(state.answers, link::read(&case.answers).state.answers, "{}", preset.key);
        assert_eq!(link::read(&link_of(&state)).state, state, "{}: all of it is in a link", preset.key);
        let base = state.verdict().winner().token();
        assert!(case.expected == base || case.acceptable.iter().any(|other| other == base), "{}: {base}", preset.key);
    }
    let names: HashSet<_> = PRESETS.iter().map(|preset| preset.name).collect();
    let keys: HashSet<_> = PRESETS.iter().map(|preset| preset.key).collect();
    let states: HashSet<_> = PRESETS.iter().map(|preset| link_of(&preset.state())).collect();
    assert_eq!([names.len(), keys.len(), states.len()], [PRESETS.len(); 3], "no two are the same");
}

fn answered(steps: usize) -> Vec<State> {
    let mut state = State::default();
    let step = |step: usize| {
        let question = &QUESTIONS[step % QUESTIONS.len()];
        let next = (state.answers.index(question.id) + 1) % question.options.len() as u8;
        state.answer(question.id, next);
        state.clone()
    };
    (0..steps).map(step).collect()
}

#[test]
fn the_way_back_leads_through_every_state_and_forth_again() {
    let states = answered(30);
    let mut history = History::new(State::default());
    assert!(!history.can_undo() && !history.can_redo());
    states.iter().for_each(|state| history.record(state.clone()));
    for state in states.iter().rev().skip(1) {
        assert_eq!(history.undo().as_ref(), Some(state));
    }
    assert_eq!(history.undo(), Some(State::default()));
    assert_eq!(history.undo(), None);
    for state in &states {
        assert_eq!(history.redo().as_ref(), Some(state));
    }
    assert_eq!(history.redo(), None);
}

#[test]
fn a_new_step_ends_what_was_undone_and_the_same_state_is_none() {
    let states = answered(3);
    let mut history = History::new(State::default());
    history.record(State::default());
    assert!(!history.can_undo(), "the same state again is no step");
    history.record(states[0].clone());
    history.record(states[1].clone());
    history.undo();
    history.record(states[0].clone());
    assert!(history.can_redo(), "nor after a step back");
    history.record(states[2].clone());
    assert!(!history.can_redo());
    assert_eq!(history.undo().as_ref(), Some(&states[0]));
}

#[test]
fn the_way_back_is_bounded() {
    let mut history = History::new(State::default());
    answered(1_000).into_iter().for_each(|state| history.record(state));
    let steps = std::iter::from_fn(|| history.undo()).count();
    assert_eq!(steps, 100);
}
