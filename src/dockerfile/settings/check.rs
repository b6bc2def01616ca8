//! Which text can be set. Each check names the letters that are allowed, all of
//! them plain ASCII: what is not named can never reach a file.

use super::{assigned, commands, passed, words};
use crate::facts::extensions;

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
    /// PHP extensions by name, separated by commas.
    Extensions,
    /// An absolute path of a URL.
    Path,
    /// An absolute path of a URL that is not the root.
    Base,
    /// Ports, separated by commas.
    Ports,
    /// A relative folder, or a dot.
    Folder,
    /// A relative folder that is not the root.
    Member,
    /// Relative paths, separated by commas.
    Files,
    /// Absolute folders that a program may write to, separated by commas.
    Folders,
    /// Words as a shell takes them.
    Words,
    /// What Deno is told to allow, as words of a shell.
    Permissions,
    /// Processes by name, each with its words, as lines of a Procfile.
    Processes,
    /// Variables with values, as a shell takes them.
    Variables,
    /// Names of variables, separated by commas.
    Names,
    /// Variables with values or without, as a shell takes them.
    Arguments,
    /// Labels with values, as a shell takes them.
    Labels,
    /// Paths with the addresses that their requests go to.
    Passed,
    /// Commands of words, joined by `&&`.
    Steps,
    /// The host of a registry, with a port and a path or without.
    Registry,
    /// The path of a certificate, from the root of the build context.
    Certificate,
    /// Names of scripts in package.json, separated by commas.
    Scripts,
    /// Features, tags, profiles or definitions of a build, separated by commas.
    Features,
}

/// The longest text of each kind, in letters.
const LONGEST_NAME: usize = 64;
const LONGEST_ENTRY: usize = 80;
const LONGEST_VERSION: usize = 8;
const LONGEST_PACKAGE: usize = 40;
const LONGEST_PACKAGES: usize = 500;
const LOWEST_PORT: u16 = 1024;
const LONGEST_LIST: usize = 200;
const MOST_PORTS: usize = 6;
const MOST_FOLDERS: usize = 6;
const MOST_FILES: usize = 12;

impl Check {
    /// What is wrong with the text, in words.
    pub fn problem(self, text: &str) -> Option<&'static str> {
        if !text.is_ascii() {
            return Some("Use ASCII letters only. Other letters can look the same and be different.");
        }
        match self {
            Check::ImageName => image_name(text),
            Check::Port => port(text),
            Check::Entry => entry(text),
            Check::Version => version(text),
            Check::Packages => packages(text),
            Check::Extensions => extensions(text),
            Check::Path => path(text),
            Check::Base => base(text),
            Check::Ports => list(text, MOST_PORTS, |text| port(text.strip_suffix("/udp").unwrap_or(text))),
            Check::Folder if text == "." => None,
            Check::Folder => file(text),
            Check::Member => member(text),
            Check::Files => list(text, MOST_FILES, file),
            Check::Folders => list(text, MOST_FOLDERS, folder),
            Check::Words => commands::one_command(text),
            Check::Permissions => commands::permissions(text),
            Check::Processes => commands::processes(text),
            Check::Variables => assigned::variables(text),
            Check::Names => list(text, MOST_FILES, name),
            Check::Arguments => assigned::arguments(text),
            Check::Labels => assigned::labels(text),
            Check::Passed => passed::problem(text),
            Check::Steps => commands::steps(text),
            Check::Registry => registry(text),
            Check::Certificate => certificate(text),
            Check::Scripts => list(text, MOST_FILES, script),
            Check::Features => list(text, MOST_FILES, feature),
        }
    }

    /// Whether any letter of ASCII may be in it, so that a link has to escape some.
    pub fn is_free(self) -> bool {
        matches!(
            self,
            Check::Words
                | Check::Permissions
                | Check::Processes
                | Check::Variables
                | Check::Arguments
                | Check::Labels
                | Check::Passed
                | Check::Steps
        )
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
        return Some("Use at most 64 characters.");
    }
    (!text.split('/').all(part))
        .then_some("Use lower-case letters and digits, with single dots, dashes, underscores and slashes between them.")
}

