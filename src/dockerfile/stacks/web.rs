//! Static files, plain or built with npm, served by nginx as an ordinary user.

use crate::dockerfile::image::START_IS_NOT_KNOWN;
use crate::dockerfile::plan::Plan;
use crate::dockerfile::settings::{Layout, SettingId};
use crate::dockerfile::stack::Stack;
use crate::dockerfile::steps::{self, BUILD};
use crate::dockerfile::tree::{Dockerfile, Stage, Text, Why};
use crate::model::QuestionId;

/// Builds the site where it has to be, and serves it with nginx.
pub struct Web;

impl Stack for Web {
    fn expects(&self, plan: &Plan) -> Vec<Text> {
        let folder = plan.entry();
        let mut expected: Vec<Text> = vec!["nginx.conf at the root, as provided with this file".into()];
        if is_built(plan) {
            match plan.member() {
                Some(member) => {
                    expected.extend(steps::members::expects(plan, member));
                    expected.push(
                        format!(
                            "{} in its package.json, with output in the folder {member}/{folder}",
                            steps::javascript::named(&plan.scripts())
                        )
                        .into(),
                    );
                }
                None => {
                    expected.push(steps::javascript::packages(plan).needs.into());
                    expected.push(
                        format!("{} in package.json, with output in the folder {folder}", steps::javascript::named(&plan.scripts())).into(),
                    );
                }
            }
            expected.push("no secrets in .env and .env.production, which the build reads; .env.local and .env.*.local are left out".into());
            if plan.token().is_none() {
                expected.push(steps::javascript::public(plan).into());
            }
        } else {
            expected.push(format!("the files in the folder {folder}").into());
        }
        if let Some(file) = plan.mounted() {
            expected.push(
                format!("{} for each environment, without secrets: mounted at {}, it replaces the image’s own copy", file.name, file.path)
                    .into(),
            );
        }
        let hosts: Vec<String> = plan.passed().into_iter().map(|(_, address)| address).collect();
        if !hosts.is_empty() {
            expected.push(format!("{} to resolve when nginx starts: otherwise nginx exits", hosts.join(" and ")).into());
        }
        expected.push("/dev/shm, which every container runtime mounts: nginx writes its process ID there".into());
        expected
    }

    fn build(&self, plan: &Plan) -> Dockerfile {
        if plan.is_development() {
            return development(plan);
        }
        let mut stages = Vec::new();
        let folder = plan.entry();
        let manager = steps::javascript::packages(plan);
        if is_built(plan) {
            let builder = plan.builder("node-slim");
            let mut build = steps::build_stage_once(plan, builder, "Builds the site. Node.js stays out of the final image.");
            stages.extend(with_sources(plan, &mut build));
            let own = if plan.member().is_some() {
                steps::members::build(plan, &mut build);
                Vec::new()
            } else {
                manager.build(&plan.scripts()).into_iter().collect()
            };
            let proof = steps::stop_without(&[format!("{folder}/index.html")], plan.default_entry().what);
            let loads = steps::site::stop_where_nothing_loads(&folder, &plan.base_path());
            let why =
                "Builds the site. The build stops if no files were built, or if the page loads its files from paths that are not served.";
            build.run(own.into_iter().chain([proof, loads]), Why::setting(SettingId::Entry, why));
            stages.push(build);
        }
        let mut run = steps::run_stage(plan, None);
        steps::install_with_added(plan, &mut run, &[], Why::practice("Packages to add."));
        let why = "This configuration listens on an unprivileged port, writes only to /dev/shm and answers the health path.";
        run.copy(["nginx.conf"], "/etc/nginx/nginx.conf", Why::fact(plan.image, why).shown());
        let owned = Why::practice("Owned by root: the server cannot change what it serves.");
        if is_built(plan) {
            run.copy_from(BUILD, format!("{}/{folder}/", plan.folder()), plan.served(), owned);
        } else {
            run.copy([format!("{folder}/")], plan.served(), owned);
        }
        steps::finish(plan, &mut run);
        steps::start(plan, &mut run, Why::fact(plan.image, START_IS_NOT_KNOWN).shown());
        stages.push(run);
        Dockerfile::of(Vec::new(), stages)
    }
}

/// The project with its packages, exactly as the lock file says; of a workspace
/// with the stage before.
fn with_sources(plan: &Plan, build: &mut Stage) -> Option<Stage> {
    let manager = steps::javascript::packages(plan);
    let on = if plan.is_development() { plan.image } else { plan.builder("node-slim") };
    steps::trust(plan, build, on);
    steps::build_packages(plan, build, on);
    steps::prepare_private(plan, build, on);
    build.workdir(plan.defaults().sources, Why::practice("A separate folder for the project."));
    let manifests = steps::members::stage(plan, build);
    steps::javascript::install(plan, build, plan.builder("node-slim"), false);
    let variables = plan.variables();
    if !variables.is_empty() {
        let why = "Your variables. The build writes them into the site, where everybody can read them.";
        build.env(variables, Why::setting(SettingId::Variables, why).shown());
    }
    steps::own_steps(plan, build, &[manager.cache]);
    manifests
}

/// On a developer's machine the project's own server serves.
fn development(plan: &Plan) -> Dockerfile {
    let mut build = steps::build_stage(plan.image, None, "Builds the site, with npm and git.");
    let manifests = with_sources(plan, &mut build);
    if plan.member().is_some() {
        steps::members::build(plan, &mut build);
    }
    let mut run = steps::run_stage(plan, None);
    steps::install_with_added(plan, &mut run, &[], Why::practice("Packages to add."));
    steps::give_to_developer(plan, &mut run);
    steps::finish(plan, &mut run);
    let why = Why::answer(QuestionId::Environment, "Runs the script “dev” of package.json, which watches the files.");
    steps::start(plan, &mut run, why);
    Dockerfile::of(Vec::new(), manifests.into_iter().chain([build, run]).collect())
}

fn is_built(plan: &Plan) -> bool {
    plan.choice::<Layout>() == Layout::Site
}
