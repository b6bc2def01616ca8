//! Compose: how the service is reached and checked there.

use super::deploy::runtime;
use super::{Findings, command};
use crate::dockerfile::SettingId;
use crate::inspect::found::Sure;
use crate::inspect::project::View;
use crate::inspect::tree::{self, Node};
use crate::model::questions::Platform;

/// The names that Compose looks for, in its order.
const NAMES: &[&str] = &["compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml"];

/// compose.yaml.
pub(super) fn files(view: &View<'_>, findings: &mut Findings) {
    let runtime = runtime(findings);
    let Some((path, text)) = NAMES.iter().find_map(|name| view.above(name)) else { return };
    let mut at = findings.at(&view.whole(), &path);
    let Some(node) = at.parsed(tree::yaml(text)) else { return };
    let services = node.items().first().and_then(|node| node.get("services")).map(Node::entries).unwrap_or_default();
    let built: Vec<&(String, Node)> =
        services.iter().filter(|(_, service)| service.get("build").is_some() && is_of(service, view.folder)).collect();
    at.answer(Platform::Docker, 0, Sure::Guessed, "there is a Compose file");
    // Of several that are built it is not known which is meant.
    let [(name, service)] = built.as_slice() else { return };
    let mut inside: Vec<(String, u32)> = Vec::new();
    for port in service.get("ports").map(Node::items).unwrap_or_default() {
        let number = match port.text() {
            Some(text) => text.split('/').next().and_then(|text| text.rsplit(':').next()).map(String::from),
            None => port.text_of(&["target"]).map(String::from),
        };
        if let Some(number) = number.filter(|number| number.parse::<u16>().is_ok_and(|port| port >= 1024)) {
            inside.push((number, port.line));
        }
    }
    if let [(port, line)] = inside.as_slice() {
        at.set(SettingId::Port, port, *line, Sure::Inferred, format!("the service {name} is reached there"));
    }
    // Named volumes are kept; what is mounted from the project is for development.
    for volume in service.get("volumes").map(Node::items).unwrap_or_default() {
        let parts = volume.text().and_then(|text| text.split_once(':')).map(|(from, to)| (from, to.split(':').next().unwrap_or(to)));
        if let Some((from, to)) = parts
            && !from.starts_with(['.', '/', '~', '$'])
            && !to.contains("node_modules")
            && !["/app", "/code", "/src", "/usr/src/app"].contains(&to)
        {
            at.set(SettingId::Kept, to, volume.line, Sure::Inferred, format!("the volume {from} is mounted there"));
        }
    }
    if let Some(command) = service.get("command")
        && let Some(runtime) = runtime
    {
        let words = match command.text() {
            Some(text) => command::words(text),
            None => command.items().iter().map(|node| node.text().map(String::from)).collect(),
        };
        if let Some(words) = words {
            command::started(&mut at, runtime, &words, command.line, &format!("the service {name}"));
        }
    }
}

/// Whether a service is built from a folder.
fn is_of(service: &Node, folder: &str) -> bool {
    let context = service.text_of(&["build"]).or_else(|| service.text_of(&["build", "context"])).unwrap_or(".");
    let context = context.trim_start_matches("./").trim_end_matches('/');
    context == folder || (context.is_empty() || context == ".") && folder.is_empty() || context == "." && folder.is_empty()
}
