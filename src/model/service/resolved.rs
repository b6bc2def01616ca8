//! The service that follows from the answers.

use super::answers::Answers;
use super::asked::GUESSES;
use super::condition::When;
use super::questions::{Answer, QUESTIONS, QuestionId};
use super::runtimes::{RUNTIMES, Row};

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

    /// The questions that cannot matter for it, each with the one whose answer settles
    /// that: of what would have it asked, what is nearest does not hold there.
    pub fn unasked(&self) -> impl Iterator<Item = (QuestionId, QuestionId)> + '_ {
        QuestionId::ALL.into_iter().filter(|question| !self.asks(*question)).filter_map(|question| {
            let fails = |when: &When| when.0.iter().filter(|test| !test.holds(&self.answers)).count();
            let nearest = question.asked().iter().min_by_key(|when| fails(when))?;
            Some((question, nearest.0.iter().find(|test| !test.holds(&self.answers))?.question))
        })
    }

    /// What is known of what runs inside.
    pub fn runtime(&self) -> &'static Row {
        &RUNTIMES[usize::from(self.answers.index(QuestionId::Runtime))]
    }

    /// The resolved answers, for conditions to look at.
    pub fn answers(&self) -> &Answers {
        &self.answers
    }
}

impl Answers {
    /// Whether the question can matter, given the other answers.
    pub fn asks(&self, question: QuestionId) -> bool {
        self.service().asks(question)
    }

    /// What the rules look at: questions that are not asked count as answered
    /// by default, "not sure" becomes what it most likely means, and of the publishers
    /// that may be used only the one counts whose image is taken. Thus an
    /// answer to a question that is not asked can change nothing.
    pub fn service(&self) -> Service {
        let mut answers = *self;
        let mut asked = 0;
        // In the order of the table: a question looks only at earlier ones.
        for question in &QUESTIONS {
            let relevant = question.id.asked().iter().any(|when| when.holds(&answers));
            if relevant {
                asked |= 1 << question.id as u32;
                // Later questions look at whether anybody has what is needed.
                if question.id == QuestionId::VendorImages {
                    answers.settle_publishers();
                }
            } else {
                answers.set(question.id, question.default);
            }
        }
        for guess in GUESSES {
            if guess.when.holds(&answers) {
                answers.set(guess.question, guess.becomes);
            }
        }
        Service { answers, asked }
    }
}
