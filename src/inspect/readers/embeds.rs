//! What Go takes into its program and the repository does not have: the build has to make it.

use super::outputs::{embedded, joined};
use crate::decision::Subject;
use crate::dockerfile::SettingId;
use crate::inspect::findings::{Findings, quoted};
use crate::inspect::project::{View, file_name, folder_of};

/// Says which folders and files are missing, but for those that the front end fills.
pub(super) fn missing(view: &View<'_>, findings: &mut Findings) {
    let filled: Vec<String> = findings
        .found
        .iter()
        .filter(|found| [SettingId::FrontOutput, SettingId::FrontPlace].map(Subject::Setting).contains(&found.subject))
        .map(|found| found.value.clone())
        .collect();
    let is_in = |path: &str, folder: &str| path == folder || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
    for path in view.names().filter(|path| path.ends_with(".go") && !path.ends_with("_test.go")) {
        let Some(text) = view.text(path) else { continue };
        for (line, word) in embedded(text) {
            // Of a pattern with a star the folder has to be there.
            let plain = word.split('*').next().unwrap_or_default().trim_end_matches('/');
            let Some(place) = joined(folder_of(path), plain).filter(|place| !place.is_empty() && !place.starts_with("..")) else {
                continue;
            };
            let is_there = view.names().any(|name| is_in(name, &place) || plain != word && name.starts_with(&place));
            let from_the_root = view.path(&place);
            if is_there || filled.iter().any(|own| is_in(&from_the_root, own) || is_in(&place, own) || is_in(own, &place)) {
                continue;
            }
            let steps = SettingId::Steps.get().label();
            let text = format!(
                "{} embeds {}, which is neither in the repository nor built by a front end. Add the command that creates it to “{steps}”.",
                file_name(path),
                quoted(&place)
            );
            findings.at(view, path).note(line, text);
        }
    }
}
