//! The service under Compose, locked down as far as that can.

use super::scene::Scene;
use super::yaml::{Yaml, entry, file, list, map};
use crate::model::Family;

/// `compose.yaml`, which runs as it is once the image is there.
pub fn compose(scene: &Scene<'_>) -> String {
    let port = scene.port;
    let mut service = vec![
        entry("image", scene.image.clone()),
        entry("container_name", scene.app.clone()),
        entry("user", scene.user.to_string()),
        entry("read_only", true),
        entry("tmpfs", list(["/tmp"])),
        entry("cap_drop", list(["ALL"])),
        entry("security_opt", list(["no-new-privileges:true"])),
        entry("ports", list([format!("127.0.0.1:{port}:{port}")]))
            .because("This machine only: what faces the network belongs in front of it."),
        entry("restart", "unless-stopped"),
    ];
    // The image of an interpreter carries its own check; a shell-less one has nothing to ask with.
    if scene.plan.family == Family::Alpine && scene.plan.speaks_http() {
        let address = format!("http://127.0.0.1:{port}{}", scene.health);
        let ask = list(["CMD", "wget", "-q", "-O", "/dev/null", address.as_str()]);
        service
            .push(entry("healthcheck", map([entry("test", ask), entry("interval", "30s"), entry("timeout", "3s"), entry("retries", 3)])));
    }
    let head = if scene.plan.family == Family::Alpine {
        ""
    } else {
        "No health check here: either the image carries one, or nothing inside could make it."
    };
    file(head, &[map([entry("services", map([entry(scene.app.clone(), Yaml::Map(service))]))])])
}
