//! The only place that touches the browser: address, clipboard, downloads.
//!
//! Whatever a browser can refuse comes back as a value; nothing here panics on
//! a visitor's settings.

mod address;
#[cfg(target_arch = "wasm32")]
mod asked;
mod files;
mod named;
#[cfg(target_arch = "wasm32")]
mod near;

#[cfg(target_arch = "wasm32")]
pub use address::shown_in_frame;
pub use address::{base_url, fragment, in_frame, on_fragment_change, write_before_leaving, write_fragment};
#[cfg(target_arch = "wasm32")]
pub use asked::on_asked;
pub use files::{AT_ONCE, Handed, Listed, bytes, has_folder_picker, list, name_of, on_drop, open_picker, pause, pick_folder, picked};

#[cfg(target_arch = "wasm32")]
pub use near::{on_near, on_paper};

use super::shape::shape;
use crate::facts::Date;
use gloo::events::{EventListener, EventListenerOptions};
use gloo::utils::{document, window};
use leptos::prelude::*;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::view::PositionState;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, Element, Event, HtmlAnchorElement, HtmlElement, Url};

/// Makes ready for signals and what follows from them. Called first, and once.
pub fn begin() {
    // Refused only where it was done before.
    let _ = any_spawner::Executor::init_wasm_bindgen();
    Owner::new().set();
}

/// Holds what a part of the page makes for as long as the page is there.
pub fn keep<T>(make: impl FnOnce() -> T) -> T {
    let owner = Owner::new();
    let made = owner.with(make);
    std::mem::forget(owner);
    made
}

/// Shows a view in its place: takes up what the build put there where that is
/// still as it was built, and the view too is that of the build; else puts it
/// there anew.
pub fn show<V: IntoView + 'static>(place: &str, is_as_built: bool, view: impl FnOnce() -> V + 'static) {
    let built = document().get_element_by_id(place).filter(|place| {
        let shape = place.get_attribute("data-built");
        is_as_built && shape.is_some_and(|built| built == shape_of(&place.inner_html()))
    });
    let Some(built) = built else { return mount(place, view) };
    let owner = Owner::new();
    let taken = owner.with(|| view().into_view().hydrate::<true>(&Cursor::new(built), &PositionState::default()));
    // It is there for as long as the page.
    std::mem::forget((owner, taken));
}

/// The shape of HTML as the build writes it down.
pub fn shape_of(html: &str) -> String {
    format!("{:x}", shape(html))
}

/// Puts a view into its place, instead of what the build put there. The focus
/// stays where it was, as far as the same thing is there again.
pub fn mount<V: IntoView>(place: &str, view: impl FnOnce() -> V + 'static) {
    if let Some((place, focused)) = emptied(place) {
        mount_to(place.clone(), view).forget();
        focus_again(&place, focused);
    }
}

/// Makes a place at the end of an element, where there is such an element.
pub fn add_place(within: &str, place: &str) {
    let add = || {
        let made = document().create_element("div").ok()?;
        made.set_id(place);
        document().get_element_by_id(within)?.append_child(&made).ok()
    };
    // Without the element there is nothing to put into it.
    let _ = add();
}

/// A place without what the build put there, and what finds again what had the focus.
fn emptied(place: &str) -> Option<(HtmlElement, Option<String>)> {
    let place = document().get_element_by_id(place).and_then(|place| place.dyn_into::<HtmlElement>().ok())?;
    let focused = document().active_element().filter(|focused| place.contains(Some(focused))).and_then(|focused| selector(&focused));
    place.set_inner_html("");
    Some((place, focused))
}

fn focus_again(place: &HtmlElement, focused: Option<String>) {
    let again = focused.and_then(|selector| place.query_selector(&selector).ok().flatten());
    if let Some(again) = again.and_then(|again| again.dyn_into::<HtmlElement>().ok()) {
        // Where a browser refuses, the focus is at the top, as on any new page.
        let _ = again.focus();
    }
}

/// What finds an element again after it was made anew.
fn selector(element: &Element) -> Option<String> {
    let of = |name| element.get_attribute(name);
    match (of("id"), of("name"), of("value")) {
        (Some(id), ..) => Some(format!("[id=\"{id}\"]")),
        (_, Some(name), Some(value)) => Some(format!("[name=\"{name}\"][value=\"{value}\"]")),
        _ => None,
    }
}

/// What was chosen in a place before the page was ready, as names and values.
pub fn chosen(place: &str) -> Vec<(String, String)> {
    let found = document().query_selector_all(&format!("#{place} input:checked")).ok();
    let all = found.iter().flat_map(|found| (0..found.length()).filter_map(|at| found.item(at)));
    all.filter_map(|node| node.dyn_into::<Element>().ok())
        .filter_map(|input| Some((input.get_attribute("name")?, input.get_attribute("value")?)))
        .collect()
}

/// Tells the scripts around the program that something has changed.
pub fn tell_change() {
    if let Ok(event) = Event::new("diet-change") {
        // Says only whether a listener objected, and none does.
        let _ = window().dispatch_event(&event);
    }
}

/// Makes a link of the page lead somewhere, where it is there.
pub fn lead(id: &str, address: &str) {
    if let Some(link) = document().get_element_by_id(id) {
        let _ = link.set_attribute("href", address);
    }
}

/// Puts text on the clipboard; false when the browser refuses.
pub async fn copy(text: &str) -> bool {
    // Missing outside secure contexts, whatever the type says.
    let clipboard = window().navigator().clipboard();
    if clipboard.is_undefined() {
        return false;
    }
    JsFuture::from(clipboard.write_text(text)).await.is_ok()
}

