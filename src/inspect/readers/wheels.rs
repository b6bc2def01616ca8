//! Which version of Python has wheels of all packages that a project pins.
//!
//! The newest Python compiles what was pinned before it came out, which needs compilers
//! and often fails.

use super::lines;
use super::python::requirement;
use crate::dockerfile::SettingId;
use crate::inspect::findings::Findings;
use crate::inspect::found::Sure;
use crate::inspect::project::View;

/// The minor versions of Python that the table is about.
const MINORS: [u32; 4] = [11, 12, 13, 14];

/// The first releases with wheels for them (CPython, x86-64, manylinux), as PyPI had them on
/// 2026-12-01. Only packages that are slow to compile or need headers are worth a row.
const WHEELS: &[(&str, [&str; 4])] = &[
    ("cffi", ["1.15.1", "1.16.0", "1.17.0", "2.0.0"]),
    ("gevent", ["22.10.1", "23.7.0", "24.10.1", "25.8.1"]),
    ("greenlet", ["1.1.3", "3.0.0", "3.1.0", "3.2.3"]),
    ("lxml", ["4.9.1", "4.9.3", "5.3.0", "6.0.1"]),
    ("numpy", ["1.23.2", "1.26.0", "2.1.0", "2.3.2"]),
    ("orjson", ["3.7.7", "3.9.3", "3.10.7", "3.11.4"]),
    ("pandas", ["1.5.0", "2.1.1", "2.2.3", "2.3.3"]),
    ("pillow", ["9.2.0", "10.0.0", "10.4.0", "11.3.0"]),
    ("psycopg2-binary", ["2.9.5", "2.9.9", "2.9.10", "2.9.11"]),
    ("pyyaml", ["6.0", "6.0.1", "6.0.2", "6.0.3"]),
    ("uvloop", ["0.17.0", "0.18.0", "0.21.0", "0.22.1"]),
];

/// A version as numbers; none for one before a release.
fn numbers(text: &str) -> Option<Vec<u32>> {
    text.split('.').map(|part| part.parse().ok()).collect()
}

/// The newest version of Python that a pinned release has wheels for; zero for an older one.
fn newest(name: &str, version: &str) -> Option<u32> {
    let (_, firsts) = WHEELS.iter().find(|(own, _)| own.eq_ignore_ascii_case(name))?;
    let pinned = numbers(version)?;
    let fits = |first: &str| numbers(first).is_some_and(|first| first <= pinned);
    Some(MINORS.iter().zip(firsts).rev().find(|(_, first)| fits(first)).map_or(0, |(minor, _)| *minor))
}

/// What compiles such a package: packages of Debian beside the compiler.
const COMPILED_WITH: &[(&str, &str)] = &[
    ("cffi", "libffi-dev"),
    ("lxml", "libxml2-dev,libxslt1-dev"),
    ("pillow", "libjpeg-dev,zlib1g-dev"),
    ("psycopg2-binary", "libpq-dev"),
    ("pyyaml", "libyaml-dev"),
];

/// Pinned packages of requirements.txt, each with its version and the line.
fn of_requirements(text: &str) -> Vec<(String, String, u32)> {
    let all = lines(text).filter_map(|(line, text)| {
        let version = text.split_once("==")?.1.split([' ', ';', '#', ',', '\\']).next()?.trim();
        Some((requirement(text.trim()).to_string(), version.to_string(), line))
    });
    all.collect()
}

/// Packages of a lock file of Poetry or PDM that run, each with its version and the line.
fn of_a_lock(text: &str) -> Vec<(String, String, u32)> {
    let mut all: Vec<(String, String, u32)> = Vec::new();
    for (line, text) in lines(text) {
        let value = |key: &str| text.strip_prefix(key).map(|rest| rest.trim_start_matches([' ', '=']).trim_matches('"').to_string());
        if let Some(name) = value("name ") {
            all.push((name, String::new(), line));
        } else if let (Some(version), Some((.., own, _))) = (value("version "), all.last_mut()) {
            *own = version;
        } else if text == "category = \"dev\""
            || text.starts_with("groups = ") && !text.contains("\"main\"") && !text.contains("\"default\"")
        {
            all.pop();
        }
    }
    all
}

/// Reads what a file pins: the name and version of each package, and the line.
type Reader = fn(&str) -> Vec<(String, String, u32)>;

/// The files that pin packages, the first that is there.
const FILES: &[(&str, Reader)] = &[("poetry.lock", of_a_lock), ("pdm.lock", of_a_lock), ("requirements.txt", of_requirements)];

/// What is pinned, with its versions.
pub(super) fn pinned(view: &View<'_>, findings: &mut Findings) {
    let Some((file, text, read)) = FILES.iter().find_map(|(file, read)| Some((*file, view.text(file)?, read))) else { return };
    let all = read(text).into_iter().filter_map(|(name, version, line)| Some((newest(&name, &version)?, name, version, line)));
    let all: Vec<(u32, String, String, u32)> = all.collect();
    let mut at = findings.at(view, file);
    for (_, name, version, line) in all.iter().filter(|(minor, ..)| *minor == 0) {
        let why = format!("{name} {version} has no wheel for Python 3.{} or newer, so the build compiles it", MINORS[0]);
        at.note(*line, format!("{why}. A newer {name} has one."));
        at.set(SettingId::BuildPackages, "build-essential", *line, Sure::Inferred, why.as_str());
        if let Some((_, more)) = COMPILED_WITH.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)) {
            at.set(SettingId::BuildPackages, more, *line, Sure::Inferred, why);
        }
    }
    let Some((minor, name, version, line)) = all.iter().min_by_key(|(minor, ..)| *minor) else { return };
    match (*minor, MINORS) {
        // Of what came out later, the oldest is the likeliest to compile it.
        (0, [oldest, ..]) => {
            let why = format!("{name} {version} is older than Python 3.{oldest}");
            at.set(SettingId::Version, &format!("3.{oldest}"), *line, Sure::Guessed, why);
        }
        (minor, [.., last]) if minor < last => {
            let why = format!("{name} {version} has wheels for no newer Python than 3.{minor}");
            at.set(SettingId::Version, &format!("3.{minor}"), *line, Sure::Guessed, why);
        }
        _ => {}
    }
}
