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

const WHY: &str = "The user owns the folders that the program writes to. A new Docker volume inherits the owner.";

/// Those that are not there yet. A cluster mounts its own volume for dumps, to which
/// everybody can write; one of Docker inherits its owner from the image.
fn missing(plan: &Plan) -> Vec<Folder> {
    let dumps = plan.dumps().filter(|_| plan.service.is(Platform::Docker));
    plan.folders().into_iter().filter(|folder| !folder.is_made).chain(dumps).collect()
}

fn why(plan: &Plan, folder: &Folder) -> Why {
    if plan.dumps().as_ref() == Some(folder) {
        return Why::answer(QuestionId::Platform, "For heap dumps. The user owns this folder, and a new Docker volume inherits the owner.");
    }
    Why::setting(if folder.is_kept { SettingId::Kept } else { SettingId::Scratch }, WHY)
}

/// Where a folder lies among the sources of an interpreted program in the build stage: there
/// may be files in it already.
fn inside(plan: &Plan, folder: &Folder) -> Option<String> {
    let is_among_sources = plan.kind() == Kind::Interpreted && folder.path.starts_with("/app/");
    // What is carried of a member lies apart from the rest of the workspace there.
    let root = if plan.member().is_some() { CARRIED } else { "" };
    is_among_sources.then(|| format!("{root}{}", folder.path))
}

/// Where the build stage has a folder in the end.
fn made(folder: &Folder) -> String {
    format!("{MADE}/{}", folder.name)
}

/// Makes them in the build stage, where the base has no shell.
pub fn prepare_folders(plan: &Plan, build: &mut Stage) {
    let all = missing(plan);
    let Some(first) = all.first().filter(|_| !plan.image.has_shell()) else { return };
    let mut paths: Vec<String> = all.iter().map(|folder| inside(plan, folder).unwrap_or_else(|| made(folder))).collect();
    // What lies in another folder is taken out of it first.
    let mut deepest: Vec<&Folder> = all.iter().collect();
    deepest.sort_by_key(|folder| std::cmp::Reverse(folder.path.len()));
    // A folder that is there already keeps its owner when it is copied to, so none may be.
    let taken: Vec<String> =
        deepest.into_iter().filter_map(|folder| Some(format!("mv {} {}", inside(plan, folder)?, made(folder)))).collect();
    if !taken.is_empty() && !paths.iter().any(|path| path.starts_with(MADE)) {
        paths.push(MADE.into());
    }
    let mut commands = vec![format!("mkdir -p {}", paths.join(" "))];
    commands.extend(taken);
    // Whatever the builder's mask is.
    commands.push(format!("chmod 755 {}", all.iter().map(made).collect::<Vec<_>>().join(" ")));
    build.run(commands, why(plan, first));
}

/// Puts them into the stage that runs, before its user is named.
pub fn add_folders(plan: &Plan, run: &mut Stage) {
    let mut all = missing(plan);
    let Some(first) = all.first() else { return };
    let user = plan.image.ordinary_user();
    if plan.image.has_shell() {
        let paths: Vec<&str> = all.iter().map(|folder| folder.path.as_str()).collect();
        let paths = paths.join(" ");
        run.run([format!("mkdir -p {paths}"), format!("chown -R {user} {paths}")], why(plan, first).shown());
        return;
    }
    // One that lies in another comes after it.
    all.sort_by_key(|folder| folder.path.len());
    for (at, folder) in all.iter().enumerate() {
        let why = if at == 0 { why(plan, folder).shown() } else { why(plan, folder) };
        run.copy_owned(BUILD, made(folder), folder.path.clone(), user, why);
    }
}
