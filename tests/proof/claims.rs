//! The claims, each checked at every place of a table.

use container_diet::model::flavour::{FLAVOURS, flavour};
use container_diet::model::flips::flips_by;
use container_diet::model::veto::VETOES;
use container_diet::model::{Answers, Family, QuestionId, decide};

use crate::distinct::Distinct;
use crate::lifts::Lifts;
use crate::table::{Axis, Entry, Table, in_parallel};

const WITH_SHELL: [Family; 3] = [Family::Full, Family::Slim, Family::Alpine];
const SHELL_LESS: [Family; 2] = [Family::Distroless, Family::Scratch];
const CONTAINMENT: usize = 0;

/// What was met on the way, as bits.
#[derive(Clone, Default)]
pub struct Seen {
    pub winners: u8,
    pub vetoes: u32,
    pub flavours: u64,
    pub flipping: u32,
    /// How many verdicts differ in more than the answers that led to them.
    pub distinct: usize,
    by_runtime: Vec<u8>,
}

impl Seen {
    pub fn add(&mut self, other: &Seen) {
        self.winners |= other.winners;
        self.vetoes |= other.vetoes;
        self.flavours |= other.flavours;
        self.flipping |= other.flipping;
        self.distinct += other.distinct;
        self.by_runtime.push(other.winners);
    }

    pub fn winners_differ_by_runtime(&self) -> bool {
        self.by_runtime.windows(2).any(|pair| pair[0] != pair[1])
    }
}

/// Checks every claim at every place.
pub fn check(table: &Table) -> Seen {
    let sizes = Sizes::of(table);
    let lifts = Lifts::of(table);
    let parts = in_parallel(table.len(), |range| {
        let mut seen = Seen::default();
        let mut matters = Matters::new(table);
        let mut distinct = Distinct::default();
        // In another order than the table was filled in: a verdict that
        // depended on those before it would differ.
        for at in range.rev() {
            let answers = table.answers(at);
            let verdict = decide(&answers);
            assert_eq!(Entry::of(&verdict), *table.entry(at), "judged again it differs: {answers:?}");
            distinct.check(&answers, &verdict);
            lifts.check(table, at, &answers);
            flips_are_the_neighbours_whose_winner_differs(table, at, &answers, &mut seen);
            what_is_not_asked_changes_nothing(table, at, &answers);
            what_makes_debugging_harder_never_helps_a_shell_less_base(table, at);
            what_raises_the_stakes_never_hurts_the_more_contained(table, at);
            size_pressure_never_hurts_the_smaller(table, at, &sizes, &answers);
            matters.note(table, at, &answers);
            note(table, at, &answers, &mut seen);
        }
        seen.distinct = distinct.count();
        (seen, matters)
    });
    let mut all = Seen::default();
    let mut all_matters = Matters::new(table);
    for (seen, matters) in &parts {
        all.add(seen);
        all_matters.add(matters);
    }
    all_matters.check(table);
    all
}

fn flips_are_the_neighbours_whose_winner_differs(table: &Table, at: usize, answers: &Answers, seen: &mut Seen) {
    let now = table.entry(at).winner;
    let mut found = flips_by(answers, |answers| table.entry(table.place(answers)).look());
    for axis in &table.axes {
        for index in (0..axis.options).filter(|index| *index != at / axis.stride % axis.options) {
            let then = table.neighbour(at, *axis, index);
            if then.winner == now {
                continue;
            }
            let flip = found.next();
            let expected = Some((axis.question, index as u8, then.look()));
            assert_eq!(flip.map(|flip| (flip.question, flip.index, flip.then)), expected, "{answers:?}");
            seen.flipping |= 1 << axis.question as u32;
        }
    }
    assert_eq!(found.next(), None, "{answers:?}");
}

fn what_is_not_asked_changes_nothing(table: &Table, at: usize, answers: &Answers) {
    let service = answers.service();
    for axis in table.axes.iter().filter(|axis| !service.asks(axis.question)) {
        for index in 0..axis.options {
            assert_eq!(table.neighbour(at, *axis, index), table.entry(at), "{:?} is not asked: {answers:?}", axis.question);
        }
    }
}

/// A step along a question, from one answer to another.
type Step = (QuestionId, usize, usize);

