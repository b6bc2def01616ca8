//! Where the points of the shown base came from, and weights to move.

use leptos::prelude::*;

use crate::ui::evidence::Evidence;
use crate::ui::{Page, browser};
use crate::model::Weights;
use crate::model::criterion::CRITERIA;
use crate::model::explain::{Part, parts};
use crate::model::tipping::tipping;
use crate::model::weights::GREATEST;

#[component]
pub fn Reasons(page: Page) -> impl IntoView {
    let title = move || format!("Why {} has {} points", page.shown.get().label(), page.verdict.read().points(page.shown.get()));
    let moved = move || page.state.read().weights.are_moved();
    let rows = (0..CRITERIA.len()).map(|criterion| view! { <OnePart page criterion/> }).collect_view();
    view! {
        <section class="reasons" aria-labelledby="reasons-title">
            <h2 id="reasons-title">{title}</h2>
            <p class="note">"The weights are our judgement. Move one and see what happens; the link keeps it."</p>
            <Show when=moved>
                <p class="notice">
                    "Some weights are yours and not the model’s. "
                    <button type="button" id="own-weights" on:click=move |_| page.change(|state| state.weights = Weights::OWN)>
                        "Back to the model’s weights"
                    </button>
                </p>
            </Show>
            <ol>{rows}</ol>
        </section>
    }
}

#[component]
fn OnePart(page: Page, criterion: usize) -> impl IntoView {
    let about = CRITERIA[criterion];
    let label = format!("weight-{}", about.name);
    let id = label.clone();
    let tips_for = format!("tips-{}", about.name);
    let tips_id = tips_for.clone();
    let show = move || {
        let verdict = page.verdict.read();
        let part = &parts(&verdict, page.shown.get())[criterion];
        describe(part).into_any()
    };
    let weight = move || page.verdict.read().weights()[criterion];
    let is_set = move || page.state.read().weights.get(criterion).is_some();
    // For each rival the weight from which it is ahead.
    let tips = move || {
        let verdict = page.verdict.read();
        let rivals = verdict.ranking().iter().skip(1).map(|rival| {
            let tie = tipping(&verdict, *rival)[criterion];
            match tie.and_then(|tie| tie.rival_leads_at().map(|weight| (weight, tie.rival_above))) {
                None => format!("{} at none", rival.label()),
                Some((weight, true)) => format!("{} from {weight} up", rival.label()),
                Some((weight, false)) => format!("{} from {weight} down", rival.label()),
            }
        });
        let rivals: Vec<String> = rivals.collect();
        if rivals.is_empty() {
            String::new()
        } else {
            format!("Weights that put others ahead of {}: {}", verdict.winner().label(), rivals.join(", "))
        }
    };
    view! {
        <li class:set=is_set>
            {show}
            <p class="weight">
                <label for=label>"Weight of "{about.label}": "{weight}{move || if is_set() { ", set by you" } else { "" }}</label>
                <input
                    type="range"
                    id=id
                    aria-describedby=tips_id
                    min="0"
                    max=GREATEST
                    prop:value=move || weight().to_string()
                    on:input=move |event| page.pass(|state| state.weights = state.weights.with(criterion, browser::number(&event)))
                    on:change=move |_| page.done()
                />
                <span class="note" id=tips_for>{tips}</span>
            </p>
        </li>
    }
}

fn describe(part: &Part<'_>) -> impl IntoView + use<> {
    let moves: Vec<_> = part.moves().map(|row| format!("{:+} {}", row.by, row.why)).collect();
    let weight = match (part.weight_is_set, moves.is_empty()) {
        (true, _) => format!("weight {}, set by you", part.weight),
        (_, true) => format!("weight {}", part.weight),
        _ => format!("weight {} ({}, {})", part.weight, part.criterion.base_weight, moves.join(", ")),
    };
    let adjusted: String = part.adjustments().map(|row| format!(" {:+}: {}.", row.by, row.why)).collect();
    view! {
        <span class="name">{part.criterion.label}</span>
        <meter min="0" max="100" prop:value=f64::from(part.score) aria-hidden="true"></meter>
        <span class="points">{part.points.to_string()}" of "{part.possible.to_string()}</span>
        <p>{format!("{}/100: {}.{adjusted}", part.score, part.row.map_or("", |row| row.why))}</p>
        <p class="note">{format!("{}; {weight}. ", part.criterion.about)}<Evidence keys=part.criterion.evidence/></p>
    }
}
