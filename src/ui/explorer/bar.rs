//! Above all: where to start from, the way back, the keys, the colours.

use leptos::prelude::*;

use super::holder::{Explorer, Preferences};
use super::shortcuts::{OFF, SHORTCUTS, SINGLE_KEYS};
use crate::decision::{History, PRESETS, State};
use crate::ui::browser;
use crate::ui::take::SAID_FOR;

/// The colours that can be chosen: value and label.
const THEMES: [(&str, &str); 3] = [("", "System"), ("light", "Light"), ("dark", "Dark")];
/// The preference that they are kept as; the loader reads it too.
pub const THEME: &str = "theme";

#[component]
pub fn Bar(explorer: Explorer, preferences: RwSignal<Preferences>, in_frame: bool) -> impl IntoView {
    let history = explorer.history;
    let themes = THEMES.map(|(value, label)| {
        let is_chosen = move || preferences.read().theme == value;
        view! { <option value=value selected=untrack(is_chosen) prop:selected=is_chosen>{label}</option> }
    });
    let has_keys = move || preferences.read().single_keys;
    let switch = |event| browser::prefer(SINGLE_KEYS, if browser::is_checked(&event) { "" } else { OFF });
    // Not in the first view: whoever opens it has the rest, which knows the address.
    let sheet = move || {
        (!explorer.base_url.read().is_empty()).then(|| {
            let keys = SHORTCUTS.iter().map(|row| view! { <tr><th scope="row"><kbd>{row.key}</kbd></th><td>{row.does}</td></tr> });
            view! {
                <h2 id="keys-title">"Shortcuts"</h2>
                <table><tbody>{keys.collect_view()}</tbody></table>
                <label><input type="checkbox" id="single-keys" autocomplete="off" checked=untrack(has_keys) prop:checked=has_keys on:change=switch/>" Use single-key shortcuts"</label>
                <button type="button" popovertarget="keys" popovertargetaction="hide" autofocus=!in_frame>"Close"</button>
            }
        })
    };
    // A frame must not even try to take the focus from the page around it: browsers complain.
    view! {
        <div class="bar" role="group" aria-label="Start and settings">
            <Presets explorer/>
            <button type="button" id="undo" disabled=move || !history.read().can_undo() on:click=move |_| explorer.go(History::undo)>"Undo"</button>
            <button type="button" id="redo" disabled=move || !history.read().can_redo() on:click=move |_| explorer.go(History::redo)>"Redo"</button>
            <CopyLink explorer/>
            <label class="theme">
                <span>"Colours"</span>
                <select id="theme" autocomplete="off" on:change=|event| browser::prefer(THEME, &event_target_value(&event))>{themes}</select>
            </label>
            <button type="button" id="keys-button" popovertarget="keys">"Shortcuts"</button>
        </div>
        <div id="keys" popover="auto" role="dialog" aria-labelledby="keys-title">{sheet}</div>
    }
}

/// Copies the link of what is chosen: what most people want to hand on.
#[component]
fn CopyLink(explorer: Explorer) -> impl IntoView {
    let said = RwSignal::new("Copy link");
    let copy = move |_| {
        let link = format!("{}#{}", explorer.base_url.get_untracked(), explorer.page.link());
        leptos::task::spawn_local(async move {
            said.set(if browser::copy(&link).await { "Copied" } else { "Copying blocked" });
            browser::after(SAID_FOR, move || said.set("Copy link"));
        });
    };
    view! { <button type="button" id="take-link" aria-live="polite" on:click=copy>{said}</button> }
}

/// Worked services to start from. Shows the one that the answers are.
#[component]
fn Presets(explorer: Explorer) -> impl IntoView {
    let all: Vec<(&'static str, State)> = PRESETS.iter().map(|preset| (preset.key, preset.state())).collect();
    let all = StoredValue::new(all);
    let here = Memo::new(move |_| {
        let answers = explorer.settled.state.read().answers;
        all.with_value(|all| all.iter().find(|(_, state)| state.answers == answers).map(|(key, _)| *key))
    });
    let options = PRESETS.iter().map(|preset| {
        let is_here = move || here.get() == Some(preset.key);
        view! { <option value=preset.key selected=untrack(is_here) prop:selected=is_here>{preset.name}</option> }
    });
    let begin = move |event| {
        let key = event_target_value(&event);
        let state = all.with_value(|all| all.iter().find(|(one, _)| *one == key).map(|(_, state)| state.clone()));
        if let Some(state) = state {
            explorer.begin(state);
        }
    };
    let is_own = move || here.read().is_none();
    view! {
        <label class="preset">
            <span>"Example"</span>
            <select id="preset" autocomplete="off" on:change=begin>
                <option value="" disabled selected=untrack(is_own) prop:selected=is_own>"Your answers"</option>
                {options.collect_view()}
            </select>
        </label>
    }
}
