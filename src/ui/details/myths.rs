//! What is often heard and is not so, named where it matters.

use leptos::prelude::*;

use crate::facts::Place;

/// Links to what is often heard where it matters; `myths.html` says what is right.
#[component]
pub fn Myths(place: Place) -> impl IntoView {
    let links = place.myths().enumerate().map(|(at, myth)| {
        let comma = if at > 0 { ", " } else { "" };
        let address = format!("myths.html#{}", myth.id);
        view! { {comma}<a href=address target="_blank" rel="noopener">{myth.title}</a> }
    });
    view! { <p class="myths"><span>"Common myths: "</span>{links.collect_view()}</p> }
}

/// Those about the bases and about Dockerfiles.
#[component]
pub fn Heard() -> impl IntoView {
    view! {
        <section class="heard" aria-labelledby="heard-title">
            <h2 id="heard-title">"Common myths"</h2>
            <h3>"About bases"</h3>
            <Myths place=Place::Verdict/>
            <h3>"About Dockerfiles"</h3>
            <Myths place=Place::Dockerfile/>
        </section>
    }
}
