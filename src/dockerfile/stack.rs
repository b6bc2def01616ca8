//! What every stack can do.

use super::plan::Plan;
use super::tree::{Dockerfile, Text};

/// How one language's services are built and run.
pub trait Stack: Sync {
    /// What the file takes for granted of the project.
    fn expects(&self, plan: &Plan) -> Vec<Text>;
    /// The file for a plan.
    fn build(&self, plan: &Plan) -> Dockerfile;
}