/// Offers bytes as a file; false when the browser refuses.
pub fn download(name: &str, bytes: &[u8]) -> bool {
    let save = || -> Result<(), JsValue> {
        let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes).into());
        let kind = BlobPropertyBag::new();
        // As text, some browsers would add .txt to the name.
        kind.set_type("application/octet-stream");
        let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &kind)?;
        let address = Url::create_object_url_with_blob(&blob)?;
        let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
        link.set_href(&address);
        link.set_download(name);
        link.click();
        Url::revoke_object_url(&address)
    };
    save().is_ok()
}

/// Moves the focus to a place, or to what is chosen inside it, once the page has
/// caught up. Opens all that the place is folded into.
pub fn focus(id: String) {
    after(0, move || focus_at_once(&id));
}

/// The same for a place that is on the page already: whoever presses a key twice
/// within a moment is not lost between the two.
pub fn focus_at_once(id: &str) {
    let Some(place) = document().get_element_by_id(id) else { return };
    if let Some(step) = place.closest(".step").ok().flatten().and_then(|step| step.get_attribute("data-step")) {
        press(&format!("step-{step}"));
    }
    let mut inside = Some(place.clone());
    while let Some(fold) = inside.and_then(|inside| inside.closest("details").ok().flatten()) {
        // Nothing to do where a browser refuses: the focus does not move then.
        let _ = fold.set_attribute("open", "");
        inside = fold.parent_element();
    }
    let chosen = place.query_selector("input:checked, [aria-selected=true]").ok().flatten().unwrap_or(place);
    if let Ok(chosen) = chosen.dyn_into::<HtmlElement>() {
        let _ = chosen.focus();
    }
}

/// The name and value of the choice that an event came from.
pub fn choice(event: &Event) -> Option<(String, String)> {
    let input = event.target()?.dyn_into::<Element>().ok()?;
    Some((input.get_attribute("name")?, input.get_attribute("value")?))
}

/// Calls back with the name and value of what is chosen or pressed in a place.
pub fn on_choice(place: &str, chosen: fn(&Event, &str, &str)) {
    if let Some(place) = document().get_element_by_id(place) {
        let listen = move |event: &Event| {
            if let Some((name, value)) = choice(event) {
                chosen(event, &name, &value);
            }
        };
        EventListener::new(&place, "click", listen).forget();
    }
}

/// The id of the nearest element of a kind that an event came from.
pub fn id_of(event: &Event, kind: &str) -> Option<String> {
    event.target()?.dyn_into::<Element>().ok()?.closest(kind).ok()?.map(|element| element.id())
}

/// Whether the popover that an event came from is open.
pub fn is_popover_open(event: &Event) -> bool {
    let popover = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    // A browser that does not know the word has no popovers.
    popover.is_some_and(|popover| popover.matches(":popover-open").unwrap_or(false))
}

/// Whether the box that an event came from is checked.
pub fn is_checked(event: &Event) -> bool {
    event_target_checked(event)
}

/// A key that was pressed.
pub struct Key {
    /// As the browser names it.
    pub name: String,
    /// With Control, or Command on a Mac.
    pub control: bool,
    /// Whether Shift is held down with it.
    pub shift: bool,
    /// Where it writes text, or belongs to what has the focus.
    pub writes: bool,
}

/// Calls back when a key is pressed; true means that it was for us.
pub fn on_key(press: fn(&Key) -> bool) {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&window(), "keydown", options, move |event| {
        let event: &web_sys::KeyboardEvent = event.unchecked_ref();
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let writes = target.is_some_and(|target| {
            target.matches("input:not([type=radio], [type=checkbox], [type=range]), select, textarea").unwrap_or(true)
        });
        let key = Key { name: event.key(), control: event.ctrl_key() || event.meta_key(), shift: event.shift_key(), writes };
        if !event.alt_key() && press(&key) {
            event.prevent_default();
        }
    })
    .forget();
}

/// Presses the button with this id; does nothing where there is none.
pub fn press(id: &str) {
    if let Some(button) = document().get_element_by_id(id).and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
        button.click();
    }
}

/// What the visitor set for this browser. None where it keeps nothing.
pub fn preference(name: &str) -> Option<String> {
    window().local_storage().ok()??.get_item(name).ok()?
}

/// Keeps what the visitor set, as far as the browser does, and shows it: the
/// style sheet reads it from the document's element.
pub fn prefer(name: &str, value: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        // A browser that keeps nothing shows it until the page is closed.
        let _ = if value.is_empty() { storage.remove_item(name) } else { storage.set_item(name, value) };
    }
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute(&format!("data-{name}"), value);
    }
}

/// Shows what was hidden until a link had been read, all but the Dockerfile,
/// whose part is still on its way.
pub fn show_all_but_file() {
    if let Some(root) = document().document_element().filter(|root| root.has_attribute("data-reading")) {
        let _ = root.set_attribute("data-reading", "file");
    }
}

/// The number in the field that an event came from.
pub fn number(event: &Event) -> Option<u8> {
    event_target_value(event).parse().ok()
}

/// Moves a place to the upper edge of the window.
pub fn bring_up(id: &str) {
    if let Some(place) = document().get_element_by_id(id) {
        place.scroll_into_view();
    }
}

/// Today, by the visitor's clock.
pub fn today() -> Date {
    const MILLISECONDS_PER_DAY: f64 = 86_400_000.0;
    Date::from_days((milliseconds() / MILLISECONDS_PER_DAY) as i64)
}

/// Milliseconds since 1970, by the visitor's clock.
pub fn milliseconds() -> f64 {
    js_sys::Date::now()
}

/// Calls back after so many milliseconds.
pub fn after(milliseconds: i32, then: impl FnOnce() + 'static) {
    // Of the kinds of closure this is the one that is gone once it was called.
    let then = Closure::once_into_js(then);
    // Refused only by a page that is going away.
    let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(then.unchecked_ref(), milliseconds);
}
