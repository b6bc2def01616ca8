//! Further processes of the same image, such as a worker beside what serves: each
//! with a command of its own, and nothing that asks it.

use super::plan::Plan;
use super::settings::{SettingId, variable};

/// What starts a program beside the one that the image starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// Variables of it alone, by name: in a Procfile they stand before the program, where
    /// only a shell would not take them for one.
    pub variables: Vec<(String, String)>,
    /// The program by the path that it has in the image, and its arguments.
    pub words: Vec<String>,
}

/// A process beside the one that the image starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Process {
    /// Its name: letters, digits and dashes.
    pub name: String,
    /// What starts it.
    pub command: Command,
}

impl Plan {
    /// Such a command, from words as they are written in one line.
    fn command(&self, words: Vec<String>) -> Command {
        // The last word is a program, whatever it is called.
        let may_be = words.iter().take(words.len().saturating_sub(1));
        let variables: Vec<(String, String)> =
            may_be.map_while(|word| variable(word).map(|(name, value)| (name.into(), value.into()))).collect();
        let words = words.into_iter().skip(variables.len()).collect();
        Command { variables, words: self.called(words) }
    }

    /// What runs to its end before a new version serves, such as migrations.
    pub fn before(&self) -> Option<Command> {
        let words = self.settings.words_for(SettingId::Before, &self.service);
        (!words.is_empty() && !self.is_development() && self.uses(SettingId::Before)).then(|| self.command(words))
    }

    /// The processes beside its own.
    pub fn processes(&self) -> Vec<Process> {
        if self.is_development() || !self.uses(SettingId::Processes) {
            return Vec::new();
        }
        let all = self.settings.processes_for(SettingId::Processes, &self.service);
        all.into_iter().map(|(name, words)| Process { name, command: self.command(words) }).collect()
    }
}
