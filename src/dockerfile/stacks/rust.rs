//! Rust with Cargo: linked to glibc by default, static through musl.

use super::{Stack, compiled};
use crate::dockerfile::plan::{Plan, image, package};
use crate::dockerfile::tree::{Dockerfile, Why};
use crate::model::questions::Linking;
use crate::model::{Family, QuestionId};

/// The Rust stack.
pub struct Rust;

const REGISTRY: &str = "/usr/local/cargo/registry";
const GIT: &str = "/usr/local/cargo/git";

impl Stack for Rust {
    fn expects(&self) -> &'static [&'static str] {
        &[
            "Cargo.toml and Cargo.lock of one package at the root, without workspace or path dependencies",
            "a binary named server",
            "a server on port 8080 that ends on SIGTERM",
            "a .dockerignore that names target and .git",
        ]
    }

    fn build(&self, plan: &Plan<'_>) -> Dockerfile {
        let glibc = plan.service.is(Linking::Glibc);
        // On Alpine the compiler's own target is musl, which it links statically:
        // that is how a static binary is made for the bases without a libc.
        let musl = !glibc && matches!(plan.family, Family::Alpine | Family::Distroless | Family::Scratch);
        let (builder, why) = match (plan.is_development() || glibc, musl) {
            (true, _) => ("rust", "Built on the release that runs it: the binary is linked to its glibc."),
            (_, true) => ("rust-alpine", "Built on Alpine: linked to musl, and by that static."),
            _ => ("rust-slim", "Built on the release that runs it."),
        };
        let builder = image(builder);
        let mut build = plan.build_stage(builder, None, why);
        build.workdir("/src", Why::practice("A folder of its own."));
        if plan.family == Family::Scratch && plan.needs_surroundings() {
            let why = Why::answer(QuestionId::TlsOrTz, "The time zones, which are copied to scratch below.").told();
            plan.install(&mut build, builder, &[package("tzdata")], why);
        }
        build.copy(
            &["Cargo.toml", "Cargo.lock"],
            "./",
            Why::practice("Dependencies first: they change less often than the sources.").told(),
        );
        build.run_cached(
            &[REGISTRY, GIT],
            ["mkdir src", "touch src/main.rs src/lib.rs", "cargo fetch --locked", "rm -r src"],
            Why::practice("Kept between builds."),
        );
        build.copy(&["."], ".", Why::practice("The sources."));
        build.run_cached(
            &[REGISTRY, GIT],
            ["cargo build --release --locked --bin server", "mkdir /out", "cp target/release/server /out/server"],
            Why::answer(QuestionId::Linking, "Exactly what the lock file says."),
        );
        compiled::prepare_scratch(plan, &mut build);
        let run = compiled::run_stage(plan, false);
        Dockerfile { arguments: Vec::new(), stages: vec![build, run] }
    }
}