/// A host, which only a dot or a port tells from a name on Docker Hub.
fn registry(text: &str) -> Option<&'static str> {
    let (host, path) = text.split_once('/').map_or((text, None), |(host, path)| (host, Some(path)));
    let (name, port) = host.split_once(':').map_or((host, None), |(name, port)| (name, Some(port)));
    let label = |label: &str| lower(label, "-") && !label.is_empty() && !label.starts_with('-') && !label.ends_with('-');
    let is_port = |port: &str| port.len() <= 5 && !port.starts_with('0') && port.parse::<u16>().is_ok_and(|port| port > 0);
    let is_host = (name.contains('.') || port.is_some()) && name.split('.').all(label) && port.is_none_or(is_port);
    if text.len() > LONGEST_NAME || !is_host {
        return Some(
            "Enter a host with a dot or a port, such as registry.example.com/hub, without https:// and with at most 64 characters.",
        );
    }
    path.and_then(image_name)
}

fn port(text: &str) -> Option<&'static str> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
    match text.parse::<u16>() {
        Ok(port) if digits && port >= LOWEST_PORT => None,
        Ok(_) if digits => Some("Enter a port from 1024 to 65535. A non-root user may not be allowed to use a lower one."),
        _ => Some("Enter a number from 1024 to 65535."),
    }
}

fn entry(text: &str) -> Option<&'static str> {
    if text.len() > LONGEST_ENTRY {
        return Some("Use at most 80 characters.");
    }
    // A factory of Python is named with its brackets.
    let text = if text.contains(':') { text.strip_suffix("()").unwrap_or(text) } else { text };
    if !only(text, "._-/:@") {
        return Some("Only letters, digits and . _ - / : @ are allowed.");
    }
    if text.starts_with(['-', '/', ':', '@']) || text.ends_with(['/', ':']) {
        return Some("Do not begin with a dash, slash or colon, and do not end with a slash or colon.");
    }
    if text.contains("..") || text.contains("//") {
        return Some("Enter a path inside the project, without “..” and empty parts.");
    }
    // A dot alone is the project's own folder; a module that ends in one is half a name.
    if text.split(':').any(|part| part.len() > 1 && part.ends_with('.') && !part.ends_with("/.")) {
        return Some("Do not end a name with a dot.");
    }
    (text.matches(':').count() > 1).then_some("Use at most one colon, between module and object.")
}

fn version(text: &str) -> Option<&'static str> {
    let number = |part: &str| !part.is_empty() && part.len() <= 3 && part.bytes().all(|byte| byte.is_ascii_digit());
    let fits = text.len() <= LONGEST_VERSION && text.split('.').count() <= 3 && text.split('.').all(number);
    (!fits).then_some("Enter a version number, such as 3.13.")
}

fn packages(text: &str) -> Option<&'static str> {
    if text.len() > LONGEST_PACKAGES {
        return Some("Use at most 500 characters.");
    }
    let package = |name: &str| {
        let first = name.chars().next().is_some_and(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit());
        first && name.len() >= 2 && name.len() <= LONGEST_PACKAGE && lower(name, "+.-_") && !name.contains("..")
    };
    (!text.split(',').all(package)).then_some("Enter lower-case package names of two or more characters, separated by commas only.")
}

fn extensions(text: &str) -> Option<&'static str> {
    let known = text.split(',').all(extensions::is_known);
    (!known).then_some("Enter names of known extensions, such as gd, intl, pdo_pgsql or redis, separated by commas only.")
}

fn path(text: &str) -> Option<&'static str> {
    if text.len() > LONGEST_ENTRY {
        return Some("Use at most 80 characters.");
    }
    if !text.starts_with('/') {
        return Some("Begin the path with a slash.");
    }
    (!only(text, "._-/~") || text.contains("//") || text.contains(".."))
        .then_some("Only letters, digits and . _ - ~ / are allowed, without “..”.")
}

/// A path that others begin with.
fn base(text: &str) -> Option<&'static str> {
    let is_plain = text.trim_matches('/').split('/').all(|part| !part.is_empty() && part != ".");
    path(text).or((!is_plain).then_some("Enter a path below the root, such as /docs."))
}

/// Parts of which each passes, none twice.
fn list(text: &str, most: usize, check: fn(&str) -> Option<&'static str>) -> Option<&'static str> {
    let parts: Vec<&str> = text.split(',').collect();
    if text.len() > LONGEST_LIST || parts.len() > most {
        return Some(match most {
            MOST_FILES => "Enter at most 12 values, with at most 200 characters in total.",
            _ => "Enter at most 6 values, with at most 200 characters in total.",
        });
    }
    if (1..parts.len()).any(|at| parts[..at].contains(&parts[at])) {
        return Some("Enter each value only once.");
    }
    parts.into_iter().find_map(check)
}

fn name(text: &str) -> Option<&'static str> {
    (!words::is_name(text)).then_some(
        "Enter names without values, separated by commas. Names have letters, digits and underscores and do not begin with a digit.",
    )
}

