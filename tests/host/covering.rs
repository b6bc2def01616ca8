//! Covering arrays: few rows in which every combination of levels of any two or
//! three factors occurs that can occur at all.
//!
//! Some factors, such as answers, exclude each other's levels: for them the
//! tuples that are allowed are listed. All others go with everything. The
//! algorithm is greedy, a row at a time, without chance: every run sees the same.

use std::collections::HashSet;

/// A row: a level of each factor, the listed ones first.
pub type Row = Vec<usize>;

/// The factors and what of them goes together.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Factors {
    /// The tuples of those that exclude each other; at least one, if only an empty one.
    pub allowed: Vec<Row>,
    /// How many levels each of the others has.
    pub free: Vec<usize>,
}

impl Factors {
    /// How many factors are listed.
    fn listed(&self) -> usize {
        self.allowed[0].len()
    }

    /// How many levels each factor has.
    fn levels(&self) -> Vec<usize> {
        let listed = (0..self.listed()).map(|factor| self.allowed.iter().map(|tuple| tuple[factor] + 1).max().unwrap_or(0));
        listed.chain(self.free.iter().copied()).collect()
    }

    /// Few rows with every combination of so many factors in one of them.
    pub fn rows(&self, strength: usize) -> Vec<Row> {
        let mut open = Open::of(self, strength);
        let mut rows = Vec::new();
        while let Some(first) = open.first() {
            let row = self.row(&open, &first, rows.len());
            open.close(&row);
            rows.push(row);
        }
        rows
    }

    /// A row with these levels that closes as many combinations as a greedy hand finds.
    fn row(&self, open: &Open, fixed: &[(usize, usize)], turn: usize) -> Row {
        let listed = self.listed();
        let fits = |tuple: &&Row| fixed.iter().all(|(factor, level)| *factor >= listed || tuple[*factor] == *level);
        let free: Vec<(usize, usize)> = fixed.iter().copied().filter(|(factor, _)| *factor >= listed).collect();
        let with = |tuple: &Row| -> Vec<(usize, usize)> { tuple.iter().copied().enumerate().chain(free.iter().copied()).collect() };
        let best = self.allowed.iter().filter(fits).max_by_key(|tuple| open.closes(&with(tuple))).expect("what is open is allowed");
        let mut chosen = with(best);
        for (at, &levels) in self.free.iter().enumerate() {
            let factor = listed + at;
            if chosen.iter().any(|(there, _)| *there == factor) {
                continue;
            }
            // Of equal ones another each time, so that no level is met more often than others.
            let turned = (0..levels).map(|level| (level + turn) % levels);
            let level = turned.max_by_key(|level| open.closes_with(&chosen, (factor, *level))).expect("a factor has levels");
            chosen.push((factor, level));
        }
        chosen.sort_unstable();
        chosen.into_iter().map(|(_, level)| level).collect()
    }

    /// How many combinations of so many factors there are, and how many of them
    /// are in none of the rows: another count than that of the algorithm, to check it.
    pub fn missing(&self, rows: &[Row], strength: usize) -> (usize, usize) {
        let (levels, listed) = (self.levels(), self.listed());
        let (mut all, mut missing) = (0, 0);
        for factors in subsets(levels.len(), strength) {
            let of = |row: &Row| -> Row { factors.iter().map(|factor| row[*factor]).collect() };
            let there: HashSet<Row> = rows.iter().map(of).collect();
            let inside = factors.iter().filter(|factor| **factor < listed).count();
            let possible: HashSet<Row> =
                self.allowed.iter().map(|tuple| factors[..inside].iter().map(|factor| tuple[*factor]).collect()).collect();
            let mut combinations: Vec<Row> = possible.into_iter().collect();
            for factor in &factors[inside..] {
                combinations =
                    combinations.iter().flat_map(|one| (0..levels[*factor]).map(move |level| [&one[..], &[level]].concat())).collect();
            }
            all += combinations.len();
            missing += combinations.iter().filter(|combination| !there.contains(*combination)).count();
        }
        (all, missing)
    }
}

/// Which combinations no row has yet: a bit for each, by its levels as digits.
struct Open {
    /// The number of the first level of each factor.
    offsets: Vec<usize>,
    /// How many levels there are of all factors.
    digits: usize,
    strength: usize,
    bits: Vec<bool>,
    /// What has no bit set before it.
    begins: std::cell::Cell<usize>,
}

impl Open {
    fn of(factors: &Factors, strength: usize) -> Open {
        let levels = factors.levels();
        let offsets = levels.iter().scan(0, |sum, levels| Some(std::mem::replace(sum, *sum + levels))).collect();
        let digits = levels.iter().sum::<usize>();
        let mut open = Open { offsets, digits, strength, bits: vec![false; digits.pow(strength as u32)], begins: std::cell::Cell::new(0) };
        // Each listed tuple with every level of what goes with everything.
        for tuple in &factors.allowed {
            let mut values: Vec<Vec<(usize, usize)>> = tuple.iter().enumerate().map(|(factor, level)| vec![(factor, *level)]).collect();
            values
                .extend(factors.free.iter().enumerate().map(|(at, levels)| (0..*levels).map(|level| (tuple.len() + at, level)).collect()));
            for subset in subsets(values.len(), strength) {
                let mut numbers = vec![0];
                for factor in subset {
                    numbers = numbers
                        .iter()
                        .flat_map(|number| values[factor].iter().map(move |value| (number, value)))
                        .map(|(number, value)| open.next(*number, *value))
                        .collect();
                }
                numbers.into_iter().for_each(|number| open.bits[number] = true);
            }
        }
        open
    }

