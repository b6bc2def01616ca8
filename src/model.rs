//! Which base fits, and why.
//!
//! ```text
//! Answers ─ service() ─▶ Service ─ vetoes ─▶ survivors ─ criteria ─▶ Verdict
//! ```
//! Answers to closed questions become a [`Service`]; vetoes take out the
//! families that cannot run it; criteria weigh the rest. Then [`flavour`] says
//! which image of the family it is, [`explain`] where each point came from, and
//! [`costs`] what each base would cost and [`sizes`] how large they are.
//!
//! A verdict is a function of the answers alone: no clock, no chance, no float.

pub mod answers;
pub mod article;
pub mod changes;
pub mod compared;
pub mod condition;
pub mod costs;
pub mod criteria;
pub mod criterion;
pub mod explain;
pub mod family;
pub mod flavour;
pub mod flips;
pub mod label;
pub mod load;
pub mod questions;
pub mod sizes;
pub mod tipping;
pub mod verdict;
pub mod veto;
pub mod weights;

pub use answers::{Answers, Depth, QUESTIONS, Question, QuestionId, Service};
pub use family::{Families, Family};
pub use verdict::{Outcome, Verdict, decide, decide_with};
pub use weights::Weights;
