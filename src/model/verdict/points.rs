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

    /// Of all totals over the same sum of weights, in tenths that add up to those of the
    /// whole: rounded down, and what is missing goes to the largest remainders.
    pub fn shares<const N: usize>(totals: [u32; N], weight_sum: u32) -> [Points; N] {
        let weight_sum = weight_sum.max(1);
        let mut shares = totals.map(|total| Points::at_least(total, weight_sum));
        let whole = Points::of(totals.iter().sum(), weight_sum).tenths;
        let missing = whole - shares.iter().map(|share| share.tenths).sum::<u32>();
        let mut largest: [usize; N] = std::array::from_fn(|at| at);
        largest.sort_by_key(|at| std::cmp::Reverse(totals[*at] * 10 % weight_sum));
        for at in largest.into_iter().take(missing as usize) {
            shares[at].tenths += 1;
        }
        shares
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
