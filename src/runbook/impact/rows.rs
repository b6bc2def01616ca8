//! The table. `%PORT%`, `%HEALTH%` and the like are filled in for the service.

use super::paste::{INIT, SECOND, SLEEP};
use super::row::Effect::{self, Breaks, Differs, Works};
use super::row::Instead::{self, Command, Dockerfile, Nothing, Probe, Text};
use super::row::Row;
use super::verbs::{COPY, CURL, DUMP, ENTRYPOINT, EXEC, EXEC_PROBE, FORWARD, LOGS, NPM, PRE_STOP, SYNC};
use crate::model::Family;
use crate::model::condition::{When, when};
use crate::model::family::Families;

const ALL: Families = Families::ALL;
const NONE_INSIDE: Families = Families::SHELL_LESS;
const SHELL: Families = Families::of(&[Family::Full, Family::Slim, Family::Alpine]);
const BASH: Families = Families::of(&[Family::Full, Family::Slim]);
const FULL: Families = Families::of(&[Family::Full]);
const SLIM: Families = Families::of(&[Family::Slim]);
const ALPINE: Families = Families::of(&[Family::Alpine]);

const KUBERNETES: When = when!(Platform: Kubernetes);
const DOCKER: When = when!(Platform: Docker);
const MANAGED: When = when!(Platform: Managed);
const ALWAYS: When = When::ALWAYS;

const fn row(
    verb: &'static str,
    (families, when): (Families, When),
    effect: Effect,
    why: &'static str,
    instead: Instead,
    evidence: &'static [&'static str],
) -> Row {
    Row { verb, families, when, effect, why, instead, evidence }
}

