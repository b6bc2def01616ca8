//! .NET: framework-dependent, or compiled to native code ahead of time.

use super::{Entry, Stack, interpreted};
use crate::dockerfile::plan::{BUILD, Plan, package};
use crate::dockerfile::settings::{Layout, SettingId};
use crate::dockerfile::tree::{Dockerfile, Stage, Text, Why};
use crate::model::questions::{I18nFonts, NativeDeps};
use crate::model::{Family, QuestionId};

/// The .NET stack.
pub struct Dotnet;

const PROJECT: &str = "App";
/// Where NuGet keeps what it downloads.
const CACHE: &str = "/root/.nuget/packages";
/// The same on a developer's machine, where the user needs it.
const PACKAGES: &str = "/nuget";

impl Stack for Dotnet {
    fn entry(&self, _: &Plan<'_>) -> Entry {
        Entry { what: "Project, which is also the name of the program", own: PROJECT }
    }

    fn expects(&self, plan: &Plan<'_>) -> Vec<Text> {
        let project = project(plan);
        let mut expected: Vec<Text> = vec![
            format!("{}, whose program is named {}, without references to other projects", project.file(), project.name()).into(),
            format!(
                "a server that ends on SIGTERM and takes its port, {}, from ASPNETCORE_HTTP_PORTS: no URLs in its own settings",
                plan.port()
            )
            .into(),
            "a writable /tmp: the runtime keeps its diagnostics there".into(),
        ];
        if is_native(plan) {
            expected.push("a project that is fit for Native AOT: no code made or loaded at run time".into());
            if plan.crosses() {
                let text = "time: native code is compiled on its own architecture, so the other one is emulated, which takes many minutes";
                expected.push(text.into());
            }
        }
        expected
    }

    fn ignores(&self) -> &'static [&'static str] {
        &["**/bin/", "**/obj/", "*.user", ".vs/"]
    }

    fn build(&self, plan: &Plan<'_>) -> Dockerfile {
        if plan.is_development() {
            return development(plan);
        }
        if is_native(plan) {
            return native(plan);
        }
        let why = "Builds what runs on every architecture; nothing of the SDK gets into what runs.";
        let mut build = plan.build_stage_once(plan.builder("dotnet"), why);
        restore(plan, &mut build, "");
        let publish = format!("dotnet publish {} -c Release --no-restore -p:UseAppHost=false -o /out", project(plan).file());
        build.run_cached(&[CACHE], [publish], Why::setting(SettingId::Layout, "No native launcher: dotnet itself starts the program."));
        let mut run = run_stage(plan);
        let program = format!("{}.dll", project(plan).name());
        run.entrypoint(["dotnet".into(), Text::from(program)], Why::practice("Exec form: signals reach the program."));
        Dockerfile::of(Vec::new(), vec![build, run])
    }
}

/// Native code: built on the C library that it will meet, without a runtime beside it.
fn native(plan: &Plan<'_>) -> Dockerfile {
    let plan = &match plan.family {
        Family::Slim => plan.on_image("dotnet-deps-slim", "native code brings its runtime and needs only C libraries"),
        Family::Alpine => plan.on_image("dotnet-deps-alpine", "native code brings its runtime and needs only C libraries"),
        Family::Distroless if plan.service.is(I18nFonts::Yes) => {
            plan.on_image("dotnet-deps-chiseled-extra", "native code needs only C libraries; ICU and time zones are there")
        }
        Family::Distroless => plan.on_image("dotnet-deps-chiseled", "native code needs only C libraries"),
        _ => *plan,
    };
    let (builder, tools) = match plan.family {
        Family::Alpine => ("dotnet-sdk-alpine", ["clang", "compiler", "zlib-headers"].as_slice()),
        _ => ("dotnet", ["clang", "zlib-headers"].as_slice()),
    };
    let builder = plan.builder(builder);
    let mut build = plan.build_stage(builder, None, "Built on the release that runs it: the program is linked to its C library.");
    let tools: Vec<_> = tools.iter().map(|id| package(id)).collect();
    plan.install(&mut build, builder, &tools, Why::setting(SettingId::Layout, "What links native code; the SDK does not bring it.").told());
    // Restored for the architecture as well: the native compiler is a package of its own.
    restore(plan, &mut build, " --use-current-runtime -p:PublishAot=true");
    let options = "--use-current-runtime -p:PublishAot=true -o /out";
    let publish = format!("dotnet publish {} -c Release --no-restore {options}", project(plan).file());
    let why = Why::setting(SettingId::Layout, "One native program; its debug symbols stay out of the image.").told();
    build.run_cached(&[CACHE], [publish.into(), Text::from("rm -f /out/*.dbg")], why);
    let mut run = run_stage(plan);
    run.entrypoint([format!("./{}", project(plan).name())], Why::practice("Exec form: signals reach the program."));
    Dockerfile::of(Vec::new(), vec![build, run])
}

