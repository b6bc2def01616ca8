//! Who publishes images, and from where.

include!(concat!(env!("OUT_DIR"), "/publishers.rs"));

/// Who publishes an image.
#[derive(Debug, PartialEq, Eq)]
pub struct Publisher {
    /// Stable name, such as `google`.
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
}
