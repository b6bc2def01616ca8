//! The service under Compose, locked down as far as that can.

use super::scene::{CONFIGURATION, Scene};
use super::webserver::under_compose;
use super::yaml::{self, Entry, Yaml, entry, list, map};
use crate::dockerfile::settings::Does;
use crate::dockerfile::start::Server;
use crate::dockerfile::{Command, Folder, Process};
use crate::model::Family;

/// `compose.yaml`, which runs as it is once the image is there.
pub fn compose(scene: &Scene<'_>) -> String {
    let port = scene.port;
    let folders = scene.plan.folders();
    let dumps = scene.plan.dumps();
    let (kept, scratch): (Vec<_>, Vec<_>) = folders.iter().partition(|folder| folder.is_kept);
    let in_memory = std::iter::once(scene.plan.temporary()).chain(scratch.iter().map(|folder| folder.path.as_str())).map(Yaml::from);
    let tmpfs = entry("tmpfs", Yaml::List(in_memory.collect()));
    let mut locked = vec![
        entry("user", scene.user.to_string()),
        entry("read_only", true),
        if scene.plan.runs_from_temporary() { tmpfs.because("JARs unpack native libraries there and load them.") } else { tmpfs },
    ];
    let volumes: Vec<&Folder> = kept.into_iter().chain(&dumps).collect();
    if !volumes.is_empty() {
        let mounts = volumes.iter().map(|folder| Yaml::Text(format!("{}:{}", folder.name, folder.path)));
        let why = match &dumps {
            Some(_) => {
                "Heap dumps go to a volume: the tmpfs above counts as memory. A host folder instead of a volume must belong to the user above."
            }
            None => "If you use a host folder instead, it must belong to the user above.",
        };
        locked.push(entry("volumes", Yaml::List(mounts.collect())).because(why));
    }
    let file = scene.plan.mounted();
    if let Some(file) = &file {
        let mount = map([entry("source", CONFIGURATION), entry("target", file.path.as_str())]);
        locked.push(entry("configs", Yaml::List(vec![mount])).because("This file differs by environment."));
    }
    locked.push(entry("cap_drop", list(["ALL"])));
    locked.push(entry("security_opt", list(["no-new-privileges:true"])));
    let before = scene.plan.before().map(|command| (format!("{}-before", scene.app), first(scene, command, &locked)));
    let after: Vec<Entry> = before.iter().map(|(name, _)| waits(name)).collect();
    let also: Vec<Entry> = scene.plan.processes().into_iter().map(|process| beside(scene, process, &locked, &after)).collect();
    let mut service = vec![entry("image", scene.image.clone()), entry("container_name", scene.app.clone())];
    service.extend(initialised(scene.plan.wants_init()));
    service.extend(locked);
    service.extend(environment(scene, &[]));
    service.extend(after);
    let ports: Vec<Yaml> = scene.plan.published().map(Yaml::Text).collect();
    if !ports.is_empty() {
        service.push(
            entry("ports", Yaml::List(ports)).because("Reachable from this machine only. To open it to the network, put a proxy in front."),
        );
    }
    service.push(match scene.plan.does() {
        Does::Job => entry("restart", "no").because("It exits by itself."),
        Does::Schedule => entry("restart", "no")
            .because("It exits by itself. Start it with docker compose up from a timer on the machine. Its log stays until the next run."),
        _ => entry("restart", "unless-stopped"),
    });
    // The image of an interpreter carries its own check; a shell-less one has nothing to ask with.
    let asks = scene.plan.family == Family::Alpine && scene.plan.speaks_http();
    if asks {
        let address = format!("http://127.0.0.1:{port}{}", scene.health);
        let ask = list(["CMD", "wget", "-q", "-O", "/dev/null", address.as_str()]);
        service
            .push(entry("healthcheck", map([entry("test", ask), entry("interval", "30s"), entry("timeout", "3s"), entry("retries", 3)])));
    }
    let head = match scene.plan.check() {
        _ if asks || scene.plan.ends() => "",
        Some(_) => "No health check here: the image has one.",
        None => "No health check here: the image has nothing to run one.",
    };
    let before = before.map(|(name, service)| entry(name, service));
    let web = scene.plan.web_server().map(|front| under_compose(scene, front));
    let services = before.into_iter().chain([entry(scene.app.clone(), Yaml::Map(service))]).chain(web).chain(also);
    let mut all = vec![entry("services", Yaml::Map(services.collect()))];
    if !volumes.is_empty() {
        let volumes = volumes.iter().map(|folder| entry(folder.name.clone(), Yaml::Map(Vec::new())));
        all.push(entry("volumes", Yaml::Map(volumes.collect())));
    }
    if let Some(file) = &file {
        let from = map([entry("file", format!("./{}", file.name))]);
        all.push(entry("configs", map([entry(CONFIGURATION, from)])));
    }
    yaml::file(head, &[Yaml::Map(all)])
}

