//! What the service is like: closed questions, the answers to them, and the
//! conditions that look at the answers.
//!
//! ```text
//! question ─▶ questions ─▶ answers ─▶ condition ─▶ asked ─▶ resolved
//! types       the table    one each   as data      when     a Service
//!                 ├▶ allowed: whose images may be used ▲
//!                 └▶ runtimes: what kind each is ▲
//! ```

pub mod allowed;
pub mod answers;
pub mod asked;
pub mod condition;
pub mod question;
pub mod questions;
pub mod resolved;
pub mod runtimes;
