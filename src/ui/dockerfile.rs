//! The Dockerfile, to read, copy and download.

use leptos::prelude::*;

use super::{Page, browser};
use crate::dockerfile::Output;
use crate::model::Outcome;

/// How long "Copied" stays.
const SAID_FOR: u32 = 2_000;

#[component]
pub fn Dockerfile(page: Page) -> impl IntoView {
    let output = Memo::new(move |_| page.state.read().dockerfile(page.today, &browser::place()));
    let text = Memo::new(move |_| output.read().as_ref().map(Output::text));
    let none =
        move || view! { <p class="notice">"There is no Dockerfile for this stack yet. The verdict and the costs hold all the same."</p> };
    view! {
        <section class="dockerfile" aria-labelledby="dockerfile-title">
            <div class="title">
                <h2 id="dockerfile-title">{move || format!("Dockerfile on {}", page.shown.get().label())}</h2>
                <Show when=move || text.read().is_some()><Buttons text/></Show>
            </div>
            <Choice page/>
            <super::reasons::Moved page/>
            <Show when=move || text.read().is_some() fallback=none>
                <pre tabindex="0" role="region" aria-labelledby="dockerfile-title">
                    <code id="dockerfile">{move || text.get().unwrap_or_default()}</code>
                </pre>
                <Expected output/>
            </Show>
        </section>
    }
}

/// Copy and download.
#[component]
fn Buttons(text: Memo<Option<String>>) -> impl IntoView {
    let said = RwSignal::new("");
    let say = move |words| {
        said.set(words);
        browser::after(SAID_FOR, move || said.set(""));
    };
    let current = move || text.get_untracked().unwrap_or_default();
    let copy = move |_| {
        leptos::task::spawn_local(async move {
            let done = browser::copy(&current()).await;
            say(if done { "Copied" } else { "The browser refused: select the text and copy it" });
        });
    };
    let download = move |_| {
        let done = browser::download("Dockerfile", &current());
        say(if done { "Saved as Dockerfile" } else { "The browser refused: copy the text instead" });
    };
    view! {
        <button type="button" id="copy" on:click=copy>"Copy"</button>
        <button type="button" id="download" on:click=download>"Download"</button>
        <span role="status" class="said">{said}</span>
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
fn Expected(output: Memo<Option<Output>>) -> impl IntoView {
    let notes = move || {
        let notes = output.read().as_ref().map(|output| output.notes.clone()).unwrap_or_default();
        notes.into_iter().map(|note| view! { <p class="notice note-of-file">{note}</p> }).collect_view()
    };
    let lines = move || {
        let expected = output.read().as_ref().map(|output| output.expects.clone()).unwrap_or_default();
        expected.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()
    };
    view! {
        {notes}
        <h3>"It expects"</h3>
        <ul>{lines}</ul>
    }
}
