//! The verdict: which families survive, in which order, by how much.

mod decide;
mod points;

pub use decide::{CLOSE_CALL, Outcome, Verdict, decide, decide_with};
pub use points::Points;
