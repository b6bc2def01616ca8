//! The folder that a program starts in, where the new image has another.

use super::compose::mounts;
use super::filled::own_of;
use super::launched::workdir;
use crate::decision::Subject;
use crate::dockerfile::SettingId;
use crate::inspect::containerfile::instructions;
use crate::inspect::findings::{Findings, quoted};
use crate::inspect::project::View;
use crate::model::runtimes::Kind;

/// Says where a compiled program would look for relative paths, where files are kept or
/// mounted in the folder that it starts in now.
pub(super) fn folder(view: &View<'_>, findings: &mut Findings) {
    let Some((path, file)) = own_of(view, findings, |kind| kind == Kind::Compiled) else { return };
    let whole = view.whole();
    let Some(last) = file.stages.len().checked_sub(1) else { return };
    let all = instructions(&file.line_of_stages(last));
    let here = workdir(&all);
    let Some(line) = all.iter().rev().find(|instruction| instruction.name == "WORKDIR").map(|instruction| instruction.line) else { return };
    if ["/", "/app"].contains(&here.as_str()) || here.contains('$') {
        return;
    }
    let is_inside = |folder: &str| folder.strip_prefix(&here).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let kept = findings.found.iter().filter(|found| found.subject == Subject::Setting(SettingId::Kept));
    let is_used = kept.flat_map(|found| found.value.split(',')).any(is_inside) || mounts(view).iter().any(|(to, ..)| is_inside(to));
    if is_used {
        let text = format!(
            "The program starts in {0}, and files are kept or mounted there. In the new image it starts in / or /app, where relative paths differ. Use absolute paths, such as {0}/….",
            quoted(&here)
        );
        findings.at(&whole, &path).note(line, text);
    }
}
