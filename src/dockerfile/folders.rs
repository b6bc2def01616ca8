//! The folders that a program writes to, as values: the file makes them, and
//! compose and manifests mount something there.

use super::plan::Plan;
use super::program::Program;
use super::settings::{Layout, SettingId};
use crate::model::questions::{Platform, Runtime};

/// A folder that the program writes to, although the root file system is read-only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder {
    /// Where it lies, from the root.
    pub path: String,
    /// Its path as a name for a volume: letters, digits and dashes.
    pub name: String,
    /// Whether its files outlive the container.
    pub is_kept: bool,
    /// Whether the build of the framework makes it already.
    pub is_made: bool,
}

/// What Rails writes to, and whether that is kept.
const RAILS: [(&str, bool); 3] = [("/app/log", false), ("/app/storage", true), ("/app/tmp", false)];

/// Where a language that dumps its heap into a file writes it, and its volume.
const DUMPS: (&str, &str) = ("/dumps", "dumps");

impl Plan {
    /// Whether code is loaded from /tmp: many JARs unpack native libraries there.
    pub fn runs_from_temporary(&self) -> bool {
        matches!(self.runtime, Runtime::Java | Runtime::JavaNative)
    }

    /// The folder for temporary files, as engines take it: nothing in a tmpfs runs unless
    /// that is asked for. Kubernetes has no such restriction.
    pub fn temporary(&self) -> &'static str {
        if self.runs_from_temporary() { "/tmp:exec" } else { "/tmp" }
    }

    /// Where heap dumps are written, on a volume of their own: a dump is as large as
    /// the heap, and in a tmpfs it would count as memory. None where nothing dumps a
    /// heap into a file, and where no file of ours mounts a volume.
    pub fn dumps(&self) -> Option<Folder> {
        let writes = match self.runtime {
            Runtime::Java | Runtime::JavaNative => true,
            Runtime::Dotnet => !Program::of(self).is_native(),
            Runtime::Go
            | Runtime::Rust
            | Runtime::CCpp
            | Runtime::Node
            | Runtime::Bun
            | Runtime::Deno
            | Runtime::Python
            | Runtime::Ruby
            | Runtime::Php
            | Runtime::StaticSite => false,
        };
        let (path, name) = DUMPS;
        // Where it is set as a folder already, that one serves.
        let is_set = || self.folders().iter().any(|folder| folder.path == path);
        let has_volumes = !self.service.is(Platform::Managed);
        (writes && has_volumes && !self.is_development() && !is_set()).then(|| Folder {
            path: path.into(),
            name: name.into(),
            is_kept: false,
            is_made: false,
        })
    }

    /// Whether what is dumped gets onto a volume.
    pub fn has_dump_volume(&self) -> bool {
        self.dumps().is_some() || self.folders().iter().any(|folder| folder.path == DUMPS.0)
    }

    /// The folders: the framework's, and those that were set; /tmp is always there.
    pub fn folders(&self) -> Vec<Folder> {
        if self.is_development() {
            return Vec::new();
        }
        let set = |id: SettingId, is_kept: bool| self.settings.parts_for(id, &self.service).map(move |path| (path, is_kept));
        // What is named as both is kept, and what is set goes before the framework's.
        let own = RAILS.iter().copied().filter(|_| self.choice::<Layout>() == Layout::Rails);
        let mut all: Vec<Folder> = Vec::new();
        for (path, is_kept) in set(SettingId::Kept, true).chain(set(SettingId::Scratch, false)).chain(own.clone()) {
            if all.iter().all(|other| other.path != path) {
                let is_made = own.clone().any(|(made, _)| made == path);
                let name = unique(name(path), &all);
                all.push(Folder { path: path.into(), name, is_kept, is_made });
            }
        }
        all
    }
}

/// The longest name, in letters: with a number behind it still a DNS label.
const LONGEST: usize = 50;

fn name(path: &str) -> String {
    let plain = |letter: char| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '-' };
    let name: String = path.trim_start_matches('/').chars().map(plain).take(LONGEST).collect();
    let name = name.trim_matches('-');
    if name.is_empty() { "data".into() } else { name.into() }
}

/// The name, with a number where another folder has it already.
fn unique(name: String, others: &[Folder]) -> String {
    let is_taken = |name: &str| name == "tmp" || name == DUMPS.1 || others.iter().any(|other| other.name == name);
    let numbered = (2..).map(|number| format!("{name}-{number}"));
    std::iter::once(name.clone()).chain(numbered).find(|name| !is_taken(name)).unwrap_or(name)
}
