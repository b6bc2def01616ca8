//! Start from a project: hand over its folder or a file, see what was read, what
//! is left to answer, what is wrong with its Dockerfile, and how it becomes ours.
//! A part that is loaded when the visitor turns to it.

mod answers;
mod found;
mod holder;
mod intake;
mod review;
mod way;

use leptos::prelude::*;

use super::browser;
use super::explorer::Explorer;
use holder::{Intake, Reading};

/// Where it belongs.
pub const PLACE: &str = "project-part";
/// What stands in the page before this part is there.
pub fn strip(explorer: Explorer) -> impl IntoView {
    let intake = Intake::new(explorer);
    view! { <section class="project" aria-labelledby="project-title"><intake::Ways intake/></section> }
}

fn shown(intake: Intake) -> impl IntoView {
    view! {
        <section class="project" aria-labelledby="project-title">
            <intake::Ways intake/>
            <intake::Progress intake/>
            <Result intake/>
        </section>
    }
}

/// Puts it into the page. Called once.
pub fn start(explorer: Explorer) {
    browser::mount(PLACE, move || {
        let intake = Intake::new(explorer);
        browser::on_drop(move |handed| intake::read(intake, handed));
        shown(intake)
    });
}

/// What was read, once something was.
#[component]
fn Result(intake: Intake) -> impl IntoView {
    let shown = move || match intake.reading.get() {
        Reading::Done(read) => Some(view! {
            <div class="inspected">
                <found::Found intake read=read.clone()/>
                <answers::Left intake/>
                <review::Reviews read=read.clone()/>
                <way::Over intake read/>
            </div>
        }),
        _ => None,
    };
    view! { {shown} }
}
