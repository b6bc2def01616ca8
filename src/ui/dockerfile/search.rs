//! The way to a question, a setting or a view by its words.

use leptos::prelude::*;

use super::companions::FILE;
use super::file::File;
use super::settings;
use crate::decision::{Found, Subject, Target, Value};
use crate::dockerfile::SettingId;
use crate::ui::browser;

/// The id of the input that is searched with.
const FIELD: &str = "search-text";
/// The button that closes it.
const CLOSE: &str = "search-close";
/// Where the details are.
const DETAILS: &str = "details-part";
/// What can be searched for.
const WHAT: &str = "Search names, help texts, choices, views and link keys: port, certificate, kaniko, costs, bargs.";

/// The id of what was found.
fn id(at: usize) -> String {
    format!("found-{at}")
}

/// Opens it. The build puts it into the page before the rest of this is there.
#[component]
pub fn Open() -> impl IntoView {
    view! { <button type="button" id="search-button" popovertarget="search">"Search"</button> }
}

/// A field, and what is found by what is typed into it.
#[component]
pub fn Search(file: File) -> impl IntoView {
    let (typed, is_open) = (RwSignal::new(String::new()), RwSignal::new(false));
    // While nobody sees it, nothing is looked for.
    let found = Memo::new(move |_| match is_open.get() {
        true => {
            let mut found = file.settled_decision().search(&typed.read(), file.offered.get());
            // A frame has no views.
            found.retain(|found| !browser::in_frame() || matches!(found.place, Target::Subject(_)));
            found
        }
        false => Vec::new(),
    });
    let toggle = move |event| {
        is_open.set(browser::is_popover_open(&event));
        if !is_open.get_untracked() {
            typed.set(String::new());
        } else if browser::in_frame() {
            // See autofocus below.
            browser::focus(FIELD.into());
        }
    };
    let go = move |at: usize| {
        let subject = match found.read_untracked().get(at).map(|found| found.place) {
            None => return,
            Some(Target::Subject(subject)) => subject,
            Some(Target::Detail(detail)) => {
                browser::press(CLOSE);
                file.page.turn_to(detail);
                return browser::bring_up(DETAILS);
            }
        };
        if subject == Subject::Setting(SettingId::Comments) {
            file.tab.set(FILE);
        }
        browser::press(CLOSE);
        browser::focus(match subject {
            Subject::Question(question) => question.get().name.into(),
            Subject::Setting(setting) => settings::id(setting),
        });
    };
    // The places of what can be gone to.
    let places = move || -> Vec<usize> {
        (0..).zip(found.read_untracked().iter()).filter(|(_, found)| found.value.is_for_this()).map(|(at, _)| at).collect()
    };
    let key = move |event: leptos::ev::KeyboardEvent| {
        let places = places();
        let here = browser::id_of(&event, "li button").and_then(|here| places.iter().position(|at| id(*at) == here));
        let to = match (event.key().as_str(), here) {
            ("ArrowDown", None) => places.first(),
            ("ArrowDown", Some(here)) => places.get(here + 1).or(places.last()),
            ("ArrowUp", Some(here)) => here.checked_sub(1).and_then(|before| places.get(before)),
            _ => return,
        };
        event.prevent_default();
        // Above the first there is the field.
        browser::focus_at_once(&to.map_or(FIELD.into(), |at| id(*at)));
    };
    let first = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if let Some(at) = places().first() {
            go(*at);
        }
    };
    // One listener for all, and rows by value: see the rule of closures over memos in ARCHITECTURE.md.
    let click = move |event: leptos::ev::MouseEvent| {
        let clicked = browser::id_of(&event, "button");
        if let Some(at) = places().into_iter().find(|at| Some(id(*at)) == clicked) {
            go(at);
        }
    };
    let rows = move || found.read().iter().enumerate().map(|(at, found)| row(at, found)).collect_view();
    let said = move || said(&found.read(), typed.read().trim().is_empty());
    view! {
        <div id="search" popover="auto" role="dialog" aria-labelledby="search-title" on:toggle=toggle on:keydown=key>
            <h2 id="search-title">"Search questions, settings and views"</h2>
            <form class="field" role="search" on:submit=first>
                <input
                    type="text"
                    id=FIELD
                    aria-labelledby="search-title"
                    aria-describedby="search-said"
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    // A frame must not even try to take the focus from the page around it: browsers complain.
                    autofocus=!browser::in_frame()
                    prop:value=move || typed.get()
                    on:input=move |event| typed.set(event_target_value(&event))
                />
            </form>
            <p role="status" id="search-said" class="help">{said}</p>
            <ul on:click=click>{rows}</ul>
            <button type="button" id=CLOSE popovertarget="search" popovertargetaction="hide">"Close"</button>
        </div>
    }
}

/// How many were found.
fn said(found: &[Found], is_blank: bool) -> String {
    let others = found.iter().filter(|found| !found.value.is_for_this()).count();
    match (found.len(), others) {
        (0, _) if is_blank => WHAT.into(),
        (0, _) => format!("Nothing found. {WHAT}"),
        (all, 0) => format!("{all} found."),
        (all, others) if all == others => format!("{all} found, none for this service."),
        (all, others) => format!("{all} found, {others} of them not for this service."),
    }
}

/// One that was found: a button where it can be gone to.
fn row(at: usize, found: &Found) -> impl IntoView + use<> {
    let Found { label, kind, .. } = *found;
    let inside = match &found.value {
        Value::Given(value) => {
            let value = if value.is_empty() { "not set".into() } else { value.clone() };
            view! { <button type="button" id=id(at)><strong>{label}</strong>{kind}": "{value}</button> }.into_any()
        }
        Value::NotForThis(why) => {
            let why = why.as_ref().map(|why| format!(" {why}"));
            view! { <p class="note"><strong>{label}</strong>{kind}": not for this service."{why}</p> }.into_any()
        }
    };
    view! { <li>{inside}</li> }
}
