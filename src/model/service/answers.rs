//! What the visitor answered: one answer to every question.

use super::question::AnswerOption;
use super::questions::{Answer, QUESTIONS, QuestionId};

/// One answer to every question, whether it is relevant or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Answers([u8; QUESTIONS.len()]);

impl Default for Answers {
    fn default() -> Answers {
        let mut indices = [0; QUESTIONS.len()];
        for (index, question) in indices.iter_mut().zip(&QUESTIONS) {
            *index = question.default;
        }
        Answers(indices)
    }
}

impl Answers {
    /// The position of the answer to that question.
    pub fn index(&self, question: QuestionId) -> u8 {
        self.0[question as usize]
    }

    /// The answer to that question.
    pub fn choice(&self, question: QuestionId) -> &'static AnswerOption {
        let options = question.get().options;
        &options[self.index(question) as usize]
    }

    /// Whether this is the answer given.
    pub fn is<A: Answer>(&self, answer: A) -> bool {
        self.index(A::QUESTION) == answer.index()
    }

    /// The same answers but for one.
    #[must_use]
    pub fn with<A: Answer>(self, answer: A) -> Answers {
        self.with_index(A::QUESTION, answer.index())
    }

    /// The same answers but for one, by position. A position that the question
    /// does not have leaves the answers as they are.
    #[must_use]
    pub fn with_index(mut self, question: QuestionId, index: u8) -> Answers {
        if usize::from(index) < question.get().options.len() {
            self.set(question, index);
        }
        self
    }

    /// Sets an answer that the question is known to have.
    pub(super) fn set(&mut self, question: QuestionId, index: u8) {
        self.0[question as usize] = index;
    }
}
