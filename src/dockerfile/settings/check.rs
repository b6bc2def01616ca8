//! Which text can be set. Each check names the letters that are allowed, all of
//! them plain ASCII: what is not named can never reach a file.

/// What a text has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    /// A repository name, as registries take it.
    ImageName,
    /// A port from 1024 to 65535.
    Port,
    /// A relative path, a module or a file name.
    Entry,
    /// A version number, such as `3.13`.
    Version,
    /// Package names, separated by commas.
    Packages,
    /// An absolute path of a URL.
    Path,
    /// The path of a certificate, from the root of the build context.
    Certificate,
}

/// The longest text of each kind, in letters.
const LONGEST_NAME: usize = 64;
const LONGEST_ENTRY: usize = 80;
const LONGEST_VERSION: usize = 8;
const LONGEST_PACKAGE: usize = 40;
const MOST_PACKAGES: usize = 12;
const LOWEST_PORT: u16 = 1024;

impl Check {
    /// What is wrong with the text, in words.
    pub fn problem(self, text: &str) -> Option<&'static str> {
        if !text.is_ascii() {
            return Some("Plain ASCII letters only: others can look the same and be different.");
        }
        match self {
            Check::ImageName => image_name(text),
            Check::Port => port(text),
            Check::Entry => entry(text),
            Check::Version => version(text),
            Check::Packages => packages(text),
            Check::Path => path(text),
            Check::Certificate => certificate(text),
        }
    }
}

fn only(text: &str, also: &str) -> bool {
    text.chars().all(|letter| letter.is_ascii_alphanumeric() || also.contains(letter))
}

fn lower(text: &str, also: &str) -> bool {
    text.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || also.contains(letter))
}

/// Parts that begin and end with a letter or digit, as the distribution
/// protocol has it.
fn image_name(text: &str) -> Option<&'static str> {
    let part = |part: &str| {
        let ends = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_alphanumeric());
        lower(part, "._-") && ends(part.chars().next()) && ends(part.chars().last()) && !part.contains("..")
    };
    if text.len() > LONGEST_NAME {
        return Some("At most 64 letters.");
    }
    (!text.split('/').all(part)).then_some("Lower-case letters and digits, with single dots, dashes, underscores and slashes between them.")
}

fn port(text: &str) -> Option<&'static str> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
    match text.parse::<u16>() {
        Ok(port) if digits && port >= LOWEST_PORT => None,
        Ok(_) if digits => Some("From 1024 to 65535: below that an ordinary user may be refused."),
        _ => Some("A number from 1024 to 65535."),
    }
}

fn entry(text: &str) -> Option<&'static str> {
    if text.len() > LONGEST_ENTRY {
        return Some("At most 80 letters.");
    }
    if !only(text, "._-/:") {
        return Some("Letters, digits and . _ - / : only.");
    }
    if text.starts_with(['-', '/', ':']) || text.ends_with(['/', ':']) {
        return Some("It does not begin with a dash, slash or colon, nor end with a slash or colon.");
    }
    if text.contains("..") || text.contains("//") {
        return Some("A path below the project, without “..” and without empty parts.");
    }
    (text.matches(':').count() > 1).then_some("At most one colon, between module and object.")
}

fn version(text: &str) -> Option<&'static str> {
    let number = |part: &str| !part.is_empty() && part.len() <= 3 && part.bytes().all(|byte| byte.is_ascii_digit());
    let fits = text.len() <= LONGEST_VERSION && text.split('.').count() <= 3 && text.split('.').all(number);
    (!fits).then_some("A version number, such as 3.13.")
}

fn packages(text: &str) -> Option<&'static str> {
    if text.split(',').count() > MOST_PACKAGES {
        return Some("At most 12 packages.");
    }
    let package = |name: &str| {
        let first = name.chars().next().is_some_and(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit());
        first && name.len() >= 2 && name.len() <= LONGEST_PACKAGE && lower(name, "+.-_") && !name.contains("..")
    };
    (!text.split(',').all(package)).then_some("Package names of two letters or more, lower-case, separated by commas and nothing else.")
}

fn path(text: &str) -> Option<&'static str> {
    if text.len() > LONGEST_ENTRY {
        return Some("At most 80 letters.");
    }
    if !text.starts_with('/') {
        return Some("It begins with a slash.");
    }
    (!only(text, "._-/~") || text.contains("//") || text.contains("..")).then_some("Letters, digits and . _ - ~ / only, without “..”.")
}

fn certificate(text: &str) -> Option<&'static str> {
    if text.contains(':') {
        return Some("Letters, digits and . _ - / only.");
    }
    let named = [".crt", ".pem"].iter().any(|end| text.strip_suffix(end).is_some_and(|name| !name.is_empty() && !name.ends_with('/')));
    entry(text).or((!named).then_some("The path of a PEM file that ends in .crt or .pem."))
}
