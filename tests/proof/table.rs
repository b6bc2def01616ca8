//! Every verdict for one runtime, found again by the answers that led to it.
//!
//! A set of answers is *complete* when each question that it makes be asked is
//! answered; the others count as their default. Only complete sets are walked,
//! and only questions that the verdict looks at are varied. What is left out
//! this way is shown not to matter: see [`crate::claims`].

use std::thread;

use container_diet::model::family::Families;
use container_diet::model::flips::Look;
use container_diet::model::{Answers, Family, QUESTIONS, Question, QuestionId, Verdict, decide};

use crate::depends;

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
    /// The questions that are varied, in the order in which they are asked.
    pub questions: Vec<&'static Question>,
    places: Vec<Answers>,
    entries: Vec<Entry>,
    tree: Tree,
}

impl Table {
    /// Judges every complete set of answers, and checks each verdict.
    pub fn of(runtime: u8) -> Table {
        let start = Answers::default().with_index(QuestionId::Runtime, runtime);
        let varied = depends::verdict();
        let questions: Vec<_> =
            QUESTIONS.iter().filter(|question| question.id != QuestionId::Runtime && varied.contains(&question.id)).collect();
        let mut places = Vec::new();
        let mut tree = Tree::default();
        tree.grow(start, &questions, &mut places);
        let parts: Vec<Vec<Entry>> = in_parallel(places.len(), |range| places[range].iter().map(judge).collect());
        Table { questions, entries: parts.concat(), places, tree }
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    pub fn entry(&self, at: usize) -> &Entry {
        &self.entries[at]
    }

    /// The answers at a place.
    pub fn answers(&self, at: usize) -> &Answers {
        &self.places[at]
    }

    /// The entry of any answers, whether complete or not.
    pub fn find(&self, answers: &Answers) -> &Entry {
        &self.entries[self.tree.place(answers)]
    }

    /// The entry where one question is answered otherwise.
    pub fn neighbour(&self, at: usize, question: QuestionId, index: u8) -> &Entry {
        self.find(&self.answers(at).with_index(question, index))
    }
}

/// Judges one set of answers and checks what holds for each verdict alone.
fn judge(answers: &Answers) -> Entry {
    let verdict = decide(answers);
    assert!(!verdict.ranking().is_empty(), "a family always survives: {answers:?}");
    assert!(verdict.ranking().iter().all(|family| !verdict.is_vetoed(*family)), "a vetoed family never ranks: {answers:?}");
    Entry::of(&verdict)
}

/// Leads from answers to their place by the questions that they make be asked.
///
/// A node is the question that is asked next, followed by a node for each of its
/// answers; or [`LEAF`], followed by the place.
#[derive(Default)]
struct Tree(Vec<u32>);

const LEAF: u32 = u32::MAX;

impl Tree {
    fn grow(&mut self, answers: Answers, left: &[&Question], places: &mut Vec<Answers>) -> u32 {
        let node = self.0.len();
        // A question looks only at earlier ones, so the next that is asked is known here.
        match left.iter().position(|question| answers.asks(question.id)) {
            None => {
                self.0.extend([LEAF, places.len() as u32]);
                places.push(answers);
            }
            Some(next) => {
                let question = left[next];
                self.0.push(question.id as u32);
                let first = self.0.len();
                self.0.resize(first + question.options.len(), 0);
                for index in 0..question.options.len() {
                    self.0[first + index] = self.grow(answers.with_index(question.id, index as u8), &left[next + 1..], places);
                }
            }
        }
        node as u32
    }

    fn place(&self, answers: &Answers) -> usize {
        let mut node = 0;
        while self.0[node] != LEAF {
            let question = QuestionId::ALL[self.0[node] as usize];
            node = self.0[node + 1 + usize::from(answers.index(question))] as usize;
        }
        self.0[node + 1] as usize
    }
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
