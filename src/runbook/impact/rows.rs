//! The table. `%PORT%`, `%HEALTH%` and the like are filled in for the service.

use super::paste::{DOCKER_CP, INIT, SECOND, SLEEP};
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
        "bash is inside; slim images have neither ps nor curl.",
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
        "There is no shell to run; a debug container brings one.",
        Command(|scene| scene.debug()),
        &["exec-fails", "exec-error", "debug-target"],
    ),
    row(
        EXEC,
        (BASH, DOCKER),
        Works,
        "bash is inside; slim images have neither ps nor curl.",
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
        "There is no shell to run; a second container in the same namespaces brings one.",
        Text("sh", SECOND),
        &["exec-fails", "proc-root"],
    ),
    row(
        EXEC,
        (SHELL, MANAGED),
        Differs,
        "ECS Exec runs what is inside, and AWS does not support it on a read-only root file system; for other platforms we could not verify what there is.",
        Nothing,
        &["ecs-exec"],
    ),
    row(
        EXEC,
        (NONE_INSIDE, MANAGED),
        Breaks,
        "ECS Exec runs only what is inside, and that is no shell; for other platforms we could not verify what there is.",
        Nothing,
        &["ecs-exec", "debug-container"],
    ),
    row(
        COPY,
        (SHELL, KUBERNETES),
        Works,
        "kubectl cp runs tar inside, which is there; on a read-only root there is something to copy only where a volume is mounted.",
        Command(|scene| scene.kubectl("cp").with("-c", "app").word("\"$POD:tmp/heap.out\" heap.out").line()),
        &["tar"],
    ),
    row(
        COPY,
        (NONE_INSIDE, KUBERNETES),
        Breaks,
        "kubectl cp runs tar inside, and there is none; the debug container’s does it.",
        Command(|scene| scene.copy_out("tmp/heap.out", "heap.tar")),
        &["tar", "proc-root"],
    ),
    row(
        COPY,
        (ALL, DOCKER),
        Works,
        "docker cp reads through the daemon and needs nothing inside; what lies in a tmpfs it does not see.",
        Text("sh", DOCKER_CP),
        &["docker-cp"],
    ),
    row(
        COPY,
        (ALL, MANAGED),
        Breaks,
        "We know of no copy out of a running task: let the service write what you will need to object storage.",
        Nothing,
        &["debug-container"],
    ),
    row(
        EXEC_PROBE,
        (ALL, when!(Platform: Kubernetes, Runtime: Php)),
        Differs,
        "A script that speaks FastCGI has to be inside; the kubelet itself can only see that the port opens.",
        Probe,
        &["probes"],
    ),
    row(EXEC_PROBE, (FULL, KUBERNETES), Works, "The programs are inside; the kubelet’s own probe still costs less.", Probe, &["probes"]),
    row(EXEC_PROBE, (SLIM, KUBERNETES), Differs, "A shell is inside, curl and wget are not.", Probe, &["probes", "tools"]),
    row(EXEC_PROBE, (ALPINE, KUBERNETES), Differs, "busybox’s sh and wget are inside, bash and curl are not.", Probe, &["probes", "tools"]),
    row(
        EXEC_PROBE,
        (NONE_INSIDE, KUBERNETES),
        Breaks,
        "An exec probe runs a program of the image, and there is none; the kubelet asks the port itself.",
        Probe,
        &["probes"],
    ),
    row(
        PRE_STOP,
        (SHELL, KUBERNETES),
        Works,
        "sleep is inside; the kubelet’s own action needs it no more.",
        Text("yaml", SLEEP),
        &["sleep"],
    ),
    row(
        PRE_STOP,
        (NONE_INSIDE, KUBERNETES),
        Breaks,
        "There is no sleep to run; the kubelet has one of its own.",
        Text("yaml", SLEEP),
        &["sleep"],
    ),
    row(ENTRYPOINT, (BASH, ALWAYS), Works, "bash is inside.", Nothing, &["npm-curl"]),
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
        "There is no shell to read the script; what it prepares becomes an init container, with an image of its own.",
        Text("yaml", INIT),
        &["npm-curl", "exec-fails"],
    ),
    row(
        ENTRYPOINT,
        (NONE_INSIDE, ALWAYS),
        Breaks,
        "There is no shell to read the script: the program itself has to do what it did, and be started in exec form.",
        Nothing,
        &["npm-curl", "exec-fails"],
    ),
    row(
        NPM,
        (SHELL, when!(Runtime: Node)),
        Differs,
        "npm runs the script through sh and keeps SIGTERM to itself, so the service is killed instead of stopped.",
        Dockerfile(|scene| scene.start()),
        &["npm-curl"],
    ),
    row(
        NPM,
        (NONE_INSIDE, when!(Runtime: Node, ExactVersion: Yes)),
        Breaks,
        "Neither npm nor the sh that it wants is inside: start node itself.",
        Dockerfile(|scene| scene.start()),
        &["npm-curl"],
    ),
    row(
        NPM,
        (NONE_INSIDE, when!(Runtime: Node)),
        Breaks,
        "Neither npm nor the sh that it wants is inside; node is the image’s entrypoint already.",
        Dockerfile(|scene| scene.start()),
        &["npm-curl"],
    ),
    row(
        CURL,
        (ALPINE, DOCKER),
        Differs,
        "curl is not inside, busybox’s wget is.",
        Text("dockerfile", "HEALTHCHECK CMD [\"wget\", \"-q\", \"-O\", \"/dev/null\", \"http://127.0.0.1:%PORT%%HEALTH%\"]\n"),
        &["tools", "npm-curl"],
    ),
    row(CURL, (FULL, DOCKER), Works, "The full images have curl.", Nothing, &["npm-curl"]),
    row(
        CURL,
        (SLIM, DOCKER),
        Breaks,
        "Slim images have no curl: ask with the runtime’s own HTTP client, or let the program check itself.",
        Dockerfile(|scene| scene.check()),
        &["tools", "npm-curl"],
    ),
    row(
        CURL,
        (NONE_INSIDE, DOCKER),
        Breaks,
        "There is neither curl nor a shell: the program checks itself, in exec form.",
        Dockerfile(|scene| scene.check()),
        &["npm-curl"],
    ),
    row(
        CURL,
        (ALL, KUBERNETES),
        Differs,
        "Kubernetes does not run a Dockerfile’s health check: its probe asks the port from outside.",
        Probe,
        &["probes", "npm-curl"],
    ),
    row(
        CURL,
        (NONE_INSIDE, MANAGED),
        Breaks,
        "There is no curl inside: have the load balancer ask the port instead.",
        Nothing,
        &["npm-curl"],
    ),
    row(SYNC, (SHELL, KUBERNETES), Works, "tar is inside, which they unpack with; the folder has to be writable.", Nothing, &["tar"]),
    row(
        SYNC,
        (NONE_INSIDE, when!(Platform: Kubernetes, Runtime: StaticSite)),
        Breaks,
        "Skaffold unpacks with the container’s tar, and there is none; for the others we could not verify it. Build the image anew.",
        Text("sh", "docker build --tag %APP%:dev .\n"),
        &["tar"],
    ),
    row(
        SYNC,
        (NONE_INSIDE, KUBERNETES),
        Breaks,
        "Skaffold unpacks with the container’s tar, and there is none; for the others we could not verify it. Develop on the build stage.",
        Text("sh", "docker build --target build --tag %APP%:dev .\n"),
        &["tar"],
    ),
    row(
        FORWARD,
        (ALL, KUBERNETES),
        Works,
        "The node does it, nothing inside takes part.",
        Command(|scene| scene.forward(scene.port)),
        &["logs"],
    ),
    row(LOGS, (ALL, KUBERNETES), Works, "The runtime keeps what goes to standard output.", Command(|scene| scene.logs()), &["logs"]),
    row(
        LOGS,
        (ALL, DOCKER),
        Works,
        "The daemon keeps what goes to standard output.",
        Text("sh", "docker logs --timestamps --tail 200 %APP%\n"),
        &["logs"],
    ),
    row(LOGS, (ALL, MANAGED), Works, "The platform collects what goes to standard output.", Nothing, &["logs"]),
    row(
        DUMP,
        (ALL, when!(Platform: Kubernetes, Runtime: Go)),
        Works,
        "pprof over port-forward needs nothing inside, where the program serves it.",
        Command(|scene| {
            format!("{}\ncurl -o heap.pprof http://127.0.0.1:{port}/debug/pprof/heap", scene.forward(scene.port), port = scene.port)
        }),
        &["logs"],
    ),
    row(
        DUMP,
        (SHELL, when!(Platform: Kubernetes, Runtime: Java)),
        Works,
        "SIGQUIT makes the JVM print its threads to the log and go on.",
        Command(|scene| scene.exec("sh -c 'kill -QUIT 1'")),
        &["sigquit-dumps"],
    ),
    row(
        DUMP,
        (NONE_INSIDE, when!(Platform: Kubernetes, Runtime: Java)),
        Differs,
        "The signal comes from the debug container; the threads are in the log.",
        Command(|scene| scene.signal("QUIT")),
        &["sigquit-dumps", "debug-target"],
    ),
    row(
        DUMP,
        (SHELL, when!(Platform: Kubernetes, Runtime: Node)),
        Works,
        "SIGUSR1 opens the inspector, which port-forward reaches.",
        Command(|scene| format!("{}\n{}", scene.exec("sh -c 'kill -USR1 1'"), scene.forward(9229))),
        &["node-inspector"],
    ),
    row(
        DUMP,
        (NONE_INSIDE, when!(Platform: Kubernetes, Runtime: Node)),
        Differs,
        "The signal comes from the debug container; port-forward then reaches the inspector.",
        Command(|scene| format!("{}\n{}", scene.signal("USR1"), scene.forward(9229))),
        &["node-inspector", "debug-target"],
    ),
    row(
        DUMP,
        (ALL, when!(Platform: Kubernetes, Runtime: Python)),
        Differs,
        "py-spy needs SYS_PTRACE, which neither baseline nor restricted Pod Security lets in.",
        Nothing,
        &["py-spy-ptrace"],
    ),
    row(
        DUMP,
        (SHELL, when!(Platform: Kubernetes, Runtime: Dotnet)),
        Differs,
        "The diagnostic tools are not in the runtime image; they work from a second container that shares processes and /tmp.",
        Nothing,
        &["dotnet-tools"],
    ),
    row(
        DUMP,
        (NONE_INSIDE, when!(Platform: Kubernetes, Runtime: Dotnet)),
        Differs,
        "The diagnostic tools work from a second container that shares processes and /tmp; for an ephemeral one we could not verify it.",
        Nothing,
        &["dotnet-tools"],
    ),
];
