//! What a builder can do: the same plan, and what is lost of it.

use super::settings::Builder;
use super::tree::{Dockerfile, From, Instruction};

/// Takes out what the builder does not know, and says what that costs.
pub fn adapt(file: &mut Dockerfile, builder: Builder) -> Vec<&'static str> {
    match builder {
        Builder::Buildkit => Vec::new(),
        Builder::Buildah => {
            let checked =
                file.stages.iter().flat_map(|stage| &stage.steps).any(|step| matches!(step.instruction, Instruction::Healthcheck(_)));
            let lost = "The OCI format has no health check: build with --format docker, or HEALTHCHECK is dropped.";
            checked.then_some(lost).into_iter().collect()
        }
        Builder::Kaniko => without_mounts(file),
    }
}

fn without_mounts(file: &mut Dockerfile) -> Vec<&'static str> {
    let mut lost = vec!["kaniko’s first repository is archived; its forks go on. It builds one architecture a run."];
    let mut dropped = false;
    for stage in &mut file.stages {
        if let From::Image { on_builder, .. } = &mut stage.from {
            *on_builder = false;
        }
        for step in &mut stage.steps {
            if let Instruction::Run { caches, commands } = &mut step.instruction {
                dropped |= !caches.is_empty();
                caches.clear();
                // Unlike the others, linters want Yarn's downloads out of the layer.
                if commands.iter().any(|command| command.starts_with("yarn install")) {
                    commands.push("yarn cache clean".into());
                }
            }
        }
    }
    if dropped {
        lost.push("No cache mounts: whenever the manifests change, all dependencies are fetched again (--cache=true keeps whole layers).");
    }
    lost
}
