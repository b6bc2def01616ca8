//! The questions, as plain groups of radio buttons.

use leptos::prelude::*;

use super::Page;
use super::reasons_of_file::Puts;
use super::settings::Drafts;
use crate::link::State;
use crate::model::{Depth, QUESTIONS, Question};

#[component]
pub fn Questions(page: Page) -> impl IntoView {
    let group = move |folded: bool| {
        QUESTIONS
            .iter()
            .filter(|question| (question.depth == Depth::Advanced) == folded)
            .map(|question| view! { <OneQuestion page question/> })
            .collect_view()
    };
    let again = move |_| {
        page.drafts.set(Drafts::new());
        page.change(|state| *state = State::default());
    };
    view! {
        <form class="questions" aria-labelledby="questions-title" on:submit=|event| event.prevent_default()>
            <div class="title">
                <h2 id="questions-title">"Your service"</h2>
                <button type="button" on:click=again>"Start again"</button>
            </div>
            {group(false)}
            <details>
                <summary>"More questions"</summary>
                {group(true)}
            </details>
        </form>
    }
}

/// One question. Where it cannot matter it is not asked, and keeps its answer.
#[component]
fn OneQuestion(page: Page, question: &'static Question) -> impl IntoView {
    let asked = Memo::new(move |_| page.state.read().answers.asks(question.id));
    let given = Memo::new(move |_| page.state.read().answers.index(question.id));
    let help = format!("help-{}", question.name);
    let described_by = help.clone();
    let options = question
        .options
        .iter()
        .enumerate()
        .map(|(index, option)| {
            let index = index as u8;
            view! {
                <label>
                    <input
                        type="radio"
                        name=question.name
                        value=option.token
                        prop:checked=move || given.get() == index
                        on:change=move |_| page.answer(question.id, index)
                    />
                    <span>{option.label}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset id=question.name aria-describedby=described_by hidden=move || !asked.get()>
            <legend>{question.ask}</legend>
            <p class="help" id=help>{question.help}</p>
            <div class="options">{options}</div>
            <Puts page question=question.id/>
        </fieldset>
    }
}
