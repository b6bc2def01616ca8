//! `RUNBOOK.md`, for each platform.

pub(super) mod docker;
mod managed;

use super::markdown::Guide;
use super::scene::{BEFORE, DEBUG_IMAGES, Scene};
use super::workload::Workload;
use super::{builds, dumps, failures, manifests};
use crate::dockerfile::settings::Does;
use crate::model::Family;
use crate::model::questions::Platform;

/// The keys that the documents name; a test holds that none is forgotten.
pub const EVIDENCE: &[&str] = &[
    "exec-fails",
    "scratch-is-empty",
    "debug-variant",
    "debug-copy",
    "pod-creation",
    "debug-limits",
    "proc-root",
    "debug-target",
    "pod-network",
    "debug-permission",
    "tools",
    "musl-resolver",
    "debug-container",
    "pod-security",
    "debug-power",
    "tar",
    "logs",
    "py-spy-ptrace",
    "docker-cp",
    "docker-debug",
    "ecs-exec",
    "ecs-pid-mode",
];

/// The document for the platform of the plan.
pub fn guide(scene: &Scene<'_>) -> String {
    let service = scene.plan.service;
    let mut guide = Guide::new(&format!("Runbook for {}", scene.app));
    match () {
        () if service.is(Platform::Docker) => docker::docker(&mut guide, scene),
        () if service.is(Platform::Managed) => managed::managed(&mut guide, scene),
        () => kubernetes(&mut guide, scene),
    }
    guide.heading("Error messages");
    guide.table(["What you see", "Cause", "How to fix it"], failures::rows(scene));
    guide.heading("If the build fails");
    guide.table(["What you see", "Cause", "How to fix it"], builds::rows(scene.plan));
    guide.finish()
}

fn kubernetes(guide: &mut Guide, scene: &Scene<'_>) {
    guide.says(&format!("{} For Kubernetes {}.", scene.about(), scene.kubernetes.token()), &[]);
    if let Some(warning) = scene.kubernetes.warning(scene.plan.today) {
        guide.says(&warning, &[]);
    }
    first_five_minutes(guide, scene);
    way_in(guide, scene);
    inside(guide, scene);
    file_out(guide, scene);
    dumps::dumps(guide, scene);
    guide.heading(if scene.plan.ends() { "If it has exited" } else { "If it does not stay up" });
    guide.says("You cannot join a container that is not running. Use a copy of the pod: it has no labels, so it gets no traffic, and it runs a shell instead of the service.", &["debug-copy"]);
    if scene.shell().is_none() {
        let stage = match scene.plan.debugs() {
            true => "The image with `-debug` is the debug stage of your Dockerfile. Push it next to the real image.",
            false => {
                "The `-debug` image comes from a debug stage, which your Dockerfile does not have. Add one in the settings and push it next to the real image."
            }
        };
        guide.says(stage, &["debug-variant"]);
    }
    guide.says("A copy is a new pod, so policies check its images as for any pod. To create it, you need `create` on pods, which the role `pod-copier` in `debug-rbac.yaml` grants. To delete it, you need `delete`, which that file does not grant: ask someone who has that permission.", &["debug-copy", "pod-creation"]);
    guide.code("sh", &scene.copy());
    needs_more(guide, scene);
    guide.heading("Afterwards");
    if scene.plan.ends() {
        guide.says("`exit` stops the debug container but does not remove it: it stays in the pod’s record until the pod is gone. If you delete a pod while the Job runs, the Job starts a new one, so let the pod finish.", &["debug-limits"]);
    } else {
        guide.says("`exit` stops the debug container but does not remove it: it stays in the pod’s record until the pod is gone. Note this in the incident, then ask someone with permission to replace the pod. `debug-rbac.yaml` does not grant that permission.", &["debug-limits"]);
        guide.code("sh", &scene.kubectl("delete").word("pod \"$POD\"").line());
    }
    guide.heading("Before an incident");
    guide.says("Apply the files, check your permissions and run `rehearsal.sh`. The permissions are as powerful as exec: bind them to a group that people join while they are on call.", &["debug-permission", "debug-power"]);
    guide.code("sh", &quiet_day(scene));
    guide.heading(&format!("Rules for Kubernetes {}", scene.kubernetes.token()));
    guide.list(scene.kubernetes.says());
}

