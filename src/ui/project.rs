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

/// The ways in, which stand in the page from the beginning and are taken up.
pub const WAYS: &str = "project-ways";
/// What they open, and what was read.
const MORE: &str = "project-more";

/// A button for each way in.
pub fn ways(explorer: Explorer) -> impl IntoView {
    let intake = Intake::new(explorer);
    view! { <intake::Ways intake/> }
}

/// Puts it into the page. Called once.
pub fn start(explorer: Explorer) {
    let intake = browser::keep(|| Intake::new(explorer));
    // It depends on nothing that is answered, so it is as it was built.
    browser::show(WAYS, true, move || view! { <intake::Ways intake/> });
    browser::mount(MORE, move || {
        browser::on_drop(move |handed| intake::read(intake, handed));
        view! {
            <intake::Progress intake/>
            <Result intake/>
        }
    });
}

/// What was read, once something was.
#[component]
fn Result(intake: Intake) -> impl IntoView {
    let shown = move || match intake.reading.get() {
        Reading::Done(read) => {
            let rest = {
                let read = read.clone();
                move || intake.is_whole().then(|| view! { <review::Reviews read=read.clone()/> <way::Over intake read=read.clone()/> })
            };
            Some(view! {
                <div class="inspected">
                    <found::Found intake read/>
                    <answers::Left intake/>
                    {rest}
                </div>
            })
        }
        _ => None,
    };
    view! { {shown} }
}
