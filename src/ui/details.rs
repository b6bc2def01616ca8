//! What a decision is looked at more closely with: costs, reasons, the runbook, one
//! view at a time. A part that is loaded when the visitor comes to it.

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

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::explorer::Explorer;
use super::page::while_seen;
use super::{Page, browser, tabs};
use crate::decision::{Decision, Detail};

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
        {shows("map").then(|| view! { <map::Map page is_frozen/> })}
        {shows("picture").then(|| view! { <picture::Picture decision=explorer.decision()/> })}
    }
}

#[component]
fn Details(explorer: Explorer) -> impl IntoView {
    let is_near = RwSignal::new(false);
    Effect::new(move |_| browser::on_near(PLACE, move |near| is_near.set(near)));
    let page = explorer.settled;
    // Whoever chooses a view is led to it, and finds it as it is now.
    Effect::new(move |before: Option<()>| {
        page.detail.track();
        if before.is_some() {
            is_near.set(true);
        }
    });
    let now = explorer.decision();
    // Settling is taking over what was decided at once.
    let decision = Memo::new(move |_| {
        page.state.track();
        now.get_untracked()
    });
    let is_printed = RwSignal::new(false);
    browser::on_paper(move |printed| is_printed.set(printed));
    view! {
        <Tabs page/>
        {Detail::ALL.map(|detail| view! { <Panel page decision detail is_near is_printed/> })}
    }
}

/// The bar that stays, to choose one of the views.
#[component]
fn Tabs(page: Page) -> impl IntoView {
    let choose = move |detail: Detail| {
        page.turn_to(detail);
        browser::bring_up(PLACE);
    };
    let key = move |event: KeyboardEvent| {
        let Some(to) = tabs::next(&event.key(), page.detail.get_untracked() as usize, Detail::ALL.len()) else { return };
        event.prevent_default();
        choose(Detail::ALL[to]);
        browser::focus_at_once(&tab(Detail::ALL[to]));
    };
    let tabs = Detail::ALL.map(|detail| {
        let is_here = move || page.detail.get() == detail;
        view! {
            <button
                type="button"
                role="tab"
                id=tab(detail)
                aria-controls=panel(detail)
                aria-selected=move || is_here().to_string()
                tabindex=move || if is_here() { "0" } else { "-1" }
                on:click=move |_| choose(detail)
            >
                {detail.label()}
            </button>
        }
    });
    view! { <div class="tabs" id="views" role="tablist" aria-label="Details" on:keydown=key>{tabs}</div> }
}

/// A view. It is made when it is first chosen and follows the answers while it is near
/// the window: what the visitor did in it is still there when it is looked at again.
#[component]
fn Panel(page: Page, decision: Memo<Decision>, detail: Detail, is_near: RwSignal<bool>, is_printed: RwSignal<bool>) -> impl IntoView {
    let is_here = move || page.detail.get() == detail;
    let is_shown = Memo::new(move |_| is_here() || is_printed.get());
    let is_seen = Memo::new(move |_| is_here() && is_near.get() || is_printed.get());
    let was_shown = Memo::new(move |before: Option<&bool>| is_shown.get() || before.is_some_and(|before| *before));
    let make = move || {
        let (page, decision) = (page.while_seen(is_seen), while_seen(is_seen, decision));
        match detail {
            Detail::Why => view! {
                <reasons::Reasons page/>
                <weights::WeightsToMove page/>
                <article::Article page/>
                <myths::Heard/>
            }
            .into_any(),
            Detail::Map => view! { <map::Map page/> }.into_any(),
            Detail::Costs => view! { <costs::Costs page decision/> }.into_any(),
            Detail::Picture => view! { <picture::Picture decision/> }.into_any(),
            Detail::Sizes => view! { <sizes::Sizes page/> }.into_any(),
            Detail::Runbook => view! { <runbook::Runbook page decision/> }.into_any(),
            Detail::Compare => view! {
                <compare::Compare page decision/>
                <versus::Links decision/>
            }
            .into_any(),
            Detail::Share => view! { <share::Share page decision/> }.into_any(),
        }
    };
    view! {
        <div class="view" role="tabpanel" id=panel(detail) aria-labelledby=tab(detail) hidden=move || !is_shown.get()>
            {move || was_shown.get().then(make)}
        </div>
    }
}

fn tab(detail: Detail) -> String {
    format!("view-{}", detail.token())
}

fn panel(detail: Detail) -> String {
    format!("details-{}", detail.token())
}
