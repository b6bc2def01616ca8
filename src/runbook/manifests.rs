//! What lets a debug container in: permissions, its profile, its images.

use super::scene::{DEBUG_IMAGES, Scene};
use super::yaml::{Entry, Yaml, entry, file, list, map};

/// What the debug container is: a partial container spec for `--custom`.
pub fn profile(scene: &Scene<'_>) -> String {
    let security = map([
        entry("runAsUser", scene.user.uid).because("The service’s user, because only this user may read its files and processes."),
        entry("runAsGroup", scene.user.gid),
        entry("runAsNonRoot", scene.user.uid != 0),
        entry("allowPrivilegeEscalation", false),
        entry("capabilities", map([entry("drop", list(["ALL"]))])),
        entry("seccompProfile", map([entry("type", "RuntimeDefault")])),
    ]);
    file("Use with kubectl debug --custom. It passes every level of Pod Security.", &[map([entry("securityContext", security)])])
}

/// What may be done, by whom. Namespaces come from the command that applies it.
pub fn rbac(scene: &Scene<'_>) -> String {
    let rule = |resource: &str, verbs: Yaml| {
        Yaml::Map(vec![entry("apiGroups", list([""])), entry("resources", list([resource])), entry("verbs", verbs)])
    };
    let rules = Yaml::List(vec![
        commented("To find the pod and to wait for the container.", rule("pods", list(["get", "list", "watch"]))),
        commented(
            "To add the container. The built-in roles admin and edit omit this on purpose.",
            rule("pods/ephemeralcontainers", list(["patch"])),
        ),
        commented(attach_comment(scene), rule("pods/attach", list(["get", "create"]))),
        commented("To copy a file out.", rule("pods/exec", list(["get", "create"]))),
        commented("To show the log if attaching fails.", rule("pods/log", list(["get"]))),
        commented("To reach the service’s port from your machine.", rule("pods/portforward", list(["get", "create"]))),
    ]);
    let copies = Yaml::List(vec![commented(
        "To copy a pod. A new pod may mount every secret of the namespace: omit this role if that is too much.",
        rule("pods", list(["create"])),
    )]);
    let head = "As powerful as exec: it gives access to environment, secrets and memory of every pod in the\n\
                namespace. Bind it to a group that people join while they are on call.";
    file(head, &[role("pod-debugger", rules), binding("pod-debugger"), role("pod-copier", copies), binding("pod-copier")])
}

fn role(name: &str, rules: Yaml) -> Yaml {
    map([
        entry("apiVersion", "rbac.authorization.k8s.io/v1"),
        entry("kind", "Role"),
        entry("metadata", map([entry("name", name)])),
        entry("rules", rules),
    ])
}

/// Gives a role to those on call.
fn binding(role: &str) -> Yaml {
    let group = map([
        entry("kind", "Group"),
        entry("name", "oncall").because("Replace with your on-call group."),
        entry("apiGroup", "rbac.authorization.k8s.io"),
    ]);
    map([
        entry("apiVersion", "rbac.authorization.k8s.io/v1"),
        entry("kind", "RoleBinding"),
        entry("metadata", map([entry("name", format!("{role}-oncall"))])),
        entry("subjects", Yaml::List(vec![group])),
        entry("roleRef", map([entry("apiGroup", "rbac.authorization.k8s.io"), entry("kind", "Role"), entry("name", role)])),
    ])
}

fn attach_comment(scene: &Scene<'_>) -> &'static str {
    if scene.kubernetes.minor() >= 35 {
        "To get a prompt. WebSocket needs both verbs."
    } else {
        "To get a prompt. WebSocket needs get, and SPDY needs create."
    }
}

fn commented(comment: &'static str, value: Yaml) -> Yaml {
    let Yaml::Map(mut entries) = value else { return value };
    if let Some(first) = entries.first_mut() {
        *first = first.clone().because(comment);
    }
    Yaml::Map(entries)
}

/// Which images an ephemeral container may have, in namespaces with a label.
pub fn images(scene: &Scene<'_>) -> String {
    let named = |name: &str, spec: Vec<Entry>, kind: &str| {
        map([
            entry("apiVersion", "admissionregistration.k8s.io/v1"),
            entry("kind", kind),
            entry("metadata", map([entry("name", name)])),
            entry("spec", Yaml::Map(spec)),
        ])
    };
    let rule = map([
        entry("apiGroups", list([""])),
        entry("apiVersions", list(["v1"])),
        entry("operations", list(["UPDATE"])),
        entry("resources", list(["pods/ephemeralcontainers"])),
    ]);
    let image = &scene.debug_image;
    let allowed = format!("c.image == '{image}' || c.image.startsWith('{DEBUG_IMAGES}')");
    let validation = map([
        entry("expression", format!("!has(object.spec.ephemeralContainers) || object.spec.ephemeralContainers.all(c, {allowed})")),
        entry("message", format!("A debug container may use {image} or an image from {DEBUG_IMAGES}")),
    ]);
    let policy = vec![
        entry("failurePolicy", "Fail"),
        entry("matchConstraints", map([entry("resourceRules", Yaml::List(vec![rule]))])),
        entry("validations", Yaml::List(vec![validation])),
    ];
    let chosen = map([entry("matchLabels", map([entry("debug-images", "checked")]))]);
    let binding = vec![
        entry("policyName", "debug-images"),
        entry("validationActions", list(["Deny"])).because("Begin with Warn and Audit instead of Deny."),
        entry("matchResources", map([entry("namespaceSelector", chosen)])).because("Applies only to namespaces with this label."),
    ];
    let head = "The images that a debug container may use. We tested the expression but could not test\n\
                the policy on a cluster. It also checks debug containers that a pod already has.";
    let kind = "ValidatingAdmissionPolicy";
    file(head, &[named("debug-images", policy, kind), named("debug-images", binding, "ValidatingAdmissionPolicyBinding")])
}

/// The few lines that make the debug container root with an effective SYS_PTRACE.
pub fn root() -> String {
    let security = map([entry("runAsUser", 0), entry("runAsNonRoot", false)]);
    super::yaml::text(&map([entry("securityContext", security)]))
}
