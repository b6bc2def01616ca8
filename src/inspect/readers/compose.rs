//! Compose: how the service is reached and checked there.

use super::command::without_init;
use super::deploy::runtime;
use super::moved::Moved;
use super::own::own;
use super::{Findings, command, reached};
use crate::dockerfile::SettingId;
use crate::inspect::containerfile::{File, Values, fill, instructions};
use crate::inspect::findings::quoted;
use crate::inspect::found::Sure;
use crate::inspect::project::{View, file_name, folder_of};
use crate::inspect::tree::{self, Node};
use crate::model::questions::{Answer, Platform, Runtime};
use crate::model::runtimes::Kind;

/// The names that Compose looks for, in its order.
const NAMES: &[&str] = &["compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml"];

/// Where tools of a build keep what they fetched or made, on a developer’s machine, and
/// what belongs to root.
const CACHES: &[&str] = &["/go", "/root", "/usr/local/cargo", "/usr/local/bundle", "/usr/local/lib", "/home/node/.npm"];

/// compose.yaml.
pub(super) fn files(view: &View<'_>, findings: &mut Findings) {
    let runtime = runtime(findings);
    let Some((path, text)) = NAMES.iter().find_map(|name| view.above(name)) else { return };
    let name = findings.found.iter().find(|found| found.subject.key() == "name").map(|found| found.value.clone());
    let mut at = findings.at(&view.whole(), &path);
    let Some(node) = at.parsed(tree::yaml(text)) else { return };
    let services = node.items().first().and_then(|node| node.get("services")).map(Node::entries).unwrap_or_default();
    let mut own: Vec<&(String, Node)> =
        services.iter().filter(|(_, service)| service.get("build").is_some() && is_of(service, view.folder)).collect();
    let is_published_only = own.is_empty();
    if is_published_only {
        // For those who only run it there is often one that takes the image from a registry.
        own = services.iter().filter(|(_, service)| name.as_deref().is_some_and(|name| is_published(service, name))).collect();
    }
    let (entrypoint, moved) = of_the_image(view, runtime);
    at.answer(Platform::Docker, 0, Sure::Guessed, "there is a Compose file");
    // Of several it is not known which is meant.
    let [(name, service)] = own.as_slice() else { return };
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
    inside.dedup_by(|one, other| one.0 == other.0);
    let check = service.at(&["healthcheck", "test"]).and_then(|test| {
        let text = test.text().map_or_else(|| test.items().iter().filter_map(Node::text).collect::<Vec<_>>().join(" "), String::from);
        Some((reached::asked(&text)?, test.line))
    });
    let checked = check.as_ref().and_then(|(asked, line)| Some((reached::port_of(asked)?.to_string(), *line)));
    match (inside.as_slice(), checked) {
        ([(port, line)], _) => at.set(SettingId::Port, port, *line, Sure::Inferred, format!("the service {name} is reached on it")),
        (_, Some((port, line))) => {
            at.set(SettingId::Port, &port, line, Sure::Inferred, format!("the health check of the service {name} uses it"));
        }
        _ => {}
    }
    if let Some((path, line)) = check.and_then(|(asked, line)| Some((asked.path?, line))) {
        at.set(SettingId::Health, &path, line, Sure::Inferred, format!("the health check of the service {name} uses it"));
    }
    // Named volumes are kept; what is mounted from the project is for development.
    for volume in service.get("volumes").map(Node::items).unwrap_or_default() {
        let parts = mounted(volume);
        let parts = parts.as_ref().map(|(from, to)| (from.as_str(), to.as_str()));
        // Of a folder of the host its name says that it holds data, and that it is none of the project.
        let is_of_data = |from: &str| {
            let name = file_name(from.trim_end_matches('/'));
            let says = ["data", "storage", "upload", "database"].iter().any(|part| name.contains(part)) || name == "db";
            let says = says || ["/var/lib/", "/var/cache/"].iter().any(|begin| from.starts_with(begin));
            // People who only run it mount folders of their machine.
            (from.starts_with("./") || is_published_only && from.starts_with('/'))
                && says
                && !view.names().any(|path| path.starts_with(&format!("{}/", from.trim_start_matches("./").trim_end_matches('/'))))
        };
        // A compiled program is copied alone, and so without a file of the project that it is configured by.
        let is_compiled = runtime.is_some_and(|runtime| runtime.row().kind == Kind::Compiled);
        if let Some((from, to)) = parts
            && let Some(file) = from.strip_prefix("./").filter(|file| is_compiled && view.has(file) && !file.starts_with(".env"))
        {
            let text = format!(
                "The service {name} mounts {} at {}. The new image does not contain it: mount it too, or add it to “{}”.",
                quoted(file),
                quoted(to),
                SettingId::Beside.get().label()
            );
            at.note(volume.line, text);
        }
        if let Some((from, to)) = parts
            && (!from.starts_with(['.', '/', '~', '$']) || is_of_data(from) && !file_name(to).contains('.'))
            && !to.contains("node_modules")
            && !["/app", "/code", "/src", "/usr/src/app"].contains(&to)
            && !CACHES.iter().any(|cache| to == *cache || to.strip_prefix(cache).is_some_and(|rest| rest.starts_with('/')))
            && !["/target", "/.venv", "/vendor", "/bundle", "/.cache"].iter().any(|end| to.ends_with(end))
        {
            let here = moved.as_ref().and_then(|moved| moved.path(to)).unwrap_or_else(|| to.into());
            at.set(SettingId::Kept, &here, volume.line, Sure::Inferred, format!("the volume {from} is mounted there"));
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
            // It takes the place of CMD, behind the entrypoint of the image.
            let own = entrypoint.into_iter().filter(|_| service.get("entrypoint").is_none());
            let words: Vec<String> = own.chain(words).collect();
            command::started(&mut at, runtime, &words, command.line, &format!("the service {name}"));
        }
    }
}

