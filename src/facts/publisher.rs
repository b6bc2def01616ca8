//! Who publishes images, and from where.

include!(concat!(env!("OUT_DIR"), "/publishers.rs"));

/// Who publishes an image.
#[derive(Debug, PartialEq, Eq)]
pub struct Publisher {
    /// Its place in the tables.
    pub at: u8,
    /// Stable name, such as `google`; links carry it.
    pub id: &'static str,
    /// Its name for people, such as `Google`.
    pub name: &'static str,
    /// The host of the registry: `gcr.io`.
    pub registry: &'static str,
    /// The account that `docker login` asks for before a pull, such as `free`;
    /// none where anybody may pull.
    pub account: Option<&'static str>,
    /// What has to be done before a pull, in a sentence.
    pub login: Option<&'static str>,
    /// Whether it is asked if it may be used. The others always are: Docker Official
    /// Images, Google, and whoever makes the runtime.
    pub listed: bool,
}

/// The publishers that are asked for, in the order in which they are preferred.
pub fn listed() -> impl Iterator<Item = &'static Publisher> {
    PUBLISHERS.iter().filter(|row| row.listed)
}
