//! What a setting may touch: the parts of a file as its readers see them.

/// A part of what is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Part {
    /// What builds: the image of the build stage, and arguments before it.
    Builder,
    /// What is installed before the sources: tools, then dependencies.
    Install,
    /// The sources and the commands that make the program of them.
    Build,
    /// What runs: the image of the last stage.
    Base,
    /// Packages of the distribution in the stage that runs.
    Packages,
    /// Folders and files of the stage that runs.
    Files,
    /// Variables of the stage that runs.
    Variables,
    /// The port that is exposed.
    Port,
    /// Who runs it.
    User,
    /// The health check.
    Check,
    /// What is started, and by which signal it ends.
    Start,
    /// The stage to debug with.
    Debug,
    /// Which reasons are printed.
    Comments,
    /// Whether images have a place for a digest.
    Digests,
    /// What is said beside the file: what could not be done, what is expected.
    Notes,
    /// Files and commands that go with it.
    Companions,
}

impl Part {
    /// Every part, in the order of a file.
    pub const ALL: [Part; 16] = [
        Part::Builder,
        Part::Install,
        Part::Build,
        Part::Base,
        Part::Packages,
        Part::Files,
        Part::Variables,
        Part::Port,
        Part::User,
        Part::Check,
        Part::Start,
        Part::Debug,
        Part::Comments,
        Part::Digests,
        Part::Notes,
        Part::Companions,
    ];
}

/// A set of parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Touches(u16);

impl Touches {
    /// These parts, and no other.
    pub const fn only(parts: &[Part]) -> Touches {
        let mut bits = 0;
        let mut at = 0;
        while at < parts.len() {
            bits |= 1 << parts[at] as u16;
            at += 1;
        }
        Touches(bits)
    }

    /// Whether a part is among them.
    pub const fn has(self, part: Part) -> bool {
        self.0 >> part as u16 & 1 == 1
    }
}
