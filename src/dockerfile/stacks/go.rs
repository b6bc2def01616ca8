//! Go modules: static without cgo, linked to glibc with it.

use crate::dockerfile::plan::Plan;
use crate::dockerfile::settings::SettingId;
use crate::dockerfile::stack::Stack;
use crate::dockerfile::steps::{self, MANIFESTS};
use crate::dockerfile::tree::{Dockerfile, Instruction, Stage, Text, Why};
use crate::model::questions::Linking;
use crate::model::{Family, QuestionId};

/// Builds with the Go toolchain, and runs the binary alone.
pub struct Go;

const MODULES: &str = "/go/pkg/mod";
const OBJECTS: &str = "/root/.cache/go-build";

impl Stack for Go {
    fn expects(&self, plan: &Plan) -> Vec<Text> {
        let no_cgo = "no package that needs cgo, such as go-sqlite3; otherwise the build stops and names it";
        let (module, package) = (plan.member(), package(plan));
        let mut expected: Vec<Text> = match module {
            None => vec![
                "go.mod at the root, with go.sum when there are dependencies".into(),
                format!("the main package in {package}").into(),
                steps::does(plan),
            ],
            Some(module) => vec![
                format!("go.mod in {module}; other modules through go.work at the root, or through a replace that names their folder")
                    .into(),
                format!("the main package in {module}/{}", package.trim_start_matches("./")).into(),
                steps::does(plan),
            ],
        };
        if !plan.is_glibc() {
            expected.insert(2, no_cgo.into());
        }
        expected
    }

    fn build(&self, plan: &Plan) -> Dockerfile {
        let cgo = plan.is_glibc();
        // Alpine's resolver and loader differ, so its binaries are built on Alpine.
        let alpine = plan.family == Family::Alpine;
        let builder = plan.builder(if alpine { "golang-alpine" } else { "golang" });
        // Without cgo the compiler makes binaries for any architecture by itself.
        let cross = plan.crosses() && !cgo;
        let why = if cgo { "Built on the release that runs it: the binary is linked to its glibc." } else { "Builds one static binary." };
        let mut build = if cross { steps::build_stage_once(plan, builder, why) } else { steps::build_stage(builder, None, why) };
        steps::trust(plan, &mut build, builder);
        steps::build_packages(plan, &mut build, builder);
        build.workdir(plan.defaults().sources, Why::practice("A separate folder for the project."));
        steps::prepare_private(plan, &mut build, builder);
        let manifests = fetch(plan, &mut build);
        steps::own_steps(plan, &mut build, &[MODULES, OBJECTS]);
        let tags = tags(plan.features());
        if !cgo {
            let list = format!("CGO_ENABLED=1 go list -deps{tags} -f '{NEEDS_CGO}' {}", package(plan));
            let why = "Set this argument if the packages that the build names also work without C.";
            build.add(Instruction::Arg(WITHOUT_CGO.into(), None), Why::answer(QuestionId::Linking, why));
            let why = "Packages that need C may compile without cgo and then fail at their first call.";
            build.run_with(
                plan.fetching(&[MODULES]),
                steps::stop_where("needs", &list, WITHOUT_CGO, &without_cgo()),
                Why::answer(QuestionId::Linking, why).shown(),
            );
        }
        let linking = if cgo {
            Why::answer(QuestionId::Linking, "cgo, because the binary needs C libraries.")
        } else {
            Why::answer(QuestionId::Linking, "Without cgo the binary needs no C library.")
        };
        let target = if cross {
            let why =
                Why::setting(SettingId::Platforms, "The builder passes the target platform, and Go compiles for it without emulation.")
                    .shown();
            build.add(Instruction::Arg("TARGETOS".into(), None), why);
            build.add(
                Instruction::Arg("TARGETARCH".into(), None),
                Why::setting(SettingId::Platforms, "The target architecture, also from the builder."),
            );
            "GOOS=\"${TARGETOS}\" GOARCH=\"${TARGETARCH}\" "
        } else {
            ""
        };
        // Alpine has no time zones, and neither has its Go image: the binary brings them.
        let brings_zones = alpine && plan.needs_surroundings();
        let tags = if brings_zones { self::tags(plan.features().into_iter().chain(["timetzdata"])) } else { tags };
        let version = if plan.builds_in_the_version() { " -X 'main.version=${VERSION}'" } else { "" };
        let flags = format!("-trimpath -ldflags=\"-s -w{version}\"{tags} -o /out/server");
        let command = format!("CGO_ENABLED={} {target}go build {flags} {}", u8::from(cgo), package(plan));
        build.run_with(plan.fetching(&[MODULES, OBJECTS]), [stop_without_main(plan), command], linking.shown());
        steps::compiled::prepare(plan, &mut build);
        let run = steps::compiled::run_binary(plan, brings_zones);
        Dockerfile::of(Vec::new(), manifests.into_iter().chain([build, run]).collect())
    }
}

