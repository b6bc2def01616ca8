//! The 2 AM runbook.

use leptos::prelude::*;

use crate::decision::Decision;
use crate::model::questions::Platform;
use crate::model::{Answers, QuestionId};
use crate::runbook::readiness::POINTS;
use crate::runbook::{Effect, FILES, Impact, Point, Reply, RunbookFile, Version, verbs};
use crate::ui::evidence::Evidence;
use crate::ui::take::Take;
use crate::ui::{Page, browser};

/// Where it says how the question about debug containers is answered.
const FOLLOWS: &str = "ready-answer";
/// What can be said of a point.
const ANSWERS: [(Reply, &str, &str); 3] = [(Reply::Yes, "yes", "Yes"), (Reply::No, "no", "No"), (Reply::Open, "open", "Not known")];

#[component]
pub fn Runbook(page: Page, decision: Memo<Decision>) -> impl IntoView {
    let files = Memo::new(move |_| decision.read().runbook());
    let impact = Memo::new(move |_| decision.read().impact());
    let is_kubernetes = Memo::new(move |_| page.verdict.read().service.is(Platform::Kubernetes));
    let is_needed = Memo::new(move |_| !files.read().is_empty());
    view! {
        <section class="runbook" aria-labelledby="runbook-title">
            <h2 id="runbook-title">"The 2 AM runbook"</h2>
            <p class="note">"What changes for on-call, whether you can attach a debugger, and the files to prepare."</p>
            // Hidden, not made anew: see the rule of closures over memos in ARCHITECTURE.md.
            <p hidden=move || is_needed.get()>"Development images need no on-call runbook."</p>
            <div hidden=move || !is_needed.get()>
                <Breaks page impact/>
                <div hidden=move || !is_kubernetes.get()>
                    <Kubernetes page/>
                    <Readiness page/>
                </div>
                <Files files/>
            </div>
        </section>
    }
}

/// The version, and what holds in it.
#[component]
fn Kubernetes(page: Page) -> impl IntoView {
    let chosen = Memo::new(move |_| page.state.read().kubernetes);
    let options = Version::ALL.map(|version| {
        let label = move || match version.ended(page.today.get()) {
            Some(day) => format!("{} (end of life {day})", version.token()),
            None => version.token().to_string(),
        };
        view! { <option value=version.token() prop:selected=move || chosen.get() == version>{label}</option> }
    });
    let warning = Memo::new(move |_| chosen.get().warning(page.today.get()));
    let choose = move |event| {
        if let Some(version) = Version::find(&event_target_value(&event)) {
            page.change(|state| state.kubernetes = version);
        }
    };
    let says = move || chosen.get().says().map(|(text, keys)| view! { <li>{prose(text)}" "<Evidence keys/></li> }).collect_view();
    view! {
        <div class="field">
            <label for="k8s">"Kubernetes version"</label>
            <select id="k8s" aria-describedby="help-k8s" on:change=choose>{options}</select>
            <p class="help" id="help-k8s">"Commands follow the version of kubectl, which may be one minor version older or newer than the cluster."</p>
            <p class="note" id="k8s-ended" hidden=move || warning.read().is_none()><strong class="ends">{move || warning.get()}</strong></p>
        </div>
        <ul class="says" id="k8s-says">{says}</ul>
    }
}

