//! What the visitor sets about the file: a name, a port, a version…
//!
//! One table, [`SETTINGS`]. A setting that is not set leaves the stack's own
//! choice. Text is checked when it is set, so nothing else ever gets into a
//! file: no space, quote, dollar sign or line break is a valid letter of any.

mod check;
mod choices;
mod id;
mod listed;
mod touches;

pub use check::Check;
pub use choices::{Builder, Choice, Comments, Debug, Layout, Manager, Pin, Platforms, Private, SettingOption};
pub use id::SettingId;
pub use touches::{Part, Touches};

use crate::model::Service;

/// A setting: its text and what it takes.
#[derive(Debug)]
pub struct Setting {
    /// The setting by name, whose number is its place in [`SETTINGS`].
    pub id: SettingId,
    /// Its name in a link. Never changed once a link has carried it.
    pub key: &'static str,
    /// Whether it takes text or one of several choices.
    pub takes: Takes,
    /// What it may change: a test holds that nothing else moves with it, so that
    /// not all settings have to be tried with all others.
    pub touches: Touches,
}

/// What a setting takes.
#[derive(Debug)]
pub enum Takes {
    /// Text that passes the check.
    Text(Check),
    /// One of these options, by its token.
    Choice(&'static [SettingOption]),
}

/// Every setting, in the order of the page and of links.
pub static SETTINGS: [Setting; SettingId::ALL.len()] = [
    Setting { id: SettingId::Name, key: "name", takes: Takes::Text(Check::ImageName), touches: Touches::only(&[Part::Companions]) },
    Setting {
        id: SettingId::Port,
        key: "port",
        takes: Takes::Text(Check::Port),
        touches: Touches::only(&[
            Part::Build,
            Part::Files,
            Part::Variables,
            Part::Port,
            Part::Check,
            Part::Start,
            Part::Notes,
            Part::Companions,
        ]),
    },
    Setting {
        id: SettingId::Entry,
        key: "entry",
        takes: Takes::Text(Check::Entry),
        touches: Touches::only(&[Part::Install, Part::Build, Part::Files, Part::Start, Part::Notes, Part::Companions]),
    },
    Setting {
        id: SettingId::Version,
        key: "lang",
        takes: Takes::Text(Check::Version),
        touches: Touches::only(&[
            Part::Builder,
            Part::Install,
            Part::Mounts,
            Part::Base,
            Part::Files,
            Part::Debug,
            Part::Notes,
            Part::Companions,
        ]),
    },
    Setting {
        id: SettingId::Manager,
        key: "pm",
        takes: Takes::Choice(Manager::OPTIONS),
        touches: Touches::only(&[Part::Install, Part::Mounts, Part::Build, Part::Trust, Part::Notes, Part::Companions]),
    },
    Setting {
        id: SettingId::Layout,
        key: "kind",
        takes: Takes::Choice(Layout::OPTIONS),
        touches: Touches::only(&[
            Part::Builder,
            Part::Install,
            Part::Mounts,
            Part::Build,
            Part::Base,
            Part::Packages,
            Part::Files,
            Part::Variables,
            Part::Check,
            Part::Start,
            Part::Debug,
            Part::Trust,
            Part::Notes,
            Part::Companions,
        ]),
    },
    Setting {
        id: SettingId::Packages,
        key: "add",
        takes: Takes::Text(Check::Packages),
        touches: Touches::only(&[Part::Packages, Part::Notes, Part::Companions]),
    },
    Setting {
        id: SettingId::Health,
        key: "health",
        takes: Takes::Text(Check::Path),
        touches: Touches::only(&[Part::Check, Part::Notes, Part::Companions]),
    },
    Setting {
        id: SettingId::Platforms,
        key: "for",
        takes: Takes::Choice(Platforms::OPTIONS),
        touches: Touches::only(&[Part::Builder, Part::Build, Part::Notes, Part::Companions]),
    },
    Setting {
        id: SettingId::Builder,
        key: "by",
        takes: Takes::Choice(Builder::OPTIONS),
        touches: Touches::only(&[Part::Builder, Part::Install, Part::Mounts, Part::Build, Part::Notes, Part::Companions]),
    },
    Setting { id: SettingId::Comments, key: "why", takes: Takes::Choice(Comments::OPTIONS), touches: Touches::only(&[Part::Comments]) },
    Setting {
        id: SettingId::Debug,
        key: "dbg",
        takes: Takes::Choice(Debug::OPTIONS),
        touches: Touches::only(&[Part::Debug, Part::Notes, Part::Companions]),
    },
    Setting {
        id: SettingId::Pin,
        key: "pin",
        takes: Takes::Choice(Pin::OPTIONS),
        touches: Touches::only(&[Part::Builder, Part::Base, Part::Debug, Part::Digests, Part::Companions]),
    },
    Setting {
        id: SettingId::Private,
        key: "private",
        takes: Takes::Choice(Private::OPTIONS),
        touches: Touches::only(&[Part::Install, Part::Mounts, Part::Notes, Part::Companions]),
    },
    Setting {
        id: SettingId::Ca,
        key: "ca",
        takes: Takes::Text(Check::Certificate),
        touches: Touches::only(&[Part::Trust, Part::Variables, Part::Notes, Part::Companions]),
    },
];

const _: () = {
    let mut at = 0;
    while at < SETTINGS.len() {
        assert!(SETTINGS[at].id as usize == at, "the settings are in the order of their names");
        at += 1;
    }
};

/// Label and help of each setting; apart, so that only a part of the page with the form carries them.
static WORDS: [(&str, &str); SETTINGS.len()] = [
    ("Name of the image", "Lower-case letters, digits, dots, dashes and slashes: what you build and push it as."),
    ("Port", "What the service listens on, from 1024 to 65535: below that an ordinary user may be refused."),
    ("Entry", "The package, script, module or file that is started."),
    ("Version of the language", "One that is still maintained; builder and base get the same."),
    ("Package manager", "What installs the dependencies, by its lock file."),
    ("Kind of project", "How it is built or started."),
    ("Packages to add", "Of Debian or Alpine, separated by commas, by the name that the chosen base’s distribution has for them."),
    ("Health path", "A path that answers 200 when all is well."),
    ("Architectures", "What the image is built for, in one go."),
    ("Builder", "What builds the file; not every builder knows every instruction."),
    ("Reasons as comments", "How much of the reasons the file itself carries."),
    ("Debug stage", "A stage with a shell that is built on demand only, for bases that have none."),
    ("Digests", "A tag can be moved to another image; a digest cannot."),
    (
        "Private packages",
        "How the build reads a private registry or repository. The token or key is mounted while packages are fetched, and gets into no layer. CMake fetches none.",
    ),
    (
        "Certificate of your own",
        "The path of your company’s CA file in the project (PEM, .crt or .pem): the build and what runs trust it beside the public ones.",
    ),
];

impl SettingId {
    /// The setting of that name, with what it takes and touches.
    pub fn get(self) -> &'static Setting {
        &SETTINGS[self as usize]
    }
}

