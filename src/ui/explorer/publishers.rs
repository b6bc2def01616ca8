//! Which publishers may be used: a list, where the question says that some may.

use leptos::prelude::*;

use crate::facts::{About, Publisher, listed};
use crate::model::questions::VendorImages;
use crate::model::{Answers, QuestionId};
use crate::ui::{Page, browser};

/// In which the list is.
pub const PUBLISHERS: &str = "publishers";

#[component]
pub fn Publishers(page: Page) -> impl IntoView {
    let none = move || !page.state.read().answers.is(VendorImages::Yes);
    view! {
        <div hidden=none role="group" aria-label="Publishers that you may use">
            <ul class="publishers">{listed().map(|publisher| one(page, publisher)).collect_view()}</ul>
            <details class="help">
                <summary>"Terms, updates and signatures"</summary>
                <ul>{listed().map(statement).collect_view()}</ul>
                <p><a href="catalogue.html#publishers">"Sources"</a></p>
            </details>
        </div>
    }
}

/// One publisher, to choose, and what it has for the runtime.
fn one(page: Page, publisher: &'static Publisher) -> impl IntoView {
    let may = Memo::new(move |_| page.state.read().answers.allowed().has(publisher));
    let has = Memo::new(move |_| has(&page.state.read().answers, publisher));
    let turn = move |_| {
        page.change(|state| state.allow(publisher, !may.get_untracked()));
        if page.state.read_untracked().answers.is(VendorImages::No) {
            // The list is gone with the last one.
            browser::focus(QuestionId::VendorImages.get().name.into());
        }
    };
    view! {
        <li>
            <label><input type="checkbox" prop:checked=may on:change=turn/>" "{publisher.name}</label>
            <small>" "{move || has.get()}</small>
        </li>
    }
}

/// What a publisher has for the runtime, and why no file takes it.
fn has(answers: &Answers, publisher: &Publisher) -> String {
    match publisher.about().of(answers.choice(QuestionId::Runtime).token) {
        None => "nothing known for this runtime".into(),
        Some(has) => match has.not {
            None => has.what.to_string(),
            Some(not) => format!("{}; not used here: {not}", has.what),
        },
    }
}

/// On which terms its images are used.
fn statement(publisher: &'static Publisher) -> impl IntoView {
    let About { terms, support, tags, signed, .. } = publisher.about();
    let login = publisher.login.map(|login| format!(" {login}"));
    let said = |statement: &Option<crate::facts::Statement>, name: &str| match statement {
        Some(statement) => format!(" {}", statement.text),
        None => format!(" {name}: not known."),
    };
    let all: String = [(terms, "Terms"), (support, "Updates"), (tags, "Tags"), (signed, "Signatures")]
        .iter()
        .map(|(row, name)| said(row, name))
        .collect();
    view! { <li><strong>{publisher.name}</strong>{login}{all}</li> }
}
