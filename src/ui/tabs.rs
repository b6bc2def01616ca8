//! What rows of tabs have in common: the keys that go from one to another.

/// The tab that a key leads to, from this one of so many; none where it leads nowhere.
pub fn next(key: &str, at: usize, count: usize) -> Option<usize> {
    match key {
        "ArrowRight" => Some((at + 1) % count),
        "ArrowLeft" => Some((at + count - 1) % count),
        "Home" => Some(0),
        "End" => Some(count - 1),
        _ => None,
    }
}
