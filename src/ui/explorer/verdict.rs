//! The verdict: the base, its image, and how sure.

use leptos::prelude::*;

use super::followed::text;
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
    // In a close call all are named, and none is the winner. Text of the facts alone, so
    // it is put there as HTML: views of it would weigh on the first chunk.
    let named = move || {
        let verdict = page.verdict.read();
        let images = page.images.read();
        let named = verdict.named().iter().map(|family| shown(flavour(&verdict.service, *family), images.get(*family)));
        named.collect::<String>()
    };
    view! {
        <h2 id="verdict-title" tabindex="-1">{text(heading)}</h2>
        <div id="image" inner_html=named></div>
        <p role="status" aria-live="polite" id="readout">{text(move || explain::spoken(&page.verdict.read()))}</p>
    }
}

/// An image that is named, and why it is that one.
fn shown(flavour: &Flavour, image: &Image) -> String {
    let mut html = String::from("<p class=\"image\"><code>");
    // A name is broken where its parts end, if it has to be.
    for letter in image.reference.chars() {
        html.push(letter);
        if matches!(letter, '/' | ':') {
            html += "<wbr>";
        }
    }
    html += "</code> ";
    let mut letters = flavour.why.chars();
    // ASCII as all these texts begin: the letters of all languages are a table of 12 kB.
    html.extend(letters.next().map(|first| first.to_ascii_uppercase()));
    html += letters.as_str();
    html.push('.');
    if let Some(login) = image.login {
        html += " Requires ";
        html += login;
        html.push('.');
    }
    html + "</p>"
}
