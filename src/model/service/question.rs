//! What a question is. Which questions there are is a table of its own, of
//! which this knows nothing: hence the type parameter.

/// A closed question: its text and its answers.
#[derive(Debug)]
pub struct Question<Id> {
    /// Which question this is.
    pub id: Id,
    /// Its name in data and documents, such as `exec_runbook`.
    pub name: &'static str,
    /// Its name in a link. Never changed once a link has carried it.
    pub key: &'static str,
    /// The step in which it is asked; `asked.rs` says when.
    pub topic: Topic,
    /// The question as the page asks it, such as `Who operates it?`.
    pub ask: &'static str,
    /// A sentence that helps to answer.
    pub help: &'static str,
    /// Keys of the evidence that makes it worth asking.
    #[cfg(not(target_arch = "wasm32"))]
    pub evidence: &'static [&'static str],
    /// The answers, in the order shown.
    pub options: &'static [AnswerOption],
    /// The answer that is taken when none is given.
    pub default: u8,
}

impl<Id> Question<Id> {
    /// The position of the answer with this token.
    pub fn find(&self, token: &str) -> Option<u8> {
        self.options.iter().position(|option| option.token == token).map(|at| at as u8)
    }
}

/// One answer to a question.
#[derive(Debug)]
pub struct AnswerOption {
    /// Its name in links and data. Never changed once a link has carried it.
    pub token: &'static str,
    /// What the page shows.
    pub label: &'static str,
}

/// What questions are about that are thought of together: a step of the questionnaire, which fits a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// What the service is.
    What,
    /// What it needs while it runs.
    Needs,
    /// Where it runs, and who reaches it there.
    Where,
    /// Who runs it, and how.
    Who,
    /// What it has to keep and to show.
    Show,
}

impl Topic {
    /// Every step, in order.
    pub const ALL: [Topic; 5] = [Topic::What, Topic::Needs, Topic::Where, Topic::Who, Topic::Show];

    /// Its name in data and on the page.
    pub const fn token(self) -> &'static str {
        match self {
            Topic::What => "what",
            Topic::Needs => "needs",
            Topic::Where => "where",
            Topic::Who => "who",
            Topic::Show => "show",
        }
    }

    /// What the page calls it: all five side by side are one line of its first column.
    pub const fn label(self) -> &'static str {
        match self {
            Topic::What => "App",
            Topic::Needs => "Needs",
            Topic::Where => "Platform",
            Topic::Who => "Team",
            Topic::Show => "Security",
        }
    }
}
