//! The build tools of Java: what each wants to be there, its commands, and where
//! it leaves what it makes.

use super::first::copy_first;
use super::own::own_steps;
use crate::dockerfile::image::image;
use crate::dockerfile::plan::Plan;
use crate::dockerfile::settings::{Layout, Manager, SettingId};
use crate::dockerfile::start::{BUILT_APPLICATION, BUILT_FOLDER, BUILT_JAR, BUILT_LIBRARIES};
use crate::dockerfile::tree::{Stage, Text, Why};

/// Maven or Gradle, as a Dockerfile needs it.
pub struct Tool {
    /// Which it is among the settings.
    pub(super) manager: Manager,
    /// What has to be there.
    pub needs: &'static str,
    /// What names the dependencies of a project that is one module.
    pub manifests: &'static [&'static str],
    /// The wrapper's script and its folder; none where the tool itself is installed.
    pub wrapper: Option<(&'static str, &'static str)>,
    /// How it is called, to do something without asking.
    call: &'static str,
    /// Where downloads are kept.
    pub cache: &'static str,
    /// The folders of it with downloads alone, beside which a file with a token lies.
    pub caches: &'static [&'static str],
    /// What fetches the dependencies.
    fetch: &'static str,
    /// Where a module's JAR comes to lie.
    made: &'static str,
    /// Where a module of Quarkus comes to lie.
    quarkus: &'static str,
}

const MAVEN: Tool = Tool {
    manager: Manager::Maven,
    needs: "mvnw with its folder .mvn, and pom.xml at the root",
    manifests: &["mvnw", "pom.xml"],
    wrapper: Some(("mvnw", ".mvn/")),
    call: "sh ./mvnw --batch-mode",
    cache: "/root/.m2",
    caches: &["/root/.m2/repository", "/root/.m2/wrapper"],
    fetch: "dependency:go-offline",
    made: "target",
    quarkus: "target/quarkus-app",
};

static TOOLS: [Tool; 3] = [
    MAVEN,
    Tool {
        manager: Manager::Mvn,
        needs: "pom.xml at the root",
        manifests: &["pom.xml"],
        wrapper: None,
        call: "/usr/share/maven/bin/mvn --batch-mode",
        caches: &["/root/.m2/repository"],
        ..MAVEN
    },
    Tool {
        manager: Manager::Gradle,
        needs: "gradlew with its folder gradle, and build.gradle or build.gradle.kts",
        manifests: &["gradlew", "settings.gradle*", "build.gradle*", "gradle.properties*"],
        wrapper: Some(("gradlew", "gradle/")),
        call: "sh gradlew --no-daemon",
        cache: "/root/.gradle",
        caches: &["/root/.gradle/caches", "/root/.gradle/wrapper"],
        fetch: "dependencies",
        made: "build/libs",
        quarkus: "build/quarkus-app",
    },
];

/// The one that the plan names.
pub fn tool(plan: &Plan) -> &'static Tool {
    let chosen = plan.choice::<Manager>();
    TOOLS.iter().find(|tool| tool.manager == chosen).expect("a test builds every Dockerfile with each manager")
}

/// What a build makes, by what the visitor named: a JAR, a folder of them, or a module.
pub struct Made {
    /// The folder of the module that makes it; none where the project is one module.
    pub module: Option<String>,
    /// The JAR or folder that is taken; with a star where its name is not known.
    pub path: String,
}

/// Classifiers of a JAR that starts, beside one that does not: Spring Boot's,
/// Shadow's, Quarkus', Shade's and those of the assembly plugin.
const STARTS: [&str; 6] = ["exec", "all", "runner", "shaded", "fat", "jar-with-dependencies"];
/// What lies beside the JAR that starts: that of before shading, Spring Boot's
/// plain one, sources, documentation and tests.
const BESIDE: [&str; 5] = ["original-*", "*-plain", "*-sources", "*-javadoc", "*-tests"];

impl Tool {
    /// The commands that call it, whoever made the checkout: a wrapper may have
    /// got line ends of Windows there, or lost that it is executable.
    pub(super) fn called(&self, words: &str) -> Vec<Text> {
        let mend = self.wrapper.map(|(script, _)| Text::from(format!("sed -i 's/\\r$//' {script}")));
        mend.into_iter().chain([format!("{} {words}", self.call).into()]).collect()
    }

