//! The page. It shows what the model says and computes nothing itself.
//!
//! One program in parts: the [`explorer`] is all that the first view needs, the
//! [`dockerfile`], the `details` and the [`project`] are loaded when the visitor
//! turns to them.
//! One signal holds the state and everything shown is derived from it.

pub mod browser;
#[cfg(target_arch = "wasm32")]
pub mod details;
pub mod dockerfile;
#[cfg(not(target_arch = "wasm32"))]
pub mod embedded;
mod evidence;
pub mod explorer;
mod page;
#[cfg(target_arch = "wasm32")]
pub mod parts;
#[cfg(not(target_arch = "wasm32"))]
pub mod prerender;
pub mod project;
mod shape;
mod tabs;
mod take;

use page::Page;

/// What stands where something is not known.
#[cfg(target_arch = "wasm32")]
const NOT_KNOWN: &str = "not known";
