//! How the answers came about: given by people, read from a project, or assumed.

use crate::model::{QUESTIONS, QuestionId, Service};

/// How the answer to a question came about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// Nobody said anything, so the default counts, or what is likely.
    #[default]
    Assumed,
    /// It was read from the files of a project.
    Read,
    /// Somebody answered it.
    Answered,
}

impl Origin {
    /// Its name in data.
    pub fn token(self) -> &'static str {
        match self {
            Origin::Assumed => "assumed",
            Origin::Read => "read",
            Origin::Answered => "answered",
        }
    }

    /// What is said beside an answer; nothing of one that somebody gave.
    pub fn label(self) -> &'static str {
        match self {
            Origin::Assumed => "assumed",
            Origin::Read => "from your project",
            Origin::Answered => "",
        }
    }
}

/// How the answer to each question came about. Nothing was answered at first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Origins([Origin; QUESTIONS.len()]);

impl Origins {
    /// Where the answer to a question comes from.
    pub fn of(&self, question: QuestionId) -> Origin {
        self.0[question as usize]
    }

    /// The same but for one question.
    #[must_use]
    pub fn with(mut self, question: QuestionId, origin: Origin) -> Origins {
        self.0[question as usize] = origin;
        self
    }

    /// How many of the questions that a service is asked have such an answer.
    pub fn count(&self, service: &Service, origin: Origin) -> usize {
        QUESTIONS.iter().filter(|question| service.asks(question.id) && self.of(question.id) == origin).count()
    }

    /// What a verdict rests on: “4 answers; 12 assumed”.
    pub fn basis(&self, service: &Service) -> String {
        let [answered, read, assumed] = [Origin::Answered, Origin::Read, Origin::Assumed].map(|origin| self.count(service, origin));
        let answers = if answered == 1 { "1 answer".into() } else { format!("{answered} answers") };
        let parts = [
            (answered > 0 || read == 0).then_some(answers),
            (read > 0).then(|| format!("{read} read from the project")),
            (assumed > 0).then(|| format!("{assumed} assumed")),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
    }
}
