//! Which base wins at each pair of two answers, or of an answer and a weight.

use std::sync::Arc;

use leptos::ev::{Event, KeyboardEvent};
use leptos::prelude::*;

use crate::decision::map::{Hold, go, short};
use crate::decision::{Axes, Axis, Map as Cells};
use crate::ui::{Page, browser};

/// More rows than these have a line each.
const TALL: u8 = 6;

/// A cell: its column and its row.
type Position = (u8, u8);

#[component]
pub fn Map(
    page: Page,
    /// Whether nothing can be changed.
    #[prop(optional)]
    is_frozen: bool,
) -> impl IntoView {
    let map = Memo::new(move |_| Arc::new(Cells::of(&page.state.read(), &page.verdict.read())));
    let axes = Memo::new(move |_| map.read().axes);
    let is_chosen = Memo::new(move |_| map.read().is_chosen);
    let offered = Memo::new(move |_| map.read().offered(&page.verdict.read()));
    let choose = move |axes: Axes| page.change(|state| state.map = Some(axes));
    // Always there, and hidden where they are not offered: to make them anew takes longer than the map.
    let side = move |is_across: bool| {
        let option = move |axis: Axis| {
            let is_here = move || {
                let here = axes.get();
                axis == if is_across { here.across() } else { here.down() }
            };
            let is_left_out = move || !offered.read().contains(&axis);
            view! { <option value=axis.token() prop:selected=is_here hidden=is_left_out disabled=is_left_out>{axis.label()}</option> }
        };
        let (questions, weights): (Vec<Axis>, Vec<Axis>) = Axis::all().partition(|axis| matches!(axis, Axis::Question(_)));
        view! {
            <optgroup label="Questions">{questions.into_iter().map(option).collect::<Vec<_>>()}</optgroup>
            <optgroup label="Weights">{weights.into_iter().map(option).collect::<Vec<_>>()}</optgroup>
        }
    };
    let across = move |event: Event| {
        if let Some(axis) = Axis::find(&event_target_value(&event)) {
            choose(axes.get_untracked().with_across(axis));
        }
    };
    let down = move |event: Event| {
        if let Some(axis) = Axis::find(&event_target_value(&event)) {
            choose(axes.get_untracked().with_down(axis));
        }
    };
    view! {
        <section class="mapped" aria-labelledby="map-title">
            <h2 id="map-title">"Map of the decision"</h2>
            <p class="note">"Which base wins for each combination of two answers, or of an answer and a weight, and by how many points."</p>
            <div class="axes" hidden=is_frozen>
                <p><label for="map-across">"Columns"</label><select id="map-across" autocomplete="off" on:change=across>{side(true)}</select></p>
                <p><label for="map-down">"Rows"</label><select id="map-down" autocomplete="off" on:change=down>{side(false)}</select></p>
                <p class="buttons">
                    <button type="button" id="turn-map" on:click=move |_| choose(axes.get_untracked().turned())>"Swap rows and columns"</button>
                    <button
                        type="button"
                        id="suggest-map"
                        hidden=move || !is_chosen.get()
                        on:click=move |_| {
                            page.change(|state| state.map = None);
                            browser::focus("map-across".into());
                        }
                    >
                        "Suggest questions"
                    </button>
                </p>
            </div>
            <p class="note" hidden=move || is_chosen.get()>"Suggested: the two questions that change your verdict most."</p>
            // Made anew with its axes; the memo that its cells look at goes with it.
            {move || {
                let axes = axes.get();
                view! { <Grid page map axes is_frozen/> }
            }}
            <p class="note" hidden=move || map.read().cells.iter().all(|cell| !cell.is_unasked())>
                "* A question is not asked there: its answer changes nothing."
            </p>
            <Legend/>
        </section>
    }
}

