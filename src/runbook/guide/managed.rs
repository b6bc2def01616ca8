//! The document for platforms that run containers without a cluster of yours.

use crate::dockerfile::companions::given_at_start;
use crate::runbook::markdown::Guide;
use crate::runbook::scene::Scene;

/// Writes what can be done where the platform lets nobody in.
pub fn managed(guide: &mut Guide, scene: &Scene<'_>) {
    guide.says(&scene.about(), &[]);
    guide.heading("The first five minutes");
    guide.says("The platform provides logs and metrics, which need nothing in the image. Roll back to the previous task definition or revision now, and find the cause later.", &[]);
    if scene.plan.ends() {
        guide.says("It exits by itself, so run it as a job of the platform and not as a service: a Cloud Run job, an ECS task or a Container Apps job. It has no port to check.", &[]);
    }
    let folders = scene.plan.folders();
    if !folders.is_empty() {
        let paths: Vec<String> =
            folders.iter().map(|folder| format!("`{}`{}", folder.path, if folder.is_kept { " (kept)" } else { "" })).collect();
        guide.says(&format!("It writes to {}. Each must be a volume of the platform that user {} can write to. We could not verify which platform gives a volume to that user.", paths.join(", "), scene.user), &[]);
    }
    guide.heading("Get in: ECS and Fargate");
    match scene.shell() {
        Some(shell) => {
            guide.says("ECS Exec runs a program of the image, and the image has a shell. AWS does not support it on a read-only root file system. Users report that it works if its agent’s folders are mounted writable.", &["ecs-exec"]);
            guide.code("sh", &format!("CLUSTER=default\nTASK=0123456789abcdef\naws ecs execute-command --cluster \"$CLUSTER\" --task \"$TASK\" --container app --interactive --command {shell}"));
        }
        None => {
            guide.says(
                "ECS Exec runs a program of the image, and the image has no shell: **you cannot use it here**.",
                &["ecs-exec", "exec-fails"],
            );
            guide.says("You can prepare a sidecar in the same task, with `pidMode` set to `task`, the service’s user and a shell. It sees the service’s processes. We could not verify that ECS Exec into it can read `/proc` of the service.", &["ecs-pid-mode", "proc-root"]);
        }
    }
    guide.heading("Get in: Cloud Run and others");
    guide.says("We could not verify any access to a running container of Cloud Run, Container Apps or App Runner. Do not count on access: put everything that you will need into logs, metrics and endpoints.", &["debug-container"]);
    guide.heading("Get a file out");
    guide.says(
        "We know of no way to copy files out of a running task. Let the service write dumps to object storage on request or when it exits.",
        &["debug-container"],
    );
    guide.heading("Try it elsewhere");
    guide.says("Run the same image under Docker, where you can get in:", &[]);
    let run = format!(
        "docker run --rm --detach --name %APP% --read-only --tmpfs {}{} --cap-drop=ALL%PUBLISH% %IMAGE%",
        scene.plan.temporary(),
        given_at_start(scene.plan)
    );
    let join = "docker run --rm -it --pid=container:%APP% --network=container:%APP% --user %UID%:%GID% %DEBUG% sh";
    guide.code("sh", &scene.fill(&format!("{run}\n{join}\ndocker stop %APP%")));
    if scene.plan.ends() {
        guide.says("You can join the container only while it runs.", &[]);
    }
}
