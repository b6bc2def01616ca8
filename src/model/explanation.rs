//! Why a verdict is what it is, and what would change it.

pub mod article;
pub mod changes;
pub mod explain;
pub mod flips;
pub mod tipping;
