//! What holds for every Dockerfile that can be made, and what linters say.
//!
//! The file depends on few questions; all their combinations are walked. That
//! no other question matters is a test of its own.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use container_diet::dockerfile::tree::{From, Instruction, Stage};
use container_diet::dockerfile::{Cause, Dockerfile, dockerfile, expects};
use container_diet::facts::{IMAGES, Image, Libc};
use container_diet::model::questions::{Environment, Linking, NativeDeps, Platform, Runtime, TlsOrTz};
use container_diet::model::{Answers, Family, QuestionId, Service, decide};

use crate::space::{neighbours, sample, walk};

/// The questions that the generator looks at, and those that keep a family in.
const DEPENDS_ON: &[QuestionId] = &[
    QuestionId::Runtime,
    QuestionId::Environment,
    QuestionId::Linking,
    QuestionId::NativeDeps,
    QuestionId::ExactVersion,
    QuestionId::VendorImages,
    QuestionId::TlsOrTz,
    QuestionId::Platform,
];

/// One Dockerfile that can be made, with the service and family it is for.
struct Made {
    answers: Answers,
    service: Service,
    family: Family,
    file: Dockerfile,
    text: String,
}

/// Every distinct file, by its text.
fn every_file() -> BTreeMap<String, Made> {
    let mut all = BTreeMap::new();
    walk(DEPENDS_ON, &mut |answers| {
        let verdict = decide(&answers);
        for &family in verdict.ranking() {
            let Some(file) = dockerfile(&verdict.service, family) else { continue };
            let text = file.to_string();
            all.entry(text.clone()).or_insert(Made { answers, service: verdict.service, family, file, text });
        }
    });
    all
}

#[test]
fn every_file_obeys_the_invariants() {
    let all = every_file();
    println!("{} distinct Dockerfiles", all.len());
    assert!(all.len() > 80, "the walk finds the files: {}", all.len());
    for made in all.values() {
        check(made);
    }
}

