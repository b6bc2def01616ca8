//! How stages begin and end.

use super::folders::add_folders;
use super::given::NO_VERSION;
use super::names::BUILD;
use crate::dockerfile::given::{APP_VERSION, REVISION, VERSION};
use crate::dockerfile::image::{login, tag_moves};
use crate::dockerfile::plan::Plan;
use crate::dockerfile::settings::{Does, SettingId};
use crate::dockerfile::tree::{Instruction, Stage, Text, Why};
use crate::facts::Image;
use crate::model::QuestionId;
use crate::model::questions::Platform;
use crate::model::runtimes::Kind;

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
        let why = "For development: the build stage itself, with compilers, git and a shell.";
        return Stage::after(BUILD, Why::answer(QuestionId::Environment, why).shown());
    }
    let why = match login(plan.image) {
        Some(login) => Why::fact(plan.image, login).shown(),
        None if tag_moves(plan.image) && !plan.pins() => {
            Why::fact(plan.image, "A moving tag: pin it by digest and let a bot update the digest.").shown()
        }
        None => Why::fact(plan.image, plan.image_why),
    };
    Stage::from(plan.image, version, None, why)
}

/// Makes its folders, sets its variables, exposes its ports, drops root and adds
/// the health check where it is used.
pub fn finish(plan: &Plan, stage: &mut Stage) {
    add_folders(plan, stage);
    if plan.starts_children() {
        let home = [("HOME", "/tmp"), ("XDG_CONFIG_HOME", "/tmp/.config"), ("XDG_CACHE_HOME", "/tmp/.cache")];
        let why = "Browsers and office programs must be able to write their settings, and the user has no home folder.";
        stage.env(home, Why::setting(SettingId::Packages, why).shown());
    }
    let variables = plan.variables();
    // A site has none when it is served: they are in its files by then.
    if !variables.is_empty() && plan.service.runtime().kind != Kind::Files {
        stage.env(
            variables,
            Why::setting(SettingId::Variables, "Your variables. Other values can be set when the container starts.").shown(),
        );
    }
    if plan.listens() {
        let why = Why::setting(SettingId::Port, "Documents the port that the service listens on.");
        stage.add(Instruction::Expose(plan.port(), plan.transport()), why);
    }
    for (port, transport) in plan.further_ports() {
        stage.add(Instruction::Expose(port, transport), Why::setting(SettingId::Ports, "Your additional ports."));
    }
    stage.add(
        Instruction::User(plan.image.ordinary_user()),
        Why::practice("By number: Kubernetes cannot check a name against runAsNonRoot.").shown(),
    );
    if let Some(signal) = plan.stop_signal() {
        stage.add(Instruction::StopSignal(signal), Why::setting(SettingId::Signal, "Your signal, instead of SIGTERM."));
    }
    if let Some(command) = plan.check().filter(|_| plan.service.is(Platform::Docker)) {
        let why = Why::answer(QuestionId::Platform, "Docker and Compose use this; Kubernetes uses its own probes.").shown();
        stage.add(Instruction::healthcheck(command), why);
    }
    label(plan, stage);
}

/// Says what the image is, at its end: whatever stood below would be made anew
/// with each version.
fn label(plan: &Plan, stage: &mut Stage) {
    let labels = plan.labels();
    if plan.is_stamped() {
        for (argument, default) in [(VERSION, NO_VERSION), (REVISION, "unknown")] {
            let why =
                Why::setting(SettingId::Stamp, "Passed to the build. At the end of the file, a new value invalidates no cached layer.");
            stage.add(Instruction::Arg(argument.into(), Some(default.into())), why);
        }
        if matches!(plan.service.runtime().kind, Kind::VirtualMachine | Kind::Interpreted) {
            stage.add(Instruction::Passed(APP_VERSION, VERSION), Why::setting(SettingId::Stamp, "The version, for the program to read."));
        }
    }
    if !labels.is_empty() {
        let by = if plan.is_stamped() { SettingId::Stamp } else { SettingId::Labels };
        let why = "Registries and scanners show these labels. Without them, they would show the base’s labels.";
        stage.add(Instruction::Label(labels), Why::setting(by, why).shown());
    }
}

/// What is expected of the program: a health check inside the container does not
/// notice one that answers nobody outside of it.
pub fn does(plan: &Plan) -> Text {
    let port = plan.port();
    let where_it_listens = "on all interfaces, not only on loopback";
    let signal = plan.stop_signal().unwrap_or("SIGTERM");
    let ends = format!("exits on {signal}, even as process 1, where a program must handle the signal itself");
    match plan.does() {
        Does::Http if plan.is_development() => format!("a server that listens on port {port} {where_it_listens}, and {ends}"),
        Does::Http => {
            let (health, ready) = (plan.health(), plan.ready());
            let answers = match health == ready {
                true => format!("answers {health} while it is healthy"),
                false => format!("answers {health} while it is healthy and {ready} while it takes requests"),
            };
            format!("a server that listens on port {port} {where_it_listens}, {answers}, and {ends}")
        }
        Does::Fastcgi => format!("a server that listens on port {port} {where_it_listens}, and {ends}"),
        Does::Grpc => format!(
            "a gRPC server that listens on port {port} {where_it_listens}, without TLS, with the health service grpc.health.v1.Health, and {ends}"
        ),
        Does::Tcp => format!("a server that listens on TCP port {port} {where_it_listens}, and {ends}"),
        Does::Udp => format!("a server that listens on UDP port {port} {where_it_listens}, and {ends}"),
        Does::Worker => format!("a program that runs until it is told to stop: it finishes its current work and {ends}"),
        Does::Job | Does::Schedule => {
            "a program that exits by itself: with code 0 when its work is done, and with another code if it should be retried".into()
        }
    }
    .into()
}

/// Starts what the plan says; nothing where the image does by itself.
pub fn start(plan: &Plan, stage: &mut Stage, why: Why) {
    for instruction in plan.start().instructions() {
        stage.add(instruction, why);
    }
}
