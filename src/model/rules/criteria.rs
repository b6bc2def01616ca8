//! The criteria: one file each, and the list of them.

pub mod behaviour;
pub mod containment;
pub mod debug;
pub mod effort;
pub mod inventory;
pub mod size;
pub mod upkeep;

use super::criterion::Criterion;

/// Every criterion, in the order shown.
pub static CRITERIA: [&Criterion; 7] =
    [&containment::CONTAINMENT, &inventory::INVENTORY, &debug::DEBUG, &effort::EFFORT, &size::SIZE, &upkeep::UPKEEP, &behaviour::BEHAVIOUR];
