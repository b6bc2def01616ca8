//! Go modules: static without cgo, linked to glibc with it.

use super::{Stack, compiled};
use crate::dockerfile::plan::{Plan, image};
use crate::dockerfile::tree::{Dockerfile, Why};
use crate::model::questions::Linking;
use crate::model::{Family, QuestionId};

/// The Go stack.
pub struct Go;

const MODULES: &str = "/go/pkg/mod";
const OBJECTS: &str = "/root/.cache/go-build";

impl Stack for Go {
    fn expects(&self) -> &'static [&'static str] {
        &[
            "go.mod at the root, with go.sum when there are dependencies",
            "the main package in ./cmd/server",
            "a server on port 8080 that ends on SIGTERM",
            "a .dockerignore that names .git",
        ]
    }

    fn build(&self, plan: &Plan<'_>) -> Dockerfile {
        let cgo = plan.service.is(Linking::Glibc);
        // Alpine's resolver and loader differ, so its binaries are built on Alpine.
        let alpine = plan.family == Family::Alpine;
        let builder = image(if alpine { "golang-alpine" } else { "golang" });
        let mut build = plan.build_stage(
            builder,
            None,
            if cgo { "Built on the release that runs it: the binary is linked to its glibc." } else { "Builds one static binary." },
        );
        build.workdir("/src", Why::practice("A folder of its own."));
        build.copy(&["go.mod", "go.sum*"], "./", Why::practice("Dependencies first: they change less often than the sources.").told());
        build.run_cached(&[MODULES], ["go mod download"], Why::practice("Kept between builds."));
        build.copy(&["."], ".", Why::practice("The sources."));
        let linking = if cgo {
            Why::answer(QuestionId::Linking, "cgo, because the binary needs C libraries.")
        } else {
            Why::answer(QuestionId::Linking, "Without cgo the binary needs no C library.")
        };
        // Alpine has no time zones, and neither has its Go image: the binary brings them.
        let brings_zones = alpine && plan.needs_surroundings();
        let tags = if brings_zones { " -tags timetzdata" } else { "" };
        build.run_cached(
            &[MODULES, OBJECTS],
            [format!("CGO_ENABLED={} go build -trimpath -ldflags=\"-s -w\"{tags} -o /out/server ./cmd/server", u8::from(cgo))],
            linking.told(),
        );
        compiled::prepare_scratch(plan, &mut build);
        let run = compiled::run_stage(plan, brings_zones);
        Dockerfile { arguments: Vec::new(), stages: vec![build, run] }
    }
}
