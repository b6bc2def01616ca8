//! What would change the verdict: single answers, and what lifts a veto.

use super::answers::{Answers, QUESTIONS, QuestionId};
use super::family::Family;
use super::verdict::{Verdict, decide_with};
use super::weights::Weights;

/// An answer that would change the winner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flip {
    /// The question.
    pub question: QuestionId,
    /// The position of the answer.
    pub index: u8,
    /// Who would win then.
    pub winner: Family,
}

/// Every single answer that would change the winner. What runs inside is given
/// and not varied; questions that are not asked can change nothing.
pub fn flips(answers: &Answers, set: &Weights) -> Vec<Flip> {
    flips_by(answers, |answers| decide_with(answers, set).winner()).collect()
}

/// The same, with any way to know the winner.
pub fn flips_by(answers: &Answers, winner: impl Fn(&Answers) -> Family) -> impl Iterator<Item = Flip> {
    let answers = *answers;
    let now = winner(&answers);
    let asked = answers.service();
    QUESTIONS
        .iter()
        .filter(move |question| question.id != QuestionId::Runtime && asked.asks(question.id))
        .flat_map(move |question| (0..question.options.len() as u8).map(move |index| (question.id, index)))
        .filter(move |(question, index)| *index != answers.index(*question))
        .map(move |(question, index)| Flip { question, index, winner: winner(&answers.with_index(question, index)) })
        .filter(move |flip| flip.winner != now)
}

/// What would bring an excluded family back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lift {
    /// The answers to change, as few as will do.
    pub changes: Vec<(QuestionId, u8)>,
    /// Whether the family would then win.
    pub wins: bool,
}

/// The fewest changed answers that lift every veto on the family; of equally
/// few, one with which it would win. None where no answers can: what runs
/// inside is given.
pub fn lift(answers: &Answers, verdict: &Verdict, family: Family) -> Option<Lift> {
    let mut causes = looked_at(verdict, family);
    loop {
        if causes.is_empty() {
            return None;
        }
        let mut best: Option<Lift> = None;
        let mut more = Vec::new();
        try_changes(answers, &causes, &mut Vec::new(), &mut |changed, changes| {
            let then = decide_with(changed, &verdict.set);
            // Lifting one veto can bring up another, whose cause was not asked before.
            more.extend(looked_at(&then, family));
            let wins = then.winner() == family;
            let better = |lift: &Lift| (changes.len(), !wins) < (lift.changes.len(), !lift.wins);
            if !then.is_vetoed(family) && best.as_ref().is_none_or(better) {
                best = Some(Lift { changes: changes.to_vec(), wins });
            }
        });
        let known = causes.len();
        for cause in more {
            if !causes.contains(&cause) {
                causes.push(cause);
            }
        }
        if best.is_some() || causes.len() == known {
            return best;
        }
    }
}

/// The questions that the vetoes on a family look at; what runs inside is given.
fn looked_at(verdict: &Verdict, family: Family) -> Vec<QuestionId> {
    let tests = verdict.vetoes(family).flat_map(|veto| veto.when).flat_map(|when| when.0);
    let mut questions = Vec::new();
    for question in tests.map(|test| test.question).filter(|question| *question != QuestionId::Runtime) {
        if !questions.contains(&question) {
            questions.push(question);
        }
    }
    questions
}

/// Every combination of answers to these questions, with what was changed.
fn try_changes(
    answers: &Answers,
    questions: &[QuestionId],
    changes: &mut Vec<(QuestionId, u8)>,
    visit: &mut impl FnMut(&Answers, &[(QuestionId, u8)]),
) {
    let Some((question, rest)) = questions.split_first() else {
        return visit(answers, changes);
    };
    for index in 0..question.get().options.len() as u8 {
        let changed = index != answers.index(*question);
        if changed {
            changes.push((*question, index));
        }
        try_changes(&answers.with_index(*question, index), rest, changes, visit);
        if changed {
            changes.pop();
        }
    }
}
