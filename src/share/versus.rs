//! How another link differs: which answers, which of them decide, and what
//! becomes of the Dockerfile.

use crate::dockerfile::{SETTINGS, patch};
use crate::facts::Date;
use crate::link::{self, Problem, State};
use crate::model::criterion::CRITERIA;
use crate::model::flips::Look;
use crate::model::{QUESTIONS, QuestionId, decide_with};

/// Another link beside a state.
#[derive(Clone, Debug, PartialEq)]
pub struct Versus {
    /// What of the link could not be honoured.
    pub problems: Vec<Problem>,
    /// What it opens to.
    pub theirs: State,
    /// What this state leads to, and the other one.
    pub looks: (Look, Look),
    /// The answers that differ.
    pub answers: Vec<Differs>,
    /// What else differs, in words: weights and what was set about the file.
    pub others: Vec<String>,
    /// From this Dockerfile to the other one; empty where they are equal.
    pub patch: String,
}

/// An answer that differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Differs {
    /// The question.
    pub question: QuestionId,
    /// This answer and the other one.
    pub answers: (&'static str, &'static str),
    /// What this state would lead to with their answer alone, where that is another verdict.
    pub decides: Option<Look>,
    /// Whether either service is asked.
    pub counts: bool,
}

/// The links in a text, one a line or between spaces. Of an address its fragment.
pub fn links(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().filter_map(|word| {
        let fragment = word.trim_matches(['<', '>', '(', ')', ',']).rsplit_once('#').map_or(word, |(_, fragment)| fragment);
        link::says_something(fragment).then_some(fragment)
    })
}

/// Compares a state with a link. `place` is the address of the page, as the
/// files name it.
pub fn versus(mine: &State, link: &str, today: Date, place: &str) -> Versus {
    let (theirs, problems) = link::read(link);
    let looks = (Look::of(&mine.verdict()), Look::of(&theirs.verdict()));
    let differing = QUESTIONS.iter().filter(|question| mine.answers.index(question.id) != theirs.answers.index(question.id));
    let answers = differing.map(|question| {
        let id = question.id;
        let alone = Look::of(&decide_with(&mine.answers.with_index(id, theirs.answers.index(id)), &mine.weights));
        Differs {
            question: id,
            answers: (mine.answers.choice(id).label, theirs.answers.choice(id).label),
            decides: (alone.named != looks.0.named).then_some(alone),
            counts: mine.answers.asks(id) || theirs.answers.asks(id),
        }
    });
    let weights = CRITERIA.iter().enumerate().filter(|(at, _)| mine.weights.get(*at) != theirs.weights.get(*at)).map(|(at, criterion)| {
        let said = |state: &State| state.weights.get(at).map_or("the model’s own".into(), |weight| weight.to_string());
        format!("Weight of {}: {} here, {} there", criterion.label.to_lowercase(), said(mine), said(&theirs))
    });
    let set = SETTINGS.iter().filter(|setting| mine.settings.text(setting.id) != theirs.settings.text(setting.id)).map(|setting| {
        let said = |state: &State| state.settings.text(setting.id).unwrap_or("the stack’s own").to_string();
        format!("{}: {} here, {} there", setting.label(), said(mine), said(&theirs))
    });
    // The links in their headers differ wherever anything does, which alone is no patch;
    // it has them all the same, as it has to apply to the files as they are copied.
    let bare = |state: &State| state.dockerfile_without_header(today).text();
    let text = |state: &State| state.dockerfile(today, place).text();
    let patch = match bare(mine) == bare(&theirs) {
        true => String::new(),
        false => patch::patch("Dockerfile", "Dockerfile", &text(mine), &text(&theirs)),
    };
    Versus { problems, looks, answers: answers.collect(), others: weights.chain(set).collect(), patch, theirs }
}
