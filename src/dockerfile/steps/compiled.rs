//! What Go, Rust and C++ share: one binary, carried to the base that runs it.

use super::folders::prepare_folders;
use super::linking::{prove_libraries, prove_linking};
use super::names::{BUILD, CA_BUNDLE};
use super::packages::install_with_added;
use super::stage::{finish, run_stage, start};
use super::trust::carry_trust;
use super::user::{add_user, give_to_developer};
use crate::dockerfile::image::package;
use crate::dockerfile::plan::Plan;
use crate::dockerfile::settings::SettingId;
use crate::dockerfile::start::{BINARY, BUILT_BINARY};
use crate::dockerfile::tree::{Stage, Why};
use crate::model::questions::Runtime;
use crate::model::{Family, QuestionId};

/// Where files lie beside the program.
const WORKING: &str = "/app";
/// What of a file system scratch gets.
const ROOTFS: &str = "/rootfs/";

/// What the build stage has to prepare for a base where no command can run.
pub fn prepare(plan: &Plan, build: &mut Stage) {
    prove_linking(plan, build);
    prepare_folders(plan, build);
    prepare_scratch(plan, build);
}

fn prepare_scratch(plan: &Plan, build: &mut Stage) {
    if plan.family != Family::Scratch || !plan.needs_surroundings() {
        return;
    }
    let user = plan.image.ordinary_user();
    build.run(
        [
            "mkdir -p /rootfs/etc /rootfs/tmp".to_string(),
            "chmod 1777 /rootfs/tmp".to_string(),
            format!("echo 'nonroot:x:{}:{}:nonroot:/nonexistent:/sbin/nologin' > /rootfs/etc/passwd", user.uid, user.gid),
            format!("echo 'nonroot:x:{}:' > /rootfs/etc/group", user.gid),
        ],
        Why::answer(QuestionId::TlsOrTz, "scratch has no /tmp and no users, so both are created here.").shown(),
    );
}

/// The stage that runs the binary, which may bring its own time zones.
pub fn run_binary(plan: &Plan, brings_zones: bool) -> Stage {
    let mut run = carry_binary(plan, brings_zones, &[]);
    start_binary(plan, &mut run);
    run
}

/// The same, but for how it starts. The program loads libraries from these packages,
/// by their ids in the facts.
pub fn carry_binary(plan: &Plan, brings_zones: bool, libraries: &[&str]) -> Stage {
    let mut run = run_stage(plan, None);
    carry_trust(plan, &mut run);
    let needed = Why::answer(QuestionId::TlsOrTz, "TLS needs a CA bundle, which this base lacks.");
    // A native image of Java has certificates and time zones inside.
    if plan.needs_surroundings() && !plan.is_development() && plan.runtime != Runtime::JavaNative {
        match plan.family {
            Family::Scratch => {
                run.copy_from(BUILD, ROOTFS, "/", Why::answer(QuestionId::TlsOrTz, "/tmp and the user’s name."));
                run.copy_from(BUILD, CA_BUNDLE, CA_BUNDLE, needed);
                run.copy_from(BUILD, "/usr/share/zoneinfo", "/usr/share/zoneinfo", Why::answer(QuestionId::TlsOrTz, "The time zones."));
            }
            _ if plan.image.inside().ca_certificates == Some(false) => run.copy_from(BUILD, CA_BUNDLE, CA_BUNDLE, needed.shown()),
            _ => {}
        }
    }
    let lacks_zones = plan.family == Family::Alpine && plan.needs_surroundings() && !brings_zones;
    let zones = lacks_zones.then(|| package("tzdata"));
    let why = if libraries.is_empty() { "The base has no time zones." } else { "The program loads these libraries, which the base lacks." };
    let packages: Vec<_> = libraries.iter().map(|id| package(id)).chain(zones).collect();
    install_with_added(plan, &mut run, &packages, Why::fact(plan.image, why).shown());
    add_user(plan, &mut run);
    give_to_developer(plan, &mut run);
    if !plan.is_development() {
        run.copy_from(BUILD, BUILT_BINARY, BINARY, Why::practice("The program, without its build tools."));
        prove_libraries(plan, &mut run);
    }
    let beside = plan.beside();
    if !beside.is_empty() {
        let why = Why::setting(SettingId::Beside, "Relative paths of the program start in this folder.");
        run.workdir(WORKING, why);
    } else if plan.folders().iter().any(|folder| folder.path.strip_prefix(WORKING).is_some_and(|rest| rest.starts_with('/'))) {
        // Images differ in where a program starts: /, /go or a home folder.
        let why = "The program starts here, so that it also finds this folder by a relative path.";
        run.workdir(WORKING, Why::setting(SettingId::Kept, why).shown());
    } else if !plan.folders().is_empty() {
        let why = "The same folder on every base, so that relative paths lead to the folders below.";
        run.workdir("/", Why::setting(SettingId::Kept, why).shown());
    }
    for (at, path) in beside.into_iter().enumerate() {
        let why = Why::setting(SettingId::Beside, "Files that the program reads at run time, owned by root.");
        let source = format!("{}/{path}", plan.folder());
        run.copy_from(BUILD, source, format!("{WORKING}/{path}"), if at == 0 { why.shown() } else { why });
    }
    run
}

/// How it starts, as the last of the stage.
pub fn start_binary(plan: &Plan, run: &mut Stage) {
    finish(plan, run);
    start(plan, run, Why::practice("Exec form: signals reach the program."));
}

/// The same with more to say of it.
pub fn start_binary_because(plan: &Plan, run: &mut Stage, why: &'static str) {
    finish(plan, run);
    for (at, instruction) in plan.start().instructions().enumerate() {
        let why = Why::practice(why);
        run.add(instruction, if at == 0 { why.shown() } else { why });
    }
}
