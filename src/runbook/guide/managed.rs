//! The document for platforms that run containers without a cluster of yours.

use crate::runbook::markdown::Guide;
use crate::runbook::scene::Scene;

/// Writes what can be done where the platform lets nobody in.
pub fn managed(guide: &mut Guide, scene: &Scene<'_>) {
    guide.says(&scene.about(), &[]);
    guide.heading("The first five minutes");
    guide.says("Logs and metrics are the platform’s own and need nothing in the image. Roll back to the task definition or revision before; understand it later.", &[]);
    if scene.plan.ends() {
        guide.says("It ends by itself, so it is a job of the platform and not a service: a Cloud Run job, a task of ECS, a Container Apps job. Nothing asks its port.", &[]);
    }
    let folders = scene.plan.folders();
    if !folders.is_empty() {
        let paths: Vec<String> =
            folders.iter().map(|folder| format!("`{}`{}", folder.path, if folder.is_kept { " (kept)" } else { "" })).collect();
        guide.says(&format!("It writes to {}: each is a volume of the platform, writable for user {}. We could not verify which platform gives a volume that user.", paths.join(", "), scene.user), &[]);
    }
    guide.heading("Get in: ECS and Fargate");
    match scene.shell() {
        Some(shell) => {
            guide.says("ECS Exec runs a program of the image, and a shell is inside. AWS does not support it on a read-only root file system; users report that it works where the folders of its agent are mounted writable.", &["ecs-exec"]);
            guide.code("sh", &format!("CLUSTER=default\nTASK=0123456789abcdef\naws ecs execute-command --cluster \"$CLUSTER\" --task \"$TASK\" --container app --interactive --command {shell}"));
        }
        None => {
            guide.says(
                "ECS Exec runs a program of the image, and there is no shell in it: **this way does not exist here**.",
                &["ecs-exec", "exec-fails"],
            );
            guide.says("What can be prepared is a sidecar in the same task, with `pidMode` set to `task`, the service’s own user and a shell: it sees the service’s processes. We could not verify that ECS Exec into it reads `/proc` of the service.", &["ecs-pid-mode", "proc-root"]);
        }
    }
    guide.heading("Get in: Cloud Run and others");
    guide.says("We could not verify a way into a running container of Cloud Run, Container Apps or App Runner, and count on none: what you will need has to be in logs, metrics and endpoints.", &["debug-container"]);
    guide.heading("Get a file out");
    guide.says(
        "We know of no copy out of a running task. Let the service write dumps to object storage when it is asked to, or when it ends.",
        &["debug-container"],
    );
    guide.heading("Try it elsewhere");
    guide.says("The same image under Docker, where there are ways in:", &[]);
    guide.code("sh", &scene.fill("docker run --rm --detach --name %APP% --read-only --tmpfs /tmp --cap-drop=ALL%PUBLISH% %IMAGE%\ndocker run --rm -it --pid=container:%APP% --network=container:%APP% --user %UID%:%GID% %DEBUG% sh\ndocker stop %APP%"));
}
