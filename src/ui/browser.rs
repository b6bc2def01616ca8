//! The only file that touches the browser: address, clipboard, downloads.
//!
//! Whatever a browser can refuse comes back as a value; nothing here panics on
//! a visitor's settings.

use crate::facts::Date;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use gloo::utils::{document, window};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, HtmlElement, Url};

/// The element that the page is put into.
const PLACE: &str = "app";

/// Replaces the loading notice by the page.
pub fn mount<V: IntoView + 'static>(view: fn() -> V) {
    let place = document().get_element_by_id(PLACE).and_then(|place| place.dyn_into::<HtmlElement>().ok());
    let place = place.expect("index.html has the place");
    place.set_inner_html("");
    mount_to(place, view).forget();
}

/// The fragment of the address, without the `#`.
pub fn fragment() -> String {
    let hash = window().location().hash().unwrap_or_default();
    hash.strip_prefix('#').unwrap_or(&hash).to_string()
}

/// The address of the page without its fragment.
pub fn place() -> String {
    let address = window().location().href().unwrap_or_default();
    address.split('#').next().unwrap_or_default().to_string()
}

/// Puts the fragment into the address without a step in the history. Inside a
/// frame the address belongs to the page around it and is left alone.
pub fn write_fragment(fragment: &str) {
    if in_frame() {
        return;
    }
    // Browsers limit how often this may be called; then the next call makes up for it.
    let _ = window().history().and_then(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(&format!("#{fragment}"))));
}

/// Calls back when the visitor changes the fragment: a pasted link, Back.
pub fn on_fragment_change(mut changed: impl FnMut(String) + 'static) {
    EventListener::new(&window(), "hashchange", move |_| changed(fragment())).forget();
}

fn in_frame() -> bool {
    let window = window();
    window.parent().ok().flatten().is_none_or(|parent| parent != window)
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

/// Offers text as a file; false when the browser refuses.
pub fn download(name: &str, text: &str) -> bool {
    let save = || -> Result<(), JsValue> {
        let parts = js_sys::Array::of1(&text.into());
        let kind = BlobPropertyBag::new();
        // As text, some browsers would add .txt to the name.
        kind.set_type("application/octet-stream");
        let blob = Blob::new_with_str_sequence_and_options(&parts, &kind)?;
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
/// caught up. Opens what the place is folded into.
pub fn focus(id: String) {
    after(0, move || {
        let Some(place) = document().get_element_by_id(&id) else { return };
        if let Ok(Some(fold)) = place.closest("details") {
            // Nothing to do where a browser refuses: the focus does not move then.
            let _ = fold.set_attribute("open", "");
        }
        let chosen = place.query_selector("input:checked").ok().flatten().unwrap_or(place);
        if let Ok(chosen) = chosen.dyn_into::<HtmlElement>() {
            let _ = chosen.focus();
        }
    });
}

/// The number in the field that an event came from.
pub fn number(event: &web_sys::Event) -> Option<u8> {
    event_target_value(event).parse().ok()
}

/// Today, by the visitor's clock.
pub fn today() -> Date {
    const MILLISECONDS_PER_DAY: f64 = 86_400_000.0;
    Date::from_days((js_sys::Date::now() / MILLISECONDS_PER_DAY) as i64)
}

/// Calls back after so many milliseconds.
pub fn after(milliseconds: u32, then: impl FnOnce() + 'static) {
    Timeout::new(milliseconds, then).forget();
}
