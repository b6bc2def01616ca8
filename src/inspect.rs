//! What a project says of itself: names and texts go in, findings come out.
//!
//! ```text
//! Project ─ units ─▶ a folder and what runs in it
//!    │                   │ readers, a row each
//!    │                   ▼
//!    │               Findings ─ resolve ─▶ State, contradictions ─ left ─▶ what to ask
//!    └─ Dockerfiles ─ containerfile ─ review, a rule a row ─▶ what is wrong with them
//! ```
//! It knows no file system: whoever calls it walks a folder, or has files dropped
//! on a page. Secrets never leave it: of files that hold tokens only that there is
//! one is taken. Nothing fails and nothing hangs, whatever the files say: what
//! cannot be read is noted with its line.

pub mod ask;
pub mod containerfile;
mod deployed;
mod findings;
mod found;
mod inspection;
mod over;
mod pasted;
mod project;
mod readers;
pub mod review;
mod roots;
mod steps;
pub mod tree;
mod units;

pub use crate::decision::Subject;
pub use findings::{Resolved, resolve};
pub use found::{Contradiction, Evidence, Found, Sure};
pub use inspection::{Inspection, dockerfile};
pub use over::{Lost, Over, Pair, Shift, over};
pub use pasted::kind;
pub use project::{LONGEST_FILE, LONGEST_PROJECT, MOST_NAMES, NEVER_WALKED, Project, is_never_walked};
pub use readers::{Ecosystem, NATIVES, Native, Needs, READERS, Reader, asked, is_wanted, native};
pub use steps::Steps;
pub use units::Unit;

use crate::facts::Date;

/// Reads a project, for a day.
pub fn inspect(project: &Project, today: Date) -> Inspection {
    inspect_service(project, None, today)
}

/// The same of the service with that manifest, where the project has it.
pub fn inspect_service(project: &Project, manifest: Option<&str>, today: Date) -> Inspection {
    let mut steps = Steps::new(project, manifest, today);
    loop {
        if let Some(done) = steps.step() {
            return done;
        }
    }
}
