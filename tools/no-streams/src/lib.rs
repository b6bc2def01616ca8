//! As much of wasm-streams as the server functions of Leptos name, without doing
//! anything: this page has no server and calls none of it.
//!
//! The real crate exports its classes to JavaScript, so that no linker may leave
//! them out, and with them comes what turns futures into promises: some 4 kB of
//! each module that would be there for nothing.

use futures_util::stream::{Empty, Stream, empty};
use wasm_bindgen::JsValue;

/// Why nothing here can be called.
const NO_SERVER: &str = "this page has no server functions";

/// What a server function sends or gets piece by piece.
pub struct ReadableStream(());

impl ReadableStream {
    /// # Panics
    /// Always.
    pub fn from_stream(_: impl Stream<Item = Result<JsValue, JsValue>> + 'static) -> ReadableStream {
        unreachable!("{NO_SERVER}")
    }

    /// # Panics
    /// Always.
    pub fn from_raw(_: web_sys::ReadableStream) -> ReadableStream {
        unreachable!("{NO_SERVER}")
    }

    /// # Panics
    /// Always.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        unreachable!("{NO_SERVER}")
    }

    /// Nothing.
    pub fn into_stream(self) -> Empty<Result<JsValue, JsValue>> {
        empty()
    }
}
