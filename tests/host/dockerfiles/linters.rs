//! What others say of every file: hadolint at its strictest, Moby's own parser,
//! and the checks that BuildKit makes, stated again over what that parser read.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::{fs, thread};

use container_diet::dockerfile::print::NO_DIGEST;
use container_diet::facts::IMAGES;

use super::every::every_order;
use crate::tools::{folder, run, write_all};

/// Every distinct text.
fn texts() -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    every_order(&mut |made| {
        all.insert(made.output.with_header("https://example.com/#v=1&run=go").text());
    });
    all
}

/// A text without what no rule looks at: comments, digests, and which of the
/// living versions of an image it is.
fn essence(text: &str, defaults: &BTreeMap<&str, &str>) -> String {
    let image = |word: &str| {
        let plain = word.replace(&format!("@{NO_DIGEST}"), "");
        defaults.get(plain.as_str()).map_or(plain.clone(), |own| (*own).to_string())
    };
    let line = |line: &str| line.split(' ').map(image).collect::<Vec<_>>().join(" ");
    text.lines().filter(|line| !line.starts_with('#')).map(line).collect::<Vec<_>>().join("\n") + "\n"
}

fn hadolint(paths: &[PathBuf]) -> Result<String, String> {
    run("hadolint", &["--no-color", "--disable-ignore-pragma", "--failure-threshold", "style"], paths)
}

fn moby(arguments: &[&str]) -> Result<String, String> {
    run("python", &[&["tests/host/dockerfiles/parse.py"], arguments].concat(), &[])
}

#[test]
fn every_file_passes_hadolint() {
    // The default of each version, so that files that differ only in the version are linted once.
    let default = |image: &container_diet::facts::Image| image.version_of.and_then(container_diet::facts::image).map(|own| own.reference);
    let defaults: BTreeMap<&str, &str> = IMAGES.iter().filter_map(|image| Some((image.reference, default(image)?))).collect();
    let distinct: BTreeSet<String> = texts().iter().map(|text| essence(text, &defaults)).collect();
    let count = distinct.len();
    let known = Clean::read();
    let distinct: BTreeSet<String> = distinct.into_iter().filter(|text| !known.has(text)).collect();
    let paths = write_all("hadolint", "Dockerfile", &distinct);
    println!("{} Dockerfiles that differ in more than versions, digests and comments, {} of them new to hadolint", count, paths.len());
    let parts = thread::available_parallelism().map_or(2, usize::from);
    let mut findings = String::new();
    thread::scope(|scope| {
        let runs: Vec<_> = paths.chunks(paths.len().div_ceil(parts).clamp(1, 2_000)).map(|chunk| scope.spawn(|| hadolint(chunk))).collect();
        for run in runs {
            // It says nothing of what is clean.
            findings += &run.join().expect("hadolint runs").unwrap_or_else(|said| said);
        }
    });
    assert!(findings.trim().is_empty(), "{findings}");
    known.and(&distinct).write();
}

/// What passed before, so that a second run lints only what is new. A clean
/// clone knows nothing and lints all.
struct Clean(BTreeSet<u64>);

impl Clean {
    fn path() -> PathBuf {
        let version = folder().replace('/', "-");
        Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("hadolint-clean{version}"))
    }

    fn read() -> Clean {
        Clean(fs::read_to_string(Clean::path()).unwrap_or_default().lines().filter_map(|line| line.parse().ok()).collect())
    }

    fn has(&self, text: &str) -> bool {
        self.0.contains(&Clean::hash(text))
    }

    fn and(mut self, texts: &BTreeSet<String>) -> Clean {
        self.0.extend(texts.iter().map(|text| Clean::hash(text)));
        self
    }

    fn write(&self) {
        let lines: String = self.0.iter().map(|hash| format!("{hash}\n")).collect();
        fs::write(Clean::path(), lines).expect("the target folder can be written");
    }

    fn hash(text: &str) -> u64 {
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        hasher.finish()
    }
}

#[test]
fn every_file_passes_mobys_parser_and_buildkits_checks() {
    let paths = write_all("moby", "Dockerfile", &texts());
    let folder = paths[0].parent().expect("a folder").display().to_string();
    assert_eq!(moby(&[&folder]), Ok(format!("{} parsed\n", paths.len())));
}

/// Each check does find what it is for; the file names say which.
#[test]
fn linters_find_what_is_wrong() {
    let folder = Path::new("tests/host/dockerfiles/bad");
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).expect("the bad files are there") {
        let path = entry.expect("can be read").path();
        let name = path.file_stem().and_then(|name| name.to_str()).expect("a name").to_string();
        let said = moby(&["--file", &path.display().to_string()]);
        assert!(said.as_ref().is_err_and(|said| said.contains(&format!(": {name}"))), "{name}: {said:?}");
        names.push(name);
    }
    assert!(names.len() >= 15, "{names:?}");
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bad.Dockerfile");
    fs::write(&path, "FROM debian\nRUN apt-get install wget\n").expect("the target folder can be written");
    assert!(hadolint(&[path]).is_err(), "hadolint finds what is wrong");
}