/// What a volume mounts, and where, with the defaults of variables in it.
fn mounted(volume: &Node) -> Option<(String, String)> {
    let Some(text) = volume.text() else {
        return Some((fill(volume.text_of(&["source"])?, &Values::new()), volume.text_of(&["target"])?.to_string()));
    };
    let text = fill(text, &Values::new());
    // A variable without a default stays, with the signs that it may have.
    let end = if text.starts_with("${") { text.find('}')? } else { 0 };
    let (from, to) = text.split_at(end + text.get(end..)?.find(':')?);
    let to = to.trim_start_matches(':');
    Some((from.into(), to.split(':').next().unwrap_or(to).into()))
}

/// The entrypoint of the image that is built, but for a script, and where its program lies.
fn of_the_image(view: &View<'_>, runtime: Option<Runtime>) -> (Vec<String>, Option<Moved>) {
    let token = runtime.map(|runtime| Runtime::QUESTION.get().options[usize::from(runtime.index())].token);
    let text = own(view, token).and_then(|path| view.whole().text(&path));
    let (Some(text), Some(runtime)) = (text, runtime) else { return (Vec::new(), None) };
    let file = File::read(text).filled();
    let Some(last) = file.stages.len().checked_sub(1) else { return (Vec::new(), None) };
    let instructions = instructions(&file.line_of_stages(last));
    let entrypoint = instructions
        .iter()
        .rev()
        .find(|instruction| instruction.name == "ENTRYPOINT")
        .and_then(|instruction| instruction.exec.clone())
        .unwrap_or_default();
    let is_script = without_init(&entrypoint).first().is_none_or(|word| word.ends_with(".sh") || word.contains("entrypoint"));
    (if is_script { Vec::new() } else { entrypoint }, Moved::of(&instructions, runtime))
}

/// Whether a service is built from a folder.
fn is_of(service: &Node, folder: &str) -> bool {
    let context = service.text_of(&["build"]).or_else(|| service.text_of(&["build", "context"])).unwrap_or(".");
    let context = context.trim_start_matches("./").trim_end_matches('/');
    let is_root = context.is_empty() || context == ".";
    // A member of a workspace is built from its root, by the Dockerfile in its folder.
    let of_a_member = || service.text_of(&["build", "dockerfile"]).map(|file| folder_of(file.trim_start_matches("./"))) == Some(folder);
    context == folder || is_root && (folder.is_empty() || of_a_member())
}

/// Whether the image of a service has the name of the project.
fn is_published(service: &Node, name: &str) -> bool {
    let image = service.text_of(&["image"]).unwrap_or_default();
    let last = image.split('@').next().and_then(|image| image.rsplit('/').next()).unwrap_or_default();
    last.split(':').next() == Some(name)
}

/// Where something is mounted into the only service that is built, with the file and its line.
pub(super) fn mounts(view: &View<'_>) -> Vec<(String, String, u32)> {
    let Some((path, text)) = NAMES.iter().find_map(|name| view.above(name)) else { return Vec::new() };
    let Ok(node) = tree::yaml(text) else { return Vec::new() };
    let services = node.items().first().and_then(|node| node.get("services")).map(Node::entries).unwrap_or_default();
    let mut built = services.iter().filter(|(_, service)| service.get("build").is_some() && is_of(service, view.folder));
    let (Some((_, service)), None) = (built.next(), built.next()) else { return Vec::new() };
    let volumes = service.get("volumes").map(Node::items).unwrap_or_default();
    volumes.iter().filter_map(|volume| Some((mounted(volume)?.1, path.clone(), volume.line))).collect()
}
