//! Messages, what is behind them, and what mends it.

use super::readiness::POINTS;
use super::scene::Scene;
use crate::model::condition::{When, when};

/// A message that people meet.
pub struct Failure {
    /// The platforms on which people meet it.
    pub when: When,
    /// What is shown, word by word.
    pub message: &'static str,
    /// What is behind it.
    pub cause: &'static str,
    /// What to do about it.
    pub mend: &'static str,
    /// Whether only an image without a shell leads to it.
    pub is_shell_less: bool,
    /// Keys of the evidence.
    pub evidence: &'static [&'static str],
}

const KUBERNETES: When = when!(Platform: Kubernetes);
const DOCKER: When = when!(Platform: Docker);

/// Messages beside those of the points of readiness.
static OTHERS: &[Failure] = &[
    Failure {
        when: when!(Platform: Kubernetes | Docker),
        message: "exec: \"/bin/sh\": stat /bin/sh: no such file or directory",
        cause: "There is no shell in this image.",
        mend: "Add a container with a shell, as above.",
        is_shell_less: true,
        evidence: &["exec-fails"],
    },
    Failure {
        when: when!(Platform: Managed),
        message: "exec: \"/bin/sh\": stat /bin/sh: no such file or directory",
        cause: "There is no shell in this image, and the platform provides none.",
        mend: "Prepare the steps above in advance.",
        is_shell_less: true,
        evidence: &["exec-fails", "ecs-exec"],
    },
    Failure {
        when: KUBERNETES,
        message: "error executing command in container",
        cause: "There is no shell in this image. Some container runtimes show this message instead.",
        mend: "Add a container with a shell, as above.",
        is_shell_less: true,
        evidence: &["exec-error"],
    },
    Failure {
        when: KUBERNETES,
        message: "container has runAsNonRoot and image will run as root",
        cause: "The pod sets runAsNonRoot, and the debug image sets no user.",
        mend: "Start it with debug-profile.yaml, which sets the user.",
        is_shell_less: false,
        evidence: &["debug-container", "pod-security"],
    },
    Failure {
        when: KUBERNETES,
        message: "--target is incompatible with --copy-to",
        cause: "A copy has no running container to join.",
        mend: "Omit --target. With a copy, --share-processes works instead.",
        is_shell_less: false,
        evidence: &["share-processes"],
    },
    Failure {
        when: KUBERNETES,
        message: "pods is forbidden: User cannot create resource \"pods\"",
        cause: "A copy of a pod is a new pod, and you may only add containers.",
        mend: "Apply the role pod-copier of debug-rbac.yaml, or ask someone who may deploy.",
        is_shell_less: false,
        evidence: &["debug-copy", "pod-creation"],
    },
    Failure {
        when: KUBERNETES,
        message: "/proc/1/root shows pause, or access is denied although the user is correct",
        cause: "The pod has shareProcessNamespace, so the first process is not the service.",
        mend: "Find the service’s process ID with ps and use it instead of 1.",
        is_shell_less: false,
        evidence: &["proc-root", "debug-target"],
    },
    Failure {
        when: DOCKER,
        message: "docker stop takes ten seconds, and the exit code is 137",
        cause: "The program does not handle SIGTERM. For process 1 this signal has no default effect, so the program is killed.",
        mend: "Handle SIGTERM in the program. Until then, use --init, or init: true as in compose.yaml: it adds an init process that forwards the signal.",
        is_shell_less: false,
        evidence: &[],
    },
    Failure {
        when: KUBERNETES,
        message: "a pod takes thirty seconds to stop, and the exit code is 137 without OOMKilled",
        cause: "The program does not handle SIGTERM. For process 1 this signal has no default effect, so the program is killed after the grace period.",
        mend: "Handle SIGTERM in the program: Kubernetes cannot add an init process.",
        is_shell_less: false,
        evidence: &[],
    },
    Failure {
        when: when!(Runtime: JavaNative),
        message: "MissingReflectionRegistrationError, or ClassNotFoundException for a class that exists",
        cause: "The native image has no metadata for a class that the program finds by name.",
        mend: "Add it to reachability-metadata.json, which GraalVM’s tracing agent can write, and build again.",
        is_shell_less: false,
        evidence: &["native-image-metadata"],
    },
    Failure {
        when: when!(Runtime: JavaNative),
        message: "The current machine does not support all of the following CPU features that are required by the image",
        cause: "The native image is for x86-64-v3, and the machine is older or emulated.",
        mend: "Compile with -march=compatibility: add it to NATIVE_IMAGE_OPTIONS in the Dockerfile.",
        is_shell_less: false,
        evidence: &["native-image-cpu"],
    },
    Failure {
        when: DOCKER,
        message: "ls: /proc/1/root: Permission denied",
        cause: "The second container runs as another user, and even root lacks SYS_PTRACE by default.",
        mend: "Start it with --user and the service’s user ID.",
        is_shell_less: false,
        evidence: &["proc-root"],
    },
];

/// Every message with cause and mend: rows of a table with their evidence.
pub fn rows(scene: &Scene<'_>) -> Vec<([String; 3], &'static [&'static str])> {
    let answers = scene.plan.service.answers();
    let is_met = |failure: &&Failure| failure.when.holds(answers) && (scene.shell().is_none() || !failure.is_shell_less);
    let others = OTHERS.iter().filter(is_met);
    let mut all: Vec<_> =
        others.map(|row| ([format!("`{}`", row.message), row.cause.to_string(), row.mend.to_string()], row.evidence)).collect();
    if KUBERNETES.holds(answers) {
        all.extend(
            POINTS
                .iter()
                .map(|point| ([point.fails.to_string(), format!("Required: {}", point.takes), point.mend.to_string()], point.evidence)),
        );
    }
    all
}

/// Every key of evidence that a row names.
pub fn evidence() -> impl Iterator<Item = &'static str> {
    OTHERS.iter().flat_map(|row| row.evidence.iter().copied())
}
