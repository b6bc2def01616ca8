//! Which module of a build of Maven or Gradle is started, where there are several.

use super::lines;
use super::own::{is_containerfile, own};
use crate::dockerfile::SettingId;
use crate::inspect::findings::{Findings, quoted};
use crate::inspect::found::Sure;
use crate::inspect::project::{View, file_name};
use crate::inspect::tree::Node;

/// A module that makes a JAR to start.
pub(super) struct Module {
    /// Its folder; empty for the root.
    pub folder: String,
    /// Its build script or pom.xml.
    pub path: String,
    pub line: u32,
    /// What makes it startable, for people.
    pub by: &'static str,
}

/// A plugin by which a JAR starts alone.
pub(super) const STARTABLE: &str = "a plugin that builds a startable JAR";

/// Plugins of Maven and Gradle that make a JAR which starts.
const PLUGINS: &[&str] = &[
    "<artifactId>spring-boot-maven-plugin<",
    "<artifactId>quarkus-maven-plugin<",
    "org.springframework.boot",
    "io.quarkus",
    "com.gradleup.shadow",
    "com.github.johnrengelmann.shadow",
    "springBoot",
    "spring.boot",
    "quarkus",
];

/// Where a manifest has a plugin that makes a JAR which starts: the line.
pub(in crate::inspect) fn makes_jar(text: &str) -> Option<u32> {
    let has = |name: &str| lines(text).find(|(_, line)| line.contains(name) && is_applied(name, line)).map(|(line, _)| line);
    PLUGINS.iter().filter_map(|name| has(name)).min()
}

/// Whether a line of a build script takes a plugin. One that is only declared for others has “apply false”.
fn is_applied(name: &str, line: &str) -> bool {
    let line = line.trim().trim_start_matches("plugins").trim_start_matches([' ', '{']);
    let is_of_gradle = ["id", "alias", "apply plugin", "apply(plugin"].iter().any(|word| line.starts_with(word))
        && !line.contains("apply false")
        && !line.starts_with("//");
    name.starts_with('<') || is_of_gradle
}

/// Where Maven puts all classes into one JAR, and says which of them starts.
pub(super) fn shades(text: &str) -> Option<u32> {
    let plugin = lines(text)
        .find(|(_, line)| line.contains("<artifactId>maven-shade-plugin<") || line.contains("<artifactId>maven-assembly-plugin<"));
    plugin.filter(|_| text.contains("mainClass>")).map(|(line, _)| line)
}

/// Whether a POM makes a JAR that `java -jar` cannot start: nothing names a class, or takes
/// libraries along. A parent or a profile may have what does both, and a Dockerfile that starts
/// the JAR knows better.
pub(super) fn makes_no_start(view: &View<'_>, project: &Node, text: &str) -> bool {
    const NAMES: &[&str] = &[
        "mainClass>",
        "Main-Class>",
        "<artifactId>maven-shade-plugin<",
        "<artifactId>maven-assembly-plugin<",
        "spring-boot",
        "quarkus",
        "micronaut",
        "<profiles>",
    ];
    let is_jar = project.text_of(&["packaging"]).is_none_or(|packaging| packaging == "jar");
    let is_plain = project.get("parent").is_none() && project.get("dependencies").is_some();
    let whole = view.whole();
    let is_started =
        || whole.names().filter(|name| is_containerfile(name)).any(|name| whole.text(name).is_some_and(|text| text.contains("-jar")));
    is_jar && is_plain && makes_jar(text).is_none() && !NAMES.iter().any(|name| text.contains(name)) && !is_started()
}

/// Where Gradle starts a program, without a JAR that holds all of it.
pub(super) fn is_application(text: &str) -> Option<u32> {
    const WORDS: &[&str] = &[
        "id 'application'",
        "id \"application\"",
        "id(\"application\")",
        "application",
        "apply plugin: 'application'",
        "apply plugin: \"application\"",
    ];
    lines(text).find(|(_, line)| WORDS.contains(&line.trim())).map(|(line, _)| line)
}

/// Whether a module has a class that starts, by the names that all tools write.
pub(in crate::inspect) fn has_main(view: &View<'_>, folder: &str) -> bool {
    let sources = format!("{folder}/src/main/");
    let ends = ["Application.java", "Application.kt", "/Main.java", "/Main.kt"];
    view.names().any(|path| path.starts_with(&sources) && ends.iter().any(|end| path.ends_with(end)))
}

/// Takes the one that is started: the only one, that of the Dockerfile, or the likeliest.
pub(super) fn choose(view: &View<'_>, findings: &mut Findings, all: &[Module], count: usize, root: &str) {
    if findings.chosen.is_some() {
        return;
    }
    match all {
        // The root is the program.
        [] if count == 0 => {}
        [one] if count == 0 && one.folder.is_empty() => {}
        [] => findings.at(view, root).note(0, format!("There are {count} modules. Set the one to start.")),
        [one] if one.folder.is_empty() => {
            findings.at(view, root).note(0, format!("There are {count} modules. Set the one to start."));
        }
        [one] => {
            let why = format!("the only module with {}", one.by);
            findings.at(view, &one.path).set(SettingId::Entry, &one.folder, one.line, Sure::Inferred, why);
        }
        [first, ..] => {
            let copied = copied(view);
            let is_copied = |module: &&Module| {
                let folder = format!("/{}", module.folder);
                copied.as_ref().is_some_and(|(_, all)| all.iter().any(|path| *path == module.folder || path.ends_with(&folder)))
            };
            let names: Vec<&str> = all.iter().map(|module| module.folder.as_str()).collect();
            let (it, why) = match (all.iter().find(is_copied), &copied) {
                (Some(it), Some((file, _))) => (it, format!("{} copies its JAR", quoted(file))),
                _ => {
                    let it = all.iter().min_by_key(|module| unlikely(view, &module.folder)).unwrap_or(first);
                    (it, format!("it is one of {} startable modules", all.len()))
                }
            };
            findings.at(view, &it.path).set(SettingId::Entry, &it.folder, it.line, Sure::Guessed, why);
            let text = format!("These modules can start: {}. Each needs its own image.", quoted(&names.join(", ")));
            findings.at(view, root).note(0, text);
        }
    }
}

/// How little speaks for a module being the service: it may have a Dockerfile, or be there to be read.
fn unlikely(view: &View<'_>, module: &str) -> u8 {
    let name = file_name(module).to_ascii_lowercase();
    let has = |names: &[&str]| names.iter().any(|part| name.contains(part));
    let is_aside = has(&["sample", "example", "demo", "test", "benchmark"]);
    let is_server = has(&["server", "admin", "web", "app", "api", "boot", "gateway"]);
    u8::from(is_aside) * 4 + u8::from(!view.has(&format!("{module}/Dockerfile"))) * 2 + u8::from(!is_server)
}

/// The Dockerfile, and the folders whose JARs it copies.
fn copied(view: &View<'_>) -> Option<(String, Vec<String>)> {
    let path = own(view, Some("java"))?;
    let whole = view.whole();
    let words = whole.text(&path)?.split_whitespace();
    let folder = |word: &str| ["/build/libs", "/target/"].iter().find_map(|mark| Some(word.split_once(mark)?.0.to_string()));
    let all: Vec<String> = words.filter_map(folder).collect();
    Some((path, all))
}
