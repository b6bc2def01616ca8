//! Who signs images.

use super::date::Date;

include!(concat!(env!("OUT_DIR"), "/signings.rs"));

/// Who signs an image, and how to see that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signing {
    /// Who, and in which way.
    pub how: &'static str,
    /// The command that verifies it; `IMAGE` stands for the reference.
    pub verify: &'static str,
    /// Where that is written.
    pub source: &'static str,
    /// The date of that source.
    pub date: Date,
}

impl Signing {
    /// The command for one reference.
    pub fn command(&self, reference: &str) -> String {
        self.verify.replace("IMAGE", reference)
    }
}
