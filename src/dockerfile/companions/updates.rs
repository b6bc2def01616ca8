//! Bots that keep the base fresh.

use super::companion::Companion;
use crate::dockerfile::plan::Plan;

const WHY_TAGS_DRIFT: &str =
    "A publisher can move a tag. Two builds of one commit can then have different bases, and a cached base can miss a year of fixes.";

/// Renovate and Dependabot: either will do.
pub fn updates(plan: &Plan) -> [Companion; 2] {
    let (extends, about) = if plan.pins() {
        (
            r#""config:recommended", "docker:pinDigests""#,
            format!("{WHY_TAGS_DRIFT} A digest never changes, and this bot opens a change when a newer one exists."),
        )
    } else {
        (
            r#""config:recommended""#,
            format!(
                "{WHY_TAGS_DRIFT} If you choose “Tags and digests” above, this bot updates both. With tags alone it sees new versions but not rebuilds."
            ),
        )
    };
    let renovate = format!(
        r#"{{
  "$schema": "https://docs.renovatebot.com/renovate-schema.json",
  "extends": [{extends}],
  "packageRules": [
    {{
      "description": "Rebuilt bases contain fixes: merge them automatically.",
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
            "GitHub’s bot, as an alternative to Renovate. Save it as .github/dependabot.yml. It updates tags, and digests if the file has them.",
            dependabot,
        ),
    ]
}
