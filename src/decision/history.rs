//! What was shown before: undo and redo.

use super::State;

/// How many steps back there are; more would only take memory.
const MOST: usize = 100;

/// The states that were shown, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History {
    past: Vec<State>,
    now: State,
    future: Vec<State>,
}

impl History {
    /// Begins with a state.
    pub fn new(now: State) -> History {
        History { past: Vec::new(), now, future: Vec::new() }
    }

    /// Takes a state as the next one. What had been undone is gone then; the
    /// same state again is no step.
    pub fn record(&mut self, state: State) {
        if state == self.now {
            return;
        }
        if self.past.len() == MOST {
            self.past.remove(0);
        }
        self.past.push(std::mem::replace(&mut self.now, state));
        self.future.clear();
    }

    /// One step back; none at the beginning.
    pub fn undo(&mut self) -> Option<State> {
        let state = self.past.pop()?;
        self.future.push(std::mem::replace(&mut self.now, state.clone()));
        Some(state)
    }

    /// One step forth again; none where nothing was undone.
    pub fn redo(&mut self) -> Option<State> {
        let state = self.future.pop()?;
        self.past.push(std::mem::replace(&mut self.now, state.clone()));
        Some(state)
    }

    /// Whether there is a step back.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is a step forth.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }
}