    fn next(&self, number: usize, (factor, level): (usize, usize)) -> usize {
        number * self.digits + self.offsets[factor] + level
    }

    /// The first combination that is open.
    fn first(&self) -> Option<Vec<(usize, usize)>> {
        let at = self.begins.get() + self.bits[self.begins.get()..].iter().position(|open| *open)?;
        self.begins.set(at);
        let mut number = at;
        let mut values = Vec::new();
        for _ in 0..self.strength {
            let digit = number % self.digits;
            let factor = self.offsets.iter().rposition(|offset| *offset <= digit).expect("the first offset is 0");
            values.push((factor, digit - self.offsets[factor]));
            number /= self.digits;
        }
        values.reverse();
        Some(values)
    }

    /// Visits the number of every combination of these, in order of their factors.
    fn visit(&self, values: &[(usize, usize)], left: usize, number: usize, found: &mut impl FnMut(usize)) {
        if left == 0 {
            return found(number);
        }
        for at in 0..(values.len() + 1).saturating_sub(left) {
            self.visit(&values[at + 1..], left - 1, self.next(number, values[at]), found);
        }
    }

    /// How many open combinations are among these.
    fn closes(&self, values: &[(usize, usize)]) -> usize {
        let mut sorted = values.to_vec();
        sorted.sort_unstable();
        let mut count = 0;
        self.visit(&sorted, self.strength, 0, &mut |number| count += usize::from(self.bits[number]));
        count
    }

    /// How many more of them with one more value.
    fn closes_with(&self, values: &[(usize, usize)], value: (usize, usize)) -> usize {
        let mut sorted = values.to_vec();
        sorted.sort_unstable();
        let mut count = 0;
        // Every smaller combination of the others, with the value at its place.
        let mut chosen = Vec::new();
        self.with(&sorted, value, &mut chosen, &mut count);
        count
    }

    fn with(&self, values: &[(usize, usize)], value: (usize, usize), chosen: &mut Vec<(usize, usize)>, count: &mut usize) {
        if chosen.len() + 1 == self.strength {
            let place = chosen.partition_point(|other| *other < value);
            let number = chosen[..place].iter().chain([&value]).chain(&chosen[place..]).fold(0, |number, value| self.next(number, *value));
            *count += usize::from(self.bits[number]);
            return;
        }
        for at in 0..values.len() {
            chosen.push(values[at]);
            self.with(&values[at + 1..], value, chosen, count);
            chosen.pop();
        }
    }

    fn close(&mut self, row: &Row) {
        let values: Vec<(usize, usize)> = row.iter().copied().enumerate().collect();
        let mut numbers = Vec::new();
        self.visit(&values, self.strength, 0, &mut |number| numbers.push(number));
        numbers.into_iter().for_each(|number| self.bits[number] = false);
    }
}

/// Every choice of so many out of the first numbers, each in order.
fn subsets(of: usize, count: usize) -> Vec<Vec<usize>> {
    if count == 0 {
        return vec![Vec::new()];
    }
    let longer = |shorter: Vec<usize>| (shorter.last().map_or(0, |last| last + 1)..of).map(move |next| [&shorter[..], &[next]].concat());
    subsets(of, count - 1).into_iter().flat_map(longer).collect()
}

/// The whole product: as many factors as the strength, or fewer, leave no other way.
fn all(factors: &Factors) -> usize {
    factors.allowed.len() * factors.free.iter().product::<usize>()
}

#[test]
fn every_combination_that_can_be_is_there() {
    let tuples = |tuples: &[&[usize]]| tuples.iter().map(|tuple| tuple.to_vec()).collect::<Vec<_>>();
    for (allowed, free, strength) in [
        (tuples(&[&[]]), vec![2; 4], 3),
        (tuples(&[&[]]), vec![4, 4, 3, 3, 3, 2, 2, 2, 2, 2], 3),
        (tuples(&[&[]]), vec![4, 4, 3, 3, 3, 2, 2, 2, 2, 2], 2),
        (tuples(&[&[0, 0, 0], &[0, 1, 0], &[1, 0, 1], &[2, 1, 1]]), vec![3, 2, 2, 2], 3),
        (tuples(&[&[0, 0], &[1, 1]]), vec![5, 5], 2),
        (tuples(&[&[0, 0]]), vec![2, 2], 3),
    ] {
        let factors = Factors { allowed, free };
        let rows = factors.rows(strength);
        let (combinations, missing) = factors.missing(&rows, strength);
        assert!(combinations > 0 && missing == 0, "{missing} of {combinations} in {factors:?}");
        assert!(rows.iter().all(|row| factors.allowed.contains(&row[..factors.listed()].to_vec())), "only what is allowed: {factors:?}");
        assert!(rows.len() < all(&factors) || strength + 1 >= factors.levels().len(), "{} rows of {}", rows.len(), all(&factors));
        assert!(factors.missing(&rows[1..], strength).1 > 0, "the check finds what is missing");
        assert_eq!(rows, factors.rows(strength), "every run sees the same");
    }
}
