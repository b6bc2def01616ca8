//! Node.js with npm, pnpm or Yarn, as it is or with a build step.

use crate::dockerfile::image::entrypoint_itself;
use crate::dockerfile::plan::Plan;
use crate::dockerfile::settings::{Layout, SettingId};
use crate::dockerfile::stack::Stack;
use crate::dockerfile::steps::{self, BUILD};
use crate::dockerfile::tree::{Dockerfile, Text, Why};
use crate::model::questions::NativeDeps;

/// Runs the sources, or what the build script makes of them, with node.
pub struct Node;

impl Stack for Node {
    fn expects(&self, plan: &Plan) -> Vec<Text> {
        let manager = steps::javascript::packages(plan);
        let script = plan.entry();
        let started = if is_built(plan) {
            format!("{script}, made by the script “build” of package.json")
        } else {
            format!("{script}, which runs without a build step")
        };
        let mut expected: Vec<Text> = vec![manager.needs.into(), started.into(), steps::does(plan)];
        if plan.token().is_none() {
            expected.insert(2, steps::javascript::public(plan).into());
        }
        expected
    }

    fn build(&self, plan: &Plan) -> Dockerfile {
        let (version, arguments) = steps::interpreted::version_argument(plan, "NODE_VERSION");
        let builder = plan.builder(steps::interpreted::builder_role(plan, "node", "node-slim"));
        let why = "Installs the packages for the C library and the version that run them.";
        // Pure JavaScript is the same on every architecture.
        let once = plan.service.is(NativeDeps::None) && version.is_none();
        let mut build = if once { steps::build_stage_once(plan, builder, why) } else { steps::build_stage(builder, version, why) };
        steps::trust(plan, &mut build, builder);
        steps::build_packages(plan, &mut build, builder);
        steps::interpreted::add_tools(plan, &mut build, builder, &["compiler", "python"]);
        let manager = steps::javascript::packages(plan);
        build.workdir(plan.defaults().sources, Why::practice("A folder of its own."));
        let all = plan.is_development() || is_built(plan);
        steps::javascript::install(plan, &mut build, builder, !all);
        steps::own_steps(plan, &mut build, &[manager.cache]);
        if is_built(plan) && !plan.is_development() {
            let why = Why::setting(SettingId::Layout, "The build needs the packages of development; what runs does not.").shown();
            build.run_with(plan.fetching(&[manager.cache]), [manager.build, manager.prune], why);
        }

        if !plan.is_development() {
            let script = plan.entry();
            // Node finds server.js by “server” too, and a folder's index.js by its name.
            let is_whole = [".js", ".mjs", ".cjs"].iter().any(|end| script.ends_with(end));
            let short = (!is_whole).then(|| format!("{script}.js"));
            let paths: Vec<String> = [script.to_string()].into_iter().chain(short).collect();
            let proof = steps::stop_without(&paths, plan.default_entry().what);
            build.run([proof], Why::setting(SettingId::Entry, "What is started is there; else the build stops and says so."));
            steps::prepare_folders(plan, &mut build);
        }

        let mut run = steps::run_stage(plan, version);
        steps::carry_trust(plan, &mut run);
        steps::interpreted::add_libraries(plan, &mut run, "fontconfig", false);
        steps::give_to_developer(plan, &mut run);
        if !plan.is_development() {
            run.env([("NODE_ENV", "production")], Why::practice("Libraries look at it."));
            if plan.listens() {
                let why = Why::setting(SettingId::Port, "Where most servers look for the port to listen on.");
                run.env([("PORT", plan.port().to_string())], why);
            }
            run.workdir("/app", Why::practice("Where the program lies."));
            run.copy_from(BUILD, "/app", "/app", Why::practice("Owned by root: the program cannot change itself."));
        }
        steps::finish(plan, &mut run);
        let why = match entrypoint_itself(plan.image, "node") {
            Some(_) => Why::fact(plan.image, "The image’s entrypoint is node itself, so the command names only the script.").shown(),
            None => Why::practice("Not npm start: npm needs a shell and swallows signals."),
        };
        steps::start(plan, &mut run, why);
        Dockerfile::of(arguments, vec![build, run])
    }
}

fn is_built(plan: &Plan) -> bool {
    plan.choice::<Layout>() == Layout::Build
}
