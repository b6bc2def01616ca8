//! The runbook: its texts as their own tools see them, what it claims of the
//! kernel, and that readiness leads where it says.

/// What is shown is what the Dockerfile has.
mod agrees;
/// Where dumps of memory go.
mod dumps;
/// Walking all runbooks.
mod every;
/// What holds for every text.
mod files;
/// The files that people read first.
mod golden;
/// What each base changes.
mod impact;
/// What starts a program in front of it, under Compose.
mod init;
/// Who may read whose files.
mod kernel;
/// Manifests and scripts, as validators and linters see them.
mod linters;
/// The seven points.
mod readiness;
/// The rehearsal, run beside a kubectl that is a script.
mod rehearsal;
