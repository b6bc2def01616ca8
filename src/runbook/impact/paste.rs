//! Texts to paste that more than one row has. `%PORT%` and the like are filled
//! in for the service.

pub const SLEEP: &str = "lifecycle:\n  preStop:\n    sleep:\n      seconds: 5\n";
pub const INIT: &str =
    "initContainers:\n  - name: prepare\n    image: %DEBUG%\n    command: [\"sh\", \"-c\", \"until nc -z db 5432; do sleep 1; done\"]\n";
pub const SECOND: &str = "docker run --rm -it --pid=container:%APP% --network=container:%APP% --user %UID% %DEBUG% sh\n";
