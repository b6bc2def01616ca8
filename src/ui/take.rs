//! Copy and download: exactly what is shown.

use leptos::prelude::*;

use super::browser;

/// How long "Copied" stays, in milliseconds.
pub const SAID_FOR: i32 = 2_000;

/// Two buttons for a text, the second where it is a file.
#[component]
pub fn Take(
    /// What the ids of the buttons end with.
    #[prop(optional)]
    id: String,
    /// What it is, for those who see only the button.
    #[prop(optional)]
    what: Option<&'static str>,
    /// The name to save it under.
    #[prop(into)]
    name: Signal<String>,
    /// The text that is copied or saved.
    #[prop(into)]
    text: Signal<String>,
    /// Whether it is a file.
    #[prop(into)]
    is_file: Signal<bool>,
) -> impl IntoView {
    let said = RwSignal::new("");
    let say = move |words| {
        // What it belongs to may have been closed meanwhile.
        let _ = said.try_set(words);
        browser::after(SAID_FOR, move || {
            let _ = said.try_set("");
        });
    };
    let copy = move |_| {
        let text = text.get_untracked();
        leptos::task::spawn_local(async move {
            say(if browser::copy(&text).await { "Copied" } else { "The browser blocked copying. Select the text and copy it." });
        });
    };
    let download = move |_| {
        let done = browser::download(&name.get_untracked(), text.get_untracked().as_bytes());
        say(if done { "Saved" } else { "The browser blocked the download. Copy the text instead." });
    };
    view! {
        <div class="buttons">
            <button type="button" id=format!("copy{id}") aria-label=what.map(|what| format!("Copy: {what}")) on:click=copy>"Copy"</button>
            <button
                type="button"
                id=format!("download{id}")
                aria-label=what.map(|what| format!("Download {what}"))
                hidden=move || !is_file.get()
                on:click=download
            >
                "Download"
            </button>
            <span role="status" class="said">{said}</span>
        </div>
    }
}
