//! Files with tokens: that there is one, and nothing else of them.

use super::lines;
use crate::dockerfile::SettingId;
use crate::inspect::findings::Findings;
use crate::inspect::found::Sure;
use crate::inspect::project::{View, file_name};

/// `.npmrc` and `.netrc`, and that there is a `.env`, which nobody reads.
pub(super) fn tokens(view: &View<'_>, findings: &mut Findings) {
    if let Some(text) = view.text(".npmrc") {
        let mut at = findings.at(view, ".npmrc");
        for (line, text) in lines(text) {
            let name = text.split('=').next().unwrap_or_default().trim();
            if name.ends_with(":_authToken")
                || name.ends_with(":_auth")
                || name.ends_with(":_password")
                || name == "_authToken"
                || name == "_auth"
            {
                at.set(SettingId::Private, "token", line, Sure::Inferred, "there is a token for a registry");
                at.note(line, "This file has a token. It is not shown and must stay out of the image.");
            }
        }
    }
    if view.text(".netrc").is_some_and(|text| text.split_whitespace().any(|word| word == "password")) {
        let mut at = findings.at(view, ".netrc");
        at.set(SettingId::Private, "token", 0, Sure::Inferred, "there is a password for a host");
        at.note(0, "This file has a password. It is not shown and must stay out of the image.");
    }
    let variables = view.here(|name| {
        name == ".env"
            || name.starts_with(".env.") && !["example", "sample", "template", "dist", "test"].iter().any(|end| name.contains(end))
    });
    for path in variables.collect::<Vec<_>>() {
        findings.at(view, file_name(path)).note(0, "This file has variables. They were not read and must stay out of the image.");
    }
}
