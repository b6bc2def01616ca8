//! Paths of the image that is there, as the new one has them.

use super::launched::workdir;
use crate::inspect::containerfile::{Instruction, copied_to};
use crate::model::questions::Runtime;
use crate::model::runtimes::Kind;

/// Where the program of an interpreter lies here.
const HERE: &str = "/app";

/// A folder with the program, which is another one here.
pub(super) struct Moved {
    /// The folder in the image that is there.
    pub from: String,
}

impl Moved {
    /// That of an image by its instructions; none where the program lies in the same place,
    /// or where it is not known to lie in the folder that it starts in.
    pub fn of(instructions: &[&Instruction], runtime: Runtime) -> Option<Moved> {
        let from = workdir(instructions);
        let copies = instructions.iter().filter(|instruction| ["COPY", "ADD"].contains(&instruction.name.as_str()));
        let has_the_program = copies.filter_map(|instruction| instruction.copied()).any(|(_, to)| copied_to(&from, &to) == from);
        let is_kept =
            instructions.iter().filter(|instruction| instruction.name == "VOLUME").flat_map(|instruction| instruction.words()).any(
                |path| {
                    // Only data lies in a volume, whatever lies below it.
                    is_inside(&from, path.trim_end_matches('/'))
                },
            );
        let is_elsewhere = from != "/" && from != HERE && !from.contains('$');
        (is_elsewhere && has_the_program && !is_kept && runtime.row().kind == Kind::Interpreted).then_some(Moved { from })
    }

    /// The path here of one in that folder.
    pub fn path(&self, path: &str) -> Option<String> {
        let rest = path.strip_prefix(&self.from).filter(|_| is_inside(path, &self.from))?;
        Some(format!("{HERE}{rest}"))
    }
}

/// Whether a path is a folder, or lies in it.
fn is_inside(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
