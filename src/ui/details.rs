//! What a decision is looked at more closely with: costs, reasons, the runbook.
//! A module that is loaded when the visitor comes to it.

mod article;
mod compare;
mod costs;
mod myths;
mod reasons;
mod runbook;
mod share;
mod sizes;
mod versus;
mod weights;

use leptos::prelude::*;

use super::{Page, browser};

/// Where the details belong.
const PLACE: &str = "details-part";

/// Puts the details into the page. Called once, from `main`.
pub fn start() {
    browser::begin();
    let page = Page::following(|| {}).settled();
    browser::mount(PLACE, move || view! { <Details page/> });
}

#[component]
fn Details(page: Page) -> impl IntoView {
    let decision = page.decision();
    view! {
        <reasons::Reasons page/>
        <weights::WeightsToMove page/>
        <compare::Compare page decision/>
        <article::Article page/>
        <costs::Costs page decision/>
        <sizes::Sizes page/>
        <runbook::Runbook page decision/>
        <share::Share page decision/>
        <versus::Links decision/>
        <myths::Heard/>
    }
}
