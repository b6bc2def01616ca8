//! Go modules: static without cgo, linked to glibc with it.

use crate::dockerfile::plan::Plan;
use crate::dockerfile::settings::SettingId;
use crate::dockerfile::stack::Stack;
use crate::dockerfile::steps;
use crate::dockerfile::tree::{Dockerfile, Instruction, Text, Why};
use crate::model::{Family, QuestionId};

/// Builds with the Go toolchain, and runs the binary alone.
pub struct Go;

const MODULES: &str = "/go/pkg/mod";
const OBJECTS: &str = "/root/.cache/go-build";

impl Stack for Go {
    fn expects(&self, plan: &Plan) -> Vec<Text> {
        vec![
            "go.mod at the root, with go.sum when there are dependencies".into(),
            format!("the main package in {}", package(plan)).into(),
            format!("a server on port {} that ends on SIGTERM", plan.port()).into(),
        ]
    }

    fn build(&self, plan: &Plan) -> Dockerfile {
        let cgo = plan.is_glibc();
        // Alpine's resolver and loader differ, so its binaries are built on Alpine.
        let alpine = plan.family == Family::Alpine;
        let builder = plan.builder(if alpine { "golang-alpine" } else { "golang" });
        // Without cgo the compiler makes binaries for any architecture by itself.
        let cross = plan.crosses() && !cgo;
        let why = if cgo { "Built on the release that runs it: the binary is linked to its glibc." } else { "Builds one static binary." };
        let mut build = if cross { steps::build_stage_once(plan, builder, why) } else { steps::build_stage(builder, None, why) };
        build.workdir(plan.defaults().sources, Why::practice("A folder of its own."));
        build.copy(["go.mod", "go.sum*"], "./", Why::practice("Dependencies first: they change less often than the sources.").shown());
        build.run_cached(&[MODULES], ["go mod download"], Why::practice("Kept between builds."));
        build.copy(["."], ".", Why::practice("The sources."));
        let linking = if cgo {
            Why::answer(QuestionId::Linking, "cgo, because the binary needs C libraries.")
        } else {
            Why::answer(QuestionId::Linking, "Without cgo the binary needs no C library.")
        };
        let target = if cross {
            let why =
                Why::setting(SettingId::Platforms, "The builder says what it builds for; Go compiles for that without emulation.").shown();
            build.add(Instruction::Arg("TARGETOS", None), why);
            build.add(Instruction::Arg("TARGETARCH", None), Why::setting(SettingId::Platforms, "The same, the architecture."));
            "GOOS=\"${TARGETOS}\" GOARCH=\"${TARGETARCH}\" "
        } else {
            ""
        };
        // Alpine has no time zones, and neither has its Go image: the binary brings them.
        let brings_zones = alpine && plan.needs_surroundings();
        let tags = if brings_zones { " -tags timetzdata" } else { "" };
        let flags = format!("-trimpath -ldflags=\"-s -w\"{tags} -o /out/server");
        let command = format!("CGO_ENABLED={} {target}go build {flags} {}", u8::from(cgo), package(plan));
        build.run_cached(&[MODULES, OBJECTS], [command], linking.shown());
        steps::compiled::prepare_scratch(plan, &mut build);
        let run = steps::compiled::run_binary(plan, brings_zones);
        Dockerfile::of(Vec::new(), vec![build, run])
    }
}

/// The main package as Go takes it: a path begins with a dot.
fn package(plan: &Plan) -> String {
    let entry = plan.entry();
    if entry.starts_with('.') { entry.into_owned() } else { format!("./{entry}") }
}
