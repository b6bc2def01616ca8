//! Which names and values can be set: those of variables, of arguments of the
//! build and of labels. All of them are in the image for everybody to read.

use super::words;

/// Words of names whose values are no defaults of an image that others may pull:
/// those of BuildKit's own check, SecretsUsedInArgOrEnv, which would warn of them.
const SECRET: &[&str] = &["APIKEY", "AUTH", "CREDENTIAL", "CREDENTIALS", "KEY", "PASSWORD", "PWORD", "PASSWD", "SECRET", "TOKEN"];

/// What the file itself gives to a build under these names.
const TAKEN: &[&str] = &["PATH", "HOME", "VERSION", "REVISION", "TARGETOS", "TARGETARCH", "BUILDPLATFORM", "TARGETPLATFORM"];

/// What is wrong with variables of the environment, each with a value.
pub fn variables(text: &str) -> Option<&'static str> {
    let problem = "Enter NAME=value, separated by spaces. Names have letters, digits and underscores and do not begin with a digit.";
    each(text, |word| words::assigned(word).ok_or(problem))
}

/// The same of arguments of the build, which may have no value.
pub fn arguments(text: &str) -> Option<&'static str> {
    let problem =
        "Enter NAME or NAME=default, separated by spaces. Names have letters, digits and underscores and do not begin with a digit.";
    each(text, |word| {
        let (name, value) = argument(word).ok_or(problem)?;
        if TAKEN.contains(&name) || name.ends_with("_VERSION") && name.matches('_').count() == 1 {
            return Err("Use another name: the Dockerfile already uses this one.");
        }
        Ok((name, value.unwrap_or_default()))
    })
}

/// An argument with its default, if it has one.
pub fn argument(word: &str) -> Option<(&str, Option<&str>)> {
    match words::assigned(word) {
        Some((name, value)) => Some((name, Some(value))),
        None if word.contains('=') => None,
        None => words::is_name(word).then_some((word, None)),
    }
}

/// What is wrong with labels, each with a value.
pub fn labels(text: &str) -> Option<&'static str> {
    let problem =
        "Enter name=value, separated by spaces. Names have lower-case letters and digits, with single dots and dashes between them.";
    each(text, |word| label(word).ok_or(problem))
}

/// A label with its value. The characters are those that Docker's guidelines allow.
pub fn label(word: &str) -> Option<(&str, &str)> {
    let (name, value) = word.split_once('=')?;
    let plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit();
    let part = |part: &str| !part.is_empty() && part.chars().all(plain);
    (name.starts_with(|letter: char| letter.is_ascii_lowercase()) && name.split(['.', '-', '_']).all(part)).then_some((name, value))
}

/// What is wrong with words that each have a name and a value.
fn each<'a>(text: &str, read: impl for<'w> Fn(&'w str) -> Result<(&'w str, &'w str), &'static str> + 'a) -> Option<&'static str> {
    let words = match words::checked(text) {
        Err(problem) => return Some(problem),
        Ok(words) => words,
    };
    let mut names: Vec<&str> = Vec::new();
    for word in &words {
        let (name, value) = match read(word) {
            Err(problem) => return Some(problem),
            Ok(read) => read,
        };
        if names.contains(&name) {
            return Some("Use each name only once.");
        }
        if is_of_a_secret(name) || has_a_password(value) {
            return Some("Do not enter a secret: everyone who can pull the image can read it. Pass it when you start the container.");
        }
        names.push(name);
    }
    None
}

/// Whether a name says that its value is a secret.
pub fn is_of_a_secret(name: &str) -> bool {
    name.split(['_', '.', '-']).any(|word| SECRET.iter().any(|secret| word.eq_ignore_ascii_case(secret)))
}

/// Whether a value is an address with a password in it.
pub fn has_a_password(value: &str) -> bool {
    let Some((_, rest)) = value.split_once("://") else { return false };
    rest.split('/').next().and_then(|host| host.split_once('@')).is_some_and(|(user, _)| user.contains(':'))
}