fn first_five_minutes(guide: &mut Guide, scene: &Scene<'_>) {
    guide.heading("The first five minutes");
    guide.says("None of this needs anything in the image.", &["logs"]);
    let lines = [
        format!("NS=default\nAPP={}\nPOD=\"$({})\"\nPOD=\"${{POD#pod/}}\"", scene.app, scene.a_pod()),
        scene.kubectl("get").word("pod \"$POD\"").with("-o", "wide").line(),
        scene.kubectl("describe").word("pod \"$POD\"").line(),
        scene.logs(),
        scene.kubectl("get").word("events").with("--sort-by", ".lastTimestamp").line(),
        scene.kubectl("top pod").word("\"$POD\"").flag("--containers").line(),
    ];
    guide.code("sh", &lines.join("\n"));
    if scene.plan.before().is_some() {
        guide.says("If the pod stays in `Init`, the command before start fails or waits. See its own log:", &["logs"]);
        guide.code("sh", &scene.kubectl("logs").word("\"$POD\"").with("-c", BEFORE).with("--tail", "200").line());
    }
    stop_the_bleeding(guide, scene);
    match scene.plan.does() {
        Does::Worker | Does::Job | Does::Schedule => {}
        Does::Udp => guide
            .says("The service uses UDP, which `kubectl port-forward` does not support. Send requests from a debug container.", &["logs"]),
        does => {
            guide.says("In a second terminal, forward the service’s port to your machine:", &["logs"]);
            guide.code("sh", &scene.forward(scene.port));
            match does {
                Does::Http => guide.code("sh", &format!("curl --fail http://127.0.0.1:{}{}", scene.port, scene.health)),
                Does::Grpc => guide.code("sh", &format!("grpc_health_probe -addr=127.0.0.1:{}", scene.port)),
                _ => {}
            }
        }
    }
}

