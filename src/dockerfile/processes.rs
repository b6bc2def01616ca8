//! Further processes of the same image, such as a worker beside what serves: each
//! with a command of its own, and nothing that asks it.

use super::plan::Plan;
use super::settings::SettingId;

/// A process beside the one that the image starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Process {
    /// Its name: letters, digits and dashes.
    pub name: String,
    /// The words that start it, the program first by the path that it has in the image.
    pub words: Vec<String>,
}

impl Plan {
    /// The processes beside its own.
    pub fn processes(&self) -> Vec<Process> {
        if self.is_development() || !self.uses(SettingId::Processes) {
            return Vec::new();
        }
        let all = self.settings.processes_for(SettingId::Processes, &self.service);
        all.into_iter().map(|(name, words)| Process { name, words: self.called(words) }).collect()
    }
}