/// What names the modules of a repository with several.
const MODULE_FILES: &[&str] = &["go.mod", "go.sum", "go.work", "go.work.sum", "vendor/modules.txt"];

/// Fetches the modules, then copies the sources. Gives back the stage with the
/// manifests, where a repository has several modules.
fn fetch(plan: &Plan, build: &mut Stage) -> Option<Stage> {
    let root = plan.defaults().sources;
    let first = Why::practice("Dependencies first: they change less often than the sources.").shown();
    let kept = Why::practice("Cached between builds; vendored modules are already there.");
    let sources = Why::practice("The sources.");
    let Some(module) = plan.member() else {
        build.copy(["go.mod", "go.sum*", "vendor/modules.txt*"], "./", first);
        steps::copy_first(plan, build);
        build.run_with(plan.fetching(&[MODULES]), ["test -f modules.txt || go mod download"], kept);
        build.copy(["."], ".", sources);
        return None;
    };
    let why = "The go.mod of every module, wherever it is. Dependencies stay cached until one of them changes.";
    let proof = steps::workspace::stop_without_member(module, &["go.mod"]);
    let manifests = steps::workspace::manifests(build, root, MODULE_FILES, [proof], SettingId::Member, why);
    build.copy_from(MANIFESTS, root, "./", first);
    build.workdir(plan.folder(), Why::setting(SettingId::Member, "The module’s folder; Go finds go.work above it.").shown());
    let vendored = format!("test -f vendor/modules.txt || test -f {root}/vendor/modules.txt || go mod download");
    build.run_with(plan.fetching(&[MODULES]), [vendored], kept);
    build.copy(["."], root, sources);
    Some(manifests)
}

/// Names a package outside the standard library that has C in it.
const NEEDS_CGO: &str = "{{if and .CgoFiles (not .Standard)}}{{.ImportPath}}{{end}}";

/// The argument that lets a build go on without cgo.
const WITHOUT_CGO: &str = "WITHOUT_CGO";

/// What to do where a package needs C.
fn without_cgo() -> String {
    let linking = QuestionId::Linking.get();
    let answer = linking.options[Linking::Glibc as usize].label;
    format!(
        "cgo is needed by $needs: answer '{answer}' to '{}', or build with --build-arg {WITHOUT_CGO}=yes if it also works without C",
        linking.ask
    )
}

/// Stops where the package is no program: Go builds a library without a word, into a file
/// that nothing can start.
fn stop_without_main(plan: &Plan) -> String {
    let (package, setting) = (package(plan), plan.default_entry().what);
    let tags = tags(plan.features());
    format!(
        "if [ \"$(go list{tags} -f '{{{{.Name}}}}' {package})\" != main ]; then echo \"{package} is not a main package: change the setting '{setting}'\" >&2; exit 1; fi"
    )
}

/// What names build tags; nothing where there are none.
fn tags<'a>(named: impl IntoIterator<Item = &'a str>) -> String {
    let all: Vec<&str> = named.into_iter().collect();
    if all.is_empty() { String::new() } else { format!(" -tags {}", all.join(",")) }
}

/// The main package as Go takes it: a path begins with a dot.
fn package(plan: &Plan) -> String {
    let entry = plan.entry();
    if entry.starts_with('.') { entry.into_owned() } else { format!("./{entry}") }
}
