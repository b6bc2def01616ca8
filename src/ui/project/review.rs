//! What is to be said of the Dockerfiles that are there.

use leptos::prelude::*;

use super::holder::{Shown, counted};
use crate::facts;
use crate::inspect;
use crate::inspect::review::{Finding, Level, Review};

/// The review of each Dockerfile: that of the service in sight, others folded
/// away and made when they are opened, as there may be many.
#[component]
pub fn Reviews(read: Shown) -> impl IntoView {
    let own = inspect::dockerfile(&read.project, read.all.unit.as_ref()).map(|(path, _)| path);
    let (first, others): (Vec<&Review>, Vec<&Review>) = read.all.reviews.iter().partition(|review| Some(&review.path) == own.as_ref());
    let first: Vec<_> = first.into_iter().map(review).collect();
    let others: Vec<_> = others.into_iter().map(folded).collect();
    let none = first.is_empty() && others.is_empty();
    view! { <div hidden=none>{first}{others}</div> }
}

fn folded(of: &Review) -> impl IntoView + use<> {
    let of = of.clone();
    let title = format!("Review of {}: {}", of.path, counted(of.findings.len(), "finding", "findings"));
    let is_open = RwSignal::new(false);
    let made = move || is_open.get().then(|| review(&of));
    view! { <details on:toggle=move |_| is_open.set(true)><summary>{title}</summary>{made}</details> }
}

fn review(review: &Review) -> impl IntoView + use<> {
    let title = format!("Review of {}", review.path);
    let name = title.clone();
    let stopped = review.problem.as_ref().map(|(line, why)| format!("Only the part up to line {line} was read: {why}."));
    let count = counted(review.findings.len(), "finding", "findings");
    let mut findings: Vec<&Finding> = review.findings.iter().collect();
    // What does not work comes first; within a level by line.
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.rule.level));
    // Folded, so that the new file is not far below.
    let (notes, rows): (Vec<&Finding>, Vec<&Finding>) = findings.into_iter().partition(|finding| finding.rule.level == Level::Note);
    let folded = counted(notes.len(), "note", "notes");
    let no_notes = notes.is_empty();
    let notes: Vec<_> = notes.into_iter().map(finding).collect();
    let rows: Vec<_> = rows.into_iter().map(finding).collect();
    view! {
        <article aria-label=name>
            <h3>{title}</h3>
            <p>{count}". "{stopped}</p>
            <ul class="findings">{rows}</ul>
            <details hidden=no_notes>
                <summary>{folded}</summary>
                <ul class="findings">{notes}</ul>
            </details>
        </article>
    }
}

fn finding(finding: &Finding) -> impl IntoView + use<> {
    let rule = finding.rule;
    let level = rule.level.token();
    let source = rule.evidence.and_then(facts::evidence).map(|evidence| {
        view! { " "<a href=evidence.source target="_blank" rel="noopener">{evidence.title}</a> }
    });
    let also = rule.hadolint.map(|names| format!(" Also hadolint {names}."));
    view! {
        <li class=level>
            <p><strong class="level">{level}</strong>" "<strong>{rule.title}</strong>{format!(", line {}", finding.line)}</p>
            <p>{finding.why.clone()}{source}</p>
            <p class="note">"Instead: "{rule.instead}{also}</p>
        </li>
    }
}
