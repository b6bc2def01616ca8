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

    /// Of these tests, each of another question: what is exported is a table
    /// from questions to answers.
    pub const fn of(tests: &'static [Test]) -> When {
        let mut at = 0;
        while at < tests.len() {
            let mut other = 0;
            while other < at {
                assert!(tests[at].question as u8 != tests[other].question as u8, "two tests of one question");
                other += 1;
            }
            at += 1;
        }
        When(tests)
    }

    /// Whether these answers satisfy every test.
    pub fn holds(self, answers: &Answers) -> bool {
        self.0.iter().all(|test| test.holds(answers))
    }
}

/// The bits of so many answers, but for these.
pub const fn all_but(count: usize, these: u16) -> u16 {
    (u16::MAX >> (u16::BITS as usize - count)) & !these
}

/// What a condition can ask for: answers, and what a runtime is.
pub mod words {
    pub use crate::model::service::questions::*;
    pub use crate::model::service::runtimes::*;
}

/// Writes a [`When`]: `when!(Exposure: Internet, ThreatModel: Yes)`, with `|`
/// between alternatives. `when!(Kind: Compiled)` asks what the runtime is, and
/// `when!(Runtime: !CCpp | StaticSite)` accepts all answers but these.
macro_rules! when {
    ($($word:ident : $($($answer:ident)|+)? $(!$($but:ident)|+)?),+ $(,)?) => {
        const {
            const TESTS: &[$crate::model::service::condition::Test] = &[$(
                $crate::model::service::condition::Test {
                    question: $crate::model::service::condition::words::$word::QUESTION,
                    accepted: 0
                        $($(| $crate::model::service::condition::words::$word::$answer.bits())+)?
                        $(| $crate::model::service::condition::all_but(
                            $crate::model::service::condition::words::$word::COUNT,
                            0 $(| $crate::model::service::condition::words::$word::$but.bits())+,
                        ))?,
                }
            ),+];
            $crate::model::service::condition::When::of(TESTS)
        }
    };
}
pub(crate) use when;
