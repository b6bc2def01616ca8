//! One builder per stack.

mod cmake;
mod compiled;
mod dotnet;
mod go;
mod interpreted;
mod java;
mod node;
mod packages;
mod php;
mod python;
mod ruby;
mod rust;
pub mod web;

use super::plan::Plan;
use super::tree::{Dockerfile, Text};
use crate::model::Service;
use crate::model::questions::Runtime;

/// How one language's services are built and run.
pub trait Stack: Sync {
    /// What is built or started, when the visitor names nothing.
    fn entry(&self, plan: &Plan<'_>) -> Entry;
    /// What the file takes for granted of the project.
    fn expects(&self, plan: &Plan<'_>) -> Vec<Text>;
    /// What the build context is better without, as lines of `.dockerignore`.
    fn ignores(&self) -> &'static [&'static str];
    /// The port that the service listens on, when the visitor sets none.
    fn port(&self) -> u16 {
        8080
    }
    /// The path that answers when all is well, when the visitor sets none.
    fn health(&self, _: &Plan<'_>) -> &'static str {
        "/healthz"
    }
    /// Whether the service itself answers the health path.
    fn speaks_http(&self) -> bool {
        true
    }
    /// The file for a plan.
    fn build(&self, plan: &Plan<'_>) -> Dockerfile;
}

/// What a stack builds or starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it is called in this stack.
    pub what: &'static str,
    /// What is taken when nothing is set.
    pub own: &'static str,
}

/// The stack of a service.
pub fn stack(service: &Service) -> &'static dyn Stack {
    const STACKS: [(Runtime, &dyn Stack); 10] = [
        (Runtime::Go, &go::Go),
        (Runtime::Rust, &rust::Rust),
        (Runtime::CCpp, &cmake::Cmake),
        (Runtime::Java, &java::Java),
        (Runtime::Dotnet, &dotnet::Dotnet),
        (Runtime::Node, &node::Node),
        (Runtime::Python, &python::Python),
        (Runtime::Ruby, &ruby::Ruby),
        (Runtime::Php, &php::Php),
        (Runtime::StaticSite, &web::Web),
    ];
    let found = STACKS.into_iter().find(|(runtime, _)| service.is(*runtime));
    found.map(|(_, stack)| stack).expect("a test builds a Dockerfile for every runtime")
}
