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
    pub step: Step,
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

/// A step of the questionnaire: questions that are thought about together, and fit a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
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

impl Step {
    /// Every step, in order.
    pub const ALL: [Step; 5] = [Step::What, Step::Needs, Step::Where, Step::Who, Step::Show];

    /// Its name in data and on the page.
    pub const fn token(self) -> &'static str {
        match self {
            Step::What => "what",
            Step::Needs => "needs",
            Step::Where => "where",
            Step::Who => "who",
            Step::Show => "show",
        }
    }

    /// What the page calls it: all five side by side are one line of its first column.
    pub const fn label(self) -> &'static str {
        match self {
            Step::What => "App",
            Step::Needs => "Needs",
            Step::Where => "Platform",
            Step::Who => "Team",
            Step::Show => "Security",
        }
    }
}