impl Setting {
    /// Its name for people, such as `Health path`.
    pub fn label(&self) -> &'static str {
        WORDS[self.id as usize].0
    }

    /// A sentence that helps to fill it in.
    pub fn help(&self) -> &'static str {
        WORDS[self.id as usize].1
    }

    /// The options that there are for a service; none for text.
    pub fn options<'a>(&'static self, service: &'a Service) -> impl Iterator<Item = &'static SettingOption> + use<'a> {
        let options = match self.takes {
            Takes::Choice(options) => options,
            Takes::Text(_) => &[],
        };
        options.iter().filter(|option| option.when.holds(service.answers()))
    }

    /// What is wrong with a text, in words; nothing when it can be set.
    pub fn problem(&self, text: &str) -> Option<&'static str> {
        match &self.takes {
            Takes::Text(check) => check.problem(text),
            Takes::Choice(options) => (!options.iter().any(|option| option.token == text)).then_some("This is none of the choices."),
        }
    }
}

/// What was set; everything else is the stack's own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Settings([Option<String>; SETTINGS.len()]);

impl Settings {
    /// Sets a text that passes the check; an empty one is given back to the
    /// stack. Otherwise nothing changes and the problem is returned.
    pub fn set(&mut self, id: SettingId, text: &str) -> Result<(), &'static str> {
        if text.is_empty() {
            self.0[id as usize] = None;
            return Ok(());
        }
        if let Some(problem) = id.get().problem(text) {
            return Err(problem);
        }
        self.0[id as usize] = Some(text.into());
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
        let Takes::Choice(options) = &C::SETTING.get().takes else { return C::ALL[0] };
        let chosen = self.option(C::SETTING, service);
        let at = options.iter().position(|option| chosen.is_some_and(|chosen| chosen.token == option.token));
        C::ALL[at.unwrap_or(0)]
    }

    /// What belongs to one runtime means nothing to another.
    pub fn forget_the_runtime(&mut self) {
        for id in [SettingId::Entry, SettingId::Version, SettingId::Manager, SettingId::Layout, SettingId::Packages] {
            self.0[id as usize] = None;
        }
    }
}
