//! Every verdict for one runtime, in a table that knows its neighbours.

use std::thread;

use container_diet::model::family::Families;
use container_diet::model::flips::Look;
use container_diet::model::{Answers, Depth, Family, QUESTIONS, QuestionId, Verdict, decide};

/// A question that is varied, and how far apart its answers lie in the table.
#[derive(Clone, Copy)]
pub struct Axis {
    pub question: QuestionId,
    pub options: usize,
    pub stride: usize,
}

/// What is kept of a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    pub totals: [u16; 5],
    vetoed: Families,
    named: Families,
    pub winner: Family,
}

impl Entry {
    pub fn of(verdict: &Verdict) -> Entry {
        let totals = Family::ALL.map(|family| u16::try_from(verdict.total(family)).expect("totals are small"));
        let Look { winner, named, vetoed } = Look::of(verdict);
        Entry { totals, vetoed, named, winner }
    }

    pub fn look(&self) -> Look {
        Look { winner: self.winner, named: self.named, vetoed: self.vetoed }
    }

    pub fn survives(&self, family: Family) -> bool {
        !self.vetoed.has(family)
    }

    /// How far the first family is ahead of the second.
    pub fn lead(&self, first: Family, second: Family) -> i32 {
        i32::from(self.totals[first as usize]) - i32::from(self.totals[second as usize])
    }
}

/// All verdicts for one runtime.
pub struct Table {
    start: Answers,
    pub axes: Vec<Axis>,
    entries: Vec<Entry>,
}

impl Table {
    /// Varies every question that can be asked of the runtime, and the advanced
    /// ones whether they can be asked or not; and checks each verdict.
    pub fn of(runtime: u8) -> Table {
        let start = Answers::default().with_index(QuestionId::Runtime, runtime);
        let mut axes = Vec::new();
        let mut stride = 1;
        for question in QUESTIONS.iter().filter(|question| question.id != QuestionId::Runtime) {
            if question.depth == Depth::Advanced || can_be_asked(start, question.id) {
                let options = question.options.len();
                axes.push(Axis { question: question.id, options, stride });
                stride *= options;
            }
        }
        let mut table = Table { start, axes, entries: Vec::new() };
        let varied = table.axes.iter().fold(1_u32, |bits, axis| bits | 1 << axis.question as u32);
        let parts: Vec<Vec<Entry>> = in_parallel(stride, |range| range.map(|at| judge(&table.answers(at), varied)).collect());
        table.entries = parts.concat();
        table
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    pub fn entry(&self, at: usize) -> &Entry {
        &self.entries[at]
    }

    /// The answers at a place.
    pub fn answers(&self, at: usize) -> Answers {
        self.axes.iter().fold(self.start, |answers, axis| answers.with_index(axis.question, (at / axis.stride % axis.options) as u8))
    }

    /// The place of answers.
    pub fn place(&self, answers: &Answers) -> usize {
        self.axes.iter().map(|axis| usize::from(answers.index(axis.question)) * axis.stride).sum()
    }

    pub fn axis(&self, question: QuestionId) -> Option<Axis> {
        self.axes.iter().find(|axis| axis.question == question).copied()
    }

    /// The entry where one question is answered otherwise.
    pub fn neighbour(&self, at: usize, axis: Axis, index: usize) -> &Entry {
        let now = at / axis.stride % axis.options;
        &self.entries[at + index * axis.stride - now * axis.stride]
    }
}

/// Judges one set of answers and checks what holds for each verdict alone.
fn judge(answers: &Answers, varied: u32) -> Entry {
    let verdict = decide(answers);
    assert!(!verdict.ranking().is_empty(), "a family always survives: {answers:?}");
    assert!(verdict.ranking().iter().all(|family| !verdict.is_vetoed(*family)), "a vetoed family never ranks: {answers:?}");
    for question in &QUESTIONS {
        let id = question.id;
        assert!(varied >> id as u32 & 1 == 1 || !verdict.service.asks(id), "{} is asked but not varied", question.name);
    }
    Entry::of(&verdict)
}

/// Whether any answers make a question relevant.
fn can_be_asked(start: Answers, question: QuestionId) -> bool {
    question.asked().iter().any(|when| {
        // All tests of a condition name different questions, so each can be met by itself.
        let met = when.0.iter().fold(Some(start), |answers, test| {
            let options = 0..test.question.get().options.len() as u8;
            let wanted = options.filter(|index| test.accepted >> index & 1 == 1).collect::<Vec<_>>();
            match test.question {
                QuestionId::Runtime => answers.filter(|answers| wanted.contains(&answers.index(QuestionId::Runtime))),
                other => answers.and_then(|answers| wanted.first().map(|index| answers.with_index(other, *index))),
            }
        });
        met.is_some_and(|answers| when.holds(&answers))
    })
}

/// Splits a range over the processors; the results come in order.
pub fn in_parallel<T: Send>(count: usize, work: impl Fn(std::ops::Range<usize>) -> T + Sync) -> Vec<T> {
    let threads = thread::available_parallelism().map_or(2, usize::from);
    let size = count.div_ceil(threads);
    thread::scope(|scope| {
        let handles: Vec<_> = (0..threads)
            .map(|part| {
                let work = &work;
                scope.spawn(move || work((part * size).min(count)..((part + 1) * size).min(count)))
            })
            .collect();
        handles.into_iter().map(|handle| handle.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    })
}
