//! Points of 100, for people.

/// Points of 100, rounded to a tenth for people. Nothing is decided by them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Points {
    tenths: u32,
}

impl Points {
    /// A weighted sum of scores over the sum of weights.
    pub fn of(total: u32, weight_sum: u32) -> Points {
        let weight_sum = weight_sum.max(1);
        Points { tenths: (total * 10 + weight_sum / 2) / weight_sum }
    }

    /// The same, rounded down.
    pub fn at_least(total: u32, weight_sum: u32) -> Points {
        Points { tenths: total * 10 / weight_sum.max(1) }
    }

    /// In tenths of a point.
    pub fn tenths(self) -> u32 {
        self.tenths
    }
}

impl std::fmt::Display for Points {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}.{}", self.tenths / 10, self.tenths % 10)
    }
}
