//! The weights, to move, with the points at which the verdict tips.

use leptos::prelude::*;

use super::reasons::tips;
use crate::model::criteria::CRITERIA;
use crate::model::weights::GREATEST;
use crate::model::{Family, Weights};
use crate::ui::{Page, browser};

#[component]
pub fn WeightsToMove(page: Page) -> impl IntoView {
    let moved = move || page.state.read().weights.are_moved();
    let rows = (0..CRITERIA.len()).map(|criterion| view! { <OneWeight page criterion/> }).collect_view();
    view! {
        <section class="weights" aria-labelledby="weights-title">
            <h2 id="weights-title">"Weights"</h2>
            <p class="note">"The default weights are our judgement. Change one to see its effect; the link keeps it. The marks show where another base takes the lead."</p>
            <p class="notice" hidden=move || !moved()>
                "You changed some weights. "
                <button type="button" id="own-weights" on:click=move |_| page.change(|state| state.weights = Weights::DEFAULT)>
                    "Reset to defaults"
                </button>
            </p>
            <ol>{rows}</ol>
        </section>
    }
}

#[component]
fn OneWeight(page: Page, criterion: usize) -> impl IntoView {
    let about = CRITERIA[criterion];
    let id = format!("weight-{}", about.name);
    let (tips_id, marks_id) = (format!("tips-{}", about.name), format!("marks-{}", about.name));
    let (tips_for, marks_for, label_for) = (tips_id.clone(), marks_id.clone(), id.clone());
    let weight = move || page.verdict.read().weights()[criterion];
    let is_set = move || page.state.read().weights.get(criterion).is_some();
    let all = Memo::new(move |_| tips(&page.verdict.read(), criterion));
    let marks =
        move || all.read().iter().filter_map(|(_, tip)| tip.map(|(weight, _)| view! { <option value=weight></option> })).collect_view();
    let says = move || {
        let all = all.read();
        let rival = |(rival, tip): &(Family, Option<(u8, bool)>)| {
            let when = match (*tip)? {
                (0, false) => "at 0".to_string(),
                (GREATEST, true) => format!("at {GREATEST}"),
                (weight, true) => format!("from {weight} up"),
                (weight, false) => format!("from {weight} down"),
            };
            Some(format!("{} {when}", rival.label()))
        };
        let rivals: Vec<String> = all.iter().filter_map(rival).collect();
        let winner = page.verdict.read().winner().label();
        match (all.is_empty(), rivals.is_empty()) {
            (true, _) => String::new(),
            (_, true) => format!("No weight puts another base ahead of {winner}."),
            _ => format!("Ahead of {winner}: {}.", rivals.join(", ")),
        }
    };
    view! {
        <li class:set=is_set>
            <label for=label_for><span class="hidden">"Weight of "</span>{about.label}": "<output>{weight}</output>{move || if is_set() { ", set by you" } else { "" }}</label>
            <input
                type="range"
                id=id
                list=marks_for
                aria-describedby=tips_for
                min="0"
                max=GREATEST
                prop:value=move || weight().to_string()
                on:input=move |event| page.pass(|state| state.weights = state.weights.with(criterion, browser::number(&event)))
                on:change=move |_| page.done()
            />
            <datalist id=marks_id>{marks}</datalist>
            <span class="note" id=tips_id>{says}</span>
        </li>
    }
}
