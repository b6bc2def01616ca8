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
    /// or where it is neither copied into the folder that it starts in nor with all of the project.
    pub fn of(instructions: &[&Instruction], runtime: Runtime) -> Option<Moved> {
        let starts_in = workdir(instructions);
        let copies: Vec<(bool, Vec<String>, String)> = instructions
            .iter()
            .filter(|instruction| ["COPY", "ADD"].contains(&instruction.name.as_str()))
            .filter_map(|instruction| {
                let (files, to) = instruction.copied()?;
                Some((instruction.option("from").is_none(), files, copied_to(&starts_in, &to)))
            })
            .collect();
        // All of the project, wherever it starts: a script may change to it.
        let mut whole = copies
            .iter()
            .rev()
            .filter(|(is_of_the_project, files, _)| *is_of_the_project && files.iter().any(|file| file == "." || file == "./"));
        let starts_there = starts_in != "/" && copies.iter().any(|(.., to)| *to == starts_in);
        let from = if starts_there { starts_in } else { whole.next()?.2.clone() };
        let is_kept =
            instructions.iter().filter(|instruction| instruction.name == "VOLUME").flat_map(|instruction| instruction.words()).any(
                |path| {
                    // Only data lies in a volume, whatever lies below it.
                    is_inside(&from, path.trim_end_matches('/'))
                },
            );
        let is_elsewhere = from != "/" && from != HERE && !from.contains('$');
        (is_elsewhere && !is_kept && runtime.row().kind == Kind::Interpreted).then_some(Moved { from })
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
