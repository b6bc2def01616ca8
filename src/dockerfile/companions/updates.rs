//! Bots that keep the base fresh.

use super::companion::Companion;
use crate::dockerfile::Output;
use crate::dockerfile::mirror::Login;
use crate::dockerfile::plan::Plan;

const WHY_TAGS_DRIFT: &str =
    "A publisher can move a tag. Then two builds of one commit can have different bases, and a cached base can lack a year of fixes.";

/// Renovate and Dependabot: either will do.
pub fn updates(plan: &Plan, output: &Output) -> [Companion; 2] {
    // A bot that is not logged in sees no tag there.
    let logins = plan.logins(&output.file);
    let (extends, about) = if plan.pins() {
        (
            r#""config:recommended", "docker:pinDigests""#,
            format!("{WHY_TAGS_DRIFT} A digest never changes, and this bot opens a pull request when a newer one exists."),
        )
    } else {
        (
            r#""config:recommended""#,
            format!(
                "{WHY_TAGS_DRIFT} If you choose “Tags and digests” above, this bot updates both. With tags alone, it finds new versions but not rebuilds."
            ),
        )
    };
    let hosts = rules(&logins);
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
    let (registries, uses) = registries(&logins);
    let dependabot = format!(
        "version: 2
{registries}updates:
  - package-ecosystem: docker
    directory: /
{uses}    schedule:
      interval: weekly
"
    );
    let about = about + &needs(&logins);
    [
        Companion::file("renovate.json", about, renovate),
        Companion::file(
            "dependabot.yml",
            "GitHub’s bot, as an alternative to Renovate. Save it as .github/dependabot.yml. It updates tags, and digests if the file has them.",
            dependabot,
        ),
    ]
}

/// What a bot is told of the logins, in sentences.
fn needs(logins: &[Login]) -> String {
    let each = |login: &Login| match login.account {
        Some(_) => format!(" Store the login to {} as secrets of the bot.", login.host),
        None => format!(
            " It looks for tags in your mirror. Store the login to {} as secrets of the bot, or remove that part if the mirror requires no login.",
            login.host
        ),
    };
    logins.iter().map(each).collect()
}

/// The logins as Renovate takes them.
fn rules(logins: &[Login]) -> String {
    let rule = |login: &Login| {
        let [user, token] = login.secrets();
        // Only an address is compared with its port.
        let host = if login.host.contains(':') { format!("https://{}/", login.host) } else { login.host.clone() };
        format!(
            r#"    {{
      "matchHost": "{host}",
      "username": "{{{{ secrets.{user} }}}}",
      "password": "{{{{ secrets.{token} }}}}"
    }}"#
        )
    };
    let all: Vec<String> = logins.iter().map(rule).collect();
    if all.is_empty() { String::new() } else { format!("\n  \"hostRules\": [\n{}\n  ],", all.join(",\n")) }
}

/// The logins as Dependabot takes them, and the lines that use them.
fn registries(logins: &[Login]) -> (String, String) {
    let one = |login: &Login| {
        let [user, token] = login.secrets();
        format!(
            "  {}:\n    type: docker-registry\n    url: https://{}\n    username: ${{{{secrets.{user}}}}}\n    password: ${{{{secrets.{token}}}}}\n",
            login.name, login.host
        )
    };
    if logins.is_empty() {
        return Default::default();
    }
    let all: String = logins.iter().map(one).collect();
    let names: String = logins.iter().map(|login| format!("      - {}\n", login.name)).collect();
    (format!("registries:\n{all}"), format!("    registries:\n{names}"))
}
