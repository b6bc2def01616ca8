//! Files of the project that installing its packages needs beside the manifests: patches,
//! further lists of requirements, packages in a folder.

use crate::dockerfile::plan::Plan;
use crate::dockerfile::settings::SettingId;
use crate::dockerfile::tree::{Stage, Why};

const WHY: &str = "Your files that the installation needs, at their paths.";

/// Copies them into the folder that the project's packages are installed in.
pub fn copy_first(plan: &Plan, build: &mut Stage) {
    let below = |path: &str| plan.member().map_or_else(|| path.to_string(), |member| format!("{member}/{path}"));
    let all = plan.first(false).into_iter().map(|path| (below(path), path.to_string()));
    copy(build, all);
}

/// The same of a front end, whose folder is the working one.
pub fn copy_first_of(folder: &str, plan: &Plan, stage: &mut Stage) {
    let inside = |path: &str| path.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/')).unwrap_or(path).to_string();
    copy(stage, plan.first(true).into_iter().map(|path| (path.to_string(), inside(path))));
}

fn copy(stage: &mut Stage, all: impl Iterator<Item = (String, String)>) {
    for (at, (from, to)) in all.enumerate() {
        let why = Why::setting(SettingId::First, WHY);
        stage.copy([from], to, if at == 0 { why.shown() } else { why });
    }
}