/// Prose with `code` in it.
fn prose(text: &'static str) -> impl IntoView {
    let part = |(at, part): (usize, &'static str)| if at % 2 == 1 { view! { <code>{part}</code> }.into_any() } else { part.into_any() };
    text.split('`').enumerate().map(part).collect_view()
}

#[component]
fn Readiness(page: Page) -> impl IntoView {
    let points = POINTS.iter().map(|point| view! { <li><OnePoint page point/></li> }).collect_view();
    view! {
        <h3 id="readiness-title">"Debug readiness"</h3>
        <p class="note">"Seven checks, in the order in which they fail. They answer the question about debug containers for you."</p>
        <ol class="points-of-readiness" aria-labelledby="readiness-title">{points}</ol>
        <Follows page/>
    }
}

/// A point: what it takes, and where it is not met what fails.
#[component]
fn OnePoint(page: Page, point: &'static Point) -> impl IntoView {
    let said = Memo::new(move |_| page.state.read().readiness.answer(point.id));
    let name = format!("ready-{}", point.token);
    let (takes, described_by) = (format!("help-{name}"), format!("help-{name}"));
    let options = ANSWERS.map(|(answer, value, label)| {
        view! {
            <label>
                <input
                    type="radio"
                    name=name.clone()
                    value=value
                    prop:checked=move || said.get() == answer
                    on:change=move |_| page.change(|state| state.say_ready(point.id, answer))
                />
                <span>{label}</span>
            </label>
        }
    });
    view! {
        <fieldset id=name.clone() aria-describedby=described_by>
            <legend>{point.ask}</legend>
            <p class="help" id=takes>{point.takes}" "<Evidence keys=point.evidence/></p>
            <div class="options">{options}</div>
            <div aria-live="polite">
                <Show when=move || said.get() == Reply::No>
                    <p class="unmet"><strong>"What fails: "</strong>{point.fails}</p>
                    <p class="unmet"><strong>"How to fix it: "</strong>{point.mend}</p>
                </Show>
            </div>
        </fieldset>
    }
}

/// How the question of the model is answered, and whether that is by the points.
#[component]
fn Follows(page: Page) -> impl IntoView {
    let label = |answers: &Answers| answers.choice(QuestionId::DebugPath).label;
    let ask = QuestionId::DebugPath.get().ask;
    let now = move || label(&page.state.read().answers);
    // The label of the answer by the points, where it is another one.
    let other = Memo::new(move |_| {
        let state = page.state.read();
        state.debug_path().filter(|path| !state.answers.is(*path)).map(|path| label(&state.answers.with(path)))
    });
    let how = move || match (page.state.read().debug_path(), other.get()) {
        (None, _) => "You have not answered any check yet.".to_string(),
        (Some(_), None) => "Set by your readiness answers.".to_string(),
        (Some(_), Some(other)) => format!("Your readiness answers say “{other}”."),
    };
    let unasked = move || !page.verdict.read().service.asks(QuestionId::DebugPath);
    let again = move |_| {
        page.change(|state| state.follow_readiness());
        browser::focus(FOLLOWS.into());
    };
    view! {
        <div class="follows">
            <p id=FOLLOWS role="status" tabindex="-1">
                {ask}" "<strong>{now}</strong>". "{how}
                {move || unasked().then_some(" The page does not ask that question here, because no answer would change the verdict.")}
            </p>
            <button type="button" id="follow-again" hidden=move || other.read().is_none() on:click=again>"Use the readiness answers"</button>
        </div>
    }
}

/// What works and what breaks on the base that is shown.
#[component]
fn Breaks(page: Page, impact: Memo<Vec<Impact>>) -> impl IntoView {
    let verbs = verbs().into_iter().map(|verb| view! { <Verb impact verb/> }).collect_view();
    view! {
        <h3>{move || format!("What breaks on {}", page.shown.get().label())}</h3>
        <div class="scroll" tabindex="0" role="region" aria-label="Table: what breaks on this base">
            <table class="impact">
                <thead><tr><th scope="col">"Task"</th><th scope="col">"On this base"</th><th scope="col">"Why, and what to do instead"</th></tr></thead>
                <tbody>
                    {verbs}
                </tbody>
            </table>
        </div>
    }
}

/// A row of it, which stays as open as it is while the base changes.
#[component]
fn Verb(impact: Memo<Vec<Impact>>, verb: &'static str) -> impl IntoView {
    let here = Memo::new(move |_| impact.read().iter().find(|impact| impact.verb == verb).cloned());
    let effect = move || here.read().as_ref().map(|impact| impact.effect);
    let mark = move || effect().map(Effect::mark);
    let why = move || here.read().as_ref().map(|impact| impact.why);
    let keys = move || here.read().as_ref().map(|impact| view! { <Evidence keys=impact.evidence/> });
    let paste =
        Memo::new(move |_| here.read().as_ref().and_then(|impact| impact.replacement.clone()).map(|paste| paste.text).unwrap_or_default());
    view! {
        <tr hidden=move || here.read().is_none() class=move || effect().map(Effect::label)>
            <th scope="row">{verb}</th>
            <td class="effect"><span aria-hidden="true">{mark}" "</span>{move || effect().map(Effect::label)}</td>
            <td>
                {why}" "{keys}
                <details hidden=move || paste.read().is_empty()>
                    <summary>"Show the command"</summary>
                    <Take id=slug(verb) what=verb name=verb text=paste is_file=false/>
                    <pre tabindex="0"><code>{paste}</code></pre>
                </details>
            </td>
        </tr>
    }
}

/// The end of an id for a verb.
fn slug(verb: &str) -> String {
    format!("-{}", verb.replace(' ', "-"))
}

#[component]
fn Files(files: Memo<Vec<RunbookFile>>) -> impl IntoView {
    let all = FILES.map(|name| view! { <OneFile files name/> });
    view! {
        <h3>"Files to download"</h3>
        <ul class="files">
            {all}
        </ul>
    }
}

#[component]
fn OneFile(files: Memo<Vec<RunbookFile>>, name: &'static str) -> impl IntoView {
    let here = Memo::new(move |_| files.read().iter().find(|file| file.name == name).cloned());
    let text = Memo::new(move |_| here.read().as_ref().map(|file| file.text.clone()).unwrap_or_default());
    view! {
        <li id=format!("file-{name}") hidden=move || here.read().is_none()>
            <div>
                <h4><code>{name}</code></h4>
                <p class="note">{move || here.read().as_ref().map(|file| file.about)}</p>
            </div>
            <Take id=format!("-{name}") what=name name text is_file=true/>
            <details>
                <summary>"Show "{name}</summary>
                <pre tabindex="0"><code>{text}</code></pre>
            </details>
        </li>
    }
}
