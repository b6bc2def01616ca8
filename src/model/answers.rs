//! What the visitor answered, and the service that follows from it.

use super::condition::When;
pub use super::questions::{QUESTIONS, QuestionId};

/// A closed question: its text, its answers and when it is asked.
#[derive(Debug)]
pub struct Question {
    /// Which question this is.
    pub id: QuestionId,
    /// Its name in data and documents, such as `exec_runbook`.
    pub name: &'static str,
    /// Its name in a link. Never changed once a link has carried it.
    pub key: &'static str,
    /// Whether it is asked always, where relevant, or on request.
    pub depth: Depth,
    /// It is asked when one of these holds.
    pub asked: &'static [When],
    /// The question itself.
    pub ask: &'static str,
    /// A sentence that helps to answer.
    pub help: &'static str,
    /// Keys of the evidence that makes it worth asking.
    pub evidence: &'static [&'static str],
    /// The answers, in the order shown.
    pub options: &'static [Choice],
    /// The answer that is taken when none is given.
    pub default: u8,
}

impl Question {
    /// The position of the answer with this token.
    pub fn find(&self, token: &str) -> Option<u8> {
        self.options.iter().position(|option| option.token == token).map(|at| at as u8)
    }
}

/// One answer to a question.
#[derive(Debug)]
pub struct Choice {
    /// Its name in links and data. Never changed once a link has carried it.
    pub token: &'static str,
    /// What the page shows.
    pub label: &'static str,
}

/// How prominently a question is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Always.
    Basic,
    /// Where it can matter.
    Relevant,
    /// Folded away, with a default that fits most.
    Advanced,
}

/// An answer as a type: implemented by every enum of `questions.rs`.
pub trait Answer: Copy {
    /// The question that it answers.
    const QUESTION: QuestionId;
    /// Its position among the answers.
    fn index(self) -> u8;
}

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
    pub fn choice(&self, question: QuestionId) -> &'static Choice {
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
            self.0[question as usize] = index;
        }
        self
    }

    /// Whether the question can matter, given the other answers.
    pub fn asks(&self, question: QuestionId) -> bool {
        self.service().asks(question)
    }

    /// What the rules look at: questions that are not asked count as answered
    /// by default, and "not sure" becomes what it most likely means. Thus an
    /// answer to a question that is not asked can change nothing.
    pub fn service(&self) -> Service {
        let mut answers = *self;
        let mut asked = 0;
        // In the order of the table: a question looks only at earlier ones.
        for question in &QUESTIONS {
            let relevant = question.asked.iter().any(|when| when.holds(&answers));
            if relevant {
                asked |= 1 << question.id as u32;
            } else {
                answers.0[question.id as usize] = question.default;
            }
        }
        for guess in super::questions::GUESSES {
            if guess.when.holds(&answers) {
                answers.0[guess.question as usize] = guess.becomes;
            }
        }
        Service { answers, asked }
    }
}

/// What "not sure" is taken to mean.
pub struct Guess {
    /// When it is made.
    pub when: When,
    /// Whose answer it replaces.
    pub question: QuestionId,
    /// The position of the answer that is assumed.
    pub becomes: u8,
    /// Why that is the likely one.
    pub why: &'static str,
}

/// The service as the rules see it: see [`Answers::service`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Service {
    answers: Answers,
    /// One bit for each question.
    asked: u32,
}

impl Service {
    /// Whether this holds for the service.
    pub fn is<A: Answer>(&self, answer: A) -> bool {
        self.answers.is(answer)
    }

    /// Whether the question can matter for it.
    pub fn asks(&self, question: QuestionId) -> bool {
        self.asked >> question as u32 & 1 == 1
    }

    /// The resolved answers, for conditions to look at.
    pub fn answers(&self) -> &Answers {
        &self.answers
    }
}
