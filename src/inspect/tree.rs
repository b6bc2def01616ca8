//! What a manifest says, whatever it is written in: values with the lines they stand on.
//!
//! JSON, TOML, YAML and XML are read by crates that tell positions, and become
//! one tree, so that a reader asks all of them the same way. Nothing is deeper
//! than [`DEEPEST`] and nothing is copied more often than it is written, so a
//! hostile file costs no more than its length.

mod json;
mod node;
mod toml;
mod xml;
mod yaml;

pub use json::json;
pub(super) use json::strict_json;
pub use node::{DEEPEST, Node, Parsed, Value};
pub use toml::toml;
pub use xml::xml;
pub use yaml::yaml;
