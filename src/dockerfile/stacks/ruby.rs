//! Ruby with Bundler: a Rack application or Rails, behind Puma.

use crate::dockerfile::image::{has_apk, is_cut_down, package};
use crate::dockerfile::plan::Plan;
use crate::dockerfile::private::BUNDLER;
use crate::dockerfile::settings::{Layout, SettingId};
use crate::dockerfile::stack::Stack;
use crate::dockerfile::steps::{self, BUILD};
use crate::dockerfile::tree::{Dockerfile, Stage, Text, Why};
use crate::model::questions::NativeDeps;
use crate::model::{Family, QuestionId};

/// Compiles the gems, and runs Puma.
pub struct Ruby;

/// Where Bundler puts the gems.
const GEMS: &str = "/usr/local/bundle";
/// Where time zones lie.
const ZONES: &str = "/usr/share/zoneinfo";
/// Where jemalloc is found on every architecture, as in Rails' own Dockerfile.
const ALLOCATOR: &str = "/usr/local/lib/libjemalloc.so";
/// Where Bootsnap finds what the build compiled for it. Not in tmp, over which a
/// volume is mounted.
const COMPILED: &str = "/app/.bootsnap";

impl Stack for Ruby {
    fn expects(&self, plan: &Plan) -> Vec<Text> {
        let platforms =
            if plan.family == Family::Alpine { "x86_64-linux-musl or aarch64-linux-musl" } else { "x86_64-linux or aarch64-linux" };
        let version = plan.image.version.unwrap_or_default();
        let mut expected: Vec<Text> = vec![
            match plan.server() {
                Some(_) => "Gemfile and Gemfile.lock at the root, with puma among the gems",
                None => "Gemfile and Gemfile.lock at the root",
            }
            .into(),
            format!("Gemfile.lock for {platforms} too: bundle lock --add-platform").into(),
            format!("a Gemfile that allows Ruby {version}").into(),
            format!("{}, and {}", plan.entry(), steps::does(plan)).into(),
        ];
        if !is_rails(plan) {
            expected.push("a writable /tmp".into());
            return expected;
        }
        if !plan.is_development() {
            expected.extend([
                Text::from("SECRET_KEY_BASE or RAILS_MASTER_KEY in the environment when it starts"),
                match plan.front_end() {
                    Some(_) => "an asset pipeline whose only use of Node.js is through jsbundling-rails and cssbundling-rails",
                    None if steps::node::is_wanted(plan) => "package.json at the root, whose packages the asset pipeline needs",
                    None => "an asset pipeline that builds without Node.js, unless you set the front end; for an API without assets, remove assets:precompile from the file",
                }
                .into(),
                "writable /tmp, /app/tmp, /app/log and /app/storage: the last three belong to the user and need volumes if the root file system is read-only".into(),
                "config.assume_ssl if config.force_ssl is on: the health check does not use TLS, and a redirect does not count as healthy".into(),
                "migrations that run separately, before the new version starts: bin/rails db:migrate".into(),
            ]);
        }
        expected
    }

