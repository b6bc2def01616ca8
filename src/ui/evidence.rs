//! Links to what a statement stands on, and what stands beside a verdict.

use leptos::prelude::*;

use super::Page;

/// Links to the evidence, numbered where there is more than one piece: the page
/// that they lead to has the titles.
#[component]
pub fn Evidence(keys: &'static [&'static str]) -> impl IntoView {
    let links = keys.iter().enumerate().map(|(at, key)| {
        let address = format!("evidence.html#{key}");
        let name = if keys.len() == 1 { "Source".to_string() } else { format!("Source {}", at + 1) };
        view! { <a href=address target="_blank" rel="noopener">{name}</a>" " }
    });
    view! { <span class="evidence">{links.collect_view()}</span> }
}

/// Says wherever a verdict is shown that it is not the model's own.
#[component]
pub fn Moved(page: Page) -> impl IntoView {
    let moved = move || page.state.read().weights.are_moved();
    view! { <p class="notice moved" hidden=move || !moved()>"Uses your weights, not the defaults."</p> }
}
