//! Other people's tools, which `make test` installs, and the files that they read.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// Writes each text to a file of its own in a folder that is made anew.
pub fn write_all<'a>(name: &str, extension: &str, texts: impl IntoIterator<Item = &'a String>) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the target folder can be written");
    let write = |(at, text): (usize, &String)| {
        let path = folder.join(format!("{at:05}.{extension}"));
        fs::write(&path, text).expect("the target folder can be written");
        path
    };
    texts.into_iter().enumerate().map(write).collect()
}

/// The folder of the tools.
pub fn folder() -> String {
    env::var("LINT_TOOLS").expect("LINT_TOOLS names the folder of the tools: run `make test`")
}

/// A tool by its name, to be called.
pub fn tool(name: &str) -> Command {
    let mut command = Command::new(format!("{}/{name}", folder()));
    // With room to allocate it spends a quarter less time, on what it throws away.
    if name == "hadolint" {
        command.env("GHCRTS", "-A64m");
    }
    command
}

/// What a tool says of files; an error where it fails.
pub fn run(name: &str, arguments: &[&str], paths: &[PathBuf]) -> Result<String, String> {
    let run = tool(name).args(arguments).args(paths).output().expect("the tool runs");
    let said = String::from_utf8_lossy(&run.stdout).into_owned() + &String::from_utf8_lossy(&run.stderr);
    if run.status.success() { Ok(said) } else { Err(format!("{name}:\n{}", said.lines().take(40).collect::<Vec<_>>().join("\n"))) }
}

/// Fails with what the tool says, where it finds anything.
#[track_caller]
pub fn passes(name: &str, arguments: &[&str], paths: &[PathBuf]) {
    if let Err(said) = run(name, arguments, paths) {
        panic!("{said}");
    }
}

/// Texts with the usual name, port and path in place of those of the walk, each
/// once: of the same form, so that no linter or validator tells them apart.
pub fn with_usual_words<'a>(texts: impl IntoIterator<Item = &'a String>) -> BTreeSet<String> {
    let words =
        [("team/shop-api", "server"), ("shop-api", "server"), ("3000", "8080"), ("/health/ready", "/healthz"), ("/ready", "/healthz")];
    texts.into_iter().map(|text| words.iter().fold(text.clone(), |text, (set, usual)| text.replace(set, usual))).collect()
}
