//! Folders that the program writes to: made with its own user as their owner, so
//! that a new volume takes that over.

use super::names::{BUILD, CARRIED};
use crate::dockerfile::folders::Folder;
use crate::dockerfile::plan::Plan;
use crate::dockerfile::settings::SettingId;
use crate::dockerfile::tree::{Stage, Why};
use crate::model::QuestionId;
use crate::model::questions::Platform;
use crate::model::runtimes::Kind;

/// Where the build stage makes them for a base that cannot.
const MADE: &str = "/folders";

const WHY: &str = "The user owns the folders that the program writes to. A new Docker volume inherits that.";

/// Those that are not there yet. A cluster mounts its own volume for dumps, to which
/// everybody can write; one of Docker inherits its owner from the image.
fn missing(plan: &Plan) -> Vec<Folder> {
    let dumps = plan.dumps().filter(|_| plan.service.is(Platform::Docker));
    plan.folders().into_iter().filter(|folder| !folder.is_made).chain(dumps).collect()
}

fn why(plan: &Plan, folder: &Folder) -> Why {
    if plan.dumps().as_ref() == Some(folder) {
        return Why::answer(QuestionId::Platform, "For heap dumps. The user owns it, and a new Docker volume inherits that.");
    }
    Why::setting(if folder.is_kept { SettingId::Kept } else { SettingId::Scratch }, WHY)
}

/// Where the build stage has a folder: what lies among the sources of an
/// interpreted program may have files already.
fn made(plan: &Plan, folder: &Folder) -> String {
    let is_among_sources = plan.kind() == Kind::Interpreted && folder.path.starts_with("/app/");
    if plan.member().is_some() && is_among_sources {
        // What is carried lies apart from the rest of the workspace there.
        return format!("{CARRIED}{}", folder.path);
    }
    if is_among_sources { folder.path.clone() } else { format!("{MADE}/{}", folder.name) }
}

/// Makes them in the build stage, where the base has no shell.
pub fn prepare_folders(plan: &Plan, build: &mut Stage) {
    let all = missing(plan);
    if let Some(first) = all.first().filter(|_| !plan.image.has_shell()) {
        let paths: Vec<String> = all.iter().map(|folder| made(plan, folder)).collect();
        let paths = paths.join(" ");
        // Whatever the builder's mask is.
        build.run([format!("mkdir -p {paths}"), format!("chmod 755 {paths}")], why(plan, first));
    }
}

/// Puts them into the stage that runs, before its user is named.
pub fn add_folders(plan: &Plan, run: &mut Stage) {
    let all = missing(plan);
    let Some(first) = all.first() else { return };
    let user = plan.image.ordinary_user();
    if plan.image.has_shell() {
        let paths: Vec<&str> = all.iter().map(|folder| folder.path.as_str()).collect();
        let paths = paths.join(" ");
        run.run([format!("mkdir -p {paths}"), format!("chown -R {user} {paths}")], why(plan, first).shown());
        return;
    }
    for (at, folder) in all.iter().enumerate() {
        let why = if at == 0 { why(plan, folder).shown() } else { why(plan, folder) };
        run.copy_owned(BUILD, made(plan, folder), folder.path.clone(), user, why);
    }
}
