//! The verdict: the base, its image, and how sure.

use leptos::prelude::*;

use super::holder::Explorer;
use crate::facts::Image;
use crate::model::Outcome;
use crate::model::explain;
use crate::model::flavour::{Flavour, flavour};
use crate::model::flips::Look;

#[component]
pub fn Verdict(explorer: Explorer) -> impl IntoView {
    let page = explorer.page;
    let heading = move || match page.verdict.read().outcome() {
        Outcome::CloseCall(_) => format!("{}: a close call", Look::of(&page.verdict.read()).label()),
        Outcome::Clear(family) | Outcome::OnlyOne(family) => family.label().to_string(),
    };
    // In a close call all are named, and none is the winner.
    let named = move || {
        let verdict = page.verdict.read();
        let images = page.images.read();
        let named = verdict.named().iter().map(|family| {
            let image = images.get(*family);
            view! { <p class="image"><code inner_html=parted(image.reference)></code>" "{sentence(flavour(&verdict.service, *family), image)}</p> }
        });
        named.collect_view()
    };
    view! {
        <h2 id="verdict-title" tabindex="-1">{heading}</h2>
        <div id="image">{named}</div>
        <p role="status" aria-live="polite" id="readout">{move || explain::spoken(&page.verdict.read())}</p>
    }
}

/// A name that is broken where its parts end, if it has to be.
fn parted(reference: &str) -> String {
    reference.replace('/', "/<wbr>").replace(':', ":<wbr>")
}

fn sentence(flavour: &Flavour, image: &Image) -> String {
    let mut letters = flavour.why.chars();
    // ASCII as all these texts begin: the letters of all languages are a table of 12 kB.
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    let login = image.login.map(|login| format!(" Requires {login}.")).unwrap_or_default();
    first.into_iter().chain(letters).chain(['.']).chain(login.chars()).collect()
}
