//! Host tests: everything but the page itself.

/// Worked services and the base they must lead to.
mod cases;
/// What holds for every verdict.
mod verdicts;
/// What holds for every fact.
mod facts;
/// What holds for every Dockerfile that can be made, and what linters say.
mod dockerfiles;
/// Reading and writing links.
mod links;
/// The direction of the arrow, and what is absent.
mod architecture;
/// Walking all answers.
mod space;
