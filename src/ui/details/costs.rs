//! What each base costs, side by side, with the source of every figure.

use leptos::prelude::*;

use super::myths::Myths;
use crate::decision::Decision;
use crate::facts::{self, Date, Figure, Place};
use crate::model::Family;
use crate::model::costs::{Costs as FamilyCosts, costs, left_to_an_attacker};
use crate::ui::{NOT_KNOWN, Page};

/// What the table says of a base in a row, and what to know of that.
struct Cell {
    what: String,
    more: Option<String>,
    /// More is a warning.
    warns: bool,
}

/// A row of the table: what it says of a base on a day.
type Row = (&'static str, fn(&FamilyCosts, Date) -> Cell);

const ROWS: &[Row] = &[
    ("Compressed, to pull", |costs, today| figure(costs.image.compressed(), today)),
    ("Unpacked, on disk", |costs, today| figure(costs.image.unpacked(), today)),
    ("OS packages to account for", |costs, today| figure(costs.image.packages(), today)),
    ("Shell inside", |costs, _| inside(costs, 0)),
    ("Package manager inside", |costs, _| inside(costs, 1)),
    ("Interpreter inside", |costs, _| inside(costs, 2)),
    ("A shell at 2 AM", |costs, _| words(costs.night.short)),
    ("Supported until", |costs, today| Cell { what: costs.upkeep.to_string(), more: costs.upkeep.warning(today), warns: true }),
];

fn figure(figure: Option<Figure>, today: Date) -> Cell {
    figure.map_or_else(
        || words(NOT_KNOWN),
        |figure| Cell { what: figure.to_string(), more: Some(figure.freshness(today)), warns: figure.is_old(today) },
    )
}

fn inside(costs: &FamilyCosts, which: usize) -> Cell {
    words(left_to_an_attacker(costs.image)[which].1.unwrap_or(NOT_KNOWN))
}

fn words(what: &str) -> Cell {
    Cell { what: what.into(), more: None, warns: false }
}

#[component]
pub fn Costs(page: Page, decision: Memo<Decision>) -> impl IntoView {
    let all = Memo::new(move |_| Family::ALL.map(|family| costs(&page.verdict.read(), &page.images.read(), family)));
    let class = move |family: Family| {
        move || match (page.shown.get() == family, page.verdict.read().is_vetoed(family)) {
            (true, _) => "shown",
            (_, true) => "out",
            _ => "",
        }
    };
    let head = Family::ALL.map(|family| view! { <th scope="col" class=class(family)>{family.label()}</th> });
    let rows = ROWS
        .iter()
        .map(|(label, say)| {
            let cells = Family::ALL.map(|family| {
                let cell = move || {
                    let Cell { what, more, warns } = say(&all.read()[family as usize], page.today.get_untracked());
                    view! { {what} <small class=if warns { "warns" } else { "" }>{more}</small> }
                };
                view! { <td class=class(family) data-base=family.label()>{cell}</td> }
            });
            view! { <tr><th scope="row">{*label}</th>{cells}</tr> }
        })
        .collect_view();
    let known = Family::ALL.map(|family| {
        let link = move || {
            let id = all.read()[family as usize].image.id;
            view! { <a href=format!("catalogue.html#{id}")>{id}</a> }
        };
        view! { <td class=class(family) data-base=family.label()>{link}</td> }
    });
    let night = move || all.read()[page.shown.get() as usize].night.summary;
    let way_in = move || {
        let way = decision.read().way_in()?;
        let file = way.file.map(|file| view! { <p class="note">{file.name}</p><pre tabindex="0"><code>{file.text}</code></pre> });
        Some(view! { <pre tabindex="0"><code>{way.command}</code></pre> {file} })
    };
    view! {
        <section class="costs" aria-labelledby="costs-title">
            <h2 id="costs-title">"What it costs"</h2>
            <div class="scroll" tabindex="0" role="region" aria-label="Table: costs of all bases">
                <table>
                    <thead><tr><td></td>{head}</tr></thead>
                    <tbody>{rows}<tr><th scope="row">"All known facts"</th>{known}</tr></tbody>
                </table>
            </div>
            <p class="note">
                "Sizes are of the base alone, for linux/amd64. 1 MB is a million bytes. See the same figures "
                <a href="facts.json">"as data"</a>" and the "<a href="myths.html">"common myths"</a>"."
            </p>
            <Myths place=Place::Costs/>
            <h3>{move || format!("How to get a shell on {} at 2 AM", page.shown.get().label())}</h3>
            <p>{night}</p>
            {way_in}
            <Myths place=Place::Night/>
            <details class="sources">
                <summary>"Sources of these figures"</summary>
                {move || Family::ALL.map(|family| sources(&all.read()[family as usize], page.today.get_untracked()))}
            </details>
            <p class="note" id="freshness">{freshness(page.today.get_untracked())}</p>
        </section>
    }
}

/// How old the figures are by the visitor's clock, and a word when that is old.
fn freshness(today: Date) -> String {
    let (oldest, newest) = (facts::oldest_figure(), facts::as_of());
    let old = today.days() - newest.days() > facts::OLD_DAYS;
    let advice = if old { " They are old, so check those that you rely on." } else { "" };
    format!("The figures are from {oldest} to {newest}; the newest is {}.{advice}", facts::age(newest, today))
}

fn sources(costs: &FamilyCosts, today: Date) -> impl IntoView + use<> {
    let image = costs.image;
    let figures = [("compressed", image.compressed()), ("unpacked", image.unpacked()), ("packages", image.packages())];
    let figures = figures.map(|(what, figure)| {
        view! {
            <li>
                {match figure {
                    None => format!("{what}: {NOT_KNOWN}"),
                    Some(figure) => {
                        let note = figure.note.map(|note| format!("; {note}")).unwrap_or_default();
                        let age = figure.freshness(today);
                        format!("{what}: {figure}, {} {} ({age}), {}{note}", figure.method.as_str(), figure.date, figure.source)
                    }
                }}
            </li>
        }
    });
    let ends: Vec<_> = image
        .support()
        .map(|row| {
            let when = row.ends.map_or_else(String::new, |day| format!(" {day}"));
            let note = row.note.map(|note| format!("; {note}")).unwrap_or_default();
            view! { <li>{format!("end of {}:{when}{note} ({}, {})", row.product, row.source, row.date)}</li> }
        })
        .collect();
    view! {
        <h4>{costs.family.label()}": "<a href=format!("catalogue.html#{}", image.id)><code>{image.reference}</code></a></h4>
        <ul>{figures}{ends}</ul>
        {image.note().map(|note| view! { <p class="note">{note.text()}</p> })}
    }
}
