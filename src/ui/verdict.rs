//! The verdict: the base, how sure, and every other base with its place or
//! the reason why it is out.

use leptos::prelude::*;

use super::Page;
use crate::model::Family;
use crate::model::explain;
use crate::model::flavour::{Flavour, flavour};

#[component]
pub fn Verdict(page: Page) -> impl IntoView {
    let best = Memo::new(move |_| page.verdict.read().winner());
    let image = move || flavour(&page.verdict.read().service, best.get());
    let heading = move || {
        let verdict = page.verdict.read();
        match verdict.close_call() {
            Some(rival) => format!("{} or {}: a close call", best.get().label(), rival.label()),
            None => best.get().label().to_string(),
        }
    };
    view! {
        <section class="verdict" aria-labelledby="verdict-title">
            <h2 id="verdict-title">{heading}</h2>
            <p class="image"><code id="image">{move || image().image().reference}</code></p>
            <p class="why">{move || sentence(image())}</p>
            <p role="status" aria-live="polite" id="readout">{move || explain::readout(&page.verdict.read())}</p>
            <p class="note">"The weights are our judgement; the sizes are facts. "{move || login(image())}</p>
            <h3>"All five bases"</h3>
            <ol class="bases">
                <For each=move || ranked(page) key=|family| *family let:family>
                    <Base page family/>
                </For>
            </ol>
        </section>
    }
}

fn sentence(flavour: &Flavour) -> String {
    let mut letters = flavour.why.chars();
    let first = letters.next().map(char::to_uppercase).into_iter().flatten();
    first.chain(letters).chain(['.']).collect()
}

fn login(flavour: &Flavour) -> String {
    flavour.image().login.map(|login| format!("This image asks for {login}.")).unwrap_or_default()
}

/// The survivors by rank, then the excluded.
fn ranked(page: Page) -> Vec<Family> {
    let verdict = page.verdict.read();
    verdict.ranking().iter().chain(verdict.excluded()).copied().collect()
}

/// One base in the ranking.
#[component]
fn Base(page: Page, family: Family) -> impl IntoView {
    let out = Memo::new(move |_| page.verdict.read().is_vetoed(family));
    let points = move || page.verdict.read().points(family);
    let shown = move || page.shown.get() == family;
    let best = move || page.verdict.read().winner() == family;
    let look = move |_| page.look_at((!best()).then_some(family));
    let reasons = move || {
        let verdict = page.verdict.read();
        let reasons = verdict.vetoes(family).map(|veto| {
            view! {
                <p class="veto">{veto.reason}</p>
                <p class="lift"><strong>"What would lift it: "</strong>{veto.lifted_by}</p>
            }
        });
        reasons.collect_view()
    };
    view! {
        <li id=format!("base-{}", family.token()) class:out=out class:shown=shown>
            <span class="name">{family.label()}</span>
            <code>{move || flavour(&page.verdict.read().service, family).image().reference}</code>
            {move || if out.get() {
                view! { <div class="out-why"><p class="state">"Cannot run this service"</p>{reasons}</div> }.into_any()
            } else {
                view! {
                    <meter min="0" max="100" prop:value=move || f64::from(points().tenths()) / 10.0 aria-hidden="true"></meter>
                    <span class="points">{move || points().to_string()}" of 100"</span>
                    <button type="button" aria-pressed=move || shown().to_string() on:click=look>
                        "Show "<span class="hidden">{family.label()}</span>
                    </button>
                }.into_any()
            }}
        </li>
    }
}
