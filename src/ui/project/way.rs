//! The way from the Dockerfile that is there to ours: what would be lost, what
//! changes for those on call, both files by stage, and the patch.

use leptos::prelude::*;

use super::holder::{Intake, Shown, counted};
use crate::dockerfile::SettingId;
use crate::inspect::{self, Lost, Over as Way, Pair, Shift};
use crate::ui::browser;
use crate::ui::take::Take;

/// The way over, which follows what is answered and set.
#[component]
pub fn Over(intake: Intake, read: Shown) -> impl IntoView {
    let decision = intake.explorer.decision();
    let settled = intake.explorer.settled;
    let file = inspect::dockerfile(&read.project, read.all.unit.as_ref()).map(|(path, text)| (path, text.to_string()));
    let file = StoredValue::new(file);
    let way = Memo::new(move |_| {
        settled.state.track();
        let decision = decision.read_untracked();
        file.with_value(|file| file.as_ref().map(|(path, text)| inspect::over(path, text, &decision)))
    });
    let none = move || way.read().is_none();
    let get = move |what: fn(&Way) -> String| move || way.read().as_ref().map(what).unwrap_or_default();
    let lost = move || way.get().map(|way| way.lost).unwrap_or_default().into_iter().map(lost).collect::<Vec<_>>();
    let is_whole = move || way.read().as_ref().is_none_or(|way| way.lost.is_empty());
    let shifts = move || way.get().map(|way| way.on_call).unwrap_or_default().into_iter().map(shift).collect::<Vec<_>>();
    let no_shift = move || way.read().as_ref().is_none_or(|way| way.on_call.is_empty());
    let pairs = move || way.get().map(|way| way.stages).unwrap_or_default().into_iter().map(pair).collect::<Vec<_>>();
    let counts = get(|way| {
        let lost = match way.lost.len() {
            0 => "no known losses".into(),
            some => format!("{} not carried over", counted(some, "item", "items")),
        };
        match way.on_call.len() {
            0 => lost,
            some => format!("{lost}, {} for on-call", counted(some, "change", "changes")),
        }
    });
    let patch = Signal::derive(get(|way| way.patch.clone()));
    view! {
        <details class="way" hidden=none>
            <summary><h3>{get(|way| format!("Changes from {} to the new Dockerfile", way.path))}</h3>": "{counts}</summary>
            <p hidden=move || !is_whole()>"No known losses."</p>
            <p hidden=is_whole>"Your file has these, but the new one does not:"</p>
            <ul class="lost">{lost}</ul>
            <div hidden=no_shift>
                <h4>"What changes for on-call"</h4>
                <ul>{shifts}</ul>
            </div>
            <details>
                <summary>"Both files, stage by stage"</summary>
                <div class="pairs">{pairs}</div>
            </details>
            <details>
                <summary>"The patch"</summary>
                <Take id="-project-patch".to_string() what="Patch" name="dockerfile.patch".to_string() text=patch is_file=true/>
                <pre class="patch" tabindex="0"><code>{patch}</code></pre>
            </details>
        </details>
    }
}

fn lost(lost: Lost) -> impl IntoView {
    let go = lost.setting.map(|setting: SettingId| {
        let go = move |_| browser::focus(format!("set-{}", setting.get().key));
        view! { " "<button type="button" class="link" on:click=go>{format!("Set “{}”", setting.get().label())}</button> }
    });
    view! { <li>{format!("Line {}: {}", lost.line, lost.what)}{go}</li> }
}

fn shift(shift: Shift) -> impl IntoView {
    view! { <li><strong>{shift.verb}</strong>{format!(": {} now, then {}. {}", shift.before.label(), shift.after.label(), shift.why)}</li> }
}

fn pair(pair: Pair) -> impl IntoView {
    view! {
        <div class="pair">
            <figure><figcaption>"Yours"</figcaption><pre tabindex="0"><code>{pair.theirs}</code></pre></figure>
            <figure><figcaption>"New"</figcaption><pre tabindex="0"><code>{pair.ours}</code></pre></figure>
        </div>
    }
}
