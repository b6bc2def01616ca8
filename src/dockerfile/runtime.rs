//! Which runtime a service has, and what kind of program that makes it: asked
//! here and nowhere else in this room.

use crate::model::questions::{QUESTIONS, Runtime};
use crate::model::{QuestionId, Service};

/// Every runtime, in the order of its question.
const RUNTIMES: [Runtime; 10] = [
    Runtime::Go,
    Runtime::Rust,
    Runtime::CCpp,
    Runtime::Java,
    Runtime::Dotnet,
    Runtime::Node,
    Runtime::Python,
    Runtime::Ruby,
    Runtime::Php,
    Runtime::StaticSite,
];

// A new runtime stops the build here, then at each match over them.
const _: () = assert!(RUNTIMES.len() == QUESTIONS[QuestionId::Runtime as usize].options.len());

/// What becomes of the sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A binary, which needs a C library at most.
    Compiled,
    /// Code for a virtual machine, which is in the image.
    VirtualMachine,
    /// The sources themselves, read by an interpreter in the image.
    Interpreted,
    /// Files, handed out by a server in the image.
    Files,
}

/// The runtime of a service.
pub fn runtime(service: &Service) -> Runtime {
    RUNTIMES[usize::from(service.answers().index(QuestionId::Runtime))]
}

/// Which kind of program it makes.
pub fn kind(runtime: Runtime) -> Kind {
    match runtime {
        Runtime::Go | Runtime::Rust | Runtime::CCpp => Kind::Compiled,
        Runtime::Java | Runtime::Dotnet => Kind::VirtualMachine,
        Runtime::Node | Runtime::Python | Runtime::Ruby | Runtime::Php => Kind::Interpreted,
        Runtime::StaticSite => Kind::Files,
    }
}