/// On a developer's machine the SDK builds, starts, and starts again on each change.
fn development(plan: &Plan<'_>) -> Dockerfile {
    let mut build = plan.build_stage(plan.image, None, "The whole SDK, with git at hand.");
    let why = "Outside of root’s home, so that the user finds them too.";
    build.env([("NUGET_PACKAGES", PACKAGES)], Why::answer(QuestionId::Environment, why));
    let restore = manifests(plan, &mut build, "");
    build.run(std::iter::once(format!("mkdir {PACKAGES}")).chain(restore), Why::practice("The packages, before the sources."));
    build.copy(["."], ".", Why::practice("The sources."));
    let mut run = plan.run_stage(None);
    plan.install_with_added(&mut run, &[], Why::practice("Packages to add."));
    plan.own(&mut run, "/src /nuget");
    let development = ("ASPNETCORE_ENVIRONMENT", "Development".to_string());
    let why = Why::answer(QuestionId::Environment, "Shows errors in full and takes the settings of development.");
    run.env([development, ("ASPNETCORE_HTTP_PORTS", plan.port().to_string())], why);
    plan.finish(&mut run, plan.wget());
    let why = "Builds and starts again whenever a file changes; the launch profile would listen on localhost only.";
    let project = Text::from(project(plan).file());
    let watch = ["dotnet".into(), "watch".into(), "--non-interactive".into(), "--project".into(), project];
    run.cmd(watch.into_iter().chain(["run".into(), "--no-launch-profile".into()]), Why::answer(QuestionId::Environment, why).told());
    Dockerfile::of(Vec::new(), vec![build, run])
}

/// Copies what names the packages, and says how they are fetched: where the
/// project lies in a folder, its file is put there first.
fn manifests(plan: &Plan<'_>, build: &mut Stage, options: &str) -> Vec<String> {
    build.workdir("/src", Why::practice("A folder of its own."));
    let first = Why::practice("Dependencies first: they change less often than the sources.").told();
    let project = project(plan);
    // What exists and what may not are copied at once: a copy of nothing stops some builders.
    let shared = ["Directory.*.props*", "global.json*", "[Nn]u[Gg]et.[Cc]onfig*", "packages.lock.json*"];
    build.copy(std::iter::once(Text::from(project.file())).chain(shared.map(Text::from)), "./", first);
    let restore = format!("dotnet restore {}{options}", project.file());
    if project.folder.is_empty() {
        return vec![restore];
    }
    vec![format!("mkdir -p {}", project.folder), format!("mv {}.csproj {}", project.name(), project.folder), restore]
}

/// Fetches the packages before the sources, then copies those.
fn restore(plan: &Plan<'_>, build: &mut Stage, options: &str) {
    let restore = manifests(plan, build, options);
    build.run_cached(&[CACHE], restore, Why::practice("Packages are kept between builds."));
    build.copy(["."], ".", Why::practice("The sources."));
}

/// The stage that runs, but for its command.
fn run_stage(plan: &Plan<'_>) -> Stage {
    let mut run = plan.run_stage(None);
    let wants_languages = plan.family == Family::Alpine && plan.service.is(I18nFonts::Yes);
    if wants_languages {
        let mut packages = vec![package("icu"), package("icu-data"), package("tzdata")];
        if plan.service.is(NativeDeps::SystemLibs) && plan.added().next().is_none() {
            packages.push(package("fontconfig"));
        }
        let why = "Languages and time zones, which Alpine’s .NET images leave out.";
        plan.install_with_added(&mut run, &packages, Why::answer(QuestionId::I18nFonts, why).told());
        let why = "The image switches languages off; now they are there.";
        run.env([("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "false")], Why::answer(QuestionId::I18nFonts, why).told());
    } else {
        interpreted::add_libraries(plan, &mut run, "fontconfig", false);
    }
    run.env([("ASPNETCORE_HTTP_PORTS", plan.port().to_string())], Why::setting(SettingId::Port, "Where ASP.NET Core listens."));
    run.workdir("/app", Why::practice("Where the program lies."));
    run.copy_from(BUILD, "/out/", "/app/", Why::practice("Owned by root: the program cannot change itself."));
    plan.finish(&mut run, plan.wget());
    run
}

fn is_native(plan: &Plan<'_>) -> bool {
    plan.choice::<Layout>() == Layout::Aot
}

/// A project: its folder, empty or with a slash at its end, and its name.
struct Project {
    folder: String,
    name: String,
}

impl Project {
    fn file(&self) -> String {
        format!("{}{}.csproj", self.folder, self.name)
    }

    /// The name of what it is built into.
    fn name(&self) -> &str {
        &self.name
    }
}

/// The project that was set: a name, or the path of its file.
fn project(plan: &Plan<'_>) -> Project {
    let entry = plan.entry(PROJECT);
    let entry = entry.strip_suffix(".csproj").unwrap_or(&entry);
    match entry.rsplit_once('/') {
        Some((folder, name)) => Project { folder: format!("{folder}/"), name: name.into() },
        None => Project { folder: String::new(), name: entry.into() },
    }
}
