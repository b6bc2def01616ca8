//! What decides: tables of rows, each with the condition under which it counts.

pub mod criteria;
pub mod criterion;
pub mod family;
pub mod flavour;
pub mod veto;
pub mod weights;
