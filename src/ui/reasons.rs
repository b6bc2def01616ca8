//! Where the points of the shown base came from.

use leptos::prelude::*;

use super::Page;
use crate::model::explain::{Part, parts};

#[component]
pub fn Reasons(page: Page) -> impl IntoView {
    let title = move || format!("Why {} has {} points", page.shown.get().label(), page.verdict.read().points(page.shown.get()));
    let rows = move || parts(&page.verdict.read(), page.shown.get()).into_iter().map(one_part).collect_view();
    view! {
        <section class="reasons" aria-labelledby="reasons-title">
            <h2 id="reasons-title">{title}</h2>
            <ol>{rows}</ol>
        </section>
    }
}

fn one_part(part: Part) -> impl IntoView {
    let moves: Vec<_> = part.moves.iter().map(|row| format!("{:+} {}", row.by, row.why)).collect();
    let weight = match moves.is_empty() {
        true => format!("weight {}", part.weight),
        false => format!("weight {} ({}, {})", part.weight, part.criterion.base_weight, moves.join(", ")),
    };
    let adjusted: String = part.adjustments.iter().map(|row| format!(" {:+}: {}.", row.by, row.why)).collect();
    view! {
        <li>
            <span class="name">{part.criterion.label}</span>
            <meter min="0" max="100" prop:value=f64::from(part.score) aria-hidden="true"></meter>
            <span class="points">{part.points.to_string()}" of "{part.possible.to_string()}</span>
            <p>{format!("{}/100: {}.{adjusted}", part.score, part.row.map_or("", |row| row.why))}</p>
            <p class="note">{format!("{}; {weight}", part.criterion.about)}</p>
        </li>
    }
}
