//! A map of the decision: which base wins at each pair of two answers, or of an
//! answer and a weight, by how much, and where the visitor is.
//!
//! Each cell is the verdict on the state that choosing it leads to, so a map can
//! say nothing else than the page does there.

use super::axes::{Axes, Axis};
use super::state::State;
use crate::model::flips::Look;
use crate::model::questions::Environment;
use crate::model::verdict::{CLOSE_CALL, Points};
use crate::model::{Family, QuestionId, Verdict, decide, decide_with};

/// From so many points of 100 on the winner is far ahead.
pub const FAR_AHEAD: u32 = 10;
/// Up to so many columns have room for names.
const WIDE: u8 = 5;
/// Of how many questions pairs are tried for a suggestion.
const TRIED: usize = 5;

/// The map of a state.
#[derive(Clone, Debug, PartialEq)]
pub struct Map {
    /// The two questions, or the question and the weight, that it varies.
    pub axes: Axes,
    /// Whether the visitor chose that.
    pub is_chosen: bool,
    /// The answers or weights of the columns, in order.
    pub across: Vec<String>,
    /// Those of the rows.
    pub down: Vec<String>,
    /// Row by row, as many in each as there are columns.
    pub cells: Vec<Cell>,
    /// Where the visitor is: column and row. None where a weight of the model is
    /// greater than any that can be set.
    pub here: Option<(u8, u8)>,
}

/// What the model says at one place of a map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Who wins, and who is named.
    pub look: Look,
    /// The second best, if more than one is left.
    pub rival: Option<Family>,
    /// How far the winner is ahead of it.
    pub margin: Option<Points>,
    /// Whether the question of the columns is asked there, and that of the rows.
    pub asked: (bool, bool),
}

/// How firmly a base wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// Others are less than [`CLOSE_CALL`] points behind.
    Close,
    /// Ahead, by less than [`FAR_AHEAD`].
    Ahead,
    /// By that or more.
    Far,
    /// No other base can run the service.
    Only,
}

impl Hold {
    /// From the least firm on.
    pub const ALL: [Hold; 4] = [Hold::Close, Hold::Ahead, Hold::Far, Hold::Only];

    /// Its name in classes.
    pub fn token(self) -> &'static str {
        match self {
            Hold::Close => "close",
            Hold::Ahead => "ahead",
            Hold::Far => "far",
            Hold::Only => "only",
        }
    }

    /// Its name for people.
    pub fn label(self) -> String {
        match self {
            Hold::Close => format!("close call, less than {CLOSE_CALL} points apart"),
            Hold::Ahead => format!("ahead by {CLOSE_CALL} to {FAR_AHEAD} of 100 points"),
            Hold::Far => format!("ahead by {FAR_AHEAD} points or more"),
            Hold::Only => "the only base left".into(),
        }
    }
}

impl Cell {
    fn of(verdict: &Verdict, axes: Axes) -> Cell {
        let asked = |axis| match axis {
            Axis::Question(question) => verdict.service.asks(question),
            Axis::Weight(_) => true,
        };
        Cell {
            look: Look::of(verdict),
            rival: verdict.runner_up(),
            margin: verdict.margin(),
            asked: (asked(axes.across()), asked(axes.down())),
        }
    }

    /// How firmly the winner wins.
    pub fn hold(&self) -> Hold {
        match self.margin {
            None => Hold::Only,
            Some(_) if self.look.named.count() > 1 => Hold::Close,
            Some(margin) if margin.tenths() < 10 * FAR_AHEAD => Hold::Ahead,
            Some(_) => Hold::Far,
        }
    }

    /// Who wins, and in a close call whom it is close with: `Slim`, `Slim ≈ Alpine`.
    pub fn name(&self) -> String {
        let winner = self.look.winner.label();
        match self.rival.filter(|_| self.hold() == Hold::Close) {
            Some(rival) => format!("{winner} ≈ {}", rival.label()),
            None => winner.into(),
        }
    }

    /// The same in two or three letters, for maps of many columns: `Sl`, `Sl≈`.
    pub fn short_name(&self) -> String {
        let letters = short(self.look.winner);
        if self.hold() == Hold::Close { format!("{letters}≈") } else { letters.into() }
    }

    /// How far ahead the winner is, in few letters: `+12.3`, `0.4 apart` in a close
    /// call, `only one` where no other is left.
    pub fn lead(&self) -> String {
        match (self.margin, self.hold()) {
            (None, _) => "only one".into(),
            (Some(margin), Hold::Close) => format!("{margin} apart"),
            (Some(margin), _) => format!("+{margin}"),
        }
    }

    /// Who wins and how firmly, in a sentence.
    pub fn sentence(&self) -> String {
        let winner = self.look.winner.label();
        match (self.rival, self.margin) {
            (Some(rival), Some(margin)) if self.hold() != Hold::Close => {
                format!("{winner}, {margin} points ahead of {}.", rival.label())
            }
            (Some(_), Some(margin)) => format!("Close call, {}: {margin} points apart.", self.look.label()),
            _ => format!("{winner}, the only base left."),
        }
    }

