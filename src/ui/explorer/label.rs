//! The costs of a base as a label, as food has one.

use leptos::prelude::*;

use super::marked::Marks;
use crate::model::label::{Label as Facts, ROWS, label};
use crate::ui::Page;

#[component]
pub fn Label(page: Page, marks: Marks) -> impl IntoView {
    let facts = Memo::new(move |_| label(&page.verdict.read(), &page.images.read(), page.shown.get(), page.today.get()));
    let say = move |what: fn(&Facts) -> String| move || what(&facts.read());
    let rows = (0..ROWS.len()).map(|row| {
        let amount = marks.marked(Box::new(move || facts.read().rows[row].amount.clone()));
        let share = marks.marked(Box::new(move || facts.read().rows[row].share.map(|share| share.to_string()).unwrap_or_default()));
        let detail = move || facts.read().rows[row].detail.clone();
        view! {
            <tr><th scope="row">{ROWS[row]}<small>{detail}</small></th><td>{amount}</td><td>{share}</td></tr>
        }
    });
    view! {
        <figure class="label" id="label" aria-labelledby="label-title">
            <figcaption id="label-title">"Base facts"</figcaption>
            <p class="serving">"1 serving: the base image of one service"<br/><strong>{say(|facts| facts.image.reference.into())}</strong></p>
            <table>
                <thead><tr><th scope="col">"Amount"</th><td></td><th scope="col">"% of full*"</th></tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
            <p class="foot">
                "* The full image here is "{say(|facts| facts.full.reference.into())}". Base only, linux/amd64. "
                <a href=say(|facts| format!("catalogue.html#{}", facts.image.id))>"Sources"</a>
            </p>
        </figure>
    }
}
