//! What this part says beside the file, where the first view leaves room for
//! it: of the link that was opened, and of the article's rule of thumb.

use leptos::prelude::*;

use super::file::File;
use crate::link;
use crate::model::article::{article, disagreement};
use crate::ui::{Page, browser};

/// Where it says what is to be said of the link.
const LINK: &str = "opened";
/// Where it says what the article would have.
const ARTICLE: &str = "article-says";

/// Puts it into the page.
pub fn start(file: File, opened: RwSignal<Option<String>>) {
    browser::mount(LINK, move || view! { <Opened opened/> });
    browser::mount(ARTICLE, move || view! { <Article page=file.settled/> });
}

/// What of the link could not be honoured, and the verdict that it carried
/// where that is another one today.
#[component]
fn Opened(opened: RwSignal<Option<String>>) -> impl IntoView {
    let said = Memo::new(move |_| {
        let link = opened.get()?;
        let link::Opened { state, earlier, problems, .. } = link::read(&link);
        let since = earlier.and_then(|earlier| earlier.since(&state.verdict(), !problems.is_empty()));
        (since.is_some() || !problems.is_empty()).then_some((since, problems))
    });
    let view = move || {
        let (since, problems) = said.get()?;
        let then = since.map(|since| {
            let because = since.because().into_iter().map(|why| view! { <li>{why}</li> }).collect_view();
            view! {
                <h2>"The verdict has changed since this link was made"</h2>
                <p id="then">"Then: "<strong>{since.then()}</strong>". Today: "<strong>{since.today()}</strong>"."</p>
                <ul>{because}</ul>
            }
        });
        let none = problems.is_empty();
        let items = problems.iter().map(|problem| view! { <li>{problem.to_string()}</li> }).collect_view();
        Some(view! {
            <aside class="problems" aria-label="About the link that you opened">
                {then}
                <h2 hidden=none>"Some of this link could not be applied"</h2>
                <ul hidden=none>{items}</ul>
                <button type="button" on:click=move |_| opened.set(None)>"Dismiss"</button>
            </aside>
        })
    };
    view! { {view} }
}

/// The article's rule of thumb, where it differs.
#[component]
fn Article(page: Page) -> impl IntoView {
    let differs = move || {
        let verdict = page.verdict.read();
        let rule = article(&verdict.service);
        disagreement(&rule, &verdict).map(|why| format!("The article’s rule of thumb would say “{}”. {why}", rule.answer.label()))
    };
    view! { <p class="note" hidden=move || differs().is_none()>{differs}</p> }
}
