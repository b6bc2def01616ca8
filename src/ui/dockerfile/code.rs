//! The file block by block: why each is there, which question put it there,
//! and what of it is new since the last change.

use leptos::prelude::*;

use super::companions::{self, COMMANDS, FILE};
use super::file::File;
use super::rows::{Asked, Row, Rows};
use super::settings;
use crate::dockerfile::Cause;
use crate::dockerfile::changes::lines;
use crate::facts;
use crate::model::QuestionId;
use crate::model::questions::Compliance;
use crate::ui::browser;

fn id(number: usize) -> String {
    format!("block-{number}")
}

fn number(id: &str) -> Option<usize> {
    id.strip_prefix("block-")?.parse().ok()
}

/// The text. What is copied out of it is exactly the file.
#[component]
pub fn Code(file: File) -> impl IntoView {
    let File { rows, asked, .. } = file;
    let key = move |event: leptos::ev::KeyboardEvent| {
        let rows = rows.read_untracked();
        let here = rows.here(asked.get_untracked());
        let last = rows.rows.len().saturating_sub(1);
        let at = rows.rows.iter().position(|row| Some(row.number) == here).unwrap_or(0);
        let to = match event.key().as_str() {
            "ArrowDown" => last.min(at + 1),
            "ArrowUp" => at.saturating_sub(1),
            "Home" => 0,
            "End" => last,
            "Enter" | " " => at,
            _ => return,
        };
        event.prevent_default();
        if to == at {
            asked.set(Asked { block: here, question: None });
        } else {
            browser::focus_at_once(&id(rows.rows[to].number));
        }
    };
    // One listener for all blocks: they change with every answer.
    let point = move |event: &leptos::ev::Event, keeps: bool| {
        let Some(number) = browser::id_of(event, ".block").and_then(|id| number(&id)) else { return };
        let question = asked.get_untracked().question;
        let keeps = move |question: &QuestionId| keeps && rows.read_untracked().find(number).is_some_and(|row| row.asked(*question));
        asked.set(Asked { block: Some(number), question: question.filter(keeps) });
    };
    // In one piece, by place and not by block: then an answer takes a few texts
    // in elements that are there, which browsers do fastest.
    let blocks = move || {
        let (rows, asked) = (rows.read(), asked.get());
        let here = rows.here(asked);
        rows.rows.iter().map(|row| block(row, asked, here == Some(row.number))).collect_view()
    };
    view! {
        <code id="dockerfile" on:keydown=key on:focusin=move |event| point(&event, true) on:click=move |event| point(&event, false)>
            {blocks}
        </code>
    }
}

/// One block, for the Tab key if it is `reached`, and for the arrows from there.
fn block(row: &Row, asked: Asked, reached: bool) -> impl IntoView + use<> {
    let is_shown = match asked {
        Asked { question: Some(question), .. } => row.asked(question),
        Asked { block, .. } => block == Some(row.number),
    };
    // The line before a stage is no part of the button.
    let (gap, text) = row.block.text.split_at(row.block.text.len() - row.block.text.trim_start().len());
    // A comment is one line, the first: the style sheet needs no element for it.
    let class = match (row.block.why.is_none(), text.starts_with('#'), row.is_new) {
        (true, _, true) => "block head new",
        (true, _, false) => "block head",
        (false, true, true) => "block noted new",
        (false, true, false) => "block noted",
        (false, false, true) => "block new",
        (false, false, false) => "block",
    };
    view! {
        {gap.to_string()}
        <span
            class=class
            id=id(row.number)
            role="button"
            aria-controls="reason"
            aria-pressed=if is_shown { "true" } else { "false" }
            tabindex=if reached { "0" } else { "-1" }
        >
            {text.to_string()}
        </span>
    }
}

