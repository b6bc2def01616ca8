//! What is not asked for this service, and why.

use leptos::prelude::*;

use crate::model::QuestionId;
use crate::ui::Page;

#[component]
pub fn Unasked(page: Page) -> impl IntoView {
    let all = Memo::new(move |_| page.verdict.read().service.unasked().collect::<Vec<_>>());
    let count = move || match all.read().len() {
        1 => "1 question makes no difference here".to_string(),
        count => format!("{count} questions make no difference here"),
    };
    let rows = move || {
        let row =
            |(question, by): (QuestionId, QuestionId)| view! { <li>"“"{question.get().ask}"” (“"{by.get().ask}"” decides that)"</li> };
        all.get().into_iter().map(row).collect_view()
    };
    view! {
        <details hidden=move || all.read().is_empty()>
            <summary>{count}</summary>
            <ul class="help">{rows}</ul>
        </details>
    }
}
