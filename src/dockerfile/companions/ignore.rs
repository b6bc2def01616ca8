//! `.dockerignore`: what the build context is better without.

use super::companion::Companion;
use crate::dockerfile::plan::Plan;
use crate::dockerfile::settings::Layout;
use crate::model::questions::Runtime;

/// What no image needs: history, secrets, and what would make every build new.
const ALWAYS: &[&str] = &[
    ".git/",
    ".github/",
    ".gitlab-ci.yml",
    "Dockerfile*",
    ".dockerignore",
    "compose*.y*ml",
    "docker-compose*.y*ml",
    "**/.npmrc",
    "**/.pypirc",
    "**/.netrc",
    "**/auth.json",
    "**/pip.conf",
    "**/.cargo/credentials*",
    "**/.m2/",
    "*.pem",
    "**/*.key",
    "**/*[-_]key.pem",
    "**/privkey*.pem",
    "**/*.p12",
    "**/*.pfx",
    "**/id_rsa",
    "**/id_ed25519",
    ".idea/",
    ".vscode/",
    ".DS_Store",
];

/// The file, without a line that would take out what is started.
pub fn ignore(plan: &Plan) -> Companion {
    let entry = plan.entry();
    let first = |path: &str| path.trim_start_matches("./").split('/').next().unwrap_or_default().to_string();
    // Paths of a member begin in its folder.
    let entry = plan.member().unwrap_or(&entry);
    let named: Vec<String> = std::iter::once(entry).chain(plan.beside()).map(first).collect();
    let kept = plan.defaults().ignores.iter().filter(|line| !named.contains(&first(line)) || made_by_the_build(plan, line));
    let tokens = plan.token().map_or(&[][..], |access| access.ignores);
    let mut lines: Vec<String> = ALWAYS.iter().chain(environment(plan)).chain(kept).chain(tokens).map(ToString::to_string).collect();
    for line in of_the_front_end(plan) {
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    // A certificate is no secret: what comes last counts.
    lines.extend(plan.ca().filter(|_| plan.builds()).map(|path| format!("!{}", path.trim_start_matches("./"))));
    let about = "Save it next to the Dockerfile. It keeps the Git history and secrets out of the image and avoids needless rebuilds.";
    Companion::file(".dockerignore", about, lines.join("\n") + "\n")
}

/// What of the files with environment variables stays out. A site's build writes
/// what they say into files that anybody may read, so what is committed of them
/// is no secret, and without it the site would be built with nothing in its place.
fn environment(plan: &Plan) -> &'static [&'static str] {
    match plan.choice::<Layout>() {
        Layout::Site => &["**/.env.local", "**/.env.*.local"],
        _ => &["**/.env*"],
    }
}

/// Names of folders that only a build fills: what a checkout has in them is old.
const FILLED: &[&str] = &["dist", "build", "builds", "out", "_site"];

/// What a front end adds: its packages and its older builds stay out. Files with its
/// public variables go in, as of a site, but for those at the root, which are the service's.
fn of_the_front_end(plan: &Plan) -> Vec<String> {
    let Some(front_end) = plan.front_end() else { return Vec::new() };
    let mut lines = vec!["**/node_modules/".to_string()];
    let is_filled = front_end.output.rsplit('/').next().is_some_and(|name| FILLED.contains(&name));
    if is_filled {
        lines.push(format!("{}/", front_end.output));
    }
    lines.extend(plan.token_of(front_end.manager).into_iter().flat_map(|access| access.ignores).map(ToString::to_string));
    if !front_end.is_at_the_root() {
        lines.extend([".env", ".env.production"].map(|name| format!("!{}", front_end.below(name))));
    }
    lines
}

/// The folder that the build fills is not wanted from the outside.
fn made_by_the_build(plan: &Plan, line: &str) -> bool {
    let built = matches!(plan.choice::<Layout>(), Layout::Build | Layout::Output | Layout::Site);
    built && line.starts_with("dist") || matches!(plan.runtime, Runtime::Java | Runtime::JavaNative)
}
