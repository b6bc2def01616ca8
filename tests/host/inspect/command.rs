//! `container-diet inspect`: what it prints, and how it ends.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use super::cases;

/// A project of the corpus as a folder.
fn folder(name: &str) -> PathBuf {
    let case =
        cases("projects").into_iter().find(|case| case.path.file_stem().is_some_and(|stem| stem == name)).expect("the case is there");
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("inspected-{name}"));
    let _ = fs::remove_dir_all(&folder);
    for (path, text) in &case.files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("it can be made");
        fs::write(path, text).expect("it can be written");
    }
    folder
}

#[track_caller]
fn check(arguments: &[&str], code: i32, out: &str, err: &str) {
    let run = Command::new(env!("CARGO_BIN_EXE_container-diet")).arg("inspect").args(arguments).output().expect("the command runs");
    let (said, complained) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert_eq!(run.status.code(), Some(code), "{arguments:?}: {said}{complained}");
    assert!(said.contains(out), "{arguments:?}: {said}");
    assert!(complained.contains(err), "{arguments:?}: {complained}");
}

#[test]
fn it_reads_a_folder_and_ends_as_it_was_asked() {
    let node = folder("dockerfile-says-more").display().to_string();
    check(&[&node], 0, "Service: package.json\n", "");
    check(&[&node], 0, "(Dockerfile:9, inferred): it exposes that port", "");
    check(&[&node], 0, "Dockerfile:1: warning: The service runs as root [root-at-runtime] (hadolint DL3002)", "");
    check(&[&node], 0, "\nAssumed; changes nothing here\n  ", "");
    let member = folder("npm-workspace").display().to_string();
    check(&[&member], 0, "Service: apps/api/package.json, a workspace member; the workspace root is the build context\n", "");
    check(&[&node, "--link"], 0, "#v=1&run=node", "");
    check(&[&node, "--dockerfile"], 0, "FROM node:", "");
    check(&[&node, "--json"], 0, "\"$schema\": \"inspection.schema.json\"", "");
    check(&[&node, "--sarif"], 0, "\"ruleId\": \"root-at-runtime\"", "");
    check(&[&node, "--patch"], 0, "--- a/Dockerfile\n+++ b/Dockerfile\n@@ -1,", "");
    check(&[&node], 0, "\nChanges from Dockerfile to the new Dockerfile (--patch prints them)\n", "");
    check(&[&node, "--service", "package.json"], 0, "Service: package.json\n", "");
    check(&[&node, "--service", "web/pom.xml"], 1, "", "error: no service has the manifest web/pom.xml");
    check(&[&node, "--fail-on", "warning"], 1, "root-at-runtime", "");
    check(&[&node, "--fail-on", "loud"], 2, "", "possible values: note, warning, error");
    check(&[&node, "--json", "--sarif"], 2, "", "cannot be used with");
    check(&["no-such-folder"], 1, "", "error: no-such-folder does not exist");
    let go = folder("go-cmd").display().to_string();
    check(&[&go, "--fail-on", "note"], 0, "Service: go.mod\n", "");
    check(&[&go], 0, "\nQuestions still to answer, most influential first\n", "");
    let file = format!("{node}/Dockerfile");
    check(&[&file], 0, "Service: not known\n", "");
    check(&[&file], 0, "health-check-cannot-run", "");
}

#[test]
fn a_folder_that_is_never_walked_is_not() {
    let folder = folder("node-express-npm");
    fs::create_dir_all(folder.join("node_modules/evil")).expect("it can be made");
    fs::write(folder.join("node_modules/evil/Dockerfile"), "FROM evil\n").expect("it can be written");
    let run = Command::new(env!("CARGO_BIN_EXE_container-diet")).arg("inspect").arg(&folder).output().expect("the command runs");
    assert!(!String::from_utf8_lossy(&run.stdout).contains("evil"));
}
