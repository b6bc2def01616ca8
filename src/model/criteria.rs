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
use super::family::{Families, Family};

/// A score of one family that holds whenever no earlier row does.
const fn score(family: Family, value: i16, why: &'static str) -> Score {
    score_when(family, When::ALWAYS, value, why)
}

/// A score of one family under a condition.
const fn score_when(family: Family, when: When, value: i16, why: &'static str) -> Score {
    Score { families: Families::of(&[family]), when, value, why }
}
