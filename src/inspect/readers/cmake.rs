//! CMakeLists.txt.

mod calls;
mod libraries;

use calls::{Call, Options, calls};
use libraries::{LIBRARIES, boost};

use super::lines;
use super::own::is_containerfile;
use crate::dockerfile::SettingId;
use crate::inspect::findings::{At, Findings, quoted};
use crate::inspect::found::Sure;
use crate::inspect::project::{View, file_name};
use crate::model::questions::{Linking, NativeDeps};

/// Folders whose programs are not the service.
const ASIDE: &[&str] = &["test", "example", "third_party", "extern", "deps", "fuzz", "bench", "check", "sample", "cmake/", "doc"];

/// Packages of which nothing gets into the program.
const TOOLS: &[&str] = &["pkgconf", "flex", "bison", "perl", "git", "python3", "xsltproc", "protobuf-compiler"];

/// Words in a call that name nothing that is looked for.
const MODIFIERS: &[&str] = &["REQUIRED", "QUIET", "IMPORTED_TARGET", "GLOBAL", "NO_CMAKE_PATH", "NO_CMAKE_ENVIRONMENT_PATH", "NAMES"];

/// The name of the file that a target makes, where a property gives it another one.
fn output_name<'a>(calls: &[Call<'a>], target: &str) -> Option<&'a str> {
    let of_it = calls.iter().filter(|call| call.name == "set_target_properties" && call.words.first() == Some(&target));
    let name = of_it.filter_map(|call| call.words.get(call.words.iter().position(|word| *word == "OUTPUT_NAME")? + 1)).next()?;
    (!name.is_empty() && !name.contains('$')).then_some(name)
}

/// The targets that an installation takes along: `install(TARGETS shop RUNTIME …)`.
fn installed<'a>(calls: &[Call<'a>]) -> Vec<&'a str> {
    let of_targets = calls.iter().filter(|call| call.name == "install" && call.words.first() == Some(&"TARGETS"));
    of_targets.flat_map(|call| call.words.iter().skip(1).copied()).collect()
}

/// What a call looks for, by the names of modules, of pkg-config or of the linker.
fn sought<'a>(call: &Call<'a>) -> Vec<&'a str> {
    let plain = |words: &[&'a str]| words.iter().copied().filter(|word| !MODIFIERS.contains(word)).collect::<Vec<_>>();
    let words = call.words.as_slice();
    match call.name.as_str() {
        "find_package" | "check_library_exists" => words.iter().take(1).copied().collect(),
        "pkg_check_modules" | "pkg_search_module" => plain(words.get(1..).unwrap_or_default()),
        "find_library" | "find_program" => {
            let named = words.get(1..).unwrap_or_default();
            let until = named.iter().position(|word| ["HINTS", "PATHS", "PATH_SUFFIXES", "DOC"].contains(word)).unwrap_or(named.len());
            plain(named.get(..until).unwrap_or_default())
        }
        _ => Vec::new(),
    }
}

/// Takes the packages in which what a call looks for is.
fn looks(at: &mut At<'_>, call: &Call<'_>, said: &mut Vec<String>) {
    let mut needs = |name: &str, build: &str, run: &str| {
        // One library has several names, and several files look for it.
        if said.iter().any(|own| own == build) {
            return;
        }
        said.push(build.to_string());
        let why = format!("it looks for {}", quoted(name));
        at.set(SettingId::BuildPackages, build, call.line, Sure::Inferred, why.as_str());
        // A tool says nothing of the program.
        if run.is_empty() && TOOLS.contains(&build) {
            return;
        }
        at.answer(Linking::Glibc, call.line, Sure::Inferred, why.as_str());
        if !run.is_empty() {
            at.set(SettingId::Packages, run, call.line, Sure::Inferred, why.as_str());
            at.answer(NativeDeps::SystemLibs, call.line, Sure::Inferred, why);
        }
    };
    for name in sought(call) {
        // pkg-config takes a version too: `libuv>=1.40`.
        let bare = name.split(['>', '=', '<', ' ']).next().unwrap_or(name).to_ascii_lowercase();
        if let Some(row) = LIBRARIES.iter().find(|row| row.names.contains(&bare.as_str())) {
            needs(name, row.build, row.run);
        }
        if bare == "boost" {
            needs(name, "libboost-dev", "");
            for (build, run) in call.words.iter().filter_map(|part| boost(part)) {
                needs(name, &build, &run);
            }
        }
    }
    if call.name.starts_with("pkg_") {
        needs("PkgConfig", "pkgconf", "");
    }
}

