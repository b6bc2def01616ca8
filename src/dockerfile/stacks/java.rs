//! Java with Maven or Gradle: an executable JAR, or the folder that Quarkus makes,
//! which is the same on every architecture and every C library.

use crate::dockerfile::image::{START_IS_NOT_KNOWN, is_cut_down, package};
use crate::dockerfile::plan::Plan;
use crate::dockerfile::settings::{Does, Layout, Manager, SettingId};
use crate::dockerfile::stack::Stack;
use crate::dockerfile::start::{BUILT_APPLICATION, BUILT_FOLDER, BUILT_LIBRARIES};
use crate::dockerfile::steps::{self, BUILD};
use crate::dockerfile::tree::{Dockerfile, Stage, Text, Why};
use crate::facts::version_order;
use crate::model::questions::{I18nFonts, NativeDeps};
use crate::model::{Family, QuestionId};

/// Builds what the project's own tool makes, and runs it on a JRE.
pub struct Java;

impl Stack for Java {
    fn expects(&self, plan: &Plan) -> Vec<Text> {
        let (tool, made) = (steps::jvm::tool(plan), made(plan));
        let needs = match &made.module {
            Some(module) => format!("{}, with {module} among its modules", tool.needs),
            None => format!("{}: one module; if there are several, name the folder of the one to start", tool.needs),
        };
        let path = made.path;
        let made = match plan.choice() {
            Layout::Quarkus => format!("{path} as a Quarkus fast-jar"),
            _ if path.contains('*') => format!("one executable JAR, {path}, with no other JARs next to it except the usual ones"),
            _ => format!("an executable JAR, {path}"),
        };
        let mut expected: Vec<Text> = vec![
            needs.into(),
            made.into(),
            steps::does(plan),
            "a writable /tmp: Java writes its performance counters there, and many servers write uploads there".into(),
        ];
        if plan.choice::<Manager>() == Manager::Gradle && plan.builder("java").version.is_some_and(|has| version_order(has, "25").is_ge()) {
            expected.push("a wrapper of Gradle 9.1 or newer: older ones do not run on Java 25".into());
        }
        if plan.service.is(I18nFonts::Yes) && is_cut_down(plan.image) {
            expected.push(
                "your own fonts if it draws text in images or PDFs, which fails without them: as far as is known, this image has none"
                    .into(),
            );
        }
        expected
    }

    fn build(&self, plan: &Plan) -> Dockerfile {
        let (version, arguments) = steps::interpreted::version_argument(plan, "JAVA_VERSION");
        let why = "The same Java version as below, because newer bytecode would not load there.";
        let builder = plan.builder("java");
        // Bytecode is the same on every architecture; JARs with native code often are not.
        let once = plan.service.is(NativeDeps::None) && version.is_none();
        let mut build = if once { steps::build_stage_once(plan, builder, why) } else { steps::build_stage(builder, version, why) };
        steps::trust(plan, &mut build, builder);
        steps::build_packages(plan, &mut build, builder);
        if plan.is_development() {
            steps::install(&mut build, builder, &[package("git")], Why::answer(QuestionId::Environment, "The JDK image has no git."));
        }
        steps::jvm::prepare(plan, &mut build);
        build.workdir(plan.defaults().sources, Why::practice("A separate folder for the project."));
        make_jar(plan, &mut build);
        steps::prepare_folders(plan, &mut build);

        let mut run = steps::run_stage(plan, version);
        steps::carry_trust(plan, &mut run);
        add_packages(plan, &mut run);
        steps::add_user(plan, &mut run);
        let memory = "The heap may use three quarters of the container’s memory limit; Java’s default is a quarter.";
        let store = plan.ca().filter(|_| !plan.is_development()).map(|_| format!(" -Djavax.net.ssl.trustStore={}", steps::TRUST_STORE));
        let options = format!("-XX:MaxRAMPercentage=75.0{}", store.unwrap_or_default());
        run.env([("JAVA_TOOL_OPTIONS", options)], Why::practice(memory).shown());
        if let Some((name, why)) = reads_port(plan) {
            run.env([(name, plan.port().to_string())], Why::setting(SettingId::Port, why).shown());
        }
        steps::give_to_developer(plan, &mut run);
        if !plan.is_development() {
            run.workdir("/app", Why::practice("The program’s folder."));
            match plan.choice() {
                Layout::Quarkus => {
                    run.copy_from(BUILD, BUILT_FOLDER, "/app", Why::practice("Owned by root: the program cannot change itself."))
                }
                _ => {
                    let why = "The libraries of a Spring Boot JAR, which change less often than the program. Empty for other JARs.";
                    run.copy_from(BUILD, BUILT_LIBRARIES, "/app/", Why::setting(SettingId::Layout, why));
                    let why = "The program, owned by root: it cannot change itself.";
                    run.copy_from(BUILD, BUILT_APPLICATION, "/app/", Why::practice(why));
                }
            }
        }
        steps::finish(plan, &mut run);
        start(plan, &mut run);
        Dockerfile::of(arguments, vec![build, run])
    }
}

