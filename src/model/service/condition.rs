//! Conditions as data: "exposure is internet and threat_model is yes".
//!
//! Rules are rows of tables; a condition is what decides whether a row counts.
//! It is data and not code so that it can be listed, checked and explained.

use super::answers::Answers;
use super::questions::QuestionId;

/// One question and the answers that satisfy it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Test {
    /// Whose answer is looked at.
    pub question: QuestionId,
    /// One bit for each accepted answer, the first answer lowest.
    pub accepted: u16,
}

impl Test {
    /// Whether these answers satisfy the test.
    pub fn holds(self, answers: &Answers) -> bool {
        self.accepted >> answers.index(self.question) & 1 == 1
    }
}

/// Tests of which all must hold; none at all always holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When(pub &'static [Test]);

impl When {
    /// Holds whatever the answers are.
    pub const ALWAYS: When = When(&[]);

    /// Whether these answers satisfy every test.
    pub fn holds(self, answers: &Answers) -> bool {
        self.0.iter().all(|test| test.holds(answers))
    }
}

/// Writes a [`When`]: `when!(Exposure: Internet, ThreatModel: Yes)`, with `|`
/// between alternatives of one question.
macro_rules! when {
    ($($question:ident : $($answer:ident)|+),+ $(,)?) => {
        $crate::model::service::condition::When(&[$(
            $crate::model::service::condition::Test {
                question: $crate::model::service::questions::QuestionId::$question,
                accepted: 0 $(| 1 << $crate::model::service::questions::$question::$answer as u16)+,
            }
        ),+])
    };
}
pub(crate) use when;