#[component]
fn Grid(page: Page, map: Memo<Arc<Cells>>, axes: Axes, is_frozen: bool) -> impl IntoView {
    let map = Memo::new(move |_| map.get());
    let here = Memo::new(move |_| map.read().here);
    let pointed = RwSignal::new(None::<Position>);
    // One cell is on the way of the Tab key, the arrows go to the others.
    let reached = Memo::new(move |_| pointed.get().or(here.get()).unwrap_or_default());
    let (columns, rows, is_narrow) = {
        let map = map.read_untracked();
        (map.columns(), map.rows(), map.is_narrow())
    };
    let key = move |event: KeyboardEvent| {
        let (column, row) = reached.get_untracked();
        let to = match event.key().as_str() {
            "ArrowRight" => ((column + 1) % columns, row),
            "ArrowLeft" => ((column + columns - 1) % columns, row),
            "ArrowDown" => (column, (row + 1) % rows),
            "ArrowUp" => (column, (row + rows - 1) % rows),
            "Home" => (0, row),
            "End" => (columns - 1, row),
            _ => return,
        };
        event.prevent_default();
        pointed.set(Some(to));
        browser::focus_at_once(&id(to));
    };
    let place_of = |event: &Event| browser::id_of(event, "button").and_then(|id| place(&id));
    // One listener for all cells.
    let point = move |event: &Event| {
        if let Some(place) = place_of(event) {
            pointed.set(Some(place));
        }
    };
    let choose = move |event: &Event| {
        let Some(place) = place_of(event) else { return };
        pointed.set(Some(place));
        if is_frozen {
            return;
        }
        let mut there = page.state.get_untracked();
        go(&mut there, axes, place);
        if there != *page.state.read_untracked() {
            page.change(|state| *state = there);
        }
    };
    let heads = (0..columns).map(|column| {
        // Between others there is room for the number alone.
        let short = move |value: &String| value.split(',').next().filter(|_| is_narrow).unwrap_or(value).to_string();
        let value = move || map.read().across.get(usize::from(column)).map(short);
        view! { <th scope="col" class:here=move || here.get().is_some_and(|here| here.0 == column)>{value}</th> }
    });
    let lines = (0..rows).map(|row| {
        let value = move || map.read().down.get(usize::from(row)).cloned();
        let cells = (0..columns).map(|column| {
            let place = (column, row);
            let tab = move || if reached.get() == place { "0" } else { "-1" };
            let is_here = move || (here.get() == Some(place)).then_some("true");
            // A name and not text that is hidden, which the browser would lay out all the same.
            let name = move || map.read().sentence(place);
            view! {
                <td>
                    <button type="button" id=id(place) tabindex=tab aria-current=is_here aria-label=name>{move || cell(&map.read(), place, is_narrow)}</button>
                </td>
            }
        });
        view! {
            <tr>
                <th scope="row" class:here=move || here.get().is_some_and(|here| here.1 == row)>{value}</th>
                {cells.collect::<Vec<_>>()}
            </tr>
        }
    });
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label="Map of the decision, a table">
            <table class="map" class:narrow=is_narrow class:tall={rows > TALL} on:keydown=key on:focusin=move |event| point(&event) on:click=move |event| choose(&event)>
                <caption id="map-summary">{move || map.read().summary()}</caption>
                <thead>
                    <tr><td></td><th scope="colgroup" colspan=columns.to_string()>{axes.across().label()}</th></tr>
                    <tr><th scope="col">{axes.down().label()}</th>{heads.collect::<Vec<_>>()}</tr>
                </thead>
                <tbody>{lines.collect::<Vec<_>>()}</tbody>
            </table>
        </div>
    }
}

/// What a cell shows.
fn cell(map: &Cells, place: Position, is_narrow: bool) -> impl IntoView + use<> {
    let (class, name, lead) = match map.at(place) {
        None => Default::default(),
        Some(cell) => {
            let mark = if cell.is_unasked() { "*" } else { "" };
            let (name, lead) = if is_narrow { (cell.short_name(), String::new()) } else { (cell.name(), cell.lead() + mark) };
            (format!("cell {} {}", cell.look.winner.token(), cell.hold().token()), name, lead)
        }
    };
    let here = if map.here == Some(place) && !is_narrow { "you are here" } else { "" };
    // The style sheet writes them: the name of the button says more, and is no other text than what is seen.
    view! { <span class=class data-name=name data-lead=lead data-here=here></span> }
}

#[component]
fn Legend() -> impl IntoView {
    let holds = Hold::ALL.map(|hold| view! { <li><span class=format!("cell {}", hold.token())></span>{hold.label()}</li> });
    let families = crate::model::Family::ALL.map(|family| view! { <li><b>{short(family)}</b>{family.label()}</li> });
    view! {
        <ul class="keys-of-map" aria-label="How firmly a base wins">{holds}</ul>
        <ul class="keys-of-map short" aria-label="Letters of the bases">{families}</ul>
        <p class="note">
            "Select a cell to give both answers; Undo takes both back. The arrow keys move between cells. A weight that you set no longer changes with your answers."
        </p>
    }
}

fn id((column, row): Position) -> String {
    format!("place-{column}-{row}")
}

fn place(id: &str) -> Option<Position> {
    let (column, row) = id.strip_prefix("place-")?.split_once('-')?;
    Some((column.parse().ok()?, row.parse().ok()?))
}
