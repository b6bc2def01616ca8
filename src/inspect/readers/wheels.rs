//! Which version of Python has wheels of all packages that requirements.txt pins.
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

/// requirements.txt, with its pinned versions.
pub(super) fn pinned(view: &View<'_>, findings: &mut Findings) {
    let Some(text) = view.text("requirements.txt") else { return };
    let all = lines(text).filter_map(|(line, text)| {
        let version = text.split_once("==")?.1.split([' ', ';', '#', ',', '\\']).next()?.trim();
        let name = requirement(text.trim());
        Some((newest(name, version)?, format!("{name} {version}"), line))
    });
    let Some((minor, package, line)) = all.min_by_key(|(minor, ..)| *minor) else { return };
    let mut at = findings.at(view, "requirements.txt");
    match (minor, MINORS) {
        (0, [oldest, ..]) => at.note(line, format!("{package} has no wheel for Python 3.{oldest} or newer, so the build compiles it.")),
        (minor, [.., last]) if minor < last => {
            let why = format!("{package} has wheels for no newer Python than 3.{minor}");
            at.set(SettingId::Version, &format!("3.{minor}"), line, Sure::Guessed, why);
        }
        _ => {}
    }
}
