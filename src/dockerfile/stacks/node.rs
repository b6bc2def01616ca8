//! Node.js with npm.

use super::{Stack, interpreted};
use crate::dockerfile::plan::{BUILD, Plan, image};
use crate::dockerfile::tree::{Dockerfile, Instruction, Why};
use crate::model::{Family, QuestionId};

/// The Node.js stack.
pub struct Node;

/// Asks the service whether it is well, without a tool of the image.
const CHECK: &str = "fetch('http://127.0.0.1:8080/healthz').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))";

impl Stack for Node {
    fn expects(&self) -> &'static [&'static str] {
        &[
            "package.json and package-lock.json at the root",
            "server.js, which runs without a build step",
            "a server on port 8080 that ends on SIGTERM",
            "a .dockerignore that names node_modules and .git",
        ]
    }

    fn build(&self, plan: &Plan<'_>) -> Dockerfile {
        let (version, arguments) = interpreted::version_argument(plan, "NODE_VERSION");
        let hardened = plan.image.id == "hardened-node";
        let builder = image(if hardened { "hardened-node-dev" } else { interpreted::builder_id(plan, "node", "node-slim") });
        let mut build = plan.build_stage(builder, version, "Installs the packages for the C library and the version that run them.");
        interpreted::add_compilers(plan, &mut build, builder, &["compiler", "python"]);
        build.workdir("/app", Why::practice("A folder of its own."));
        build.copy(
            &["package.json", "package-lock.json"],
            "./",
            Why::practice("Dependencies first: they change less often than the sources.").told(),
        );
        let install = if plan.is_development() { "npm ci" } else { "npm ci --omit=dev" };
        build.run_cached(&["/root/.npm"], [install], Why::answer(QuestionId::Environment, "Exactly what the lock file says."));
        build.copy(&["."], ".", Why::practice("The sources."));

        let mut run = plan.run_stage(version);
        interpreted::add_libraries(plan, &mut run, "fontconfig", false);
        plan.own(&mut run, "/app");
        if !plan.is_development() {
            run.add(Instruction::Env(vec![("NODE_ENV", "production")]), Why::practice("Libraries look at it."));
            run.workdir("/app", Why::practice("Where the program lies."));
            run.copy_from(BUILD, "/app", "/app", Why::practice("Owned by root: the program cannot change itself."));
        }
        // Distroless keeps node off the PATH, and its entrypoint is node already.
        let distroless = plan.family == Family::Distroless && !hardened;
        let node = if distroless { "/nodejs/bin/node" } else { "node" };
        plan.finish(&mut run, Some(vec![node, "-e", CHECK]));
        if distroless {
            let why = Why::fact(plan.image, "The image’s entrypoint is node itself, so the command names only the script.").told();
            run.add(Instruction::Cmd(vec!["server.js"]), why);
        } else {
            run.add(Instruction::Cmd(vec!["node", "server.js"]), Why::practice("Not npm start: npm needs a shell and swallows signals."));
        }
        Dockerfile { arguments, stages: vec![build, run] }
    }
}
