//! What no file answers and could change the verdict.

use crate::decision::{Origin, State};
use crate::model::flips::Look;
use crate::model::{Answers, QUESTIONS, QuestionId, decide_with};

/// A question that is left to people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// What no file answers.
    pub question: QuestionId,
    /// What is assumed until it is answered.
    pub assumed: u8,
    /// Each other answer with what it would lead to, where that is another base.
    pub leads: Vec<(u8, Look)>,
    /// In how many situations an answer changes the winner: by itself, and with one other answer changed too.
    pub weight: u32,
}

/// What is left, and what is assumed instead.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Left {
    /// Questions whose answer could change the verdict, the heaviest first. Those
    /// that change it only together with another have no leads.
    pub asks: Vec<Ask>,
    /// Questions that change nothing here, whatever the answer, with what is assumed.
    pub assumed: Vec<(QuestionId, u8)>,
}

/// Whoever starts from a repository wants its image for production, and what runs inside is read.
const GIVEN: [QuestionId; 2] = [QuestionId::Runtime, QuestionId::Environment];

/// What is left to ask of a state.
pub fn left(state: &State) -> Left {
    let service = state.answers.service();
    let open: Vec<QuestionId> = QuestionId::ALL
        .into_iter()
        .filter(|id| service.asks(*id) && !GIVEN.contains(id) && state.origins.of(*id) == Origin::Assumed)
        .collect();
    let look = |answers: &Answers| Look::of(&decide_with(answers, &state.weights));
    let winner = |answers: &Answers| decide_with(answers, &state.weights).winner();
    let others = |id: QuestionId| {
        let now = state.answers.index(id);
        (0..id.get().options.len() as u8).filter(move |index| *index != now)
    };
    let now = look(&state.answers).winner;
    let mut left = Left::default();
    let mut all: Vec<Ask> = open
        .iter()
        .map(|id| {
            let leads: Vec<(u8, Look)> = others(*id)
                .map(|index| (index, look(&state.answers.with_index(*id, index))))
                .filter(|(_, then)| then.winner != now)
                .collect();
            let weight = leads.len() as u32 * ALONE;
            Ask { question: *id, assumed: state.answers.index(*id), leads, weight }
        })
        .collect();
    // One at a time hides what needs two: a threat model matters once it is public. Each pair is
    // judged once, and says of both questions what they change beside the other.
    let alone = |ask: &Ask, index: u8| ask.leads.iter().find(|(lead, _)| *lead == index).map_or(now, |(_, look)| look.winner);
    for first in 0..all.len() {
        for second in first + 1..all.len() {
            let (one, other) = (&all[first], &all[second]);
            let (mut by_one, mut by_other) = (0, 0);
            for index in others(one.question) {
                let with_one = state.answers.with_index(one.question, index);
                for beside in others(other.question) {
                    let with_other = state.answers.with_index(other.question, beside);
                    let both = winner(&with_one.with_index(other.question, beside));
                    by_one += u32::from(with_other.asks(one.question) && both != alone(other, beside));
                    by_other += u32::from(with_one.asks(other.question) && both != alone(one, index));
                }
            }
            all[first].weight += by_one;
            all[second].weight += by_other;
        }
    }
    for ask in all {
        match ask.weight {
            0 => left.assumed.push((ask.question, ask.assumed)),
            _ => left.asks.push(ask),
        }
    }
    // In a stable order: equal weights stay as the page asks them.
    left.asks.sort_by_key(|ask| std::cmp::Reverse(ask.weight));
    if state.origins.of(QuestionId::Environment) == Origin::Assumed {
        left.assumed.push((QuestionId::Environment, state.answers.index(QuestionId::Environment)));
    }
    left
}

/// What changes the verdict by itself comes before what only helps another to.
const ALONE: u32 = 1_000;

/// The label of an answer.
pub fn label(question: QuestionId, index: u8) -> &'static str {
    QUESTIONS[question as usize].options[usize::from(index)].label
}