/// Why a block is there, and where that comes from.
#[component]
pub fn Reason(file: File) -> impl IntoView {
    let rows = move || file.settled_rows();
    let text = move || {
        let rows = rows();
        match file.asked.get() {
            Asked { question: Some(question), .. } if rows.of(question).next().is_some() => {
                let mut texts: Vec<&str> = rows.of(question).filter_map(|row| row.block.why.map(|why| why.text)).collect();
                texts.dedup();
                format!("This answer adds {}. {}", counted(&rows, question), texts.join(" "))
            }
            Asked { block, .. } => match block.and_then(|number| rows.find(number)).map(|row| row.block.why) {
                Some(Some(why)) => why.text.to_string(),
                Some(None) => "The generator version, the date of the facts, and the link that opens this file again.".into(),
                None => "Select a line to see why it is there.".into(),
            },
        }
    };
    let cause = Memo::new(move |_| {
        let rows = rows();
        let Asked { block, question } = file.asked.get();
        let of_question = question.filter(|question| rows.of(*question).next().is_some()).map(Cause::Answer);
        of_question.or_else(|| rows.find(block?)?.block.why.map(|why| why.cause))
    });
    let from = move || match cause.get() {
        Some(Cause::Answer(question)) if file.settled.state.read().answers.asks(question) => {
            view! { "Your answer: "<GoTo id=question.get().name.into() label=question.get().ask/> }.into_any()
        }
        Some(Cause::Setting(setting)) if file.offered.read().has(setting) => {
            let is_set = file.settled.state.read().settings.text(setting).is_some();
            view! { {if is_set { "Your setting: " } else { "Default; change it: " }}<GoTo id=settings::id(setting) label=setting.get().label()/> }.into_any()
        }
        Some(Cause::Fact(image)) => {
            let reference = facts::image(image).map_or(image, |image| image.reference);
            view! { "Fact about "<a href=format!("catalogue.html#{image}") target="_blank" rel="noopener">{reference}</a> }.into_any()
        }
        Some(Cause::Answer(question)) => format!("Assumed for “{}”", question.get().ask).into_any(),
        Some(Cause::Setting(setting)) => format!("Assumed for “{}”", setting.get().label()).into_any(),
        Some(Cause::Practice) => "Good practice, whatever you answer".into_any(),
        None => ().into_any(),
    };
    view! {
        <div class="reason" id="reason">
            <p role="status" class="news" id="news">{move || rows().news.clone()}</p>
            <p role="status" id="why">{text}</p>
            <p class="note" id="from">{from}</p>
        </div>
    }
}

/// A way to where something is answered or set. No anchor: those would take
/// the place of the link in the address.
#[component]
fn GoTo(id: String, label: &'static str) -> impl IntoView {
    view! { <button type="button" class="link" on:click=move |_| browser::focus(id.clone())>{label}</button> }
}

fn counted(rows: &Rows, question: QuestionId) -> String {
    match lines(rows.of(question).map(|row| &row.block)) {
        1 => "1 line".into(),
        many => format!("{many} lines"),
    }
}

/// What an answer put into the file, at its question.
#[component]
pub fn Puts(file: File, question: QuestionId) -> impl IntoView {
    let count = move || counted(&file.settled_rows(), question);
    let none = move || file.settled_rows().of(question).next().is_none();
    let show = move |_| {
        let first = file.rows.read_untracked().of(question).next().map(|row| row.number);
        if let Some(first) = first {
            file.tab.set(FILE);
            file.asked.set(Asked { block: Some(first), question: Some(question) });
            browser::focus(id(first));
        }
    };
    view! {
        <button type="button" class="link puts" hidden=none on:click=show>
            "Adds "{count}" to the Dockerfile"
        </button>
        {(question == QuestionId::Compliance).then(|| view! { <Proof file/> })}
    }
}

/// What auditors ask for is in no line of the file, but in the commands beside it.
#[component]
fn Proof(file: File) -> impl IntoView {
    let is_asked = move || !file.settled.state.read().answers.is(Compliance::None);
    let show = move |_| {
        file.tab.set(COMMANDS);
        browser::focus(companions::id(COMMANDS));
    };
    view! {
        <button type="button" class="link puts" id="proof" hidden=move || !is_asked() on:click=show>
            "Show the commands for SBOM and signature"
        </button>
    }
}
