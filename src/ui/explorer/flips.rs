//! What would change the verdict: single answers to try, one click each way.

use leptos::prelude::*;

use super::holder::Explorer;
use crate::decision::Origin;
use crate::model::QuestionId;
use crate::model::flips::{Flip, flips};
use crate::ui::browser;
use crate::ui::evidence::Moved;

const TITLE: &str = "flips-title";

/// What was tried: a question, the answer it had, and the one that was tried.
type Tried = (QuestionId, u8, u8);

#[component]
pub fn Flips(explorer: Explorer) -> impl IntoView {
    let page = explorer.settled;
    let tried = RwSignal::new(None::<Tried>);
    let all = Memo::new(move |_| {
        let state = page.state.read();
        flips(&state.answers, &state.weights)
    });
    let one = move |flip: Flip| {
        let question = flip.question.get();
        let answer = question.options[usize::from(flip.index)].label;
        let then = flip.then.label();
        let name = format!("Try {then}: {} {answer}", question.ask);
        let attempt = move |_| {
            tried.set(Some((flip.question, page.state.read_untracked().answers.index(flip.question), flip.index)));
            page.change(|state| state.turn(flip.question, flip.index));
        };
        view! {
            <li>
                <button type="button" aria-label=name on:click=attempt>{then}</button>
                <span>{question.ask}" "<strong>{answer}</strong></span>
            </li>
        }
    };
    // There is a way back as long as the answer is the one that was tried.
    let back = Memo::new(move |_| {
        tried.get().filter(|(question, before, now)| before != now && page.state.read().answers.index(*question) == *now)
    });
    let back_to = move || {
        let (question, before, _) = back.get()?;
        let question = question.get();
        Some(format!("Back to: {} {}", question.ask, question.options[usize::from(before)].label))
    };
    let go_back = move |_| {
        if let Some((question, before, _)) = back.get_untracked() {
            page.answer(question, before);
            // The button is gone with what it undid.
            browser::focus(TITLE.into());
        }
    };
    let none = move || all.read().is_empty();
    // What is only assumed comes first: those are the questions to answer next.
    let of = move |assumed: bool| {
        let origins = page.state.read().origins;
        all.get().into_iter().filter(move |flip| (origins.of(flip.question) == Origin::Assumed) == assumed)
    };
    let list = move |assumed: bool| of(assumed).map(one).collect::<Vec<_>>();
    let has = move |assumed: bool| of(assumed).next().is_some();
    let firm = move || {
        let state = page.state.read();
        let assumed = state.origins.count(&page.verdict.read().service, Origin::Assumed);
        match (assumed, has(true)) {
            (0, _) => "Every question is answered.",
            (_, true) => "These open questions could change the verdict. Click an answer to choose it.",
            (_, false) => "No single unanswered question could change the verdict.",
        }
    };
    view! {
        <section class="flips" aria-labelledby=TITLE>
            <h2 id=TITLE tabindex="-1">"What would change the verdict?"</h2>
            <Moved page/>
            <p class="note" id="firm">{firm}</p>
            <ul id="next">{move || list(true)}</ul>
            <p hidden=move || !none()>"No single answer would change the verdict."</p>
            <p class="note" hidden=move || !has(false)>"Other answers that would change the verdict. Click one to try it."</p>
            <p hidden=move || back.read().is_none()><button type="button" class="link" id="flip-back" on:click=go_back>{back_to}</button></p>
            <ul id="others">{move || list(false)}</ul>
        </section>
    }
}
