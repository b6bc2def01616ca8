//! Node.js with npm, pnpm or Yarn, as it is or with a build step.

use super::{Entry, Stack, interpreted, packages};
use crate::dockerfile::plan::{BUILD, Plan};
use crate::dockerfile::settings::{Layout, SettingId};
use crate::dockerfile::tree::{Dockerfile, Text, Why};
use crate::model::questions::NativeDeps;
use crate::model::{Family, QuestionId};

/// The Node.js stack.
pub struct Node;

impl Stack for Node {
    fn entry(&self, plan: &Plan<'_>) -> Entry {
        Entry { what: "Script", own: script(plan) }
    }

    fn expects(&self, plan: &Plan<'_>) -> Vec<Text> {
        let manager = packages::packages(plan);
        let script = plan.entry(script(plan));
        let started = if is_built(plan) {
            format!("{script}, made by the script “build” of package.json")
        } else {
            format!("{script}, which runs without a build step")
        };
        vec![
            format!("package.json and {} at the root", manager.lock).into(),
            started.into(),
            format!("a server on port {} that ends on SIGTERM", plan.port()).into(),
        ]
    }

    fn ignores(&self) -> &'static [&'static str] {
        &["node_modules/", "dist/", "coverage/", ".npm/"]
    }

    fn build(&self, plan: &Plan<'_>) -> Dockerfile {
        let (version, arguments) = interpreted::version_argument(plan, "NODE_VERSION");
        let hardened = plan.image.role() == "hardened-node";
        let builder = plan.builder(if hardened { "hardened-node-dev" } else { interpreted::builder_role(plan, "node", "node-slim") });
        let why = "Installs the packages for the C library and the version that run them.";
        // Pure JavaScript is the same on every architecture.
        let once = plan.service.is(NativeDeps::None) && version.is_none();
        let mut build = if once { plan.build_stage_once(builder, why) } else { plan.build_stage(builder, version, why) };
        interpreted::add_compilers(plan, &mut build, builder, &["compiler", "python"]);
        let manager = packages::packages(plan);
        build.workdir("/app", Why::practice("A folder of its own."));
        packages::prepare(plan, &mut build, builder);
        let first = Why::practice("Dependencies first: they change less often than the sources.").told();
        build.copy(manager.manifests.iter().copied(), "./", first);
        let all = plan.is_development() || is_built(plan);
        let install = if all { manager.install } else { manager.install_production };
        build.run_cached(&[manager.cache], [install], Why::answer(QuestionId::Environment, "Exactly what the lock file says."));
        build.copy(["."], ".", Why::practice("The sources."));
        if is_built(plan) && !plan.is_development() {
            let why = Why::setting(SettingId::Layout, "The build needs the packages of development; what runs does not.").told();
            build.run_cached(&[manager.cache], [manager.build, manager.prune], why);
        }

        let mut run = plan.run_stage(version);
        interpreted::add_libraries(plan, &mut run, "fontconfig", false);
        plan.own(&mut run, "/app");
        if !plan.is_development() {
            run.env([("NODE_ENV", "production")], Why::practice("Libraries look at it."));
            run.workdir("/app", Why::practice("Where the program lies."));
            run.copy_from(BUILD, "/app", "/app", Why::practice("Owned by root: the program cannot change itself."));
        }
        // Distroless keeps node off the PATH, and its entrypoint is node already.
        let distroless = plan.family == Family::Distroless && !hardened;
        let node = if distroless { "/nodejs/bin/node" } else { "node" };
        plan.finish(&mut run, Some(vec![Text::from(node), "-e".into(), check(plan).into()]));
        let script = plan.entry(script(plan));
        if distroless {
            let why = Why::fact(plan.image, "The image’s entrypoint is node itself, so the command names only the script.").told();
            run.cmd([script], why);
        } else {
            run.cmd([Text::from("node"), script], Why::practice("Not npm start: npm needs a shell and swallows signals."));
        }
        Dockerfile::of(arguments, vec![build, run])
    }
}

fn is_built(plan: &Plan<'_>) -> bool {
    plan.choice::<Layout>() == Layout::Build
}

fn script(plan: &Plan<'_>) -> &'static str {
    if is_built(plan) { "dist/server.js" } else { "server.js" }
}

/// Asks the service whether it is well, without a tool of the image.
fn check(plan: &Plan<'_>) -> String {
    let url = format!("http://127.0.0.1:{}{}", plan.port(), plan.health());
    format!("fetch('{url}').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))")
}
