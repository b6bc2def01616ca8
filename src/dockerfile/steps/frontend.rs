//! A front end beside a service of another language: a stage of its own builds it
//! with Node.js, and what it made goes to where the service takes it from.

use super::first::copy_first_of;
use super::given::{is_of_npm, take};
use super::javascript::{Packages, install_member, named, packages_of, postinstall, prepare_manager, public_of, without_scripts};
use super::members::build_front_end;
use super::names::{BUILD, FRONT_END};
use super::packages::install;
use super::private::{front_end_tools, lacks_git};
use super::trust::trust_by;
use crate::dockerfile::frontend::FrontEnd;
use crate::dockerfile::plan::Plan;
use crate::dockerfile::settings::{Layout, Manager, SettingId};
use crate::dockerfile::tree::{Dockerfile, Stage, Why};
use crate::model::questions::Runtime;

/// The project's root in that stage.
const ROOT: &str = "/src";
/// What is older than everything that the build makes.
const BEFORE: &str = "/tmp/before";

/// What keeps packages for tests from fetching browsers as they are installed.
const WITHOUT_BROWSERS: &[(&str, &str)] =
    &[("CYPRESS_INSTALL_BINARY", "0"), ("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"), ("PUPPETEER_SKIP_DOWNLOAD", "1")];

/// Adds the stage, where there is a front end.
pub fn add(plan: &Plan, file: &mut Dockerfile) {
    let Some(front_end) = plan.front_end() else { return };
    let built = file.stages.iter().position(|stage| stage.name == Some(BUILD)).unwrap_or_default();
    // Packages of PHP have styles, templates and scripts that its front end reads.
    let at = if plan.runtime == Runtime::Php { built + 1 } else { 0 };
    file.stages.insert(at, stage(plan, &front_end));
}

/// Copies what was built to where the service takes it from: after the sources, and
/// before anything is made of them.
pub fn place(plan: &Plan, build: &mut Stage) {
    let Some(front_end) = plan.front_end().filter(|_| plan.runtime != Runtime::Php) else { return };
    copy(plan, &front_end, build);
}

/// The same into the stage that runs, where the front end is built after the service.
pub fn place_last(plan: &Plan, run: &mut Stage) {
    let Some(front_end) = plan.front_end() else { return };
    copy(plan, &front_end, run);
}

fn copy(plan: &Plan, front_end: &FrontEnd, to: &mut Stage) {
    let mut place = front_end.place.as_str();
    if plan.runtime == Runtime::Python {
        // Sources are copied out of their folder, so paths begin in it.
        for folder in [plan.member().unwrap_or("."), plan.sources()] {
            place = place.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/')).unwrap_or(place);
        }
    }
    let why = Why::setting(SettingId::FrontPlace, "The built front end, in the folder where the service expects it.").shown();
    to.copy_from(FRONT_END, format!("{ROOT}/{}", front_end.output), format!("{}/{place}", plan.defaults().sources), why);
}

/// What is expected of the front end.
pub fn expects(plan: &Plan) -> Vec<String> {
    let Some(front_end) = plan.front_end() else { return Vec::new() };
    let (folder, output) = (&front_end.folder, &front_end.output);
    let place = if let Some(root) = &front_end.workspace {
        format!("of the workspace in {}", if root == "." { "the project’s root" } else { root })
    } else if front_end.is_at_the_root() {
        "at the root".into()
    } else {
        format!("in {folder}")
    };
    let needs = packages_of(front_end.manager).needs.replace("at the root", &place);
    let mut expected = vec![format!("{needs}, with the {} to fill {output} without a server or database", named(&front_end.scripts()))];
    if !front_end.reads_all && front_end.workspace.is_none() {
        expected.push(format!("a front end whose build reads nothing outside {folder}: its stage copies only this folder"));
    }
    if !front_end.is_at_the_root() {
        expected.push(format!("no secrets in {folder}/.env and {folder}/.env.production, which that build reads"));
    }
    if plan.token_of(front_end.manager).is_none() {
        expected.push(public_of(front_end.manager).into());
    }
    expected
}

fn why(text: &'static str) -> Why {
    Why::setting(SettingId::Front, text)
}

