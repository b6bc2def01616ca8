//! What a build fetches, and what it is lent for that.

use container_diet::dockerfile::settings::{Builder, Layout, Manager, Private};
use container_diet::dockerfile::tree::{Dockerfile, Instruction, Mount, Source};
use container_diet::dockerfile::{BUILD, Cause, FRONT_END, MANIFESTS, SettingId, Stage, Text, WEB};
use container_diet::model::questions::{Environment, Runtime};

use super::{Made, positions};

pub fn manifests_come_before_sources(made: &Made, about: &str) {
    let file = &made.output.file;
    let plain_files = made.chose(Layout::Files) && !made.service.is(Environment::Development);
    // CMake fetches nothing, Cargo wants the sources beside its manifest, Yarn 4 its own
    // folder, and a module of several those that it depends on.
    let is_member = file.stages.iter().any(|stage| stage.name == Some(MANIFESTS));
    // Without a list of them, a project of Python says what it needs as it is installed.
    // A program of a native image is told from a module by the folder of the tool.
    let by_gradle = made.service.is(Runtime::JavaNative) && made.chose(Manager::Gradle);
    let made_in = if by_gradle { "build/" } else { "target/" };
    let whole = made.chose(Manager::Berry) && !is_member
        || made.chose(Manager::PipUnlocked)
        || (made.service.is(Runtime::Java) || made.service.is(Runtime::JavaNative))
            && made.settings.text(SettingId::Entry).is_some_and(|entry| !entry.starts_with(made_in));
    if plain_files || made.service.is(Runtime::CCpp) || made.service.is(Runtime::Rust) || whole {
        return;
    }
    let build = build_stage(file);
    let mut copies =
        positions(build, |instruction| matches!(instruction, Instruction::Copy { from: None | Some(Source::Stage(MANIFESTS)), .. }));
    copies.retain(|at| !matches!(build.steps[*at].why.cause, Cause::Setting(SettingId::Ca | SettingId::First)));
    let installed = build.steps.iter().position(|step| match &step.instruction {
        Instruction::Run { commands, .. } => commands.iter().any(|command| INSTALLS.iter().any(|words| command.contains(words))),
        _ => false,
    });
    let installed = installed.unwrap_or_else(|| panic!("something installs the dependencies: {about}"));
    assert!(copies[0] < installed, "manifests before their installation: {about}");
    let everything = build.steps.iter().position(|step| match &step.instruction {
        Instruction::Copy { from: None, sources, .. } => sources.iter().any(|source| source == "."),
        _ => false,
    });
    assert!(everything.is_none_or(|sources| installed < sources), "installation before the sources: {about}");
    // Python's lie in a folder of their own.
    let apart = made.service.is(Runtime::Python) && copies.len() == 2 && copies[1] > installed;
    assert!(everything.is_some() || copies.len() == 1 || apart, "the sources are copied at once: {about}");
}

/// A front end has a stage where one is set, installs before its sources are there, and
/// what it makes is proved and taken by exactly one other stage.
pub fn a_front_end_is_built_and_taken(made: &Made, about: &str) {
    let file = &made.output.file;
    let is_set = made.settings.text_for(SettingId::Front, &made.service).is_some() && !made.service.is(Environment::Development);
    let from = Some(Source::Stage(FRONT_END));
    let takes =
        |stage: &&Stage| stage.steps.iter().any(|step| matches!(&step.instruction, Instruction::Copy { from: of, .. } if *of == from));
    let taken: Vec<Option<&str>> =
        file.stages.iter().filter(takes).map(|stage| stage.name).filter(|name| ![Some("debug"), Some(WEB)].contains(name)).collect();
    let Some(stage) = file.stages.iter().find(|stage| stage.name == Some(FRONT_END)) else {
        assert!(!is_set && taken.is_empty(), "{about}");
        return;
    };
    let place = if made.service.is(Runtime::Php) { None } else { Some(BUILD) };
    assert!(is_set && taken == [place], "{about}");
    let at = |words: &str| {
        let has = |command: &Text| command.contains(words);
        stage.steps.iter().position(|step| matches!(&step.instruction, Instruction::Run { commands, .. } if commands.iter().any(has)))
    };
    let (installs, builds) = (INSTALLS.iter().find_map(|words| at(words)), at("touch /tmp/before"));
    assert!(installs.is_some() && installs < builds && builds == Some(stage.steps.len() - 1), "{about}");
    let sources = stage.steps.iter().position(|step| match &step.instruction {
        Instruction::Copy { from: None, sources, .. } => sources.iter().any(|source| source == "." || source.ends_with('/')),
        _ => false,
    });
    let is_berry = made.settings.text(SettingId::FrontManager) == Some("yarn4");
    assert_eq!(sources < installs, is_berry, "installation before the sources: {about}");
}

