//! Host tests: everything but the page itself.

/// The direction of the arrow, and what is absent.
mod architecture;
/// Worked services and the base they must lead to.
mod cases;
/// What was changed in the rules.
mod changes;
/// The command line.
mod command;
/// What docs/links.md says of links.
mod contract;
/// Few orders in which much meets.
mod covering;
/// Days of the calendar.
mod dates;
/// What holds for every Dockerfile that can be made, and what linters say.
mod dockerfiles;
/// What is not known, and could be.
mod empty;
/// What rules stand on, and whether that can be looked up.
mod evidence;
/// What holds for every record of the facts.
mod facts;
/// What is read from projects, and what is said of their Dockerfiles.
mod inspect;
/// The costs of a base as a label.
mod label;
/// Reading and writing links.
mod links;
/// The map of the decision.
mod map;
/// What is often heard and is not so.
mod myths;
/// What is published beside the page.
mod publish;
/// Which publishers may be used.
mod publishers;
/// The decision rule to read.
mod rule;
/// The 2 AM runbook: its texts, as their own tools see them.
mod runbook;
/// The search over questions and settings.
mod search;
/// What is shared of a decision.
mod share;
/// How large the bases are beside each other.
mod sizes;
/// Walking all answers.
mod space;
/// Worked services to start from, and the way back.
mod start;
/// States as the page has them.
mod states;
/// What ends when, and which version is taken instead.
mod support;
/// Where scores and counts disagree.
mod tensions;
/// Other people's tools.
mod tools;
/// What holds for every verdict.
mod verdicts;
