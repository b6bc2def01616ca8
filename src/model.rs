//! Which base fits, and why.
//!
//! ```text
//! service          rules                  verdict      explanation
//! Answers  ─────▶  vetoes ─▶ survivors ─▶ Verdict ─▶   parts, flips, ties, the article
//!   └▶ Service     criteria × weights ─▶     │      costs
//!                  flavours                  └────▶ of a base, sizes, the label
//! ```
//! - [`service`]: answers to closed questions become a [`Service`]; conditions
//!   look at it.
//! - [`rules`]: vetoes take out the families that cannot run it, criteria weigh
//!   the rest, and flavours say which image of a family it is.
//! - [`verdict`] applies them.
//! - [`costs`]: what each base would cost, and how large it is.
//! - [`explanation`]: where each point came from, and what would change it.
//!
//! Each folder knows only those above it in this list. A verdict is a function
//! of the answers alone: no clock, no chance, no float.

pub mod costs;
pub mod explanation;
pub mod rules;
pub mod service;
pub mod verdict;

pub use costs::{compared, label, layers, load, sizes};
pub use explanation::{article, changes, explain, flips, tipping};
pub use rules::family::{Families, Family};
pub use rules::weights::Weights;
pub use rules::{criteria, criterion, family, flavour, veto, weights};
pub use service::allowed::Allowed;
pub use service::answers::Answers;
pub use service::question::{AnswerOption, Topic};
pub use service::questions::{QUESTIONS, Question, QuestionId};
pub use service::resolved::Service;
pub use service::{allowed, answers, asked, condition, questions, runtimes};
pub use verdict::{Outcome, Verdict, decide, decide_with};
