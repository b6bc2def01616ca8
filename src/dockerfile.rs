//! The Dockerfile that a verdict leads to.
//!
//! A [`Dockerfile`] is a tree: stages of instructions, each with the answer,
//! fact or practice that put it there. One builder per stack makes it
//! ([`stacks`]), one printer writes it ([`print`]). What holds for all of them
//! is checked over every file that can be made: see `tests/host/dockerfiles.rs`.

pub mod plan;
pub mod print;
pub mod stacks;
pub mod tree;

pub use plan::Plan;
pub use tree::{Cause, Dockerfile, Instruction, Stage, Step, Why};

use crate::model::{Family, Service};

/// The Dockerfile for this service on a family's image; none for a runtime
/// without a builder. For a family that a veto excludes it would not work: ask
/// the verdict first.
pub fn dockerfile(service: &Service, family: Family) -> Option<Dockerfile> {
    let plan = Plan::new(service, family);
    stacks::stack(service).map(|stack| stack.build(&plan))
}

/// What the file takes for granted of the project, in sentences for the page.
pub fn expects(service: &Service) -> &'static [&'static str] {
    stacks::stack(service).map_or(&[], |stack| stack.expects())
}
