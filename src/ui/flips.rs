//! What would change the verdict: single answers to try, one click each.

use leptos::prelude::*;

use super::Page;
use crate::model::flips::{Flip, flips};

#[component]
pub fn Flips(page: Page) -> impl IntoView {
    let all = Memo::new(move |_| {
        let state = page.state.read();
        flips(&state.answers, &state.weights)
    });
    let items = move || all.get().into_iter().map(|flip| view! { <OneFlip page flip/> }).collect_view();
    view! {
        <section class="flips" aria-labelledby="flips-title">
            <h2 id="flips-title">"What would change it"</h2>
            <super::reasons::Moved page/>
            <Show when=move || !all.read().is_empty() fallback=|| view! { <p>"No single answer would."</p> }>
                <p class="note">"Each of these answers, by itself, leads to another base. Click one to try it."</p>
                <ul>{items}</ul>
            </Show>
        </section>
    }
}

#[component]
fn OneFlip(page: Page, flip: Flip) -> impl IntoView {
    let question = flip.question.get();
    let answer = question.options[usize::from(flip.index)].label;
    let then = flip.then.label();
    let name = format!("Try {then}: {} {answer}", question.ask);
    view! {
        <li>
            <button type="button" aria-label=name on:click=move |_| page.answer(flip.question, flip.index)>{then}</button>
            <span>{question.ask}" "<strong>{answer}</strong></span>
        </li>
    }
}
