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

/// A program that has the name of its project.
fn named_by_the_project<'a>(text: &str, projects: &[&'a str]) -> Option<&'a str> {
    let rest = text.trim().strip_prefix("add_executable")?.trim_start().strip_prefix('(')?.trim_start();
    rest.starts_with("${PROJECT_NAME}").then(|| projects.last().copied())?
}

/// The name of the file that a target makes, where a property gives it another one.
fn output_name(text: &str, target: &str) -> Option<String> {
    let mut of_it = false;
    for (_, line) in lines(text) {
        if let Some(name) = call(line, "set_target_properties") {
            of_it = name == target;
        }
        if of_it && let Some((_, rest)) = line.split_once("OUTPUT_NAME") {
            let name = rest.trim_start_matches([' ', '\t', '"']).split(['"', ' ', ')']).next()?;
            return (!name.is_empty() && !name.contains('$')).then(|| name.to_string());
        }
        of_it = of_it && !line.contains(')');
    }
    None
}

/// The programs, and what they are linked to.
pub(super) fn lists(view: &View<'_>, findings: &mut Findings) {
    let aside = ["test", "example", "third_party", "extern", "deps", "fuzz", "bench", "check", "sample", "cmake/", "doc"];
    let files: Vec<&str> =
        view.names().filter(|name| file_name(name) == "CMakeLists.txt" && !aside.iter().any(|folder| name.contains(folder))).collect();
    let mut programs: Vec<(&str, &str, u32)> = Vec::new();
    for path in files {
        let Some(text) = view.text(path) else { continue };
        let projects: Vec<&str> = lines(text).filter_map(|(_, text)| call(text, "project")).collect();
        for (line, text) in lines(text) {
            let made = call(text, "add_executable")
                .or_else(|| text.split_once("_add_executable").and_then(|(_, rest)| call(rest.trim_start(), "")));
            let made = made.or_else(|| named_by_the_project(text, &projects));
            if let Some(name) = made.filter(|name| !name.to_ascii_lowercase().contains("test") && !name.starts_with(['"', '$'])) {
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
    let root = view.text("CMakeLists.txt").unwrap_or_default();
    let project = lines(root).find_map(|(_, text)| call(text, "project")).unwrap_or_default();
    let is_server = |name: &str| name.contains("server") || name.contains("daemon");
    let rank = |name: &str| (!name.eq_ignore_ascii_case(project), !is_server(&name.to_ascii_lowercase()));
    if let Some((path, name, line)) = programs.iter().min_by_key(|(_, name, _)| rank(name)) {
        let sure = if programs.len() == 1 { Sure::Inferred } else { Sure::Guessed };
        let output = view.text(path).and_then(|text| output_name(text, name)).filter(|output| output != name);
        let entry = output.map_or_else(|| (*name).to_string(), |output| format!("{name}:{output}"));
        findings.at(view, path).set(
            SettingId::Entry,
            &entry,
            *line,
            sure,
            format!("{} is one of {} programs", quoted(name), programs.len()),
        );
    }
}
