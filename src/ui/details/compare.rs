//! Two or three bases side by side.

use leptos::prelude::*;

use crate::decision::Decision;
use crate::dockerfile::patch::{self, Kind};
use crate::model::Family;
use crate::model::costs::left_to_an_attacker;
use crate::model::label::{Label, ROWS, label};
use crate::runbook::{Effect, Impact};
use crate::ui::{NOT_KNOWN, Page};

/// More than so many are not read side by side.
const MOST: usize = 3;

#[component]
pub fn Compare(page: Page, decision: Memo<Decision>) -> impl IntoView {
    // Before any is chosen: the base that is shown beside the full image, which most come from.
    let chosen = RwSignal::new(None::<Vec<Family>>);
    let compared = Memo::new(move |_| {
        let all = chosen.get().unwrap_or_else(|| {
            let (verdict, shown) = (page.verdict.read(), page.shown.get());
            let best = || verdict.ranking().iter().chain(verdict.excluded()).copied().find(|family| *family != shown);
            let other = if shown == Family::Full { best() } else { Some(Family::Full) };
            [shown].into_iter().chain(other).collect()
        });
        Family::ALL.into_iter().filter(|family| all.contains(family)).collect::<Vec<_>>()
    });
    let choose = move |family: Family| {
        let mut all = compared.get_untracked();
        match all.iter().position(|one| *one == family) {
            Some(at) => drop(all.remove(at)),
            None => all.push(family),
        }
        chosen.set(Some(all));
    };
    let boxes = Family::ALL.map(|family| {
        let is_chosen = move || compared.read().contains(&family);
        view! {
            <label>
                <input
                    type="checkbox"
                    name="compared"
                    value=family.token()
                    prop:checked=is_chosen
                    disabled=move || !is_chosen() && compared.read().len() == MOST
                    on:change=move |_| choose(family)
                />
                <span>{family.label()}</span>
            </label>
        }
    });
    view! {
        <section class="compare" aria-labelledby="compare-title">
            <h2 id="compare-title">"Compare bases"</h2>
            <p class="note">"Compare costs, contents, on-call tasks and the Dockerfile of two or three bases."</p>
            <div class="options" role="group" aria-label="Bases to compare (up to three)">{boxes}</div>
            {move || {
                let decision = decision.read();
                let sides: Vec<Side> = compared.read().iter().map(|family| Side::of(&decision, *family)).collect();
                match sides.len() {
                    0 | 1 => view! { <p class="notice">"Choose two or three bases."</p> }.into_any(),
                    _ => both(&sides).into_any(),
                }
            }}
        </section>
    }
}

/// A base with all that is compared.
struct Side {
    family: Family,
    label: Label,
    /// Only of a base that can run the service.
    runs: Option<(Vec<Impact>, String)>,
}

impl Side {
    fn of(decision: &Decision, family: Family) -> Side {
        let label = label(&decision.verdict, &decision.images, family, decision.today);
        let runs = (!decision.verdict.is_vetoed(family)).then(|| {
            let decision = decision.on(family);
            // Without a header: its link differs wherever anything does.
            (decision.impact(), decision.dockerfile().text())
        });
        Side { family, label, runs }
    }

    fn effect(&self, verb: &str) -> Option<Effect> {
        let (impacts, _) = self.runs.as_ref()?;
        impacts.iter().find(|impact| impact.verb == verb).map(|impact| impact.effect)
    }
}

/// A row of cells, each a sign, a text and a class; whether they differ is said and seen.
fn cells(name: &'static str, cells: Vec<(&'static str, String, &'static str)>) -> impl IntoView + use<> {
    let differ = cells.iter().any(|cell| *cell != cells[0]);
    let cells: Vec<_> =
        cells.into_iter().map(|(mark, text, class)| view! { <td class=class><span aria-hidden="true">{mark}</span>{text}</td> }).collect();
    view! { <tr class=if differ { "differ" } else { "" }><th scope="row">{name}{differ.then_some(" ≠")}</th>{cells}</tr> }
}

fn both(sides: &[Side]) -> impl IntoView + use<> {
    let row = |name: &'static str, say: &dyn Fn(&Side) -> String| cells(name, sides.iter().map(|side| ("", say(side), "")).collect());
    // As the runbook has it.
    let effects = |verb: &'static str| {
        let cell = |side: &Side| match side.effect(verb) {
            Some(effect) => (effect.mark(), format!(" {}", effect.label()), effect.label()),
            None => ("", "–".into(), ""),
        };
        cells(verb, sides.iter().map(cell).collect())
    };
    let costs = ROWS.iter().enumerate().map(|(at, name)| {
        row(name, &move |side| {
            let row = &side.label.rows[at];
            row.share.map_or_else(|| row.amount.clone(), |share| format!("{}, {share} of full", row.amount))
        })
    });
    let inside = row("Interpreter inside", &|side| left_to_an_attacker(side.label.image)[2].1.unwrap_or(NOT_KNOWN).into());
    let verbs = sides.iter().find_map(|side| side.runs.as_ref()).map(|(impacts, _)| impacts.iter().map(|impact| impact.verb));
    let night: Vec<_> = verbs.into_iter().flatten().map(effects).collect();
    let heads: Vec<_> = sides
        .iter()
        .map(|side| {
            let out = side.runs.is_none().then_some(" (cannot run this service)");
            // A name is broken where its parts end, if it has to be.
            let name: Vec<_> = side.label.image.parts().map(|part| view! { {part}<wbr/> }).collect();
            view! { <th scope="col">{side.family.label()}{out}<small>{name}</small></th> }
        })
        .collect();
    let columns = sides.len() + 1;
    let has_night = !night.is_empty();
    let patches: Vec<_> = sides.windows(2).filter_map(|pair| changes(&pair[0], &pair[1])).collect();
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label="Table: bases side by side">
            <table>
                <thead><tr><td></td>{heads}</tr></thead>
                <tbody>{costs.collect::<Vec<_>>()}{inside}</tbody>
                <tbody hidden=!has_night><tr><th scope="rowgroup" colspan=columns>"On-call tasks"</th></tr>{night}</tbody>
            </table>
        </div>
        {patches}
    }
}

/// What of the Dockerfile changes between two bases.
fn changes(from: &Side, to: &Side) -> Option<impl IntoView + use<>> {
    let ((_, old), (_, new)) = (from.runs.as_ref()?, to.runs.as_ref()?);
    let line = |line: patch::Line<'_>| {
        let (class, mark) = match line.kind {
            Kind::Same => ("same", "  "),
            Kind::Removed => ("removed", "- "),
            Kind::Added => ("added", "+ "),
        };
        view! { <span class=class>{mark}{line.text.to_string()}"\n"</span> }
    };
    Some(view! {
        <h3>{format!("Dockerfile changes from {} to {}", from.family.label(), to.family.label())}</h3>
        <pre class="patch" tabindex="0"><code>{patch::lines(old, new).into_iter().map(line).collect::<Vec<_>>()}</code></pre>
    })
}
