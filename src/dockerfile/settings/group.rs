//! What settings are about: a group lists its own, those first that are needed most.

use super::Settings;
use super::id::SettingId;
use super::listed::listed;
use super::setting::Takes;
use crate::model::Service;

listed! {
    /// What some settings are about, in the order of the page.
    Group {
        /// What the project is, and how it is laid out.
        Project,
        /// What builds the image, and where it gets what it needs.
        Build,
        /// What is there when the program runs, and how it begins and ends.
        Run,
        /// How the service is reached, and where it writes.
        Network,
        /// What the image is for and says of itself, and how the file is written.
        Output,
    }
}

impl Group {
    /// Its name for people.
    pub const fn label(self) -> &'static str {
        match self {
            Group::Project => "Project",
            Group::Build => "Build",
            Group::Run => "Run",
            Group::Network => "Network and storage",
            Group::Output => "Output",
        }
    }

    /// Its settings, in the order of the page.
    pub const fn settings(self) -> &'static [SettingId] {
        match self {
            Group::Project => &[
                SettingId::Name,
                SettingId::Does,
                SettingId::Entry,
                SettingId::Version,
                SettingId::Layout,
                SettingId::Manager,
                SettingId::ManagerVersion,
                SettingId::Script,
                SettingId::Features,
                SettingId::Member,
                SettingId::Sources,
            ],
            Group::Build => &[
                SettingId::Steps,
                SettingId::BuildArguments,
                SettingId::BuildPackages,
                SettingId::First,
                SettingId::Front,
                SettingId::FrontRoot,
                SettingId::BuildNode,
                SettingId::FrontScript,
                SettingId::FrontOutput,
                SettingId::FrontPlace,
                SettingId::FrontManager,
                SettingId::FrontManagerVersion,
                SettingId::FrontNode,
                SettingId::Private,
                SettingId::Builder,
                SettingId::Ca,
                SettingId::Hub,
                SettingId::Mirror,
            ],
            Group::Run => &[
                SettingId::Variables,
                SettingId::Needed,
                SettingId::Arguments,
                SettingId::Permissions,
                SettingId::Packages,
                SettingId::Extensions,
                SettingId::Beside,
                SettingId::Before,
                SettingId::Processes,
                SettingId::Signal,
            ],
            Group::Network => &[
                SettingId::Port,
                SettingId::Health,
                SettingId::Ready,
                SettingId::Ports,
                SettingId::Paths,
                SettingId::BasePath,
                SettingId::Passed,
                SettingId::Config,
                SettingId::Hashed,
                SettingId::WebServer,
                SettingId::Kept,
                SettingId::Scratch,
            ],
            Group::Output => {
                &[SettingId::Platforms, SettingId::Debug, SettingId::Pin, SettingId::Stamp, SettingId::Labels, SettingId::Comments]
            }
        }
    }
}

/// The group of each setting. What is in none, or in two, does not compile.
const OF: [Group; SettingId::ALL.len()] = {
    let mut of = [None; SettingId::ALL.len()];
    let mut group = 0;
    while group < Group::ALL.len() {
        let settings = Group::ALL[group].settings();
        let mut at = 0;
        while at < settings.len() {
            assert!(of[settings[at] as usize].is_none(), "a setting is in two groups");
            of[settings[at] as usize] = Some(Group::ALL[group]);
            at += 1;
        }
        group += 1;
    }
    let mut all = [Group::Project; SettingId::ALL.len()];
    let mut at = 0;
    while at < all.len() {
        all[at] = of[at].expect("each setting is in a group");
        at += 1;
    }
    all
};

impl SettingId {
    /// What it is about.
    pub fn group(self) -> Group {
        OF[self as usize]
    }
}

/// About so many letters say what is set in a group: a line of a laptop's form.
const LONGEST: usize = 60;

impl Settings {
    /// What a setting is set to, as people read it; none where it is not set, or to
    /// what the service does not have.
    pub fn value(&self, id: SettingId, service: &Service) -> Option<&str> {
        let set = self.text(id)?;
        match id.get().takes {
            Takes::Text(_) => Some(set),
            Takes::Choice(_) => id.get().options(service).find(|option| option.token == set).map(|option| option.label),
        }
    }

    /// What is set of these, in words that fit into a line: `port 8080, arguments --config x and 2 more`.
    /// Empty where nothing is.
    pub fn in_words(&self, ids: impl Iterator<Item = SettingId>, service: &Service) -> String {
        let mut set = ids.filter_map(|id| Some(format!("{} {}", inside_a_line(id.get().label()), self.value(id, service)?)));
        let mut words = shortened(set.next().unwrap_or_default());
        for next in set.by_ref() {
            if words.chars().count() + 2 + next.chars().count() > LONGEST {
                // It is one of those that are left.
                return format!("{words} and {} more", 1 + set.count());
            }
            words = format!("{words}, {next}");
        }
        words
    }
}

/// A label in the middle of a line; `PHP` stays as it is.
fn inside_a_line(label: &str) -> String {
    let mut letters = label.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_ascii_lowercase() => first.to_ascii_lowercase().to_string() + letters.as_str(),
        _ => label.into(),
    }
}

fn shortened(text: String) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{} …", text[..at].trim_end()),
        None => text,
    }
}
