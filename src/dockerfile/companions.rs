//! What goes with a Dockerfile: the files beside it, the commands around it,
//! and other ways to the same image where they serve better.

mod commands;
mod ignore;
mod jib;
mod ko;
mod nginx;
mod updates;

use super::plan::{Order, Plan};
use super::stacks;
use super::{Output, debug};
use crate::model::questions::Runtime;

/// Something to take along.
#[derive(Clone, Debug, PartialEq)]
pub struct Companion {
    /// The name of the file, or what it is.
    pub name: &'static str,
    /// What it is for, in a sentence or two.
    pub about: String,
    /// The text.
    pub text: String,
    /// Whether it is a file to save under that name.
    pub is_file: bool,
}

impl Companion {
    fn file(name: &'static str, about: impl Into<String>, text: String) -> Companion {
        Companion { name, about: about.into(), text, is_file: true }
    }

    fn text(name: &'static str, about: impl Into<String>, text: String) -> Companion {
        Companion { name, about: about.into(), text, is_file: false }
    }
}

/// Everything that goes with the file of an order.
pub fn companions(order: Order<'_>, output: &Output) -> Vec<Companion> {
    let plan = Plan::new(order);
    let stack = stacks::stack(plan.service);
    let mut all = vec![commands::commands(&plan, output), ignore::ignore(&plan, stack)];
    if plan.service.is(Runtime::StaticSite) && !plan.is_development() {
        all.push(nginx::configuration(&plan));
    }
    if plan.service.is(Runtime::Go) && !plan.is_development() {
        all.extend(ko::ko(&plan));
    }
    if plan.service.is(Runtime::Java) && !plan.is_development() {
        all.push(jib::jib(&plan));
    }
    all.extend(updates::updates(&plan));
    all
}