#[track_caller]
fn check(made: &Made) {
    let Made { answers, service, family, file, text } = made;
    let about = format!("{answers:?} on {family:?}:\n{text}");
    let last = file.last();
    let runtime = file.runtime_image();
    let shell_less = !runtime.has_shell();

    // Multi-stage, from images of the catalogue, none of them a debug or moving tag.
    assert!(file.stages.len() >= 2, "{about}");
    for image in images(file) {
        assert!(IMAGES.iter().any(|other| other == image), "{about}");
        assert!(!image.reference.ends_with(":latest") && !image.reference.contains("debug"), "{about}");
    }

    // One release on both sides wherever something dynamic is carried over, and one language version.
    let builder = images(file)[0];
    // A static Go binary needs no libc, and one built on musl carries its own.
    let brings_libc = service.is(Linking::Static) && (service.is(Runtime::Go) || matches!(builder.libc, Libc::Musl(_)));
    let carried = matches!(runtime.libc, Libc::None(_)) || brings_libc;
    if !carried {
        assert_eq!(builder.release, runtime.release, "{about}");
        assert_eq!(builder.libc.name(), runtime.libc.name(), "{about}");
    }
    if *family == Family::Alpine {
        assert_eq!(builder.release, runtime.release, "{about}");
    }
    if builder.version.is_some() && runtime.version.is_some() && runtime.interpreter_is_the_service(service) {
        assert_eq!(builder.version, runtime.version, "{about}");
    }

    // A number, not root, and the one that the image has.
    let users: Vec<_> = last
        .steps
        .iter()
        .filter_map(|step| match step.instruction {
            Instruction::User(user) => Some(user),
            _ => None,
        })
        .collect();
    assert_eq!(users.len(), 1, "{about}");
    assert_eq!(users[0], runtime.ordinary_user(), "{about}");
    assert!(users[0].uid > 0 && users[0].gid > 0, "{about}");

    // Nothing that a shell-less stage cannot run; exec form throughout; no root after USER.
    let user_at = last.steps.iter().position(|step| matches!(step.instruction, Instruction::User(_)));
    for (at, step) in last.steps.iter().enumerate() {
        match &step.instruction {
            Instruction::Run { .. } => {
                assert!(!shell_less, "{about}");
                assert!(Some(at) < user_at, "{about}");
            }
            Instruction::Healthcheck(command) => {
                assert!(service.is(Platform::Docker), "{about}");
                assert!(command[0] != "curl" && !command[0].ends_with("sh"), "{about}");
                assert!(command[0] != "wget" || *family == Family::Alpine, "{about}");
            }
            _ => {}
        }
    }
    assert!(!text.contains("curl"), "{about}");

    // What is started is there, under the name that the image has for it.
    let started = started(last);
    match runtime.entrypoint {
        ["/nodejs/bin/node"] => assert_eq!(started, (vec![], vec!["server.js"]), "{about}"),
        ["docker-entrypoint.sh"] => assert_eq!(started, (vec![], vec!["node", "server.js"]), "{about}"),
        ["/usr/bin/python3.13"] | [] => {
            assert_eq!(started.0.len() + started.1.len(), if runtime.interpreter_is_the_service(service) { 2 } else { 1 }, "{about}")
        }
        other => panic!("an entrypoint that this test does not know: {other:?}"),
    }

    // Dependency manifests are copied, and used, before the sources.
    let build = &file.stages[0];
    let copies: Vec<usize> = positions(build, |instruction| matches!(instruction, Instruction::Copy { from: None, .. }));
    let cached: Vec<usize> = positions(build, |instruction| matches!(instruction, Instruction::Run { caches, .. } if !caches.is_empty()));
    assert!(copies[0] < cached[0], "manifests before their installation: {about}");
    assert!(copies.get(1).is_none_or(|sources| cached[0] < *sources), "installation before the sources: {about}");

    // Every instruction has a reason that exists.
    for stage in &file.stages {
        for why in stage.steps.iter().map(|step| step.why).chain([stage.why]) {
            assert!(!why.text.is_empty(), "{about}");
            if let Cause::Fact(id) = why.cause {
                assert!(IMAGES.iter().any(|image| image.id == id), "{about}");
            }
        }
    }

    // Certificates and time zones are there when they are needed.
    if service.is(TlsOrTz::Yes) && !service.is(Environment::Development) && !runtime.interpreter_is_the_service(service) {
        let copied = |what: &str| text.contains(&format!("COPY --from=build {what} {what}\n"));
        assert!(runtime.ca_certificates == Some(true) || copied("/etc/ssl/certs/ca-certificates.crt"), "{about}");
        let zones = copied("/usr/share/zoneinfo") || text.contains("tzdata>=") || text.contains("timetzdata");
        assert!(runtime.tzdata == Some(true) || zones, "{about}");
    }
    if service.is(NativeDeps::SystemLibs) && matches!(family, Family::Slim | Family::Alpine) {
        assert!(text.contains("apt-get install") || text.contains("apk add"), "{about}");
    }

    // The text is tidy.
    assert!(
        text.ends_with('\n') && !text.ends_with("\n\n") && !text.contains("\n\n\n") && !text.contains('\t') && !text.contains(" \n"),
        "{about}"
    );
    assert!(expects(service, *family).len() > 3);
}

/// What the tests ask of an image beside its facts.
trait Known {
    fn interpreter_is_the_service(&self, service: &Service) -> bool;
}

impl Known for Image {
    fn interpreter_is_the_service(&self, service: &Service) -> bool {
        service.is(Runtime::Node) || service.is(Runtime::Python)
    }
}

fn images(file: &Dockerfile) -> Vec<&'static Image> {
    file.stages
        .iter()
        .filter_map(|stage| match stage.from {
            From::Image { image, .. } => Some(image),
            From::Stage(_) => None,
        })
        .collect()
}

fn positions(stage: &Stage, wanted: fn(&Instruction) -> bool) -> Vec<usize> {
    stage.steps.iter().enumerate().filter(|(_, step)| wanted(&step.instruction)).map(|(at, _)| at).collect()
}

