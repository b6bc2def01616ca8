//! pom.xml and Gradle.

use std::collections::HashSet;

use super::modules::{self, Module, STARTABLE, makes_jar};
use super::outputs::joined;
use super::own::own;
use super::packages::{Ecosystem, say};
use super::{after, line_with, lines, version};
use crate::decision::Subject;
use crate::dockerfile::SettingId;
use crate::inspect::findings::{At, Findings, quoted};
use crate::inspect::found::Sure;
use crate::inspect::project::{View, file_name, folder_of};
use crate::inspect::tree::{self, Node, Value};
use crate::model::QuestionId;
use crate::model::questions::{I18nFonts, Runtime};

/// What draws text into files or images, by artifact.
const DRAWS: &[&str] = &[
    "itext-core",
    "itextpdf",
    "openpdf",
    "pdfbox",
    "jasperreports",
    "poi-ooxml",
    "batik-transcoder",
    "openhtmltopdf-pdfbox",
    "flying-saucer-pdf",
];

/// Where Spring Boot’s Actuator answers in Kubernetes.
const LIVE: &str = "/actuator/health/liveness";
const READY: &str = "/actuator/health/readiness";

/// What a dependency means, by group and artifact.
fn dependency(at: &mut At<'_>, group: &str, artifact: &str, line: u32) {
    say(at, Ecosystem::Maven, &format!("{group}:{artifact}"), line);
    if DRAWS.contains(&artifact) {
        at.answer(I18nFonts::Yes, line, Sure::Inferred, format!("{artifact} draws text"));
    }
    if artifact == "spring-boot-starter-actuator" {
        at.set(SettingId::Health, LIVE, line, Sure::Guessed, "Spring Boot’s Actuator answers there");
        at.set(SettingId::Ready, READY, line, Sure::Guessed, "Spring Boot’s Actuator answers there");
    }
    let is_native = at.is(Runtime::JavaNative);
    if artifact.starts_with("quarkus-") || group.starts_with("io.quarkus") {
        at.set(SettingId::Layout, if is_native { "quarkus-native" } else { "quarkus" }, line, Sure::Inferred, "it has Quarkus");
    } else if is_native && group.starts_with("io.micronaut") {
        at.set(SettingId::Layout, "micronaut", line, Sure::Inferred, "it has Micronaut");
    } else if is_native && group.starts_with("org.springframework.boot") {
        at.set(SettingId::Layout, "spring-native", line, Sure::Inferred, "it has Spring Boot");
    }
}

/// What a command has in it that compiles Java to native code.
const COMPILES: &[&str] = &[
    "native:compile",
    "nativeCompile",
    "-Dnative",
    "-Pnative",
    "-Dquarkus.native.enabled=true",
    "-Dquarkus.package.type=native",
    "-Dpackaging=native-image",
];

/// Whether the Dockerfile of a service of Java makes a native image of it. Quarkus writes
/// one for each of its ways, in a folder of their own: these say nothing.
pub(in crate::inspect) fn is_compiled_natively(view: &View<'_>) -> bool {
    let Some(path) = own(view, Some("java")).filter(|path| !path.contains("src/main/docker/")) else { return false };
    let text = view.whole().text(&path).unwrap_or_default();
    let mut words = lines(text).filter(|(_, line)| !line.trim_start().starts_with('#')).flat_map(|(_, line)| line.split_whitespace());
    words.any(|word| COMPILES.contains(&word.trim_matches(['"', '\'', ',', '[', ']'])))
}

