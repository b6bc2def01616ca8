//! What people do with a container, as the page and the runbook call it.

pub const EXEC: &str = "Exec a shell";
pub const COPY: &str = "Copy files out";
pub const EXEC_PROBE: &str = "Exec probes";
pub const PRE_STOP: &str = "preStop exec";
pub const ENTRYPOINT: &str = "Entrypoint scripts";
pub const NPM: &str = "npm start";
pub const CURL: &str = "curl health checks";
pub const SYNC: &str = "File sync (Skaffold, Tilt, DevSpace)";
pub const FORWARD: &str = "port-forward";
pub const LOGS: &str = "Logs";
pub const DUMP: &str = "Heap or thread dump";
