//! What holds for every file, whatever was ordered.

use std::collections::HashSet;

use container_diet::dockerfile::tree::{From, Instruction, Stage};
use container_diet::dockerfile::{Cause, SettingId, Text, dockerfile, print};
use container_diet::facts::{IMAGES, Libc, Presence};
use container_diet::model::questions::{Environment, I18nFonts, Linking, NativeDeps, Platform, Runtime, TlsOrTz};
use container_diet::model::{Family, decide};

use super::every::{DEPENDS_ON, Made, TODAY, every_order, order};
use crate::space::{neighbours, sample};

#[test]
fn every_file_obeys_the_invariants() {
    let mut distinct = HashSet::new();
    let count = every_order(&mut |made| {
        let text = made.output.text();
        if distinct.insert(text.clone()) {
            check(&made, &text);
        }
    });
    println!("{count} orders lead to {} distinct Dockerfiles", distinct.len());
    assert!(distinct.len() > 5_000, "the walk finds the files: {}", distinct.len());
}

fn check(made: &Made, text: &str) {
    let about = format!("{:?} on {:?} with {:?}:\n{text}", made.answers, made.family, made.settings);
    images_are_known_and_alive(made, text, &about);
    both_sides_fit(made, &about);
    the_last_stage_is_safe(made, &about);
    what_starts_is_there(made, &about);
    manifests_come_before_sources(made, &about);
    every_instruction_has_its_reason(made, &about);
    what_was_asked_for_is_there(made, text, &about);
    the_builder_knows_every_instruction(made, text, &about);
    the_text_is_tidy(made, text, &about);
}

/// From the catalogue, not ended, never a moving or debug tag where it runs.
fn images_are_known_and_alive(made: &Made, text: &str, about: &str) {
    let file = &made.output.file;
    for image in file.images() {
        assert!(IMAGES.iter().any(|other| other == image), "{about}");
        assert!(!image.for_comparison && !image.reference.ends_with(":latest"), "{about}");
        assert!(image.is_maintained(TODAY), "{} has ended: {about}", image.reference);
    }
    for stage in &file.stages {
        let From::Image { tag: Some(tag), .. } = stage.from else { continue };
        assert!(stage.name == Some("debug") && tag == "debug-nonroot", "only the debug stage has another tag: {about}");
    }
    let last_from = text.lines().rev().find(|line| line.starts_with("FROM ")).unwrap_or_default();
    assert!(!last_from.contains("debug"), "{about}");
}

/// One release and one language version wherever something is carried over.
fn both_sides_fit(made: &Made, about: &str) {
    let (file, service) = (&made.output.file, &made.service);
    let runtime = file.runtime_image();
    let builder = file.image_under(&file.stages[0]);
    // A static Go binary needs no libc, one built on musl carries its own, and files need none.
    let brings_libc = service.is(Linking::Static) && (service.is(Runtime::Go) || matches!(builder.libc, Libc::Musl(_)));
    // Files and bytecode are the same everywhere; what .NET compiles ahead of time is not.
    let bytecode = service.is(Runtime::Java) || service.is(Runtime::Dotnet) && !is_native(made);
    let portable = service.is(Runtime::StaticSite) || bytecode;
    if !matches!(runtime.libc, Libc::None(_)) && !brings_libc && !portable {
        assert_eq!(builder.release, runtime.release, "{about}");
        assert_eq!(builder.libc.name(), runtime.libc.name(), "{about}");
    }
    let interpreted = [Runtime::Node, Runtime::Python, Runtime::Ruby, Runtime::Php, Runtime::Java, Runtime::Dotnet];
    if interpreted.into_iter().any(|runtime| service.is(runtime)) {
        assert_eq!(builder.version, runtime.version, "the same version on both sides: {about}");
    }
}

/// Whether .NET compiles to native code.
fn is_native(made: &Made) -> bool {
    made.service.is(Runtime::Dotnet) && made.settings.text(SettingId::Layout) == Some("aot")
}

