//! The files and commands beside a Dockerfile, as their own tools see them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;
use std::{env, fs};

use container_diet::dockerfile::companions::{Companion, companions};
use container_diet::dockerfile::tree::Instruction;
use container_diet::dockerfile::{Output, SettingId, Settings, WEB, dockerfile};
use container_diet::model::questions::{Environment, Platform, Runtime};
use container_diet::model::{Answers, Family, QuestionId, decide};

use super::every::{Space, plan, values};
use crate::tools::{passes, with_usual_words, write_all};

/// What goes with a Dockerfile looks at little of it: any two settings meet, with each builder.
const COMPANIONS: Space = Space {
    questions: &[QuestionId::Runtime, QuestionId::Environment, QuestionId::Linking, QuestionId::VendorImages],
    core_questions: &[QuestionId::Runtime, QuestionId::Environment],
    every_image: true,
    core_settings: &[SettingId::Builder],
    together: &[],
    partly: false,
    strength: 2,
    values,
};

/// Every companion of the walk.
fn every_companion(visit: &mut impl FnMut(&Answers, Family, &Settings, &Output, &[Companion])) {
    let walked = COMPANIONS.walk(&mut |it| {
        let plan = plan(it.verdict, it.family, it.settings);
        let output = dockerfile(&plan);
        visit(&it.answers, it.family, it.settings, &output, &companions(&plan, &output));
    });
    println!("{walked}");
}

fn distinct() -> BTreeMap<&'static str, BTreeSet<String>> {
    let mut all: BTreeMap<&'static str, BTreeSet<String>> = BTreeMap::new();
    every_companion(&mut |_, _, _, _, companions| {
        for companion in companions {
            all.entry(companion.name).or_default().insert(companion.text.clone());
        }
    });
    all
}

#[test]
fn every_companion_is_as_its_own_tool_wants_it() {
    let all = distinct();
    for (name, texts) in &all {
        println!("{} of {name}", texts.len());
        for text in texts {
            assert!(text.ends_with('\n') && !text.contains('\t') && !text.contains(" \n") && !text.contains("\n\n\n"), "{name}:\n{text}");
        }
    }
    let blocks: BTreeSet<String> = all["Commands"].iter().flat_map(|text| blocks(text)).collect();
    println!("{} distinct blocks of commands", blocks.len());
    let strict = ["--shell=sh", "--severity=style", "--exclude=SC2034", "--enable=check-unassigned-uppercase"];
    passes("shellcheck", &strict, &write_all("commands", "sh", &with_usual_words(&blocks)));
    passes("check-jsonschema", &["--builtin-schema", "vendor.renovate"], &write_all("renovate", "json", &all["renovate.json"]));
    passes("check-jsonschema", &["--builtin-schema", "vendor.dependabot"], &write_all("dependabot", "yml", &all["dependabot.yml"]));
    let steps: BTreeSet<String> = all["GitHub Actions"].iter().map(|steps| job(steps)).collect();
    passes("check-jsonschema", &["--builtin-schema", "vendor.github-workflows"], &write_all("workflow", "yml", &with_usual_words(&steps)));
    let ko = "tests/host/dockerfiles/ko.schema.json";
    passes("check-jsonschema", &["--default-filetype", "yaml", "--schemafile", ko], &write_all("ko", "yaml", &all[".ko.yaml"]));
}

/// What the blocks of commands share; a variable of another block would be found.
const SHARED: [&str; 2] = ["IMAGE", "WEB"];

/// The blocks of commands that an empty line parts, each by itself.
fn blocks(commands: &str) -> impl Iterator<Item = String> {
    for name in SHARED {
        let set = commands.find(&format!("\n{name}="));
        let used = [format!("${name}"), format!("${{{name}")].iter().filter_map(|used| commands.find(used)).min();
        assert!(used.is_none_or(|used| set.is_some_and(|set| set < used)), "{name} is set before it is used:\n{commands}");
    }
    let head: String = SHARED.iter().map(|name| format!("{name}=image\n")).collect();
    commands.split("\n\n").map(move |block| format!("{head}{}\n", block.trim_end()))
}

/// A workflow of these steps.
fn job(steps: &str) -> String {
    let steps: String = steps.lines().map(|line| format!("      {line}\n")).collect();
    format!("on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n{steps}")
}