/// Steps that make it harder to find the fault, or need a shell more.
const HARDER: &[Step] = &[
    (QuestionId::ExecRunbook, 0, 1),
    (QuestionId::ExecRunbook, 1, 2),
    (QuestionId::DebugPath, 2, 1),
    (QuestionId::DebugPath, 1, 0),
    (QuestionId::Team, 2, 1),
    (QuestionId::Team, 1, 0),
];

/// Steps that raise what is at stake. Exposure counts with a threat model.
const STAKES: &[Step] = &[
    (QuestionId::Exposure, 1, 0),
    (QuestionId::ThreatModel, 0, 1),
    (QuestionId::Sensitive, 0, 1),
    (QuestionId::Compliance, 0, 1),
    (QuestionId::Compliance, 1, 2),
];

/// Calls back for each step that can be taken from this place.
fn steps(table: &Table, at: usize, steps: &[Step], mut visit: impl FnMut(Axis, usize)) {
    for (question, from, to) in steps {
        let Some(axis) = table.axis(*question) else { continue };
        if at / axis.stride % axis.options == *from {
            visit(axis, *to);
        }
    }
}

fn what_makes_debugging_harder_never_helps_a_shell_less_base(table: &Table, at: usize) {
    let before = table.entry(at);
    steps(table, at, HARDER, |axis, to| {
        let after = table.neighbour(at, axis, to);
        let to_shell_less = WITH_SHELL.contains(&before.winner) && SHELL_LESS.contains(&after.winner);
        assert!(!to_shell_less, "{:?} makes {:?} win: {:?}", axis.question, after.winner, table.answers(at));
        for bare in SHELL_LESS {
            for base in WITH_SHELL {
                if [before, after].iter().all(|entry| entry.survives(bare) && entry.survives(base)) {
                    let helped = after.lead(bare, base) > before.lead(bare, base);
                    assert!(!helped, "{:?} helps {bare:?} against {base:?}: {:?}", axis.question, table.answers(at));
                }
            }
        }
    });
}

fn what_raises_the_stakes_never_hurts_the_more_contained(table: &Table, at: usize) {
    let before = table.entry(at);
    let verdict = decide(&table.answers(0));
    let containment = |family: Family| verdict.scores(family)[CONTAINMENT];
    steps(table, at, STAKES, |axis, to| {
        let after = table.neighbour(at, axis, to);
        let contained = containment(after.winner) >= containment(before.winner);
        assert!(contained, "{:?} makes {:?} win: {:?}", axis.question, after.winner, table.answers(at));
        for first in Family::ALL {
            for second in Family::ALL.into_iter().filter(|second| containment(first) > containment(*second)) {
                if [before, after].iter().all(|entry| entry.survives(first) && entry.survives(second)) {
                    let hurt = after.lead(first, second) < before.lead(first, second);
                    assert!(!hurt, "{:?} hurts {first:?} against {second:?}: {:?}", axis.question, table.answers(at));
                }
            }
        }
    });
}

fn size_pressure_never_hurts_the_smaller(table: &Table, at: usize, sizes: &Sizes, answers: &Answers) {
    let before = table.entry(at);
    steps(table, at, &[(QuestionId::SizePressure, 0, 1)], |axis, to| {
        let after = table.neighbour(at, axis, to);
        let size = sizes.at(answers);
        for first in Family::ALL {
            for second in Family::ALL {
                let (Some(small), Some(large)) = (size[first as usize], size[second as usize]) else { continue };
                if small < large && before.survives(first) && before.survives(second) {
                    let hurt = after.lead(first, second) < before.lead(first, second);
                    assert!(!hurt, "size pressure hurts {first:?} ({small}) against {second:?} ({large}): {answers:?}");
                }
            }
        }
    });
}

/// The published sizes of the bases, by the answers that choose the images.
struct Sizes(Vec<[Option<u64>; 5]>);

impl Sizes {
    const CHOOSE: [QuestionId; 5] =
        [QuestionId::Environment, QuestionId::Linking, QuestionId::ExactVersion, QuestionId::VendorImages, QuestionId::I18nFonts];

    fn place(answers: &Answers) -> usize {
        Sizes::CHOOSE.iter().fold(0, |place, question| place * question.get().options.len() + usize::from(answers.index(*question)))
    }

