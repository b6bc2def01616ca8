//! Files with tokens: that there is one, and of all else only settings that are no
//! secret.

use super::lines;
use crate::dockerfile::SettingId;
use crate::inspect::findings::Findings;
use crate::inspect::found::Sure;
use crate::inspect::project::{View, file_name};

/// Settings of npm and pnpm that decide what is installed where, and whose values are
/// words such as `true` or `hoisted`: no secret, and a build without them differs or
/// fails. Both tools read them from variables as well.
const OF_PACKAGES: &[&str] = &[
    "auto-install-peers",
    "dedupe-peer-dependents",
    "engine-strict",
    "force",
    "hoist",
    "ignore-scripts",
    "include",
    "inject-workspace-packages",
    "install-links",
    "install-strategy",
    "legacy-peer-deps",
    "link-workspace-packages",
    "node-linker",
    "omit",
    "package-import-method",
    "prefer-workspace-packages",
    "resolution-mode",
    "shamefully-hoist",
    "shared-workspace-lockfile",
    "strict-peer-dependencies",
    "strict-peer-deps",
    "symlink",
];

/// Settings that change nothing of what is installed.
const OF_THE_SCREEN: &[&str] = &[
    "audit",
    "color",
    "fund",
    "git-tag-version",
    "loglevel",
    "package-lock",
    "progress",
    "save",
    "save-exact",
    "save-prefix",
    "update-notifier",
];

/// What `.npmrc` sets: it stays out of the build, so the rest of it goes there as
/// arguments, by the names under which npm and pnpm read variables.
fn npm_settings(view: &View<'_>, findings: &mut Findings, text: &str) {
    let of_others = ["yarn.lock", "bun.lock", "bun.lockb"].iter().any(|name| view.has(name));
    if of_others || !view.has("package.json") {
        return;
    }
    let elsewhere = if view.has("pnpm-lock.yaml") { " pnpm 10 and newer also read it from pnpm-workspace.yaml." } else { "" };
    let mut at = findings.at(view, ".npmrc");
    let (mut carried, mut first) = (Vec::<String>::new(), 0);
    for (line, text) in lines(text) {
        let Some((name, value)) = text.split_once('=') else { continue };
        let (name, value) = (name.trim(), value.trim());
        let is_word = !value.is_empty() && value.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
        if OF_PACKAGES.contains(&name) && is_word {
            if carried.is_empty() {
                first = line;
            }
            carried.push(format!("npm_config_{}={value}", name.replace('-', "_")));
        } else if (name == "registry" || name.ends_with(":registry")) && !value.contains("//registry.npmjs.org") {
            let label = SettingId::Private.get().label();
            at.note(
                line,
                format!(
                    "This file sets a registry, but the build does not get the file. Set “{label}”; otherwise the build uses the public registry."
                ),
            );
        } else if is_plain(name) && !OF_THE_SCREEN.contains(&name) && !is_token(name) {
            at.note(line, format!("This file sets {name}. The build does not get the file, because it may contain a token, so this setting is lost.{elsewhere}"));
        }
    }
    if !carried.is_empty() {
        at.set(SettingId::BuildArguments, &carried.join(" "), first, Sure::Read, "the build gets the settings in .npmrc, but not the file");
    }
}

/// Whether a name is one of a setting, to be shown: no path of a registry and no variable.
fn is_plain(name: &str) -> bool {
    let name = name.trim_end_matches("[]");
    name.starts_with(|letter: char| letter.is_ascii_lowercase())
        && name.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-')
}

/// Whether what is set is a token or a password.
fn is_token(name: &str) -> bool {
    [":_authToken", ":_auth", ":_password"].iter().any(|end| name.ends_with(end)) || name == "_authToken" || name == "_auth"
}

/// `.npmrc` and `.netrc`, and that there is a `.env`, which nobody reads.
pub(super) fn tokens(view: &View<'_>, findings: &mut Findings) {
    if let Some(text) = view.text(".npmrc") {
        let mut at = findings.at(view, ".npmrc");
        for (line, text) in lines(text) {
            let name = text.split('=').next().unwrap_or_default().trim();
            if is_token(name) {
                at.set(SettingId::Private, "token", line, Sure::Inferred, "there is a token for a registry");
                at.note(line, "This file contains a token, which is not shown. Keep it out of the image.");
            }
        }
        npm_settings(view, findings, text);
    }
    if view.text(".netrc").is_some_and(|text| text.split_whitespace().any(|word| word == "password")) {
        let mut at = findings.at(view, ".netrc");
        at.set(SettingId::Private, "token", 0, Sure::Inferred, "there is a password for a host");
        at.note(0, "This file contains a password, which is not shown. Keep it out of the image.");
    }
    let variables = view.here(|name| {
        name == ".env"
            || name.starts_with(".env.") && !["example", "sample", "template", "dist", "test"].iter().any(|end| name.contains(end))
    });
    for path in variables.collect::<Vec<_>>() {
        findings.at(view, file_name(path)).note(0, "This file contains variables, which were not read. Keep it out of the image.");
    }
}

/// Files that show which variables a service reads, for people to copy.
const EXAMPLES: &[&str] = &[".env.example", ".env.sample", ".env.dist", ".env.template"];

/// What a service reads when it starts: how many names, and no value.
pub(super) fn examples(view: &View<'_>, findings: &mut Findings) {
    let Some((name, text)) = EXAMPLES.iter().find_map(|name| Some((*name, view.text(name)?))) else { return };
    let is_name = |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let named = lines(text)
        .filter(|(_, line)| line.trim_start().split_once('=').is_some_and(|(name, _)| is_name(name.trim_start_matches("export ").trim())));
    let count = named.count();
    if count > 0 {
        let label = SettingId::Needed.get().label();
        let text = format!(
            "It lists {count} {}. Set “{label}” to those that the service cannot start without.",
            if count == 1 { "variable" } else { "variables" }
        );
        findings.at(view, name).note(0, text);
    }
}
