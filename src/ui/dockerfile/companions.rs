//! Tabs: the Dockerfile, and what goes with it.

use leptos::prelude::*;

use crate::dockerfile::companions::Companion;
use crate::ui::{browser, tabs};

/// The name of the first tab, which shows the Dockerfile itself.
pub const FILE: &str = "Dockerfile";
/// The name of the tab with the commands around it.
pub const COMMANDS: &str = "Commands";
/// The panel of the first tab, and that of all others.
pub const FILE_PANEL: &str = "panel-file";
pub const PANEL: &str = "panel-companion";

/// The tab that is shown: the one chosen while it is there.
pub fn shown(tab: RwSignal<&'static str>, companions: Memo<Vec<Companion>>) -> Memo<Option<Companion>> {
    Memo::new(move |_| companions.read().iter().find(|companion| companion.name == tab.get()).cloned())
}

/// The name of what a tab shows.
pub fn name(shown: Memo<Option<Companion>>) -> &'static str {
    shown.read().as_ref().map_or(FILE, |companion| companion.name)
}

/// The id of a tab.
pub fn id(name: &str) -> String {
    format!("tab-{name}")
}

#[component]
pub fn Tabs(tab: RwSignal<&'static str>, companions: Memo<Vec<Companion>>, shown: Memo<Option<Companion>>) -> impl IntoView {
    let names = move || -> Vec<&'static str> { [FILE].into_iter().chain(companions.read().iter().map(|one| one.name)).collect() };
    let here = Memo::new(move |_| name(shown));
    let key = move |event: leptos::ev::KeyboardEvent| {
        let names = untrack(names);
        let at = names.iter().position(|name| *name == here.get_untracked()).unwrap_or(0);
        let Some(to) = tabs::next(&event.key(), at, names.len()) else { return };
        event.prevent_default();
        tab.set(names[to]);
        browser::focus_at_once(&id(names[to]));
    };
    let choose = move |event: leptos::ev::MouseEvent| {
        let id_of = browser::id_of(&event, "button");
        if let Some(name) = untrack(names).into_iter().find(|name| Some(id(name)) == id_of) {
            tab.set(name);
        }
    };
    // By value: see the rule of closures over memos in ARCHITECTURE.md.
    let tabs = move || {
        let here = here.get();
        let one = |name: &'static str| {
            view! {
                <button
                    type="button"
                    role="tab"
                    id=id(name)
                    aria-controls=if name == FILE { FILE_PANEL } else { PANEL }
                    aria-selected=if here == name { "true" } else { "false" }
                    tabindex=if here == name { "0" } else { "-1" }
                >
                    {name}
                </button>
            }
        };
        names().into_iter().map(one).collect_view()
    };
    view! {
        <div class="tabs" role="tablist" aria-label="Dockerfile and companion files" on:keydown=key on:click=choose>
            {tabs}
        </div>
    }
}

/// What goes with the Dockerfile, one at a time.
#[component]
pub fn Panel(shown: Memo<Option<Companion>>) -> impl IntoView {
    let say = move |what: fn(&Companion) -> String| move || shown.read().as_ref().map(what).unwrap_or_default();
    view! {
        <div role="tabpanel" id=PANEL aria-labelledby=move || id(name(shown)) hidden=move || shown.read().is_none()>
            <p class="note">{say(|companion| companion.about.clone())}</p>
            <pre tabindex="0"><code id="companion">{say(|companion| companion.text.clone())}</code></pre>
        </div>
    }
}
