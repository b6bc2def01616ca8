//! Java with Maven or Gradle through the project's own wrapper: one executable
//! JAR, which is the same on every architecture and every C library.

use crate::dockerfile::image::{is_cut_down, package};
use crate::dockerfile::plan::Plan;
use crate::dockerfile::settings::{Manager, SettingId};
use crate::dockerfile::stack::Stack;
use crate::dockerfile::start::BUILT_JAR;
use crate::dockerfile::steps::{self, BUILD};
use crate::dockerfile::tree::{Dockerfile, Stage, Text, Why};
use crate::model::questions::{I18nFonts, NativeDeps};
use crate::model::{Family, QuestionId};

/// Builds a JAR by the project's own wrapper, and runs it on a JRE.
pub struct Java;

/// Maven or Gradle: what each wants to be there, and its commands.
struct Tool {
    /// Which it is among the settings.
    manager: Manager,
    /// What has to be there.
    needs: &'static str,
    /// What names the dependencies.
    manifests: &'static [&'static str],
    /// The wrapper's own folder.
    wrapper: &'static str,
    /// Where downloads are kept.
    cache: &'static str,
    /// The folders of it with downloads alone, beside which a file with a token lies.
    caches: &'static [&'static str],
    /// The command that fetches the dependencies.
    fetch: &'static str,
    /// The command that makes the JAR.
    make: &'static str,
}

static TOOLS: [Tool; 2] = [
    Tool {
        manager: Manager::Maven,
        needs: "an executable mvnw with its folder .mvn, and pom.xml at the root: one module",
        manifests: &["mvnw", "pom.xml"],
        wrapper: ".mvn/",
        cache: "/root/.m2",
        caches: &["/root/.m2/repository", "/root/.m2/wrapper"],
        fetch: "./mvnw --batch-mode dependency:go-offline",
        make: "./mvnw --batch-mode package -DskipTests",
    },
    Tool {
        manager: Manager::Gradle,
        needs: "an executable gradlew with its folder gradle, and build.gradle or build.gradle.kts at the root: one project, without buildSrc",
        manifests: &["gradlew", "settings.gradle*", "build.gradle*", "gradle.properties*"],
        wrapper: "gradle/",
        cache: "/root/.gradle",
        caches: &["/root/.gradle/caches", "/root/.gradle/wrapper"],
        fetch: "./gradlew --no-daemon dependencies",
        make: "./gradlew --no-daemon assemble",
    },
];

impl Stack for Java {
    fn expects(&self, plan: &Plan) -> Vec<Text> {
        let jar = plan.entry();
        let made =
            if jar.contains('*') { format!("one executable JAR, {jar}, and no second one") } else { format!("an executable JAR, {jar}") };
        let mut expected: Vec<Text> = vec![
            tool(plan).needs.into(),
            made.into(),
            steps::does(plan),
            "a writable /tmp: Java keeps its counters there, and many servers their uploads".into(),
        ];
        if plan.service.is(I18nFonts::Yes) && is_cut_down(plan.image) {
            expected.push("fonts of your own: this image has none, so text in images and PDFs fails without them".into());
        }
        expected
    }

    fn build(&self, plan: &Plan) -> Dockerfile {
        let (version, arguments) = steps::interpreted::version_argument(plan, "JAVA_VERSION");
        let why = "The same Java as below: newer bytecode would not load there.";
        let builder = plan.builder("java");
        // Bytecode is the same on every architecture; JARs with native code often are not.
        let once = plan.service.is(NativeDeps::None) && version.is_none();
        let mut build = if once { steps::build_stage_once(plan, builder, why) } else { steps::build_stage(builder, version, why) };
        steps::trust(plan, &mut build, builder);
        if plan.is_development() {
            steps::install(&mut build, builder, &[package("git")], Why::answer(QuestionId::Environment, "The JDK’s image has no git."));
        }
        build.workdir(plan.defaults().sources, Why::practice("A folder of its own."));
        make_jar(plan, &mut build);
        steps::prepare_folders(plan, &mut build);

        let mut run = steps::run_stage(plan, version);
        steps::carry_trust(plan, &mut run);
        add_packages(plan, &mut run);
        steps::add_user(plan, &mut run);
        let memory = "Three quarters of the container’s memory limit for the heap; alone, Java takes a quarter.";
        let store = plan.ca().filter(|_| !plan.is_development()).map(|_| format!(" -Djavax.net.ssl.trustStore={}", steps::TRUST_STORE));
        let options = format!("-XX:MaxRAMPercentage=75.0{}", store.unwrap_or_default());
        run.env([("JAVA_TOOL_OPTIONS", options)], Why::practice(memory).shown());
        if plan.listens() && plan.port() != plan.defaults().port {
            let why = "Where Spring Boot looks for the port to listen on; other frameworks have names of their own.";
            run.env([("SERVER_PORT", plan.port().to_string())], Why::setting(SettingId::Port, why).shown());
        }
        steps::give_to_developer(plan, &mut run);
        if !plan.is_development() {
            run.workdir("/app", Why::practice("Where the program lies."));
            run.copy_from(BUILD, BUILT_JAR, "/app/app.jar", Why::practice("One file, owned by root: the program cannot change itself."));
        }
        steps::finish(plan, &mut run);
        start(plan, &mut run);
        Dockerfile::of(arguments, vec![build, run])
    }
}

