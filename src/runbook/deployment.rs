//! The service in a cluster, as strictly as it can run there.

use super::scene::{CONTAINER, Scene};
use super::yaml::{Entry, Yaml, entry, file, list, map};
use crate::model::runtimes::Kind;

/// Seconds for the load balancers to notice that a pod is going.
const LEAVING: u32 = 5;

/// The Deployment, and the Service in front of it.
pub fn deployment(scene: &Scene<'_>) -> String {
    let name = scene.app.as_str();
    let labels = || map([entry("app.kubernetes.io/name", name)]);
    let pod = map([
        entry("automountServiceAccountToken", false).because("Nothing inside asks the API server."),
        entry("enableServiceLinks", false),
        entry("terminationGracePeriodSeconds", 30),
        entry("securityContext", pod_security(scene)),
        entry("containers", Yaml::List(vec![container(scene)])),
        entry("volumes", Yaml::List(vec![map([entry("name", "tmp"), entry("emptyDir", map([entry("sizeLimit", "64Mi")]))])])),
    ]);
    let template = map([entry("metadata", map([entry("labels", labels())])), entry("spec", pod)]);
    let spec = map([entry("replicas", 2), entry("selector", map([entry("matchLabels", labels())])), entry("template", template)]);
    let deployment = object("apps/v1", "Deployment", name, labels(), spec);

    let served = if scene.plan.speaks_http() { 80 } else { scene.port.into() };
    let ports = Yaml::List(vec![map([entry("name", port_name(scene)), entry("port", served), entry("targetPort", port_name(scene))])]);
    let service = object("v1", "Service", name, labels(), map([entry("selector", labels()), entry("ports", ports)]));
    file("Apply it with a namespace: kubectl apply -n \"$NS\" -f deployment.yaml", &[deployment, service])
}

fn object(version: &str, kind: &str, name: &str, labels: Yaml, spec: Yaml) -> Yaml {
    map([
        entry("apiVersion", version),
        entry("kind", kind),
        entry("metadata", map([entry("name", name), entry("labels", labels)])),
        entry("spec", spec),
    ])
}

fn pod_security(scene: &Scene<'_>) -> Yaml {
    map([
        entry("runAsNonRoot", true),
        entry("runAsUser", scene.user.uid).because("By number: a name cannot be checked against runAsNonRoot."),
        entry("runAsGroup", scene.user.gid),
        entry("seccompProfile", map([entry("type", "RuntimeDefault")])),
    ])
}

fn container(scene: &Scene<'_>) -> Yaml {
    let security = map([
        entry("allowPrivilegeEscalation", false),
        entry("readOnlyRootFilesystem", true),
        entry("capabilities", map([entry("drop", list(["ALL"]))])),
    ]);
    let pause = map([entry("preStop", map([entry("sleep", map([entry("seconds", LEAVING)]))]))]);
    map([
        entry("name", CONTAINER),
        entry("image", scene.image.clone()),
        entry("ports", Yaml::List(vec![map([entry("name", port_name(scene)), entry("containerPort", u32::from(scene.port))])])),
        entry("startupProbe", probe(scene, vec![entry("periodSeconds", 2), entry("failureThreshold", 30)])),
        entry("readinessProbe", probe(scene, vec![entry("periodSeconds", 5)])),
        entry("livenessProbe", probe(scene, vec![entry("periodSeconds", 10), entry("failureThreshold", 6)])),
        entry("lifecycle", pause).because("The kubelet’s own sleep: until the pod is out of the load balancers."),
        entry("resources", resources(scene)).because("A guess: measure, then set yours."),
        entry("securityContext", security),
        entry("volumeMounts", Yaml::List(vec![map([entry("name", "tmp"), entry("mountPath", "/tmp")])])),
    ])
}

fn port_name(scene: &Scene<'_>) -> &'static str {
    if scene.plan.speaks_http() { "http" } else { "fastcgi" }
}

/// What the kubelet itself can ask: nothing of it runs in the container.
fn probe(scene: &Scene<'_>, often: Vec<Entry>) -> Yaml {
    let asks = match scene.plan.speaks_http() {
        true => entry("httpGet", map([entry("path", scene.health), entry("port", port_name(scene))])),
        false => entry("tcpSocket", map([entry("port", port_name(scene))])),
    };
    Yaml::Map(std::iter::once(asks).chain(often).collect())
}

fn resources(scene: &Scene<'_>) -> Yaml {
    let memory = match scene.plan.service.runtime().kind {
        Kind::VirtualMachine => "512Mi",
        Kind::Compiled | Kind::Interpreted | Kind::Files => "256Mi",
    };
    map([entry("requests", map([entry("cpu", "100m"), entry("memory", memory)])), entry("limits", map([entry("memory", memory)]))])
}
