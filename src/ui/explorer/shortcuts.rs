//! What can be done by a single key, in one table.

use crate::ui::browser::{self, Key};

/// A key and what it does.
pub struct Shortcut {
    /// As the browser names the key.
    pub key: &'static str,
    /// What it does, for people.
    pub does: &'static str,
    act: Act,
}

enum Act {
    /// Presses the button with this id.
    Press(&'static str),
    /// Moves the focus to the element with this id.
    Go(&'static str),
}

const fn row(key: &'static str, does: &'static str, act: Act) -> Shortcut {
    Shortcut { key, does, act }
}

/// Every shortcut. Each does what can be done without it.
pub static SHORTCUTS: &[Shortcut] = &[
    row("q", "Go to the questions", Act::Go("questions")),
    row("v", "Go to the verdict", Act::Go("verdict-title")),
    row("d", "Go to the Dockerfile", Act::Go("dockerfile-title")),
    row("e", "Go to the details", Act::Go("views")),
    row("/", "Search questions, settings and views", Act::Press("search-button")),
    row("c", "Copy the displayed file", Act::Press("copy")),
    row("u", "Undo (or Ctrl+Z)", Act::Press("undo")),
    row("r", "Redo (or Ctrl+Shift+Z, Ctrl+Y)", Act::Press("redo")),
    row("?", "Show these shortcuts", Act::Press("keys-button")),
];

/// The preference that switches single keys off, for those whose speech input
/// or trembling hand would press them unmeant.
pub const SINGLE_KEYS: &str = "keys";
/// The value of [`SINGLE_KEYS`] while single keys are switched off.
pub const OFF: &str = "off";

/// Does what a key stands for; false where it stands for nothing.
pub fn press(key: &Key) -> bool {
    let act = if key.writes {
        return false;
    } else if key.control {
        match (key.name.to_ascii_lowercase().as_str(), key.shift) {
            ("z", false) => &Act::Press("undo"),
            ("z", true) | ("y", false) => &Act::Press("redo"),
            _ => return false,
        }
    } else {
        let row = SHORTCUTS.iter().find(|row| row.key == key.name);
        let Some(row) = row.filter(|_| browser::preference(SINGLE_KEYS).is_none_or(|value| value != OFF)) else { return false };
        &row.act
    };
    match act {
        Act::Press(id) => browser::press(id),
        Act::Go(id) => browser::focus((*id).into()),
    }
    true
}
