//! Bun: the sources as they are, what a build step makes of them, or one executable
//! that contains Bun itself.

use crate::dockerfile::plan::Plan;
use crate::dockerfile::settings::SettingId;
use crate::dockerfile::stack::Stack;
use crate::dockerfile::start::BUILT_BINARY;
use crate::dockerfile::steps::script::{self, Runner};
use crate::dockerfile::steps::{self, compiled};
use crate::dockerfile::tree::{Dockerfile, Text, Why};
use crate::model::Family;

/// Runs TypeScript and JavaScript with Bun, or compiles them together with it.
pub struct Bun;

static BUN: Runner = Runner {
    images: ["bun", "bun-slim", "bun-alpine"],
    version: "BUN_VERSION",
    installs: "Installs packages for the C library and Bun version that run them.",
    endings: &[".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"],
    tried: &[".ts", ".tsx", ".js"],
    entered: "The image’s entrypoint is bun. With --no-install, it downloads nothing at run time.",
    starts: "Not bun run start, which starts a shell. With --no-install, Bun downloads nothing at run time.",
};

impl Stack for Bun {
    fn expects(&self, plan: &Plan) -> Vec<Text> {
        script::expects(plan)
    }

    fn build(&self, plan: &Plan) -> Dockerfile {
        if plan.is_standalone() { standalone(plan) } else { script::build(plan, &BUN) }
    }
}

/// One executable on a base without Bun: packages, sources and Bun are in it.
fn standalone(plan: &Plan) -> Dockerfile {
    let (manifests, mut build) = script::installed(plan, &BUN, None);
    let compile = format!("bun build --compile --sourcemap --outfile {BUILT_BINARY} {}", plan.entry());
    let why = "One executable that contains Bun, the packages and the sources. Stack traces name your source files.";
    build.run([compile], Why::setting(SettingId::Layout, why).shown());
    steps::prepare_folders(plan, &mut build);
    // Bun’s build for musl loads the C++ library of Alpine; that for glibc has it inside.
    let libraries: &[&str] = if plan.family == Family::Alpine { &["libstdcxx"] } else { &[] };
    let mut run = compiled::carry_binary(plan, true, libraries);
    script::variables(plan, &mut run);
    compiled::start_binary(plan, &mut run);
    Dockerfile::of(Vec::new(), manifests.into_iter().chain([build, run]).collect())
}
