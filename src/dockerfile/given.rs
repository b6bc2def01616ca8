//! What whoever builds the image gives to the build: arguments, and the version
//! and commit that the image is made of.

use super::plan::Plan;
use super::settings::{self, Builder, Layout, Manager, SettingId, Stamp};
use super::tree::{Text, Value};
use crate::model::questions::{NativeDeps, Runtime};
use crate::model::runtimes::Kind;

/// The argument with the version of the program.
pub const VERSION: &str = "VERSION";
/// The argument with the commit that it is built from.
pub const REVISION: &str = "REVISION";
/// What a program that a runtime starts reads its version from.
pub const APP_VERSION: &str = "APP_VERSION";

/// An argument of the build, as the visitor named it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument {
    /// Its name: letters, digits and underscores.
    pub name: String,
    /// What it is where whoever builds gives none; nothing where one has to be given.
    pub default: Option<String>,
}

impl Argument {
    /// Whether builders know it without an instruction, for every stage, and keep it out
    /// of the history: an instruction would take it to one stage, and too late.
    pub fn is_known_to_builders(&self) -> bool {
        ["HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "NO_PROXY", "ALL_PROXY"].iter().any(|name| name.eq_ignore_ascii_case(&self.name))
    }

    /// Whether whoever builds has to give it.
    pub fn is_passed(&self) -> bool {
        self.default.is_none() || self.is_known_to_builders()
    }
}

impl Plan {
    /// Arguments of the build, for its commands to read.
    pub fn build_arguments(&self) -> Vec<Argument> {
        if !self.uses(SettingId::BuildArguments) {
            return Vec::new();
        }
        let words = self.settings.words_for(SettingId::BuildArguments, &self.service);
        let read = |word: &String| settings::argument(word).map(|(name, default)| (name.to_string(), default.map(String::from)));
        words.iter().filter_map(read).map(|(name, default)| Argument { name, default }).collect()
    }

    /// Where torch has to come from for a service without a GPU. The answers do not say whether
    /// it is there, but it is built for glibc only, and then it may be.
    pub fn expects_of_wheels(&self) -> Option<String> {
        const CPU: &str = "https://download.pytorch.org/whl/cpu";
        let is_meant = self.runtime == Runtime::Python && self.service.is(NativeDeps::GlibcOnly);
        let is_set =
            self.build_arguments().iter().filter_map(|argument| argument.default.as_ref()).any(|text| text.contains("pytorch.org"));
        let how = match self.choice() {
            Manager::Pip | Manager::PipUnlocked => {
                format!("set “{}” to PIP_EXTRA_INDEX_URL={CPU}", SettingId::BuildArguments.get().label())
            }
            Manager::Pipenv => format!("add {CPU} as a source in the Pipfile"),
            _ => format!("add {CPU} as a source in pyproject.toml"),
        };
        (is_meant && !is_set).then(|| {
            format!(
                "torch, if it is one of the packages, without the CUDA libraries that PyPI’s includes: {how}, unless the service uses a GPU"
            )
        })
    }

    /// Whether version and commit get into the image.
    pub fn is_stamped(&self) -> bool {
        self.choice::<Stamp>() == Stamp::Yes && self.uses(SettingId::Stamp)
    }

    /// Whether what is built has the version in it; else the program reads it when it starts.
    pub fn builds_in_the_version(&self) -> bool {
        let makes_files = match self.service.runtime().kind {
            Kind::Compiled | Kind::VirtualMachine => true,
            Kind::Files => self.builds(),
            Kind::Interpreted => matches!(self.choice(), Layout::Build | Layout::Output),
        };
        self.is_stamped() && makes_files
    }

    /// The labels of the image, the visitor's own last: theirs win.
    pub fn labels(&self) -> Vec<(Text, Value)> {
        let own = self.settings.words_for(SettingId::Labels, &self.service);
        let own: Vec<(String, String)> =
            own.iter().filter_map(|word| settings::label(word)).map(|(name, value)| (name.into(), value.into())).collect();
        let stamp = [("org.opencontainers.image.version", VERSION), ("org.opencontainers.image.revision", REVISION)];
        let stamp = stamp.into_iter().filter(|(name, _)| self.is_stamped() && own.iter().all(|(other, _)| other != name));
        let stamp: Vec<(Text, Value)> = stamp.map(|(name, argument)| (name.into(), Value::Argument(argument))).collect();
        stamp.into_iter().chain(own.into_iter().map(|(name, value)| (name.into(), Value::Words(value.into())))).collect()
    }

    /// Version, commit and arguments as words of the command that builds, with a space before each.
    pub fn given(&self) -> String {
        let mut words = String::new();
        // Inside kaniko there is no Git: whoever starts it sets both as variables.
        if self.is_stamped() && self.choice::<Builder>() == Builder::Kaniko {
            words += " --build-arg VERSION --build-arg REVISION";
        } else if self.is_stamped() {
            words += " --build-arg VERSION=\"$(git describe --tags --always --dirty)\" --build-arg REVISION=\"$(git rev-parse HEAD)\"";
        }
        for argument in self.build_arguments().iter().filter(|argument| argument.is_passed()) {
            let value = argument.default.as_deref().and_then(|value| shlex::try_quote(value).ok());
            words += &format!(" --build-arg {}{}", argument.name, value.map_or_else(String::new, |value| format!("={value}")));
        }
        words
    }

    /// What the program finds of its version, in words; nothing where it finds none.
    pub fn expects_of_the_stamp(&self) -> Option<&'static str> {
        if !self.is_stamped() {
            return None;
        }
        Some(match self.runtime {
            Runtime::Go => {
                "a string variable named version in package main, which the build sets; if it is missing, only the labels contain the version"
            }
            Runtime::Rust => "option_env!(\"VERSION\") where the program reports its version",
            Runtime::Dotnet => "AssemblyInformationalVersionAttribute where the program reports its version",
            Runtime::JavaNative => {
                "the variable VERSION, as ${env.VERSION} in pom.xml or by System.getenv in build.gradle, where the program reports its version"
            }
            Runtime::CCpp => "$ENV{VERSION} in CMakeLists.txt where the program reports its version",
            Runtime::StaticSite if !self.builds() => return None,
            Runtime::StaticSite => "the build variable VERSION where the site reports its version",
            Runtime::Java | Runtime::Node | Runtime::Bun | Runtime::Deno | Runtime::Python | Runtime::Ruby | Runtime::Php => {
                "the environment variable APP_VERSION where the program reports its version"
            }
        })
    }
}