/// A number, not root, and nothing that a base without a shell cannot run.
fn the_last_stage_is_safe(made: &Made, about: &str) {
    let file = &made.output.file;
    let last = file.last();
    let runtime = file.runtime_image();
    let users: Vec<_> =
        last.steps.iter().filter_map(|step| if let Instruction::User(user) = step.instruction { Some(user) } else { None }).collect();
    assert_eq!(users, [runtime.ordinary_user()], "{about}");
    assert!(users[0].uid > 0 && users[0].gid > 0, "{about}");
    let user_at = last.steps.iter().position(|step| matches!(step.instruction, Instruction::User(_)));
    for (at, step) in last.steps.iter().enumerate() {
        match &step.instruction {
            Instruction::Run { .. } => {
                assert!(runtime.has_shell(), "RUN without a shell: {about}");
                assert!(Some(at) < user_at, "RUN after USER: {about}");
            }
            Instruction::Healthcheck(command) => {
                assert!(made.service.is(Platform::Docker), "{about}");
                assert!(!command[0].ends_with("curl") && !command[0].ends_with("sh"), "{about}");
                assert!(command[0] != "wget" || made.family == Family::Alpine, "{about}");
            }
            _ => {}
        }
    }
    assert!(!made.output.text().contains("curl"), "{about}");
}

/// What is started is there, under the name that the image has for it.
fn what_starts_is_there(made: &Made, about: &str) {
    let file = &made.output.file;
    let runtime = file.runtime_image();
    let (entrypoint, cmd) = started(file.last());
    let development = made.service.is(Environment::Development);
    match runtime.inside().entrypoint {
        ["/nodejs/bin/node"] => assert!(entrypoint.is_empty() && cmd.len() == 1 && !cmd[0].contains("node "), "{about}"),
        ["/usr/bin/java", "-jar"] => assert!(entrypoint.is_empty() && cmd.len() == 1, "{about}"),
        // A virtual environment has a Python of its own.
        ["/usr/bin/python3.13"] => assert!(entrypoint[0] == "/venv/bin/python3", "{about}"),
        // Their scripts or servers start what follows, and so are kept.
        [script] if script.ends_with("entrypoint.sh") || script.ends_with("entrypoint") => assert!(entrypoint.is_empty(), "{about}"),
        ["nginx"] => assert!(entrypoint.is_empty() && cmd.is_empty(), "{about}"),
        [fpm] if fpm.ends_with("php-fpm") => assert!(entrypoint.is_empty(), "{about}"),
        [] => assert!(!entrypoint.is_empty() || !cmd.is_empty(), "{about}"),
        other => panic!("an entrypoint that this test does not know: {other:?}: {about}"),
    }
    let program = entrypoint.first().or(cmd.first()).map(|word| &**word);
    let bare = matches!(runtime.interpreter, Presence::Absent);
    assert!(!bare || !matches!(program, Some("dotnet" | "java" | "ruby" | "php")), "no runtime is there to start it: {about}");
    assert!(runtime.role() != "hardened-ruby" || program == Some("ruby"), "bundle is not in that image: {about}");
    if made.service.is(Runtime::Dotnet) && !development {
        assert_eq!(program == Some("dotnet"), !is_native(made), "{about}");
    }
    // A command without a path is looked up where the image has a search path.
    if made.service.is(Runtime::StaticSite) && !development {
        assert!(entrypoint.is_empty() && cmd.is_empty(), "nginx is started by its image: {about}");
    }
}

fn manifests_come_before_sources(made: &Made, about: &str) {
    let file = &made.output.file;
    let plain_files = made.settings.text(SettingId::Layout) == Some("files") && !made.service.is(Environment::Development);
    if plain_files || made.service.is(Runtime::CCpp) {
        return;
    }
    let build = &file.stages[0];
    let copies = positions(build, |instruction| matches!(instruction, Instruction::Copy { from: None, .. }));
    let installed = build.steps.iter().position(|step| match &step.instruction {
        Instruction::Run { commands, .. } => commands.iter().any(|command| INSTALLS.iter().any(|words| command.contains(words))),
        _ => false,
    });
    let Some(installed) = installed else {
        let workspace = made.settings.text(SettingId::Layout) == Some("workspace");
        return assert!(workspace, "something installs the dependencies: {about}");
    };
    assert!(copies[0] < installed, "manifests before their installation: {about}");
    let everything = build.steps.iter().position(|step| match &step.instruction {
        Instruction::Copy { from: None, sources, .. } => sources.iter().any(|source| source == "."),
        _ => false,
    });
    assert!(everything.is_none_or(|sources| installed < sources), "installation before the sources: {about}");
    assert!(everything.is_some() || copies.len() == 1, "the sources are copied at once: {about}");
}

