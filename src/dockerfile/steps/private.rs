//! What a build of private packages needs beside its secrets.

use super::packages::{install, run_on};
use crate::dockerfile::image::package;
use crate::dockerfile::plan::Plan;
use crate::dockerfile::settings::{Builder, Manager, Private, SettingId};
use crate::dockerfile::tree::{Stage, Why};
use crate::facts::{Image, Package, has_git};

/// Git and SSH for a front end, whose packages come by Git.
pub fn front_end_tools(plan: &Plan, on: &Image) -> Vec<&'static Package> {
    if plan.private() == Private::Ssh && !has_git(on) { vec![package("git"), package("ssh")] } else { Vec::new() }
}

/// Git and SSH where packages come by them and the image has neither. Cargo brings both,
/// but takes a key from an agent alone.
pub fn private_tools(plan: &Plan, on: &Image) -> Vec<&'static Package> {
    let names: &[&str] = match (plan.private(), plan.choice::<Manager>()) {
        (Private::Token, Manager::Modules) => &["git"],
        (Private::Ssh, Manager::Cargo | Manager::CargoUnlocked) if !has_agent(plan) => &["git", "ssh"],
        (Private::No | Private::Token, _) | (_, Manager::Cargo | Manager::CargoUnlocked) => &[],
        (Private::Ssh, _) => &["git", "ssh"],
    };
    if has_git(on) { Vec::new() } else { names.iter().map(|id| package(id)).collect() }
}

/// Installs them, and says what only the manager has to be told.
pub fn prepare_private(plan: &Plan, build: &mut Stage, on: &'static Image) {
    let tools = private_tools(plan, on);
    if !tools.is_empty() {
        install(build, on, &tools, lacks_git());
    }
    if matches!(plan.choice(), Manager::Cargo | Manager::CargoUnlocked) && plan.private() == Private::Token {
        let why = "Cargo uses a token only if a credential provider is configured.";
        let config = "printf '[registry]\\nglobal-credential-providers = [\"cargo:token\"]\\n' > /usr/local/cargo/config.toml";
        run_on(build, vec![config.into()], Why::setting(SettingId::Private, why).shown());
    }
    if matches!(plan.choice(), Manager::Cargo | Manager::CargoUnlocked) && plan.private() == Private::Ssh && !has_agent(plan) {
        let why = "Cargo itself reads SSH keys only from an agent; Git reads the file.";
        build.env([("CARGO_NET_GIT_FETCH_WITH_CLI", "true")], Why::setting(SettingId::Private, why).shown());
    }
}

/// Whether the builder lends a command the agent: kaniko reads the key from a file.
fn has_agent(plan: &Plan) -> bool {
    plan.choice::<Builder>() != Builder::Kaniko
}

/// Why Git is installed.
pub fn lacks_git() -> Why {
    Why::setting(SettingId::Private, "Git, which fetches private repositories and is missing in this image.").shown()
}