    /// Whether one of the two questions is not asked there, so that its answer
    /// changes nothing.
    pub fn is_unasked(&self) -> bool {
        self.asked != (true, true)
    }
}

impl Map {
    /// The map of a state with the axes that it names. Where they say nothing of
    /// this service, or where none are named, those on which most hangs.
    pub fn of(state: &State, verdict: &Verdict) -> Map {
        let chosen = state.map.map(|axes| Map::with(state, verdict, axes)).filter(|map| !map.cells.iter().all(Cell::is_unasked));
        match chosen {
            Some(map) => Map { is_chosen: true, ..map },
            None => Map::with(state, verdict, suggested(state, verdict)),
        }
    }

    /// The map of a state with these axes.
    fn with(state: &State, verdict: &Verdict, axes: Axes) -> Map {
        let (across, down) = (axes.across(), axes.down());
        let (columns, rows) = (across.count(), down.count());
        let turned = axes.is_turned();
        let (first, second) = if turned { (down, across) } else { (across, down) };
        // One column after the other, or one row after the other.
        let mut judged = Vec::with_capacity(usize::from(columns) * usize::from(rows));
        for one in 0..first.count() {
            let mut there = state.clone();
            take(&mut there, first, one);
            for other in 0..second.count() {
                let verdict = match second {
                    // From a weight no answer follows.
                    Axis::Weight(criterion) => decide_with(&there.answers, &there.weights.with(criterion.into(), Some(other))),
                    Axis::Question(_) => {
                        let mut there = there.clone();
                        take(&mut there, second, other);
                        there.verdict()
                    }
                };
                judged.push(Cell::of(&verdict, axes));
            }
        }
        let place = |row: u8, column: u8| {
            let (one, other) = if turned { (row, column) } else { (column, row) };
            usize::from(one) * usize::from(second.count()) + usize::from(other)
        };
        let cells = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
        let cells = cells.map(|(row, column)| judged[place(row, column)]).collect();
        let here = |axis| match axis {
            Axis::Question(question) => Some(state.answers.index(question)),
            Axis::Weight(criterion) => weight(verdict, criterion),
        };
        let values = |axis: Axis| {
            let own = match axis {
                Axis::Weight(criterion) => weight(&decide(&state.answers), criterion),
                Axis::Question(_) => None,
            };
            let value = |at| if own == Some(at) { format!("{at}, default") } else { axis.value(at) };
            (0..axis.count()).map(value).collect()
        };
        Map { axes, is_chosen: false, across: values(across), down: values(down), cells, here: here(across).zip(here(down)) }
    }

    /// How many columns there are.
    pub fn columns(&self) -> u8 {
        self.axes.across().count()
    }

    /// How many rows there are.
    pub fn rows(&self) -> u8 {
        self.axes.down().count()
    }

    /// Whether there are so many columns that there is only room for letters.
    pub fn is_narrow(&self) -> bool {
        self.columns() > WIDE
    }

    /// What is at a place: column and row.
    pub fn at(&self, (column, row): (u8, u8)) -> Option<&Cell> {
        let is_there = column < self.columns() && row < self.rows();
        self.cells.get(usize::from(row) * usize::from(self.columns()) + usize::from(column)).filter(|_| is_there)
    }

    /// A place in whole sentences: who wins there, what is answered there, and
    /// whether that is where the visitor is.
    pub fn sentence(&self, place: (u8, u8)) -> String {
        let Some(cell) = self.at(place) else { return String::new() };
        let (across, down) = (self.axes.across(), self.axes.down());
        let unasked = match cell.asked {
            (true, true) => "",
            (false, true) => " The first is not asked there.",
            (true, false) => " The second is not asked there.",
            (false, false) => " Neither is asked there.",
        };
        let here = if self.here == Some(place) { " You are here." } else { "" };
        format!("{} {} {}{unasked}{here}", cell.sentence(), across.sentence(place.0), down.sentence(place.1))
    }

    /// The bases that win somewhere on it, the largest first.
    pub fn winners(&self) -> impl Iterator<Item = Family> + '_ {
        Family::ALL.into_iter().filter(|family| self.cells.iter().any(|cell| cell.look.winner == *family))
    }

    /// What it shows, in a sentence.
    pub fn summary(&self) -> String {
        let count = |family| self.cells.iter().filter(|cell| cell.look.winner == family).count();
        let parts: Vec<String> = self.winners().map(|family| format!("{} in {}", family.label(), count(family))).collect();
        let close = self.cells.iter().filter(|cell| cell.hold() == Hold::Close).count();
        let close = if close == 0 { String::new() } else { format!("; {close} of them a close call") };
        format!("{} cells: {}{close}.", self.cells.len(), parts.join(", "))
    }

    /// What can be an axis: questions that are asked now, the axes that there
    /// are, and every weight.
    pub fn offered(&self, verdict: &Verdict) -> Vec<Axis> {
        let is_here = |axis| axis == self.axes.across() || axis == self.axes.down();
        let is_offered = |axis: &Axis| match axis {
            Axis::Question(question) => verdict.service.asks(*question) || is_here(*axis),
            Axis::Weight(_) => true,
        };
        Axis::all().filter(is_offered).collect()
    }
}

