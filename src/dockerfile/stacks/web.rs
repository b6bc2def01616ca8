//! Static files, plain or built with npm, served by nginx as an ordinary user.

use super::{Entry, Stack, packages};
use crate::dockerfile::plan::{BUILD, Plan};
use crate::dockerfile::settings::{Layout, SettingId};
use crate::dockerfile::tree::{Dockerfile, Stage, Text, Why};
use crate::model::QuestionId;

/// The static site.
pub struct Web;

/// Where nginx.conf of this project finds the files.
pub const ROOT: &str = "/srv/www";

impl Stack for Web {
    fn entry(&self, plan: &Plan<'_>) -> Entry {
        if is_built(plan) {
            Entry { what: "Folder that the build fills", own: "dist" }
        } else {
            Entry { what: "Folder with the files", own: "public" }
        }
    }

    fn expects(&self, plan: &Plan<'_>) -> Vec<Text> {
        let folder = plan.entry(self.entry(plan).own);
        let mut expected: Vec<Text> = vec!["nginx.conf at the root, as it is offered beside this file".into()];
        if is_built(plan) {
            expected.push(format!("package.json and {} at the root", packages::packages(plan).lock).into());
            expected.push(format!("a script “build” in package.json that fills the folder {folder}").into());
        } else {
            expected.push(format!("the files in the folder {folder}").into());
        }
        expected.push("/dev/shm, which every container runtime mounts: nginx keeps its process number there".into());
        expected
    }

    fn ignores(&self) -> &'static [&'static str] {
        &["node_modules/", "dist/", "coverage/"]
    }

    fn build(&self, plan: &Plan<'_>) -> Dockerfile {
        if plan.is_development() {
            return development(&plan.on_image("node", "what builds the site"));
        }
        let mut stages = Vec::new();
        let folder = plan.entry(self.entry(plan).own);
        let manager = packages::packages(plan);
        if is_built(plan) {
            let builder = plan.builder("node-slim");
            let mut build = plan.build_stage_once(builder, "Builds the site; nothing of Node.js gets into what is served.");
            with_sources(plan, &mut build);
            build.run([manager.build], Why::setting(SettingId::Layout, "The script “build” of package.json."));
            stages.push(build);
        }
        let mut run = plan.run_stage(None);
        plan.install_with_added(&mut run, &[], Why::practice("Packages to add."));
        let why = "Ours: it listens on an unprivileged port, writes to /dev/shm only and answers the health path.";
        run.copy(["nginx.conf"], "/etc/nginx/nginx.conf", Why::fact(plan.image, why).told());
        let owned = Why::practice("Owned by root: the server cannot change what it serves.");
        if is_built(plan) {
            run.copy_from(BUILD, format!("/app/{folder}/"), format!("{ROOT}/"), owned);
        } else {
            run.copy([format!("{folder}/")], format!("{ROOT}/"), owned);
        }
        plan.finish(&mut run, plan.wget());
        stages.push(run);
        Dockerfile::of(Vec::new(), stages)
    }
}

/// The project with its packages, exactly as the lock file says.
fn with_sources(plan: &Plan<'_>, build: &mut Stage) {
    let manager = packages::packages(plan);
    build.workdir("/app", Why::practice("A folder of its own."));
    packages::prepare(plan, build, plan.builder("node-slim"));
    let first = Why::practice("Dependencies first: they change less often than the sources.").told();
    build.copy(manager.manifests.iter().copied(), "./", first);
    build.run_cached(&[manager.cache], [manager.install], Why::practice("Exactly what the lock file says."));
    build.copy(["."], ".", Why::practice("The sources."));
}

/// On a developer's machine the project's own server serves.
fn development(plan: &Plan<'_>) -> Dockerfile {
    let mut build = plan.build_stage(plan.image, None, "Builds the site, with npm and git at hand.");
    with_sources(plan, &mut build);
    let mut run = plan.run_stage(None);
    plan.install_with_added(&mut run, &[], Why::practice("Packages to add."));
    plan.own(&mut run, "/app");
    plan.finish(&mut run, None::<Vec<Text>>);
    let why = Why::answer(QuestionId::Environment, "The script “dev” of package.json, which watches the files.");
    run.cmd(["node", "--run", "dev"], why);
    Dockerfile::of(Vec::new(), vec![build, run])
}

fn is_built(plan: &Plan<'_>) -> bool {
    plan.choice::<Layout>() == Layout::Site
}