/// That a project has what compiles it to native code: which it may want, and may not.
fn may_be_native(at: &mut At<'_>, text: &str) {
    let plugin = line_with(text, |line| {
        (line.contains("<artifactId>native-maven-plugin<") || line.contains("org.graalvm.buildtools.native"))
            && !line.contains("apply false")
    });
    let Some((line, _)) = plugin else { return };
    if at.is(Runtime::JavaNative) {
        if !["org.springframework.boot", "quarkus", "micronaut"].iter().any(|name| text.contains(name)) {
            at.set(SettingId::Layout, "native-plugin", line, Sure::Inferred, "GraalVM’s plugin compiles it");
        }
    } else {
        let question = QuestionId::Runtime.get();
        let answer = question.options[Runtime::JavaNative as usize].label;
        at.note(
            line,
            format!("It can be compiled to native code. For a Dockerfile that does this, answer “{answer}” to “{}”", question.ask),
        );
    }
}

/// A value of a POM, with the properties of the file put in.
fn value<'a>(project: &'a Node, text: &'a str) -> &'a str {
    let name = text.strip_prefix("${").and_then(|rest| rest.strip_suffix('}'));
    name.and_then(|name| project.get("properties")?.get(name)?.text()).filter(|text| !text.starts_with("${")).unwrap_or(text)
}

/// pom.xml.
pub(super) fn maven(view: &View<'_>, findings: &mut Findings) {
    let Some(text) = view.text("pom.xml") else { return };
    let has_wrapper = view.has("mvnw");
    let mut at = findings.at(view, "pom.xml");
    let (manager, why) = if has_wrapper { ("maven", "pom.xml and mvnw exist") } else { ("mvn", "pom.xml exists, but no mvnw") };
    at.set(SettingId::Manager, manager, 0, Sure::Read, why);
    let Some(node) = at.parsed(tree::xml(text)) else { return };
    let Some(project) = node.get("project") else { return };
    release(&mut at, project);
    if let Some((name, line)) = project.get("artifactId").and_then(|name| Some((name.text()?, name.line))) {
        at.set(SettingId::Name, &name.to_ascii_lowercase(), line, Sure::Guessed, format!("the artifact is {}", quoted(name)));
    }
    poms(&mut at, project);
    archive(&mut at, project, text);
    may_be_native(&mut at, text);
    let all = modules(view, project);
    if all.is_empty() && modules::makes_no_start(view, project, text) {
        let text = "It builds a JAR without its libraries and without a class to start, so java -jar cannot start it. Add maven-shade-plugin with a mainClass.";
        at.note(0, text);
    }
    // The module that is started has the plugin that makes it startable.
    let (mut started, mut shaded) = (Vec::new(), Vec::new());
    for folder in &all {
        let path = format!("{folder}/pom.xml");
        let Some(text) = view.text(&path) else { continue };
        let Some(Ok(node)) = Some(tree::xml(text)) else { continue };
        let Some(project) = node.get("project") else { continue };
        let is_chosen = findings.chosen.as_ref().is_none_or(|chosen| *chosen == view.path(&path));
        let mut at = findings.at(view, &path);
        let module = |line| Module { folder: folder.clone(), path: path.clone(), line, by: STARTABLE };
        if let Some(line) = makes_jar(text) {
            started.push(module(line));
            if is_chosen {
                release(&mut at, project);
                poms(&mut at, project);
            }
        } else if let Some(line) = modules::shades(text) {
            shaded.push(module(line));
        }
    }
    // A plugin of the parent is that of every module.
    let by_the_parent = started.is_empty() && makes_jar(text).is_some();
    if by_the_parent {
        let all = all.iter().filter(|folder| modules::has_main(view, folder));
        let module =
            |folder: &String| Module { folder: folder.clone(), path: format!("{folder}/pom.xml"), line: 0, by: "a class that starts" };
        started.extend(all.map(module));
    }
    let started = if started.is_empty() { shaded } else { started };
    modules::choose(view, findings, &started, all.len(), "pom.xml");
    let chosen = findings.found.iter().find(|found| found.subject == Subject::Setting(SettingId::Entry)).map(|found| found.value.clone());
    let is_it = |folder: &&String| match &findings.chosen {
        Some(path) => *path == view.path(&format!("{folder}/pom.xml")),
        None => chosen.as_ref() == Some(*folder),
    };
    let Some(path) = all.iter().find(is_it).filter(|_| by_the_parent).map(|folder| format!("{folder}/pom.xml")) else { return };
    if let Some(Ok(node)) = view.text(&path).map(tree::xml)
        && let Some(project) = node.get("project")
    {
        let mut at = findings.at(view, &path);
        release(&mut at, project);
        poms(&mut at, project);
    }
}

