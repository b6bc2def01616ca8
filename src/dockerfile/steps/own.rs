//! Commands of the visitor's own.

use super::frontend::place;
use super::given::take_arguments;
use crate::dockerfile::plan::Plan;
use crate::dockerfile::settings::SettingId;
use crate::dockerfile::tree::{Stage, Why};
use crate::model::questions::Runtime;

/// Runs them, once the sources are there and before anything is made of them,
/// with the downloads of the dependencies at hand.
pub fn own_steps(plan: &Plan, build: &mut Stage, caches: &[&'static str]) {
    place(plan, build);
    take_arguments(plan, build);
    let commands = plan.steps();
    if commands.is_empty() {
        return;
    }
    // Where the packages' own programs lie.
    let path = (plan.runtime == Runtime::Python).then(|| "export PATH=\"/venv/bin:$PATH\"".to_string());
    let why = Why::setting(SettingId::Steps, "Your commands. The variables in front of them stay out of the image.").shown();
    build.run_cached(caches, path.into_iter().chain(commands), why);
}
