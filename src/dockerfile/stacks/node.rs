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
        let below = plan.member().map_or_else(String::new, |member| format!(" in {member}"));
        let started = if is_built(plan) {
            format!("{script}{below}, made by the {} of package.json", steps::javascript::named(&plan.scripts()))
        } else {
            format!("{script}{below}, which runs without a build step")
        };
        let mut expected: Vec<Text> =
            plan.member().map_or_else(|| vec![manager.needs.into()], |member| steps::members::expects(plan, member));
        expected.push(started.into());
        if plan.token().is_none() {
            expected.push(steps::javascript::public(plan).into());
        }
        expected.push(steps::does(plan));
        expected
    }

    fn build(&self, plan: &Plan) -> Dockerfile {
        let (version, arguments) = steps::interpreted::version_argument(plan, "NODE_VERSION");
        let builder = plan.builder(steps::interpreted::builder_role(plan, "node", "node-slim"));
        let why = "Installs packages for the C library and Node.js version that run them.";
        // Pure JavaScript is the same on every architecture.
        let once = plan.service.is(NativeDeps::None) && version.is_none();
        let mut build = if once { steps::build_stage_once(plan, builder, why) } else { steps::build_stage(builder, version, why) };
        steps::trust(plan, &mut build, builder);
        steps::build_packages(plan, &mut build, builder);
        steps::interpreted::add_tools(plan, &mut build, builder, &["compiler", "python"]);
        let manager = steps::javascript::packages(plan);
        build.workdir(plan.defaults().sources, Why::practice("A separate folder for the project."));
        let manifests = steps::members::stage(plan, &build);
        let all = plan.is_development() || is_built(plan);
        steps::javascript::install(plan, &mut build, builder, !all);
        steps::own_steps(plan, &mut build, &[manager.cache]);
        if plan.member().is_some() {
            steps::members::build(plan, &mut build);
        } else if is_built(plan) && !plan.is_development() {
            let why = Why::setting(SettingId::Layout, "The build needs the development packages; the service does not.").shown();
            let commands =
                manager.build(&plan.scripts()).into_iter().chain(steps::javascript::without_cache(plan)).chain([manager.prune.into()]);
            build.run_with(plan.fetching(&[manager.cache]), commands, why);
        }

        if !plan.is_development() {
            let script = plan.entry();
            // Node finds server.js by “server” too, and a folder's index.js by its name.
            let is_whole = [".js", ".mjs", ".cjs"].iter().any(|end| script.ends_with(end));
            let short = (!is_whole).then(|| format!("{script}.js"));
            let paths: Vec<String> = [script.to_string()].into_iter().chain(short).collect();
            let proof = steps::stop_without(&paths, plan.default_entry().what);
            build.run([proof], Why::setting(SettingId::Entry, "Checks that the program exists; otherwise the build stops."));
            steps::prepare_folders(plan, &mut build);
        }

        let mut run = steps::run_stage(plan, version);
        steps::carry_trust(plan, &mut run);
        steps::interpreted::add_libraries(plan, &mut run, "fontconfig", false);
        steps::give_to_developer(plan, &mut run);
        if !plan.is_development() {
            run.env([("NODE_ENV", "production")], Why::practice("Libraries read it."));
            if plan.listens() {
                let why = Why::setting(SettingId::Port, "Most servers read their port from here.");
                run.env([("PORT", plan.port().to_string())], why);
            }
            run.workdir(plan.folder(), Why::practice("The program’s folder."));
            let from = if plan.member().is_some() { format!("{}/app", steps::CARRIED) } else { "/app".into() };
            run.copy_from(BUILD, from, "/app", Why::practice("Owned by root: the program cannot change itself."));
        }
        steps::finish(plan, &mut run);
        let why = match entrypoint_itself(plan.image, "node") {
            Some(_) => Why::fact(plan.image, "The image’s entrypoint is node, so the command names only the script.").shown(),
            None => Why::practice("Not npm start: npm needs a shell and swallows signals."),
        };
        steps::start(plan, &mut run, why);
        Dockerfile::of(arguments, manifests.into_iter().chain([build, run]).collect())
    }
}

fn is_built(plan: &Plan) -> bool {
    plan.choice::<Layout>() == Layout::Build
}
