//! .NET: framework-dependent, or compiled to native code ahead of time.

use crate::dockerfile::image::package;
use crate::dockerfile::plan::Plan;
use crate::dockerfile::program::Program;
use crate::dockerfile::settings::{Does, SettingId};
use crate::dockerfile::stack::Stack;
use crate::dockerfile::steps::{self, BUILD, MANIFESTS};
use crate::dockerfile::tree::{Dockerfile, Stage, Text, Transport, Why};
use crate::model::questions::I18nFonts;
use crate::model::{Family, QuestionId};

/// Publishes with the SDK, and runs on the ASP.NET runtime or, as native code, without one.
pub struct Dotnet;

/// Where NuGet keeps what it downloads.
const CACHE: &str = "/root/.nuget/packages";
/// The same on a developer's machine, where the user needs it.
const PACKAGES: &str = "/nuget";

impl Stack for Dotnet {
    fn expects(&self, plan: &Plan) -> Vec<Text> {
        let project = Program::of(plan);
        let mut expected: Vec<Text> = vec![
            format!("{}, which builds a program named {}, {}", project.file(), project.name(), references(&project)).into(),
            steps::does(plan),
            "a writable /tmp: the runtime writes its diagnostics there".into(),
        ];
        if let Some(version) = plan.builder("dotnet").version {
            expected.insert(1, format!("net{version} as its TargetFramework: a program for another one does not start").into());
        }
        if plan.listens() {
            let port = plan.port();
            expected
                .insert(3, format!("its port, {port}, read from ASPNETCORE_HTTP_PORTS: do not set URLs in the project’s settings").into());
        }
        if plan.service.is(I18nFonts::Yes) && !plan.image.has_shell() {
            expected.push("your own fonts if it draws text: this image has none, so text would be missing from PDFs and images".into());
        }
        if project.is_native() {
            expected.push("a project that supports Native AOT: no code generated or loaded at run time".into());
            if plan.crosses() {
                let text = "time: native code is compiled on its target architecture, so the build emulates the other one, which takes many minutes";
                expected.push(text.into());
            }
        }
        expected
    }

    fn build(&self, plan: &Plan) -> Dockerfile {
        if plan.is_development() {
            return development(plan);
        }
        let project = Program::of(plan);
        if project.is_native() {
            return native(plan);
        }
        let why = "Builds code that runs on every architecture. The SDK stays out of the final image.";
        let mut build = steps::build_stage_once(plan, plan.builder("dotnet"), why);
        steps::trust(plan, &mut build, plan.builder("dotnet"));
        steps::build_packages(plan, &mut build, plan.builder("dotnet"));
        let manifests = restore(plan, &mut build, "");
        let version = version(plan);
        let publish = format!("dotnet publish {} -c Release --no-restore -p:UseAppHost=false{version} -o /out", project.file());
        build.run_cached(&[CACHE], [publish], Why::setting(SettingId::Layout, "No native launcher: dotnet itself starts the program."));
        steps::prepare_folders(plan, &mut build);
        let mut run = run_stage(plan);
        steps::start(plan, &mut run, Why::practice("Exec form: signals reach the program."));
        Dockerfile::of(Vec::new(), manifests.into_iter().chain([build, run]).collect())
    }
}

/// Which other projects it may refer to.
fn references(project: &Program) -> &'static str {
    match project.folder() {
        "" => "without references to other projects; a project that has references must be in a folder next to those projects",
        _ => "with the repository’s projects that it references",
    }
}

/// Native code: built on the C library that it will meet, without a runtime beside it.
fn native(plan: &Plan) -> Dockerfile {
    let builder = plan.builder(if plan.family == Family::Alpine { "dotnet-aot-alpine" } else { "dotnet-aot" });
    let why = "Microsoft’s SDK with native linking tools, on the release that runs the program: the program is linked to its C library.";
    let mut build = steps::build_stage(builder, None, why);
    steps::trust(plan, &mut build, builder);
    steps::build_packages(plan, &mut build, builder);
    // Restored for the architecture as well: the native compiler is a package of its own.
    let manifests = restore(plan, &mut build, " --use-current-runtime -p:PublishAot=true");
    let options = format!("--use-current-runtime -p:PublishAot=true{} -o /out", version(plan));
    let publish = format!("dotnet publish {} -c Release --no-restore {options}", Program::of(plan).file());
    let why = Why::setting(SettingId::Layout, "A single native program. Its debug symbols stay out of the image.").shown();
    build.run_cached(&[CACHE], [publish.into(), Text::from("rm -f /out/*.dbg")], why);
    steps::prepare_folders(plan, &mut build);
    let mut run = run_stage(plan);
    steps::start(plan, &mut run, Why::practice("Exec form: signals reach the program."));
    Dockerfile::of(Vec::new(), manifests.into_iter().chain([build, run]).collect())
}

/// What writes the version into the program.
fn version(plan: &Plan) -> &'static str {
    if plan.builds_in_the_version() { " \"-p:InformationalVersion=${VERSION}\"" } else { "" }
}

