//! Walks the answers, all of them where that is small enough.

use container_diet::model::allowed::offers;
use container_diet::model::{Allowed, Answers, QUESTIONS, QuestionId};

/// Every combination of answers to these questions; the others stay at their
/// defaults.
pub fn walk(questions: &[QuestionId], visit: &mut impl FnMut(Answers)) {
    walk_from(Answers::default(), questions, visit);
}

/// The same from other answers than the defaults.
pub fn walk_from(start: Answers, questions: &[QuestionId], visit: &mut impl FnMut(Answers)) {
    match questions {
        [] => visit(start),
        [first, rest @ ..] => {
            for index in 0..first.get().options.len() {
                walk_from(start.with_index(*first, index as u8), rest, visit);
            }
            // A yes means the preferred publisher: then each of the others that has something.
            if *first == QuestionId::VendorImages {
                for offer in offers(start.index(QuestionId::Runtime)).skip(1) {
                    walk_from(start.allowing(Allowed::NOBODY.with(offer.publisher(), true)), rest, visit);
                }
            }
        }
    }
}

/// Every answer that differs from these in one question.
pub fn neighbours(answers: Answers) -> impl Iterator<Item = (QuestionId, Answers)> {
    QUESTIONS.iter().flat_map(move |question| {
        (0..question.options.len() as u8)
            .filter(move |index| *index != answers.index(question.id))
            .map(move |index| (question.id, answers.with_index(question.id, index)))
    })
}

/// Answers picked evenly from the whole space by a fixed rule, so that every
/// run sees the same ones.
pub fn sample(count: usize) -> impl Iterator<Item = Answers> {
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    std::iter::repeat_with(move || {
        QUESTIONS.iter().fold(Answers::default(), |answers, question| {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            answers.with_index(question.id, (seed % question.options.len() as u64) as u8)
        })
    })
    .take(count)
}
