//! A service in JavaScript, by whatever runtime starts it: as it is, or with a build
//! step before.

use super::beside::stop_without_scripts;
use super::folders::prepare_folders;
use super::interpreted::{add_libraries, add_tools, builder_role, version_argument};
use super::javascript::{install, named, packages, public, without_cache};
use super::members;
use super::names::{BUILD, CARRIED};
use super::node::build_packages;
use super::output::{Output, complete, is_of_next};
use super::own::own_steps;
use super::prove::stop_without;
use super::stage::{build_stage, build_stage_once, does, finish, run_stage, start};
use super::trust::{carry_trust, trust};
use super::user::give_to_developer;
use crate::dockerfile::image::entrypoint_itself;
use crate::dockerfile::plan::Plan;
use crate::dockerfile::settings::{Layout, SettingId};
use crate::dockerfile::start::javascript_of;
use crate::dockerfile::tree::{Dockerfile, Instruction, Stage, Text, Why};
use crate::model::questions::NativeDeps;
use crate::model::{Family, QuestionId};

/// What differs from one runtime of JavaScript to another.
pub struct Runner {
    /// Its images, by their ids: with everything, without, and on musl.
    pub images: [&'static str; 3],
    /// The argument with an exact version.
    pub version: &'static str,
    /// Why packages are installed on that image.
    pub installs: &'static str,
    /// How the names of files end that it is told to start, dot included.
    pub endings: &'static [&'static str],
    /// The endings that it tries where a name has none.
    pub tried: &'static [&'static str],
    /// Why the command begins behind its name, where the image’s entrypoint is that.
    pub entered: &'static str,
    /// Why it is started by these words.
    pub starts: &'static str,
}

/// What is expected of the project.
pub fn expects(plan: &Plan) -> Vec<Text> {
    let manager = packages(plan);
    let mut expected: Vec<Text> = plan.member().map_or_else(|| vec![manager.needs.into()], |member| members::expects(plan, member));
    expected.push(started(plan).into());
    if plan.token().is_none() {
        expected.push(public(plan).into());
    }
    expected.push(does(plan));
    expected
}

/// What is started, and what makes it.
fn started(plan: &Plan) -> String {
    let script = plan.entry();
    let below = plan.member().map_or_else(String::new, |member| format!(" in {member}"));
    match plan.choice::<Layout>() {
        Layout::Output => format!(
            "{script}{below}, built by the {} of package.json, with all its packages next to it: the image contains only that folder",
            named(&plan.scripts())
        ),
        Layout::Build => format!("{script}{below}, built by the {} of package.json", named(&plan.scripts())),
        Layout::Binary => {
            format!("{script}{below}, which imports all its packages by fixed names: only such imports get into the executable")
        }
        _ => format!("{script}{below}, which runs without a build step"),
    }
}

/// The file, where the project itself is in the image.
pub fn build(plan: &Plan, runner: &Runner) -> Dockerfile {
    let (version, arguments) = version_argument(plan, runner.version);
    let (manifests, mut build) = installed(plan, runner, version);
    if !plan.is_development() {
        prepare_folders(plan, &mut build);
    }
    gather_libraries(plan, &mut build);
    let mut run = run_stage(plan, version);
    carry_trust(plan, &mut run);
    carry_libraries(plan, &mut run);
    add_libraries(plan, &mut run, "fontconfig");
    give_to_developer(plan, &mut run);
    if !plan.is_development() {
        variables(plan, &mut run);
        run.workdir(plan.folder(), Why::practice("The program’s folder."));
        let whole = if plan.member().is_some() { format!("{CARRIED}/app") } else { "/app".into() };
        let (from, to) = Output::of(plan).map_or((whole, "/app".into()), |output| (output.folder(), output.folder()));
        run.copy_from(BUILD, from, to, Why::practice("Owned by root: the program cannot change itself."));
    }
    finish(plan, &mut run);
    let why = match entrypoint_itself(plan.image, javascript_of(plan.runtime)) {
        Some(_) => Why::fact(plan.image, runner.entered).shown(),
        None => Why::practice(runner.starts),
    };
    start(plan, &mut run, why);
    Dockerfile::of(arguments, manifests.into_iter().chain([build, run]).collect())
}

