//! The command line.

use std::collections::HashMap;
use std::net::IpAddr;
use std::path::PathBuf;

use chrono::{NaiveDate, Utc};
use lexopt::prelude::*;

/// What `--help` prints.
pub const HELP: &str = "\
refresh-facts: writes the sizes from the registries into the catalogue

  --facts FOLDER          the catalogue (default: src/facts)
  --only ID               only this image; can be repeated
  --check                 show what would change and write nothing
  --unpacked              also read every layer of linux/amd64 and measure its files
  --registry-map FROM=TO  ask TO instead of the registry FROM, for mirrors and
                          tests (docker.io=127.0.0.1:5000); plain HTTP is used
                          for loopback and for nothing else
  --today YYYY-MM-DD      the date to write (default: today, UTC)

Images that need a login are read if `docker login` was run before,
and skipped otherwise.

Exit code: 0 done; 1 --check found a difference; 2 something could not be read
or written; 3 an image's user, entrypoint or command is not what the catalogue
says, and a human has to look. After 2 and 3 no file has been touched.
";

/// What one run is asked to do.
pub struct Arguments {
    /// The folder of the JSON files.
    pub facts: PathBuf,
    /// The ids to read; empty means all.
    pub only: Vec<String>,
    /// Show, but write nothing.
    pub check: bool,
    /// Also pull the layers and measure what they unpack to.
    pub unpacked: bool,
    /// Which host to ask in place of a registry.
    pub registry_map: HashMap<String, String>,
    /// The date of the figures.
    pub today: NaiveDate,
}

/// Reads the command line; `None` when it asks for help.
pub fn read() -> Result<Option<Arguments>, String> {
    parse(lexopt::Parser::from_env())
}

fn parse(mut parser: lexopt::Parser) -> Result<Option<Arguments>, String> {
    let mut read = Arguments {
        facts: PathBuf::from("src/facts"),
        only: Vec::new(),
        check: false,
        unpacked: false,
        registry_map: HashMap::new(),
        today: Utc::now().date_naive(),
    };
    let wrong = |problem: lexopt::Error| problem.to_string();
    while let Some(argument) = parser.next().map_err(wrong)? {
        match argument {
            Long("facts") => read.facts = parser.value().map_err(wrong)?.into(),
            Long("only") => read.only.push(parser.value().map_err(wrong)?.string().map_err(wrong)?),
            Long("check") => read.check = true,
            Long("unpacked") => read.unpacked = true,
            Long("registry-map") => {
                let (from, to) = mapping(&parser.value().map_err(wrong)?.string().map_err(wrong)?)?;
                read.registry_map.insert(from, to);
            }
            Long("today") => {
                let text = parser.value().map_err(wrong)?.string().map_err(wrong)?;
                read.today =
                    NaiveDate::parse_from_str(&text, "%Y-%m-%d").map_err(|_| format!("--today {text} is not a date like 2026-01-31"))?;
            }
            Short('h') | Long("help") => return Ok(None),
            other => return Err(other.unexpected().to_string()),
        }
    }
    Ok(Some(read))
}

fn mapping(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((from, to)) if !from.is_empty() && !to.is_empty() && !to.contains('/') => Ok((from.into(), to.into())),
        _ => Err(format!("--registry-map {text} is not like docker.io=mirror.example:5000")),
    }
}

/// Whether a registry (`host` or `host:port`) is this machine, which alone may
/// be asked without TLS.
pub fn is_loopback(registry: &str) -> bool {
    let host = match registry.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => registry,
    };
    host == "localhost" || host.trim_matches(['[', ']']).parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_asked_without_tls() {
        for registry in ["127.0.0.1:5000", "127.8.9.1", "localhost", "localhost:80", "[::1]:5000"] {
            assert!(is_loopback(registry), "{registry}");
        }
        for registry in ["docker.io", "10.0.0.1:5000", "127.0.0.1.example:80", "localhost.example", "[::2]:5000", "0.0.0.0:5000"] {
            assert!(!is_loopback(registry), "{registry}");
        }
    }

    #[test]
    fn what_is_not_understood_is_said() {
        for (arguments, says) in [
            (&["--today", "2026-13-01"][..], "2026-13-01 is not a date"),
            (&["--today", "today"], "is not a date"),
            (&["--registry-map", "docker.io"], "is not like"),
            (&["--registry-map", "docker.io=mirror/prefix"], "is not like"),
            (&["--accept-contents"], "--accept-contents"),
            (&["alpine"], "alpine"),
            (&["--only"], "--only"),
        ] {
            let problem = parse(lexopt::Parser::from_args(arguments)).err().unwrap_or_default();
            assert!(problem.contains(says), "{arguments:?}: {problem}");
        }
    }
}