/// What fetches dependencies by their manifests.
const INSTALLS: &[&str] = &[
    "go mod download",
    "cargo fetch",
    "npm ci",
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

fn every_instruction_has_its_reason(made: &Made, about: &str) {
    for stage in &made.output.file.stages {
        for why in stage.steps.iter().map(|step| step.why).chain([stage.why]) {
            assert!(why.text.ends_with(['.', '!', '?', ':']) || !why.told, "a sentence: {:?}: {about}", why.text);
            assert!(!why.text.is_empty() && !why.text.contains('\n'), "{about}");
            if let Cause::Fact(id) = why.cause {
                assert!(IMAGES.iter().any(|image| image.id == id), "{about}");
            }
        }
    }
}

/// Certificates, time zones, libraries, texts: there when they are asked for.
fn what_was_asked_for_is_there(made: &Made, text: &str, about: &str) {
    let Made { service, family, settings, output, .. } = made;
    let runtime = output.file.runtime_image();
    let compiled = [Runtime::Go, Runtime::Rust, Runtime::CCpp].into_iter().any(|runtime| service.is(runtime));
    if service.is(TlsOrTz::Yes) && !service.is(Environment::Development) && compiled {
        let copied = |what: &str| text.contains(&format!("COPY --from=build {what} {what}\n"));
        assert!(runtime.inside().ca_certificates == Some(true) || copied("/etc/ssl/certs/ca-certificates.crt"), "{about}");
        let zones = copied("/usr/share/zoneinfo") || text.contains("tzdata>=") || text.contains("timetzdata");
        assert!(runtime.inside().tzdata == Some(true) || zones, "{about}");
    }
    if service.is(NativeDeps::SystemLibs) && matches!(family, Family::Slim | Family::Alpine) {
        assert!(text.contains("apt-get install") || text.contains("apk add"), "{about}");
    }
    if let Some(port) = settings.text(SettingId::Port) {
        assert!(text.contains(&format!("EXPOSE {port}\n")) && !text.contains("8080") && !text.contains("9000"), "{about}");
        let told = !service.is(Runtime::Php) || text.contains(&format!("listen = {port}\\n")) || text.contains(&format!("0.0.0.0:{port}"));
        assert!(told, "FPM is told its port: {about}");
    }
    languages_are_there(made, text, about);
    if settings.text(SettingId::Packages).is_some() {
        let there = text.contains("libpq5=*") || text.contains("libpq5>=0");
        let said = output.notes.iter().any(|note| note.contains("left out"));
        assert!(there != said, "added packages are installed, or it is said that they are not: {about}");
    }
    if text.contains("HEALTHCHECK")
        && let Some(path) = settings.text(SettingId::Health)
    {
        assert!(text.contains(path) || !output.expects.iter().any(|line| line.contains("GET ")), "{about}");
    }
    let choice = |id: SettingId, token: &str| settings.text(id) == Some(token);
    let has_shell = runtime.has_shell();
    assert_eq!(text.contains(" AS debug\n"), choice(SettingId::Debug, "yes") && !has_shell, "{about}");
    assert_eq!(
        text.contains(print::NO_DIGEST),
        choice(SettingId::Pin, "digest") && output.file.images().any(|image| !image.tag().is_empty())
    );
    if choice(SettingId::Pin, "digest") {
        let unpinned = text.lines().filter(|line| line.starts_with("FROM ") && line.contains(':') && !line.contains('@'));
        assert_eq!(unpinned.collect::<Vec<_>>(), Vec::<&str>::new(), "{about}");
    }
}

/// Fonts for Java and languages for .NET: in the image, or installed.
fn languages_are_there(made: &Made, text: &str, about: &str) {
    let Made { service, family, output, .. } = made;
    if !service.is(I18nFonts::Yes) || service.is(Environment::Development) {
        return;
    }
    let runtime = output.file.runtime_image();
    if service.is(Runtime::Java) && matches!(family, Family::Slim | Family::Alpine) {
        assert!(text.contains("fontconfig") && text.contains("dejavu"), "{about}");
    }
    if service.is(Runtime::Dotnet) && *family != Family::Full {
        let installed =
            ["icu-libs>=", "icu-data-full>=", "tzdata>=", "GLOBALIZATION_INVARIANT=false"].iter().all(|part| text.contains(part));
        assert!(runtime.inside().icu == Some(true) && runtime.inside().tzdata == Some(true) || installed, "{about}");
    }
}

fn the_builder_knows_every_instruction(made: &Made, text: &str, about: &str) {
    if made.settings.text(SettingId::Builder) == Some("kaniko") {
        assert!(!text.contains("--mount") && !text.contains("BUILDPLATFORM") && !text.contains("TARGETARCH"), "{about}");
        assert!(!made.output.notes.is_empty(), "what is lost is said: {about}");
    }
    assert!(!text.contains("# syntax="), "no frontend is pulled from another registry: {about}");
    assert_eq!(
        text.contains("BUILDPLATFORM"),
        made.output.file.stages.iter().any(|stage| matches!(stage.from, From::Image { on_builder: true, .. }))
    );
    for argument in ["TARGETOS", "TARGETARCH"] {
        assert_eq!(text.contains(&format!("${{{argument}}}")), text.contains(&format!("ARG {argument}\n")), "{about}");
    }
}

fn the_text_is_tidy(made: &Made, text: &str, about: &str) {
    assert!(
        text.ends_with('\n') && !text.ends_with("\n\n") && !text.contains("\n\n\n") && !text.contains('\t') && !text.contains(" \n"),
        "{about}"
    );
    assert!(made.output.expects.len() >= 3, "{about}");
    let ended = made.output.notes.iter().find(|note| note.contains("no longer maintained"));
    assert!(ended.is_none(), "nothing that has ended is in a file of today: {ended:?}: {about}");
    // Comments are no instructions: with all or none of them the rest is the same.
    let bare = |text: &str| text.lines().filter(|line| !line.starts_with('#')).map(|line| format!("{line}\n")).collect::<String>();
    let verdict = decide(&made.answers);
    for comments in ["all", "none"] {
        let settings = made.settings.clone().with(SettingId::Comments, comments);
        let other = dockerfile(order(&verdict, made.family, &settings)).text();
        assert_eq!(bare(&other), bare(text), "comments: {comments}");
        assert_eq!(other.contains("\n# "), comments == "all", "{other}");
    }
    let joined: String = made.output.blocks().into_iter().map(|block| block.text).collect();
    assert_eq!(joined, text, "the blocks are the text");
}

fn positions(stage: &Stage, wanted: fn(&Instruction) -> bool) -> Vec<usize> {
    stage.steps.iter().enumerate().filter(|(_, step)| wanted(&step.instruction)).map(|(at, _)| at).collect()
}

/// Entrypoint and command.
fn started(stage: &Stage) -> (Vec<Text>, Vec<Text>) {
    let mut started = (Vec::new(), Vec::new());
    for step in &stage.steps {
        match &step.instruction {
            Instruction::Entrypoint(words) => started.0.clone_from(words),
            Instruction::Cmd(words) => started.1.clone_from(words),
            _ => {}
        }
    }
    started
}

#[test]
fn no_other_question_changes_the_file() {
    let settings = container_diet::dockerfile::Settings::default();
    for answers in sample(20_000) {
        let verdict = decide(&answers);
        for (question, changed) in neighbours(answers).filter(|(question, _)| !DEPENDS_ON.contains(question)) {
            let other = decide(&changed);
            for &family in verdict.ranking().iter().filter(|family| !other.is_vetoed(**family)) {
                let (one, two) = (dockerfile(order(&verdict, family, &settings)), dockerfile(order(&other, family, &settings)));
                assert_eq!(one, two, "{question:?}");
            }
        }
    }
}
