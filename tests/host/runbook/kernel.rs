//! The kernel's part of what the runbook claims, tried for real: who may read
//! the files of a process through `/proc/PID/root`.

use std::process::Command;

/// As root on Linux only; elsewhere it says why it was skipped.
#[test]
fn who_may_read_the_root_of_a_process() {
    let run = match Command::new("python3").arg("tests/host/runbook/kernel.py").output() {
        Ok(run) => run,
        Err(error) => return println!("skipped: python3 does not run: {error}"),
    };
    let said = String::from_utf8_lossy(&run.stdout).into_owned();
    print!("{said}");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    if said.starts_with("skipped: ") {
        return;
    }
    let expected = "same user, no capability: reads\n\
                    other user, no capability: is refused\n\
                    root with SYS_PTRACE: reads\n\
                    root without SYS_PTRACE: is refused\n\
                    root without any capability: is refused\n\
                    same user, process not dumpable: is refused\n";
    assert_eq!(said, expected, "{}", String::from_utf8_lossy(&run.stderr));
}
