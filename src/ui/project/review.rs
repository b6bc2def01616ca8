//! What is to be said of the Dockerfiles that are there.

use leptos::prelude::*;

use super::holder::{Shown, counted};
use crate::facts;
use crate::inspect::review::{Finding, Review};

/// The review of each Dockerfile.
#[component]
pub fn Reviews(read: Shown) -> impl IntoView {
    let all: Vec<_> = read.all.reviews.iter().map(review).collect();
    let none = all.is_empty();
    view! { <div hidden=none>{all}</div> }
}

fn review(review: &Review) -> impl IntoView + use<> {
    let title = format!("Review of {}", review.path);
    let name = title.clone();
    let stopped = review.problem.as_ref().map(|(line, why)| format!("Read up to line {line}: {why}."));
    let count = counted(review.findings.len(), "finding", "findings");
    let mut findings: Vec<&Finding> = review.findings.iter().collect();
    // What does not work comes first; within a level by line.
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.rule.level));
    let rows: Vec<_> = findings.into_iter().map(finding).collect();
    view! {
        <article aria-label=name>
            <h3>{title}</h3>
            <p>{count}". "{stopped}</p>
            <ul class="findings">{rows}</ul>
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