/// Dependencies first, then the JAR.
fn make_jar(plan: &Plan, build: &mut Stage) {
    let tool = tool(plan);
    let caches = if plan.token().is_some() { tool.caches } else { std::slice::from_ref(&tool.cache) };
    let first = Why::practice("Dependencies first: they change less often than the sources.").shown();
    build.copy(tool.manifests.iter().copied(), "./", first);
    build.copy([tool.wrapper], tool.wrapper, Why::practice("The wrapper: it brings the build tool in the project’s own version."));
    build.run_with(plan.fetching(caches), [tool.fetch], Why::setting(SettingId::Manager, "Downloads are kept between builds."));
    build.copy(["."], ".", Why::practice("The sources."));
    steps::own_steps(plan, build, &[tool.cache]);
    let mut commands: Vec<Text> = vec![tool.make.into()];
    let jar = plan.entry();
    if jar == plan.default_entry().default {
        // What lies beside the JAR that starts: Spring Boot's plain one, that of before
        // shading, sources, documentation and tests.
        let beside = ["original-*", "*-plain", "*-sources", "*-javadoc", "*-tests"].map(|name| jar.replace('*', name));
        commands.push(format!("rm -f {}", beside.join(" ")).into());
    }
    let setting = plan.default_entry().what;
    let message = format!("more than one JAR: $*; name one in the setting '{setting}'");
    commands.extend([
        "mkdir /out".into(),
        format!("set -- {jar}").into(),
        format!("if [ \"$#\" != 1 ]; then echo \"{message}\" >&2; exit 1; fi").into(),
        format!("cp \"$1\" {BUILT_JAR}").into(),
    ]);
    let why = "Without tests: they belong before the image, where their databases are and a failure is read.";
    build.run_with(plan.fetching(caches), commands, Why::practice(why).shown());
}

/// What has to be installed in the image that runs, in one go.
fn add_packages(plan: &Plan, run: &mut Stage) {
    let small = matches!(plan.family, Family::Slim | Family::Alpine);
    if !(small && plan.service.is(I18nFonts::Yes)) {
        return steps::interpreted::add_libraries(plan, run, "libgomp", false);
    }
    let mut packages = vec![package("fontconfig"), package("fonts")];
    if plan.service.is(NativeDeps::SystemLibs) && plan.added().next().is_none() {
        packages.push(package("libgomp"));
    }
    let why = "Text in images and PDFs: without a font and what finds it, Java stops with an error in FontConfiguration.";
    steps::install_with_added(plan, run, &packages, Why::answer(QuestionId::I18nFonts, why).shown());
}

/// The command, as far as the image's entrypoint leaves it open.
fn start(plan: &Plan, run: &mut Stage) {
    let why = match plan.image.inside().entrypoint {
        _ if plan.is_development() => {
            let why = "What the build stage made; the JDK, the wrapper and the sources are beside it to make it anew.";
            Why::answer(QuestionId::Environment, why).shown()
        }
        [.., "-jar"] => Why::fact(plan.image, "The image’s entrypoint is java -jar already, so the command names only the JAR.").shown(),
        [_, ..] if plan.image.has_shell() => {
            Why::fact(plan.image, "The image’s entrypoint stays: it adds your CA certificates when asked to, then becomes this command.")
        }
        _ => Why::fact(plan.image, "The image has no entrypoint, so the command is whole."),
    };
    steps::start(plan, run, why);
}

fn tool(plan: &Plan) -> &'static Tool {
    let chosen = plan.choice::<Manager>();
    TOOLS.iter().find(|tool| tool.manager == chosen).expect("a test builds every Dockerfile with each manager")
}
