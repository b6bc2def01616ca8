//! What the visitor sets about the file: one field for each row of the table, in
//! groups that are unfolded one by one.

use leptos::prelude::*;

use super::file::File;
use crate::dockerfile::settings::{Group, Takes};
use crate::dockerfile::{Setting, SettingId, Settings};
use crate::ui::Page;

/// The id of the field.
pub fn id(setting: SettingId) -> String {
    format!("set-{}", setting.get().key)
}

/// The choices of a setting for what is shown, each with its token and label.
fn choices(file: File, setting: &'static Setting) -> Vec<(String, String)> {
    if setting.id == SettingId::Version {
        return versions(file);
    }
    setting.options(&file.settled.verdict.read().service).map(|option| (option.token.into(), option.label.into())).collect()
}

/// The stack's own version, those that live, and what was set though it does not.
fn versions(file: File) -> Vec<(String, String)> {
    let mut versions: Vec<String> = file.output.read_untracked().versions(file.page.today.get()).map(String::from).collect();
    let set = file.settled.state.read().settings.text(SettingId::Version).map(String::from);
    versions.extend(set.filter(|set| !versions.contains(set)));
    let own = (String::new(), "Default".to_string());
    [own].into_iter().chain(versions.into_iter().map(|version| (version.clone(), version))).collect()
}

fn is_text(setting: &Setting) -> bool {
    setting.id != SettingId::Version && matches!(setting.takes, Takes::Text(_))
}

/// The token of what is chosen, whether it was set or is the stack's own.
fn chosen(page: Page, setting: &'static Setting) -> String {
    let state = page.state.read();
    if setting.id == SettingId::Version {
        return state.settings.text(setting.id).unwrap_or_default().into();
    }
    state.settings.option(setting.id, &page.verdict.read().service).map(|option| option.token.into()).unwrap_or_default()
}

/// The form with the settings of the Dockerfile.
#[component]
pub fn Form(file: File) -> impl IntoView {
    let page = file.settled;
    // At once, unlike the rest of the form: a field must not say for a moment what it said before.
    let set = Memo::new(move |_| file.page.state.read().settings.clone());
    let many = move || match set.read().iter().count() {
        0 => String::new(),
        many => format!(", {many} set"),
    };
    let back = move |_| {
        file.forget_drafts();
        page.change(|state| state.settings = Settings::default());
    };
    view! {
        <details class="settings">
            <summary>"Settings"<span id="settings-set">{many}</span></summary>
            <form on:submit=|event| event.prevent_default()>
                {Group::ALL.map(|group| view! { <Fields file group set/> }).collect_view()}
                <button type="button" id="own-settings" on:click=back>"Reset to defaults"</button>
            </form>
        </details>
    }
}

/// The settings of a group that have a field here: how many reasons the file carries
/// is chosen beside the file.
fn of(group: Group) -> impl Iterator<Item = SettingId> {
    group.settings().iter().copied().filter(|setting| *setting != SettingId::Comments)
}

/// The fields of a group, and while they are folded away what is set in them.
#[component]
fn Fields(file: File, group: Group, set: Memo<Settings>) -> impl IntoView {
    let fields = of(group).map(SettingId::get).map(|setting| match is_text(setting) {
        true => view! { <Text file setting set/> }.into_any(),
        false => view! { <Select file setting/> }.into_any(),
    });
    let words = move || {
        let offered = file.offered.get();
        let words =
            file.settled.state.read().settings.in_words(of(group).filter(|id| offered.has(*id)), &file.settled.verdict.read().service);
        if words.is_empty() { words } else { format!(": {words}") }
    };
    let is_empty = move || !of(group).any(|id| file.offered.read().has(id));
    // Most visitors begin with what the project is.
    view! {
        <details open=group == Group::Project hidden=is_empty>
            <summary>{group.label()}<span>{words}</span></summary>
            <div class="fields">{fields.collect_view()}</div>
        </details>
    }
}

/// A text, checked as it is typed.
#[component]
fn Text(file: File, setting: &'static Setting, set: Memo<Settings>) -> impl IntoView {
    let page = file.page;
    let draft = move || file.draft(setting.id);
    let value = move || draft().unwrap_or_else(|| set.read().text(setting.id).unwrap_or_default().into());
    let problem = move || draft().and_then(|draft| set.read().clone().set(setting.id, &draft).err());
    let default = Memo::new(move |_| file.settled_decision().plan.default_text(setting.id));
    let label = Memo::new(move |_| match setting.id {
        SettingId::Entry => file.settled_decision().plan.default_entry().what,
        _ => setting.label(),
    });
    let id = id(setting.id);
    let (help, problem_id) = (format!("help-{id}"), format!("problem-{id}"));
    view! {
        <div class="field" hidden=move || !file.offered.read().has(setting.id)>
            <label for=id.clone()>{move || label.get()}</label>
            <input
                type="text"
                id=id
                aria-describedby=format!("{help} {problem_id}")
                aria-invalid=move || problem().is_some().to_string()
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                placeholder=move || default.get()
                prop:value=value
                on:input=move |event| file.write(setting.id, &event_target_value(&event))
                on:change=move |_| page.done()
            />
            <p class="problem" id=problem_id aria-live="polite">{problem}</p>
            <p class="help" id=help>{setting.help()}</p>
        </div>
    }
}

/// One of a few.
#[component]
fn Select(file: File, setting: &'static Setting) -> impl IntoView {
    let choices = Memo::new(move |_| choices(file, setting));
    let chosen = Memo::new(move |_| chosen(file.settled, setting));
    // By value, in one piece: see the rule of closures over memos in ARCHITECTURE.md.
    let options = move || {
        let chosen = chosen.read();
        let one = |(token, label): (String, String)| {
            let is_chosen = *chosen == token;
            view! { <option value=token prop:selected=is_chosen>{label}</option> }
        };
        choices.get().into_iter().map(one).collect_view()
    };
    let id = id(setting.id);
    let help = format!("help-{id}");
    view! {
        <div class="field" hidden=move || !file.offered.read().has(setting.id)>
            <label for=id.clone()>{setting.label()}</label>
            <select id=id aria-describedby=help.clone() on:change=move |event| file.set(setting.id, &event_target_value(&event))>
                {options}
            </select>
            <p class="help" id=help>{setting.help()}</p>
        </div>
    }
}

/// How many reasons the file carries: one of three, beside the file.
#[component]
pub fn Reasons(file: File) -> impl IntoView {
    let setting = SettingId::Comments.get();
    let Takes::Choice(options) = &setting.takes else { return ().into_any() };
    let options = options.iter().map(|option| {
        let is_chosen = move || chosen(file.settled, setting) == option.token;
        view! {
            <label>
                <input
                    type="radio"
                    name=setting.key
                    value=option.token
                    checked=untrack(is_chosen)
                    prop:checked=is_chosen
                    on:change=move |_| file.set(setting.id, option.token)
                />
                <span>{option.label}</span>
            </label>
        }
    });
    view! {
        <div class="comments" role="radiogroup" id=id(setting.id) aria-labelledby="comments-title">
            <span id="comments-title">{setting.label()}</span>
            <div class="options">{options.collect_view()}</div>
        </div>
    }
    .into_any()
}
