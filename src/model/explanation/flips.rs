//! What would change the verdict: single answers, and what lifts a veto.

use crate::model::rules::family::{Families, Family};
use crate::model::rules::veto::VETOES;
use crate::model::rules::weights::Weights;
use crate::model::service::answers::Answers;
use crate::model::service::questions::{QUESTIONS, QuestionId};
use crate::model::verdict::{Verdict, decide_with};

/// What flips and lifts need to know of a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Who has the most points.
    pub winner: Family,
    /// Whom the verdict names: in a close call more than the winner.
    pub named: Families,
    /// The families that a veto excludes.
    pub vetoed: Families,
}

impl Look {
    /// What flips and lifts need to know of this verdict.
    pub fn of(verdict: &Verdict) -> Look {
        Look { winner: verdict.winner(), named: Families::of(verdict.named()), vetoed: Families::of(verdict.excluded()) }
    }

    /// The bases it names, the winner first: `Distroless or Alpine`.
    pub fn label(&self) -> String {
        let others = self.named.iter().filter(|family| *family != self.winner);
        others.fold(self.winner.label().to_string(), |text, family| text + " or " + family.label())
    }
}

/// An answer that would change the winner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flip {
    /// The question that is answered otherwise.
    pub question: QuestionId,
    /// The position of the answer.
    pub index: u8,
    /// What the verdict would be.
    pub then: Look,
}

/// Every single answer that would change the winner. What runs inside is given
/// and not varied; questions that are not asked can change nothing.
pub fn flips(answers: &Answers, set: &Weights) -> Vec<Flip> {
    flips_by(answers, |answers| Look::of(&decide_with(answers, set))).collect()
}

/// The same, with any way to know the verdict.
pub fn flips_by(answers: &Answers, look: impl Fn(&Answers) -> Look) -> impl Iterator<Item = Flip> {
    let answers = *answers;
    let now = look(&answers).winner;
    let asked = answers.service();
    QUESTIONS
        .iter()
        .filter(move |question| question.id != QuestionId::Runtime && asked.asks(question.id))
        .flat_map(move |question| (0..question.options.len() as u8).map(move |index| (question.id, index)))
        .filter(move |(question, index)| *index != answers.counted(*question))
        .map(move |(question, index)| Flip { question, index, then: look(&answers.turned(question, index)) })
        .filter(move |flip| flip.then.winner != now)
}

/// Answers to change together.
pub type NewAnswers = Vec<(QuestionId, u8)>;

/// The answers with those changed.
pub fn changed(answers: &Answers, changes: &[(QuestionId, u8)]) -> Answers {
    changes.iter().fold(*answers, |answers, (question, index)| answers.turned(*question, *index))
}

/// What would bring an excluded family back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lift {
    /// The answers to change, as few as will do.
    pub changes: NewAnswers,
    /// What the verdict would be.
    pub then: Look,
}

/// The fewest changed answers that lift every veto on the family; of equally
/// few, those with which it would win, or would at least be named. None where
/// no answers can: what runs inside is given.
pub fn lift(answers: &Answers, verdict: &Verdict, family: Family) -> Option<Lift> {
    lift_by(answers, family, &ways(answers, family), |answers| Look::of(&decide_with(answers, &verdict.set)))
}

/// The same among known [`ways`], with any way to know the verdict.
pub fn lift_by(answers: &Answers, family: Family, ways: &[NewAnswers], look: impl Fn(&Answers) -> Look) -> Option<Lift> {
    let then = |changes: &NewAnswers| look(&changed(answers, changes));
    let rank = |look: &Look| (look.winner != family, !look.named.has(family));
    let all = ways.iter().map(|changes| (changes, then(changes)));
    let (changes, then) = all.min_by_key(|(_, look)| rank(look))?;
    Some(Lift { changes: changes.clone(), then })
}

/// Every smallest set of changed answers that lifts all vetoes on a family;
/// empty when nothing excludes it or nothing can bring it back.
///
/// Only the questions that its vetoes look at can matter, so all others are
/// left aside; that this is so is proved over every complete set of answers.
pub fn ways(answers: &Answers, family: Family) -> Vec<NewAnswers> {
    let questions = looked_at(family);
    let answers =
        questions.iter().fold(Answers::default().with_index(QuestionId::Runtime, answers.index(QuestionId::Runtime)), |kept, question| {
            kept.with_index(*question, answers.counted(*question))
        });
    let out = |answers: &Answers| {
        let service = answers.service();
        VETOES.iter().any(|veto| veto.excludes.has(family) && veto.holds(&service))
    };
    if !out(&answers) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for count in 1..=questions.len() {
        try_changes(&answers, &questions, count, &mut Vec::new(), &mut |changed, changes| {
            if !out(changed) {
                found.push(changes.to_vec());
            }
        });
        if !found.is_empty() {
            break;
        }
    }
    found
}

/// The questions that any veto on the family looks at; what runs inside is given.
pub fn looked_at(family: Family) -> Vec<QuestionId> {
    let vetoes = VETOES.iter().filter(|veto| veto.excludes.has(family));
    let tests = vetoes.flat_map(|veto| veto.when).flat_map(|when| when.0);
    let mut questions = Vec::new();
    for question in tests.map(|test| test.question).filter(|question| *question != QuestionId::Runtime) {
        if !questions.contains(&question) {
            questions.push(question);
        }
    }
    questions
}

/// Every way to change the answers to so many of these questions.
fn try_changes(
    answers: &Answers,
    questions: &[QuestionId],
    count: usize,
    changes: &mut NewAnswers,
    visit: &mut impl FnMut(&Answers, &[(QuestionId, u8)]),
) {
    if count == 0 {
        return visit(answers, changes);
    }
    for (at, question) in questions.iter().enumerate() {
        for index in (0..question.get().options.len() as u8).filter(|index| *index != answers.index(*question)) {
            changes.push((*question, index));
            try_changes(&answers.with_index(*question, index), &questions[at + 1..], count - 1, changes, visit);
            changes.pop();
        }
    }
}