/// The folders of the modules, and of those that they have; none that only holds others.
fn modules(view: &View<'_>, project: &Node) -> Vec<String> {
    let named = |folder: &str, project: &Node| {
        let all = project.get("modules").into_iter().flat_map(|modules| modules.all("module")).filter_map(Node::text);
        all.filter_map(|name| joined(folder, name)).filter(|path| !path.starts_with("..")).collect::<Vec<String>>()
    };
    let (mut found, mut seen) = (Vec::new(), HashSet::new());
    let mut open: Vec<String> = named("", project).into_iter().rev().collect();
    while let Some(path) = open.pop() {
        if !seen.insert(path.clone()) {
            continue;
        }
        let own = view.text(&format!("{path}/pom.xml")).and_then(|text| tree::xml(text).ok());
        let more = own.as_ref().and_then(|node| node.get("project")).map_or_else(Vec::new, |project| named(&path, project));
        if more.is_empty() {
            found.push(path);
        }
        open.extend(more.into_iter().rev());
    }
    found
}

/// A web archive: Spring Boot makes one that starts; any other is for a servlet container.
fn archive(at: &mut At<'_>, project: &Node, text: &str) {
    let Some(packaging) = project.get("packaging").filter(|node| node.text() == Some("war")) else { return };
    if !text.contains("<artifactId>spring-boot-maven-plugin<") {
        return at.note(
            packaging.line,
            "It builds a WAR for a servlet container such as Tomcat. The new Dockerfile can run only programs that start by themselves.",
        );
    }
    let named = project.at(&["build", "finalName"]).and_then(Node::text).map(|name| value(project, name).to_string());
    let version = project.text_of(&["version"]).or_else(|| project.text_of(&["parent", "version"])).unwrap_or_default();
    let usual = || format!("{}-{version}", project.text_of(&["artifactId"]).unwrap_or_default());
    let name = named.unwrap_or_else(usual);
    at.set(SettingId::Entry, &format!("target/{name}.war"), packaging.line, Sure::Inferred, "Spring Boot makes its WAR executable");
}

fn release(at: &mut At<'_>, project: &Node) {
    const PLACES: &[&str] =
        &["maven.compiler.release", "java.version", "maven.compiler.target", "maven.compiler.source", "release.version"];
    let Some(properties) = project.get("properties") else { return };
    for place in PLACES {
        if let Some(node) = properties.get(place)
            && let Some(text) = node.text()
        {
            let text = value(project, text);
            if let Some(version) = version::asked(text.trim_start_matches("1.")).and_then(|asked| asked.one(1)) {
                at.set(SettingId::Version, &version, node.line, Sure::Inferred, format!("{place} is {}", quoted(text)));
                return;
            }
        }
    }
}

fn poms(at: &mut At<'_>, project: &Node) {
    let dependencies = project.get("dependencies").into_iter().flat_map(|all| all.all("dependency"));
    for node in dependencies.filter(|node| node.text_of(&["scope"]) != Some("test")) {
        if let (Some(group), Some(artifact)) = (node.text_of(&["groupId"]), node.text_of(&["artifactId"])) {
            dependency(at, value(project, group), artifact, node.line);
        }
    }
}

