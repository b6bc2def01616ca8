//! About the link that was opened: what of it could not be honoured, and the
//! verdict that it carried where that is another one today.

use leptos::prelude::*;

use super::Explorer;

#[component]
pub fn Problems(explorer: Explorer) -> impl IntoView {
    let Explorer { problems, since, .. } = explorer;
    let items = move || problems.read().iter().map(|problem| view! { <li>{problem.to_string()}</li> }).collect_view();
    let none = move || problems.read().is_empty();
    let then = move || {
        since.get().map(|since| {
            let because = since.because().into_iter().map(|why| view! { <li>{why}</li> }).collect_view();
            view! {
                <h2>"The verdict has changed since this link was made"</h2>
                <p id="then">"Then: "<strong>{since.then()}</strong>". Today: "<strong>{since.today()}</strong>"."</p>
                <ul>{because}</ul>
            }
        })
    };
    let dismiss = move |_| {
        problems.set(Vec::new());
        since.set(None);
    };
    view! {
        <aside class="problems" aria-label="About the link that you opened" hidden=move || none() && since.read().is_none()>
            {then}
            <h2 hidden=none>"Not everything in this link could be honoured"</h2>
            <ul>{items}</ul>
            <button type="button" on:click=dismiss>"Dismiss"</button>
        </aside>
    }
}
