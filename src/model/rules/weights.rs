//! Weights that the visitor moved.

use super::criteria::CRITERIA;

/// The greatest weight that can be set.
pub const GREATEST: u8 = 20;

/// For each criterion the weight that the visitor set, or none where the
/// model's own holds. A weight that is set is no longer moved by answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Weights([Option<u8>; CRITERIA.len()]);

impl Weights {
    /// The model's own weights.
    pub const DEFAULT: Weights = Weights([None; CRITERIA.len()]);

    /// The weight set for a criterion, by its place in [`CRITERIA`].
    pub fn get(&self, criterion: usize) -> Option<u8> {
        self.0.get(criterion).copied().flatten()
    }

    /// The same with one weight set, at most [`GREATEST`], or given back to the model.
    #[must_use]
    pub fn with(mut self, criterion: usize, weight: Option<u8>) -> Weights {
        if let Some(place) = self.0.get_mut(criterion) {
            *place = weight.map(|weight| weight.min(GREATEST));
        }
        self
    }

    /// Whether any weight is set.
    pub fn are_moved(&self) -> bool {
        self.0.iter().any(Option::is_some)
    }
}