/// build.gradle, in Groovy or Kotlin: programs, of which lines are looked at.
pub(super) fn gradle(view: &View<'_>, findings: &mut Findings) {
    let Some(path) = ["build.gradle.kts", "build.gradle", "settings.gradle.kts", "settings.gradle"].into_iter().find(|name| view.has(name))
    else {
        return;
    };
    if view.has("pom.xml") {
        return findings.at(view, path).note(0, "The project also has a pom.xml, which was used instead.");
    }
    let mut at = findings.at(view, path);
    at.set(SettingId::Manager, "gradle", 0, Sure::Read, format!("{path} exists"));
    if !view.has("gradlew") {
        at.note(0, "There is no gradlew, which the build needs. Run “gradle wrapper” to create it.");
    }
    let catalogue = view.text("gradle/libs.versions.toml");
    let builds = view.names().filter(|name| {
        let file = file_name(name);
        (file == "build.gradle" || file == "build.gradle.kts")
            && name.matches('/').count() <= 3
            && !name.starts_with("buildSrc")
            && !name.starts_with("build-logic")
    });
    let (mut started, mut applications, mut count) = (Vec::new(), Vec::new(), 0);
    for path in builds.collect::<Vec<_>>() {
        let Some(text) = view.text(path) else { continue };
        let mut at = findings.at(view, path);
        may_be_native(&mut at, text);
        for (line, text) in lines(text).filter(|(_, text)| !text.trim_start().starts_with("//")) {
            script(&mut at, text, line);
        }
        let folder = folder_of(path);
        count += usize::from(!folder.is_empty());
        let module = |line, by| Module { folder: folder.into(), path: path.into(), line, by };
        if let Some(line) = makes_jar(text) {
            started.push(module(line, STARTABLE));
        } else if let Some(line) = modules::is_application(text) {
            applications.push(module(line, "the plugin “application”"));
        }
    }
    if let Some(text) = catalogue
        && let Some((line, text)) =
            line_with(text, |line| line.trim_start().starts_with("java =") || line.trim_start().starts_with("jdk ="))
        && let Some(version) = after(text, "=").and_then(version::asked).and_then(|asked| asked.one(1))
    {
        findings.at(view, "gradle/libs.versions.toml").set(
            SettingId::Version,
            &version,
            line,
            Sure::Guessed,
            "the version catalogue names it",
        );
    }
    // A plugin of the root may be that of every module.
    let is_for_all = view.text(path).is_some_and(|text| text.contains("subprojects {") || text.contains("allprojects {"));
    if is_for_all && started.iter().all(|module| module.folder.is_empty()) && !started.is_empty() {
        let own = view.names().filter(|name| ["build.gradle", "build.gradle.kts"].contains(&file_name(name)) && name.contains('/'));
        let all = own.filter(|name| modules::has_main(view, folder_of(name)));
        let module = |path: &str| Module { folder: folder_of(path).into(), path: path.into(), line: 0, by: "a class that starts" };
        started.extend(all.map(module));
    }
    // What the root applies is for all modules, where it has no program itself.
    let has_program = view.names().any(|name| name.starts_with("src/main/"));
    if !has_program && started.len() > 1 {
        started.retain(|module: &Module| !module.folder.is_empty());
    }
    if has_program && count == 0 {
        return;
    }
    if started.is_empty()
        && let [only] = applications.as_slice()
    {
        let text = "The plugin “application” builds a JAR without its libraries, which does not start by itself. Add the plugin com.gradleup.shadow.";
        findings.at(view, &only.path).note(only.line, text);
    }
    let started = if started.is_empty() { applications } else { started };
    modules::choose(view, findings, &started, if has_program { 0 } else { count }, path);
}