    fn build(&self, plan: &Plan) -> Dockerfile {
        // Puma itself has native code, so there is always something to compile.
        let (builder, why) = match plan.image.builder() {
            Some(builder) => (builder.id, "The builder for the image below, with bundle and compilers."),
            None if plan.family == Family::Alpine => {
                (plan.image.role(), "The same Ruby and musl that run the gems: native gems do not load in others.")
            }
            None => ("ruby", "The full image of the same Ruby: it has the compilers that native gems need."),
        };
        let builder = plan.builder(builder);
        let mut build = steps::build_stage(builder, None, why);
        steps::trust(plan, &mut build, builder);
        steps::build_packages(plan, &mut build, builder);
        add_compilers(plan, &mut build, builder);
        build.workdir(plan.defaults().sources, Why::practice("A separate folder for the project."));
        environment(plan, &mut build);
        steps::prepare_private(plan, &mut build, builder);
        let first = Why::practice("Dependencies first: they change less often than the sources.").shown();
        build.copy(["Gemfile", "Gemfile.lock", ".ruby-version*"], "./", first);
        steps::copy_first(plan, &mut build);
        let install = if plan.token().is_some() {
            format!("BUNDLE_USER_CONFIG={BUNDLER} bundle install").into()
        } else {
            Text::from("bundle install")
        };
        let install = [install, "rm -rf /usr/local/bundle/ruby/*/cache".into()];
        build.run_with(
            plan.fetching(&[]),
            install,
            Why::practice("Installs exactly what the lock file says. Downloads stay out of the image."),
        );
        build.copy(["."], ".", Why::practice("The sources."));
        steps::own_steps(plan, &mut build, &[]);
        steps::prove_program(plan, &mut build, "ruby");
        if is_rails(plan) && !plan.is_development() {
            if steps::node::is_wanted(plan) {
                steps::node::install(plan, &mut build);
            }
            precompile(plan, &mut build);
        }
        steps::prepare_folders(plan, &mut build);

        let mut run = steps::run_stage(plan, None);
        steps::carry_trust(plan, &mut run);
        add_libraries(plan, &mut run);
        steps::add_user(plan, &mut run);
        steps::give_to_developer(plan, &mut run);
        if !plan.is_development() {
            run.workdir("/app", Why::practice("The program’s folder."));
            environment(plan, &mut run);
            if is_rails(plan) {
                let why = "Bootsnap reads what the build compiled and writes nothing, because the folder belongs to root.";
                run.env([("BOOTSNAP_READONLY", "1")], Why::setting(SettingId::Layout, why));
                preload(plan, &mut run);
            }
            run.copy_from(BUILD, GEMS, GEMS, Why::practice("The installed gems."));
            let owners = "Each file keeps its owner: the program cannot change itself.";
            run.copy_from(BUILD, "/app", "/app", Why::practice(owners));
        }
        steps::finish(plan, &mut run);
        start(plan, &mut run);
        Dockerfile::of(Vec::new(), vec![build, run])
    }
}

/// What native gems are compiled with, where the image has none of it.
fn add_compilers(plan: &Plan, build: &mut Stage, on: &'static crate::facts::Image) {
    if plan.family != Family::Alpine {
        return;
    }
    let mut tools = vec![package("compiler"), package("libyaml-headers")];
    if is_rails(plan) {
        tools.push(package("tzdata"));
    }
    let why = if plan.service.is(NativeDeps::SystemLibs) {
        tools.push(package("libpq-headers"));
        "For native gems. Replace libpq-dev with the -dev packages that your gems compile against."
    } else {
        "For native gems such as Puma, because this Ruby image has no compilers."
    };
    steps::install(build, on, &tools, Why::answer(QuestionId::NativeDeps, why).shown());
}

/// Whether Rails gets jemalloc: with glibc, where a package can be installed. Rails'
/// own Dockerfile does the same; musl has another allocator, which nobody compared.
fn has_jemalloc(plan: &Plan) -> bool {
    is_rails(plan) && !plan.is_development() && plan.image.has_shell() && !has_apk(plan.image)
}

/// Puts jemalloc in place of glibc's allocator, by one path for every architecture.
fn preload(plan: &Plan, run: &mut Stage) {
    if has_jemalloc(plan) {
        let link = format!("ln -s \"/usr/lib/$(uname -m)-linux-gnu/libjemalloc.so.2\" {ALLOCATOR}");
        let proof = format!("test -e {ALLOCATOR}");
        run.run([link, proof], Why::setting(SettingId::Layout, "Debian’s path contains the architecture. This link is the same on all."));
        let why = "jemalloc instead of glibc’s allocator, as in Rails’ own Dockerfile: it needs less memory with many threads.";
        run.env([("LD_PRELOAD", ALLOCATOR)], Why::setting(SettingId::Layout, why).shown());
    }
}

