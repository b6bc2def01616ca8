//! What a decision is looked at more closely with: costs, reasons, the runbook.
//! A module that is loaded when the visitor comes to it.

mod article;
mod costs;
mod reasons;
mod runbook;
mod sizes;

use leptos::prelude::*;

use super::evidence::Myths;
use super::{Page, browser};
use crate::facts::Place;

/// Where the details belong.
const PLACE: &str = "details-part";

/// Puts the details into the page. Called once, from `main`.
pub fn start() {
    Owner::new().set();
    let page = Page::following(|| {});
    browser::mount(PLACE, move || view! { <Details page/> });
}

#[component]
fn Details(page: Page) -> impl IntoView {
    view! {
        <reasons::Reasons page/>
        <article::Article page/>
        <costs::Costs page/>
        <sizes::Sizes page/>
        <runbook::Runbook page/>
        <section class="heard" aria-labelledby="heard-title">
            <h2 id="heard-title">"What you may hear about Dockerfiles"</h2>
            <Myths place=Place::Dockerfile/>
        </section>
    }
}
