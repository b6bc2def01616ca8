//! The address of the page: the link in its fragment.

use std::cell::{Cell, RefCell};

use gloo::events::{EventListener, EventListenerOptions};
use gloo::utils::{document, window};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, KeyboardEvent};

use super::after;

/// How long answers have to pause before the address says them, in
/// milliseconds. Writing takes browsers milliseconds, and Safari allows a
/// hundred times in thirty seconds.
const PAUSE: i32 = 350;

/// When whoever leaves, prints or copies the address has to find it written.
/// A window loses the focus to its own address bar too, and an error may be the
/// end of this program.
const LEAVING: [&str; 7] = ["blur", "copy", "beforeprint", "visibilitychange", "beforeunload", "pagehide", "error"];

/// Says what the fragment is to be. Not before it is written, as most are not.
type Say = Box<dyn Fn() -> String>;

thread_local! {
    static UNWRITTEN: RefCell<Option<Say>> = const { RefCell::new(None) };
    /// Counts what was to be written.
    static TURNS: Cell<u32> = const { Cell::new(0) };
}

/// The fragment of the address, without the `#`.
pub fn fragment() -> String {
    let hash = window().location().hash().unwrap_or_default();
    hash.strip_prefix('#').unwrap_or(&hash).to_string()
}

/// The address of the page without its fragment.
pub fn base_url() -> String {
    let address = window().location().href().unwrap_or_default();
    address.split('#').next().unwrap_or_default().to_string()
}

/// Whether another page is around this one.
pub fn in_frame() -> bool {
    let window = window();
    window.parent().ok().flatten().is_none_or(|parent| parent != window)
}

/// Puts the fragment into the address without a step in the history, once
/// nothing else is written for a moment. Inside a frame the address belongs to
/// the page around it and is left alone.
pub fn write_fragment(say: impl Fn() -> String + 'static) {
    if in_frame() {
        return;
    }
    UNWRITTEN.set(Some(Box::new(say)));
    let turn = TURNS.get() + 1;
    TURNS.set(turn);
    after(PAUSE, move || {
        if TURNS.get() == turn {
            write();
        }
    });
}

fn write() {
    let Some(say) = UNWRITTEN.take() else { return };
    let address = format!("#{}", say());
    let written = window().history().and_then(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(&address)));
    if written.is_err() {
        // Too often for this browser: the next time makes up for it.
        UNWRITTEN.set(Some(say));
    }
}

/// Writes what is not written yet before the page is hidden, left or copied from.
pub fn write_before_leaving() {
    for event in LEAVING {
        EventListener::new(&window(), event, |_| write()).forget();
    }
    // A reload goes to the address as it was when it was asked for: with F5, or with the
    // pointer, which has to leave the page for that.
    EventListener::new(&window(), "keydown", |event| {
        let key: &KeyboardEvent = event.unchecked_ref();
        if key.ctrl_key() || key.meta_key() || key.key().starts_with('F') {
            write();
        }
    })
    .forget();
    if let Some(root) = document().document_element() {
        EventListener::new(&root, "mouseleave", |_| write()).forget();
    }
    // What a link inside the page leads to is a step in the history; before it is this state.
    let options = EventListenerOptions::run_in_capture_phase();
    EventListener::new_with_options(&window(), "click", options, |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if target.is_some_and(|target| matches!(target.closest("a"), Ok(Some(_)))) {
            write();
        }
    })
    .forget();
}

/// Calls back when the visitor changes the fragment: a pasted link, Back.
pub fn on_fragment_change(mut changed: impl FnMut(String) + 'static) {
    EventListener::new(&window(), "hashchange", move |_| {
        // What was to be written is of before.
        UNWRITTEN.take();
        changed(fragment());
    })
    .forget();
}

/// What a frame is to show and how, in words with spaces between; none outside of frames.
#[cfg(target_arch = "wasm32")]
pub fn shown_in_frame() -> Option<String> {
    document().document_element()?.get_attribute("data-embed")
}