/// A file or folder below the project.
fn file(text: &str) -> Option<&'static str> {
    if text.is_empty() || text.contains(':') {
        return Some("Enter paths inside the project, separated by commas only.");
    }
    // They are left out of the build context, whatever is set.
    if text.split('/').any(|part| part.starts_with(".env") || [".npmrc", ".netrc", ".git"].contains(&part)) {
        return Some("Files with secrets or variables, such as .env, are never copied. Pass variables to the container when it starts.");
    }
    entry(text)
}

/// A folder of the project, in the one way in which it can be written.
fn member(text: &str) -> Option<&'static str> {
    // Of a file, not of a list.
    if text.contains([',', ':']) {
        return Some("Enter one folder, relative to the project’s root.");
    }
    let is_plain = text.split('/').all(|part| part != "." && !part.starts_with('-'));
    file(text).or((!is_plain).then_some("Enter a folder below the root, such as apps/api, without “.” as a path segment."))
}

/// Where nothing of a program may be written over: an empty volume there hides
/// what the image has.
const NEVER_WRITTEN: &[&str] = &[
    "/bin",
    "/boot",
    "/deno-dir",
    "/dev",
    "/etc",
    "/lib",
    "/lib64",
    "/nodejs",
    "/opt",
    "/proc",
    "/root",
    "/sbin",
    "/sys",
    "/usr",
    "/usr/bin",
    "/usr/lib",
    "/usr/local",
    "/usr/share",
    "/venv",
    "/app",
    "/server",
    "/srv",
    "/var",
    "/var/lib",
    "/home",
];

fn folder(text: &str) -> Option<&'static str> {
    if !text.starts_with('/') || text.ends_with('/') {
        return Some("Enter absolute paths without a slash at the end, such as /data, separated by commas only.");
    }
    if text == "/tmp" {
        return Some("/tmp is already included.");
    }
    if NEVER_WRITTEN.contains(&text) || ["/dev/", "/proc/", "/sys/", "/etc/", "/usr/"].iter().any(|start| text.starts_with(start)) {
        return Some("This folder belongs to the system or the program. Enter one below it, such as /app/data or /var/lib/shop.");
    }
    let is_plain = only(text, "._-/") && !text.contains("//") && !text.contains("..") && !text.split('/').any(|part| part == ".");
    (!is_plain).then_some("Only letters, digits and . _ - / are allowed, without “..”.")
}

fn script(text: &str) -> Option<&'static str> {
    let fits = text.starts_with(|letter: char| letter.is_ascii_alphanumeric())
        && only(text, "._:-")
        && !text.contains("..")
        && text.len() <= LONGEST_NAME;
    (!fits).then_some("Enter names of scripts, such as build:prod, separated by commas only.")
}

/// What stands before the name of a group of Python’s packages, which may have the name of an extra.
pub const GROUP: &str = "group:";

/// A name as Cargo, Go and Maven have them, a definition of CMake, or a group of Python’s packages.
fn feature(text: &str) -> Option<&'static str> {
    let text = text.strip_prefix(GROUP).unwrap_or(text);
    let (name, value) = text.split_once('=').unwrap_or((text, ""));
    let fits = name.starts_with(|letter: char| letter.is_ascii_alphanumeric() || letter == '_')
        && only(name, "._/+-")
        && only(value, "._/+-")
        && !text.contains("..")
        && text.len() <= LONGEST_NAME;
    (!fits).then_some("Enter names such as sqlite, or definitions such as WITH_TLS=ON, separated by commas only.")
}

fn certificate(text: &str) -> Option<&'static str> {
    if text.contains(':') {
        return Some("Only letters, digits and . _ - / are allowed.");
    }
    let named = [".crt", ".pem"].iter().any(|end| text.strip_suffix(end).is_some_and(|name| !name.is_empty() && !name.ends_with('/')));
    entry(text).or((!named).then_some("Enter the path of a PEM file that ends in .crt or .pem."))
}
