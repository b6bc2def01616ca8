//! What files and runbooks name beside images: packages, tools, commands.

use super::citation::Citation;
use super::date::Date;

include!(concat!(env!("OUT_DIR"), "/tools.rs"));

/// A package of the distributions, constrained as far as it stays true for the
/// whole life of a release: an exact version breaks the build when it moves.
#[derive(Debug, PartialEq)]
pub struct Package {
    /// Stable name inside this project.
    pub id: &'static str,
    /// What it is for.
    pub what: &'static str,
    /// What apt is asked for.
    pub debian: &'static str,
    /// What apk is asked for.
    pub alpine: &'static str,
    /// Where the version comes from.
    pub source: Citation,
    /// The date of that source.
    pub date: Date,
}

/// A program that a build stage installs from a language's registry, bounded
/// where a new major version could change what it does.
#[derive(Debug, PartialEq)]
pub struct Tool {
    /// Stable name inside this project.
    pub id: &'static str,
    /// What it is for.
    pub what: &'static str,
    /// What the registry's client is asked for.
    pub spec: &'static str,
    /// Where the version comes from.
    pub source: Citation,
    /// The date of that source.
    pub date: Date,
}

/// A subcommand of kubectl or one of its flags, as kubectl's own help has it.
#[derive(Debug, PartialEq)]
pub struct KubectlWord {
    /// The subcommand, such as `rollout undo`; empty for flags of all.
    pub command: &'static str,
    /// The flag with its dashes; none where the row is the subcommand itself.
    pub flag: Option<&'static str>,
    /// The short form of the flag with its dash, such as `-n`; none where it has none.
    pub short: Option<&'static str>,
    /// It is there from this minor version on, at the latest.
    pub since: u8,
    /// The last minor version that has it; none while it is there.
    pub until: Option<u8>,
    /// Where that was read.
    pub source: Citation,
    /// The date on which it was read.
    pub date: Date,
}

impl KubectlWord {
    /// Whether a minor version has it.
    pub fn is_in(&self, minor: u8) -> bool {
        self.since <= minor && self.until.is_none_or(|until| minor <= until)
    }
}

/// The package of that id.
pub fn package(id: &str) -> Option<&'static Package> {
    PACKAGES.iter().find(|row| row.id == id)
}

/// The tool of that id.
pub fn tool(id: &str) -> Option<&'static Tool> {
    TOOLS.iter().find(|row| row.id == id)
}
