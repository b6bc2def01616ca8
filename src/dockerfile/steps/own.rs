//! Commands of the visitor's own.

use crate::dockerfile::plan::Plan;
use crate::dockerfile::settings::SettingId;
use crate::dockerfile::tree::{Stage, Why};
use crate::model::questions::Runtime;

/// Runs them, once the sources are there and before anything is made of them,
/// with the downloads of the dependencies at hand.
pub fn own_steps(plan: &Plan, build: &mut Stage, caches: &[&'static str]) {
    let commands = plan.steps();
    if commands.is_empty() {
        return;
    }
    // Where the packages' own programs lie.
    let path = (plan.runtime == Runtime::Python).then(|| "export PATH=\"/venv/bin:$PATH\"".to_string());
    let why = Why::setting(SettingId::Steps, "Yours. What they are given as variables stays out of the image.").shown();
    build.run_cached(caches, path.into_iter().chain(commands), why);
}
