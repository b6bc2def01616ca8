//! `.dockerignore`: what the build context is better without.

use super::companion::Companion;
use crate::dockerfile::plan::Plan;

/// What no image needs: history, secrets, and what would make every build new.
const ALWAYS: &[&str] = &[
    ".git/",
    ".github/",
    ".gitlab-ci.yml",
    "Dockerfile*",
    ".dockerignore",
    "compose*.y*ml",
    "docker-compose*.y*ml",
    ".env*",
    "*.pem",
    "*.key",
    ".idea/",
    ".vscode/",
    ".DS_Store",
];

/// The file, without a line that would take out what is started.
pub fn ignore(plan: &Plan) -> Companion {
    let entry = plan.entry();
    let first = |path: &str| path.trim_start_matches("./").split('/').next().unwrap_or_default().to_string();
    let kept = plan.defaults().ignores.iter().filter(|line| first(line) != first(&entry) || made_by_the_build(plan, line));
    let lines: Vec<&str> = ALWAYS.iter().chain(kept).copied().collect();
    let about = "Beside the Dockerfile. It keeps history and secrets out of the image, and builds from being made anew for nothing.";
    Companion::file(".dockerignore", about, lines.join("\n") + "\n")
}

/// The folder that the build fills is not wanted from the outside.
fn made_by_the_build(plan: &Plan, line: &str) -> bool {
    use crate::dockerfile::settings::Layout;
    let built = matches!(plan.choice::<Layout>(), Layout::Build | Layout::Site);
    built && line.starts_with("dist")
}
