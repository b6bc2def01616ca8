//! Packages of the distribution.

use crate::dockerfile::image::has_apk;
use crate::dockerfile::plan::Plan;
use crate::dockerfile::settings::SettingId;
use crate::dockerfile::tree::{Cause, Instruction, Stage, Step, Text, Why};
use crate::facts::{Distribution, Image, Package, other_name};

/// Installs packages, by the names that the image's distribution has for them.
pub fn install(stage: &mut Stage, on: &'static Image, packages: &[&'static Package], why: Why) {
    install_names(stage, on, &names(on, packages), &[], why);
}

/// The same with others by name, of any version.
pub fn install_beside(stage: &mut Stage, on: &'static Image, packages: &[&'static Package], others: &[&str], why: Why) {
    install_names(stage, on, &names(on, packages), others, why);
}

/// Installs packages into the stage that runs, and with them what the visitor
/// asked for, where the base can.
pub fn install_with_added(plan: &Plan, stage: &mut Stage, packages: &[&'static Package], why: Why) {
    install_all_with_added(plan, stage, packages, &[], why);
}

/// The same with others by name, of any version.
pub fn install_all_with_added(plan: &Plan, stage: &mut Stage, packages: &[&'static Package], others: &[&str], why: Why) {
    let on = plan.image;
    if !on.has_shell() {
        return;
    }
    let names = names(on, packages);
    let mut yours: Vec<&str> = others.to_vec();
    yours.extend(plan.added().filter(|name| !others.contains(name)));
    let added = Why::setting(SettingId::Packages, "Your packages, without versions: within a release they stay compatible.").shown();
    install_names(stage, on, &names, &yours, if names.is_empty() && others.is_empty() { added } else { why });
}

/// Installs what the visitor builds with, before anything else wants it.
pub fn install_to_build(plan: &Plan, build: &mut Stage, on: &'static Image) {
    let yours: Vec<&str> = plan.settings.parts_for(SettingId::BuildPackages, &plan.service).filter(|_| plan.builds()).collect();
    let why = Why::setting(SettingId::BuildPackages, "Your packages for the build. The final image does not contain them.").shown();
    install_names(build, on, &[], &yours, why);
}

fn names(on: &Image, packages: &[&'static Package]) -> Vec<String> {
    packages.iter().map(|row| format!("\"{}\"", if has_apk(on) { row.alpine } else { row.debian })).collect()
}

/// Ours have versions; of what is asked for by name any version will do.
fn install_names(stage: &mut Stage, on: &Image, ours: &[String], yours: &[&str], why: Why) {
    if ours.is_empty() && yours.is_empty() {
        return;
    }
    // A name of the other distribution would stop the build: the package is known here by its own.
    let distribution = if has_apk(on) { Distribution::Alpine } else { Distribution::Debian };
    let named = yours.iter().map(|name| other_name(name, distribution).unwrap_or(name));
    let own = named.fold(Vec::new(), |mut all: Vec<&str>, name| {
        if !all.contains(&name) {
            all.push(name);
        }
        all
    });
    let yours = own.as_slice();
    if has_apk(on) {
        let names: Vec<String> = ours.iter().cloned().chain(yours.iter().map(|name| format!("\"{name}>=0\""))).collect();
        return run_on(stage, vec![format!("apk add --no-cache {}", names.join(" "))], why);
    }
    let mut commands = vec![UPDATE.to_string()];
    if !ours.is_empty() {
        commands.push(format!("apt-get install --yes --no-install-recommends {}", ours.join(" ")));
    }
    // Satisfied, not installed by name: a name may be one that another package provides,
    // as libglib2.0-0t64 provides libglib2.0-0.
    if !yours.is_empty() {
        commands.push(format!("apt-get satisfy --yes --no-install-recommends \"{}\"", yours.join(", ")));
    }
    commands.push(CLEAN.into());
    run_on(stage, commands, why);
}

/// What apt needs to know first, and what it leaves behind.
const UPDATE: &str = "apt-get update";
const CLEAN: &str = "rm -rf /var/lib/apt/lists/*";

/// Runs commands, in one layer with the packages to build with, or with the Node.js that
/// the build calls, where those come right before.
pub(super) fn run_on(stage: &mut Stage, commands: Vec<String>, why: Why) {
    match stage.steps.last_mut() {
        Some(Step { instruction: Instruction::Run { mounts, commands: before }, why: other })
            if mounts.is_empty() && matches!(other.cause, Cause::Setting(SettingId::BuildPackages | SettingId::BuildNode)) =>
        {
            let both = before.last().is_some_and(|command| command == CLEAN) && commands.first().is_some_and(|command| command == UPDATE);
            if both {
                before.pop();
            }
            before.extend(commands.into_iter().skip(usize::from(both)).map(Text::from));
            // The comment above them says what is worth saying of either.
            if !other.shown {
                *other = Why { cause: other.cause, ..why };
            }
        }
        _ => stage.run(commands, why),
    }
}
