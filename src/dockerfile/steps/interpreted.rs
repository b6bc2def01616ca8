//! What the stacks with a language runtime share: packages with native code,
//! exact versions.

use super::packages::{install, install_with_added};
use super::private::{lacks_git, private_tools};
use crate::dockerfile::image::{has_apk, package};
use crate::dockerfile::plan::Plan;
use crate::dockerfile::tree::{Instruction, Stage, Step, Why};
use crate::facts::{Image, has_compilers, has_git};
use crate::model::questions::{ExactVersion, NativeDeps};
use crate::model::{Family, QuestionId};

/// The argument for the language version, when it has to be exact: the one
/// line to change, and the same value on both sides. A digest leaves no room
/// for it.
pub fn version_argument(plan: &Plan, name: &'static str) -> (Option<&'static str>, Vec<Step>) {
    if !plan.service.is(ExactVersion::Yes) || plan.pins() {
        return (None, Vec::new());
    }
    let why = Why::answer(QuestionId::ExactVersion, "Your exact version: change it here for both stages.").shown();
    let default = plan.image.version.unwrap_or_default();
    (Some(name), vec![Step { instruction: Instruction::Arg(name.into(), Some(default.into())), why }])
}

/// The role to build on: that which the publisher made for it, else that of what
/// runs it, unless native packages have to be compiled, which wants compilers and
/// headers.
pub fn builder_role(plan: &Plan, full: &'static str, slim: &'static str) -> &'static str {
    if let Some(builder) = plan.image.builder() {
        return builder.id;
    }
    let compiles = plan.service.is(NativeDeps::SystemLibs);
    match plan.family {
        Family::Alpine => plan.image.role(),
        Family::Full => full,
        Family::Slim if compiles => full,
        Family::Slim | Family::Distroless | Family::Scratch => slim,
    }
}

/// Native packages without a ready build are compiled, and few images have what that
/// takes; a developer wants the same, and Git. What fetches private packages is installed
/// in the same go.
pub fn add_tools(plan: &Plan, build: &mut Stage, on: &'static Image, compilers: &[&str]) {
    let compiles = !has_compilers(on) && (plan.service.is(NativeDeps::SystemLibs) || plan.is_development());
    let compilers = compilers.iter().filter(|_| compiles).map(|id| package(id));
    let mut tools: Vec<_> = compilers.chain(private_tools(plan, on)).collect();
    let git = package("git");
    if plan.is_development() && !has_git(on) && tools.iter().all(|tool| tool.id != git.id) {
        tools.push(git);
    }
    if tools.is_empty() {
        return;
    }
    let why = match () {
        () if plan.is_development() => Why::answer(QuestionId::Environment, "Compilers and Git, which this image lacks.").shown(),
        () if !compiles => lacks_git(),
        () if has_apk(on) => Why::answer(QuestionId::NativeDeps, MUSL).shown(),
        () => Why::answer(QuestionId::NativeDeps, WITHOUT_COMPILERS).shown(),
    };
    install(build, on, &tools, why);
}

const MUSL: &str = "For packages without a prebuilt musl version. Add the -dev packages that they compile against.";
const WITHOUT_COMPILERS: &str =
    "For packages without a prebuilt version, because the image has no compilers. Add the -dev packages that they compile against.";

/// Libraries that native packages load at run time: those that the visitor
/// named, else one as an example. The full images have the usual ones already.
pub fn add_libraries(plan: &Plan, run: &mut Stage, library: &str) {
    let wanted = plan.service.is(NativeDeps::SystemLibs);
    let example = wanted && matches!(plan.family, Family::Slim | Family::Alpine) && plan.added().next().is_none();
    let packages = if example { vec![package(library)] } else { Vec::new() };
    let why = Why::answer(QuestionId::NativeDeps, "A library that your packages load. Replace it with yours.").shown();
    install_with_added(plan, run, &packages, why);
}
