//! Container Diet: which container base image fits a service, what it costs,
//! why, and the Dockerfile for it.
//!
//! ```text
//! facts  →  model  →  dockerfile  →  runbook  →  decision  →  link  →  share  →  inspect  →  ui
//! ```
//! ```
//! use container_diet::decision::Decision;
//! use container_diet::{facts, link};
//!
//! let opened = link::read("#v=1&run=python&deps=both_libcs");
//! let decision = Decision::new(opened.state, facts::as_of());
//! assert_eq!(decision.base.label(), "Slim");
//! assert!(decision.dockerfile().text().contains("\nFROM python:"));
//! ```
//!
//! An arrow never runs back. All but `ui` know no browser, no clock and no
//! network, and are tested on the host; `ui` computes nothing, and of it only
//! `ui::browser` touches the browser. `tests/host/architecture.rs` holds this.

pub mod decision;
pub mod dockerfile;
pub mod facts;
pub mod inspect;
pub mod link;
pub mod model;
#[cfg(not(target_arch = "wasm32"))]
pub mod publish;
pub mod runbook;
pub mod share;
#[cfg(any(target_arch = "wasm32", feature = "prerender"))]
pub mod ui;