/// Entrypoint and command.
fn started(stage: &Stage) -> (Vec<&'static str>, Vec<&'static str>) {
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
    for answers in sample(20_000) {
        let verdict = decide(&answers);
        for (question, changed) in neighbours(answers).filter(|(question, _)| !DEPENDS_ON.contains(question)) {
            let other = decide(&changed);
            for &family in verdict.ranking().iter().filter(|family| !other.is_vetoed(**family)) {
                assert_eq!(dockerfile(&verdict.service, family), dockerfile(&other.service, family), "{question:?}");
            }
        }
    }
}

/// Writes every file to `target/dockerfiles` and asks hadolint and Moby's own
/// parser. `make test` installs both and says where they are.
#[test]
fn every_file_passes_hadolint_and_mobys_parser() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("dockerfiles");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the target folder can be written");
    let all = every_file();
    let mut paths: Vec<PathBuf> = Vec::new();
    for (at, text) in all.keys().enumerate() {
        let path = folder.join(format!("{at:03}.Dockerfile"));
        fs::write(&path, text).expect("the target folder can be written");
        paths.push(path);
    }
    let tools = env::var("LINT_TOOLS").expect("LINT_TOOLS names the folder of hadolint and python: run `make test`");

    let hadolint = Command::new(format!("{tools}/hadolint"))
        .args(["--no-color", "--disable-ignore-pragma", "--failure-threshold", "style"])
        .args(&paths)
        .output()
        .expect("hadolint runs");
    let findings = String::from_utf8_lossy(&hadolint.stdout).into_owned() + &String::from_utf8_lossy(&hadolint.stderr);
    assert!(hadolint.status.success() && findings.trim().is_empty(), "hadolint:\n{findings}");

    let parser = Command::new(format!("{tools}/python")).arg("tests/host/parse.py").args(&paths).output().expect("python runs");
    let said = String::from_utf8_lossy(&parser.stdout).into_owned() + &String::from_utf8_lossy(&parser.stderr);
    assert!(parser.status.success(), "Moby's parser:\n{said}");
    assert_eq!(said.trim(), format!("{} parsed", paths.len()));

    // Both tools do find what is wrong.
    let bad = folder.join("bad.Dockerfile");
    fs::write(&bad, "FROM debian\nRUN apt-get install curl\nNONSENSE\n").expect("the target folder can be written");
    assert!(!Command::new(format!("{tools}/hadolint")).arg(&bad).output().expect("hadolint runs").status.success());
    assert!(!Command::new(format!("{tools}/python")).arg("tests/host/parse.py").arg(&bad).output().expect("python runs").status.success());
}

/// The files that people read first, as they are printed. `UPDATE_GOLDEN=1`
/// rewrites them; the change is then read as a diff.
#[test]
fn golden_files_are_what_is_printed() {
    for family in Family::ALL {
        for runtime in 0..QuestionId::Runtime.get().options.len() as u8 {
            let answers = Answers::default().with_index(QuestionId::Runtime, runtime);
            // Alpine and scratch want a static binary.
            let wants_static = matches!(family, Family::Alpine | Family::Scratch);
            golden(if wants_static { answers.with(Linking::Static) } else { answers }, family, "");
            if family == Family::Full {
                golden(answers.with(Environment::Development), family, "-development");
            }
        }
    }
}

#[track_caller]
fn golden(answers: Answers, family: Family, suffix: &str) {
    let verdict = decide(&answers);
    let Some(file) = dockerfile(&verdict.service, family).filter(|_| !verdict.is_vetoed(family)) else { return };
    let folder = Path::new("tests/golden");
    let path = folder.join(format!("{}-{}{suffix}.Dockerfile", answers.choice(QuestionId::Runtime).token, family.token()));
    if env::var_os("UPDATE_GOLDEN").is_some() {
        fs::create_dir_all(folder).expect("the folder can be made");
        fs::write(&path, file.to_string()).expect("the file can be written");
    }
    let golden = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(file.to_string(), golden, "{} differs: `make golden` rewrites it", path.display());
}
