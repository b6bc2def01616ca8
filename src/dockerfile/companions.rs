//! What goes with a Dockerfile: the files beside it, the commands around it,
//! and other ways to the same image where they serve better.

mod commands;
mod companion;
mod ignore;
mod jib;
mod ko;
mod nginx;
mod updates;
mod workflow;

pub use commands::given_at_start;
pub use companion::Companion;

use super::Output;
use super::plan::Plan;
use crate::dockerfile::settings::Layout;
use crate::model::questions::Runtime;

/// Everything that goes with the Dockerfile of a plan.
pub fn companions(plan: &Plan, output: &Output) -> Vec<Companion> {
    let mut all = vec![commands::commands(plan, output), ignore::ignore(plan)];
    all.extend(workflow::workflow(plan, output));
    if !plan.is_development() {
        all.extend(of_the_runtime(plan));
    }
    all.extend(updates::updates(plan, output));
    all
}

/// What only one runtime has: a file that it wants, or another way to an image.
fn of_the_runtime(plan: &Plan) -> Option<Companion> {
    match plan.runtime {
        Runtime::Go => Some(ko::ko(plan)),
        // Quarkus has an extension of its own for that.
        Runtime::Java if plan.choice::<Layout>() == Layout::Quarkus => None,
        Runtime::Java => Some(jib::jib(plan)),
        Runtime::StaticSite => Some(nginx::configuration(plan)),
        Runtime::Php => plan.web_server().map(|_| nginx::before_fpm(plan)),
        Runtime::Rust
        | Runtime::CCpp
        | Runtime::JavaNative
        | Runtime::Dotnet
        | Runtime::Node
        | Runtime::Bun
        | Runtime::Deno
        | Runtime::Python
        | Runtime::Ruby => None,
    }
}
