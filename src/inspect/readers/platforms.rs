//! Files of platforms and workflows: where it runs, and for which architectures.

use super::deploy::runtime;
use super::{after, kubernetes, lines};
use crate::dockerfile::SettingId;
use crate::inspect::findings::Findings;
use crate::inspect::found::Sure;
use crate::inspect::project::View;
use crate::inspect::tree;
use crate::model::questions::{Arch, Platform};
use crate::model::runtimes::Kind;

/// fly.toml, Cloud Run, App Engine, Render and Heroku.
pub(super) fn files(view: &View<'_>, findings: &mut Findings) {
    const NAMED: &[(&str, &str)] = &[("fly.toml", "Fly.io"), ("render.yaml", "Render")];
    for (name, platform) in NAMED.iter().filter(|(name, _)| view.has(name)) {
        findings.at(view, name).answer(Platform::Managed, 0, Sure::Inferred, format!("it is deployed to {platform}"));
    }
    if let Some(text) = view.text("fly.toml") {
        // A compiled program may know its port from there alone.
        let is_compiled = runtime(findings).is_some_and(|runtime| runtime.row().kind == Kind::Compiled);
        let mut at = findings.at(view, "fly.toml");
        if let Some(node) = at.parsed(tree::toml(text)) {
            if let Some(port) = node.at(&["env", "PORT"]).filter(|_| is_compiled)
                && let Some(text) = port.text().filter(|text| text.parse::<u16>().is_ok_and(|port| port >= 1024))
            {
                at.set(SettingId::Variables, &format!("PORT={text}"), port.line, Sure::Read, "this variable sets its port");
            }
            let port = node.at(&["http_service", "internal_port"]);
            let port = port.or_else(|| node.get("services").and_then(|services| services.items().first()?.get("internal_port")));
            if let Some(port) = port.filter(|port| port.text().and_then(|text| text.parse::<u16>().ok()).is_some_and(|port| port >= 1024)) {
                at.set(SettingId::Port, port.text().unwrap_or_default(), port.line, Sure::Read, "its proxy connects to this port");
            }
            // Of a service, of services in a list, or of none, by name.
            let of_services = node.get("services").and_then(|services| services.items().first()?.get("http_checks")?.items().first());
            let by_name = node
                .get("checks")
                .and_then(|checks| checks.entries().iter().map(|(_, check)| check).find(|check| check.get("path").is_some()));
            let check = node.at(&["http_service", "checks"]).and_then(|checks| checks.items().first());
            if let Some(path) = check.or(of_services).or(by_name).and_then(|check| check.get("path"))
                && let Some(text) = path.text()
            {
                at.set(SettingId::Health, text, path.line, Sure::Read, "its health check uses it");
            }
        }
    }
    if let Some(text) = view.text("app.yaml")
        && lines(text).any(|(_, line)| line.starts_with("runtime:"))
    {
        findings.at(view, "app.yaml").answer(Platform::Managed, 0, Sure::Inferred, "it is deployed to App Engine");
    }
}

/// service.yaml of Cloud Run, which is a service of Knative.
pub(super) fn knative(view: &View<'_>, findings: &mut Findings) {
    let Some(text) = view.text("service.yaml") else { return };
    let mut at = findings.at(view, "service.yaml");
    let Ok(node) = tree::yaml(text) else { return };
    let is_knative =
        |document: &&tree::Node| document.text_of(&["apiVersion"]).is_some_and(|version| version.starts_with("serving.knative.dev/"));
    let Some(document) = node.items().iter().find(is_knative) else { return };
    at.answer(Platform::Managed, document.line, Sure::Inferred, "it is a service of Cloud Run or Knative");
    let containers = document.at(&["spec", "template", "spec", "containers"]).map(tree::Node::items).unwrap_or_default();
    if let [container] = containers {
        kubernetes::read(&mut at, container);
    }
}

/// app.json of Heroku.
pub(super) fn heroku(view: &View<'_>, findings: &mut Findings) {
    let Some(text) = view.text("app.json") else { return };
    let Ok(node) = tree::json(text) else { return };
    // Expo has a file of that name too.
    if let Some(what) = ["buildpacks", "formation", "addons", "stack"].iter().find_map(|name| node.get(name)) {
        findings.at(view, "app.json").answer(Platform::Managed, what.line, Sure::Inferred, "it is deployed to Heroku");
    }
}

/// bunfig.toml without a lock file that can be read.
pub(super) fn bunfig(view: &View<'_>, findings: &mut Findings) {
    if view.has("bunfig.toml") && !view.has("bun.lock") {
        let text = match view.has("bun.lockb") {
            true => "Bun’s lock file is binary and cannot be read here. Run bun install --save-text-lockfile to create a text lock file.",
            false => {
                "The workflow sets up Bun, but there is no bun.lock. Run bun install and commit bun.lock, so that every build installs the same packages."
            }
        };
        findings.at(view, "bunfig.toml").note(0, text);
    }
}

/// Workflows of GitHub: the architectures that images are built for.
pub(super) fn workflows(view: &View<'_>, findings: &mut Findings) {
    let whole = view.whole();
    for path in whole.names().filter(|name| name.starts_with(".github/workflows/")).collect::<Vec<_>>() {
        let Some(text) = whole.text(path).filter(|text| text.contains("docker/build-push-action")) else { continue };
        let mut at = findings.at(&whole, path);
        for (line, text) in lines(text) {
            let Some(value) = text.trim().strip_prefix("platforms:").map(str::trim).filter(|value| value.contains("linux/")) else {
                continue;
            };
            let all: Vec<&str> = value.split(',').filter_map(|part| after(part, "linux/")).collect();
            let has = |name: &str| all.iter().any(|own| own.starts_with(name));
            if has("amd64") && has("arm64") {
                at.set(SettingId::Platforms, "both", line, Sure::Read, "images are built for amd64 and arm64");
            }
            if let Some(other) = all.iter().find(|own| {
                !own.starts_with("amd64")
                    && !own.starts_with("arm64")
                    && own.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '/')
            }) {
                at.answer(Arch::Other, line, Sure::Inferred, format!("images are built for {other} too"));
            }
        }
    }
}
