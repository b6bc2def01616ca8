//! Node.js in the stage that builds a program of another language, where its own build
//! calls it: Rails for its assets, a project of .NET for its page, a Makefile.

use super::given::take_package_arguments;
use super::javascript::{packages_of, prepare_manager};
use super::packages::{install_beside, install_to_build};
use crate::dockerfile::image::has_apk;
use crate::dockerfile::plan::Plan;
use crate::dockerfile::settings::{BuildNode, Manager, SettingId};
use crate::dockerfile::tree::{Stage, Why};
use crate::facts::Image;
use crate::model::questions::Runtime;

/// Where the image of Node.js has it.
const PROGRAM: &str = "/usr/local/bin/node";
const NPM: &str = "/usr/local/lib/node_modules/npm";

/// Whether the build gets it.
pub fn is_wanted(plan: &Plan) -> bool {
    plan.choice::<BuildNode>() == BuildNode::Yes
}

/// Installs what the visitor builds with, and Node.js with what installs its packages.
pub fn build_packages(plan: &Plan, build: &mut Stage, on: &'static Image) {
    install_to_build(plan, build, on);
    bring(plan, build, on);
    // Stacks of these take them right before they install.
    if !matches!(plan.runtime, Runtime::Node | Runtime::Bun | Runtime::StaticSite | Runtime::Python) {
        take_package_arguments(plan, build);
    }
}

/// Brings it, with npm and the package manager that is set.
fn bring(plan: &Plan, build: &mut Stage, on: &'static Image) {
    if !is_wanted(plan) {
        return;
    }
    let why = Why::setting(SettingId::BuildNode, "Node.js, which the project’s build calls. The final image does not contain it.").shown();
    if has_apk(on) {
        install_beside(build, on, &[], &["nodejs", "npm"], why);
    } else {
        let image = plan.front_end_builder();
        build.copy_from_image(image, PROGRAM, PROGRAM, why);
        build.copy_from_image(image, NPM, NPM, Why::setting(SettingId::BuildNode, "npm, from the same image."));
        let link = |name: &str| format!("ln -s {NPM}/bin/{name}-cli.js /usr/local/bin/{name}");
        build.run([link("npm"), link("npx")], Why::setting(SettingId::BuildNode, "Adds the commands npm and npx."));
    }
    let version = plan.settings.text_for(SettingId::FrontManagerVersion, &plan.service);
    let manager = plan.front_manager();
    // Which Yarn 4 it is, a file says that is not there yet.
    if manager != Manager::Berry || version.is_some() {
        prepare_manager(plan, build, on, packages_of(manager), version, SettingId::FrontManager);
    }
}

/// Installs the packages of the project’s own package.json, which is there by then.
pub fn install(plan: &Plan, build: &mut Stage) {
    let manager = packages_of(plan.front_manager());
    let why = Why::setting(SettingId::BuildNode, "The packages that build the assets.").shown();
    build.run_with(plan.fetching_by(plan.front_manager(), &[manager.cache]), [manager.install], why);
}
