//! Whether a browser that a package could start is in the image.

use super::own::own;
use crate::decision::Subject;
use crate::dockerfile::SettingId;
use crate::inspect::findings::Findings;
use crate::inspect::project::View;
use crate::model::QuestionId;

/// How the table says that a package starts one that somebody else has to install.
const STARTS_ONE: &[&str] = &["unless it uses a remote one", "Microsoft publishes an image with one"];
/// Words in a Dockerfile whose image has one.
const HAS_ONE: &[&str] = &["chrom", "firefox", "playwright", "puppeteer", "selenium", "webkit", "browser"];

/// Takes a browser back where the service's own image runs without one: it uses a remote one.
pub(super) fn remote(view: &View<'_>, findings: &mut Findings) {
    let runs = findings.found.iter().find(|found| found.subject.key() == "run").map(|found| found.value.clone());
    let Some((path, text)) = own(view, runs.as_deref()).and_then(|path| Some((path.clone(), view.whole().text(&path)?))) else { return };
    let small = text.to_ascii_lowercase();
    if HAS_ONE.iter().any(|word| small.lines().any(|line| !line.trim_start().starts_with('#') && line.contains(word))) {
        return;
    }
    let is_of_it =
        |subject: Subject| subject == Subject::Question(QuestionId::NativeDeps) || subject == Subject::Setting(SettingId::Packages);
    let starts = |why: &str| STARTS_ONE.iter().any(|words| why.contains(words)) && !why.starts_with("it installs");
    let taken = findings.found.iter().find(|found| is_of_it(found.subject) && starts(&found.why));
    let Some((line, manifest, named)) =
        taken.map(|found| (found.evidence.line, found.evidence.path.clone(), found.why.split(' ').next().unwrap_or_default().to_string()))
    else {
        return;
    };
    findings.found.retain(|found| !(is_of_it(found.subject) && starts(&found.why)));
    let packages = SettingId::Packages.get().label();
    let text = format!(
        "{named} can start a browser, but {path} installs none, so the service seems to use a remote one. If it does not, add chromium to “{packages}”."
    );
    findings.at(&view.whole(), &manifest).note(line, text);
}
