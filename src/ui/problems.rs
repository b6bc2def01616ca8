//! What of a link could not be honoured.

use leptos::prelude::*;

use super::Page;

#[component]
pub fn Problems(page: Page) -> impl IntoView {
    let items = move || page.problems.read().iter().map(|problem| view! { <li>{problem.to_string()}</li> }).collect_view();
    view! {
        <Show when=move || !page.problems.read().is_empty()>
            <aside class="problems" aria-label="About the link that you opened">
                <h2>"Not everything in this link could be honoured"</h2>
                <ul>{items}</ul>
                <button type="button" on:click=move |_| page.problems.set(Vec::new())>"Dismiss"</button>
            </aside>
        </Show>
    }
}
