//! Colleagues' links beside this state: what differs, and what of it decides.

use leptos::prelude::*;

use crate::decision::Decision;
use crate::share::versus::{Versus, links, versus};
use crate::ui::browser;
use crate::ui::take::Take;

/// More links than these are not read side by side.
const MOST: usize = 5;

#[component]
pub fn Links(decision: Memo<Decision>) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let base_url = StoredValue::new(browser::base_url());
    let all = Memo::new(move |_| {
        let (text, decision) = (text.read(), decision.read());
        links(&text).take(MOST).map(|link| versus(&decision, link, &base_url.get_value())).collect::<Vec<_>>()
    });
    let says = move || {
        let count = links(&text.read()).count();
        match count {
            0 if text.read().trim().is_empty() => String::new(),
            0 => "This text contains no link to Container Diet. A link has its answers after the #.".into(),
            count if count > MOST => format!("{count} links. Only the first {MOST} are compared."),
            1 => "One link.".into(),
            count => format!("{count} links."),
        }
    };
    let one = move |(at, versus): (usize, Versus)| view! { <One at versus/> };
    view! {
        <section class="versus" aria-labelledby="versus-title">
            <h2 id="versus-title">"Compare with other links"</h2>
            <label for="other-links">"One or more links from colleagues"</label>
            <textarea
                id="other-links"
                rows="3"
                spellcheck="false"
                autocomplete="off"
                aria-describedby="links-found"
                prop:value=move || text.get()
                on:input=move |event| text.set(event_target_value(&event))
            ></textarea>
            <p class="note" id="links-found" role="status">{says}</p>
            {move || all.get().into_iter().enumerate().map(one).collect_view()}
        </section>
    }
}

#[component]
fn One(at: usize, versus: Versus) -> impl IntoView {
    let together = versus.together_text();
    let Versus { problems, looks: (mine, theirs), answers, others, patch, .. } = versus;
    let verdicts = match mine.named == theirs.named {
        true => format!("Both recommend {}.", mine.label()),
        false => format!("Here {}, there {}.", mine.label(), theirs.label()),
    };
    let rows: Vec<_> = answers
        .iter()
        .map(|differs| {
            let alone = match (differs.decides, differs.counts) {
                (Some(look), _) => format!("alone changes the verdict to: {}", look.label()),
                (None, true) => "alone does not change the verdict".into(),
                (None, false) => "not asked for either service".into(),
            };
            let class = if differs.decides.is_some() { "differ" } else { "" };
            let (mine, theirs) = differs.answers.clone();
            view! {
                <tr class=class>
                    <th scope="row">{differs.question.get().ask}</th><td>{mine}</td><td>{theirs}</td><td>{alone}</td>
                </tr>
            }
        })
        .collect();
    let same = rows.is_empty() && others.is_empty();
    let (no_rows, no_patch) = (rows.is_empty(), patch.is_empty());
    let patch = Signal::stored(patch);
    view! {
        <article class="other-link" aria-label=format!("Link {}", at + 1)>
            <h3>{format!("Link {}: {verdicts}", at + 1)}</h3>
            <ul hidden=problems.is_empty()>{problems.iter().map(|problem| view! { <li class="problem">{problem.to_string()}</li> }).collect::<Vec<_>>()}</ul>
            <p hidden=!same>"It has the same answers, weights and settings."</p>
            <div class="scroll" tabindex="0" role="region" aria-label="Table: answers that differ" hidden=no_rows>
                <table>
                    <thead><tr><th scope="col">"Question"</th><th scope="col">"Here"</th><th scope="col">"There"</th><th scope="col">"Their answer here"</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <ul hidden=others.is_empty()>{others.iter().map(|text| view! { <li>{text.clone()}</li> }).collect::<Vec<_>>()}</ul>
            {together.map(|text| view! { <p class="together">{text}</p> })}
            <details hidden=no_patch>
                <summary>"Dockerfile changes from here to there"</summary>
                <pre class="patch" tabindex="0"><code>{patch}</code></pre>
                <Take
                    id=format!("-patch-{at}")
                    what="Patch"
                    name="dockerfile.patch"
                    text=patch
                    is_file=true
                />
            </details>
        </article>
    }
}
