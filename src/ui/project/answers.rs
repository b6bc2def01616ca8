//! What no file answers and could change the verdict, by how much hangs on it.

use leptos::prelude::*;

use super::holder::{Intake, counted};
use crate::inspect::ask::{self, Ask};

/// The questions that are left, each with what its answers would lead to.
#[component]
pub fn Left(intake: Intake) -> impl IntoView {
    let page = intake.explorer.settled;
    let left = Memo::new(move |_| ask::left(&page.state.read()));
    let one = move |one: Ask| {
        let question = one.question.get();
        let options = question.options.iter().enumerate().map(|(index, option)| {
            let index = index as u8;
            let then = one.leads.iter().find(|(lead, _)| *lead == index).map(|(_, look)| format!(" → {}", look.label()));
            let is_assumed = index == one.assumed;
            view! {
                <button type="button" class:assumed=is_assumed on:click=move |_| page.answer(question.id, index)>
                    {option.label}{then}{is_assumed.then_some(" (assumed)")}
                </button>
            }
        });
        view! { <li><p><strong>{question.ask}</strong></p><div class="buttons" role="group" aria-label=question.ask>{options.collect::<Vec<_>>()}</div></li> }
    };
    // By value, in one piece: see the rule of closures over memos in ARCHITECTURE.md.
    let alone = move || left.get().asks.into_iter().filter(|ask| !ask.leads.is_empty()).map(one).collect::<Vec<_>>();
    let none = move || left.read().asks.iter().all(|ask| ask.leads.is_empty());
    let together = move || left.read().asks.iter().filter(|ask| ask.leads.is_empty()).count();
    let rest = move || left.read().assumed.len();
    let said = move || {
        let first = match together() {
            0 => String::new(),
            count => {
                format!("{} only together with another answer. ", capital(counted(count, "more question matters", "more questions matter")))
            }
        };
        format!(
            "{first}{} here, whatever you answer, so defaults are used.",
            match rest() {
                1 => "1 question changes nothing".to_string(),
                count => format!("{count} questions change nothing"),
            }
        )
    };
    view! {
        <article aria-labelledby="left-title">
            <h3 id="left-title">"Questions still to answer"</h3>
            <p hidden=move || !none()>"No single remaining question would change the verdict."</p>
            <ul class="asks">{alone}</ul>
            <p class="note">{said}</p>
        </article>
    }
}

fn capital(text: String) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}
