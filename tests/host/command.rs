//! The command line: what it prints, and how it ends.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use container_diet::decision::State;
use container_diet::model::explain::readout;

use crate::states::{BASE_URL, exported, link_of};

const LINK: &str = "v=1&run=python&on=kubernetes";

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_container-diet")).args(arguments).output().expect("the command runs")
}

/// A folder that is not there yet.
fn new_folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    folder
}

/// How a command ends, and what it says where.
#[track_caller]
fn check(arguments: &[&str], code: i32, out: &str, err: &str) {
    let run = run(arguments);
    let (said, complained) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert_eq!(run.status.code(), Some(code), "{arguments:?}: {said}{complained}");
    assert!(said.contains(out), "{arguments:?}: {said}");
    assert!(complained.contains(err) && (err.is_empty() == complained.is_empty()), "{arguments:?}: {complained}");
}

#[test]
fn it_prints_what_the_page_shows() {
    let state = State::default();
    let link = format!("{BASE_URL}#{}", link_of(&state));
    exported(&state, |export| {
        check(&["dockerfile", &link], 0, &export.output.text(), &format!("This file expects:\n- {}\n", export.output.expects[0]));
        check(&["verdict", &link], 0, &readout(&export.decision.verdict, &export.decision.images), "");
        check(&["record", &link], 0, &container_diet::share::record::record(export), "");
        check(&["markdown", &link], 0, &container_diet::share::markdown::with_dockerfile(export), "");
        for file in container_diet::share::archive::files(export) {
            check(&["files", &link], 0, &format!("{}\n", file.name), "");
            check(&["file", &file.name, &link], 0, &file.text, "");
        }
    });
    check(&["explain", &link], 0, "\"$schema\": \"verdict.schema.json\"", "");
    check(&["runbook", &link], 0, "==> RUNBOOK.md <==\n", "");
    check(&["file", "RUNBOOK.md", &link], 0, "# ", "");
}

#[test]
fn it_says_what_it_cannot_do_and_how_it_ended() {
    let version = env!("CARGO_PKG_VERSION");
    check(&["--version"], 0, &format!("container-diet {version}\n"), "");
    check(&["--help"], 0, "Exit codes: ", "");
    check(&["dockerfile", "--help"], 0, "An address of the page", "");
    check(&[], 2, "", "Usage: container-diet");
    check(&["dockerfil", ""], 2, "", "a similar subcommand exists: 'dockerfile'");
    check(&["dockerfile"], 2, "", "<LINK>");
    check(&["dockerfile", "--on", "2026-02-31", ""], 2, "", "write the day as 2027-05-01");
    check(&["dockerfile", ""], 0, "FROM ", "This file expects:\n");
    check(&["verdict", "run=cobol"], 0, "fits", "“cobol” is not an answer to “run”");
    check(&["verdict", "run=cobol", "--strict"], 3, "", "“cobol” is not an answer to “run”");
    check(&["file", "Makefile", ""], 1, "", "error: there is no file Makefile; the files are: Dockerfile, ");
}

#[test]
fn it_saves_all_files_or_none() {
    let folder = new_folder("saved");
    let into = folder.display().to_string();
    check(&["save", LINK, "--into", &into], 0, "Dockerfile\n", "parts are missing");
    let saved = fs::read_to_string(folder.join("Dockerfile")).expect("it was saved");
    assert!(saved.contains("FROM python:"), "{saved}");
    assert!(folder.join("runbook/RUNBOOK.md").exists() && folder.join(".dockerignore").exists());
    fs::remove_file(folder.join("Dockerfile")).expect("it is there");
    check(&["save", LINK, "--into", &into], 1, "", "is not empty; nothing was written");
    let file = folder.join("runbook/RUNBOOK.md").display().to_string();
    check(&["save", LINK, "--into", &file], 1, "", &format!("error: {file} cannot be written: "));
    check(&["save", LINK, "--into", &format!("{file}/below")], 1, "", "/below/Dockerfile cannot be written: ");
    assert!(!folder.join("Dockerfile").exists());
}

#[test]
fn it_compares_two_links() {
    let mine = link_of(&State::default());
    let other = mine.replace("&sh=no", "&sh=required");
    check(&["compare", &mine, &other], 0, "+++ b/Dockerfile\n", "");
    check(&["compare", &mine, &other], 0, "alone it leads to ", "");
    check(&["compare", "--strict", &mine, "run=cobol"], 3, "", "“cobol” is not an answer to “run”");
    check(&["compare", &mine, &mine], 0, "Verdict: Distroless here, Distroless there\n", "");
}
