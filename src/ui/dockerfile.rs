//! The Dockerfile and what goes with it, to read, copy and download.

use leptos::prelude::*;

use super::companions::{self, FILE, FILE_PANEL, Panel, Tabs};
use super::reasons_of_file::{Code, Reason};
use super::take::Take;
use super::{Page, settings};
use crate::dockerfile::Output;
use crate::model::Outcome;

#[component]
pub fn Dockerfile(page: Page) -> impl IntoView {
    let companions = Memo::new(move |_| page.state.read().companions(page.today, &page.output.read()));
    let shown = companions::shown(page, companions);
    let name = Signal::derive(move || companions::name(shown));
    let text = Signal::derive(move || shown.read().as_ref().map_or_else(|| page.output.read().text(), |companion| companion.text.clone()));
    let is_file = Signal::derive(move || shown.read().as_ref().is_none_or(|companion| companion.is_file));
    view! {
        <section class="dockerfile" aria-labelledby="dockerfile-title">
            <h2 id="dockerfile-title">{move || format!("Dockerfile on {}", page.shown.get().label())}</h2>
            <Choice page/>
            <super::reasons::Moved page/>
            <settings::Form page/>
            <Tabs page companions shown/>
            <Take name text is_file/>
            <div role="tabpanel" id=FILE_PANEL aria-labelledby=companions::id(FILE) hidden=move || shown.read().is_some()>
                <settings::Reasons page/>
                <pre><Code page/></pre>
                <Reason page/>
                <Expected output=page.output/>
            </div>
            <Panel shown/>
        </section>
    }
}

/// Says when what is shown is not the one recommended base.
#[component]
fn Choice(page: Page) -> impl IntoView {
    let message = move || {
        let verdict = page.verdict.read();
        let shown = page.shown.get();
        match verdict.outcome() {
            Outcome::CloseCall(named) if named.contains(&shown) => {
                let others = named.iter().copied().filter(|family| *family != shown);
                let buttons = others.map(|other| {
                    let look = move |_| page.look_at((other != page.verdict.read_untracked().winner()).then_some(other));
                    view! { <button type="button" on:click=look>"Show "{other.label()}</button>" " }
                });
                view! { <p class="notice">"A close call, others would do as well. "{buttons.collect_view()}</p> }.into_any()
            }
            _ if shown != verdict.winner() => view! {
                <p class="notice">
                    "This is not the recommended base. "
                    <button type="button" on:click=move |_| page.look_at(None)>"Show the recommended one"</button>
                </p>
            }
            .into_any(),
            _ => ().into_any(),
        }
    };
    view! { {message} }
}

/// What could not be done as ordered, and what the file takes for granted.
#[component]
fn Expected(output: Memo<Output>) -> impl IntoView {
    let notes =
        move || output.read().notes.clone().into_iter().map(|note| view! { <p class="notice note-of-file">{note}</p> }).collect_view();
    let lines = move || output.read().expects.clone().into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    view! {
        {notes}
        <h3>"It expects"</h3>
        <ul>{lines}</ul>
    }
}
