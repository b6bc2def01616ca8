//! A question or a setting: what can be answered or set.

use crate::dockerfile::SettingId;
use crate::model::QuestionId;

/// Something that can be answered or set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A question of the model.
    Question(QuestionId),
    /// A setting of the Dockerfile.
    Setting(SettingId),
}

impl Subject {
    /// Its key in a link, such as `run`.
    pub fn key(self) -> &'static str {
        match self {
            Subject::Question(id) => id.get().key,
            Subject::Setting(id) => id.get().key,
        }
    }

    /// Its name for people.
    pub fn label(self) -> &'static str {
        match self {
            Subject::Question(id) => id.get().ask,
            Subject::Setting(id) => id.get().label(),
        }
    }
}
