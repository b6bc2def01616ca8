//! What each base costs, side by side, with the source of every figure.

use leptos::prelude::*;

use super::Page;
use crate::facts::{self, Date, Figure};
use crate::model::Family;
use crate::model::costs::{Costs as FamilyCosts, costs, left_to_an_attacker};

const NOT_KNOWN: &str = "not known";

/// A row of the table: what it says of a base.
type Row = (&'static str, fn(&FamilyCosts) -> String);

const ROWS: &[Row] = &[
    ("Compressed, to pull", |costs| figure(costs.image.compressed)),
    ("Unpacked, on disk", |costs| figure(costs.image.unpacked)),
    ("OS packages to account for", |costs| figure(costs.image.packages)),
    ("Shell inside", |costs| inside(costs, 0)),
    ("Package manager inside", |costs| inside(costs, 1)),
    ("Interpreter inside", |costs| inside(costs, 2)),
    ("A shell at 2 AM", |costs| costs.night.short.to_string()),
    ("Maintained until", |costs| costs.upkeep.to_string()),
];

fn figure(figure: Option<Figure>) -> String {
    figure.map_or(NOT_KNOWN.into(), |figure| figure.to_string())
}

fn inside(costs: &FamilyCosts, which: usize) -> String {
    left_to_an_attacker(costs.image)[which].1.unwrap_or(NOT_KNOWN).to_string()
}

#[component]
pub fn Costs(page: Page) -> impl IntoView {
    let all = Memo::new(move |_| Family::ALL.map(|family| costs(&page.verdict.read(), family)));
    let class = move |family: Family| {
        let verdict = page.verdict.read();
        match (page.shown.get() == family, verdict.is_vetoed(family)) {
            (true, _) => "shown",
            (_, true) => "out",
            _ => "",
        }
    };
    let head = Family::ALL.map(|family| view! { <th scope="col" class=move || class(family)>{family.label()}</th> });
    let rows = ROWS
        .iter()
        .map(|(label, say)| {
            let cells = Family::ALL.map(|family| {
                view! { <td class=move || class(family)>{move || say(&all.read()[family as usize])}</td> }
            });
            view! { <tr><th scope="row">{*label}</th>{cells}</tr> }
        })
        .collect_view();
    let night = move || {
        let costs = all.read()[page.shown.get() as usize].clone();
        view! {
            <p>{costs.night.summary}</p>
            {costs.night.command.map(|command| view! { <pre><code>{command}</code></pre> })}
            {costs.night.file.map(|(name, text)| view! { <p class="note">{name}</p><pre><code>{text}</code></pre> })}
        }
    };
    view! {
        <section class="costs" aria-labelledby="costs-title">
            <h2 id="costs-title">"What it costs"</h2>
            <div class="scroll" tabindex="0" role="region" aria-label="Costs of all bases, a table">
                <table>
                    <thead><tr><td></td>{head}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p class="note">"Sizes are for linux/amd64 and of the base alone; 1 MB is a million bytes."</p>
            <h3>{move || format!("A shell at 2 AM on {}", page.shown.get().label())}</h3>
            {night}
            <details class="sources">
                <summary>"Where these figures come from"</summary>
                {move || Family::ALL.map(|family| sources(&all.read()[family as usize], page.today))}
            </details>
            <p class="note" id="freshness">{freshness(page.today)}</p>
        </section>
    }
}

/// How old the figures are by the visitor's clock, and a word when that is old.
fn freshness(today: Date) -> String {
    let (oldest, newest) = (facts::oldest_figure(), facts::as_of());
    let old = today.days() - newest.days() > facts::OLD_DAYS;
    let advice = if old { " That is old: check what you rely on." } else { "" };
    format!("The figures are of {oldest} to {newest}; the newest is {}.{advice}", facts::age(newest, today))
}

fn sources(costs: &FamilyCosts, today: Date) -> impl IntoView + use<> {
    let image = costs.image;
    let figures = [("compressed", image.compressed), ("unpacked", image.unpacked), ("packages", image.packages)];
    let figures = figures.map(|(what, figure)| {
        view! {
            <li>
                {match figure {
                    None => format!("{what}: {NOT_KNOWN}"),
                    Some(figure) => {
                        let note = figure.note.map(|note| format!("; {note}")).unwrap_or_default();
                        let age = facts::age(figure.date, today);
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
        <h4>{costs.family.label()}": "<code>{image.reference}</code></h4>
        <ul>{figures}{ends}</ul>
        {image.note.map(|note| view! { <p class="note">{note}</p> })}
    }
}
