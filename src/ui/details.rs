//! What a decision is looked at more closely with: costs, reasons, the runbook.
//! A part that is loaded when the visitor comes to it.

mod article;
mod compare;
mod costs;
mod map;
mod myths;
mod reasons;
mod runbook;
mod share;
mod sizes;
mod versus;
mod weights;

use leptos::prelude::*;

use super::browser;
use super::explorer::Explorer;

/// Where the details belong.
const PLACE: &str = "details-part";

/// Puts the details into the page. Called once.
pub fn start(explorer: Explorer) {
    browser::mount(PLACE, move || view! { <Details explorer/> });
}

#[component]
fn Details(explorer: Explorer) -> impl IntoView {
    let page = explorer.settled;
    let now = explorer.decision();
    // Settling is taking over what was decided at once.
    let decision = Memo::new(move |_| {
        page.state.track();
        now.get_untracked()
    });
    view! {
        <reasons::Reasons page/>
        <weights::WeightsToMove page/>
        <map::Map page/>
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
