//! Which questions the verdict looks at, read off the rules themselves, and that
//! the others change nothing in it.

use container_diet::facts::listed;
use container_diet::model::article::{DEVELOPMENT, SKIP, USE};
use container_diet::model::asked::GUESSES;
use container_diet::model::condition::When;
use container_diet::model::criteria::CRITERIA;
use container_diet::model::flavour;
use container_diet::model::runtimes::ShellLess;
use container_diet::model::veto::VETOES;
use container_diet::model::{Answers, Family, QUESTIONS, QuestionId, decide};

use crate::table::{Entry, Table};

/// How many sets of answers of each runtime are drawn.
const DRAWN: usize = 50_000;

/// The questions that a rule looks at, and those that decide whether one of
/// these is asked.
pub fn verdict() -> Vec<QuestionId> {
    let criteria = CRITERIA.iter().flat_map(|criterion| {
        let scores = Family::ALL.into_iter().flat_map(|family| criterion.scores.of(family)).map(|row| row.when);
        criterion.moves.iter().map(|row| row.when).chain(scores).chain(criterion.adjustments.iter().map(|row| row.when))
    });
    let vetoes = VETOES.iter().flat_map(|veto| veto.when).copied();
    let signals = USE.iter().chain(SKIP).chain([&DEVELOPMENT]).flat_map(|signal| signal.when).copied();
    let rules = criteria.chain(vetoes).chain(signals).chain(flavour::all().map(|row| row.when)).chain(GUESSES.iter().map(|row| row.when));
    let mut found = questions(rules);
    loop {
        let more =
            questions(QUESTIONS.iter().filter(|question| found.contains(&question.id)).flat_map(|question| question.id.asked()).copied());
        let before = found.len();
        found.extend(more.into_iter().filter(|question| !found.contains(question)).collect::<Vec<_>>());
        if found.len() == before {
            return found;
        }
    }
}

fn questions(conditions: impl Iterator<Item = When>) -> Vec<QuestionId> {
    let looked_at: Vec<QuestionId> = conditions.flat_map(|when| when.0).map(|test| test.question).collect();
    QuestionId::ALL.into_iter().filter(|question| looked_at.contains(question)).collect()
}

/// Answers drawn at random, to questions that are asked and to those that are
/// not, to those that the verdict looks at and to those that only shape files,
/// lead to the verdict of the complete set that they stand for.
pub fn nothing_else_matters(table: &Table) {
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    let mut draw = |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed % below as u64) as u8
    };
    let given = |question: &QuestionId| *question == QuestionId::Runtime;
    for _ in 0..DRAWN {
        let varied = QuestionId::ALL.into_iter().filter(|question| !given(question));
        let answers = varied.fold(*table.answers(0), |answers, question| answers.with_index(question, draw(question.get().options.len())));
        // Which publishers may be used matters only through whether one has an image for the runtime.
        let drawn = listed().fold(answers, |answers, publisher| answers.with_publisher(publisher, draw(2) == 1));
        let stands_for = answers.with_index(QuestionId::VendorImages, drawn.counted(QuestionId::VendorImages));
        assert_eq!(Entry::of(&decide(&drawn)), *table.find(&stands_for), "{drawn:?}");
        let taken = flavour::flavour(&drawn.service(), Family::Distroless).image().publisher();
        let may = taken.is_none_or(|taken| !taken.listed || drawn.allowed().has(taken));
        let is_out = decide(&drawn).is_vetoed(Family::Distroless);
        let is_the_makers = drawn.service().runtime().shell_less == ShellLess::Maker;
        assert!(may || is_out || is_the_makers, "an image of {taken:?}, who may not be used: {drawn:?}");
        assert_eq!(Entry::of(&decide(&answers)), *table.find(&answers), "{answers:?}");
    }
}

/// What a question that is not asked is answered by, or one that no rule looks
/// at, leaves the service as the rules see it as it is.
pub fn what_is_not_asked_changes_nothing(answers: &Answers) {
    let service = answers.service();
    for question in QUESTIONS.iter().filter(|question| !service.asks(question.id)) {
        for index in 0..question.options.len() as u8 {
            assert_eq!(answers.with_index(question.id, index).service(), service, "{} is not asked: {answers:?}", question.name);
        }
    }
}
