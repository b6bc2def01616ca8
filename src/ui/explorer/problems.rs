//! What of a link could not be honoured.

use leptos::prelude::*;

use super::Explorer;

#[component]
pub fn Problems(explorer: Explorer) -> impl IntoView {
    let problems = explorer.problems;
    let items = move || problems.read().iter().map(|problem| view! { <li>{problem.to_string()}</li> }).collect_view();
    view! {
        <aside class="problems" aria-label="About the link that you opened" hidden=move || problems.read().is_empty()>
            <h2>"Not everything in this link could be honoured"</h2>
            <ul>{items}</ul>
            <button type="button" on:click=move |_| problems.set(Vec::new())>"Dismiss"</button>
        </aside>
    }
}