/// On a developer's machine the SDK builds, starts, and starts again on each change.
fn development(plan: &Plan) -> Dockerfile {
    let mut build = steps::build_stage(plan.image, None, "The full SDK, with git.");
    steps::trust(plan, &mut build, plan.image);
    steps::build_packages(plan, &mut build, plan.image);
    let why = "Outside root’s home folder, so that the non-root user can read them.";
    build.env([("NUGET_PACKAGES", PACKAGES)], Why::answer(QuestionId::Environment, why));
    let (manifests, restore) = manifests(plan, &mut build, "");
    build.run_with(plan.fetching(&[]), [format!("mkdir {PACKAGES}"), restore], Why::practice("The packages, before the sources."));
    build.copy(["."], ".", Why::practice("The sources."));
    steps::own_steps(plan, &mut build, &[]);
    let mut run = steps::run_stage(plan, None);
    steps::install_with_added(plan, &mut run, &[], Why::practice("Packages to add."));
    steps::give_to_developer(plan, &mut run);
    let port = plan.listens().then(|| ("ASPNETCORE_HTTP_PORTS", plan.port().to_string()));
    let variables = [("ASPNETCORE_ENVIRONMENT", "Development".to_string())].into_iter().chain(port);
    let why = Why::answer(QuestionId::Environment, "Uses the development settings and shows full errors.");
    run.env(variables, why);
    steps::finish(plan, &mut run);
    let why = "Rebuilds and restarts when a file changes. With the launch profile, it would listen on localhost only.";
    steps::start(plan, &mut run, Why::answer(QuestionId::Environment, why).shown());
    Dockerfile::of(Vec::new(), manifests.into_iter().chain([build, run]).collect())
}

/// What names packages, of one project or of several.
const MANIFEST_FILES: &[&str] =
    &["*.*proj", "*.sln", "*.slnx", "*.props", "*.targets", "global.json", "[Nn]u[Gg]et.[Cc]onfig", "packages.lock.json"];

/// Copies what names the packages, and says how they are fetched. A project in a
/// folder may refer to others, so the files of all are there first, by a stage that
/// comes with it.
fn manifests(plan: &Plan, build: &mut Stage, options: &str) -> (Option<Stage>, String) {
    let root = plan.defaults().sources;
    build.workdir(root, Why::practice("A separate folder for the project."));
    let first = Why::practice("Dependencies first: they change less often than the sources.").shown();
    let project = Program::of(plan);
    let restore = format!("dotnet restore {}{options}", project.file());
    if !project.folder().is_empty() {
        let why = "The project files of all projects, because yours may reference any of them. Packages stay cached until one of these files changes.";
        let proof = steps::stop_without(&[project.file()], plan.default_entry().what);
        let stage = steps::workspace::manifests(build, root, MANIFEST_FILES, [proof], SettingId::Entry, why);
        build.copy_from(MANIFESTS, root, "./", first);
        return (Some(stage), restore);
    }
    // What exists and what may not are copied at once: a copy of nothing stops some builders.
    let shared = ["Directory.*.props*", "global.json*", "[Nn]u[Gg]et.[Cc]onfig*", "packages.lock.json*"];
    build.copy(std::iter::once(Text::from(project.file())).chain(shared.map(Text::from)), "./", first);
    (None, restore)
}

/// Fetches the packages before the sources, then copies those. Gives back the stage
/// with the files of all projects, where there is one.
fn restore(plan: &Plan, build: &mut Stage, options: &str) -> Option<Stage> {
    let (manifests, restore) = manifests(plan, build, options);
    build.run_with(plan.fetching(&[CACHE]), [restore], Why::practice("Packages are cached between builds."));
    build.copy(["."], ".", Why::practice("The sources."));
    steps::own_steps(plan, build, &[CACHE]);
    manifests
}

/// Its ports: of gRPC its own alone, since HTTP/2 would hold for all.
fn listens_on(plan: &Plan) -> [(&'static str, String); 1] {
    let further = plan.further_ports().into_iter().filter(|(_, transport)| plan.speaks_http() && *transport == Transport::Tcp);
    let further = further.map(|(port, _)| format!(";{port}"));
    [("ASPNETCORE_HTTP_PORTS", std::iter::once(plan.port().to_string()).chain(further).collect())]
}

/// The stage that runs, but for its command.
fn run_stage(plan: &Plan) -> Stage {
    let mut run = steps::run_stage(plan, None);
    steps::carry_trust(plan, &mut run);
    let wants_languages = plan.service.is(I18nFonts::Yes);
    let fonts = [package("fontconfig"), package("fonts")];
    if wants_languages && plan.family == Family::Alpine {
        let languages = [package("icu"), package("icu-data"), package("tzdata")];
        let packages: Vec<_> = languages.into_iter().chain(fonts).collect();
        let why = "Languages and time zones, which Alpine’s .NET images lack, and a font for drawing text.";
        steps::install_with_added(plan, &mut run, &packages, Why::answer(QuestionId::I18nFonts, why).shown());
        let why = "Enables languages, which the image disables: they are now installed.";
        run.env([("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "false")], Why::answer(QuestionId::I18nFonts, why).shown());
    } else if wants_languages && plan.family == Family::Slim {
        let why = "For text in images and PDFs: without a font and the library that finds it, no text is drawn.";
        steps::install_with_added(plan, &mut run, &fonts, Why::answer(QuestionId::I18nFonts, why).shown());
    } else {
        steps::interpreted::add_libraries(plan, &mut run, "fontconfig");
    }
    if plan.listens() {
        run.env(listens_on(plan), Why::setting(SettingId::Port, "The port that ASP.NET Core listens on."));
        if plan.does() == Does::Grpc {
            let why = "gRPC needs HTTP/2. Without TLS, Kestrel speaks HTTP/2 only if no other protocol is enabled.";
            run.env([("Kestrel__EndpointDefaults__Protocols", "Http2")], Why::setting(SettingId::Does, why).shown());
        }
    }
    run.workdir("/app", Why::practice("The program’s folder."));
    run.copy_from(BUILD, "/out/", "/app/", Why::practice("Owned by root: the program cannot change itself."));
    steps::finish(plan, &mut run);
    run
}