/// A line of a build script.
fn script(at: &mut At<'_>, text: &str, line: u32) {
    let text = text.trim();
    let version = after(text, "JavaLanguageVersion.of").or_else(|| after(text, "jvmToolchain"));
    if let Some(version) = version.and_then(version::asked).and_then(|asked| asked.one(1)) {
        at.set(SettingId::Version, &version, line, Sure::Read, format!("the toolchain is Java {version}"));
    } else if let Some(target) = ["sourceCompatibility", "targetCompatibility"].iter().find_map(|name| after(text, name)) {
        let target = target.trim_start_matches("JavaVersion.VERSION_").trim_start_matches("1.").trim_start_matches("1_");
        if let Some(version) = version::asked(target).and_then(|asked| asked.one(1)) {
            at.set(SettingId::Version, &version, line, Sure::Inferred, format!("it is compiled for Java {version}"));
        }
    }
    if ["implementation", "runtimeOnly", "api"].iter().any(|kind| text.starts_with(kind)) {
        let mut parts = text.split(['"', '\'']).nth(1).unwrap_or_default().split(':');
        if let (Some(group), Some(artifact)) = (parts.next(), parts.next()) {
            dependency(at, group, artifact, line);
        }
    }
}

/// Settings of Spring Boot and Quarkus: the port, where it is a number.
pub(super) fn application(view: &View<'_>, findings: &mut Findings) {
    // Of several modules that of the one that is started.
    let entry = findings.found.iter().filter(|found| found.subject == Subject::Setting(SettingId::Entry)).max_by_key(|found| found.sure);
    let module = entry.map(|found| format!("{}/", found.value)).filter(|module| view.names().any(|name| name.starts_with(module.as_str())));
    let places = view.names().filter(|name| {
        name.contains("src/main/resources/")
            && module.as_ref().is_none_or(|module| name.starts_with(module.as_str()))
            && ["application.properties", "application.yml", "application.yaml"].contains(&file_name(name))
            && name.matches('/').count() <= 4
    });
    let has_actuator = findings.has(Subject::Setting(SettingId::Health));
    for path in places.collect::<Vec<_>>() {
        let Some(text) = view.text(path) else { continue };
        let mut at = findings.at(view, path);
        let mut served = (String::new(), "/actuator".to_string(), 0);
        if path.ends_with(".properties") {
            for (line, text) in lines(text) {
                let Some((name, value)) = text.split_once('=') else { continue };
                port(&mut at, name.trim(), value.trim(), line);
                below(&mut served, name.trim(), value.trim(), line);
            }
        } else if let Ok(node) = tree::yaml(text)
            && let Some(first) = node.items().first()
        {
            for names in [&["server", "servlet", "context-path"][..], &["management", "endpoints", "web", "base-path"]] {
                if let Some(node) = first.at(names) {
                    below(&mut served, &names.join("."), node.text().unwrap_or_default(), node.line);
                }
            }
            for names in [&["server", "port"][..], &["quarkus", "http", "port"]] {
                if let Some(node) = first.at(names)
                    && let Value::Text(value) = &node.value
                {
                    port(&mut at, &names.join("."), value, node.line);
                }
            }
        }
        let (context, actuator, line) = served;
        if line > 0 && has_actuator {
            let why = format!("Spring Boot’s Actuator answers below {context}{actuator}");
            at.set(SettingId::Health, &format!("{context}{actuator}/health/liveness"), line, Sure::Inferred, why.as_str());
            at.set(SettingId::Ready, &format!("{context}{actuator}/health/readiness"), line, Sure::Inferred, why);
        }
    }
}

/// Takes the paths below which a server and its Actuator answer, with the line.
fn below(served: &mut (String, String, u32), name: &str, value: &str, line: u32) {
    let value = value.trim_end_matches('/');
    match name {
        "server.servlet.context-path" => served.0 = value.into(),
        "management.endpoints.web.base-path" => served.1 = value.into(),
        _ => return,
    }
    served.2 = line;
}

fn port(at: &mut At<'_>, name: &str, value: &str, line: u32) {
    // ${PORT:8080} listens on 8080 unless it is told otherwise.
    let value = value.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')?.split_once(':')).map_or(value, |(_, default)| default);
    if ["server.port", "quarkus.http.port"].contains(&name) && value.parse::<u16>().is_ok_and(|port| port >= 1024) {
        at.set(SettingId::Port, value, line, Sure::Read, format!("{name} is {value}"));
    }
}
