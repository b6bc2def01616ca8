//! The kernel's part of what the runbook claims, tried for real: who may read
//! the files of a process through `/proc/PID/root`.

use std::process::Command;

/// As root on Linux only, which `make test-host` looks for; so that the summary
/// says it, this is ignored otherwise.
#[test]
#[ignore = "asks the kernel, as root on Linux: make test-host runs it where it can"]
fn who_may_read_the_root_of_a_process() {
    let run = Command::new("python3").arg("tests/host/runbook/kernel.py").output().expect("python3 runs");
    let said = String::from_utf8_lossy(&run.stdout).into_owned();
    assert!(run.status.success(), "{said}{}", String::from_utf8_lossy(&run.stderr));
    let expected = "same user, no capability: reads\n\
                    other user, no capability: is refused\n\
                    root with SYS_PTRACE: reads\n\
                    root without SYS_PTRACE: is refused\n\
                    root without any capability: is refused\n\
                    same user, process not dumpable: is refused\n";
    assert_eq!(said, expected, "{}", String::from_utf8_lossy(&run.stderr));
}
