//! What of a file is new against what it said before.

use super::print::Block;

/// For each block where it was before; none for what is new. As many as can
/// stay in order do, so what is put between two blocks is new alone.
pub fn kept(before: &[Block], after: &[Block]) -> Vec<Option<usize>> {
    let longest = longest(before, after, same);
    let mut b = 0;
    let place = |(a, block): (usize, &Block)| {
        // What is gone is passed over while that costs nothing.
        while b < before.len() && !same(&before[b], block) && longest[b + 1][a] == longest[b][a] {
            b += 1;
        }
        let stays = b < before.len() && same(&before[b], block);
        stays.then(|| {
            b += 1;
            b - 1
        })
    };
    after.iter().enumerate().map(place).collect()
}

/// At `[b][a]` how many items the rests from `b` and from `a` have in common, in order.
pub(super) fn longest<T>(before: &[T], after: &[T], same: impl Fn(&T, &T) -> bool) -> Vec<Vec<usize>> {
    let mut longest = vec![vec![0_usize; after.len() + 1]; before.len() + 1];
    for b in (0..before.len()).rev() {
        for a in (0..after.len()).rev() {
            longest[b][a] = if same(&before[b], &after[a]) { longest[b + 1][a + 1] + 1 } else { longest[b + 1][a].max(longest[b][a + 1]) };
        }
    }
    longest
}

/// What is new and what is gone, in words; nothing where nothing is.
pub fn sentence(before: &[Block], after: &[Block]) -> String {
    let kept = kept(before, after);
    let new = lines(after.iter().zip(&kept).filter(|(_, was)| was.is_none()).map(|(block, _)| block));
    let gone = lines(before.iter().enumerate().filter(|(at, _)| !kept.contains(&Some(*at))).map(|(_, block)| block));
    match (new, gone) {
        (0, 0) => String::new(),
        (0, gone) => format!("{gone} {} removed.", noun(gone)),
        (new, 0) => format!("{new} {} added.", noun(new)),
        (new, gone) => format!("{new} {} added, {gone} removed.", noun(new)),
    }
}

/// How many lines blocks have, without the blank ones around them.
pub fn lines<'a>(blocks: impl Iterator<Item = &'a Block>) -> usize {
    blocks.map(|block| block.text.trim().lines().count()).sum()
}

fn noun(lines: usize) -> &'static str {
    if lines == 1 { "line" } else { "lines" }
}

/// Whether two blocks say the same. Headers do, whatever link they carry.
fn same(one: &Block, other: &Block) -> bool {
    match (&one.why, &other.why) {
        (None, None) => true,
        _ => one.text.trim() == other.text.trim(),
    }
}
