//! The costs of the base that is shown, and every base with its place or the
//! reason why it is out.

use leptos::prelude::*;

use super::holder::Explorer;
use super::label::Label;
use super::marked::Marks;
use crate::decision::Detail;
use crate::link;
use crate::model::Family;
use crate::model::costs::costs;
use crate::model::explain;
use crate::model::flips::{Lift, lift};
use crate::ui::Page;
use crate::ui::evidence::{Evidence, Moved};

#[component]
pub fn Bases(explorer: Explorer, marks: Marks) -> impl IntoView {
    let page = explorer.settled;
    let warning = move || {
        let verdict = page.verdict.read();
        costs(&verdict, &page.images.read(), verdict.winner()).upkeep.warning(page.today.get())
    };
    let address = move || link::write(&page.state.read(), &page.verdict.read());
    let basis = move || format!("Based on {}.", page.state.read().origins.basis(&page.verdict.read().service));
    // Not in the first view: the rest brings it, and its room is there.
    let ways = move || {
        let way = |detail: Detail| {
            view! { <a href="#details-part" on:click=move |_| explorer.page.turn_to(detail)>{detail.label()}</a>" " }
        };
        (!explorer.base_url.read().is_empty()).then(|| Detail::ALL.map(way).into_iter().collect_view())
    };
    view! {
        <p class="basis"><span id="basis">{basis}</span>" "<a href="#flips">"What would change it?"</a></p>
        <div class="ways-on" id="ways-on" role="navigation" aria-label="Details">{ways}</div>
        <p class="notice" id="ends" hidden=move || warning().is_none()>{move || warning().unwrap_or_default()}</p>
        <Moved page/>
        <Label page marks/>
        <h3>"All five bases"</h3>
        <ol class="bases">
            {(0..Family::ALL.len()).map(|place| view! { <Base page marks place/> }).collect_view()}
        </ol>
        // On paper a link has to be read.
        <p class="on-paper">{move || explorer.base_url.get()}"#"{address}</p>
    }
}

/// Which answers would bring a base back, and whether it would win.
fn lifted(lift: &Lift, family: Family) -> String {
    let changes: Vec<String> = lift
        .changes
        .iter()
        .map(|(question, index)| {
            let question = question.get();
            format!("“{}” to “{}”", question.ask, question.options[usize::from(*index)].label)
        })
        .collect();
    let then = match lift.then {
        then if then.named.has(family) && then.named.count() > 1 => format!("it would be a close call: {}", then.label()),
        then if then.winner == family => format!("{} would be recommended", family.label()),
        then => format!("{} could run it, but {} would still score higher", family.label(), then.winner.label()),
    };
    format!("Changing {}: {then}.", changes.join(" and "))
}

/// The base at a place of the list: the survivors by rank, then the excluded.
#[component]
fn Base(page: Page, marks: Marks, place: usize) -> impl IntoView {
    let family = Memo::new(move |_| {
        let verdict = page.verdict.read();
        let mut all = verdict.ranking().iter().chain(verdict.excluded());
        all.nth(place).copied().unwrap_or(Family::Full)
    });
    let is_out = Memo::new(move |_| page.verdict.read().is_vetoed(family.get()));
    let is_shown = move || page.shown.get() == family.get();
    let look = move |_| page.look_at((place > 0).then(|| family.get_untracked()));
    let name = marks.marked(Box::new(move || family.get().label().into()));
    let says = marks.marked(Box::new(move || match is_out.get() {
        true => "Cannot run this service".into(),
        false => format!("{} of 100 points", page.verdict.read().points(family.get())),
    }));
    // Why it is not the one that is recommended; of one that is out the reasons are given.
    let behind = move || explain::behind(&page.verdict.read(), family.get());
    let reasons = move || {
        let verdict = page.verdict.read();
        let reasons = verdict.vetoes(family.get()).map(|veto| {
            view! {
                <p class="veto">{veto.reason}" "<Evidence keys=veto.evidence/></p>
                <p class="lift"><strong>"How to allow it: "</strong>{veto.lifted_by}</p>
            }
        });
        let then = lift(&page.state.read().answers, &verdict, family.get()).map(|lift| lifted(&lift, family.get()));
        view! { {reasons.collect_view()} <p class="lift">{then}</p> }
    };
    view! {
        <li id=move || format!("base-{}", family.get().token()) class:out=move || is_out.get() class:shown=is_shown>
            <span class="name">{name}</span>
            <span class="points">{says}</span>
            <button type="button" hidden=move || is_out.get() aria-pressed=move || is_shown().to_string() on:click=look>
                "Show "<span class="hidden">{move || family.get().label()}</span>
            </button>
            <code>{move || page.images.read().get(family.get()).reference}</code>
            <small>{behind}</small>
            {move || is_out.get().then(reasons)}
        </li>
    }
}
