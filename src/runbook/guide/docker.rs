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
        guide.says(
            "This works only while the job runs. After it exits, only its log remains, until `--rm` or someone removes the container.",
            &["logs"],
        );
    }
    match scene.plan.family {
        Family::Full | Family::Slim => guide.says("The image has bash.", &["tools"]),
        Family::Alpine => guide.says("The image has busybox’s sh, with ps, netstat, nslookup and wget.", &["tools"]),
        Family::Distroless | Family::Scratch => guide.says(
            "The image has no shell. A second container joins the first one’s processes and network as the same user.",
            &["exec-fails", "proc-root"],
        ),
    }
    if let Some(shell) = scene.shell() {
        guide.code("sh", &exec(shell));
        guide.says("For missing tools, use a second container with the same user.", &["proc-root"]);
    }
    guide.code("sh", &beside(scene, "-it", "sh"));
    let (first, fd) = match scene.is_behind_init() {
        true => {
            ("Docker’s init, and the service is its child: `ps` shows the process ID", "ps\nls -l \"/proc/$(pgrep -P 1 | head -n 1)/fd\"")
        }
        false => ("the service", "ls -l /proc/1/fd"),
    };
    guide.says(
        &format!(
            "In the second container, process 1 is {first}. `/proc/1/root` is the service’s file system. As root, you would also need `--cap-add SYS_PTRACE`."
        ),
        &["proc-root"],
    );
    guide.code("sh", &format!("ls -l /proc/1/root/\ntr '\\0' '\\n' < /proc/1/environ\n{fd}\nnetstat -tn"));
    guide.says("With Docker Desktop, `docker debug` does the same and includes its own tools.", &["docker-debug"]);
    guide.code("sh", "docker debug \"$NAME\"");
    guide.heading("Get a file out");
    guide.says("`docker cp` and `docker export` read through the daemon, even from a stopped container. They do not see files in the tmpfs `/tmp`.", &["docker-cp"]);
    guide.code("sh", &format!("{}\ndocker export \"$NAME\" --output everything.tar", scene.docker_copies("$NAME")));
    if scene.plan.dumps().is_some() {
        guide.says("`docker export` does not include volumes.", &["docker-cp"]);
    }
    guide.says("The second container sees files in `/tmp` too.", &["proc-root"]);
    guide.code("sh", &beside(scene, "--interactive", "tar -C /proc/1/root -cf - tmp > tmp.tar"));
    dumps::dumps(guide, scene);
    guide.heading("Afterwards");
    guide.says("`--rm` removes the second container when its last process exits. The first container is not affected.", &[]);
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
