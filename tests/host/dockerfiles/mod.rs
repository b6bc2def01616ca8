//! Every Dockerfile that can be made: what holds for all of them, what linters
//! say, and that no text of a visitor becomes an instruction.

/// Where a server listens, and what Rails allocates with.
mod addresses;
/// A JAR that is taken apart.
mod apart;
/// What a member of a workspace takes along, while it is built.
mod carried;
/// What is new after a change.
mod changes;
/// What goes with a Dockerfile.
mod companions;
/// Walking all orders.
mod every;
pub use every::{Space, TODAY, every_service, plan, values, with_texts};
/// The files that people read first.
mod front;
mod golden;
/// Settings in groups.
mod groups;
/// Hostile text in every field.
mod hostile;
/// What of Python is there, while it is built.
mod importable;
/// What holds for every file.
mod invariants;
/// A clock that is ahead of the facts.
mod later;
/// hadolint, Moby's parser and BuildKit's checks.
mod linters;
/// What the page of a site loads, while it is built.
mod loaded;
mod mirrors;
/// What is said beside a file.
mod notes;
/// The walk of all orders, and that its files obey.
mod orders;
/// What changes between two files.
mod patch;
/// Steps that stop a build where an answer is wrong.
mod proofs;
/// Values of settings that lead to the same file.
mod same;
/// Private packages: what is lent to a build, and that nothing of it stays.
mod secrets;
/// Settings: what they take.
mod settings;
/// A stage by itself.
mod stages;
/// What each setting touches.
mod touches;