fn stage(plan: &Plan, front_end: &FrontEnd) -> Stage {
    let on = plan.front_end_builder();
    let about = "Builds the front end. Node.js stays out of the final image.";
    let mut stage = Stage::from(on, None, Some(FRONT_END), why(about).shown());
    if plan.crosses() {
        stage = stage.on_builder();
    }
    trust_by(plan, &mut stage, on, Runtime::Node);
    let tools = front_end_tools(plan, on);
    if !tools.is_empty() {
        install(&mut stage, on, &tools, lacks_git());
    }
    let folder = if front_end.is_at_the_root() { ROOT.to_string() } else { format!("{ROOT}/{}", front_end.folder) };
    stage.workdir(folder.clone(), why("The same path as in the project, because the build may write to a neighbouring folder."));
    let text = "Skips the download of browsers for tests: they are large and could not run here.";
    stage.env(WITHOUT_BROWSERS.iter().copied(), why(text).shown());
    let packages = packages_of(front_end.manager);
    let version = plan.settings.text(SettingId::FrontManagerVersion);
    let is_copied_first = packages.manifests.is_empty() || front_end.workspace.is_some();
    let of = SettingId::FrontManager;
    if let Some(root) = &front_end.workspace {
        let text = "Copied in one step, because the front end uses its workspace’s packages.";
        stage.copy(
            [if root == "." { ".".into() } else { format!("{root}/") }],
            format!("{}/", root_of(root)),
            Why::setting(SettingId::FrontRoot, text).shown(),
        );
        stage.workdir(root_of(root), Why::setting(SettingId::FrontRoot, "The workspace."));
        prepare_manager(plan, &mut stage, on, packages, version, of);
        take(plan, &mut stage, is_of_npm);
    } else if is_copied_first {
        let text = "Copied in one step: Yarn may need its folder for patches and plugins.";
        sources(front_end, &mut stage, Why::setting(of, text).shown());
        prepare_manager(plan, &mut stage, on, packages, version, of);
        take(plan, &mut stage, is_of_npm);
    } else {
        prepare_manager(plan, &mut stage, on, packages, version, of);
        take(plan, &mut stage, is_of_npm);
        let manifests = packages.manifests.iter().map(|file| front_end.below(file));
        stage.copy(manifests, "./", why("Dependencies first: they change less often than the sources.").shown());
        copy_first_of(&front_end.folder, plan, &mut stage);
    }
    let text = match front_end.manager {
        Manager::Unlocked => Why::setting(of, "Installs the newest packages, because there is no lock file.").shown(),
        _ => Why::setting(of, "Installs exactly what the lock file says."),
    };
    let mount = plan.fetching_by(front_end.manager, &[packages.cache]);
    match &front_end.workspace {
        Some(root) => {
            stage.run_with(mount, ["npm pkg delete scripts.prepare".to_string(), install_member(packages, front_end.within(root))], text);
            stage.workdir(folder.clone(), why("The front end’s own folder."));
        }
        None => stage.run_with(mount, without_scripts(packages, false).into_iter().chain([packages.install.into()]), text),
    }
    if plan.runtime == Runtime::Php {
        let text = "Styles, templates and scripts of PHP packages, which the front end’s build may read.";
        stage.copy_from(BUILD, format!("{}/vendor", plan.defaults().sources), format!("{ROOT}/vendor"), why(text).shown());
    }
    if !is_copied_first {
        sources(front_end, &mut stage, why("The sources."));
    }
    take(plan, &mut stage, |argument| !is_of_npm(argument));
    let mut commands: Vec<String> = (!is_copied_first).then(|| postinstall(packages).into()).into_iter().collect();
    commands.push(format!("touch {BEFORE}"));
    match &front_end.workspace {
        Some(root) => commands.push(build_front_end(packages.run, &root_of(root), &front_end.scripts())),
        None => commands.extend(build(plan, front_end, packages)),
    }
    commands.push(proof(front_end));
    stage.run(commands, why("Builds the front end, and stops if that makes no files.").shown());
    stage
}

/// Where a workspace lies in that stage.
fn root_of(workspace: &str) -> String {
    if workspace == "." { ROOT.into() } else { format!("{ROOT}/{workspace}") }
}

/// Copies its folder, or all where its build may read more.
fn sources(front_end: &FrontEnd, stage: &mut Stage, why: Why) {
    match front_end.reads_all {
        true => stage.copy(["."], format!("{ROOT}/"), why),
        false => stage.copy([format!("{}/", front_end.folder)], "./", why),
    }
}

/// Rails names two scripts, one for each of the gems that call them, and a project
/// may have either or both.
fn build(plan: &Plan, front_end: &FrontEnd, packages: &Packages) -> Vec<String> {
    if plan.choice::<Layout>() != Layout::Rails || !front_end.named.is_empty() {
        return packages.build(&front_end.scripts());
    }
    let run = packages.run;
    let has = "process.exit(require('./package.json').scripts?.[process.argv[1]] ? 0 : 1)";
    vec![format!("for script in build build:css; do if node -e \"{has}\" \"$script\"; then {run} \"$script\" || exit 1; fi; done")]
}

/// A command that stops the build where nothing new is in the folder: one that was
/// committed may be there in any case.
fn proof(front_end: &FrontEnd) -> String {
    let output = &front_end.output;
    let find = format!("find {ROOT}/{output} -type f -newer {BEFORE} -print -quit 2>/dev/null");
    let setting = SettingId::FrontOutput.get().label();
    format!(
        "if [ -z \"$({find})\" ]; then echo \"the front end’s build wrote no file to {output}: change the setting '{setting}'\" >&2; exit 1; fi"
    )
}
