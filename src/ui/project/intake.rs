//! The ways in: a folder, files, or a pasted text.

use std::cell::Cell;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::holder::{Intake, Reading, counted};
use crate::inspect::{self, LONGEST_FILE, LONGEST_PROJECT, MOST_NAMES, Project};
use crate::ui::browser::{self, Handed, Listed};

const FOLDER: &str = "folder-input";
const FILES: &str = "files-input";
const TEXT: &str = "pasted-text";

/// A button for each way in.
#[component]
pub fn Ways(intake: Intake) -> impl IntoView {
    let folder = move |_| {
        if !browser::has_folder_picker() {
            return browser::open_picker(FOLDER);
        }
        spawn_local(async move {
            // Given up is no error.
            if let Some(handed) = browser::pick_folder().await {
                read(intake, handed);
            }
        });
    };
    let paste = move |_| {
        intake.pasting.update(|pasting| *pasting = !*pasting);
        if intake.pasting.get_untracked() {
            browser::focus(TEXT.into());
        }
    };
    view! {
        <div class="intake">
            <h2 id="project-title">"Start from your project"</h2>
            <p class="note">"Drop its folder on this page. Your browser reads it; nothing is uploaded."</p>
            <button type="button" id="choose-folder" on:click=folder>"Choose folder"</button>
            <button type="button" id="choose-files" on:click=move |_| browser::open_picker(FILES)>"Choose files"</button>
            <button type="button" id="paste-file" aria-expanded=move || intake.pasting.get().to_string() on:click=paste>"Paste a file"</button>
        </div>
    }
}

/// How far reading is, and what the ways in open.
#[component]
pub fn Progress(intake: Intake) -> impl IntoView {
    let said = move || match intake.reading.get() {
        Reading::Nothing => String::new(),
        Reading::Names(count) => format!("Reading: {} so far …", counted(count, "file", "files")),
        Reading::Failed(why) => why,
        Reading::Done(read) => format!("{} was read: {}.", read.name, counted(read.all.taken.len(), "finding", "findings")),
    };
    let is_reading = move || matches!(*intake.reading.read(), Reading::Names(_));
    let is_done = move || matches!(*intake.reading.read(), Reading::Done(_));
    // The view knows no attribute of that name.
    let folders = leptos::html::input().r#type("file").id(FOLDER).hidden(true).attr("webkitdirectory", "");
    let folders = folders.on(leptos::ev::change, move |event| read(intake, browser::picked(&event)));
    view! {
        {folders}
        <input type="file" id=FILES hidden multiple on:change=move |event| read(intake, browser::picked(&event))/>
        <Pasted intake/>
        <div class="buttons">
            <p role="status" id="project-status" class="note">{said}</p>
            <button type="button" id="cancel-reading" hidden=move || !is_reading() on:click=move |_| intake.forget()>"Cancel"</button>
            <button type="button" id="close-project" hidden=move || !is_done() on:click=move |_| intake.forget()>"Close project"</button>
        </div>
    }
}

/// A text whose kind is found out.
#[component]
fn Pasted(intake: Intake) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let is_as = move || match (text.read().trim().is_empty(), inspect::kind(&text.read())) {
        (true, _) => String::new(),
        (false, Some(name)) => format!("This looks like {}.", name.rsplit('/').next().unwrap_or(name)),
        (false, None) => {
            "This file was not recognised. Paste a Dockerfile, a manifest such as package.json, go.mod or pom.xml, or a lock file.".into()
        }
    };
    let is_unknown = move || inspect::kind(&text.read()).is_none();
    let take = move |_| {
        let text = text.get_untracked();
        let Some(name) = inspect::kind(&text) else { return };
        let mut project = Project::new();
        project.file(name, text.as_bytes());
        let turn = intake.begin(Reading::Nothing);
        intake.pasting.set(false);
        let name = name.rsplit('/').next().unwrap_or(name).to_string();
        spawn_local(intake.take(turn, name, Arc::new(project), None));
    };
    view! {
        <div id="pasted" hidden=move || !intake.pasting.get()>
            <label for=TEXT>"Dockerfile, manifest or lock file"</label>
            <textarea
                id=TEXT
                rows="8"
                spellcheck="false"
                autocomplete="off"
                aria-describedby="pasted-kind"
                prop:value=move || text.get()
                on:input=move |event| text.set(event_target_value(&event))
            ></textarea>
            <p class="note" id="pasted-kind" role="status">{is_as}</p>
            <button type="button" id="read-pasted" disabled=is_unknown on:click=take>"Read this file"</button>
        </div>
    }
}

/// Reads what was handed over, in slices between which the page goes on.
pub fn read(intake: Intake, handed: Vec<Handed>) {
    if handed.is_empty() {
        return;
    }
    let turn = intake.begin(Reading::Names(0));
    spawn_local(async move {
        let name = browser::name_of(&handed);
        let said = Cell::new(browser::milliseconds());
        let seen = move |count| {
            let now = browser::milliseconds();
            if intake.is_wanted(turn) && now - said.get() > BETWEEN {
                said.set(now);
                intake.reading.set(Reading::Names(count));
            }
            intake.is_wanted(turn)
        };
        let is_walked = |folder: &str| !inspect::is_never_walked(folder);
        let Some(mut listed) = browser::list(handed, is_walked, MOST_NAMES + 1, seen).await else { return };
        // What lies higher says more, so it is read before the limit of all together is reached.
        listed.sort_by_key(|file| file.path.matches('/').count());
        // A single file is meant to be read, whatever it is called.
        let is_single = listed.len() == 1;
        let (wanted, others): (Vec<Listed>, Vec<Listed>) = listed.into_iter().partition(|file| is_single || inspect::is_wanted(&file.path));
        let mut project = Project::new();
        let mut bytes_read = 0;
        for some in wanted.chunks(browser::AT_ONCE) {
            if bytes_read > LONGEST_PROJECT {
                some.iter().for_each(|file| project.name(&file.path));
                continue;
            }
            for (file, bytes) in some.iter().zip(browser::bytes(some, LONGEST_FILE).await) {
                let Some(bytes) = bytes else {
                    project.unread(&file.path);
                    continue;
                };
                bytes_read += bytes.len();
                let name = if inspect::is_wanted(&file.path) { file.path.clone() } else { guessed(&file.path, &bytes) };
                project.file(&name, &bytes);
            }
            if !intake.is_wanted(turn) {
                return;
            }
        }
        others.iter().for_each(|file| project.name(&file.path));
        browser::pause().await;
        let first = || wanted.first().map(|file| file.path.clone()).filter(|_| is_single);
        let name = name.or_else(first).unwrap_or_else(|| "Your project".into());
        intake.take(turn, name, Arc::new(project), None).await;
    });
}

/// How long nothing is said of progress, in milliseconds: saying it takes time as well.
const BETWEEN: f64 = 100.0;

/// The name under which a single file is read: its own, or that of the kind it looks like.
fn guessed(path: &str, bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    inspect::kind(&text).map_or_else(|| path.to_string(), String::from)
}