    /// The commands that fetch the dependencies of one module. Maven asks for every plugin,
    /// also for those that a build never runs and that are gone, so it may fail here.
    pub fn fetch(&self, features: &[&str]) -> Vec<Text> {
        let mut commands = self.called(&format!("{}{}", self.fetch, self.turned_on(features)));
        if self.manager != Manager::Gradle
            && let Some(last) = commands.last_mut()
        {
            *last = format!("{{ {last} || echo 'not everything was fetched; the build below fetches the rest'; }}").into();
        }
        commands
    }

    /// The commands that make everything, or one module and what it depends on.
    pub fn make(&self, module: Option<&str>, features: &[&str]) -> Vec<Text> {
        let words = match (self.manager, module) {
            (Manager::Gradle, None) => "assemble".to_string(),
            (Manager::Gradle, Some(module)) => format!(":{}:assemble", module.replace('/', ":")),
            (_, None) => "package -DskipTests".to_string(),
            (_, Some(module)) => format!("package -DskipTests --projects {module} --also-make"),
        };
        self.called(&format!("{words}{}", self.turned_on(features)))
    }

    /// Profiles of Maven, or properties of Gradle, by which builds do the same.
    pub(super) fn turned_on(&self, features: &[&str]) -> String {
        match self.manager {
            _ if features.is_empty() => String::new(),
            Manager::Gradle => features.iter().map(|name| format!(" -P{name}")).collect(),
            _ => format!(" -P {}", features.join(",")),
        }
    }

    /// What a build makes, where it was named so.
    pub fn made(&self, entry: &str, layout: Layout) -> Made {
        let entry = entry.trim_start_matches("./").trim_end_matches('/');
        let is_quarkus = layout == Layout::Quarkus;
        let all = if is_quarkus { self.quarkus.to_string() } else { format!("{}/*.jar", self.made) };
        let is_file = [".jar", ".war"].iter().any(|end| entry.ends_with(end));
        let module = |folder: &str| (!folder.is_empty() && folder != ".").then(|| folder.to_string());
        let below = |folder: Option<&str>| folder.map_or_else(|| all.clone(), |folder| format!("{folder}/{all}"));
        // Where it lies says which module makes it.
        let output = self.made.split('/').next().unwrap_or(self.made);
        let folders: Vec<&str> = entry.split('/').collect();
        let before = folders.iter().position(|folder| *folder == output).map(|at| folders[..at].join("/"));
        match before {
            Some(before) if is_file && !is_quarkus => Made { module: module(&before), path: entry.into() },
            Some(before) => Made { path: below(module(&before).as_deref()), module: module(&before) },
            None if is_file => Made { module: None, path: entry.into() },
            // Else it is the module itself.
            None => Made { path: below(module(entry).as_deref()), module: module(entry) },
        }
    }
}

impl Made {
    /// The commands that put it where the other stage finds it.
    pub fn take(&self, layout: Layout, setting: &str) -> Vec<Text> {
        let path = &self.path;
        if layout == Layout::Quarkus {
            let message = format!("{path} does not exist: change the setting '{setting}', or build a Quarkus fast-jar");
            return vec![
                format!("if [ ! -f {path}/quarkus-run.jar ]; then echo \"{message}\" >&2; exit 1; fi").into(),
                "mkdir /out".into(),
                format!("cp -R {path} {BUILT_FOLDER}").into(),
            ];
        }
        let mut commands: Vec<Text> = Vec::new();
        if path.contains('*') {
            commands.push(format!("rm -f {}", BESIDE.map(|name| path.replace('*', name)).join(" ")).into());
        }
        commands.extend(["mkdir /out".into(), format!("set -- {path}").into()]);
        if path.contains('*') {
            let starts = STARTS.map(|end| path.replace('*', &format!("*-{end}"))).join(" ");
            commands.push(format!("for jar in {starts}; do if [ -f \"$jar\" ]; then set -- \"$jar\"; fi; done").into());
        }
        let message = format!("more than one JAR: $*; enter one in the setting '{setting}'");
        commands.extend([
            format!("if [ \"$#\" != 1 ]; then echo \"{message}\" >&2; exit 1; fi").into(),
            format!("if [ ! -e \"$1\" ]; then echo \"the build did not create $1: change the setting '{setting}'\" >&2; exit 1; fi").into(),
            format!("cp \"$1\" {BUILT_JAR}").into(),
        ]);
        commands
    }
}

