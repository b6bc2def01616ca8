//! Every Dockerfile that can be made: what holds for all of them, what linters
//! say, and that no text of a visitor becomes an instruction.

/// What is new after a change.
mod changes;
/// What goes with a Dockerfile.
mod companions;
/// Walking all orders.
mod every;
pub use every::{TODAY, every_service, order, with_texts};
/// The files that people read first.
mod golden;
/// Hostile text in every field.
mod hostile;
/// What holds for every file.
mod invariants;
/// hadolint, Moby's parser and BuildKit's checks.
mod linters;
/// What changes between two files.
mod patch;
/// Settings: what they take, and what they change.
mod settings;
