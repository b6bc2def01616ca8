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
        let why = Why::setting(SettingId::Stamp, "The version, which the build reads.");
        build.add(Instruction::Arg(VERSION.into(), Some(NO_VERSION.into())), why);
    }
}

/// Takes those that package managers and their packages read as settings, before
/// anything is installed: `.npmrc` itself stays out of the context, as it may hold a token.
pub fn take_package_arguments(plan: &Plan, build: &mut Stage) {
    take(plan, build, |argument| configures_packages(plan, argument));
}

/// Beginnings of names by which installers of Python's packages are set up.
const OF_PYTHON: &[&str] = &["PIP_", "UV_", "POETRY_", "PIPENV_", "PDM_"];
/// The same of Java.
const OF_JAVA: &[&str] = &["MAVEN_", "MVNW_", "GRADLE_", "JAVA_TOOL_OPTIONS"];
/// The same of Node.js: beside managers, packages that fetch a browser or a binary.
const OF_NODE: &[&str] =
    &["npm_config_", "NPM_CONFIG_", "YARN_", "PUPPETEER_", "PLAYWRIGHT_", "SHARP_", "CYPRESS_", "PRISMA_", "SENTRYCLI_", "ELECTRON_"];

fn configures_packages(plan: &Plan, argument: &Argument) -> bool {
    let starts = |names: &[&str]| names.iter().any(|name| argument.name.starts_with(name));
    match plan.runtime {
        Runtime::Node | Runtime::Bun | Runtime::StaticSite => starts(OF_NODE),
        Runtime::Python => starts(OF_PYTHON),
        Runtime::Go => starts(&["GO", "CGO_"]),
        Runtime::Rust => starts(&["CARGO_", "RUST"]),
        Runtime::Java => starts(OF_JAVA),
        Runtime::JavaNative => starts(OF_JAVA) || starts(&["NATIVE_IMAGE_"]),
        Runtime::Dotnet => starts(&["NUGET_", "DOTNET_"]),
        Runtime::Deno => starts(&["DENO_", "npm_config_", "NPM_CONFIG_", "JSR_"]),
        Runtime::Ruby => starts(&["BUNDLE_", "GEM_"]),
        Runtime::Php => starts(&["COMPOSER_"]),
        Runtime::CCpp => false,
    }
}

/// Whether managers of Node.js and their packages read it as a setting of theirs.
pub(super) fn is_of_npm(argument: &Argument) -> bool {
    OF_NODE.iter().any(|name| argument.name.starts_with(name))
}

pub(super) fn take(plan: &Plan, build: &mut Stage, is_wanted: impl Fn(&Argument) -> bool) {
    let arguments: Vec<Argument> =
        plan.build_arguments().into_iter().filter(|argument| !argument.is_known_to_builders() && is_wanted(argument)).collect();
    for argument in &arguments {
        let why = match argument.default {
            Some(_) => "Your build argument. Override its default with --build-arg.",
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
        build.run(proofs, Why::setting(SettingId::BuildArguments, "Stops the build if a required argument is empty.").shown());
    }
}

/// The version of a build that is given none.
pub const NO_VERSION: &str = "dev";
