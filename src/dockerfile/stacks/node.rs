//! Node.js with npm, pnpm or Yarn, as it is or with a build step.

use crate::dockerfile::plan::Plan;
use crate::dockerfile::stack::Stack;
use crate::dockerfile::steps::script::{self, Runner};
use crate::dockerfile::tree::{Dockerfile, Text};

/// Runs the sources, or what the build script makes of them, with node.
pub struct Node;

static NODE: Runner = Runner {
    images: ["node", "node-slim", "node-alpine"],
    version: "NODE_VERSION",
    installs: "Installs packages for the C library and Node.js version that run them.",
    endings: &[".js", ".mjs", ".cjs"],
    tried: &[".js"],
    entered: "The image’s entrypoint is node, so the command names only the script.",
    starts: "Not npm start: npm needs a shell and does not forward signals.",
};

impl Stack for Node {
    fn expects(&self, plan: &Plan) -> Vec<Text> {
        script::expects(plan)
    }

    fn build(&self, plan: &Plan) -> Dockerfile {
        script::build(plan, &NODE)
    }
}
