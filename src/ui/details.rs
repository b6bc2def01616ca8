//! What a decision is looked at more closely with: costs, reasons, the runbook.
//! A part that is loaded when the visitor comes to it.

mod article;
mod compare;
mod costs;
mod map;
mod myths;
mod picture;
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
    match browser::shown_in_frame() {
        None => browser::mount(PLACE, move || view! { <Details explorer/> }),
        Some(shown) => browser::mount(PLACE, move || view! { <InFrame explorer shown/> }),
    }
}

/// In a frame there is what its address asks for.
#[component]
fn InFrame(explorer: Explorer, shown: String) -> impl IntoView {
    let shows = |word: &str| shown.split(' ').any(|one| one == word);
    let (page, is_frozen) = (explorer.settled, shows("frozen"));
    view! {
        {shows("map").then(|| view! { <map::Map page is_alone=true is_frozen/> })}
        {shows("picture").then(|| view! { <picture::Picture decision=explorer.decision()/> })}
    }
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
        <picture::Picture decision/>
        <costs::Costs page decision/>
        <sizes::Sizes page/>
        <runbook::Runbook page decision/>
        <share::Share page decision/>
        <versus::Links decision/>
        <myths::Heard/>
    }
}
