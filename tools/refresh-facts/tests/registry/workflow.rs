//! What the weekly workflow makes of a run of the tool: its own shell lines, with the
//! tool against a registry, and stand-ins for what would change a repository.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use serde_json::json;
use tempfile::TempDir;

use crate::servers::Registry;
use crate::stage::{Stage, image, published};

const WORKFLOW: &str = "../../.github/workflows/refresh-facts.yml";
/// What stands in for `gh`: says which pull request is open, and keeps what it is given.
const GH: &str = r#"echo "gh $*" >> "$RUNNER_TEMP/calls"
case "$*" in
    "pr list"*) cat "$RUNNER_TEMP/open" ;;
    *body.md*) cp "$RUNNER_TEMP/body.md" "$RUNNER_TEMP/given" ;;
esac"#;

/// The shell lines of a step.
fn lines_of(step: &str) -> String {
    let text = fs::read_to_string(WORKFLOW).expect("the workflow");
    let (_, rest) = text.split_once(&format!("- name: {step}\n")).expect("the step");
    let (_, rest) = rest.split_once("run: |\n").expect("its lines");
    let ends = |line: &&str| line.is_empty() || line.starts_with("          ");
    rest.lines().take_while(ends).map(|line| line.get(10..).unwrap_or_default().to_string() + "\n").collect()
}

/// What a step did.
struct Done {
    code: Option<i32>,
    output: String,
    summary: String,
}

/// A checkout of its own, in which steps run with stand-ins before everything else.
struct Job {
    folder: TempDir,
}

