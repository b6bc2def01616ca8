//! What others say of every file: hadolint at its strictest, Moby's own parser,
//! and the checks that BuildKit makes, stated again over what that parser read.
//!
//! Each reads stages by themselves ([`alone`] says why that is enough), and whole
//! files where only what interacts is set. The parser reads every distinct stage;
//! hadolint, which takes far longer, those in which it meets something new.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::{fs, thread};

use container_diet::dockerfile::print::NO_DIGEST;
use container_diet::dockerfile::{SettingId, Settings};
use container_diet::facts::{self, IMAGES};

use super::every::{DOCKERFILES, TODAY};
use super::invariants::Made;
use super::stages::{alone, with_something_new};
use crate::tools::{folder, run, write_all};

/// What is read: distinct stages and distinct whole files.
struct Texts {
    stages: BTreeSet<String>,
    files: BTreeSet<String>,
}

/// Of the whole walk, which two tests read.
static TEXTS: LazyLock<Texts> = LazyLock::new(|| {
    let mut texts = Texts { stages: BTreeSet::new(), files: BTreeSet::new() };
    DOCKERFILES.walk(&mut |it| {
        let output = Made::new(it.answers, it.verdict, it.family, it.settings.clone(), TODAY).output;
        if it.is_plain {
            texts.files.insert(output.clone().with_header("https://example.com/#v=1&run=go").text());
        }
        texts.stages.extend(alone(&with_stand_ins(&without_comments(&output.text()), it.settings)));
    });
    texts
});

fn without_comments(text: &str) -> String {
    text.lines().filter(|line| !line.starts_with('#')).map(|line| format!("{line}\n")).collect()
}

/// A text with the same words in place of those that were set. They are of letters
/// that mean nothing anywhere, as `hostile.rs` holds, so no rule tells them apart.
fn with_stand_ins(text: &str, settings: &Settings) -> String {
    let stand_in = |text: String, id: SettingId, own: &str| settings.text(id).map_or(text.clone(), |set| text.replace(set, own));
    let text = stand_in(text.into(), SettingId::Entry, "entry");
    let text = stand_in(text, SettingId::Health, "/healthz");
    let text = stand_in(text, SettingId::Port, "8080");
    let Some(names) = settings.text(SettingId::Packages) else { return text };
    let text = text.replace(
        &format!("satisfy --yes --no-install-recommends \"{}\"", names.replace(',', ", ")),
        "satisfy --yes --no-install-recommends \"names\"",
    );
    names.split(',').fold(text, |text, name| text.replace(&format!("\"{name}>=0\""), "\"name>=0\""))
}

/// A stage without what no rule looks at: digests, and which of the supported
/// versions of an image it is.
fn essence(text: &str, defaults: &BTreeMap<&str, &str>) -> String {
    let image = |word: &str| {
        let plain = word.replace(&format!("@{NO_DIGEST}"), "");
        defaults.get(plain.as_str()).map_or(plain.clone(), |own| (*own).to_string())
    };
    let line = |line: &str| match line.split_once("_VERSION=") {
        Some((argument, _)) if argument.starts_with("ARG ") => format!("{argument}_VERSION=1"),
        _ => line.split(' ').map(image).collect::<Vec<_>>().join(" "),
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n") + "\n"
}

fn hadolint(paths: &[PathBuf]) -> Result<String, String> {
    run("hadolint", &["--no-color", "--disable-ignore-pragma", "--failure-threshold", "style"], paths)
}

fn moby(arguments: &[&str]) -> Result<String, String> {
    run("python", &[&["tests/host/dockerfiles/parse.py"], arguments].concat(), &[])
}

#[test]
fn every_file_passes_hadolint() {
    // The default of each version, so that stages that differ only in the version are linted once.
    let default = |image: &facts::Image| image.version_of.and_then(facts::image).map(|own| own.reference);
    let defaults: BTreeMap<&str, &str> = IMAGES.iter().filter_map(|image| Some((image.reference, default(image)?))).collect();
    let Texts { stages, files } = &*TEXTS;
    let stages: BTreeSet<String> = stages.iter().map(|text| essence(text, &defaults)).collect();
    let mut distinct: BTreeSet<String> = with_something_new(&stages).into_iter().cloned().collect();
    let count = distinct.len();
    distinct.extend(files.iter().map(|text| essence(text, &defaults)));
    let known = Clean::read();
    distinct.retain(|text| !known.has(text));
    let paths = write_all("hadolint", "Dockerfile", &distinct);
    println!(
        "{} stages that differ in more than versions and digests, {count} of them with something new, and {} whole files; {} of both are new to hadolint",
        stages.len(),
        files.len(),
        paths.len()
    );
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
    let Texts { stages, files } = &*TEXTS;
    println!("{} stages and {} whole files", stages.len(), files.len());
    let paths = write_all("moby", "Dockerfile", stages.iter().chain(files));
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
