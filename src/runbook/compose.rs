//! The service under Compose, locked down as far as that can.

use super::scene::Scene;
use super::yaml::{Entry, Yaml, entry, file, list, map};
use crate::dockerfile::settings::Does;
use crate::model::Family;

/// `compose.yaml`, which runs as it is once the image is there.
pub fn compose(scene: &Scene<'_>) -> String {
    let port = scene.port;
    let folders = scene.plan.folders();
    let (kept, scratch): (Vec<_>, Vec<_>) = folders.iter().partition(|folder| folder.is_kept);
    let in_memory = std::iter::once("/tmp").chain(scratch.iter().map(|folder| folder.path.as_str())).map(Yaml::from);
    let mut locked = vec![entry("user", scene.user.to_string()), entry("read_only", true), entry("tmpfs", Yaml::List(in_memory.collect()))];
    if !kept.is_empty() {
        let mounts = kept.iter().map(|folder| Yaml::Text(format!("{}:{}", folder.name, folder.path)));
        let why = "A folder of this machine in their place has to belong to the user above.";
        locked.push(entry("volumes", Yaml::List(mounts.collect())).because(why));
    }
    locked.push(entry("cap_drop", list(["ALL"])));
    locked.push(entry("security_opt", list(["no-new-privileges:true"])));
    let before = scene.plan.before().map(|words| (format!("{}-before", scene.app), first(scene, words, &locked)));
    let mut service = vec![entry("image", scene.image.clone()), entry("container_name", scene.app.clone())];
    service.extend(locked);
    if let Some((name, _)) = &before {
        let done = map([entry("condition", "service_completed_successfully")]);
        service.push(entry("depends_on", map([entry(name.clone(), done)])).because("It starts once that has ended well."));
    }
    let ports: Vec<Yaml> = scene.plan.published().map(Yaml::Text).collect();
    if !ports.is_empty() {
        service.push(entry("ports", Yaml::List(ports)).because("This machine only: what faces the network belongs in front of it."));
    }
    service.push(match scene.plan.does() {
        Does::Job => entry("restart", "no").because("It ends by itself."),
        Does::Schedule => {
            entry("restart", "no").because("It ends by itself, and a timer of the machine starts it: docker compose run --rm.")
        }
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
        Some(_) => "No health check here: the image carries one.",
        None => "No health check here: nothing inside could make it.",
    };
    let before = before.map(|(name, service)| entry(name, service));
    let services = before.into_iter().chain([entry(scene.app.clone(), Yaml::Map(service))]);
    let mut all = vec![entry("services", Yaml::Map(services.collect()))];
    if !kept.is_empty() {
        let volumes = kept.iter().map(|folder| entry(folder.name.clone(), Yaml::Map(Vec::new())));
        all.push(entry("volumes", Yaml::Map(volumes.collect())));
    }
    file(head, &[Yaml::Map(all)])
}

/// What runs before the service, with its image and what it may.
fn first(scene: &Scene<'_>, words: Vec<String>, locked: &[Entry]) -> Yaml {
    // Compose puts a variable's value in place of what follows a dollar sign.
    let words = words.into_iter().map(|word| Yaml::Text(word.replace('$', "$$"))).collect();
    let mut service = vec![entry("image", scene.image.clone()), entry("entrypoint", Yaml::List(words))];
    service.extend(locked.iter().cloned());
    service.push(entry("restart", "no").because("It ends by itself."));
    Yaml::Map(service)
}
