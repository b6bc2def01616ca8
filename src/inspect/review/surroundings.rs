//! What lies around a Dockerfile: `.dockerignore`, and how it is run.

use super::{Case, Hit, Level, Rule};
use crate::decision::Decision;
use crate::dockerfile::SettingId;
use crate::inspect::project::{View, file_name};
use crate::inspect::tree::{self, Node};

pub(super) static RULES: &[Rule] = &[
    Rule {
        name: "no-dockerignore",
        level: Level::Warning,
        title: "Everything is copied; nothing is left out",
        instead: "Use a .dockerignore for the stack that lists files with secrets.",
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

/// A manifest that makes the root file system read-only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadOnly {
    /// The manifest.
    pub path: String,
    /// The line that says so.
    pub line: u32,
    /// Where something else is mounted.
    pub mounts: Vec<String>,
}

/// What is known around a Dockerfile.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// Whether something is left out of the build context; not known of a file alone.
    pub has_ignore: Option<bool>,
    /// Whether it lies in a folder of the project, so that the history of Git is not beside it.
    pub is_below: bool,
    /// What a copy of everything would take along.
    pub unwanted: Vec<String>,
    /// Whether `.npmrc` has a token in it.
    pub npmrc_has_token: Option<bool>,
    /// The only manifest that runs it, where that makes the root read-only.
    pub read_only: Option<ReadOnly>,
    /// Folders that the service is known to write to.
    pub writes: Vec<String>,
}

impl Surroundings {
    /// What a project says around the Dockerfile of a folder.
    pub fn of(view: &View<'_>, decision: &Decision) -> Surroundings {
        let whole = view.whole();
        let names = |name: &str| view.has(name) || whole.has(name);
        let ignored_by_name = view.here(|name| name.ends_with(".dockerignore")).next().is_some();
        let unwanted = view.here(|name| name == ".env" || name == ".npmrc" || name == "config/master.key").map(String::from).collect();
        let writes = [SettingId::Kept, SettingId::Scratch].into_iter().filter_map(|id| decision.state.settings.text(id));
        Surroundings {
            has_ignore: Some(names(".dockerignore") || ignored_by_name),
            is_below: !view.folder.is_empty(),
            unwanted,
            npmrc_has_token: view.text(".npmrc").map(|text| text.contains("_auth") || text.contains("_password")),
            read_only: read_only_manifest(&whole),
            writes: writes.flat_map(|folders| folders.split(',')).map(String::from).collect(),
        }
    }
}

/// The one container of a project's manifests that has a read-only root.
fn read_only_manifest(whole: &View<'_>) -> Option<ReadOnly> {
    let mut found = None;
    for path in
        whole.names().filter(|name| name.ends_with(".yaml") || name.ends_with(".yml")).filter(|name| !file_name(name).contains("compose"))
    {
        let Some(text) = whole.text(path).filter(|text| text.contains("readOnlyRootFilesystem")) else { continue };
        let Ok(node) = tree::yaml(text) else { continue };
        let containers = node.walk().filter_map(|node| node.get("containers")).flat_map(Node::items);
        for container in containers {
            let Some(says) = container.at(&["securityContext", "readOnlyRootFilesystem"]).filter(|says| says.is_true()) else { continue };
            let mounts = container.get("volumeMounts").map(Node::items).unwrap_or_default();
            let mounts = mounts
                .iter()
                .filter_map(|mount| mount.text_of(&["mountPath"]))
                .map(|path| path.trim_end_matches('/').to_string())
                .collect();
            if found.is_some() {
                return None;
            }
            found = Some(ReadOnly { path: path.into(), line: says.line, mounts });
        }
    }
    found
}

fn ignored(case: &Case<'_>) -> Vec<Hit> {
    if case.around.has_ignore != Some(false) {
        return Vec::new();
    }
    let everything = case.file.stages.iter().flat_map(|stage| &stage.steps).find(|step| {
        let is_all = |source: &String| [".", "./"].contains(&source.as_str());
        step.name == "COPY" && step.option("from").is_none() && step.copied().is_some_and(|(sources, _)| sources.iter().any(is_all))
    });
    let Some(step) = everything else { return Vec::new() };
    let git = if case.around.is_below { "everything next to it on the build machine" } else { "the Git history" };
    let what = match case.around.unwanted.as_slice() {
        [] => git.to_string(),
        names => format!("{} and {git}", names.join(", ")),
    };
    vec![(step.line, format!("There is no .dockerignore, so this copies {what}."))]
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
