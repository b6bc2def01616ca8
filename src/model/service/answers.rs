//! What the visitor answered: one answer to every question.

use std::borrow::Cow;

use super::allowed::Allowed;
use super::question::AnswerOption;
use super::questions::{Answer, QUESTIONS, QuestionId, VendorImages};
use crate::facts::Publisher;

/// One answer to every question, whether it is relevant or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Answers {
    /// The position of the answer to each question.
    indices: [u8; QUESTIONS.len()],
    /// Which publishers the answer to their question means: nobody exactly where it is no.
    allowed: Allowed,
}

impl Default for Answers {
    fn default() -> Answers {
        let mut indices = [0; QUESTIONS.len()];
        for (index, question) in indices.iter_mut().zip(&QUESTIONS) {
            *index = question.default;
        }
        Answers { indices, allowed: Allowed::NOBODY }
    }
}

impl Answers {
    /// The position of the answer to that question.
    pub fn index(&self, question: QuestionId) -> u8 {
        self.indices[question as usize]
    }

    /// The answer to that question.
    pub fn choice(&self, question: QuestionId) -> &'static AnswerOption {
        let options = question.get().options;
        &options[self.index(question) as usize]
    }

    /// The answer to that question in words: of publishers, which.
    pub fn said(&self, question: QuestionId) -> Cow<'static, str> {
        match question {
            QuestionId::VendorImages if self.allowed != Allowed::NOBODY => self.allowed.names().into(),
            _ => self.choice(question).label.into(),
        }
    }

    /// Whether this is the answer given.
    pub fn is<A: Answer>(&self, answer: A) -> bool {
        self.index(A::QUESTION) == answer.index()
    }

    /// The publishers that may be used besides those that always may.
    pub fn allowed(&self) -> Allowed {
        self.allowed
    }

    /// The same answers but for one.
    #[must_use]
    pub fn with<A: Answer>(self, answer: A) -> Answers {
        self.with_index(A::QUESTION, answer.index())
    }

    /// The same answers but for one, by position. A position that the question
    /// does not have leaves the answers as they are. A yes to publishers means
    /// those that may be used already, else whoever is preferred.
    #[must_use]
    pub fn with_index(mut self, question: QuestionId, index: u8) -> Answers {
        if usize::from(index) < question.get().options.len() {
            self.set(question, index);
        }
        self
    }

    /// The same with exactly these publishers.
    #[must_use]
    pub fn allowing(mut self, allowed: Allowed) -> Answers {
        let answer = if allowed == Allowed::NOBODY { VendorImages::No } else { VendorImages::Yes };
        self.indices[QuestionId::VendorImages as usize] = answer.index();
        self.allowed = allowed;
        self
    }

    /// The same with or without a publisher.
    #[must_use]
    pub fn with_publisher(self, publisher: &Publisher, may: bool) -> Answers {
        self.allowing(self.allowed.with(publisher, may))
    }

    /// The position that counts of the answer to that question: a yes to publishers
    /// that have nothing for the runtime is as good as a no.
    pub fn counted(&self, question: QuestionId) -> u8 {
        match question {
            QuestionId::VendorImages if !self.is_met() => VendorImages::No.index(),
            _ => self.index(question),
        }
    }

    /// The same with one answer that counts: where those that may be used have
    /// nothing for the runtime, a yes adds somebody who has.
    #[must_use]
    pub fn turned(self, question: QuestionId, index: u8) -> Answers {
        match question {
            QuestionId::VendorImages if index == VendorImages::Yes.index() && !self.is_met() => {
                self.allowing(self.allowed.and(Allowed::somebody(self.runtime())))
            }
            _ => self.with_index(question, index),
        }
    }

    /// The same with the answer that others give to a question.
    #[must_use]
    pub fn as_in(self, question: QuestionId, others: &Answers) -> Answers {
        match question {
            QuestionId::VendorImages => self.allowing(others.allowed),
            _ => self.with_index(question, others.index(question)),
        }
    }

    /// Whether others answer a question in the same way.
    pub fn agrees(&self, question: QuestionId, others: &Answers) -> bool {
        self.as_in(question, others) == *self
    }

    /// Whether some of the publishers that may be used have an image for the runtime.
    pub(super) fn is_met(&self) -> bool {
        self.allowed.offer(self.runtime()).is_some()
    }

    fn runtime(&self) -> u8 {
        self.index(QuestionId::Runtime)
    }

    /// Sets an answer that the question is known to have.
    pub(super) fn set(&mut self, question: QuestionId, index: u8) {
        self.indices[question as usize] = index;
        if question == QuestionId::VendorImages {
            self.allowed = match index {
                0 => Allowed::NOBODY,
                _ if self.allowed == Allowed::NOBODY => Allowed::somebody(self.runtime()),
                _ => self.allowed,
            };
        }
    }

    /// Keeps of the publishers the one that is taken; nobody, and a no, where none has anything.
    pub(super) fn settle_publishers(&mut self) {
        *self = self.allowing(self.allowed.taken(self.runtime()));
    }
}