/// The first two letters of a family, which no other begins with.
pub fn short(family: Family) -> &'static str {
    match family {
        Family::Full => "Fu",
        Family::Slim => "Sl",
        Family::Alpine => "Al",
        Family::Distroless => "Di",
        Family::Scratch => "Sc",
    }
}

/// The weight of a criterion, if it can be set.
fn weight(verdict: &Verdict, criterion: u8) -> Option<u8> {
    let weight = verdict.weights().get(usize::from(criterion))?;
    u8::try_from(*weight).ok().filter(|weight| *weight < Axis::Weight(criterion).count())
}

/// Goes to a place of a map, column and row: both answers are given as if
/// somebody had answered the questions, a weight is set. The axes stay.
pub fn go(state: &mut State, axes: Axes, (column, row): (u8, u8)) {
    let (across, down) = ((axes.across(), column), (axes.down(), row));
    for (axis, at) in if axes.is_turned() { [down, across] } else { [across, down] } {
        take(state, axis, at);
    }
    state.map = Some(axes);
}

/// Gives an answer, or sets a weight.
fn take(state: &mut State, axis: Axis, at: u8) {
    match axis {
        Axis::Question(question) => state.answer(question, at),
        Axis::Weight(criterion) => state.weights = state.weights.with(criterion.into(), Some(at)),
    }
}

/// The two questions on which most hangs: those whose answers together lead to
/// most bases, then to another than now most often. What runs inside is given,
/// and so is that it is for production.
pub fn suggested(state: &State, verdict: &Verdict) -> Axes {
    let is_given = |question: &QuestionId| match question {
        QuestionId::Runtime => true,
        QuestionId::Environment => verdict.service.is(Environment::Production),
        _ => false,
    };
    let mut questions: Vec<(QuestionId, (usize, i64))> = QuestionId::ALL
        .into_iter()
        .filter(|question| verdict.service.asks(*question) && !is_given(question))
        .map(|question| (question, alone(state, verdict, question)))
        .collect();
    // As a stable sort: what hangs on two as much keeps their order.
    questions.sort_by_key(|(_, hangs)| std::cmp::Reverse(*hangs));
    questions.truncate(TRIED);
    let mut best: Option<((usize, usize), Axes)> = None;
    for (at, (one, _)) in questions.iter().enumerate() {
        for (other, _) in &questions[at + 1..] {
            // Few columns: their answers stand beside each other.
            let (one, other) = (Axis::Question(*one), Axis::Question(*other));
            let (across, down) = if one.count() <= other.count() { (one, other) } else { (other, one) };
            let Some(map) = Axes::new(across, down).map(|axes| Map::with(state, verdict, axes)) else { continue };
            let others = map.cells.iter().filter(|cell| cell.look.winner != verdict.winner()).count();
            let hangs = (map.winners().count(), 1_000 * others / map.cells.len());
            if best.is_none_or(|(most, _)| hangs > most) {
                best = Some((hangs, map.axes));
            }
        }
    }
    // Where less than two are asked, as of a developer's machine.
    best.map_or(Axes::GIVEN, |(_, axes)| axes)
}

/// How much hangs on a question alone: to how many bases its answers lead, and
/// how far they move the one that wins now, in thousandths.
fn alone(state: &State, now: &Verdict, question: QuestionId) -> (usize, i64) {
    let mut winners = Vec::new();
    let (mut least, mut most) = (i64::MAX, i64::MIN);
    for index in 0..Axis::Question(question).count() {
        let mut there = state.clone();
        there.answer(question, index);
        let verdict = there.verdict();
        if !winners.contains(&verdict.winner()) {
            winners.push(verdict.winner());
        }
        let lead = lead(&verdict, now.winner());
        (least, most) = (least.min(lead), most.max(lead));
    }
    (winners.len(), most - least)
}

/// How far a base is ahead of the best other one, in thousandths of all points.
fn lead(verdict: &Verdict, base: Family) -> i64 {
    const ALL: i64 = 1_000;
    if verdict.is_vetoed(base) {
        return -ALL;
    }
    let other = verdict.ranking().iter().find(|family| **family != base);
    let total = |family| i64::from(verdict.total(family));
    other.map_or(ALL, |other| (total(base) - total(*other)) * 10 / i64::from(verdict.weight_sum().max(1)))
}
