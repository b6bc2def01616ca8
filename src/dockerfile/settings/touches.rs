//! What a setting may touch: the parts of a file as its readers see them.

use super::listed::listed;

listed! {
    /// A part of what is made, in the order of a file.
    Part {
        /// What builds: the image of the build stage, and arguments before it.
        Builder,
        /// What is installed before the sources: tools, then dependencies.
        Install,
        /// The sources and the commands that make the program of them.
        Build,
        /// What proves that the programs are there that are started.
        Proof,
        /// The front end that another language builds, and where it goes.
        FrontEnd,
        /// Commands of the visitor's own in the build.
        Steps,
        /// What the builder lends to commands: caches, secrets, keys.
        Mounts,
        /// What runs: the image of the last stage.
        Base,
        /// The web server in front, an image of its own.
        WebServer,
        /// Packages of the distribution in the stage that runs.
        Packages,
        /// Folders and files of the stage that runs.
        Files,
        /// Folders that the program writes to.
        Folders,
        /// Files beside a compiled program.
        Beside,
        /// Variables of the stage that runs.
        Variables,
        /// Variables of the visitor's own.
        Defaults,
        /// Arguments of the build that are the visitor's own.
        BuildArguments,
        /// Labels, and the version beside them.
        Labels,
        /// The port that is exposed.
        Port,
        /// The user that the service runs as.
        User,
        /// The command that says whether the service is well.
        Check,
        /// The program that is started, by whatever the image leaves open.
        Start,
        /// What it is started with, and allowed.
        Arguments,
        /// The signal by which it ends.
        Signal,
        /// The stage to debug with.
        Debug,
        /// Whose certificates are trusted, in the build and in what runs.
        Trust,
        /// Which reasons are printed.
        Comments,
        /// Whether images have a place for a digest.
        Digests,
        /// What is said beside the file: what could not be done, what is expected.
        Notes,
        /// Files and commands that go with it.
        Companions,
    }
}

/// A set of parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Touches(u32);

const _: () = assert!(Part::ALL.len() <= u32::BITS as usize, "a set has a bit for each part");

impl Touches {
    /// These parts, and no other.
    pub const fn only(parts: &[Part]) -> Touches {
        let mut bits = 0;
        let mut at = 0;
        while at < parts.len() {
            bits |= 1 << parts[at] as u32;
            at += 1;
        }
        Touches(bits)
    }

    /// Whether a part is among them.
    pub const fn has(self, part: Part) -> bool {
        self.0 >> part as u32 & 1 == 1
    }
}
