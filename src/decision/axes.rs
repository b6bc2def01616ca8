//! What a map of the decision varies: two questions, two weights, or one of each.

use crate::model::criteria::CRITERIA;
use crate::model::weights::GREATEST;
use crate::model::{QUESTIONS, QuestionId};

/// One side of a map: the answers to a question, or the weights of a criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// Every answer to this question.
    Question(QuestionId),
    /// Every weight that can be set for the criterion at this place in [`CRITERIA`].
    Weight(u8),
}

/// How a link names a weight. Some criteria have the name of a question's key.
const WEIGHT: &str = "w-";

impl Axis {
    /// Every axis: the questions, then the weights.
    pub fn all() -> impl Iterator<Item = Axis> {
        QuestionId::ALL.into_iter().map(Axis::Question).chain((0..CRITERIA.len() as u8).map(Axis::Weight))
    }

    /// Its name in a link: the key of the question, or `w-size`.
    pub fn token(self) -> String {
        match self {
            Axis::Question(question) => question.get().key.into(),
            Axis::Weight(criterion) => format!("{WEIGHT}{}", CRITERIA[usize::from(criterion)].name),
        }
    }

    /// The axis of that name.
    pub fn find(token: &str) -> Option<Axis> {
        match token.strip_prefix(WEIGHT) {
            Some(name) => CRITERIA.iter().position(|criterion| criterion.name == name).map(|at| Axis::Weight(at as u8)),
            None => QUESTIONS.iter().find(|question| question.key == token).map(|question| Axis::Question(question.id)),
        }
    }

    /// Its name for people: the question, or `Weight of Size`.
    pub fn label(self) -> String {
        match self {
            Axis::Question(question) => question.get().ask.into(),
            Axis::Weight(criterion) => format!("Weight of {}", CRITERIA[usize::from(criterion)].label),
        }
    }

    /// How many answers or weights there are.
    pub fn count(self) -> u8 {
        match self {
            Axis::Question(question) => question.get().options.len() as u8,
            Axis::Weight(_) => GREATEST + 1,
        }
    }

    /// An answer or a weight, by its position.
    pub fn value(self, at: u8) -> String {
        match self {
            Axis::Question(question) => question.get().options.get(usize::from(at)).map_or("", |option| option.label).into(),
            Axis::Weight(_) => at.to_string(),
        }
    }

    /// The same in a sentence: `Who can reach it? The internet.`
    pub fn sentence(self, at: u8) -> String {
        let mark = if matches!(self, Axis::Question(_)) { "" } else { ":" };
        format!("{}{mark} {}.", self.label(), self.value(at))
    }
}

/// The two sides of a map, never the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Axes {
    across: Axis,
    down: Axis,
}

impl Axes {
    /// What is known of every service: what runs inside, and what the image is for.
    pub const GIVEN: Axes = Axes { across: Axis::Question(QuestionId::Environment), down: Axis::Question(QuestionId::Runtime) };

    /// What the columns vary, and what the rows do; none where that is the same.
    pub fn new(across: Axis, down: Axis) -> Option<Axes> {
        (across != down).then_some(Axes { across, down })
    }

    /// What the columns vary.
    pub fn across(self) -> Axis {
        self.across
    }

    /// What the rows vary.
    pub fn down(self) -> Axis {
        self.down
    }

    /// The same with other columns. Those of the rows change places.
    #[must_use]
    pub fn with_across(self, across: Axis) -> Axes {
        Axes::new(across, self.down).unwrap_or(self.turned())
    }

    /// The same with other rows. Those of the columns change places.
    #[must_use]
    pub fn with_down(self, down: Axis) -> Axes {
        Axes::new(self.across, down).unwrap_or(self.turned())
    }

    /// Whether the rows come first where both are taken: questions go in their
    /// order, as what was set for one runtime is forgotten before other answers
    /// follow from it, and weights last.
    pub(super) fn is_turned(self) -> bool {
        let place = |axis| match axis {
            Axis::Question(question) => question as usize,
            Axis::Weight(_) => QuestionId::ALL.len(),
        };
        place(self.down) < place(self.across)
    }

    /// Rows as columns and columns as rows.
    #[must_use]
    pub fn turned(self) -> Axes {
        Axes { across: self.down, down: self.across }
    }

    /// How a link names them: `net.w-size`, the columns first.
    pub fn token(self) -> String {
        format!("{}.{}", self.across.token(), self.down.token())
    }

    /// The axes of that name.
    pub fn find(token: &str) -> Option<Axes> {
        let (across, down) = token.split_once('.')?;
        Axes::new(Axis::find(across)?, Axis::find(down)?)
    }
}
