//! What does not fit what lies around a Dockerfile: `.dockerignore`, and how it is run.

use super::rule::{Case, Hit, Level, Rule};

pub(super) static RULES: &[Rule] = &[
    Rule {
        name: "no-dockerignore",
        level: Level::Warning,
        title: "Everything is copied; nothing is left out",
        instead: "Use a .dockerignore for the stack that also lists files with secrets.",
        evidence: None,
        hadolint: None,
        check: ignored,
    },
    Rule {
        name: "read-only-root-without-folder",
        level: Level::Warning,
        title: "A folder that the program writes to is read-only at run time",
        instead: "Mount a volume for every folder that is declared writable.",
        evidence: None,
        hadolint: None,
        check: read_only,
    },
];

fn ignored(case: &Case<'_>) -> Vec<Hit> {
    if case.around.has_ignore != Some(false) {
        return Vec::new();
    }
    let everything = case.file.stages.iter().flat_map(|stage| &stage.instructions).find(|instruction| {
        let is_all = |source: &String| [".", "./"].contains(&source.as_str());
        instruction.name == "COPY"
            && instruction.option("from").is_none()
            && instruction.copied().is_some_and(|(sources, _)| sources.iter().any(is_all))
    });
    let Some(instruction) = everything else { return Vec::new() };
    let git = if case.around.is_below { "everything next to it on the build machine" } else { "the Git history" };
    let what = match case.around.unwanted.as_slice() {
        [] => git.to_string(),
        names => format!("{} and {git}", names.join(", ")),
    };
    vec![(instruction.line, format!("There is no .dockerignore, so this copies {what}."))]
}

/// Folders that programs of an image write to when they start.
const WRITES: &[(&str, &[&str])] = &[("nginx", &["/var/cache/nginx", "/var/run"]), ("httpd", &["/usr/local/apache2/logs"])];

fn read_only(case: &Case<'_>) -> Vec<Hit> {
    let Some(read_only) = &case.around.read_only else { return Vec::new() };
    let of_image =
        WRITES.iter().find(|(repository, _)| *repository == case.image.repository).map(|(_, folders)| *folders).unwrap_or_default();
    let own = case.around.writes.iter().map(String::as_str);
    let same =
        |mount: &str, folder: &str| mount == folder || folder.starts_with(&format!("{mount}/")) || mount == "/run" && folder == "/var/run";
    let missing: Vec<&str> =
        of_image.iter().copied().chain(own).filter(|folder| !read_only.mounts.iter().any(|mount| same(mount, folder))).collect();
    if missing.is_empty() {
        return Vec::new();
    }
    let (path, line) = (&read_only.path, read_only.line);
    vec![(case.from(), format!("{path}:{line} makes the root read-only, but no volume is mounted at {}.", missing.join(", ")))]
}
