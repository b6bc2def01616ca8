//! The questions, as plain groups of radio buttons, in steps: which step is shown is
//! a choice that the style sheet follows.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::followed::{fact, text};
use super::holder::Explorer;
use super::steps;
use crate::decision::{Origin, State};
use crate::model::flips::Look;
use crate::model::{QUESTIONS, Question, Topic};
use crate::ui::Page;
use crate::ui::browser;

/// In which answers may be chosen before this runs.
pub const QUESTIONS_PLACE: &str = "questions";
/// In which it is said what is not asked.
pub const NO_EFFECT: &str = "no-effect";

#[component]
pub fn Questions(explorer: Explorer) -> impl IntoView {
    let page = explorer.page;
    // What never changes is text: views of it would weigh on the first chunk.
    let groups = Topic::ALL.into_iter().map(|step| {
        let questions = QUESTIONS.iter().filter(move |question| question.topic == step);
        let next = Topic::ALL.get(step as usize + 1).map_or_else(String::new, |next| steps::button(*next));
        view! {
            <div class="step" role="group" aria-label=step.label() data-step=step.token()>
                {questions.map(|question| question_view(explorer.settled, question)).collect_view()}
                <p inner_html=next></p>
            </div>
        }
    });
    // Whatever chooses an answer is a click for the browser, keys as well. And only a click
    // says that what is assumed is right, as nothing changes then.
    let answer = move |event: MouseEvent| {
        let Some((name, token)) = browser::choice(&event) else { return };
        let question = QUESTIONS.iter().find(|question| question.name == name);
        if let Some((question, index)) = question.and_then(|question| Some((question, question.find(&token)?))) {
            page.answer(question.id, index);
        }
    };
    // Without autocomplete="off" a reload would bring old answers back.
    view! {
        <form id="service" class="questions" aria-labelledby="questions-title" autocomplete="off" on:click=answer on:submit=|event| event.prevent_default()>
            <div class="title">
                <h2 id="questions-title">"Your service"</h2>
                <button type="button" on:click=move |_| explorer.begin(State::default())>"Reset answers"</button>
            </div>
            <div class="stepper" inner_html=steps::chooser()></div>
            {groups.collect_view()}
            // The rest says here what is not asked.
            <div id=NO_EFFECT></div>
        </form>
        // On a phone, in sight from the top of the page until the verdict itself is, so not
        // within the form. For eyes alone: the verdict is announced.
        <div class="glance">
            <p aria-hidden="true">
                <strong>{text(move || Look::of(&page.verdict.read()).label().to_string())}</strong>
                {text(move || page.images.read().get(page.verdict.read().winner()).reference.into())}
            </p>
            <span><a href="#verdict">"Verdict"</a>" "<a href="#dockerfile-part">"Dockerfile"</a></span>
        </div>
    }
}

/// One question. Where it cannot matter it is not asked, and keeps its answer.
fn question_view(page: Page, question: &'static Question) -> impl IntoView {
    let given = Memo::new(move |_| page.state.read().answers.index(question.id));
    let origin = move || page.state.read().origins.of(question.id).label();
    // A class, as a style that asks for the text would be asked again at each change of the page.
    // What was read of a project looks like an answer: the words beside it say whose it is.
    let is_unanswered = move || page.state.read().origins.of(question.id) == Origin::Assumed;
    let is_out = move || !page.state.read().answers.asks(question.id);
    let help = format!("help-{}", question.name);
    let described_by = help.clone();
    let options = question.options.iter().enumerate().map(|(index, option)| {
        let is_given = move || usize::from(given.get()) == index;
        view! {
            <label>
                <input type="radio" name=question.name value=option.token checked=untrack(is_given) prop:checked=fact(is_given)/>
                <span>{option.label}</span>
            </label>
        }
    });
    view! {
        <fieldset
            id=question.name
            aria-describedby=described_by
            class:unanswered=is_unanswered
            hidden=untrack(is_out)
            prop:hidden=fact(is_out)
        >
            <legend>{question.ask}" "<small>{text(move || origin().into())}</small></legend>
            <p class="help" id=help>{question.help}</p>
            <div class="options">{options.collect_view()}</div>
            // The Dockerfile's part says here what the answer puts into it.
            <p class="puts" id=format!("puts-{}", question.name)></p>
        </fieldset>
    }
}