/// An init in front of a program that may not handle the stop signal as process 1.
fn initialised(is_wanted: bool) -> Option<Entry> {
    is_wanted.then(|| entry("init", true).because("Docker’s init forwards the stop signal and reaps child processes."))
}

/// What runs before the service, with its image and what it may.
fn first(scene: &Scene<'_>, command: Command, locked: &[Entry]) -> Yaml {
    let mut service = vec![entry("image", scene.image.clone()), entry("entrypoint", called(command.words))];
    service.extend(initialised(scene.plan.wants_init_beside()));
    service.extend(locked.iter().cloned());
    service.extend(environment(scene, &command.variables));
    service.push(entry("restart", "no").because("It exits by itself."));
    Yaml::Map(service)
}

/// A further process of the image, which nothing asks.
fn beside(scene: &Scene<'_>, process: Process, locked: &[Entry], after: &[Entry]) -> Entry {
    let mut service = vec![entry("image", scene.image.clone()), entry("entrypoint", called(process.command.words))];
    service.extend(initialised(scene.plan.wants_init_beside()));
    service.extend(locked.iter().chain(after).cloned());
    service.extend(environment(scene, &process.command.variables));
    if scene.plan.check().is_some() {
        let why = "The image’s health check uses a port that this process does not listen on.";
        service.push(entry("healthcheck", map([entry("disable", true)])).because(why));
    }
    if scene.plan.server() == Some(Server::Fpm) {
        service.push(entry("stop_signal", "SIGTERM").because("The image’s default is SIGQUIT, which only FPM uses."));
    }
    service.push(entry("restart", "unless-stopped"));
    entry(format!("{}-{}", scene.app, process.name), Yaml::Map(service))
}

/// What it cannot start without, and the variables of one command.
fn environment(scene: &Scene<'_>, own: &[(String, String)]) -> Option<Entry> {
    let needed = scene.plan.needed();
    let from = |name: &&str| entry(*name, format!("${{{name}:?set it in .env or your shell}}"));
    let all: Vec<Entry> =
        needed.iter().map(from).chain(own.iter().map(|(name, value)| entry(name.clone(), value.replace('$', "$$")))).collect();
    let all = (!all.is_empty()).then(|| entry("environment", Yaml::Map(all)));
    if needed.is_empty() { all } else { all.map(|all| all.because("The service cannot start without these variables.")) }
}

/// That it starts once another one has ended well.
fn waits(name: &str) -> Entry {
    let done = map([entry("condition", "service_completed_successfully")]);
    entry("depends_on", map([entry(name.to_string(), done)])).because("Starts only after this has succeeded.")
}

/// Words as Compose takes them, which puts a variable's value in place of what
/// follows a dollar sign.
fn called(words: Vec<String>) -> Yaml {
    Yaml::List(words.into_iter().map(|word| Yaml::Text(word.replace('$', "$$"))).collect())
}
