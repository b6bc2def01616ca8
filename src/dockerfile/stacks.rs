//! One builder per stack: it makes the file of a plan by means of the steps.

mod bun;
mod cmake;
mod deno;
mod dotnet;
mod go;
mod java;
mod java_native;
mod node;
mod php;
mod python;
mod ruby;
mod rust;
pub mod web;

use super::stack::Stack;
use crate::model::questions::Runtime;

/// The stack of a runtime.
pub fn stack(runtime: Runtime) -> &'static dyn Stack {
    match runtime {
        Runtime::Go => &go::Go,
        Runtime::Rust => &rust::Rust,
        Runtime::CCpp => &cmake::Cmake,
        Runtime::Java => &java::Java,
        Runtime::JavaNative => &java_native::JavaNative,
        Runtime::Dotnet => &dotnet::Dotnet,
        Runtime::Node => &node::Node,
        Runtime::Bun => &bun::Bun,
        Runtime::Deno => &deno::Deno,
        Runtime::Python => &python::Python,
        Runtime::Ruby => &ruby::Ruby,
        Runtime::Php => &php::Php,
        Runtime::StaticSite => &web::Web,
    }
}