/// What ends the harm before it is understood.
fn stop_the_bleeding(guide: &mut Guide, scene: &Scene<'_>) {
    let name = format!("\"{}/$APP\"", scene.workload().kind().to_ascii_lowercase());
    match scene.workload() {
        Workload::Deployment => {
            guide.says("Roll back now, and find the cause later:", &[]);
            let processes = scene.plan.processes().into_iter().map(|process| format!("\"deployment/$APP-{}\"", process.name));
            let all: Vec<String> = std::iter::once(name).chain(processes).collect();
            let undo = all.iter().map(|name| scene.kubectl("rollout undo").word(name).line());
            let status = all.iter().map(|name| scene.kubectl("rollout status").word(name).with("--timeout", "2m").line());
            guide.code("sh", &undo.chain(status).collect::<Vec<_>>().join("\n"));
            if scene.plan.before().is_some() {
                guide.says("A rollback does not undo what the command before start has changed, such as the database. The previous version must work with that state.", &[]);
            }
        }
        Workload::Job => {
            guide.says("To stop the damage, suspend the Job: its pods stop, and no more start. A Job cannot be changed, so start the fixed one under another name, or delete this one first.", &[]);
            guide.code("sh", &scene.kubectl("patch").word(&name).with("-p", r#"'{"spec":{"suspend":true}}'"#).line());
        }
        Workload::CronJob => {
            guide.says(
                "To stop the damage, suspend the CronJob: no more runs start. A current run continues until you delete its Job.",
                &[],
            );
            guide.code("sh", &scene.kubectl("patch").word(&name).with("-p", r#"'{"spec":{"suspend":true}}'"#).line());
            guide.says("After the fix, start an extra run:", &[]);
            guide.code("sh", &scene.kubectl("create job").word("\"$APP-by-hand-$$\"").with("--from", "\"cronjob/$APP\"").line());
        }
    }
}

fn way_in(guide: &mut Guide, scene: &Scene<'_>) {
    guide.heading("Get in");
    if scene.plan.ends() {
        guide.says("This works only while the job runs. After it exits, you can read its log and record as above, but not join it. For a closer look, see “If it has exited” below.", &["debug-limits"]);
    }
    match scene.plan.family {
        Family::Full => guide.says("The image has bash and most common tools.", &["tools"]),
        Family::Slim => guide.says("The image has bash, but usually not ps, curl or ip. Without them, use `cat /proc/1/status`, `ls -l /proc/1/fd`, `cat /proc/net/tcp`.", &["tools"]),
        Family::Alpine => guide.says("The image has busybox with sh, ps, netstat, nslookup, wget and vi, but no bash or curl. If a name does not resolve, add a dot at its end: musl treats search domains differently.", &["tools", "musl-resolver"]),
        Family::Distroless => guide.says("The image has no shell. A debug container joins the service’s processes. It runs as the service’s user, so it has access to them.", &["exec-fails", "proc-root", "debug-target"]),
        Family::Scratch => guide.says("The image contains only the service: no shell, no /etc, no linker. A debug container brings all tools and joins the service’s processes as the service’s user.", &["scratch-is-empty", "proc-root", "debug-target"]),
    }
    if let Some(shell) = scene.shell() {
        guide.code("sh", &scene.exec(shell));
        guide.says("You cannot install tools: that needs root and a writable root file system, and the manifest allows neither. Use a debug container with the service’s user.", &["proc-root", "debug-target"]);
    }
    guide.code("sh", &scene.debug());
    guide.says("Each name after `-c` works once per pod. For a second container, use another name, such as `debugger-2`. To return to one that still runs:", &["debug-limits"]);
    guide.code("sh", &scene.kubectl("attach").flag("-it").word("\"$POD\"").with("-c", "debugger").line());
}

fn inside(guide: &mut Guide, scene: &Scene<'_>) {
    guide.heading("Look around");
    guide.says("In the debug container, process 1 is the service and `/proc/1/root` is its file system.", &["proc-root", "debug-target"]);
    let ask = if scene.plan.speaks_http() { format!("\nwget -qO- http://127.0.0.1:{}{}", scene.port, scene.health) } else { String::new() };
    guide.code("sh", "ls -l /proc/1/root/\ntr '\\0' '\\n' < /proc/1/environ\nls -l /proc/1/fd\ncat /proc/1/root/etc/resolv.conf");
    guide.says("Every container uses the pod’s network, whatever its user.", &["pod-network"]);
    guide.code("sh", &format!("netstat -tn\nnslookup kubernetes.default.svc.cluster.local{ask}"));
}

fn file_out(guide: &mut Guide, scene: &Scene<'_>) {
    guide.heading("Get a file out");
    match scene.shell() {
        Some(_) => {
            guide.says(
                "`kubectl cp` works because the image has tar. On a read-only root, only mounted folders such as `/tmp` contain anything new.",
                &["tar"],
            );
            guide.code("sh", &scene.copy_dump());
        }
        None => {
            guide.says(
                "`kubectl cp` fails because the image has no tar. The debug container has one. Leave it running and use a second terminal:",
                &["tar", "proc-root"],
            );
            guide.code("sh", &scene.copy_out(scene.dump(), "heap.tar"));
        }
    }
}

fn needs_more(guide: &mut Guide, scene: &Scene<'_>) {
    guide.heading("If the same user is not enough");
    guide.says("strace and gdb trace a process, which needs root with an effective SYS_PTRACE. Namespaces at the baseline or restricted level refuse that. This pod sets a user, so the profile alone does not make the capability effective: also use `root.yaml`.", &["proc-root", "pod-security", "py-spy-ptrace"]);
    guide.code("yaml", &manifests::root());
    guide.code("sh", &scene.debug_as_root(&format!("{DEBUG_IMAGES}tools:1")));
    guide.says("The last resort is access to the node, which people on call rarely have.", &[]);
}

fn quiet_day(scene: &Scene<'_>) -> String {
    let apply = |file: &str| scene.kubectl("apply").with("-f", file).line();
    let may =
        |verb: &str, what: &str, part: &str| scene.kubectl("auth can-i").word(&format!("{verb} {what}")).with("--subresource", part).line();
    let label = super::kubectl::Kubectl::anywhere(scene.kubernetes, "label").word("namespace \"$NS\" debug-images=checked").line();
    let shown = super::kubectl::Kubectl::anywhere(scene.kubernetes, "get")
        .word("namespace \"$NS\"")
        .with("-o", "jsonpath='{.metadata.labels}'")
        .line();
    let lines = [
        apply("debug-rbac.yaml"),
        super::kubectl::Kubectl::anywhere(scene.kubernetes, "apply").with("-f", "debug-images.yaml").line(),
        label,
        may("patch", "pods", "ephemeralcontainers"),
        may("get", "pods", "attach"),
        may("create", "pods", "attach"),
        format!("# A copy of a pod that does not stay up.\n{}", scene.kubectl("auth can-i").word("create pods").line()),
        format!("# Which Pod Security level applies?\n{shown}"),
        format!("# Can you pull {} when its registry is down? Mirror it under {DEBUG_IMAGES}", scene.debug_image),
        if scene.plan.ends() { "# While the job runs:\nsh rehearsal.sh".into() } else { "sh rehearsal.sh".into() },
    ];
    lines.join("\n")
}
