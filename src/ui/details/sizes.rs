//! The bases beside each other, as bars; compressed and unpacked never mixed.

use leptos::prelude::*;

use super::myths::Myths;
use crate::facts::{Bytes, Date, Place};
use crate::model::load::{Field, Load};
use crate::model::sizes::{self as model, Row, Scale, sizes};
use crate::ui::{NOT_KNOWN, Page};

#[component]
pub fn Sizes(page: Page) -> impl IntoView {
    let load = RwSignal::new(Load::default());
    let scale = RwSignal::new(Scale::Compressed);
    let scales = Scale::ALL.map(|which| {
        let first = which == Scale::Compressed;
        view! {
            <label><input type="radio" name="scale" checked=first on:change=move |_| scale.set(which)/><span>{which.label()}</span></label>
        }
    });
    let inputs = Field::ALL.map(|field| view! { <Number page load field/> });
    view! {
        <section class="sizes" aria-labelledby="sizes-title">
            <h2 id="sizes-title">"Sizes"</h2>
            <div class="options" id="scale" role="radiogroup" aria-label="Compressed or unpacked">{scales}</div>
            <div class="numbers" role="group" aria-label="Your numbers">{inputs}</div>
            {move || comparison(&sizes(&page.verdict.read(), &page.images.read(), &load.read(), scale.get()), scale.get(), page.today.get())}
            <Myths place=Place::Sizes/>
        </section>
    }
}

fn comparison(sizes: &model::Sizes, scale: Scale, today: Date) -> impl IntoView + use<> {
    let no_full = if sizes.full_is_known { "" } else { " The size of the full image is not known, so there is no comparison with it." };
    let formula = match scale {
        Scale::Compressed => format!(
            "A node that already has the base pulls the app’s layers in {}. Pull time is compressed bytes × 8 / bandwidth, without \
             unpacking. The monthly figure is nodes × (app × deploys + base × base updates). A node never pulls a layer that it has, \
             so it pulls a shared base once per update.",
            sizes.app_pull
        ),
        Scale::Unpacked => "A node stores a shared base once, however many images use it.".into(),
    };
    let rows: Vec<_> = sizes.rows.iter().map(|row| bar(row, today)).collect();
    view! {
        <h3 id="bars-title">{scale.label()}", smallest first"</h3>
        <p class="note">
            "Filled: the base. Outlined: your app. Sizes are for linux/amd64. 1 MB is 1,000,000 bytes. Docker Hub counts in \
             MiB but labels them MB, so its numbers are 5 % lower."
            {no_full}
        </p>
        <ol class="bars" aria-labelledby="bars-title">{rows}</ol>
        <p class="note" id="formula">{formula}</p>
    }
}

/// A number that the visitor can set; what makes no sense is said and not taken.
#[component]
fn Number(page: Page, load: RwSignal<Load>, field: Field) -> impl IntoView {
    let about = field.about();
    let remark_id = format!("{}-remark", about.id);
    let described = remark_id.clone();
    view! {
        <p class=if about.scale == Scale::Unpacked { "of-unpacked" } else { "of-compressed" }>
            <label for=about.id>{about.label}</label>
            <input
                type="text"
                inputmode="decimal"
                autocomplete="off"
                id=about.id
                aria-describedby=described
                aria-invalid=move || load.read().is_wrong(field).to_string()
                prop:value=move || load.read().text(field, &page.verdict.read().service)
                on:input=move |event| load.update(|load| load.set(field, &event_target_value(&event)))
            />
            <span id=remark_id role="status">{move || load.read().remark(field, &page.verdict.read().service)}</span>
        </p>
    }
}

fn bar(row: &Row, today: Date) -> impl IntoView + use<> {
    let thing = row.thing;
    let reference = thing.reference();
    let name = thing.name();
    let state = if row.out { "Cannot run this service. " } else { "" };
    let (amount, (base, app), more) = match row.size {
        None => (NOT_KNOWN.to_string(), (0, 0), String::new()),
        Some(size) => {
            let against = size.against_full.map(|(base, whole)| format!("Compared with full: base {base}, with your app {whole}. "));
            let pull = size.pull.map(|pull| format!("First pull {}, {} a month. ", pull.first, pull.monthly));
            let source = format!("Size {} {}, {}.", size.base.method.as_str(), size.base.date, size.base.freshness(today));
            let more = [against.unwrap_or_default(), pull.unwrap_or_default(), source].concat();
            (format!("{}, with your app {}", size.base, Bytes(size.whole)), size.bar, more)
        }
    };
    let known = row.size.is_some();
    let width = |part: u64| format!("{}.{}%", part / 10, part % 10);
    view! {
        <li class=if row.out { "out" } else { "" }>
            <span class="name">{name}" "<a href=thing.address()>{if reference.is_empty() { "in the catalogue" } else { reference }}</a></span>
            <span class="amount">{amount}</span>
            <span class=if known { "bar" } else { "no-bar" } aria-hidden="true"><span style:width=width(base)></span><span style:width=width(app)></span></span>
            <span class="more"><strong>{state}</strong>{more}" "<strong class="ends">{thing.warning(today)}</strong></span>
        </li>
    }
}
