//! Links to what a statement stands on, and what stands beside a verdict.

use leptos::prelude::*;

use super::Page;

/// Keys of evidence, each leading to what it says.
#[component]
pub fn Evidence(keys: &'static [&'static str]) -> impl IntoView {
    let links = keys.iter().map(|key| {
        let address = format!("evidence.html#{key}");
        view! { <a href=address target="_blank" rel="noopener">{*key}</a>" " }
    });
    view! { <span class="evidence">{links.collect_view()}</span> }
}

/// Says wherever a verdict is shown that it is not the model's own.
#[component]
pub fn Moved(page: Page) -> impl IntoView {
    let moved = move || page.state.read().weights.are_moved();
    view! { <p class="notice moved" hidden=move || !moved()>"With weights that you moved: not the model’s own verdict."</p> }
}
