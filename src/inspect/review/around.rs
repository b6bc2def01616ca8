//! What lies around a Dockerfile, as far as rules ask for it.

use crate::decision::Decision;
use crate::dockerfile::SettingId;
use crate::inspect::project::{View, file_name};
use crate::inspect::tree::{self, Node};

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
