//! One builder per stack.

mod compiled;
mod go;
mod interpreted;
mod node;
mod python;
mod rust;

use super::plan::Plan;
use super::tree::Dockerfile;
use crate::model::Service;
use crate::model::questions::Runtime;

/// How one language's services are built and run.
pub trait Stack: Sync {
    /// What the file takes for granted of the project.
    fn expects(&self) -> &'static [&'static str];
    /// The file for a plan.
    fn build(&self, plan: &Plan<'_>) -> Dockerfile;
}

/// The stack of a service, for the runtimes that have a builder.
pub fn stack(service: &Service) -> Option<&'static dyn Stack> {
    const STACKS: [(Runtime, &dyn Stack); 4] =
        [(Runtime::Go, &go::Go), (Runtime::Rust, &rust::Rust), (Runtime::Node, &node::Node), (Runtime::Python, &python::Python)];
    STACKS.into_iter().find(|(runtime, _)| service.is(*runtime)).map(|(_, stack)| stack)
}