    fn of(table: &Table) -> Sizes {
        let count = Sizes::CHOOSE.iter().map(|question| question.get().options.len()).product();
        let mut sizes = vec![[None; 5]; count];
        for (place, sizes) in sizes.iter_mut().enumerate() {
            let mut rest = place;
            let answers = Sizes::CHOOSE.iter().rev().fold(table.answers(0), |answers, question| {
                let options = question.get().options.len();
                let index = rest % options;
                rest /= options;
                answers.with_index(*question, index as u8)
            });
            let service = answers.service();
            *sizes = Family::ALL.map(|family| flavour(&service, family).image().compressed.map(|figure| figure.value));
        }
        Sizes(sizes)
    }

    fn at(&self, answers: &Answers) -> [Option<u64>; 5] {
        self.0[Sizes::place(answers)]
    }
}

/// For each question and each set of answers that makes it relevant, whether it
/// can then change the winner.
pub struct Matters {
    contexts: Vec<Vec<Axis>>,
    seen: Vec<Vec<u8>>,
}

const ASKED: u8 = 1;
const FLIPS: u8 = 2;

impl Matters {
    fn new(table: &Table) -> Matters {
        let context = |axis: &Axis| {
            let tests = axis.question.asked().iter().flat_map(|when| when.0);
            let mut context: Vec<Axis> = tests.filter_map(|test| table.axis(test.question)).collect();
            context.sort_by_key(|axis| axis.question as u8);
            context.dedup_by_key(|axis| axis.question);
            context
        };
        let contexts: Vec<Vec<Axis>> = table.axes.iter().map(context).collect();
        let seen = contexts.iter().map(|context| vec![0; context.iter().map(|axis| axis.options).product()]).collect();
        Matters { contexts, seen }
    }

    fn note(&mut self, table: &Table, at: usize, answers: &Answers) {
        let service = answers.service();
        for (place, axis) in table.axes.iter().enumerate() {
            if !service.asks(axis.question) {
                continue;
            }
            let context = self.contexts[place].iter().fold(0, |key, axis| key * axis.options + at / axis.stride % axis.options);
            let seen = &mut self.seen[place][context];
            if *seen & FLIPS == 0 {
                let now = table.entry(at).winner;
                let flips = (0..axis.options).any(|index| table.neighbour(at, *axis, index).winner != now);
                *seen |= ASKED | if flips { FLIPS } else { 0 };
            }
        }
    }

    fn add(&mut self, other: &Matters) {
        for (mine, theirs) in self.seen.iter_mut().flatten().zip(other.seen.iter().flatten()) {
            *mine |= theirs;
        }
    }

    /// Each question that is asked can change the winner, in each context that
    /// makes it be asked; but for those that also shape the Dockerfile.
    fn check(&self, table: &Table) {
        const ALSO_SHAPES_THE_DOCKERFILE: &[QuestionId] =
            &[QuestionId::Linking, QuestionId::NativeDeps, QuestionId::ExactVersion, QuestionId::TlsOrTz, QuestionId::Platform];
        let mut idle: Vec<String> = Vec::new();
        for (place, axis) in table.axes.iter().enumerate() {
            if ALSO_SHAPES_THE_DOCKERFILE.contains(&axis.question) {
                continue;
            }
            for (context, seen) in self.seen[place].iter().enumerate() {
                let mut rest = context;
                let mut described: Vec<String> = Vec::new();
                for axis in self.contexts[place].iter().rev() {
                    described.push(format!("{:?}={}", axis.question, rest % axis.options));
                    rest /= axis.options;
                }
                if *seen == ASKED {
                    let runtime = table.answers(0).choice(QuestionId::Runtime).label;
                    idle.push(format!("{:?} for {runtime} with {}", axis.question, described.join(", ")));
                }
            }
        }
        assert!(idle.is_empty(), "asked, and cannot change the winner:\n{}", idle.join("\n"));
    }
}

fn note(table: &Table, at: usize, answers: &Answers, seen: &mut Seen) {
    let winner = table.entry(at).winner;
    seen.winners |= 1 << winner as u8;
    // The rest is slow to look up: a prime step meets every combination of the first axes.
    if at % 61 == 0 || seen.flavours == 0 {
        let verdict = decide(answers);
        let used = flavour(&verdict.service, winner);
        let place = FLAVOURS.iter().position(|row| std::ptr::eq(row, used)).expect("a row of the table");
        seen.flavours |= 1 << place;
        let service = verdict.service;
        let fired = VETOES.iter().enumerate().filter(|(_, veto)| veto.holds(&service));
        seen.vetoes |= fired.fold(0, |bits, (at, _)| bits | 1 << at);
    }
}
