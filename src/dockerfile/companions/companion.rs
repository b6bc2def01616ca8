//! What each of them is.

/// Something to take along.
#[derive(Clone, Debug, PartialEq)]
pub struct Companion {
    /// The name of the file, or what it is.
    pub name: &'static str,
    /// What it is for, in a sentence or two.
    pub about: String,
    /// What is in it.
    pub text: String,
    /// Whether it is a file to save under that name.
    pub is_file: bool,
}

impl Companion {
    /// A file to save under that name.
    pub(super) fn file(name: &'static str, about: impl Into<String>, text: String) -> Companion {
        Companion { name, about: about.into(), text, is_file: true }
    }

    /// A text to paste or to run.
    pub(super) fn text(name: &'static str, about: impl Into<String>, text: String) -> Companion {
        Companion { name, about: about.into(), text, is_file: false }
    }
}