/// What gems load at run time, and the time zones and the allocator of Rails.
fn add_libraries(plan: &Plan, run: &mut Stage) {
    let lacks_zones = is_rails(plan) && plan.image.inside().tzdata != Some(true) && !plan.is_development();
    if !lacks_zones && !has_jemalloc(plan) {
        return steps::interpreted::add_libraries(plan, run, "libpq");
    }
    let why = match (lacks_zones, has_jemalloc(plan)) {
        (true, false) => "Rails does not start without time zones, which this base lacks.",
        (false, _) => "The allocator that Rails’ own Dockerfile uses too.",
        (true, true) => "Time zones, without which Rails does not start, and the allocator of Rails’ own Dockerfile.",
    };
    let why = Why::setting(SettingId::Layout, why).shown();
    if !plan.image.has_shell() {
        return run.copy_from(BUILD, ZONES, ZONES, why);
    }
    let mut packages: Vec<_> = [(lacks_zones, "tzdata"), (has_jemalloc(plan), "jemalloc")]
        .into_iter()
        .filter(|(is_wanted, _)| *is_wanted)
        .map(|(_, id)| package(id))
        .collect();
    if plan.service.is(NativeDeps::SystemLibs) && plan.added().next().is_none() {
        packages.push(package("libpq"));
    }
    steps::install_with_added(plan, run, &packages, why);
}

/// What Bundler and the framework look at; the same where gems are installed
/// and where they are used.
fn environment(plan: &Plan, stage: &mut Stage) {
    if plan.is_development() {
        return stage.env([("BUNDLE_PATH", GEMS)], Why::practice("One folder for gems, which the user can write to."));
    }
    let bundler =
        [("BUNDLE_DEPLOYMENT", "1"), ("BUNDLE_PATH", GEMS), ("BUNDLE_USER_HOME", "/tmp/bundle"), ("BUNDLE_WITHOUT", "development:test")];
    let framework: &[(&'static str, &'static str)] =
        if is_rails(plan) { &[("RAILS_ENV", "production"), ("BOOTSNAP_CACHE_DIR", COMPILED)] } else { &[("RACK_ENV", "production")] };
    // The user has no home, where Bundler would look for settings.
    let why = "Bundler follows the lock file exactly, omits development gems and needs no home folder.";
    stage.env(bundler.into_iter().chain(framework.iter().copied()), Why::practice(why).shown());
}

/// Compiles code for Bootsnap and the assets, and makes the folders that Rails writes to.
fn precompile(plan: &Plan, build: &mut Stage) {
    let own = format!("chown -R {} log storage tmp", plan.image.ordinary_user());
    // One job: where the other architecture is emulated, more of them have hung.
    let bootsnap = "if bundle show bootsnap > /dev/null 2>&1; then bundle exec bootsnap precompile -j 1 --gemfile app/ lib/; fi";
    // The tasks of jsbundling and cssbundling would call Node.js, whose work is done by then.
    let skips = if plan.front_end().is_some() { "SKIP_JS_BUILD=1 SKIP_CSS_BUILD=1 " } else { "" };
    let assets = format!("{skips}SECRET_KEY_BASE_DUMMY=1 ruby bin/rails assets:precompile");
    // What only the assets needed is not carried on.
    let packages = steps::node::is_wanted(plan).then(|| "rm -rf node_modules".to_string());
    let commands = [bootsnap.to_string(), assets].into_iter().chain(packages).chain(["mkdir -p log storage tmp".into(), own]);
    let why = "Compiles code now, not at each start. Assets need no secret, so Rails gets a dummy. The user may write only to log, storage and tmp.";
    build.run(commands, Why::setting(SettingId::Layout, why).shown());
}

fn start(plan: &Plan, run: &mut Stage) {
    let why = match is_rails(plan) {
        true if plan.is_development() => Why::answer(QuestionId::Environment, "Reloads changed files and shows the log."),
        _ if plan.server().is_none() => Why::practice("Uses the gems of the lock file, without running Bundler’s program."),
        _ if is_cut_down(plan.image) => {
            let why = "Does the same as bundle exec puma: this image has Bundler as a library but no bundle program.";
            Why::fact(plan.image, why).shown()
        }
        true => {
            let why = "Not rails server: after it was killed, it finds its old process ID in tmp/pids and refuses to start.";
            Why::setting(SettingId::Layout, why).shown()
        }
        false => Why::practice("Exec form: signals reach Puma."),
    };
    steps::start(plan, run, why);
}

fn is_rails(plan: &Plan) -> bool {
    plan.choice::<Layout>() == Layout::Rails
}
