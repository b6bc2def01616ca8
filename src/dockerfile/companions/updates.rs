//! Bots that keep the base fresh.

use super::companion::Companion;
use crate::dockerfile::plan::Plan;

const WHY_TAGS_DRIFT: &str = "A tag names whatever its publisher moved it to last: two builds of one commit can have two bases, and a cached one can miss a year of fixes.";

/// Renovate and Dependabot: either will do.
pub fn updates(plan: &Plan) -> [Companion; 2] {
    let (extends, about) = if plan.pins() {
        (
            r#""config:recommended", "docker:pinDigests""#,
            format!("{WHY_TAGS_DRIFT} A digest stays what it is, and this bot opens a change whenever there is a newer one."),
        )
    } else {
        (
            r#""config:recommended""#,
            format!(
                "{WHY_TAGS_DRIFT} Choose “Tags and digests” above, and this bot moves both; with tags alone it sees new versions, not rebuilt ones."
            ),
        )
    };
    let renovate = format!(
        r#"{{
  "$schema": "https://docs.renovatebot.com/renovate-schema.json",
  "extends": [{extends}],
  "packageRules": [
    {{
      "description": "Rebuilt bases bring fixes: take them as they come.",
      "matchManagers": ["dockerfile"],
      "matchUpdateTypes": ["digest", "pinDigest"],
      "automerge": true
    }}
  ]
}}
"#
    );
    let dependabot = "version: 2
updates:
  - package-ecosystem: docker
    directory: /
    schedule:
      interval: weekly
"
    .to_string();
    [
        Companion::file("renovate.json", about, renovate),
        Companion::file(
            "dependabot.yml",
            "GitHub’s own bot, instead of Renovate: save it as .github/dependabot.yml. It moves tags, and digests where the file has them.",
            dependabot,
        ),
    ]
}
