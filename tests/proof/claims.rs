//! The claims, each checked at every place of a table.

use container_diet::model::flavour::{self, flavour};
use container_diet::model::flips::flips_by;
use container_diet::model::veto::VETOES;
use container_diet::model::{Answers, Family, Question, QuestionId, Verdict, decide};

use crate::depends;
use crate::distinct::Distinct;
use crate::lifts::Lifts;
use crate::table::{Entry, Table, in_parallel};

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
    distinct: Distinct,
    by_runtime: Vec<u8>,
}

impl Seen {
    pub fn add(&mut self, other: &Seen) {
        self.winners |= other.winners;
        self.vetoes |= other.vetoes;
        self.flavours |= other.flavours;
        self.flipping |= other.flipping;
        self.distinct.add(&other.distinct);
        self.by_runtime.push(other.winners);
    }

    /// How many verdicts differ in more than the answers that led to them.
    pub fn distinct(&self) -> usize {
        self.distinct.count()
    }

    pub fn winners_differ_by_runtime(&self) -> bool {
        self.by_runtime.windows(2).any(|pair| pair[0] != pair[1])
    }
}

/// Checks every claim at every place.
pub fn check(table: &Table) -> Seen {
    depends::nothing_else_matters(table);
    let sizes = Sizes::of(table);
    let lifts = Lifts::of(table);
    let parts = in_parallel(table.len(), |range| {
        let mut seen = Seen::default();
        let mut matters = Matters::new(table);
        // In another order than the table was filled in: a verdict that
        // depended on those before it would differ.
        for at in range.rev() {
            let answers = table.answers(at);
            let verdict = decide(answers);
            assert_eq!(Entry::of(&verdict), *table.entry(at), "judged again it differs: {answers:?}");
            seen.distinct.check(answers, &verdict);
            lifts.check(table, at, answers);
            flips_are_the_neighbours_whose_winner_differs(table, at, answers, &mut seen);
            depends::what_is_not_asked_changes_nothing(answers);
            what_makes_debugging_harder_never_helps_a_shell_less_base(table, at);
            what_raises_the_stakes_never_hurts_the_more_contained(table, at);
            size_pressure_never_hurts_the_smaller(table, at, &sizes, answers);
            matters.note(table, at, answers);
            note(table, at, &verdict, &mut seen);
        }
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
    let mut found = flips_by(answers, |answers| table.find(answers).look());
    for question in &table.questions {
        for index in (0..question.options.len() as u8).filter(|index| *index != answers.index(question.id)) {
            let then = table.neighbour(at, question.id, index);
            if then.winner == now {
                continue;
            }
            let flip = found.next();
            let expected = Some((question.id, index, then.look()));
            assert_eq!(flip.map(|flip| (flip.question, flip.index, flip.then)), expected, "{answers:?}");
            seen.flipping |= 1 << question.id as u32;
        }
    }
    assert_eq!(found.next(), None, "{answers:?}");
}

/// A step along a question, from one answer to another.
type Step = (QuestionId, u8, u8);

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

/// Calls back for each step that can be taken from this place, with what it leads to.
fn steps<'a>(table: &'a Table, at: usize, steps: &[Step], mut visit: impl FnMut(QuestionId, &'a Entry)) {
    let answers = table.answers(at);
    let service = answers.service();
    for (question, from, to) in steps {
        if service.asks(*question) && answers.index(*question) == *from {
            visit(*question, table.neighbour(at, *question, *to));
        }
    }
}

fn what_makes_debugging_harder_never_helps_a_shell_less_base(table: &Table, at: usize) {
    let before = table.entry(at);
    steps(table, at, HARDER, |question, after| {
        let to_shell_less = WITH_SHELL.contains(&before.winner) && SHELL_LESS.contains(&after.winner);
        assert!(!to_shell_less, "{:?} makes {:?} win: {:?}", question, after.winner, table.answers(at));
        for bare in SHELL_LESS {
            for base in WITH_SHELL {
                if [before, after].iter().all(|entry| entry.survives(bare) && entry.survives(base)) {
                    let helped = after.lead(bare, base) > before.lead(bare, base);
                    assert!(!helped, "{:?} helps {bare:?} against {base:?}: {:?}", question, table.answers(at));
                }
            }
        }
    });
}

fn what_raises_the_stakes_never_hurts_the_more_contained(table: &Table, at: usize) {
    let before = table.entry(at);
    let verdict = decide(table.answers(0));
    let containment = |family: Family| verdict.scores(family)[CONTAINMENT];
    steps(table, at, STAKES, |question, after| {
        let contained = containment(after.winner) >= containment(before.winner);
        assert!(contained, "{:?} makes {:?} win: {:?}", question, after.winner, table.answers(at));
        for first in Family::ALL {
            for second in Family::ALL.into_iter().filter(|second| containment(first) > containment(*second)) {
                if [before, after].iter().all(|entry| entry.survives(first) && entry.survives(second)) {
                    let hurt = after.lead(first, second) < before.lead(first, second);
                    assert!(!hurt, "{:?} hurts {first:?} against {second:?}: {:?}", question, table.answers(at));
                }
            }
        }
    });
}

fn size_pressure_never_hurts_the_smaller(table: &Table, at: usize, sizes: &Sizes, answers: &Answers) {
    let before = table.entry(at);
    steps(table, at, &[(QuestionId::SizePressure, 0, 1)], |_, after| {
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
            let answers = Sizes::CHOOSE.iter().rev().fold(*table.answers(0), |answers, question| {
                let options = question.get().options.len();
                let index = rest % options;
                rest /= options;
                answers.with_index(*question, index as u8)
            });
            let service = answers.service();
            *sizes = Family::ALL.map(|family| flavour(&service, family).image().compressed().map(|figure| figure.value));
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
    contexts: Vec<Vec<QuestionId>>,
    seen: Vec<Vec<u8>>,
}

const ASKED: u8 = 1;
const FLIPS: u8 = 2;

impl Matters {
    fn new(table: &Table) -> Matters {
        let context = |question: &&Question| {
            let tests = question.id.asked().iter().flat_map(|when| when.0).map(|test| test.question);
            let mut context: Vec<QuestionId> = tests.filter(|question| *question != QuestionId::Runtime).collect();
            context.sort_by_key(|question| *question as u8);
            context.dedup();
            context
        };
        let contexts: Vec<Vec<QuestionId>> = table.questions.iter().map(context).collect();
        let count = |context: &Vec<QuestionId>| context.iter().map(|question| question.get().options.len()).product();
        let seen = contexts.iter().map(|context| vec![0; count(context)]).collect();
        Matters { contexts, seen }
    }

    fn note(&mut self, table: &Table, at: usize, answers: &Answers) {
        let service = answers.service();
        let now = table.entry(at).winner;
        for (place, question) in table.questions.iter().enumerate().filter(|(_, question)| service.asks(question.id)) {
            let digit = |key: usize, question: &QuestionId| key * question.get().options.len() + usize::from(answers.index(*question));
            let seen = &mut self.seen[place][self.contexts[place].iter().fold(0, digit)];
            if *seen & FLIPS == 0 {
                let flips = (0..question.options.len() as u8).any(|index| table.neighbour(at, question.id, index).winner != now);
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
        let runtime = table.answers(0).choice(QuestionId::Runtime).label;
        let mut idle: Vec<String> = Vec::new();
        for (place, question) in table.questions.iter().enumerate() {
            if ALSO_SHAPES_THE_DOCKERFILE.contains(&question.id) {
                continue;
            }
            for (context, _) in self.seen[place].iter().enumerate().filter(|(_, seen)| **seen == ASKED) {
                let mut rest = context;
                let mut described: Vec<String> = Vec::new();
                for question in self.contexts[place].iter().rev() {
                    described.push(format!("{question:?}={}", rest % question.get().options.len()));
                    rest /= question.get().options.len();
                }
                idle.push(format!("{:?} for {runtime} with {}", question.id, described.join(", ")));
            }
        }
        assert!(idle.is_empty(), "asked, and cannot change the winner:\n{}", idle.join("\n"));
    }
}

fn note(table: &Table, at: usize, verdict: &Verdict, seen: &mut Seen) {
    let winner = table.entry(at).winner;
    seen.winners |= 1 << winner as u8;
    let used = flavour(&verdict.service, winner);
    let place = flavour::all().position(|row| std::ptr::eq(row, used)).expect("a row of the table");
    seen.flavours |= 1 << place;
    let fired = VETOES.iter().enumerate().filter(|(_, veto)| veto.holds(&verdict.service));
    seen.vetoes |= fired.fold(0, |bits, (at, _)| bits | 1 << at);
}
