//! What the browser has under a name, for which there are no typed bindings here.

use js_sys::Reflect;
use wasm_bindgen::JsValue;

/// What something of the browser has under a name; undefined where it has nothing.
pub fn get(of: &JsValue, name: &str) -> JsValue {
    // Refused only for what is no object, which has nothing of that name.
    Reflect::get(of, &name.into()).unwrap_or(JsValue::UNDEFINED)
}