/// The variable that says where it listens, where that has to be said. A server of gRPC
/// has a port beside that of the web server.
fn reads_port(plan: &Plan) -> Option<(&'static str, &'static str)> {
    let is_usual = plan.port() == plan.defaults().port;
    match (plan.does(), plan.choice()) {
        (Does::Http, _) if is_usual => None,
        (Does::Http, Layout::Quarkus) => Some(("QUARKUS_HTTP_PORT", "Quarkus reads its port from here.")),
        (Does::Http, _) => Some(("SERVER_PORT", "Spring Boot reads its port from here; other frameworks use other names.")),
        (Does::Grpc, Layout::Quarkus) => Some(("QUARKUS_GRPC_SERVER_PORT", "Quarkus reads the port of its gRPC server from here.")),
        (Does::Grpc, _) => Some(("SPRING_GRPC_SERVER_PORT", "Spring gRPC reads its port from here; other libraries use other names.")),
        _ => None,
    }
}

/// What the build makes, by what is set.
fn made(plan: &Plan) -> steps::jvm::Made {
    steps::jvm::tool(plan).made(&plan.entry(), plan.choice())
}

/// Dependencies first, then the JAR.
fn make_jar(plan: &Plan, build: &mut Stage) {
    let (tool, made) = (steps::jvm::tool(plan), made(plan));
    tool.copy(plan, build, made.module.as_deref(), &plan.features());
    let setting = plan.default_entry().what;
    let mut commands = tool.make(made.module.as_deref(), &plan.features());
    commands.extend(made.take(plan.choice(), setting));
    let why = "Without tests: run them before the image build, where databases are available and failures are visible.";
    build.run_with(plan.fetching(tool.lent(plan)), commands, Why::practice(why).shown());
    if plan.choice::<Layout>() == Layout::Jar && !plan.is_development() {
        let why = Why::setting(SettingId::Entry, "Checks that the JAR can start; otherwise the build stops.");
        build.run(steps::jvm::stop_without_class(setting), why);
        let why =
            "Extracts a JAR of Spring Boot 3.3 or newer, so that its libraries become a layer that seldom changes. Other JARs stay whole.";
        build.run(steps::jvm::take_apart(), Why::setting(SettingId::Layout, why).shown());
    }
}

/// What has to be installed in the image that runs, in one go.
fn add_packages(plan: &Plan, run: &mut Stage) {
    let small = matches!(plan.family, Family::Slim | Family::Alpine);
    if !(small && plan.service.is(I18nFonts::Yes)) {
        return steps::interpreted::add_libraries(plan, run, "libgomp");
    }
    let mut packages = vec![package("fontconfig"), package("fonts")];
    if plan.service.is(NativeDeps::SystemLibs) && plan.added().next().is_none() {
        packages.push(package("libgomp"));
    }
    let why = "For text in images and PDFs: without a font and the library that finds it, Java fails in FontConfiguration.";
    steps::install_with_added(plan, run, &packages, Why::answer(QuestionId::I18nFonts, why).shown());
}

/// The command, as far as the image's entrypoint leaves it open.
fn start(plan: &Plan, run: &mut Stage) {
    let why = match plan.image.inside().entrypoint {
        _ if plan.is_development() => {
            let why = "The result of the build stage. The JDK, the wrapper and the sources are also there, for rebuilding.";
            Why::answer(QuestionId::Environment, why).shown()
        }
        [.., "-jar"] => Why::fact(plan.image, "The image’s entrypoint is java -jar already, so the command names only the JAR.").shown(),
        [] if !plan.image.start_is_known() => Why::fact(plan.image, START_IS_NOT_KNOWN).shown(),
        [_, ..] if plan.image.has_shell() => {
            Why::fact(plan.image, "Keeps the image’s entrypoint, which can add your CA certificates and then runs this command.")
        }
        _ => Why::fact(plan.image, "The image has no entrypoint, so this is the full command."),
    };
    steps::start(plan, run, why);
}
