//! How fast the proof is, beside a loop that knows nothing of the model.
//!
//! Seconds say more of the machine than of the proof. What is bounded is how
//! many steps of the loop a set of answers costs, both in processor time of the
//! same run: a slow or busy machine is slow at both.

use std::hint::black_box;
use std::time::Duration;

use cpu_time::ThreadTime;

/// The most steps of the loop that a set of answers may cost. Between
/// 6,000 and 8,400 were measured, on idle and on busy machines.
const MOST_STEPS: f64 = 25_000.0;
/// How many steps are timed.
const STEPS: u32 = 50_000_000;

/// The seconds of processor time that a step takes.
fn step() -> f64 {
    let start = ThreadTime::now();
    // Small enough for any cache, as the model's tables are.
    let mut table = [0_u32; 4096];
    let mut seed = 1_u32;
    for _ in 0..black_box(STEPS) {
        seed ^= seed << 13;
        seed ^= seed >> 17;
        seed ^= seed << 5;
        let cell = &mut table[seed as usize % table.len()];
        *cell = cell.wrapping_add(seed);
    }
    black_box(&table);
    start.elapsed().as_secs_f64() / f64::from(STEPS)
}

/// Says how many steps each of so many sets of answers cost, and holds the bound.
pub fn check(sets: usize, spent: Duration) {
    let one = step();
    let each = spent.as_secs_f64() / sets as f64;
    let steps = each / one;
    println!("{:.0} sets of answers a second of processor time; each costs {steps:.0} steps of a loop of {:.2} ns", 1.0 / each, one * 1e9);
    assert!(steps < MOST_STEPS, "the proof has become slow: a set of answers costs {steps:.0} steps, at most {MOST_STEPS:.0} are allowed");
}
