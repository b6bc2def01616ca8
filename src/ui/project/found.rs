//! What was read, what files say differently, and what is worth knowing.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::holder::{Intake, Shown, TITLE, counted};
use crate::inspect::{Contradiction, Found as Finding, Subject};
use crate::model::explain::readout;

/// The findings of a project.
#[component]
pub fn Found(intake: Intake, read: Shown) -> impl IntoView {
    let all = read.all.clone();
    let service = match &all.unit {
        Some(unit) if unit.folder.is_empty() => format!("The service’s manifest is {}.", unit.manifest),
        Some(unit) => format!("The service’s manifest is {}, in the folder {}.", unit.manifest, unit.folder),
        None => String::new(),
    };
    let others: Vec<_> = all
        .others
        .iter()
        .take(MOST_OTHERS)
        .map(|unit| {
            let (manifest, read) = (unit.manifest.clone(), read.clone());
            let label = format!("Read {manifest} instead");
            let take = move |_| {
                let turn = intake.again();
                spawn_local(intake.take(turn, read.name.clone(), read.project.clone(), Some(manifest.clone())));
            };
            view! { <li><button type="button" on:click=take>{label}</button></li> }
        })
        .collect();
    let more = all.others.len().saturating_sub(MOST_OTHERS);
    let unnamed = (more > 0).then(
        || view! { <li>{format!("and {}. Drop a service’s folder to read it.", counted(more, "more service", "more services"))}</li> },
    );
    let rows: Vec<_> = all.taken.iter().map(row).collect();
    let notes: Vec<_> = all.notes.iter().map(|(at, text)| view! { <li><code>{at.to_string()}</code>" "{text.clone()}</li> }).collect();
    let counted_notes = counted(notes.len(), "note", "notes");
    let problems: Vec<_> = all.problems.iter().map(|problem| view! { <li class="problem">{problem.clone()}</li> }).collect();
    let contradictions: Vec<_> = all.contradictions.iter().map(|one| view! { <Differ intake one=one.clone()/> }).collect();
    let leads = readout(&all.decision.verdict, &all.decision.images);
    let (no_others, no_notes, no_problems, all_agree) =
        (others.is_empty(), notes.is_empty(), problems.is_empty(), contradictions.is_empty());
    view! {
        <article aria-labelledby=TITLE>
            <h3 id=TITLE tabindex="-1">{format!("Read from {}", read.name)}</h3>
            <p>{leads}" "{service}</p>
            <ul class="others" hidden=no_others>{others}{unnamed}</ul>
            <ul hidden=no_problems>{problems}</ul>
            <div hidden=all_agree>
                <h4>"Conflicts between files"</h4>
                <ul class="contradictions">{contradictions}</ul>
            </div>
            // Folded like all that is long, so that the verdict is not far below.
            <details hidden=no_notes>
                <summary>{counted_notes}</summary>
                <ul>{notes}</ul>
            </details>
            <details>
                <summary>{format!("What was read ({})", counted(rows.len(), "finding", "findings"))}</summary>
                <div class="scroll" tabindex="0" role="region" aria-label="Table: what was read">
                    <table>
                        <thead><tr><th scope="col">"About"</th><th scope="col">"Read"</th><th scope="col">"Where"</th><th scope="col">"Certainty"</th></tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </details>
        </article>
    }
}

/// More services than these are not named.
const MOST_OTHERS: usize = 6;

fn row(found: &Finding) -> impl IntoView + use<> {
    let label = found.subject.label().trim_end_matches('?');
    view! {
        <tr>
            <th scope="row">{label}</th>
            <td>{found.shown()}</td>
            <td><code>{found.evidence.to_string()}</code>" "{found.why.clone()}</td>
            <td>{found.sure.token()}</td>
        </tr>
    }
}

/// Where files differ: what was taken, and a click for each of the others.
#[component]
fn Differ(intake: Intake, one: Contradiction) -> impl IntoView {
    let page = intake.explorer.page;
    let subject = one.subject;
    let values = one.found.into_iter().map(move |found| {
        let value = found.value.clone();
        let is_used = {
            let value = value.clone();
            move || match subject {
                // Publishers never differ: all that were found may be used.
                Subject::Question(id) => page.state.read().answers.choice(id).token == value,
                Subject::Setting(id) => page.state.read().settings.text(id) == Some(value.as_str()),
            }
        };
        let uses = move |_| match subject {
            Subject::Question(id) => id.get().find(&value).into_iter().for_each(|index| page.answer(id, index)),
            Subject::Setting(id) => page.change(|state| {
                // It was checked when it was read.
                let _ = state.settings.set(id, &value);
                state.follow_packages();
            }),
        };
        let pressed = {
            let is_used = is_used.clone();
            move || if is_used() { "true" } else { "false" }
        };
        let shown = found.shown();
        view! {
            <li>
                <button type="button" aria-pressed=pressed on:click=uses>{format!("Use {shown}")}</button>
                " "<code>{found.evidence.to_string()}</code>" "{found.why.clone()}
            </li>
        }
    });
    view! {
        <li>
            <strong>{subject.label()}</strong>
            <ul>{values.collect::<Vec<_>>()}</ul>
        </li>
    }
}