/// Every row; of each verb the first that holds counts.
pub static ROWS: &[Row] = &[
    row(
        EXEC,
        (BASH, KUBERNETES),
        Works,
        "The image has bash; slim images have neither ps nor curl.",
        Command(|scene| scene.exec("bash")),
        &["tools"],
    ),
    row(
        EXEC,
        (ALPINE, KUBERNETES),
        Differs,
        "The shell is busybox’s sh, not bash: scripts with arrays or [[ fail.",
        Command(|scene| scene.exec("sh")),
        &["tools"],
    ),
    row(
        EXEC,
        (NONE_INSIDE, KUBERNETES),
        Breaks,
        "The image has no shell; a debug container provides one.",
        Command(|scene| scene.debug()),
        &["exec-fails", "exec-error", "debug-target"],
    ),
    row(
        EXEC,
        (BASH, DOCKER),
        Works,
        "The image has bash; slim images have neither ps nor curl.",
        Text("sh", "docker exec -it %APP% bash\n"),
        &["tools"],
    ),
    row(
        EXEC,
        (ALPINE, DOCKER),
        Differs,
        "The shell is busybox’s sh, not bash: scripts with arrays or [[ fail.",
        Text("sh", "docker exec -it %APP% sh\n"),
        &["tools"],
    ),
    row(
        EXEC,
        (NONE_INSIDE, DOCKER),
        Breaks,
        "The image has no shell; a second container in the same namespaces provides one.",
        Text("sh", SECOND),
        &["exec-fails", "proc-root"],
    ),
    row(
        EXEC,
        (SHELL, MANAGED),
        Differs,
        "ECS Exec runs programs of the image, but AWS does not support it on a read-only root file system. We could not verify other platforms.",
        Nothing,
        &["ecs-exec"],
    ),
    row(
        EXEC,
        (NONE_INSIDE, MANAGED),
        Breaks,
        "ECS Exec runs only programs of the image, which has no shell. We could not verify other platforms.",
        Nothing,
        &["ecs-exec", "debug-container"],
    ),
    row(
        COPY,
        (SHELL, KUBERNETES),
        Works,
        "kubectl cp needs tar, and the image has it. On a read-only root, only mounted volumes contain anything new.",
        Command(|scene| scene.copy_dump()),
        &["tar"],
    ),
    row(
        COPY,
        (NONE_INSIDE, KUBERNETES),
        Breaks,
        "kubectl cp needs tar, and the image has none. Use the debug container’s tar.",
        Command(|scene| scene.copy_out(scene.dump(), "heap.tar")),
        &["tar", "proc-root"],
    ),
    row(
        COPY,
        (ALL, DOCKER),
        Works,
        "docker cp reads through the daemon and needs nothing in the image. It does not see files in a tmpfs.",
        Command(|scene| scene.docker_copies(&scene.app)),
        &["docker-cp"],
    ),
    row(
        COPY,
        (ALL, MANAGED),
        Breaks,
        "We know of no way to copy files out of a running task. Let the service write what you need to object storage.",
        Nothing,
        &["debug-container"],
    ),
    row(
        EXEC_PROBE,
        (ALL, when!(Platform: Kubernetes, Runtime: Php)),
        Differs,
        "To check FastCGI, the image needs a script. The kubelet can only check that the port is open.",
        Probe,
        &["probes"],
    ),
    row(
        EXEC_PROBE,
        (FULL, KUBERNETES),
        Works,
        "The image has the programs, but the kubelet’s own probe still costs less.",
        Probe,
        &["probes"],
    ),
    row(EXEC_PROBE, (SLIM, KUBERNETES), Differs, "The image has a shell but neither curl nor wget.", Probe, &["probes", "tools"]),
    row(
        EXEC_PROBE,
        (ALPINE, KUBERNETES),
        Differs,
        "The image has busybox’s sh and wget but neither bash nor curl.",
        Probe,
        &["probes", "tools"],
    ),
    row(
        EXEC_PROBE,
        (NONE_INSIDE, KUBERNETES),
        Breaks,
        "An exec probe runs a program of the image, and this image has none for it. Let the kubelet check the port.",
        Probe,
        &["probes"],
    ),
    row(
        PRE_STOP,
        (SHELL, KUBERNETES),
        Works,
        "The image has sleep, but the kubelet’s sleep action does not need it.",
        Text("yaml", SLEEP),
        &["sleep"],
    ),
    row(
        PRE_STOP,
        (NONE_INSIDE, KUBERNETES),
        Breaks,
        "The image has no sleep; the kubelet has a sleep action.",
        Text("yaml", SLEEP),
        &["sleep"],
    ),
    row(ENTRYPOINT, (BASH, ALWAYS), Works, "The image has bash.", Nothing, &["npm-curl"]),
    row(
        ENTRYPOINT,
        (ALPINE, ALWAYS),
        Differs,
        "The shell is busybox’s sh: a script that begins with #!/bin/bash does not start.",
        Nothing,
        &["tools", "npm-curl"],
    ),
    row(
        ENTRYPOINT,
        (NONE_INSIDE, KUBERNETES),
        Breaks,
        "There is no shell to run the script. Move its preparation steps into an init container with another image.",
        Text("yaml", INIT),
        &["npm-curl", "exec-fails"],
    ),
    row(
        ENTRYPOINT,
        (NONE_INSIDE, ALWAYS),
        Breaks,
        "There is no shell to run the script. Move its steps into the program, and start the program in exec form.",
        Nothing,
        &["npm-curl", "exec-fails"],
    ),
    row(
        NPM,
        (SHELL, when!(Runtime: Node)),
        Differs,
        "npm runs the script through sh and does not forward SIGTERM, so the service is killed instead of stopped.",
        Dockerfile(|scene| scene.start()),
        &["npm-curl"],
    ),
    row(
        NPM,
        (NONE_INSIDE, when!(Runtime: Node, ExactVersion: Yes)),
        Breaks,
        "The image has neither npm nor the sh that npm needs. Start node directly.",
        Dockerfile(|scene| scene.start()),
        &["npm-curl"],
    ),
    row(
        NPM,
        (NONE_INSIDE, when!(Runtime: Node)),
        Breaks,
        "The image has neither npm nor the sh that npm needs. Its entrypoint is already node.",
        Dockerfile(|scene| scene.start()),
        &["npm-curl"],
    ),
    row(
        CURL,
        (ALPINE, DOCKER),
        Differs,
        "The image has no curl but has busybox’s wget.",
        Text("dockerfile", "HEALTHCHECK CMD [\"wget\", \"-q\", \"-O\", \"/dev/null\", \"http://127.0.0.1:%PORT%%HEALTH%\"]\n"),
        &["tools", "npm-curl"],
    ),
    row(CURL, (FULL, DOCKER), Works, "The full images have curl.", Nothing, &["npm-curl"]),
    row(
        CURL,
        (SLIM, DOCKER),
        Breaks,
        "Slim images have no curl. Use the runtime’s HTTP client, or let the program check itself.",
        Dockerfile(|scene| scene.check()),
        &["tools", "npm-curl"],
    ),
    row(
        CURL,
        (NONE_INSIDE, DOCKER),
        Breaks,
        "The image has neither curl nor a shell. Let the program check itself, in exec form.",
        Dockerfile(|scene| scene.check()),
        &["npm-curl"],
    ),
    row(
        CURL,
        (ALL, KUBERNETES),
        Differs,
        "Kubernetes does not run a Dockerfile’s health check. Its probe checks the port from outside.",
        Probe,
        &["probes", "npm-curl"],
    ),
    row(
        CURL,
        (NONE_INSIDE, MANAGED),
        Breaks,
        "The image has no curl. Let the load balancer check the port instead.",
        Nothing,
        &["npm-curl"],
    ),
    row(
        SYNC,
        (SHELL, KUBERNETES),
        Works,
        "These tools unpack with tar, which the image has. The folder must be writable.",
        Nothing,
        &["tar"],
    ),
    row(
        SYNC,
        (NONE_INSIDE, when!(Platform: Kubernetes, Runtime: StaticSite)),
        Breaks,
        "Skaffold unpacks with the container’s tar, and the image has none. We could not verify the others. Rebuild the image.",
        Text("sh", "docker build --tag %APP%:dev .\n"),
        &["tar"],
    ),
    row(
        SYNC,
        (NONE_INSIDE, KUBERNETES),
        Breaks,
        "Skaffold unpacks with the container’s tar, and the image has none. We could not verify the others. Develop on the build stage.",
        Text("sh", "docker build --target build --tag %APP%:dev .\n"),
        &["tar"],
    ),
    row(
        FORWARD,
        (ALL, KUBERNETES),
        Works,
        "The node forwards the port and needs nothing in the image.",
        Command(|scene| scene.forward(scene.port)),
        &["logs"],
    ),
    row(LOGS, (ALL, KUBERNETES), Works, "The container runtime keeps standard output.", Command(|scene| scene.logs()), &["logs"]),
    row(
        LOGS,
        (ALL, DOCKER),
        Works,
        "The daemon keeps standard output.",
        Text("sh", "docker logs --timestamps --tail 200 %APP%\n"),
        &["logs"],
    ),
    row(LOGS, (ALL, MANAGED), Works, "The platform collects standard output.", Nothing, &["logs"]),
    row(
        DUMP,
        (ALL, when!(Platform: Kubernetes, Runtime: Go)),
        Works,
        "pprof over port-forward needs nothing in the image if the program serves it.",
        Command(|scene| {
            format!("{}\ncurl -o heap.pprof http://127.0.0.1:{port}/debug/pprof/heap", scene.forward(scene.port), port = scene.port)
        }),
        &["logs"],
    ),
    row(
        DUMP,
        (SHELL, when!(Platform: Kubernetes, Runtime: Java | JavaNative)),
        Works,
        "SIGQUIT makes Java print its threads to the log and keep running.",
        Command(|scene| scene.exec("sh -c 'kill -QUIT 1'")),
        &["sigquit-dumps"],
    ),
    row(
        DUMP,
        (NONE_INSIDE, when!(Platform: Kubernetes, Runtime: Java | JavaNative)),
        Differs,
        "The signal comes from the debug container; the threads are in the log.",
        Command(|scene| scene.signal("QUIT")),
        &["sigquit-dumps", "debug-target"],
    ),
    row(
        DUMP,
        (SHELL, when!(Platform: Kubernetes, Runtime: Node | Deno)),
        Works,
        "SIGUSR1 opens the inspector, which port-forward reaches.",
        Command(|scene| format!("{}\n{}", scene.exec("sh -c 'kill -USR1 1'"), scene.forward(9229))),
        &["node-inspector"],
    ),
    row(
        DUMP,
        (NONE_INSIDE, when!(Platform: Kubernetes, Runtime: Node | Deno)),
        Differs,
        "The signal comes from the debug container; port-forward then reaches the inspector.",
        Command(|scene| format!("{}\n{}", scene.signal("USR1"), scene.forward(9229))),
        &["node-inspector", "debug-target"],
    ),
    row(
        DUMP,
        (ALL, when!(Platform: Kubernetes, Runtime: Python)),
        Differs,
        "py-spy needs SYS_PTRACE, which baseline and restricted Pod Security refuse.",
        Nothing,
        &["py-spy-ptrace"],
    ),
    row(
        DUMP,
        (SHELL, when!(Platform: Kubernetes, Runtime: Dotnet)),
        Differs,
        "The runtime image has no diagnostic tools. They work from a second container that shares processes and /tmp.",
        Nothing,
        &["dotnet-tools"],
    ),
    row(
        DUMP,
        (NONE_INSIDE, when!(Platform: Kubernetes, Runtime: Dotnet)),
        Differs,
        "The diagnostic tools work from a second container that shares processes and /tmp. We could not verify an ephemeral one.",
        Nothing,
        &["dotnet-tools"],
    ),
];
