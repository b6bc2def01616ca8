//! How another link differs: which answers, which of them decide, and what
//! becomes of the Dockerfile.

use std::borrow::Cow;

use super::Export;
use crate::decision::{Decision, State};
use crate::dockerfile::{SETTINGS, patch};
use crate::link::{self, Problem};
use crate::model::criteria::CRITERIA;
use crate::model::flips::Look;
use crate::model::{Answers, QUESTIONS, QuestionId, decide_with};

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
    /// What leads to their verdict only together, where no single answer does.
    pub together: Option<Together>,
    /// What else differs, in words: weights and what was set about the file.
    pub others: Vec<String>,
    /// From this Dockerfile to the other one; empty where they are equal.
    pub patch: String,
}

/// An answer that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differs {
    /// The question that both links answer differently.
    pub question: QuestionId,
    /// This answer and the other one.
    pub answers: (Cow<'static, str>, Cow<'static, str>),
    /// What this state would lead to with their answer alone, where that is another verdict.
    pub decides: Option<Look>,
    /// Whether either service is asked.
    pub counts: bool,
}

/// What of another link leads to its verdict, none of which can be left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Together {
    /// The questions whose answers are taken from it.
    pub questions: Vec<QuestionId>,
    /// Whether its weights are taken too.
    pub weights: bool,
}

impl Together {
    /// The same with one thing left out, each of them once.
    fn fewer(&self) -> Vec<Together> {
        let without_weights = self.weights.then(|| Together { weights: false, ..self.clone() });
        let without =
            |id: &QuestionId| Together { questions: self.questions.iter().copied().filter(|other| other != id).collect(), ..*self };
        without_weights.into_iter().chain(self.questions.iter().map(without)).collect()
    }
}

impl Versus {
    /// What leads to their verdict only together, in a sentence.
    pub fn together_text(&self) -> Option<String> {
        let Together { questions, weights } = self.together.as_ref()?;
        let verdict = self.looks.1.label();
        let said = |id: &QuestionId| format!("“{}” with “{}”", id.get().ask, self.theirs.answers.said(*id));
        let mut all: Vec<String> = questions.iter().map(said).collect();
        all.extend(weights.then(|| "their weights".into()));
        let last = all.pop()?;
        Some(match all.is_empty() {
            true => format!("Alone, {last} lead to {verdict}."),
            false => format!("Together these lead to {verdict}: {} and {last}.", all.join(", ")),
        })
    }
}

/// Letters that no link has, but that stand around one in HTML and Markdown.
const AROUND: [char; 12] = ['<', '>', '(', ')', '[', ']', '{', '}', '"', '\'', '`', '*'];
/// Letters that end a sentence, but no link.
const AFTER: [char; 6] = ['.', ',', ';', ':', '!', '?'];

/// The links in a text, one a line or between spaces. Of an address its fragment,
/// without what stands around it.
pub fn links(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().filter_map(|word| {
        let fragment = word.rsplit_once('#').map_or(word, |(_, fragment)| fragment).trim_start_matches(AROUND);
        let fragment = fragment.split(AROUND).next().unwrap_or_default().trim_end_matches(AFTER);
        link::says_something(fragment).then_some(fragment)
    })
}

/// What leads to their verdict only together; none where the verdicts are the
/// same, or a single answer leads there.
fn together(mine: &State, theirs: &State, looks: &(Look, Look), answers: &[Differs]) -> Option<Together> {
    let wanted = looks.1.named;
    let is_single = answers.iter().any(|one| one.decides.is_some_and(|look| look.named == wanted));
    if looks.0.named == wanted || is_single {
        return None;
    }
    let leads_there = |taken: &Together| {
        let with = |answers: Answers, id: &QuestionId| answers.as_in(*id, &theirs.answers);
        let weights = if taken.weights { &theirs.weights } else { &mine.weights };
        Look::of(&decide_with(&taken.questions.iter().fold(mine.answers, with), weights)).named == wanted
    };
    // All of it leads there; then what is not needed is left out, again and again,
    // as what was needed beside one answer may not be needed without it.
    let mut taken = Together { questions: answers.iter().map(|one| one.question).collect(), weights: mine.weights != theirs.weights };
    while let Some(fewer) = taken.fewer().into_iter().find(leads_there) {
        taken = fewer;
    }
    Some(taken)
}

/// Compares a decision with a link. `base_url` is the address of the page, as
/// the files name it.
pub fn versus(decision: &Decision, link: &str, base_url: &str) -> Versus {
    let opened = link::read(link);
    let other = Decision::new(opened.state, decision.today);
    let (mine, theirs) = (&decision.state, &other.state);
    let looks = (Look::of(&decision.verdict), Look::of(&other.verdict));
    let differing = QUESTIONS.iter().filter(|question| !mine.answers.agrees(question.id, &theirs.answers));
    let answers: Vec<Differs> = differing
        .map(|question| {
            let id = question.id;
            let alone = Look::of(&decide_with(&mine.answers.as_in(id, &theirs.answers), &mine.weights));
            Differs {
                question: id,
                answers: (mine.answers.said(id), theirs.answers.said(id)),
                decides: (alone.named != looks.0.named).then_some(alone),
                counts: mine.answers.asks(id) || theirs.answers.asks(id),
            }
        })
        .collect();
    let together = together(mine, theirs, &looks, &answers);
    let weights = CRITERIA.iter().enumerate().filter(|(at, _)| mine.weights.get(*at) != theirs.weights.get(*at)).map(|(at, criterion)| {
        let said = |state: &State| state.weights.get(at).map_or("the default".into(), |weight| weight.to_string());
        format!("Weight of {}: {} here, {} there", criterion.label.to_ascii_lowercase(), said(mine), said(theirs))
    });
    let set = SETTINGS.iter().filter(|setting| mine.settings.text(setting.id) != theirs.settings.text(setting.id)).map(|setting| {
        let said = |state: &State| state.settings.text(setting.id).unwrap_or("the default").to_string();
        format!("{}: {} here, {} there", setting.label(), said(mine), said(theirs))
    });
    // The links in their headers differ wherever anything does, which alone is no patch;
    // it has them all the same, as it has to apply to the files as they are copied.
    let text = |decision: &Decision| Export::new(decision, base_url).output.text();
    let patch = match decision.dockerfile().text() == other.dockerfile().text() {
        true => String::new(),
        false => patch::patch("Dockerfile", "Dockerfile", &text(decision), &text(&other)),
    };
    let others = weights.chain(set).collect();
    Versus { problems: opened.problems, looks, answers, together, others, patch, theirs: other.state }
}
