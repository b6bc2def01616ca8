//! The page. It shows what the model says and computes nothing itself.
//!
//! Three modules, each a program of its own: the [`explorer`] is all that the
//! first view needs, the [`dockerfile`] and the [`details`] are loaded when the
//! visitor turns to them. One signal in each holds the state and everything
//! shown is derived from it; [`page`] keeps them together.

pub mod browser;
#[cfg(target_arch = "wasm32")]
pub mod details;
pub mod dockerfile;
pub mod explorer;
mod evidence;
mod page;
#[cfg(not(target_arch = "wasm32"))]
pub mod prerender;
mod take;

use page::{Page, Step};
