//! Why an image could not be read, and what to do about it.

use std::fmt;
use std::time::Duration;

use oci_client::errors::{OciDistributionError, OciErrorCode};

/// Longest part of a registry's own words that is repeated.
const LONGEST_QUOTE: usize = 160;

/// Why an image could not be read. Displayed as one line that ends with what
/// to do; the image's name goes before it.
#[derive(Clone, Debug)]
pub enum Trouble {
    /// No connection, or no answer in time.
    Unreachable {
        /// The host that was asked.
        host: String,
        /// The system's reason.
        why: String,
    },
    /// HTTP 429, and it asks for a longer wait than we are ready for.
    RateLimited {
        /// The host that was asked.
        host: String,
        /// What it asks for, where it says so.
        wait: Option<Duration>,
    },
    /// HTTP 401 or 403, or the token service refuses.
    Unauthorised {
        /// The host that was asked.
        host: String,
        /// Its own words, or nothing.
        why: String,
    },
    /// The host does not know the tag or the repository.
    NotFound {
        /// The host that was asked.
        host: String,
    },
    /// Manifest, index or configuration are not what the specification says.
    Malformed(String),
    /// An architecture of the record that the registry does not have.
    MissingArchitecture {
        /// As in `linux/arm64`.
        wanted: &'static str,
        /// The architectures that are there instead.
        found: Vec<String>,
    },
    /// The sizes of the layers add up to nothing.
    Empty(&'static str),
    /// A layer that could not be read to its end.
    Layer {
        /// The layer's digest.
        digest: String,
        /// What went wrong.
        why: String,
    },
    /// Any other error that the host answers with.
    Answer {
        /// The host that was asked.
        host: String,
        /// The status, or its own words.
        what: String,
    },
    /// The record in the catalogue or the login cannot be used.
    Setting(String),
}

impl fmt::Display for Trouble {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreachable { host, why } => {
                write!(out, "{host} cannot be reached ({}): check the network, or name a mirror with --registry-map", quote(why))
            }
            Self::RateLimited { host, wait: Some(wait) } => write!(
                out,
                "{host} limits requests and requires a wait of {} s, which is longer than this tool waits: run again after that, or run `docker login {host}` for a higher limit",
                wait.as_secs()
            ),
            Self::RateLimited { host, wait: None } => write!(
                out,
                "{host} limits requests and does not say for how long: run again in some hours, or run `docker login {host}` for a higher limit"
            ),
            Self::Unauthorised { host, why } => {
                write!(out, "{host} refuses access{}: check the reference in the record, then run `docker login {host}`", reason(why))
            }
            Self::NotFound { host } => write!(out, "{host} has no such tag: correct the reference in the record"),
            Self::Malformed(why) => {
                write!(out, "the registry's answer is malformed ({}): ask again later, or tell the publisher", quote(why))
            }
            Self::MissingArchitecture { wanted, found } => write!(
                out,
                "there is no {wanted}, only {}: correct the architectures in the record",
                if found.is_empty() { "nothing".into() } else { found.join(", ") }
            ),
            Self::Empty(architecture) => {
                write!(out, "the layers of {architecture} have a size of zero, which no image has: look at its manifest")
            }
            Self::Layer { digest, why } => write!(out, "the layer {digest} cannot be read ({}): run again", quote(why)),
            Self::Answer { host, what } => write!(out, "{host} answers with an error ({}): run again later", quote(what)),
            Self::Setting(problem) => out.write_str(problem),
        }
    }
}

fn reason(words: &str) -> String {
    if words.trim().is_empty() { String::new() } else { format!(" ({})", quote(words)) }
}

/// Somebody else's words on one line and without control characters, so that
/// a registry cannot write on the terminal.
fn quote(words: &str) -> String {
    let line: String = words.chars().map(|char| if char.is_control() { ' ' } else { char }).collect();
    let mut line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = line.char_indices().nth(LONGEST_QUOTE) {
        line.truncate(end);
        line.push('…');
    }
    line
}

impl Trouble {
    /// What the client's error means, of an answer by `host`.
    pub fn of(error: OciDistributionError, host: &str) -> Self {
        use OciDistributionError as E;
        let host = host.to_owned();
        match error {
            E::RequestError(problem) => Self::Unreachable { host, why: deepest(&problem) },
            E::UnauthorizedError { .. } => Self::Unauthorised { host, why: String::new() },
            E::AuthenticationFailure(why) => Self::Unauthorised { host, why },
            E::ImageManifestNotFoundError(_) => Self::NotFound { host },
            E::RegistryError { envelope, .. } => {
                let has = |codes: &[OciErrorCode]| envelope.errors.iter().any(|error| codes.contains(&error.code));
                let why = envelope.errors.iter().map(|error| error.message.as_str()).collect::<Vec<_>>().join("; ");
                if has(&[OciErrorCode::ManifestUnknown, OciErrorCode::NameUnknown, OciErrorCode::NotFound]) {
                    Self::NotFound { host }
                } else if has(&[OciErrorCode::Unauthorized, OciErrorCode::Denied]) {
                    Self::Unauthorised { host, why }
                } else {
                    Self::Answer { host, what: why }
                }
            }
            E::ServerError { code: 404, .. } => Self::NotFound { host },
            E::ServerError { code: 403, message, .. } => Self::Unauthorised { host, why: message },
            E::ServerError { code, message, .. } => Self::Answer { host, what: format!("status {code} {message}") },
            E::RegistryTokenDecodeError(why) => Self::Unauthorised { host, why },
            other => Self::Malformed(other.to_string()),
        }
    }

    /// Whether the host would give every other image the same answer, so that
    /// there is no sense in asking on.
    pub fn is_of_the_host(&self) -> bool {
        matches!(self, Self::Unreachable { .. } | Self::RateLimited { .. })
    }
}

/// Where the registry limits the rate: the address it said so of, which is
/// empty where the client does not tell it.
pub fn rate_limited(error: &OciDistributionError) -> Option<&str> {
    match error {
        OciDistributionError::ServerError { code: 429, url, .. } => Some(url),
        OciDistributionError::RegistryError { envelope, url } => {
            envelope.errors.iter().any(|error| error.code == OciErrorCode::Toomanyrequests).then_some(url)
        }
        OciDistributionError::AuthenticationFailure(words) => {
            let words = words.to_ascii_lowercase();
            (words.contains("toomanyrequests") || words.contains("too many requests")).then_some("")
        }
        _ => None,
    }
}

/// The innermost reason, which names what the system said.
fn deepest(problem: &reqwest::Error) -> String {
    let mut reason: &dyn std::error::Error = problem;
    while let Some(inner) = reason.source() {
        reason = inner;
    }
    if problem.is_timeout() { "no answer in time".into() } else { reason.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_registry_cannot_write_on_the_terminal() {
        let trouble = Trouble::Malformed(format!("a\x1b[2J\nb{}", "x".repeat(500)));
        let line = trouble.to_string();
        assert!(line.starts_with("the registry's answer is malformed (a [2J bxxx") && line.contains('…'), "{line}");
        assert!(!line.contains('\n') && line.chars().count() < 300, "{line}");
    }
}
