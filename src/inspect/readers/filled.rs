//! The Dockerfile of a service as Docker builds it, once it is known what runs inside.

use super::deploy::runtime;
use super::own::own;
use crate::inspect::containerfile::File;
use crate::inspect::findings::Findings;
use crate::inspect::project::View;
use crate::model::runtimes::Kind;

/// The Dockerfile of a service whose runtime was found and is of such a kind, with its
/// arguments filled in.
pub(super) fn own_of(view: &View<'_>, findings: &Findings, fits: fn(Kind) -> bool) -> Option<(String, File)> {
    runtime(findings).filter(|runtime| fits(runtime.row().kind))?;
    let token = findings.found.iter().find(|found| found.subject.key() == "run").map(|found| found.value.as_str());
    let path = own(view, token)?;
    let file = File::read(view.whole().text(&path)?).filled();
    Some((path, file))
}
