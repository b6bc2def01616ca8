//! What the visitor's commands and the build itself are given.

use crate::dockerfile::given::{Argument, VERSION};
use crate::dockerfile::plan::Plan;
use crate::dockerfile::settings::SettingId;
use crate::dockerfile::tree::{Instruction, Stage, Why};
use crate::model::questions::Runtime;

/// Takes what whoever builds gives, as late as it can: whatever stands below is
/// built again when one of them changes. One that has to be given stops the build
/// where it is not, as a front end would be built with nothing in its place.
pub fn take_arguments(plan: &Plan, build: &mut Stage) {
    take(plan, build, |argument| !configures_packages(plan, argument));
    if plan.builds_in_the_version() {
        let why = Why::setting(SettingId::Stamp, "The version, for the build to read.");
        build.add(Instruction::Arg(VERSION.into(), Some(NO_VERSION.into())), why);
    }
}

/// Takes those that npm and pnpm read as their settings, before packages are
/// installed: `.npmrc` itself stays out of the context, as it may hold a token.
pub fn take_package_arguments(plan: &Plan, build: &mut Stage) {
    take(plan, build, |argument| configures_packages(plan, argument));
}

fn configures_packages(plan: &Plan, argument: &Argument) -> bool {
    matches!(plan.runtime, Runtime::Node | Runtime::StaticSite) && is_of_npm(argument)
}

/// Whether npm and pnpm read it as a setting of theirs.
pub(super) fn is_of_npm(argument: &Argument) -> bool {
    argument.name.starts_with("npm_config_")
}

pub(super) fn take(plan: &Plan, build: &mut Stage, is_wanted: impl Fn(&Argument) -> bool) {
    let arguments: Vec<Argument> = plan.build_arguments().into_iter().filter(is_wanted).collect();
    for argument in &arguments {
        let why = match argument.default {
            Some(_) => "Your build argument. Override it with --build-arg.",
            None => "Your build argument. Pass it with --build-arg.",
        };
        let instruction = Instruction::Arg(argument.name.clone().into(), argument.default.clone().map(Into::into));
        build.add(instruction, Why::setting(SettingId::BuildArguments, why));
    }
    let missing = |name: &str| {
        format!("if [ -z \"${{{name}}}\" ]; then echo \"{name} is empty: build with --build-arg {name}=value\" >&2; exit 1; fi")
    };
    let proofs: Vec<String> =
        arguments.iter().filter(|argument| argument.default.is_none()).map(|argument| missing(&argument.name)).collect();
    if !proofs.is_empty() {
        build.run(proofs, Why::setting(SettingId::BuildArguments, "Stops the build if one of them is empty.").shown());
    }
}

/// The version of a build that is given none.
pub const NO_VERSION: &str = "dev";
