//! The verdict: the base, how sure, and every other base with its place or
//! the reason why it is out.

use leptos::prelude::*;

use super::Page;
use super::myths::Myths;
use super::reasons::{Evidence, Moved};
use crate::facts::Place;
use crate::model::costs::costs;
use crate::model::explain;
use crate::model::flavour::{Flavour, flavour};
use crate::model::flips::{Lift, Look, lift};
use crate::model::{Family, Outcome};

#[component]
pub fn Verdict(page: Page) -> impl IntoView {
    let heading = move || match page.verdict.read().outcome() {
        Outcome::CloseCall(_) => format!("{}: a close call", Look::of(&page.verdict.read()).label()),
        Outcome::Clear(family) | Outcome::OnlyOne(family) => family.label().to_string(),
    };
    // In a close call all are named, and none is the winner.
    let named = move || {
        let verdict = page.verdict.read();
        let flavours = verdict.named().iter().map(|family| flavour(&verdict.service, *family));
        flavours.map(|flavour| view! { <p class="image"><code>{flavour.image().reference}</code>" "{sentence(flavour)}</p> }).collect_view()
    };
    let warning = move || {
        let verdict = page.verdict.read();
        let warning = costs(&verdict, verdict.winner()).upkeep.warning(page.today);
        warning.map(|text| view! { <p class="notice" id="ends">{text}</p> })
    };
    view! {
        <section class="verdict" aria-labelledby="verdict-title">
            <h2 id="verdict-title">{heading}</h2>
            <div id="image">{named}</div>
            <p role="status" aria-live="polite" id="readout">{move || explain::readout(&page.verdict.read())}</p>
            {warning}
            <Moved page/>
            <h3>"All five bases"</h3>
            <ol class="bases">
                <For each=move || ranked(page) key=|family| *family let:family>
                    <Base page family/>
                </For>
            </ol>
            <Myths place=Place::Verdict/>
        </section>
    }
}

fn sentence(flavour: &Flavour) -> String {
    let mut letters = flavour.why.chars();
    let first = letters.next().map(char::to_uppercase).into_iter().flatten();
    let login = flavour.image().login.map(|login| format!(" It asks for {login}.")).unwrap_or_default();
    first.chain(letters).chain(['.']).chain(login.chars()).collect()
}

/// The survivors by rank, then the excluded.
fn ranked(page: Page) -> Vec<Family> {
    let verdict = page.verdict.read();
    verdict.ranking().iter().chain(verdict.excluded()).copied().collect()
}

/// Which answers would bring a base back, and whether it would win.
fn lifted(lift: &Lift, family: Family) -> String {
    let changes: Vec<String> = lift
        .changes
        .iter()
        .map(|(question, index)| {
            let question = question.get();
            format!("“{}” to “{}”", question.ask, question.options[usize::from(*index)].label)
        })
        .collect();
    let then = match lift.then {
        then if then.named.has(family) && then.named.count() > 1 => format!("it would be a close call: {}", then.label()),
        then if then.winner == family => format!("{} would be the base", family.label()),
        then => format!("{} could run it, but {} would still be ahead", family.label(), then.winner.label()),
    };
    format!("Changing {}: {then}.", changes.join(" and "))
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
                <p class="veto">{veto.reason}" "<Evidence keys=veto.evidence/></p>
                <p class="lift"><strong>"What would lift it: "</strong>{veto.lifted_by}</p>
            }
        });
        let then = lift(&page.state.read().answers, &verdict, family).map(|lift| view! { <p class="lift">{lifted(&lift, family)}</p> });
        view! { {reasons.collect_view()} {then} }
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