/// The programs, and what they are linked to.
pub(super) fn lists(view: &View<'_>, findings: &mut Findings) {
    let is_aside = |name: &str| ASIDE.iter().any(|folder| name.contains(folder));
    let files: Vec<(&str, &str)> = view
        .names()
        .filter(|name| file_name(name) == "CMakeLists.txt" && !is_aside(name))
        .filter_map(|path| Some((path, view.text(path)?)))
        .collect();
    let read: Vec<(&str, &str, Vec<Call<'_>>)> = files.into_iter().map(|(path, text)| (path, text, calls(text))).collect();
    let images: Vec<&str> = view.names().filter(|name| is_containerfile(name)).filter_map(|name| view.text(name)).collect();
    let is_set = |option: &str| images.iter().any(|text| text.contains(&format!("{option}=")));
    let options: Vec<Options<'_>> = read.iter().map(|(_, _, calls)| Options::of(calls, is_set)).collect();
    let options = Options::all(options);
    for (path, _, calls) in &read {
        for (name, line) in Options::extra(calls, &is_set) {
            let why = format!("{} builds nothing that the program needs", quoted(name));
            findings.at(view, path).set(SettingId::Features, &format!("{name}=OFF"), line, Sure::Inferred, why);
        }
    }
    let (mut programs, mut said) = (Vec::<(&str, String, u32)>::new(), Vec::new());
    for (path, text, all) in &read {
        let projects: Vec<&str> = all.iter().filter(|call| call.name == "project").filter_map(|call| call.words.first().copied()).collect();
        for call in options.made(all) {
            if call.name.ends_with("add_executable") && !call.has("IMPORTED") && !call.has("ALIAS") {
                let own = call.words.first().copied().unwrap_or_default();
                // A program that has the name of its project.
                let name = if own == "${PROJECT_NAME}" { projects.last().copied().unwrap_or_default() } else { own };
                if !name.is_empty() && !name.contains('$') && !name.to_ascii_lowercase().contains("test") {
                    programs.push((path, name.to_string(), call.line));
                }
            }
            looks(&mut findings.at(view, path), call, &mut said);
        }
        for (line, text) in lines(text) {
            if text.contains("CMAKE_EXE_LINKER_FLAGS") && text.contains("-static") && !text.contains("-static-lib") {
                findings.at(view, path).answer(Linking::Static, line, Sure::Inferred, "it is linked with -static");
            }
        }
    }
    let of = |path: &str| read.iter().find(|(own, ..)| *own == path).map(|(_, _, calls)| calls.as_slice()).unwrap_or_default();
    let project = of("CMakeLists.txt").iter().find(|call| call.name == "project").and_then(|call| call.words.first().copied());
    let project = project.unwrap_or_default();
    let is_server = |name: &str| name.contains("server") || name.contains("daemon");
    let installed: Vec<&str> = read.iter().flat_map(|(_, _, calls)| installed(calls)).collect();
    // The program of the project's own name, then one that an installation takes along.
    let rank = |path: &str, name: &str| {
        let made = output_name(of(path), name).unwrap_or(name);
        let is_own = [name, made].iter().any(|name| name.eq_ignore_ascii_case(project));
        (!is_own, !is_server(&name.to_ascii_lowercase()), !installed.contains(&name))
    };
    if let Some((path, name, line)) = programs.iter().min_by_key(|(path, name, _)| rank(path, name)) {
        let sure = if programs.len() == 1 { Sure::Inferred } else { Sure::Guessed };
        let output = output_name(of(path), name).filter(|output| output != name);
        let entry = output.map_or_else(|| name.clone(), |output| format!("{name}:{output}"));
        findings.at(view, path).set(
            SettingId::Entry,
            &entry,
            *line,
            sure,
            format!("{} is one of {} programs", quoted(name), programs.len()),
        );
    }
}
