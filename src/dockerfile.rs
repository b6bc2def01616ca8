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

use crate::model::questions::{Linking, Platform};
use crate::model::{Family, Service};

/// The Dockerfile for this service on a family's image; none for a runtime
/// without a builder. For a family that a veto excludes it would not work: ask
/// the verdict first.
pub fn dockerfile(service: &Service, family: Family) -> Option<Dockerfile> {
    let plan = Plan::new(service, family);
    stacks::stack(service).map(|stack| stack.build(&plan))
}

/// What the file takes for granted of the project and of whoever builds it, in
/// words for the page.
pub fn expects(service: &Service, family: Family) -> Vec<&'static str> {
    let Some(stack) = stacks::stack(service) else { return Vec::new() };
    let file = stack.build(&Plan::new(service, family));
    let steps = || file.stages.iter().flat_map(|stage| &stage.steps);
    let checked = steps().any(|step| matches!(step.instruction, Instruction::Healthcheck(_)));
    let mut expected = stack.expects().to_vec();
    if checked {
        expected.push("GET /healthz on port 8080, which answers 200 when all is well");
    } else if service.is(Platform::Docker) {
        expected.push("a self-check of your own if you want a HEALTHCHECK: this base has no tool that could ask");
    }
    if service.is(Linking::Glibc) {
        expected
            .push("C libraries that are compiled in, or are glibc, libstdc++, libssl or zlib; others have to be installed on both sides");
    }
    if file.runtime_image().login.is_some() {
        expected.push("a login to dhi.io before the build");
    }
    expected.push("a builder that knows RUN --mount: Docker 23 or newer, or Buildah");
    expected
}
