//! What a build gathers into one folder, packages included, as frameworks do that trace
//! what their server loads: of that the image takes nothing else.

use crate::dockerfile::plan::Plan;
use crate::dockerfile::settings::Layout;

/// Where Next.js puts its server, with what it loads.
const OF_NEXT: &str = ".next/standalone";

/// Whether a script is the server that Next.js writes.
pub fn is_of_next(script: &str) -> bool {
    script.strip_prefix(OF_NEXT).is_some_and(|rest| rest.starts_with('/'))
}

/// The folder of a build, or its only file.
pub struct Output {
    /// Where the package lies in the image and in the build stage.
    package: String,
    /// The script that is started, from there.
    script: String,
}

impl Output {
    /// That of a plan; none where the image has the whole project.
    pub fn of(plan: &Plan) -> Option<Output> {
        let is_one = plan.choice::<Layout>() == Layout::Output && !plan.is_development();
        is_one.then(|| Output { package: plan.folder(), script: plan.entry().into_owned() })
    }

    /// The path that the image takes: the same in the stage that builds it.
    pub fn folder(&self) -> String {
        let first = self.script.split('/').next().unwrap_or_default();
        format!("{}/{}", self.package, if is_of_next(&self.script) { OF_NEXT } else { first })
    }
}

/// What has to be put beside the server: Next.js leaves out what browsers load, as
/// others may serve that, and the page would come without styles and scripts.
pub fn complete(plan: &Plan) -> Vec<String> {
    let script = plan.entry();
    if !is_of_next(&script) || plan.is_development() {
        return Vec::new();
    }
    let beside = script.rsplit_once('/').map_or(OF_NEXT, |(folder, _)| folder);
    vec![format!("cp -r .next/static {beside}/.next/"), format!("if [ -d public ]; then cp -r public {beside}/; fi")]
}
