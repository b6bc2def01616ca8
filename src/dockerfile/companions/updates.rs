//! Bots that keep the base fresh.

use super::companion::Companion;
use crate::dockerfile::Output;
use crate::dockerfile::image::registry;
use crate::dockerfile::plan::Plan;

const WHY_TAGS_DRIFT: &str =
    "A publisher can move a tag. Two builds of one commit can then have different bases, and a cached base can miss a year of fixes.";

/// Renovate and Dependabot: either will do.
pub fn updates(plan: &Plan, output: &Output) -> [Companion; 2] {
    // A bot that is not logged in sees no tag there.
    let login = plan.asks_for_login(&output.file).map(registry);
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
    let hosts = login.map(|host| {
        format!(
            r#"
  "hostRules": [
    {{
      "matchHost": "{host}",
      "username": "{{{{ secrets.BASE_REGISTRY_USER }}}}",
      "password": "{{{{ secrets.BASE_REGISTRY_TOKEN }}}}"
    }}
  ],"#
        )
    });
    let hosts = hosts.unwrap_or_default();
    let renovate = format!(
        r#"{{
  "$schema": "https://docs.renovatebot.com/renovate-schema.json",
  "extends": [{extends}],{hosts}
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
    let (registries, uses) = match login {
        None => (String::new(), ""),
        Some(host) => (
            format!(
                "registries:\n  base:\n    type: docker-registry\n    url: https://{host}\n    username: ${{{{secrets.BASE_REGISTRY_USER}}}}\n    \
                 password: ${{{{secrets.BASE_REGISTRY_TOKEN}}}}\n"
            ),
            "    registries:\n      - base\n",
        ),
    };
    let dependabot = format!(
        "version: 2
{registries}updates:
  - package-ecosystem: docker
    directory: /
{uses}    schedule:
      interval: weekly
"
    );
    let about = match login {
        None => about,
        Some(host) => format!("{about} It needs the login to {host} as secrets of the bot."),
    };
    [
        Companion::file("renovate.json", about, renovate),
        Companion::file(
            "dependabot.yml",
            "GitHub’s bot, as an alternative to Renovate. Save it as .github/dependabot.yml. It updates tags, and digests if the file has them.",
            dependabot,
        ),
    ]
}
