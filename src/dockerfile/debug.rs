//! A stage with a shell, built on demand: `--target debug`. It is never last,
//! so nothing of it gets into the image that runs.

use super::image::{debug_tag, image};
use super::plan::Plan;
use super::tree::{Dockerfile, From, Stage, Why};

/// The name of the stage.
pub const DEBUG: &str = "debug";
/// Where a static busybox is put.
pub const BUSYBOX: &str = "/busybox/busybox";

/// Puts the stage before the last one, where the base has no shell of its own.
pub fn add(file: &mut Dockerfile, plan: &Plan) {
    if plan.image.has_shell() || plan.is_development() {
        return;
    }
    let last = file.last();
    let mut debug = Stage { name: Some(DEBUG), ..last.clone() };
    debug.why =
        Why::setting(super::SettingId::Debug, "For debugging only: the same image with a shell. The final stage contains nothing of it.")
            .shown();
    match debug_tag(plan.image) {
        Some(shown) => {
            if let From::Image { tag, version, .. } = &mut debug.from {
                (*tag, *version) = (Some(shown), None);
            }
        }
        None => {
            let mut with = Stage { steps: Vec::new(), ..debug.clone() };
            let why = Why::setting(
                super::SettingId::Debug,
                "A single static program with a shell and the usual tools. Start it with /busybox/busybox sh.",
            );
            with.copy_from_image(image("busybox-musl"), "/bin/busybox", BUSYBOX, why);
            debug.steps.splice(0..0, with.steps);
        }
    }
    file.stages.insert(file.stages.len() - 1, debug);
}
