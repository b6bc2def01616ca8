//! On which terms publishers' images are used, and what they have.

use super::citation::Citation;
#[cfg(not(target_arch = "wasm32"))]
use super::date::Date;
use super::image::{Image, image};
use super::publisher::{PUBLISHERS, Publisher};

include!(concat!(env!("OUT_DIR"), "/abouts.rs"));

impl Publisher {
    /// What is known of it beyond its name.
    pub fn about(&self) -> &'static About {
        &ABOUTS[usize::from(self.at)]
    }
}

/// On which terms a publisher's images are used. What is not known is none.
#[derive(Debug)]
pub struct About {
    /// How the names of its images begin, as `dhi.io/`; empty where that says nothing.
    pub names: &'static [&'static str],
    /// What happened to it and what fits instead; none where it goes on.
    pub ended: Option<Statement>,
    /// On which terms they may be used.
    pub terms: Option<Statement>,
    /// How long a version gets fixes.
    pub support: Option<Statement>,
    /// What its tags promise.
    pub tags: Option<Statement>,
    /// How they are signed.
    pub signed: Option<Statement>,
    /// What it has for runtimes.
    pub has: &'static [Has],
}

impl About {
    /// What it has for a runtime, by the runtime's name in links.
    pub fn of(&self, runtime: &str) -> Option<&'static Has> {
        self.has.iter().find(|row| row.runtime == runtime)
    }
}

/// What a publisher is said to do, in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Statement {
    /// What is said, in a sentence or two.
    pub text: Citation,
    /// Where that is written.
    #[cfg(not(target_arch = "wasm32"))]
    pub source: &'static str,
    /// The date of that source, or that of the reading where it has none.
    #[cfg(not(target_arch = "wasm32"))]
    pub date: Date,
}

/// What a publisher has for a runtime.
#[derive(Debug)]
pub struct Has {
    /// The name of the runtime in links.
    pub runtime: &'static str,
    /// Which versions of what: `nginx 1.30`.
    pub what: Citation,
    /// Its images among the facts; empty where they have none of them.
    pub images: &'static [&'static str],
    /// Why no Dockerfile takes it, as a phrase; none where one does.
    pub not: Option<Citation>,
}

impl Has {
    /// Its images among the facts.
    pub fn images(&self) -> impl Iterator<Item = &'static Image> + use<> {
        self.images.iter().filter_map(|id| image(id))
    }
}

/// The publisher of an image by its name, where that says something: one that is asked
/// for, or that ended. Names of Docker Hub are without its host.
pub fn publisher_of(repository: &str) -> Option<&'static Publisher> {
    PUBLISHERS.iter().find(|row| row.about().names.iter().any(|start| repository.starts_with(start)))
}
