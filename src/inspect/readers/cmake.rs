//! CMakeLists.txt.

use super::lines;
use crate::dockerfile::SettingId;
use crate::inspect::findings::{Findings, quoted};
use crate::inspect::found::Sure;
use crate::inspect::project::{View, file_name};
use crate::model::questions::{Linking, NativeDeps};

/// What CMake finds, with the packages of Debian that have it: to build, to run.
const FOUND: &[(&str, &str, &str)] = &[
    ("openssl", "libssl-dev", ""),
    ("postgresql", "libpq-dev", "libpq5"),
    ("curl", "libcurl4-openssl-dev", "libcurl4t64"),
    ("sqlite3", "libsqlite3-dev", "libsqlite3-0"),
    ("zlib", "zlib1g-dev", ""),
];

/// The first word of a call such as `add_executable(server main.cpp)`.
fn call<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let text = text.trim();
    let begin = text.get(..name.len())?;
    let rest = text.get(name.len()..)?.trim_start().strip_prefix('(')?;
    let word = rest.trim_start().split([' ', ')', '\t', '\n']).next()?;
    (begin.eq_ignore_ascii_case(name) && !word.is_empty() && !word.contains('$')).then_some(word)
}

/// The programs, and what they are linked to.
pub(super) fn lists(view: &View<'_>, findings: &mut Findings) {
    let aside = ["test", "example", "third_party", "extern", "deps"];
    let files: Vec<&str> =
        view.names().filter(|name| file_name(name) == "CMakeLists.txt" && !aside.iter().any(|folder| name.contains(folder))).collect();
    let mut programs: Vec<(&str, &str, u32)> = Vec::new();
    for path in files {
        let Some(text) = view.text(path) else { continue };
        for (line, text) in lines(text) {
            if let Some(name) = call(text, "add_executable").filter(|name| !name.to_ascii_lowercase().contains("test")) {
                programs.push((path, name, line));
            }
            if let Some(name) = call(text, "find_package").or_else(|| call(text, "pkg_check_modules")) {
                let mut at = findings.at(view, path);
                if let Some((_, build, run)) = FOUND.iter().find(|(known, ..)| name.eq_ignore_ascii_case(known)) {
                    let why = format!("it looks for {}", quoted(name));
                    at.set(SettingId::BuildPackages, build, line, Sure::Inferred, why.as_str());
                    at.answer(Linking::Glibc, line, Sure::Inferred, why.as_str());
                    if !run.is_empty() {
                        at.set(SettingId::Packages, run, line, Sure::Inferred, why.as_str());
                        at.answer(NativeDeps::SystemLibs, line, Sure::Inferred, why);
                    }
                }
            }
            if text.contains("CMAKE_EXE_LINKER_FLAGS") && text.contains("-static") && !text.contains("-static-lib") {
                findings.at(view, path).answer(Linking::Static, line, Sure::Inferred, "it is linked with -static");
            }
        }
    }
    if let Some((path, name, line)) = programs.first() {
        let sure = if programs.len() == 1 { Sure::Inferred } else { Sure::Guessed };
        findings.at(view, path).set(SettingId::Entry, name, *line, sure, format!("{} is one of {} programs", quoted(name), programs.len()));
    }
}
