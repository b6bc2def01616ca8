//! What the visitor sets about the file: a name, a port, a version…
//!
//! One table, [`SETTINGS`]. A setting that is not set leaves the stack's own
//! choice. Text is checked when it is set, so nothing else ever gets into a
//! file: of most no space, quote, dollar sign or line break is a valid letter.
//! Arguments and variables may have any letter of ASCII, and only get to places
//! where each word of them is quoted.

mod assigned;
mod check;
mod choices;
mod commands;
mod group;
mod id;
mod listed;
mod passed;
mod setting;
mod table;
mod touches;
mod words;

pub use assigned::{argument, label};
pub use check::{Check, GROUP};
pub use choices::{
    BuildNode, Builder, Choice, Comments, Debug, Does, FrontManager, Layout, Manager, Paths, Pin, Platforms, Private, SettingOption,
    Signal, Stamp, WebServer,
};
pub use group::Group;
pub use id::SettingId;
pub use passed::pair;
pub use setting::{Setting, Takes};
pub use table::SETTINGS;
pub use touches::{Part, Touches};
pub use words::assigned as variable;

use crate::model::Service;

impl SettingId {
    /// The setting of that name, with what it takes and touches.
    pub fn get(self) -> &'static Setting {
        &SETTINGS[self as usize]
    }
}

/// The longest that all settings together may be in a link, so that one can still
/// be sent: address, answers and weights are not 600 letters.
const LONGEST: usize = 1_400;

/// What was set; everything else is the stack's own.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Settings([Option<String>; SETTINGS.len()]);

impl Default for Settings {
    fn default() -> Settings {
        Settings([const { None }; SETTINGS.len()])
    }
}

impl Settings {
    /// Sets a text that passes the check, and leaves the link short enough; an
    /// empty one is given back to the stack. Otherwise nothing changes and the problem is returned.
    pub fn set(&mut self, id: SettingId, text: &str) -> Result<(), &'static str> {
        if text.is_empty() {
            self.0[id as usize] = None;
            return Ok(());
        }
        if let Some(problem) = id.get().problem(text) {
            return Err(problem);
        }
        let before = self.0[id as usize].replace(text.into());
        if self.iter().map(|(setting, text)| setting.key.len() + setting.to_link(text).len() + 2).sum::<usize>() > LONGEST {
            self.0[id as usize] = before;
            return Err("Together, the settings are too long for a link. Shorten or remove some.");
        }
        Ok(())
    }

    /// The same with that set, where it can be.
    #[must_use]
    pub fn with(mut self, id: SettingId, text: &str) -> Settings {
        // What cannot be set leaves the settings as they are.
        let _ = self.set(id, text);
        self
    }

    /// The text that was set.
    pub fn text(&self, id: SettingId) -> Option<&str> {
        self.0[id as usize].as_deref()
    }

    /// The same where it means anything for a service.
    pub fn text_for(&self, id: SettingId, service: &Service) -> Option<&str> {
        self.text(id).filter(|_| id.get().is_for(service))
    }

    /// The words of a setting, where it means anything for a service.
    pub fn words_for(&self, id: SettingId, service: &Service) -> Vec<String> {
        self.text_for(id, service).and_then(words::split).unwrap_or_default()
    }

    /// The processes of a setting, by name with their words.
    pub fn processes_for(&self, id: SettingId, service: &Service) -> Vec<(String, Vec<String>)> {
        words::processes(self.words_for(id, service))
    }

    /// The commands of a setting, each to be put into a shell's line.
    pub fn commands_for(&self, id: SettingId, service: &Service) -> Vec<String> {
        self.text_for(id, service).map(words::commands).unwrap_or_default()
    }

    /// The parts of a setting between commas, where it means anything for a service.
    pub fn parts_for(&self, id: SettingId, service: &Service) -> impl Iterator<Item = &str> {
        self.text_for(id, service).into_iter().flat_map(|text| text.split(','))
    }

    /// What was set, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&'static Setting, &str)> {
        SETTINGS.iter().zip(&self.0).filter_map(|(setting, text)| Some((setting, text.as_deref()?)))
    }

    /// The option for a service: what was set where the service has it, else
    /// the first that it has; none for text.
    pub fn option(&self, id: SettingId, service: &Service) -> Option<&'static SettingOption> {
        let set = self.text(id);
        let mut there = id.get().options(service);
        let first = there.next()?;
        Some(if set == Some(first.token) { first } else { there.find(|option| set == Some(option.token)).unwrap_or(first) })
    }

    /// The same as a type.
    pub fn choice<C: Choice>(&self, service: &Service) -> C {
        // Not through the table of all settings, which the first view of the page has no room for.
        let set = self.text(C::SETTING);
        let there = || (0..).zip(C::OPTIONS).filter(|(_, option)| option.is_for(service));
        let at = there().find(|(_, option)| set == Some(option.token)).or_else(|| there().next());
        C::ALL[at.map_or(0, |(at, _)| at)]
    }

    /// What belongs to one runtime means nothing to another.
    pub fn forget_the_runtime(&mut self) {
        let own = [SettingId::Entry, SettingId::Arguments, SettingId::Version, SettingId::Manager, SettingId::Layout];
        for id in own.into_iter().chain([
            SettingId::Member,
            SettingId::Steps,
            SettingId::Before,
            SettingId::Sources,
            SettingId::Beside,
            SettingId::Packages,
        ]) {
            self.0[id as usize] = None;
        }
    }
}
