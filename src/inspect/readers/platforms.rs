//! Files of platforms and workflows: where it runs, and for which architectures.

use super::{after, lines};
use crate::dockerfile::SettingId;
use crate::inspect::findings::Findings;
use crate::inspect::found::Sure;
use crate::inspect::project::View;
use crate::inspect::tree;
use crate::model::questions::{Arch, Platform};

/// fly.toml, Cloud Run, App Engine, Render and Heroku.
pub(super) fn files(view: &View<'_>, findings: &mut Findings) {
    const NAMED: &[(&str, &str)] = &[("fly.toml", "Fly.io"), ("render.yaml", "Render")];
    for (name, platform) in NAMED.iter().filter(|(name, _)| view.has(name)) {
        findings.at(view, name).answer(Platform::Managed, 0, Sure::Inferred, format!("it is deployed to {platform}"));
    }
    if let Some(text) = view.text("fly.toml") {
        let mut at = findings.at(view, "fly.toml");
        if let Some(node) = at.parsed(tree::toml(text)) {
            let port = node.at(&["http_service", "internal_port"]);
            let port = port.or_else(|| node.get("services").and_then(|services| services.items().first()?.get("internal_port")));
            if let Some(port) = port.filter(|port| port.text().and_then(|text| text.parse::<u16>().ok()).is_some_and(|port| port >= 1024)) {
                at.set(SettingId::Port, port.text().unwrap_or_default(), port.line, Sure::Read, "it is asked there");
            }
            let check = node.at(&["http_service", "checks"]).and_then(|checks| checks.items().first()?.get("path"));
            if let Some(path) = check
                && let Some(text) = path.text()
            {
                at.set(SettingId::Health, text, path.line, Sure::Read, "it is asked there");
            }
        }
    }
    if let Some(text) = view.text("app.yaml")
        && lines(text).any(|(_, line)| line.starts_with("runtime:"))
    {
        findings.at(view, "app.yaml").answer(Platform::Managed, 0, Sure::Inferred, "it is deployed to App Engine");
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
