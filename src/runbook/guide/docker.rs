//! The document for Docker, Compose and single machines.

use crate::model::Family;
use crate::runbook::dumps;
use crate::runbook::markdown::Guide;
use crate::runbook::scene::Scene;

/// Writes what to do where Docker or Compose runs the service.
pub fn docker(guide: &mut Guide, scene: &Scene<'_>) {
    guide.says(&scene.about(), &[]);
    guide.heading("The first five minutes");
    guide.says("None of this needs anything in the image.", &["logs"]);
    let ask =
        if scene.plan.speaks_http() { format!("\ncurl --fail http://127.0.0.1:{}{}", scene.port, scene.health) } else { String::new() };
    guide.code("sh", &format!("NAME={}\ndocker ps --all --filter \"name=$NAME\"\ndocker logs --timestamps --tail 200 \"$NAME\"\ndocker inspect --format '{{{{json .State}}}}' \"$NAME\"\ndocker stats --no-stream \"$NAME\"{ask}", scene.app));
    guide.heading("Get in");
    if scene.plan.ends() {
        guide.says("Only while it runs: of what has ended there is the log, until `--rm` or somebody removes it.", &["logs"]);
    }
    match scene.plan.family {
        Family::Full | Family::Slim => guide.says("bash is inside.", &["tools"]),
        Family::Alpine => guide.says("busybox’s sh is inside, with ps, netstat, nslookup and wget.", &["tools"]),
        Family::Distroless | Family::Scratch => guide.says(
            "There is no shell inside: a second container joins the processes and the network of the first, as the same user.",
            &["exec-fails", "proc-root"],
        ),
    }
    if let Some(shell) = scene.shell() {
        guide.code("sh", &exec(shell));
        guide.says("Tools that are not inside come with a second container, as the same user.", &["proc-root"]);
    }
    guide.code("sh", &beside(scene, "-it", "sh"));
    guide.says(
        "In it process 1 is the service and `/proc/1/root` its file system. As root it would also take `--cap-add SYS_PTRACE`.",
        &["proc-root"],
    );
    guide.code("sh", "ls -l /proc/1/root/\ntr '\\0' '\\n' < /proc/1/environ\nls -l /proc/1/fd\nnetstat -tn");
    guide.says("With Docker Desktop, `docker debug` does the same with its own tools.", &["docker-debug"]);
    guide.code("sh", "docker debug \"$NAME\"");
    guide.heading("Get a file out");
    guide.says(
        "Both read through the daemon, also from a container that has stopped; what lies in the tmpfs `/tmp` they do not see.",
        &["docker-cp"],
    );
    guide.code("sh", "docker cp \"$NAME:/etc/hosts\" hosts\ndocker export \"$NAME\" --output everything.tar");
    guide.says("The second container sees that too.", &["proc-root"]);
    guide.code("sh", &beside(scene, "--interactive", "tar -C /proc/1/root -cf - tmp/heap.out > heap.tar"));
    dumps::dumps(guide, scene);
    guide.heading("Afterwards");
    guide.says("`--rm` removes the second container with its last process, and the first never knew of it.", &[]);
}

/// A program of the image itself.
pub fn exec(command: &str) -> String {
    format!("docker exec -it \"$NAME\" {command}")
}

/// A second container that joins the processes and the network of the first.
pub fn beside(scene: &Scene<'_>, flag: &str, command: &str) -> String {
    let (user, image) = (scene.user, &scene.debug_image);
    format!("docker run --rm {flag} --pid=\"container:$NAME\" --network=\"container:$NAME\" --user {user} {image} {command}")
}