/// Brings Maven itself where the project has no wrapper for it.
pub fn prepare(plan: &Plan, build: &mut Stage) {
    if plan.choice::<Manager>() == Manager::Mvn {
        let why = Why::setting(SettingId::Manager, "Maven, from its image: a project without a wrapper does not set a version.");
        build.copy_from_image(image("maven"), "/usr/share/maven", "/usr/share/maven", why.shown());
    }
}

impl Tool {
    /// The folders that a command which fetches is lent.
    pub fn lent(&self, plan: &Plan) -> &[&'static str] {
        if plan.token().is_some() { self.caches } else { std::slice::from_ref(&self.cache) }
    }

    /// Copies the project, its dependencies first where it is one module.
    pub fn copy(&self, plan: &Plan, build: &mut Stage, module: Option<&str>, features: &[&str]) {
        if module.is_none() {
            let first = Why::practice("Dependencies first: they change less often than the sources.").shown();
            build.copy(self.manifests.iter().copied(), "./", first);
            copy_first(plan, build);
            if let Some((_, folder)) = self.wrapper {
                build.copy([folder], folder, Why::practice("The wrapper downloads the version of the build tool that the project sets."));
            }
            let why = "Downloads are cached between builds. Windows line endings in the wrapper are removed.";
            build.run_with(plan.fetching(self.lent(plan)), self.fetch(features), Why::setting(SettingId::Manager, why));
            build.copy(["."], ".", Why::practice("The sources."));
        } else {
            let why = "Copied in one step: a module is built with the modules that it depends on.";
            build.copy(["."], ".", Why::setting(SettingId::Entry, why).shown());
        }
        own_steps(plan, build, &[self.cache]);
    }
}

/// Commands that put a JAR of Spring Boot apart: its libraries, which seldom change, and
/// what was written here. What names its own layers keeps no more than these two apart.
///
/// Spring Boot is asked only where it would answer: its tools are in the JAR from 3.3 on,
/// and any other program would start. `java -jar app.jar` starts what comes of it too, as
/// that names its libraries by their paths. There is no AOT cache: it is for one build of
/// one JVM on one architecture, and made by starting the program, which may want a database.
pub fn take_apart() -> Vec<Text> {
    let (names, apart) = ("/tmp/names", "/out/apart");
    let is_boot = [
        "grep -q '^Main-Class: org.springframework.boot.loader.launch.JarLauncher' META-INF/MANIFEST.MF".to_string(),
        format!("grep -q '^BOOT-INF/layers.idx' {names}"),
        format!("grep -q '^BOOT-INF/lib/spring-boot-jarmode-tools-' {names}"),
    ];
    let extract = format!("java -Djarmode=tools -jar {BUILT_JAR} extract --layers --destination {apart}");
    let layer = format!("if [ \"$layer\" = {apart}/dependencies ]; then set -- {BUILT_LIBRARIES}; else set -- {BUILT_APPLICATION}; fi");
    let each = format!("for layer in {apart}/*; do {layer}; cp -R \"$layer/.\" \"$1\" || exit 1; done");
    let whole = format!("cp {BUILT_JAR} {BUILT_APPLICATION}");
    vec![
        format!("mkdir {BUILT_LIBRARIES} {BUILT_APPLICATION}").into(),
        format!("jar --list --file {BUILT_JAR} > {names}").into(),
        format!("if {}; then {extract} && {each}; else {whole}; fi", is_boot.join(" && ")).into(),
    ]
}

/// A command that stops the build where what is started names no class to begin with.
pub fn stop_without_class(setting: &str) -> Vec<Text> {
    let message = format!("the JAR has no Main-Class, so java -jar cannot start it: enter another in the setting '{setting}'");
    vec![
        format!("jar --extract --file {BUILT_JAR} META-INF/MANIFEST.MF").into(),
        format!("if ! grep -q '^Main-Class:' META-INF/MANIFEST.MF; then echo \"{message}\" >&2; exit 1; fi").into(),
    ]
}
