//! The Dockerfile, to read, copy and download.

use leptos::prelude::*;

use super::{Page, browser};
use crate::dockerfile::expects;

/// How long "Copied" stays.
const SAID_FOR: u32 = 2_000;

#[component]
pub fn Dockerfile(page: Page) -> impl IntoView {
    let text = Memo::new(move |_| page.state.read().dockerfile_text());
    let said = RwSignal::new("");
    let say = move |words| {
        said.set(words);
        browser::after(SAID_FOR, move || said.set(""));
    };
    let copy = move |_| {
        leptos::task::spawn_local(async move {
            let done = browser::copy(&text.get_untracked()).await;
            say(if done { "Copied" } else { "The browser refused: select the text and copy it" });
        });
    };
    let download = move |_| {
        let done = browser::download("Dockerfile", &text.get_untracked());
        say(if done { "Saved as Dockerfile" } else { "The browser refused: copy the text instead" });
    };
    let other = move || page.shown.get() != page.verdict.read().winner();
    let expected = move || {
        let verdict = page.verdict.read();
        expects(&verdict.service).iter().map(|line| view! { <li>{*line}</li> }).collect_view()
    };
    view! {
        <section class="dockerfile" aria-labelledby="dockerfile-title">
            <div class="title">
                <h2 id="dockerfile-title">{move || format!("Dockerfile on {}", page.shown.get().label())}</h2>
                <button type="button" id="copy" on:click=copy>"Copy"</button>
                <button type="button" id="download" on:click=download>"Download"</button>
                <span role="status" class="said">{said}</span>
            </div>
            <Show when=other>
                <p class="notice">
                    "This is not the recommended base. "
                    <button type="button" on:click=move |_| page.look_at(None)>"Show the recommended one"</button>
                </p>
            </Show>
            <pre tabindex="0" aria-label="Dockerfile"><code id="dockerfile">{text}</code></pre>
            <h3>"It expects"</h3>
            <ul>{expected}</ul>
        </section>
    }
}
