//! What is to be said of the Dockerfiles that are there.

use leptos::prelude::*;

use super::holder::{Shown, counted};
use crate::facts;
use crate::inspect;
use crate::inspect::review::{Finding, Level, Review};

/// The review of each Dockerfile, that of the service first. They are folded away, so that
/// the verdict is not far below, unless one file is all that was handed over. Those of other
/// services are made when they are opened, as there may be many.
#[component]
pub fn Reviews(read: Shown) -> impl IntoView {
    let own = inspect::dockerfile(&read.project, read.all.unit.as_ref()).map(|(path, _)| path);
    let mut reviews: Vec<&Review> = read.all.reviews.iter().collect();
    reviews.sort_by_key(|review| Some(&review.path) != own.as_ref());
    let is_alone = read.project.names().nth(1).is_none();
    let reviews: Vec<_> = reviews.into_iter().map(|review| folded(review, Some(&review.path) == own.as_ref(), is_alone)).collect();
    let none = reviews.is_empty();
    view! { <div class="reviews" hidden=none>{reviews}</div> }
}

fn folded(of: &Review, is_own: bool, is_alone: bool) -> impl IntoView + use<> {
    let of = of.clone();
    let title = format!("Review of {}", of.path);
    let counts = counts(&of);
    let is_open = RwSignal::new(is_own);
    let made = move || is_open.get().then(|| review(&of));
    view! { <details open=is_alone on:toggle=move |_| is_open.set(true)><summary><h3>{title}</h3>": "{counts}</summary>{made}</details> }
}

/// How many there are of each level, the worst first.
fn counts(review: &Review) -> String {
    let of = |level: Level| review.findings.iter().filter(|finding| finding.rule.level == level).count();
    let counts = [(Level::Error, "error", "errors"), (Level::Warning, "warning", "warnings"), (Level::Note, "note", "notes")];
    let counts: Vec<String> =
        counts.into_iter().filter(|(level, ..)| of(*level) > 0).map(|(level, one, many)| counted(of(level), one, many)).collect();
    if counts.is_empty() { counted(0, "finding", "findings") } else { counts.join(", ") }
}

fn review(review: &Review) -> impl IntoView + use<> {
    let stopped = review.problem.as_ref().map(|(line, why)| format!("Only the part up to line {line} was read: {why}."));
    let mut findings: Vec<&Finding> = review.findings.iter().collect();
    // What does not work comes first; within a level by line.
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.rule.level));
    let rows: Vec<_> = findings.into_iter().map(finding).collect();
    view! { <p>{stopped}</p> <ul class="findings">{rows}</ul> }
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