/// The stage that has the packages, the sources and what is built of them, with the
/// stage of a workspace's manifests where there is one.
pub fn installed(plan: &Plan, runner: &Runner, version: Option<&'static str>) -> (Option<Stage>, Stage) {
    let [full, slim, musl] = runner.images;
    // What runs has nothing of the language inside, but is of the same C library.
    let is_apart = plan.is_standalone() && plan.family == Family::Alpine;
    let builder = plan.builder(if is_apart { musl } else { builder_role(plan, full, slim) });
    // Pure JavaScript is the same on every architecture.
    let once = plan.service.is(NativeDeps::None) && version.is_none() && !plan.is_standalone();
    let mut build = if once { build_stage_once(plan, builder, runner.installs) } else { build_stage(builder, version, runner.installs) };
    trust(plan, &mut build, builder);
    build_packages(plan, &mut build, builder);
    add_tools(plan, &mut build, builder, &["compiler", "python"]);
    let manager = packages(plan);
    build.workdir(plan.defaults().sources, Why::practice("A separate folder for the project."));
    let manifests = members::stage(plan, &build);
    let is_built = matches!(plan.choice(), Layout::Build | Layout::Output);
    install(plan, &mut build, builder, !(plan.is_development() || is_built));
    own_steps(plan, &mut build, &[manager.cache]);
    if plan.member().is_some() {
        members::build(plan, &mut build);
    } else if Output::of(plan).is_some() {
        let commands = manager.build(&plan.scripts()).into_iter().chain(complete(plan));
        let why = "The build collects everything that the server needs. Nothing else is copied.";
        build.run_cached(&[manager.cache], commands, Why::setting(SettingId::Layout, why).shown());
    } else if is_built && !plan.is_development() {
        let why = Why::setting(SettingId::Layout, "The build needs the development packages; the service does not.").shown();
        let commands =
            manager.build(&plan.scripts()).into_iter().chain(complete(plan)).chain(without_cache(plan)).chain([manager.prune.into()]);
        build.run_with(plan.fetching(&[manager.cache]), commands, why);
    }
    if !plan.is_development() {
        let mut proof = vec![stop_without(&paths(&plan.entry(), runner), plan.default_entry().what)];
        // What is gathered, and what a member's folder becomes, lies elsewhere then.
        if Output::of(plan).is_none() && plan.member().is_none() {
            proof.extend(stop_without_scripts(plan, javascript_of(plan.runtime), |script| paths(script, runner)));
        }
        match build.steps.last_mut().map(|step| &mut step.instruction) {
            // What a build gathers is checked by the command that gathers it.
            Some(Instruction::Run { commands, .. }) if Output::of(plan).is_some() => commands.extend(proof.into_iter().map(Text::from)),
            _ => build.run(proof, Why::setting(SettingId::Entry, "Checks that the program exists; otherwise the build stops.")),
        }
    }
    (manifests, build)
}

/// The paths that a runtime finds a script by: `server` is server.js too, and a folder
/// stands for what it has inside.
fn paths(script: &str, runner: &Runner) -> Vec<String> {
    let is_whole = runner.endings.iter().any(|end| script.ends_with(end));
    let tried = runner.tried.iter().filter(|_| !is_whole).map(|end| format!("{script}{end}"));
    std::iter::once(script.to_string()).chain(tried).collect()
}

/// Where the build stage gathers libraries for a base that lacks them.
const LIBRARIES: &str = "/libraries/";

/// Whether packages with native code would not load: they are linked to the libraries
/// of C++, and the base is known to have others only.
fn lacks_libraries(plan: &Plan) -> bool {
    let there = plan.image.inside().libraries;
    let is_known = !there.is_empty() && !plan.is_development();
    is_known && !plan.service.is(NativeDeps::None) && !there.contains(&"libstdc++.so.6")
}

/// Gathers them in the build stage, which is of the same release.
fn gather_libraries(plan: &Plan, build: &mut Stage) {
    if lacks_libraries(plan) {
        let why = Why::answer(QuestionId::NativeDeps, "Packages with native code load these libraries, which the base lacks.");
        let copy = format!("cp -L /usr/lib/*-linux-gnu/libstdc++.so.6 /usr/lib/*-linux-gnu/libgcc_s.so.1 {LIBRARIES}");
        build.run([format!("mkdir {LIBRARIES}"), copy], why.shown());
    }
}

/// Puts them where the loader looks on every architecture.
fn carry_libraries(plan: &Plan, run: &mut Stage) {
    if lacks_libraries(plan) {
        run.copy_from(
            BUILD,
            LIBRARIES,
            "/usr/lib/",
            Why::answer(QuestionId::NativeDeps, "A folder that glibc searches on every architecture."),
        );
    }
}

/// What the program reads of where it runs.
pub fn variables(plan: &Plan, run: &mut Stage) {
    run.env([("NODE_ENV", "production")], Why::practice("Libraries read this variable."));
    if plan.listens() {
        let why = Why::setting(SettingId::Port, "Most servers read their port from here.");
        run.env([("PORT", plan.port().to_string())], why);
    }
    if is_of_next(&plan.entry()) {
        let why = "Next.js listens on this address. By default it would listen only on the container’s own.";
        run.env([("HOSTNAME", "0.0.0.0")], Why::setting(SettingId::Entry, why).shown());
    }
}
