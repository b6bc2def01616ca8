//! The article's rule of thumb beside the model, and why they differ.

use leptos::prelude::*;

use crate::model::article::{ArticleAnswer, article, disagreement};
use crate::ui::Page;

#[component]
pub fn Article(page: Page) -> impl IntoView {
    let rule = Memo::new(move |_| article(&page.verdict.read().service));
    let why = move || disagreement(&rule.read(), &page.verdict.read());
    let list = |signals: &[&str]| if signals.is_empty() { "nothing".to_string() } else { signals.join(", ") };
    let signals = move || {
        let rule = rule.read();
        match rule.answer {
            ArticleAnswer::Full => "It covers production only.".to_string(),
            _ => format!("For distroless: {}. Against it: {}.", list(&rule.for_it), list(&rule.against_it)),
        }
    };
    let differs = move || match why() {
        Some(why) => view! { <p class="differs"><strong>"The model disagrees. "</strong>{why}</p> }.into_any(),
        None => view! { <p>"The model agrees."</p> }.into_any(),
    };
    view! {
        <section class="article" aria-labelledby="article-title">
            <h2 id="article-title">"What the rule of thumb says"</h2>
            <p>"The article behind this project would say: "<strong id="article-answer">{move || rule.read().answer.label()}</strong>"."</p>
            <p class="note">{signals}</p>
            {differs}
        </section>
    }
}
