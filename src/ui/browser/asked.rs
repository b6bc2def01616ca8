//! What boot.js asks of the program: parts of it.

use std::cell::OnceCell;

use js_sys::Function;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Loads the part with this name, and says whether that worked.
type Load = Box<dyn Fn(String, Done)>;
/// Is told whether a part is there.
type Done = Box<dyn FnOnce(bool)>;

thread_local! {
    static LOAD: OnceCell<Load> = const { OnceCell::new() };
}

/// Says what loads parts. Called once.
pub fn on_asked(load: impl Fn(String, Done) + 'static) {
    // Refused only where there is one.
    let _ = LOAD.with(|place| place.set(Box::new(load)));
}

/// Loads a part and puts it into the page; `done` is told whether that worked.
#[wasm_bindgen]
pub fn part(name: String, done: Function) {
    let answer = move |is_there: bool| {
        // What a listener throws is said to the console.
        let _ = done.call1(&JsValue::NULL, &is_there.into());
    };
    LOAD.with(|load| load.get().map(|load| load(name, Box::new(answer))));
}
