//! What the build tools of Java do for a native image: the commands that compile it,
//! and where they leave the program.

use super::jvm::tool;
use crate::dockerfile::plan::Plan;
use crate::dockerfile::settings::{Layout, Manager, SettingId};
use crate::dockerfile::start::BUILT_BINARY;
use crate::dockerfile::tree::{Stage, Text, Why};
use crate::model::questions::Runtime;

/// Where Mandrel lies, in its own image and in the build stage.
const MANDREL: &str = "/opt/mandrel";
/// It, and what Debian sets for every image.
const PATH: &str = "/opt/mandrel/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
/// Turns off that Quarkus compiles in a container of its own.
const BY_ITSELF: &str = "-Dquarkus.native.container-build=false";

/// Brings the compiler, and tells the build where it is. Its own image is another
/// distribution: what were linked there would have the C library of that.
pub fn bring_mandrel(plan: &Plan, build: &mut Stage) {
    let image = plan.builder("mandrel");
    let why = "GraalVM’s compiler. Only this folder is copied, so that the program is linked to the libraries of the release that runs it.";
    build.copy_from_image(image, MANDREL, MANDREL, Why::fact(image, why).shown());
    let homes = [("JAVA_HOME", MANDREL), ("GRAALVM_HOME", MANDREL), ("PATH", PATH)];
    build.env(homes, Why::practice("Maven and Gradle look for the compiler here."));
    let dump = if plan.has_dump_volume() { "/dumps/heap.hprof" } else { "/tmp/heap.out" };
    let why = "With this, the program prints its threads on SIGQUIT and dumps its heap to that file on SIGUSR1.";
    let options = format!("--enable-monitoring=heapdump,threaddump -R:HeapDumpPath={dump}");
    build.env([("NATIVE_IMAGE_OPTIONS", options)], Why::practice(why).shown());
}

/// A native program, by what the visitor named: itself, or the module that makes it.
pub struct NativeProgram {
    /// The folder of the module that makes it; none where the project is one module.
    pub module: Option<String>,
    /// Where it comes to lie: a folder, or the program itself.
    path: String,
    /// Whether that is the program.
    is_named: bool,
}

impl NativeProgram {
    /// That of a plan.
    pub fn of(plan: &Plan) -> NativeProgram {
        let output = match (plan.choice(), plan.choice()) {
            (Manager::Gradle, Layout::QuarkusNative) => "build",
            (Manager::Gradle, _) => "build/native/nativeCompile",
            _ => "target",
        };
        let entry = plan.entry();
        let entry = entry.trim_start_matches("./").trim_end_matches('/');
        let module = |folder: &str| (!folder.is_empty() && folder != ".").then(|| folder.to_string());
        let below = |folder: &str| if folder.is_empty() { output.into() } else { format!("{folder}/{output}") };
        let top = output.split('/').next().unwrap_or(output);
        let folders: Vec<&str> = entry.split('/').collect();
        match folders.iter().position(|folder| *folder == top) {
            Some(at) => {
                let before = folders[..at].join("/");
                let is_named = below(&before) != entry;
                NativeProgram { module: module(&before), path: entry.into(), is_named }
            }
            None => {
                let module = module(entry);
                NativeProgram { path: below(module.as_deref().unwrap_or_default()), module, is_named: false }
            }
        }
    }

    /// Where it comes to lie, for people.
    pub fn place(&self) -> String {
        if self.is_named { self.path.clone() } else { format!("one program in {}", self.path) }
    }

    /// The commands that compile it.
    pub fn make(&self, plan: &Plan) -> Vec<Text> {
        let (tool, layout) = (tool(plan), plan.choice::<Layout>());
        let features = features(plan);
        let on = tool.turned_on(&features);
        if tool.manager == Manager::Gradle {
            let task = match layout {
                Layout::QuarkusNative => "assemble",
                _ => "nativeCompile",
            };
            let task = self.module.as_ref().map_or_else(|| task.into(), |module| format!(":{}:{task}", module.replace('/', ":")));
            let quarkus = if layout == Layout::QuarkusNative {
                format!(" -Dquarkus.native.enabled=true -Dquarkus.package.jar.enabled=false {BY_ITSELF}")
            } else {
                String::new()
            };
            return tool.called(&format!("{task}{quarkus}{on}"));
        }
        let of = self.module.as_ref().map_or_else(String::new, |module| format!(" --projects {module}"));
        let with_others = if self.module.is_some() { format!("{of} --also-make") } else { String::new() };
        let extra = match layout {
            Layout::SpringNative => {
                // The goal is for one module: what that depends on is installed before.
                let compile = tool.called(&format!("native:compile -DskipTests{of}{on}"));
                let first = format!("install -DskipTests{with_others}{}", tool.turned_on(&plan.features()));
                let first = if self.module.is_some() { tool.called(&first) } else { Vec::new() };
                return first.into_iter().chain(compile).collect();
            }
            Layout::QuarkusNative => format!(" -Dnative {BY_ITSELF}"),
            Layout::Micronaut => " -Dpackaging=native-image".into(),
            _ => String::new(),
        };
        tool.called(&format!("package -DskipTests{extra}{with_others}{on}"))
    }

    /// The commands that put it where the other stage finds it. Programs that draw get
    /// libraries beside them, which they would miss there.
    pub fn take(&self, setting: &str) -> Vec<Text> {
        let path = &self.path;
        let folder = if self.is_named { path.rsplit_once('/').map_or(".", |(folder, _)| folder) } else { path };
        let find = if self.is_named {
            format!("found={path}")
        } else {
            format!("found=\"$(find {path} -maxdepth 1 -type f -perm -100 ! -name '*.jar' ! -name '*.so')\"")
        };
        let message = format!(
            "no single program in {path}: $found; enter its name in the setting '{setting}', or change the setting '{}'",
            SettingId::Layout.get().label()
        );
        let draws = "is a library that the program loads to draw with AWT: this Dockerfile copies only the program";
        vec![
            format!("for library in {folder}/*.so; do if [ -e \"$library\" ]; then echo \"$library {draws}\" >&2; exit 1; fi; done").into(),
            find.into(),
            format!("if [ ! -f \"$found\" ]; then echo \"{message}\" >&2; exit 1; fi").into(),
            "mkdir /out".into(),
            format!("cp \"$found\" {BUILT_BINARY}").into(),
        ]
    }
}

/// Profiles or properties that are turned on: with Maven the one that most projects
/// compile by is among them.
pub fn features(plan: &Plan) -> Vec<&str> {
    let by_profile = matches!(plan.choice(), Layout::SpringNative | Layout::NativePlugin) && plan.choice::<Manager>() != Manager::Gradle;
    let own = by_profile.then_some("native").filter(|name| !plan.features().contains(name));
    own.into_iter().chain(plan.features()).collect()
}

impl Plan {
    /// The module that a build of Java makes, where the project has several.
    pub fn module(&self) -> Option<String> {
        match self.runtime {
            Runtime::Java => tool(self).made(&self.entry(), self.choice()).module,
            Runtime::JavaNative => NativeProgram::of(self).module,
            Runtime::Go
            | Runtime::Rust
            | Runtime::CCpp
            | Runtime::Dotnet
            | Runtime::Node
            | Runtime::Bun
            | Runtime::Deno
            | Runtime::Python
            | Runtime::Ruby
            | Runtime::Php
            | Runtime::StaticSite => None,
        }
    }
}
