//! One criterion, one file. The registry is [`super::criterion::CRITERIA`].

pub mod behaviour;
pub mod containment;
pub mod debug;
pub mod effort;
pub mod inventory;
pub mod size;
pub mod upkeep;

use super::condition::When;
use super::criterion::Score;

/// A score that holds whenever no earlier row does.
const fn always(value: i16, why: &'static str) -> Score {
    given(When::ALWAYS, value, why)
}

/// A score under a condition.
const fn given(when: When, value: i16, why: &'static str) -> Score {
    Score { when, value, why }
}
