//! What lifts a veto: complete and smallest, and nothing else matters to it.

use container_diet::model::flips::{NewAnswers, changed, lift_by, looked_at, ways};
use container_diet::model::{Answers, Family, QuestionId, decide};

use crate::table::Table;

/// For each family and each set of answers to the questions that its vetoes
/// look at, the ways to bring it back.
pub struct Lifts([(Vec<QuestionId>, Vec<Vec<NewAnswers>>); 5]);

impl Lifts {
    pub fn of(table: &Table) -> Lifts {
        Lifts(Family::ALL.map(|family| {
            let questions = looked_at(family);
            let all = every(table.answers(0), &questions);
            let found = all.iter().map(|answers| check_ways(answers, &questions, &all, family)).collect();
            (questions, found)
        }))
    }

    /// For a vetoed family the way taken is one of those known, does lift the
    /// veto, and is the best of them.
    pub fn check(&self, table: &Table, at: usize, answers: &Answers) {
        let now = table.entry(at);
        let look = |answers: &Answers| table.find(answers).look();
        for family in Family::ALL.into_iter().filter(|family| !now.survives(*family)) {
            let (questions, all) = &self.0[family as usize];
            let ways = &all[place(answers, questions)];
            let Some(lift) = lift_by(answers, family, ways, look) else {
                assert!(ways.is_empty(), "{family:?}: {answers:?}");
                continue;
            };
            assert!(ways.contains(&lift.changes), "{family:?}: {answers:?}");
            let (mut wins, mut named) = (false, false);
            for way in ways {
                let then = look(&changed(answers, way));
                assert!(!then.vetoed.has(family), "{way:?} does not bring {family:?} back: {answers:?}");
                wins |= then.winner == family;
                named |= then.named.has(family);
            }
            assert_eq!(lift.then.winner == family, wins, "{family:?}: {answers:?}");
            assert!(wins || lift.then.named.has(family) == named, "{family:?}: {answers:?}");
        }
    }
}

/// The ways as the model finds them, against all there are.
fn check_ways(answers: &Answers, questions: &[QuestionId], all: &[Answers], family: Family) -> Vec<NewAnswers> {
    let found = ways(answers, family);
    let distance = |other: &Answers| questions.iter().filter(|question| answers.index(**question) != other.index(**question)).count();
    let back = || all.iter().filter(|other| !decide(other).is_vetoed(family));
    let fewest = back().map(distance).min();
    if fewest.is_none_or(|fewest| fewest == 0) {
        assert!(found.is_empty(), "{family:?} needs no lift or has none: {answers:?}");
        return found;
    }
    let expected: Vec<&Answers> = back().filter(|other| Some(distance(other)) == fewest).collect();
    assert_eq!(found.len(), expected.len(), "{family:?}: {answers:?}");
    for way in &found {
        assert_eq!(Some(way.len()), fewest, "{family:?}: {answers:?}");
        assert!(expected.contains(&&changed(answers, way)), "{family:?}: {way:?} {answers:?}");
    }
    found
}

/// Every combination of answers to these questions, in the order of [`place`].
fn every(start: &Answers, questions: &[QuestionId]) -> Vec<Answers> {
    questions.iter().fold(vec![*start], |all, question| {
        let options = 0..question.get().options.len() as u8;
        all.iter().flat_map(|answers| options.clone().map(|index| answers.with_index(*question, index))).collect()
    })
}

fn place(answers: &Answers, questions: &[QuestionId]) -> usize {
    questions.iter().fold(0, |place, question| place * question.get().options.len() + usize::from(answers.index(*question)))
}