/// Nothing that the file copies is kept out of the build context.
#[test]
fn nothing_that_is_copied_is_ignored() {
    every_companion(&mut |answers, family, settings, output, companions| {
        let ignore = companions.iter().find(|companion| companion.name == ".dockerignore").expect("it is always there");
        for step in output.file.stages.iter().flat_map(|stage| &stage.steps) {
            let Instruction::Copy { from: None, sources, .. } = &step.instruction else { continue };
            for source in sources {
                let first = source.trim_start_matches("./").trim_end_matches(['/', '*']).split('/').next().unwrap_or_default();
                let hit = ignore.text.lines().find(|line| line.trim_end_matches('/') == first);
                assert_eq!(hit, None, "{answers:?} {family:?} {settings:?} copies {source}");
            }
        }
    });
}

/// What a site is built with is public; everywhere else such a file may hold secrets.
#[test]
fn secrets_stay_out_of_the_context_and_what_a_site_is_built_with_does_not() {
    every_companion(&mut |answers, _, settings, output, companions| {
        let ignore = companions.iter().find(|companion| companion.name == ".dockerignore").expect("it is always there");
        let has = |line: &str| ignore.text.lines().any(|own| own == line);
        let is_site = output.expects.iter().any(|line| line.contains(".env.production, which the build reads"));
        assert!(!is_site || answers.is(Runtime::StaticSite), "{answers:?} {settings:?}");
        let is_said = output.expects.iter().any(|line| line.contains(".env files, committed or not"));
        assert_eq!(is_said, !answers.is(Runtime::StaticSite), "{answers:?} {settings:?}");
        assert_eq!(has("**/.env*"), !is_site, "{answers:?} {settings:?}");
        assert_eq!(has("**/.env.local") && has("**/.env.*.local"), is_site, "{answers:?} {settings:?}");
        assert!(
            [
                "**/.npmrc",
                "**/.netrc",
                "**/.pypirc",
                "**/auth.json",
                "**/pip.conf",
                "**/.cargo/credentials*",
                "**/.m2/",
                "**/*.key",
                "**/*.pfx"
            ]
            .into_iter()
            .all(has),
            "{}",
            ignore.text
        );
    });
}

#[test]
fn what_serves_better_is_there_for_those_whom_it_serves() {
    every_companion(&mut |answers, _, settings, output, companions| {
        let production = answers.is(Environment::Production);
        let is_quarkus = settings.text(SettingId::Layout) == Some("quarkus");
        let has = |name: &str| companions.iter().any(|companion| companion.name.contains(name));
        assert_eq!(has("ko"), answers.is(Runtime::Go) && production);
        assert_eq!(has("Jib"), answers.is(Runtime::Java) && production && !is_quarkus);
        let is_in_front = output.file.stages.iter().any(|stage| stage.name == Some(WEB));
        assert!(!is_in_front || settings.text(SettingId::WebServer) == Some("nginx"), "{answers:?}");
        assert_eq!(has("nginx.conf"), answers.is(Runtime::StaticSite) && production || is_in_front);
        assert!(companions.iter().all(|companion| companion.about.ends_with('.')));
    });
}

/// A managed platform has no file of ours: what it must be told is a command, in which a
/// shell takes every word as it was set.
#[test]
fn a_managed_platform_gets_its_commands_word_by_word() {
    let settings = [
        (SettingId::Before, "A=1 B='$x y' node migrate.js \"it's $HOME; ok\" ''"),
        (SettingId::Processes, "worker: node worker.js --fast"),
    ];
    let settings = settings.iter().fold(Settings::default(), |all, (id, text)| all.with(*id, text));
    let commands = |platform: Platform| {
        let verdict = decide(&Answers::default().with(Runtime::Node).with(platform));
        let plan = plan(&verdict, Family::Slim, &settings);
        (plan.before(), companions(&plan, &dockerfile(&plan))[0].text.clone())
    };
    let (command, text) = commands(Platform::Managed);
    let line = text.lines().find(|line| line.contains("migrate.js")).expect("the command before start");
    assert!(text.contains("# worker\n") && text.contains("worker.js --fast\n"), "{text}");
    // As a shell hands them to the engine.
    let script = format!("IMAGE=i; docker() {{ printf '%s\\0' \"$@\"; }}; {line}");
    let said = Command::new("sh").args(["-c", &script]).output().expect("sh runs").stdout;
    let said: Vec<String> = String::from_utf8(said).expect("text").split_terminator('\0').map(String::from).collect();
    let words = command.expect("it is set").words;
    let before = ["run", "--rm", "--env", "A=1", "--env", "B=$x y", "--entrypoint", &words[0], "i"].map(String::from);
    assert_eq!(said, [&before[..], &words[1..]].concat(), "{line}");
    assert!(!commands(Platform::Kubernetes).1.contains("migrate.js"), "its manifests have it");
}

