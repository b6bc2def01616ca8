//! How stages begin and end.

use crate::dockerfile::image::{login, tag_moves};
use crate::dockerfile::plan::Plan;
use crate::dockerfile::settings::SettingId;
use crate::dockerfile::tree::{Instruction, Stage, Text, Why};
use crate::facts::Image;
use crate::model::QuestionId;
use crate::model::questions::Platform;

/// The stage that builds.
pub const BUILD: &str = "build";
/// Where a CA bundle lies on every base that has one.
pub const CA_BUNDLE: &str = "/etc/ssl/certs/ca-certificates.crt";

/// The build stage on that image.
pub fn build_stage(image: &'static Image, version: Option<&'static str>, why: &'static str) -> Stage {
    Stage::from(image, version, Some(BUILD), Why::fact(image, login(image).unwrap_or(why)).shown())
}

/// The build stage for what runs on every architecture: it is built once, on
/// the builder's own.
pub fn build_stage_once(plan: &Plan, image: &'static Image, why: &'static str) -> Stage {
    let stage = build_stage(image, None, why);
    if plan.crosses() { stage.on_builder() } else { stage }
}

/// The stage that runs, still empty.
pub fn run_stage(plan: &Plan, version: Option<&'static str>) -> Stage {
    if plan.is_development() {
        let why = "For a developer’s machine: the build stage itself, with compilers, git and a shell.";
        return Stage::after(BUILD, Why::answer(QuestionId::Environment, why).shown());
    }
    let why = match login(plan.image) {
        Some(login) => Why::fact(plan.image, login).shown(),
        None if tag_moves(plan.image) && !plan.pins() => {
            Why::fact(plan.image, "A moving tag: pin it by digest and let a bot move the digest.").shown()
        }
        None => Why::fact(plan.image, plan.image_why),
    };
    Stage::from(plan.image, version, None, why)
}

/// Exposes the port, drops root and adds the health check where it is used.
pub fn finish(plan: &Plan, stage: &mut Stage) {
    stage.add(Instruction::Expose(plan.port()), Why::setting(SettingId::Port, "Says which port the service listens on."));
    stage.add(
        Instruction::User(plan.image.ordinary_user()),
        Why::practice("By number: Kubernetes cannot check a name against runAsNonRoot.").shown(),
    );
    if let Some(command) = plan.check().filter(|_| plan.service.is(Platform::Docker)) {
        let why = Why::answer(QuestionId::Platform, "Docker and Compose use this; Kubernetes has probes of its own.").shown();
        stage.add(Instruction::Healthcheck(command), why);
    }
}

/// What is expected of the program: a health check inside the container does not
/// notice one that answers nobody outside of it.
pub fn server(plan: &Plan) -> Text {
    format!("a server that listens on port {} on all interfaces, not on loopback alone, and ends on SIGTERM", plan.port()).into()
}

/// Starts what the plan says; nothing where the image does by itself.
pub fn start(plan: &Plan, stage: &mut Stage, why: Why) {
    if let Some(instruction) = plan.start().instruction() {
        stage.add(instruction, why);
    }
}
