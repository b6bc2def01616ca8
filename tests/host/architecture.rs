//! The direction of the arrow, and what is absent. See ARCHITECTURE.md.

/// Files of a room that need each other.
mod circles;
/// What is said of an item, beside its name.
mod docs;
/// Matches over runtimes, and whom they forget.
mod matches;
/// Sources as words.
mod tokens;

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms, in the direction of the arrow.
const ROOMS: [&str; 10] = ["facts", "model", "dockerfile", "runbook", "decision", "link", "share", "inspect", "publish", "ui"];
/// The last room that knows no clock, no chance and no network.
const LAST_OF_THE_CORE: &str = "publish";
/// Rooms beside each other: both stand on the core, and neither knows the other.
const BESIDE: (&str, &str) = ("publish", "ui");
/// Where the browser may be named.
const BROWSER_FILE: &str = "src/ui/browser.rs";
const BROWSER_FOLDER: &str = "src/ui/browser/";
/// Nobody reads a file longer than this at one sitting.
const LONGEST_FILE: usize = 400;

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("readable").path()) {
        match entry.is_dir() {
            true => found.extend(files(&entry)),
            false => found.push(entry),
        }
    }
    found.sort();
    found
}

fn sources() -> Vec<(String, String)> {
    files(Path::new("src"))
        .into_iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .map(|path| (path.display().to_string(), fs::read_to_string(&path).expect("sources are text")))
        .collect()
}

/// The lines that are code, with their numbers.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(at, line)| (at + 1, line)).filter(|(_, line)| !line.trim_start().starts_with("//"))
}

fn room(file: &str) -> Option<usize> {
    place(file.strip_prefix("src/")?.split(['/', '.']).next()?)
}

fn place(name: &str) -> Option<usize> {
    ROOMS.iter().position(|room| *room == name)
}

fn must_not_know(here: &str, there: &str) -> bool {
    place(there) > place(here) || (there, here) == BESIDE
}

#[test]
fn the_arrow_never_runs_back() {
    for (file, text) in sources() {
        let Some(here) = room(&file) else { continue };
        for (number, line) in code(&text) {
            for name in ROOMS.into_iter().filter(|name| must_not_know(ROOMS[here], name)) {
                for path in
                    [format!("crate::{name}"), format!("container_diet::{name}"), format!("super::{name}::"), format!("super::{name};")]
                {
                    assert!(!line.contains(&path), "{file}:{number}: {} must not know {name}", ROOMS[here]);
                }
            }
        }
        // `use crate::{…}` would hide names from the check above.
        assert!(!text.contains("crate::{"), "{file}: write one `use crate::room` a line");
        assert!(!text.contains("crate::*"), "{file}: name what is used");
    }
}

#[test]
fn every_source_file_is_in_a_room() {
    for (file, _) in sources() {
        assert!(
            room(&file).is_some()
                || ["src/lib.rs", "src/main.rs", "src/cli.rs"].contains(&file.as_str())
                || file.starts_with("src/bin/")
                || file.starts_with("src/cli/"),
            "{file} is in no room of {ROOMS:?}"
        );
    }
}

#[test]
fn only_one_place_touches_the_browser() {
    for (file, text) in sources() {
        if file == BROWSER_FILE || file.starts_with(BROWSER_FOLDER) {
            continue;
        }
        for (number, line) in code(&text) {
            for name in [
                "web_sys",
                "js_sys",
                "wasm_bindgen",
                "gloo",
                "window()",
                "document()",
                "set_timeout",
                "set_interval",
                "request_animation_frame",
                "window_event_listener",
            ] {
                assert!(!line.contains(name), "{file}:{number}: {name} belongs into {BROWSER_FILE}");
            }
            assert!(file.starts_with("src/ui") || !line.contains("leptos"), "{file}:{number}: views belong into src/ui");
        }
    }
}

