//! The rehearsal, run beside a kubectl that is a script: what it proves, where
//! it stops, and that it changes nothing unasked.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use container_diet::dockerfile::{Order, Plan, Settings};
use container_diet::model::{Answers, Family, decide};
use container_diet::runbook::{Version, files};

use crate::dockerfiles::TODAY;

/// Answers as a cluster would; `$REFUSES` is what it refuses, `$LOG` what it was asked.
const CLUSTER: &str = r#"#!/bin/sh
printf '%s\n' "$*" >> "$LOG"
case "$*" in *$REFUSES*) exit 1 ;; esac
case "$*" in
  "config current-context") echo trial ;;
  "get -n shop pods"*) echo pod/server-1; echo pod/server-2 ;;
  "exec"*"readlink /proc/self"*) echo 'mnt:[2]' ;;
  "exec"*"readlink /proc/1/"*) echo "mnt:[${TARGET:-1}]" ;;
  "exec"*"tar -C /proc/1/root"*) cd "$ROOT" && tar -cf - etc/hosts ;;
  "get"*"ephemeralContainerStatuses"*) echo '{"waiting":{"reason":"ImagePullBackOff"}}' ;;
esac
"#;

struct Trial {
    passed: bool,
    said: String,
    asked: String,
}

fn rehearse(name: &str, refuses: &str, agrees: bool) -> Trial {
    let verdict = decide(&Answers::default());
    let settings = Settings::default();
    let plan = Plan::new(Order { service: &verdict.service, family: Family::Distroless, settings: &settings, today: TODAY });
    let folder: PathBuf = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rehearsal").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("bin")).expect("the target folder can be written");
    fs::create_dir_all(folder.join("root/etc")).expect("the target folder can be written");
    for file in files(&plan, Version::default()) {
        fs::write(folder.join(file.name), file.text).expect("the target folder can be written");
    }
    fs::write(folder.join("root/etc/hosts"), "127.0.0.1 localhost\n").expect("the target folder can be written");
    fs::write(folder.join("bin/kubectl"), CLUSTER).expect("the target folder can be written");
    fs::write(folder.join("bin/sleep"), "#!/bin/sh\n").expect("the target folder can be written");
    let run = Command::new("sh")
        .args(["-c", "chmod +x bin/*; PATH=\"$PWD/bin:$PATH\" sh rehearsal.sh"])
        .current_dir(&folder)
        .env("NS", "shop")
        .env("TRIES", "3")
        .env("LOG", folder.join("asked"))
        .env("ROOT", folder.join("root"))
        .env("REFUSES", refuses)
        // The namespace of process 1: the debug container's own where the runtime cannot join.
        .env("TARGET", if name == "target" { "2" } else { "1" })
        .env("YES", if agrees { "1" } else { "" })
        .stdin(Stdio::null())
        .output()
        .expect("a shell runs");
    Trial {
        passed: run.status.success(),
        said: String::from_utf8_lossy(&run.stdout).into_owned() + &String::from_utf8_lossy(&run.stderr),
        asked: fs::read_to_string(folder.join("asked")).unwrap_or_default(),
    }
}

#[test]
fn a_rehearsal_that_succeeds_says_what_was_proved() {
    let trial = rehearse("good", "nothing at all", true);
    assert!(trial.passed, "{}", trial.said);
    for part in [
        "Cluster: trial. Namespace: shop. Service: server.",
        "all required permissions are granted",
        "process 1 is the service's",
        "a file can be copied out",
        "access is rehearsed",
    ] {
        assert!(trial.said.contains(part), "{part}:\n{}", trial.said);
    }
    assert!(trial.asked.contains("debug -n shop server-1 -c rehearsal-"), "{}", trial.asked);
    assert!(trial.asked.contains("delete -n shop pod server-1"), "{}", trial.asked);
}

/// Deleting is none of the permissions that the way in takes.
#[test]
fn a_rehearsal_succeeds_without_permission_to_delete() {
    let trial = rehearse("delete", "delete -n", true);
    assert!(trial.passed && trial.said.contains("You may not delete pods"), "{}", trial.said);
}

#[test]
fn a_rehearsal_stops_where_something_is_missing_and_names_it() {
    for (name, refuses, said) in [
        ("patch", "patch pods", "you may not patch pods/ephemeralcontainers: apply debug-rbac.yaml"),
        ("user", "ls /proc/1/root", "cannot read the service's files"),
        ("target", "nothing at all", "the runtime does not support --target"),
        ("tar", "tar -C", "failed"),
    ] {
        let trial = rehearse(name, refuses, true);
        assert!(!trial.passed, "{name}: {}", trial.said);
        assert!(trial.said.contains("Not rehearsed") && (trial.said.contains(said) || name == "tar"), "{name}: {}", trial.said);
        assert!(!trial.asked.contains("delete"), "{name}: {}", trial.asked);
    }
}

#[test]
fn a_rehearsal_changes_nothing_unasked() {
    let trial = rehearse("unasked", "nothing at all", false);
    assert!(!trial.passed && trial.said.contains("you did not agree"), "{}", trial.said);
    for word in ["debug -n", "delete", "exec", "apply"] {
        assert!(!trial.asked.lines().any(|line| line.starts_with(word)), "{}", trial.asked);
    }
}
