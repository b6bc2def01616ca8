//! The Dockerfile and what goes with it, to read, copy and download. A part
//! that is loaded when the visitor turns to the page.

mod beside;
mod code;
mod companions;
mod file;
mod rows;
mod search;
mod settings;

use leptos::prelude::*;

use super::evidence::Moved;
use super::explorer::Explorer;
use super::take::Take;
use super::{Page, browser};
use crate::model::{Family, Outcome, QUESTIONS};
use code::{Code, Reason};
use companions::{FILE, FILE_PANEL, Panel, Tabs};
pub use file::File;

/// The file and what goes with it.
pub fn view(file: File) -> impl IntoView {
    view! { <Dockerfile file/> }
}

/// Puts the file into the page, and what it says of the questions and the link to them.
/// Called once.
pub fn start(explorer: Explorer) {
    let file = browser::keep(|| File::new(explorer, whole(explorer.base_url.get_untracked())));
    // Nobody opens the search before this is there, so the build leaves it out.
    browser::mount(PLACE, move || (view(file), view! { <search::Search file/> }));
    beside::start(file, explorer.opened);
    for question in &QUESTIONS {
        let question = question.id;
        browser::mount(&format!("puts-{}", question.get().name), move || view! { <code::Puts file question/> });
    }
}

/// The address of the whole page, which a file made in a frame names as well.
fn whole(base_url: String) -> String {
    let address = base_url.split('?').next().unwrap_or_default();
    match address.rsplit_once('/') {
        Some((folder, view)) if view.starts_with("embed") => format!("{folder}/"),
        _ => base_url,
    }
}

/// Where the file belongs.
pub const PLACE: &str = "dockerfile-part";

#[component]
fn Dockerfile(file: File) -> impl IntoView {
    let File { page, settled, output, tab, .. } = file;
    let companions = Memo::new(move |_| file.settled_decision().companions(&output.read_untracked()));
    let shown = companions::shown(tab, companions);
    let name = Signal::derive(move || companions::name(shown));
    let text = Signal::derive(move || shown.read().as_ref().map_or_else(|| output.read().text(), |companion| companion.text.clone()));
    let is_file = Signal::derive(move || shown.read().as_ref().is_none_or(|companion| companion.is_file));
    view! {
        <section class="dockerfile" aria-labelledby="dockerfile-title">
            <h2 id="dockerfile-title" tabindex="-1">{move || format!("Dockerfile on {}", page.shown.get().label())}</h2>
            <Choice page=settled/>
            <Moved page=settled/>
            <search::Open/>
            <settings::Form file/>
            <Tabs tab companions shown/>
            <Take name text is_file/>
            <div role="tabpanel" id=FILE_PANEL aria-labelledby=companions::id(FILE) hidden=move || shown.read().is_some()>
                <Expected file/>
                <settings::Reasons file/>
                <pre><Code file/></pre>
                <Reason file/>
            </div>
            <Panel shown/>
        </section>
    }
}

/// Says when what is shown is not the one recommended base.
#[component]
fn Choice(page: Page) -> impl IntoView {
    // None where it is; else what would do as well.
    let others = Memo::new(move |_| {
        let (verdict, shown) = (page.verdict.read(), page.shown.get());
        match verdict.outcome() {
            Outcome::CloseCall(named) if named.contains(&shown) => Some(named.iter().copied().filter(|family| *family != shown).collect()),
            _ => (shown != verdict.winner()).then(Vec::new),
        }
    });
    let button = move |other: Family| {
        let look = move |_| page.look_at((other != page.verdict.read_untracked().winner()).then_some(other));
        view! { <button type="button" on:click=look>"Show "{other.label()}</button>" " }
    };
    let message = move || {
        match others.get() {
        Some(others) if others.is_empty() => view! {
            <p class="notice">
                "This is not the recommended base. "
                <button type="button" on:click=move |_| page.look_at(None)>"Show the recommended base"</button>
            </p>
        }
        .into_any(),
        Some(others) => {
            view! { <p class="notice">"This is a close call. Other bases would do as well. "{others.into_iter().map(button).collect_view()}</p> }
                .into_any()
        }
        None => ().into_any(),
    }
    };
    view! { {message} }
}

/// What could not be done as ordered, and what the file takes for granted: before
/// the file, as it is what has to be known first. Folded, so that the file begins
/// in sight.
#[component]
fn Expected(file: File) -> impl IntoView {
    let output = move || {
        file.settled.state.track();
        file.output.read_untracked()
    };
    let notes = move || output().notes.clone().into_iter().map(|note| view! { <p class="notice note-of-file">{note}</p> }).collect_view();
    let count = move || output().expects.len();
    let lines = move || output().expects.clone().into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    view! {
        {notes}
        <details class="expects">
            <summary>"What this file expects ("{count}")"</summary>
            <ul>{lines}</ul>
        </details>
    }
}