/// The stage that builds: before it there may be one with the manifests of a workspace.
fn build_stage(file: &Dockerfile) -> &Stage {
    file.stages.iter().find(|stage| stage.name == Some(BUILD)).unwrap_or(&file.stages[0])
}

/// What fetches dependencies by their manifests.
const INSTALLS: &[&str] = &[
    "go mod download",
    "npm ci",
    "npm install --no-package-lock",
    "bun install",
    "deno install",
    "pnpm install --frozen",
    "yarn install",
    "install --requirement",
    "uv sync",
    "poetry install",
    "dependency:go-offline",
    "gradlew --no-daemon dependencies",
    "dotnet restore",
    "bundle install",
    "composer install",
];

/// Whatever may fetch private packages is lent the same, under the user that the
/// mounts are for, and nothing is lent to what runs.
pub fn secrets_are_lent_and_not_kept(made: &Made, text: &str, about: &str) {
    let builds = !made.chose(Layout::Files) || made.service.is(Environment::Development);
    let lends = builds && !made.chose(Private::No) && !made.chose(Builder::Kaniko);
    assert_eq!(text.contains("--mount=type=secret,"), lends, "{about}");
    assert_eq!(text.contains("--mount=type=ssh,"), lends && made.chose(Private::Ssh), "{about}");
    let mut seen = Vec::new();
    for stage in &made.output.file.stages {
        for step in &stage.steps {
            let Instruction::Run { mounts, commands } = &step.instruction else { continue };
            let lent: Vec<&Mount> = mounts.iter().filter(|mount| !matches!(mount, Mount::Cache(_) | Mount::Exclusive(_))).collect();
            let fetches = commands.iter().any(|command| FETCHES.iter().chain(INSTALLS).any(|words| command.contains(words)));
            assert!(matches!(stage.name, Some(BUILD | FRONT_END)) || lent.is_empty(), "nothing is lent to what runs: {about}");
            assert_eq!(!lent.is_empty(), lends && fetches, "{commands:?} {about}");
            for mount in mounts {
                let (Mount::Cache(folder) | Mount::Exclusive(folder)) = mount else { continue };
                let inside = |other: &&Mount| matches!(other, Mount::Secret(secret) if secret.target.starts_with(&format!("{folder}/")));
                assert!(!lent.iter().any(inside), "a secret in a folder that is kept leaves a file there: {about}");
            }
            // A front end has a package manager, and a token, of its own; so has Node.js that another
            // language's build calls.
            let calls_node = |command: &Text| ["npm ", "pnpm ", "yarn ", "bun "].iter().any(|manager| command.starts_with(manager));
            let is_called = commands.iter().any(calls_node) && !made.is_javascript();
            if !lent.is_empty() && stage.name == Some(BUILD) && !is_called {
                seen.push(format!("{lent:?}"));
            }
        }
    }
    seen.dedup();
    assert!(seen.len() <= 1, "{about}");
}

/// What fetches packages, by whatever manager.
const FETCHES: &[&str] = &[
    "npm install --global",
    "pip --python /venv install",
    "npm prune",
    "pnpm prune",
    "yarn workspaces focus",
    "go list",
    "go build",
    "cargo build",
    "package -D",
    "assemble",
    "deno compile",
    "native:compile",
    "nativeCompile",
];

/// A company's certificate comes before whatever is fetched, and what runs has it without a command.
pub fn a_certificate_is_trusted_first(made: &Made, about: &str) {
    let builds = !made.chose(Layout::Files) || made.service.is(Environment::Development);
    let Some(path) = made.settings.text(SettingId::Ca).filter(|_| builds) else { return };
    let steps = &build_stage(&made.output.file).steps;
    let is_copied = |instruction: &Instruction| matches!(instruction, Instruction::Copy { from: None, sources, .. } if sources == &[path]);
    let at = steps.iter().position(|step| is_copied(&step.instruction)).unwrap_or_else(|| panic!("the build trusts it: {about}"));
    // What is copied out of an image is not fetched by what would have to trust it.
    let fetches_nothing =
        |instruction: &Instruction| matches!(instruction, Instruction::Copy { from: Some(Source::Image(_)), .. } | Instruction::Env(_));
    assert!(steps[..at].iter().all(|step| fetches_nothing(&step.instruction)), "{about}");
    // A native image has it inside.
    if made.service.is(Environment::Development) || made.service.is(Runtime::StaticSite) || made.service.is(Runtime::JavaNative) {
        return;
    }
    let last = made.output.file.last();
    let carried = |step: &container_diet::dockerfile::Step| matches!(&step.instruction, Instruction::Copy { from: Some(Source::Stage(_)), to, .. } if to.ends_with(".crt"));
    let carried = last.steps.iter().position(carried).unwrap_or_else(|| panic!("what runs trusts it: {about}"));
    let runs = positions(last, |instruction| matches!(instruction, Instruction::Run { .. }));
    assert!(runs.iter().all(|run| carried < *run), "before anything is installed: {about}");
}
