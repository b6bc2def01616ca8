//! Packages of the distribution.

use crate::dockerfile::image::has_apk;
use crate::dockerfile::plan::Plan;
use crate::dockerfile::settings::SettingId;
use crate::dockerfile::tree::{Stage, Why};
use crate::facts::{Image, Package};

/// Installs packages, by the names that the image's distribution has for them.
pub fn install(stage: &mut Stage, on: &'static Image, packages: &[&'static Package], why: Why) {
    install_names(stage, on, &names(on, packages), why);
}

/// Installs packages into the stage that runs, and with them what the visitor
/// asked for, where the base can.
pub fn install_with_added(plan: &Plan, stage: &mut Stage, packages: &[&'static Package], why: Why) {
    let on = plan.image;
    if !on.has_shell() {
        return;
    }
    let mut names = names(on, packages);
    let yours = names.is_empty();
    // Within a release any version will do: they stay compatible.
    names.extend(plan.added().map(|name| if has_apk(on) { format!("\"{name}>=0\"") } else { format!("\"{name}=*\"") }));
    let added = Why::setting(SettingId::Packages, "Yours. Any version will do: within a release they stay compatible.").shown();
    install_names(stage, on, &names, if yours { added } else { why });
}

fn names(on: &Image, packages: &[&'static Package]) -> Vec<String> {
    packages.iter().map(|row| format!("\"{}\"", if has_apk(on) { row.alpine } else { row.debian })).collect()
}

fn install_names(stage: &mut Stage, on: &Image, names: &[String], why: Why) {
    if names.is_empty() {
        return;
    }
    let names = names.join(" ");
    if has_apk(on) {
        return stage.run([format!("apk add --no-cache {names}")], why);
    }
    let install = format!("apt-get install --yes --no-install-recommends {names}");
    stage.run(["apt-get update".to_string(), install, "rm -rf /var/lib/apt/lists/*".to_string()], why);
}
