//! Commands of kubectl, made only of words that its help of that version has.

use super::version::Version;
use crate::facts::KUBECTL;

/// A command of kubectl in the making, as a shell takes it.
#[derive(Clone, Debug)]
pub struct Kubectl {
    version: Version,
    command: &'static str,
    words: Vec<String>,
}

/// Whether that version has the subcommand, or the flag of it.
pub fn has(version: Version, command: &str, flag: Option<&str>) -> bool {
    KUBECTL.iter().any(|row| {
        let same = match flag {
            None => row.command == command && row.flag.is_none(),
            Some(_) => (row.command == command || row.command.is_empty()) && (row.flag == flag || row.short == flag),
        };
        same && row.is_in(version.minor())
    })
}

impl Kubectl {
    /// A subcommand in the namespace `$NS`.
    pub fn new(version: Version, command: &'static str) -> Kubectl {
        Kubectl::anywhere(version, command).with("-n", "\"$NS\"")
    }

    /// A subcommand without a namespace.
    pub fn anywhere(version: Version, command: &'static str) -> Kubectl {
        assert!(has(version, command, None), "kubectl {} has no {command}", version.token());
        Kubectl { version, command, words: Vec::new() }
    }

    fn known(&self, flag: &str) {
        assert!(has(self.version, self.command, Some(flag)), "kubectl {} {} has no {flag}", self.version.token(), self.command);
    }

    /// With a flag that takes nothing; short ones can stand together.
    #[must_use]
    pub fn flag(mut self, flag: &'static str) -> Kubectl {
        match flag.strip_prefix('-').filter(|letters| !letters.starts_with('-')) {
            Some(letters) => letters.chars().for_each(|letter| self.known(&format!("-{letter}"))),
            None => self.known(flag),
        }
        self.words.push(flag.into());
        self
    }

    /// With a flag and what it takes, already quoted for a shell.
    #[must_use]
    pub fn with(mut self, flag: &'static str, value: &str) -> Kubectl {
        self.known(flag);
        self.words.push(if flag.starts_with("--") { format!("{flag}={value}") } else { format!("{flag} {value}") });
        self
    }

    /// With a word, already quoted for a shell.
    #[must_use]
    pub fn word(mut self, word: &str) -> Kubectl {
        self.words.push(word.into());
        self
    }

    /// With what is run inside the container.
    #[must_use]
    pub fn runs(self, command: &str) -> Kubectl {
        self.word("--").word(command)
    }

    /// The command as a line.
    pub fn line(&self) -> String {
        format!("kubectl {} {}", self.command, self.words.join(" ")).trim_end().into()
    }
}
