//! The web server in front of FPM, under Compose and in a pod: in one network with it.

use super::container::{GUESS, LEAVING, locked, resources};
use super::scene::Scene;
use super::yaml::{Entry, Yaml, entry, list, map};
use crate::dockerfile::webserver::{HEALTH, PORT};
use crate::facts::Image;

/// The web server, in the same pod: it reaches FPM on 127.0.0.1, and has a user of its own.
pub fn in_a_pod(scene: &Scene<'_>, on: &Image) -> Yaml {
    let user = on.ordinary_user();
    let port = map([entry("name", "http"), entry("containerPort", u32::from(PORT))]);
    let ask = || map([entry("path", HEALTH), entry("port", "http")]);
    let own = [entry("runAsUser", user.uid), entry("runAsGroup", user.gid)];
    let mut web = vec![
        entry("name", "web"),
        entry("image", scene.web_image()),
        entry("ports", Yaml::List(vec![port])),
        entry("readinessProbe", map([entry("httpGet", ask()), entry("periodSeconds", 5)])),
        entry("livenessProbe", map([entry("httpGet", ask()), entry("periodSeconds", 10), entry("failureThreshold", 6)])),
        entry("lifecycle", map([entry("preStop", map([entry("sleep", map([entry("seconds", LEAVING)]))]))])),
        entry("resources", resources(scene)).because(GUESS),
        entry("securityContext", Yaml::Map(own.into_iter().chain(locked()).collect())),
    ];
    let kept = scene.plan.folders().into_iter().filter(|folder| folder.is_kept);
    let mounts: Vec<Yaml> =
        kept.map(|folder| map([entry("name", folder.name), entry("mountPath", folder.path), entry("readOnly", true)])).collect();
    if !mounts.is_empty() {
        web.push(entry("volumeMounts", Yaml::List(mounts)).because("nginx serves the uploaded files."));
    }
    Yaml::Map(web)
}

/// The web server, in the network of the service: it reaches FPM on 127.0.0.1, as in a pod.
pub fn under_compose(scene: &Scene<'_>, on: &Image) -> Entry {
    let kept = scene.plan.folders().into_iter().filter(|folder| folder.is_kept);
    let volumes: Vec<Yaml> = kept.map(|folder| Yaml::Text(format!("{}:{}:ro", folder.name, folder.path))).collect();
    let mut service = vec![
        entry("image", scene.web_image()),
        entry("network_mode", format!("service:{}", scene.app)).because("Shares the service’s network, whose port is published above."),
        entry("user", on.ordinary_user().to_string()),
        entry("read_only", true),
        entry("cap_drop", list(["ALL"])),
        entry("security_opt", list(["no-new-privileges:true"])),
    ];
    if !volumes.is_empty() {
        service.push(entry("volumes", Yaml::List(volumes)).because("nginx serves the uploaded files."));
    }
    service.push(entry("depends_on", list([scene.app.as_str()])));
    service.push(entry("restart", "unless-stopped"));
    entry(format!("{}-web", scene.app), Yaml::Map(service))
}
