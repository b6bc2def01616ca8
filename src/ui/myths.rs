//! Names what is often heard where it matters; `myths.html` says what is right.

use leptos::prelude::*;

use crate::facts::Place;

/// Links to the myths of a place.
#[component]
pub fn Myths(place: Place) -> impl IntoView {
    let links = place.myths().enumerate().map(|(at, myth)| {
        let comma = if at > 0 { ", " } else { "" };
        let address = format!("myths.html#{}", myth.id);
        view! { {comma}<a href=address target="_blank" rel="noopener">{myth.title}</a> }
    });
    view! { <p class="myths">"Often heard and not so: "{links.collect_view()}</p> }
}

/// Those about Dockerfiles, which are beside the explorer's own.
#[component]
pub fn Heard() -> impl IntoView {
    view! {
        <section class="heard" aria-labelledby="heard-title">
            <h2 id="heard-title">"What you may hear about Dockerfiles"</h2>
            <Myths place=Place::Dockerfile/>
        </section>
    }
}