#[test]
fn commands_follow_what_was_set() {
    let go = Answers::default().with(Runtime::Go);
    let verdict = decide(&go);
    let commands = |settings: &[(SettingId, &str)], family: Family| {
        let settings = settings.iter().fold(Settings::default(), |all, (id, text)| all.with(*id, text));
        let plan = plan(&verdict, family, &settings);
        companions(&plan, &dockerfile(&plan))[0].text.clone()
    };
    let plain = commands(&[], Family::Distroless);
    for part in [
        "--read-only --tmpfs /tmp --cap-drop=ALL --security-opt=no-new-privileges",
        "trivy image",
        "cosign sign",
        "spdx-json",
        "keyless@distroless.iam.gserviceaccount.com",
    ] {
        assert!(plain.contains(part), "{part}: {plain}");
    }
    assert!(!plain.contains("sha256:0") && !plain.contains("--target debug"));
    assert!(commands(&[(SettingId::Pin, "digest")], Family::Distroless).contains("sort -u | while read -r place"));
    assert!(commands(&[(SettingId::Debug, "yes")], Family::Distroless).contains("--entrypoint /busybox/sh \"$IMAGE-debug\""));
    assert!(commands(&[(SettingId::Debug, "yes")], Family::Scratch).contains("--entrypoint /busybox/busybox \"$IMAGE-debug\" sh"));
    assert!(commands(&[(SettingId::Builder, "buildah")], Family::Slim).contains("podman build --pull=newer --format docker"));
    assert!(commands(&[(SettingId::Builder, "kaniko")], Family::Slim).contains("/kaniko/executor"));
    assert!(commands(&[(SettingId::Platforms, "both")], Family::Slim).contains("--platform linux/amd64,linux/arm64"));
    assert!(commands(&[(SettingId::Port, "3000"), (SettingId::Health, "/ready")], Family::Slim).contains("http://127.0.0.1:3000/ready"));
}

/// The one command that fills in digests, run for real beside a registry that
/// is a script.
#[test]
fn the_digest_command_fills_in_every_place() {
    let verdict = decide(&Answers::default().with(Runtime::Go));
    let settings = Settings::default().with(SettingId::Pin, "digest").with(SettingId::Debug, "yes");
    let plan = plan(&verdict, Family::Scratch, &settings);
    let output = dockerfile(&plan);
    let commands = companions(&plan, &output)[0].text.clone();
    let start = commands.find("grep -oE").expect("the command is there");
    let end = commands[start..].find("done\n").expect("it ends") + start + "done\n".len();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("digests");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("bin")).expect("the target folder can be written");
    fs::write(folder.join("Dockerfile"), output.text()).expect("the target folder can be written");
    let docker = "#!/bin/sh\nprintf 'Name: %s\\nMediaType: x\\nDigest:    sha256:%064d\\n' \"$4\" 7\n";
    fs::write(folder.join("bin/docker"), docker).expect("the target folder can be written");
    let script = format!("chmod +x bin/docker\nPATH=\"$PWD/bin:$PATH\"\n{}", &commands[start..end]);
    let run = Command::new("sh").args(["-eu", "-c", &script]).current_dir(&folder).output().expect("a shell runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let text = fs::read_to_string(folder.join("Dockerfile")).expect("still there");
    let zeros = "0".repeat(64);
    assert!(!text.contains(&zeros), "{text}");
    assert_eq!(text.matches(&format!("@sha256:{}7", "0".repeat(63))).count(), output.text().matches(&zeros).count());
}