impl Job {
    fn new(stage: &Stage) -> Job {
        let job = Job { folder: TempDir::new().expect("a folder") };
        for folder in ["bin", "temp/refresh"] {
            fs::create_dir_all(job.path().join(folder)).expect("a folder");
        }
        job.stand_in("make", &format!("exec {}", stage.command().join(" ")));
        job.stand_in("git", r#"echo "git $*" >> "$RUNNER_TEMP/calls""#);
        job.stand_in("gh", GH);
        job.open("");
        job
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn read(&self, file: &str) -> String {
        fs::read_to_string(self.path().join(file)).unwrap_or_default()
    }

    fn stand_in(&self, name: &str, does: &str) {
        let file = self.path().join("bin").join(name);
        fs::write(&file, format!("#!/bin/sh\n{does}\n")).expect("written");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).expect("a program");
    }

    /// The number of the pull request that is open.
    fn open(&self, number: &str) {
        fs::write(self.path().join("temp/open"), number).expect("written");
    }

    fn run(&self, step: &str, stage: &Stage) -> Done {
        let path = format!("{}:{}", self.path().join("bin").display(), std::env::var("PATH").expect("a path"));
        let summary = self.path().join("summary");
        let done = Command::new("bash")
            .args(["--noprofile", "--norc", "-e", "-c", &lines_of(step)])
            .current_dir(self.path())
            .env("PATH", path)
            .env("DOCKER_CONFIG", stage.path().join("docker"))
            .env("GITHUB_STEP_SUMMARY", &summary)
            .env("GITHUB_REPOSITORY", "acme/diet")
            .env("RUNNER_TEMP", self.path().join("temp"))
            .envs([("BASE", "main"), ("BRANCH", "refresh-facts")])
            .output()
            .expect("it runs");
        Done { code: done.status.code(), output: String::from_utf8_lossy(&done.stdout).into(), summary: self.read("summary") }
    }

    /// The step that opens the pull request, with what the one before handed on.
    fn propose(&self, stage: &Stage) -> Done {
        fs::copy(self.path().join("target/refresh/changes.txt"), self.path().join("temp/refresh/changes.txt")).expect("copied");
        self.run("Open or renew the pull request", stage)
    }
}

const MEASURE: &str = "Measure the images";

#[test]
fn a_tag_that_moved_becomes_a_pull_request_that_shows_the_figures() {
    let Some(registry) = Registry::start(false) else { return };
    let stage = Stage::with(&registry);
    assert_eq!(stage.run(&[]).code, Some(0));
    let before = stage.record("distroless")["compressed"]["value"].clone();
    let (name, mut images, format) = published().remove(2);
    images[0].layers[1] = image("node:24-debian13", "amd64").layers[0].clone();
    registry.push_index(name, &images, format);

    let job = Job::new(&stage);
    let done = job.run(MEASURE, &stage);
    assert_eq!(done.code, Some(0), "{}", done.output);
    let after = stage.record("distroless")["compressed"]["value"].clone();
    assert_ne!(before, after);

    let done = job.propose(&stage);
    assert_eq!(done.code, Some(0), "{}", done.output);
    let calls = job.read("temp/calls");
    let title = "Refresh the sizes of the images (";
    assert!(calls.contains(&format!("gh pr create --head refresh-facts --base main --title {title}")), "{calls}");
    assert!(calls.contains(", changed: 1) --body-file"), "{calls}");
    assert!(calls.contains("git push --quiet --force origin refresh-facts"), "{calls}");
    assert!(calls.contains("gh workflow run tests.yml --ref refresh-facts"), "{calls}");
    let body = job.read("temp/given");
    for words in [
        "Measured by `make refresh-facts`",
        "Look at the image of any figure that jumps",
        "    distroless compressed\n",
        &format!("      - {before} bytes (measured"),
        &format!("      + {after} bytes (measured"),
    ] {
        assert!(body.contains(words), "{words:?} is not in:\n{body}");
    }

    job.open("7");
    assert_eq!(job.propose(&stage).code, Some(0));
    assert!(job.read("temp/calls").contains("gh api --silent --method PATCH repos/acme/diet/pulls/7 --raw-field title=Refresh"));
}

#[test]
fn a_tag_that_is_gone_stops_the_run_and_names_it() {
    let Some(registry) = Registry::start(false) else { return };
    for (name, images, format) in published().into_iter().skip(1) {
        registry.push_index(name, &images, format);
    }
    let stage = Stage::new(&["docker.io", "gcr.io", "dhi.io"].map(|name| (name, registry.host.as_str())));
    let before = stage.files();
    let done = Job::new(&stage).run(MEASURE, &stage);
    assert_eq!(done.code, Some(1), "{}", done.output);
    let says =
        "::error title=Tags are gone::the registry no longer has these tags; correct their records in src/facts: alpine (alpine:3.24)";
    assert!(done.output.lines().any(|line| line == says), "{}", done.output);
    assert!(done.summary.contains("### Tags that no longer exist\n\n    [") && done.summary.contains("alpine:3.24"), "{}", done.summary);
    assert!(!done.summary.contains("### Images whose user"), "{}", done.summary);
    assert!(stage.files() == before, "files were touched");
}

#[test]
fn a_changed_user_stops_the_run_and_says_who_has_to_look() {
    let Some(registry) = Registry::start(false) else { return };
    let stage = Stage::with(&registry);
    let (name, mut images, format) = published().swap_remove(0);
    images.iter_mut().for_each(|image| image.settings = json!({"Cmd": ["/bin/sh"], "User": "1000"}));
    registry.push_index(name, &images, format);
    let before = stage.files();
    let done = Job::new(&stage).run(MEASURE, &stage);
    assert_eq!(done.code, Some(1), "{}", done.output);
    assert!(done.output.contains("::error title=Facts not refreshed::refresh-facts: "), "{}", done.output);
    let says = "### Images whose user, entrypoint or command changed\n\n";
    assert!(done.summary.contains(says) && done.summary.contains(r#"its user is "1000" (1000), the record says 0:0"#), "{}", done.summary);
    assert!(!done.summary.contains("### Tags that no longer exist"), "{}", done.summary);
    assert!(stage.files() == before, "files were touched");
}