#[test]
fn the_core_knows_no_clock_no_chance_and_no_network() {
    for (file, text) in sources().into_iter().filter(|(file, _)| room(file).is_some_and(|room| Some(room) <= place(LAST_OF_THE_CORE))) {
        for (number, line) in code(&text) {
            for name in ["std::time", "std::net", "std::env", "std::fs", "SystemTime", "Instant", "rand::", "f32", "f64"]
                .into_iter()
                .chain(["Cell<", "Atomic", "Mutex", "RwLock", "OnceLock", "LazyLock", "thread_local", "static mut"])
            {
                // Data for others may carry points as JSON numbers; nothing is decided by it.
                let exempt = file == "src/publish/verdict.rs" && name == "f64";
                // A name such as libprotobuf32t64 has no number in it.
                let is_there = line.match_indices(name).any(|(at, _)| !line[..at].ends_with(|letter: char| letter.is_ascii_alphanumeric()));
                assert!(exempt || !is_there || line.contains("env!("), "{file}:{number}: {name}");
            }
        }
    }
}

#[test]
fn every_file_can_be_read_at_one_sitting() {
    let folders = ["src", "build", "tests/host", "tests/browser", "scripts", "public"];
    for path in folders.iter().flat_map(|folder| files(Path::new(folder))).chain([PathBuf::from("build.rs")]) {
        let name = path.display().to_string();
        let read = ["rs", "js", "mjs", "css", "sh", "py"].iter().any(|extension| path.extension().is_some_and(|other| other == *extension));
        if !read || name.contains("node_modules") {
            continue;
        }
        let lines = fs::read_to_string(&path).expect("sources are text").lines().count();
        assert!(lines <= LONGEST_FILE, "{name} has {lines} lines: divide it");
    }
}

#[test]
fn criteria_and_stacks_are_registered() {
    let check = |folder: &str, registry: &str| {
        let registry = fs::read_to_string(registry).expect("the registry is there");
        for path in files(Path::new(folder)) {
            let name = path.file_stem().and_then(|name| name.to_str()).expect("file names are text").to_string();
            assert!(registry.contains(&format!("{name}::")), "{folder}/{name}.rs is not registered");
        }
    };
    check("src/model/rules/criteria", "src/model/rules/criteria.rs");
    check("src/dockerfile/stacks", "src/dockerfile/stacks.rs");
}

#[test]
fn the_page_has_nothing_inline_and_names_no_other_host() {
    let page = fs::read_to_string("index.html").expect("index.html is there");
    for forbidden in [" style=", "<style", " onclick", "javascript:", "http://", "https://"] {
        assert!(!page.contains(forbidden), "index.html: {forbidden}");
    }
    assert!(!page.contains("<script>"), "index.html: scripts are files");
    for (file, text) in sources().into_iter().filter(|(file, _)| file.starts_with("src/ui")) {
        for (number, line) in code(&text) {
            assert!(!line.contains(" style=\""), "{file}:{number}: use a class or style:prop");
        }
    }
}

/// What a document says of the code must not outlive it.
#[test]
fn documents_name_files_that_are_there() {
    for document in [
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "README.md",
        "docs/inspect.md",
        "docs/links.md",
        "docs/parts.md",
        "docs/performance.md",
        "docs/tests.md",
    ] {
        let text = fs::read_to_string(document).expect("the document is there");
        for named in text.split('`').skip(1).step_by(2) {
            let starts =
                ["src/", "tests/", "tools/", "scripts/", "public/", "docs/", "examples/"].iter().any(|folder| named.starts_with(folder));
            let path = named.split(['*', ' ', '#']).next().unwrap_or_default();
            // Of a pattern or a new file the folder has to be there.
            let path = if path.len() < named.len() { path.rsplit_once('/').map_or(path, |(folder, _)| folder) } else { path };
            assert!(!starts || Path::new(path).exists(), "{document}: {named} is not there");
        }
    }
}

/// The library is compiled once, for the tests that stand outside of it.
#[test]
fn no_test_lies_among_the_sources() {
    for (file, text) in sources() {
        for (at, line) in code(&text) {
            assert!(!line.contains("cfg(test)") && !line.trim_start().starts_with("#[test]"), "{file}:{at}: no command would run it");
        }
    }
}
