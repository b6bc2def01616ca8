//! Why: the points of every base as a bar of its criteria, each segment with
//! its reason and source.

use leptos::ev::{Event, KeyboardEvent};
use leptos::prelude::*;

use crate::model::criteria::CRITERIA;
use crate::model::explain::{Part, parts};
use crate::model::{Family, Verdict};
use crate::ui::evidence::Evidence;
use crate::ui::{Page, browser};

/// A segment: the place of its bar, and its criterion.
type Segment = (usize, usize);

#[component]
pub fn Reasons(page: Page) -> impl IntoView {
    let title = move || format!("Why {} has {} points", page.shown.get().label(), page.verdict.read().points(page.shown.get()));
    let chosen = RwSignal::new(None);
    // Before one is chosen, the first of the base that is shown. A bar may be
    // gone since it was chosen.
    let here = Memo::new(move |_| {
        let verdict = page.verdict.read();
        let ranking = verdict.ranking();
        let (bar, criterion): Segment =
            chosen.get().unwrap_or_else(|| (ranking.iter().position(|family| *family == page.shown.get()).unwrap_or(0), 0));
        (bar.min(ranking.len() - 1), criterion)
    });
    // One segment is on the way of the Tab key, the arrows go to the others.
    let key = move |event: KeyboardEvent| {
        let (bar, criterion) = here.get_untracked();
        let (bars, criteria) = (page.verdict.read_untracked().ranking().len(), CRITERIA.len());
        let to = match event.key().as_str() {
            "ArrowRight" => (bar, (criterion + 1) % criteria),
            "ArrowLeft" => (bar, (criterion + criteria - 1) % criteria),
            "ArrowDown" => ((bar + 1) % bars, criterion),
            "ArrowUp" => ((bar + bars - 1) % bars, criterion),
            _ => return,
        };
        event.prevent_default();
        chosen.set(Some(to));
        browser::focus_at_once(&id(to));
    };
    // One listener for all segments: they are made anew with every answer.
    let point = move |event: &Event| {
        if let Some(segment) = browser::id_of(event, "button").and_then(|id| segment(&id)) {
            chosen.set(Some(segment));
        }
    };
    // What the numbers stand for, and that the points of the bar add up.
    let named = Memo::new(move |_| page.verdict.read().ranking()[here.get().0]);
    let points = move |at: usize| move || parts(&page.verdict.read(), named.get())[at].points.to_string();
    let legend = CRITERIA.iter().enumerate().map(|(at, criterion)| {
        view! { <li class=class(at)><span>{at + 1}</span>" "{criterion.label}" "<b>{points(at)}</b></li> }
    });
    let sum = move || format!("= {} for {}", page.verdict.read().points(named.get()), named.get().label());
    view! {
        <section class="reasons" aria-labelledby="reasons-title">
            <h2 id="reasons-title">{title}</h2>
            <p class="note">"Each segment is one criterion: weight times score, in points of 100. Select one to see its reasons."</p>
            <ol
                class="stacks"
                aria-label="Points by criterion"
                on:keydown=key
                on:focusin=move |event| point(&event)
                on:click=move |event| point(&event)
            >
                {(0..Family::ALL.len()).map(|bar| view! { <Stack page bar here/> }).collect_view()}
            </ol>
            <ul class="legend" aria-hidden="true">{legend.collect_view()}<li>{sum}</li></ul>
            <div class="reason-of-points" id="reason-of-points">
                {move || {
                    let verdict = page.verdict.read();
                    let (bar, criterion) = here.get();
                    let family = verdict.ranking()[bar];
                    describe(family, &parts(&verdict, family)[criterion])
                }}
            </div>
        </section>
    }
}

fn id((bar, criterion): Segment) -> String {
    format!("segment-{bar}-{criterion}")
}

fn segment(id: &str) -> Option<Segment> {
    let (bar, criterion) = id.strip_prefix("segment-")?.split_once('-')?;
    Some((bar.parse().ok()?, criterion.parse().ok()?))
}

fn class(criterion: usize) -> String {
    format!("criterion-{}", criterion + 1)
}

/// The bar at a place of the ranking; nothing where fewer bases are left.
#[component]
fn Stack(page: Page, bar: usize, here: Memo<Segment>) -> impl IntoView {
    let family = Memo::new(move |_| page.verdict.read().ranking().get(bar).copied());
    let points = move || family.get().map(|family| page.verdict.read().points(family).to_string());
    let segments = move || {
        let family = family.get()?;
        let verdict = page.verdict.read();
        let here = here.get();
        let one = |(criterion, part): (usize, Part<'_>)| {
            let segment = (bar, criterion);
            let tenths = part.points.tenths();
            let name =
                format!("{} {}, {}: {} of {} points", criterion + 1, family.label(), part.criterion.label, part.points, part.possible);
            view! {
                <button
                    type="button"
                    id=id(segment)
                    class=class(criterion)
                    aria-label=name
                    aria-describedby="reason-of-points"
                    aria-pressed=if here == segment { "true" } else { "false" }
                    tabindex=if here == segment { "0" } else { "-1" }
                    style:width=format!("{}.{}%", tenths / 10, tenths % 10)
                >
                    {criterion + 1}
                </button>
            }
        };
        Some(parts(&verdict, family).into_iter().enumerate().map(one).collect_view())
    };
    view! {
        <li hidden=move || family.get().is_none() class:shown=move || family.get() == Some(page.shown.get())>
            <span class="name">{move || family.get().map(Family::label)}</span>
            <span class="points">{points}</span>
            <span class="stack">{segments}</span>
        </li>
    }
}

fn describe(family: Family, part: &Part<'_>) -> impl IntoView + use<> {
    let moves: Vec<_> = part.moves().map(|row| format!("{:+} {}", row.by, row.why)).collect();
    let weight = match (part.weight_is_set, moves.is_empty()) {
        (true, _) => format!("weight {}, set by you", part.weight),
        (_, true) => format!("weight {}", part.weight),
        _ => format!("weight {} ({}, {})", part.weight, part.criterion.base_weight, moves.join(", ")),
    };
    let adjusted: String = part.adjustments().map(|row| format!(" {:+}: {}.", row.by, row.why)).collect();
    let sources = part
        .evidence()
        .map(|evidence| view! { <li>{evidence.claim}" "<small>{evidence.source}", "{evidence.date.to_string()}</small></li> });
    view! {
        <h3>{format!("{}, {}: {} of {} points", family.label(), part.criterion.label.to_ascii_lowercase(), part.points, part.possible)}</h3>
        <p>{format!("{} of 100: {}.{adjusted}", part.score, part.row.map_or("", |row| row.why))}</p>
        <p class="note">{format!("{}; {weight}. ", part.criterion.about)}<Evidence keys=part.criterion.evidence/></p>
        <details>
            <summary>"Evidence"</summary>
            <ul class="judged-by">{sources.collect_view()}</ul>
        </details>
    }
}

/// Who is ahead of the winner at which weight of a criterion.
pub fn tips(verdict: &Verdict, criterion: usize) -> Vec<(Family, Option<(u8, bool)>)> {
    let tie = |rival: &Family| {
        let tie = crate::model::tipping::tipping(verdict, *rival)[criterion]?;
        Some((tie.rival_leads_at()?, tie.rival_above))
    };
    verdict.ranking().iter().skip(1).map(|rival| (*rival, tie(rival))).collect()
}
