//! What an image builder does not know, and what is lost of it; and which
//! frontend reads the file where the builder has frontends.

use super::settings::Builder;
use super::tree::{Dockerfile, From, Instruction, Mount};

/// What reads a file for BuildKit, which its first line names: the newest frontend
/// of that line, on whatever release of Docker it is built. To the other builders
/// that line is a comment.
pub fn frontend(builder: Builder) -> Option<&'static str> {
    match builder {
        Builder::Buildkit => Some("docker/dockerfile:1"),
        Builder::Buildah | Builder::Kaniko => None,
    }
}

/// Takes out what the builder does not know, and says what that costs.
pub fn adapt(file: &mut Dockerfile, builder: Builder) -> Vec<String> {
    match builder {
        Builder::Buildkit => Vec::new(),
        Builder::Buildah => {
            let checked = without_start_interval(file);
            let lost = "The OCI format has no health checks. Build with --format docker to keep HEALTHCHECK.";
            checked.then_some(lost.into()).into_iter().collect()
        }
        Builder::Kaniko => without_mounts(file),
    }
}

/// Older releases of Buildah, and kaniko, stop at an option that they do not know.
/// Says whether there is a health check at all.
fn without_start_interval(file: &mut Dockerfile) -> bool {
    let mut checked = false;
    for step in file.stages.iter_mut().flat_map(|stage| &mut stage.steps) {
        if let Instruction::Healthcheck { often_at_first, .. } = &mut step.instruction {
            *often_at_first = false;
            checked = true;
        }
    }
    checked
}

fn without_mounts(file: &mut Dockerfile) -> Vec<String> {
    without_start_interval(file);
    let mut lost = vec!["kaniko’s original repository is archived; forks continue it. kaniko builds one architecture per run.".to_string()];
    let mut dropped: Vec<Mount> = Vec::new();
    for stage in &mut file.stages {
        if let From::Image { on_builder, .. } = &mut stage.from {
            *on_builder = false;
        }
        for step in &mut stage.steps {
            if let Instruction::Run { mounts, commands } = &mut step.instruction {
                dropped.append(mounts);
                // Unlike the others, linters want Yarn's downloads out of the layer.
                if commands.iter().any(|command| command.starts_with("yarn install")) {
                    commands.push("yarn cache clean".into());
                }
            }
        }
    }
    if dropped.iter().any(|mount| matches!(mount, Mount::Cache(_) | Mount::Exclusive(_))) {
        let caches = "kaniko has no cache mounts. When a manifest changes, it fetches all dependencies again; --cache=true reuses only unchanged layers.";
        lost.push(caches.into());
    }
    lost.extend(in_the_pod(&dropped));
    lost
}

/// What kaniko has in place of secrets and keys: it builds in its own file system,
/// and what is mounted there is seen by every command and put into no layer.
fn in_the_pod(dropped: &[Mount]) -> Option<String> {
    let mut files: Vec<&str> = Vec::new();
    for mount in dropped {
        let path = match mount {
            Mount::Cache(_) | Mount::Exclusive(_) => continue,
            Mount::Secret(secret) => secret.target,
            Mount::Ssh => "/root/.ssh/id_ed25519",
        };
        if !files.contains(&path) {
            files.push(path);
        }
    }
    (!files.is_empty()).then(|| {
        let files = files.join(" and ");
        format!("kaniko has no secret mounts. Mount {files} into kaniko’s pod as single files of a Secret (subPath). No layer contains mounted files, but every build command can read them.")
    })
}
