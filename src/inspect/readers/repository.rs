//! What a checkout has and a build context has not: history, and modules of Git.

use super::{line_with, lines};
use crate::inspect::findings::{Findings, quoted};
use crate::inspect::project::{View, file_name};

/// What asks Git for the version while it builds: its name in a manifest, the manifests, and
/// what to do without.
struct Asks {
    name: &'static str,
    of: &'static [&'static str],
    cure: &'static str,
}

const PYTHON: &[&str] = &["pyproject.toml"];
const GRADLE: &[&str] = &["build.gradle", "build.gradle.kts", "settings.gradle", "settings.gradle.kts", "gradle/libs.versions.toml"];
const MAVEN: &[&str] = &["pom.xml"];

const OF_SCM: &str = "Set SETUPTOOLS_SCM_PRETEND_VERSION=0.0.0 as a build argument, with the version that you release.";
const OF_GRADLE: &str = "Apply it only if the folder .git exists, or remove the line that excludes .git from .dockerignore and add the package git to the build.";

#[rustfmt::skip]
const ASKS: &[Asks] = &[
    Asks { name: "setuptools_scm", of: PYTHON, cure: OF_SCM },
    Asks { name: "setuptools-scm", of: PYTHON, cure: OF_SCM },
    Asks { name: "hatch-vcs", of: PYTHON, cure: OF_SCM },
    Asks { name: "uv-dynamic-versioning", of: PYTHON, cure: "Set UV_DYNAMIC_VERSIONING_BYPASS=0.0.0 as a build argument, with the version that you release." },
    Asks { name: "poetry-dynamic-versioning", of: PYTHON, cure: "Set POETRY_DYNAMIC_VERSIONING_BYPASS=0.0.0 as a build argument, with the version that you release." },
    Asks { name: "org.ajoberstar.grgit", of: GRADLE, cure: OF_GRADLE },
    Asks { name: "org.ajoberstar.reckon", of: GRADLE, cure: OF_GRADLE },
    Asks { name: "gradle-git-properties", of: GRADLE, cure: "Set failOnNoGitDirectory = false in gitProperties." },
    Asks { name: "com.palantir.git-version", of: GRADLE, cure: OF_GRADLE },
    Asks { name: "axion-release", of: GRADLE, cure: OF_GRADLE },
    Asks { name: "nebula.release", of: GRADLE, cure: OF_GRADLE },
    Asks { name: "git-commit-id", of: MAVEN, cure: "Set failOnNoGitDirectory to false in its configuration." },
];

/// Says what the build asks Git.
pub(super) fn history(view: &View<'_>, findings: &mut Findings) {
    let is_build = |path: &str| ["pom.xml", "build.gradle", "build.gradle.kts"].contains(&file_name(path));
    let builds = view.names().filter(|path| is_build(path)).filter_map(|path| view.text(path));
    let goes_on = builds.into_iter().any(|text| text.lines().any(|line| line.contains("failOnNoGitDirectory") && line.contains("false")));
    for path in PYTHON.iter().chain(GRADLE).chain(MAVEN) {
        let Some(text) = view.text(path) else { continue };
        let asks = ASKS.iter().filter(|asks| asks.of.contains(path));
        let found = asks.into_iter().find_map(|asks| {
            let is_comment = |line: &str| line.trim_start().starts_with(['#', '/']);
            line_with(text, |line| line.contains(asks.name) && !is_comment(line)).map(|(line, _)| (asks, line))
        });
        if let Some((asks, line)) = found.filter(|(asks, _)| !(goes_on && asks.of != PYTHON)) {
            let text = format!("{} reads the Git history, but the build context excludes .git. {}", asks.name, asks.cure);
            findings.at(view, path).note(line, text);
        }
    }
}

/// Modules of Git whose folders are empty here.
pub(super) fn modules(view: &View<'_>, findings: &mut Findings) {
    let whole = view.whole();
    let Some(text) = whole.text(".gitmodules") else { return };
    let named =
        lines(text).filter_map(|(line, text)| Some((line, text.trim().strip_prefix("path")?.trim_start().strip_prefix('=')?.trim())));
    let is_there = |folder: &str| whole.names().any(|path| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')));
    // Those in folders that are never walked are not seen.
    let is_seen = |folder: &str| !folder.split('/').any(crate::inspect::is_never_walked);
    let empty: Vec<(u32, &str)> = named.filter(|(_, folder)| is_seen(folder) && !is_there(folder)).collect();
    if let Some((line, folder)) = empty.first() {
        let more = if empty.len() > 1 { format!(" and {} more", empty.len() - 1) } else { String::new() };
        let text =
            format!("The Git submodule {}{more} is empty. If the build needs it, first run “git submodule update --init”.", quoted(folder));
        findings.at(&whole, ".gitmodules").note(*line, text);
    }
}
