//! A decision to take along: as a link, as text, as files, as a frame.

use leptos::prelude::*;

use crate::decision::Decision;
use crate::link;
use crate::model::QUESTIONS;
use crate::share::embed::{Frame, PARTS};
use crate::share::picture::Shape;
use crate::share::{self, Export, archive, card, map, markdown, picture, record, report};
use crate::ui::take::Take;
use crate::ui::{Page, browser};

/// A way to take it along.
struct Way {
    /// What the ids of its buttons end with.
    key: &'static str,
    name: &'static str,
    about: &'static str,
    text: fn(&Export<'_>) -> String,
    /// The name to save it under; none where it is no file.
    file: Option<fn(&Export<'_>) -> String>,
}

/// Every way, the shortest first.
static WAYS: [Way; 9] = [
    Way {
        key: "-link",
        name: "Link",
        about: "Contains every answer, weight and setting, and today’s verdict. Nothing is sent to a server.",
        text: |decision| decision.link.clone(),
        file: None,
    },
    Way { key: "-markdown", name: "Markdown link", about: "The link, with the verdict as its text.", text: markdown::link, file: None },
    Way {
        key: "-with-file",
        name: "Markdown with the Dockerfile",
        about: "For a pull request or a chat.",
        text: markdown::with_dockerfile,
        file: Some(|_| "base-image.md".into()),
    },
    Way {
        key: "-record",
        name: "Decision record",
        about: "A MADR file for your repository: context, options and why each lost, consequences, review date.",
        text: record::record,
        file: Some(record::name),
    },
    Way {
        key: "-card",
        name: "Card as an image",
        about: "An SVG, for pages where you do not want a frame.",
        text: card::svg,
        file: Some(|_| "base-image.svg".into()),
    },
    Way {
        key: "-picture",
        name: "Picture of the image",
        about: "SVG, 1280 × 720: the image’s layers to scale and what is inside, next to the full image.",
        text: |export| picture::svg(export.decision, Shape::Slide),
        file: Some(|_| "image.svg".into()),
    },
    Way {
        key: "-map",
        name: "Map as a picture",
        about: "SVG: which base wins where, by the questions or weights of the map.",
        text: |export| map::svg(export.decision),
        file: Some(|_| "map.svg".into()),
    },
    Way {
        key: "-map-words",
        name: "Map as text",
        about: "The same as a Markdown table.",
        text: |export| map::markdown(export.decision),
        file: None,
    },
    Way { key: "-words", name: "Card as text", about: "The label as a Markdown table.", text: card::markdown, file: None },
];

/// Forms to report what is wrong, where the project's repository is known. Nothing is
/// sent before one is opened; then the link goes along.
#[component]
fn Report(decision: Memo<Decision>) -> impl IntoView {
    let base_url = StoredValue::new(browser::base_url());
    let repository = StoredValue::new(report::repository(&base_url.get_value()));
    let forms = report::FORMS.map(|(form, label)| {
        let address = move || report::address(&repository.get_value(), form, &share::address(&decision.read(), &base_url.get_value()));
        view! { <li><a href=address target="_blank" rel="noopener">{label}</a></li> }
    });
    view! {
        <div class="report" hidden=repository.get_value().is_empty()>
            <h3>"Report a problem"</h3>
            <p class="note">"Each link opens a form on the project’s site. The form contains the link of this decision, so that site receives it."</p>
            <ul>{forms}</ul>
        </div>
    }
}

#[component]
pub fn Share(page: Page, decision: Memo<Decision>) -> impl IntoView {
    let base_url = StoredValue::new(browser::base_url());
    // Worked out when it is asked for, not with each answer.
    let with = move |what: fn(&Export<'_>) -> String| Signal::derive(move || what(&Export::new(&decision.read(), &base_url.get_value())));
    let ways = WAYS.iter().map(|way| {
        let name = way.file.map_or_else(|| Signal::derive(String::new), with);
        view! {
            <li>
                <div><strong>{way.name}</strong><p class="note">{way.about}</p></div>
                <Take id=way.key.to_string() what=way.name name text=with(way.text) is_file=way.file.is_some()/>
            </li>
        }
    });
    let said = RwSignal::new("");
    let save = move |_| {
        let decision = decision.read_untracked();
        let export = Export::new(&decision, &base_url.get_value());
        let done = archive::zip(&archive::files(&export)).is_ok_and(|zip| browser::download(&archive::name(&export), &zip));
        said.set(if done { "Saved" } else { "The browser blocked the download. Download the files one by one." });
    };
    view! {
        <section class="share" aria-labelledby="share-title">
            <h2 id="share-title">"Share or export"</h2>
            <ul class="ways">
                {ways.collect_view()}
                <li>
                    <div>
                        <strong>"Everything as a zip file"</strong>
                        <p class="note">"Dockerfile and its companion files, runbook, decision record, card, picture and map."</p>
                    </div>
                    <div class="buttons">
                        <button type="button" id="download-zip" on:click=save>"Download"</button>
                        <span role="status" class="said">{said}</span>
                    </div>
                </li>
            </ul>
            <Embed page/>
            <Report decision/>
        </section>
    }
}

/// The switches of a frame: id, label, and what they switch.
type Switch = (&'static str, &'static str, fn(&mut Frame) -> &mut bool);

const SWITCHES: [Switch; 3] = [
    ("frozen", "Frozen: visitors cannot change anything", |frame| &mut frame.frozen),
    ("large", "Large type", |frame| &mut frame.large),
    ("predict", "Predict first, then reveal", |frame| &mut frame.predict),
];

/// A frame for somebody's page.
#[component]
fn Embed(page: Page) -> impl IntoView {
    let frame = RwSignal::new(Frame { show: vec!["verdict"], ..Frame::default() });
    let base_url = StoredValue::new(browser::base_url());
    let parts = PARTS.map(|(part, label)| {
        let choose = move |_| {
            frame.update(|frame| {
                let chosen = |one: &&'static str| (*one == part) != frame.show.contains(one);
                frame.show = PARTS.iter().map(|(one, _)| *one).filter(chosen).collect();
            });
        };
        let is_chosen = move || frame.read().show.contains(&part);
        view! { <label><input type="checkbox" name="show" value=part prop:checked=is_chosen on:change=choose/><span>{label}</span></label> }
    });
    let choose = move |event| {
        let name = event_target_value(&event);
        let question = QUESTIONS.iter().find(|question| question.name == name);
        frame.update(|frame| frame.question = question.map(|question| question.id));
    };
    let questions = QUESTIONS.iter().map(|question| view! { <option value=question.name>{question.ask}</option> });
    let switches = SWITCHES.map(|(name, label, of)| {
        let switch = move |_| frame.update(|frame| *of(frame) = !*of(frame));
        view! { <label><input type="checkbox" name=name on:change=switch/><span>{label}</span></label> }
    });
    let title = move || format!("Container Diet: {}", page.shown.get().label());
    let snippet = Signal::derive(move || {
        frame.read().snippet(&base_url.get_value(), &link::write(&page.state.read(), &page.verdict.read()), &title())
    });
    let open = move || frame.read().address(&base_url.get_value(), &link::write(&page.state.read(), &page.verdict.read()));
    view! {
        <details class="embed" id="embed">
            <summary>"Embed in slides or docs"</summary>
            <div class="options" role="group" aria-label="Frame contents">{parts}</div>
            <p hidden=move || frame.read().show.contains(&"questions")>
                <label for="frame-question">"One question"</label>
                <select id="frame-question" autocomplete="off" on:change=choose>
                    <option value="">"None"</option>
                    {questions.collect_view()}
                </select>
            </p>
            <div class="options" role="group" aria-label="Frame options">{switches}</div>
            <pre tabindex="0"><code id="snippet">{snippet}</code></pre>
            <Take id="-frame".to_string() what="Frame" name="frame.html" text=snippet is_file=false/>
            <p><a href=open target="_blank" rel="noopener" id="open-frame">"Open the frame in a new tab"</a></p>
        </details>
    }
}
