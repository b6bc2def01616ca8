//! What a base costs beside every alternative: access for debugging, upkeep and size.

pub mod base;
pub mod compared;
pub mod label;
pub mod layers;
pub mod load;
pub mod scale;
pub mod sizes;

pub use base::{Costs, Night, Upkeep, costs, left_to_an_attacker};
