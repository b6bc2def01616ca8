//! The service in a cluster, as strictly as it can run there: a Deployment for
//! what goes on, a Job or a CronJob for what ends, and what belongs to each.

use super::container::{GUESS, LEAVING, called, memory, resources, security};
use super::scene::{BEFORE, CONFIGURATION, CONTAINER, Scene};
use super::version::USER_NAMESPACES;
use super::webserver::in_a_pod;
use super::yaml::{Entry, Yaml, entry, file, list, map};
use crate::dockerfile::settings::Does;
use crate::dockerfile::tree::Transport;
use crate::dockerfile::webserver::PORT;
use crate::dockerfile::{Command, Folder, Process};

/// What owns the pods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Workload {
    /// Pods that go on, and are replaced.
    Deployment,
    /// Pods that run to their end, once.
    Job,
    /// The same, at times.
    CronJob,
}

impl Workload {
    /// Its name in Kubernetes.
    pub fn kind(self) -> &'static str {
        match self {
            Workload::Deployment => "Deployment",
            Workload::Job => "Job",
            Workload::CronJob => "CronJob",
        }
    }

    /// The file that describes it.
    pub fn file(self) -> &'static str {
        match self {
            Workload::Deployment => "deployment.yaml",
            Workload::Job => "job.yaml",
            Workload::CronJob => "cronjob.yaml",
        }
    }

    /// What the file is for.
    pub fn about(self) -> &'static str {
        match self {
            Workload::Deployment => {
                "Runs the service as locked down as a cluster allows, with probes and hooks that need nothing in the image."
            }
            Workload::Job => {
                "Runs the job as locked down as a cluster allows. A failed job is retried. The Job is kept for a day, so that you can read its log."
            }
            Workload::CronJob => "Runs the job on its schedule, as locked down as a cluster allows, and never twice at once.",
        }
    }
}

/// Everything that the cluster has to be told, as one file.
pub fn workload(scene: &Scene<'_>) -> String {
    let mut documents: Vec<Yaml> = scene.plan.folders().iter().filter(|folder| folder.is_kept).map(|folder| claim(scene, folder)).collect();
    documents.push(match scene.workload() {
        Workload::Deployment => deployment(scene),
        Workload::Job => object("batch/v1", "Job", &scene.app, labels(&scene.app), job(scene, true)),
        Workload::CronJob => cron_job(scene),
    });
    documents.extend(service(scene));
    documents.extend(scene.plan.processes().iter().map(|process| further(scene, process)));
    let file_name = scene.workload().file();
    let mut head = format!("Apply it to a namespace: kubectl apply -n \"$NS\" -f {file_name}");
    if let Some(file) = scene.plan.mounted() {
        let (name, app) = (file.name, &scene.app);
        head += &format!("\nBefore that, run: kubectl create configmap -n \"$NS\" {app}-{CONFIGURATION} --from-file={name}");
    }
    if !scene.plan.needed().is_empty() {
        let app = &scene.app;
        head += &format!("\nBefore that, run: kubectl create secret generic -n \"$NS\" {app} --from-env-file=.env");
    }
    file(&head, &documents)
}

fn labels(name: &str) -> Yaml {
    map([entry("app.kubernetes.io/name", name)])
}

fn deployment(scene: &Scene<'_>) -> Yaml {
    let holds = scene.plan.folders().iter().any(|folder| folder.is_kept);
    let mut spec = Vec::new();
    spec.push(match (holds, scene.plan.does()) {
        (true, _) => entry("replicas", 1).because("Only one pod at a time may write to the volume."),
        (false, Does::Worker) => entry("replicas", 1).because("Use more if several can work in parallel."),
        (false, _) => entry("replicas", 2),
    });
    if holds {
        spec.push(
            entry("strategy", map([entry("type", "Recreate")])).because("The old pod releases the volume before the new one mounts it."),
        );
    }
    spec.push(entry("selector", map([entry("matchLabels", labels(&scene.app))])));
    spec.push(entry("template", template(scene, &scene.app, None)));
    object("apps/v1", "Deployment", &scene.app, labels(&scene.app), Yaml::Map(spec))
}

/// A further process of the image: pods of its own, behind no Service.
fn further(scene: &Scene<'_>, process: &Process) -> Yaml {
    let name = format!("{}-{}", scene.app, process.name);
    let spec = map([
        entry("replicas", 1).because("Use more if several can work in parallel."),
        entry("strategy", map([entry("type", "Recreate")])).because("An old and a new pod never run at the same time."),
        entry("selector", map([entry("matchLabels", labels(&name))])),
        entry("template", template(scene, &name, Some(process))),
    ]);
    object("apps/v1", "Deployment", &name, labels(&name), spec)
}

/// What a Job is, by itself or as the template of another.
fn job(scene: &Scene<'_>, is_alone: bool) -> Yaml {
    let mut spec = vec![entry("backoffLimit", 3).because("The number of retries."), entry("activeDeadlineSeconds", 3600).because(GUESS)];
    if is_alone {
        spec.push(
            entry("ttlSecondsAfterFinished", 86_400)
                .because("After a day, in which you can read its log, the Job and its pods are deleted."),
        );
    }
    spec.push(entry("template", template(scene, &scene.app, None)));
    Yaml::Map(spec)
}

fn cron_job(scene: &Scene<'_>) -> Yaml {
    let spec = map([
        entry("schedule", "0 3 * * *").because("3 AM. Replace with your schedule."),
        entry("timeZone", "Etc/UTC"),
        entry("concurrencyPolicy", "Forbid").because("No run starts while the previous one still runs."),
        entry("startingDeadlineSeconds", 600).because("A run that cannot start within this time is skipped."),
        entry("successfulJobsHistoryLimit", 3),
        entry("failedJobsHistoryLimit", 3),
        entry("jobTemplate", map([entry("metadata", map([entry("labels", labels(&scene.app))])), entry("spec", job(scene, false))])),
    ]);
    object("batch/v1", "CronJob", &scene.app, labels(&scene.app), spec)
}

fn template(scene: &Scene<'_>, name: &str, process: Option<&Process>) -> Yaml {
    let mut pod = vec![
        entry("automountServiceAccountToken", false).because("Nothing in the pod uses the API server."),
        entry("enableServiceLinks", false),
        entry("terminationGracePeriodSeconds", 30),
    ];
    if scene.kubernetes.minor() >= USER_NAMESPACES {
        let why = "The pod’s users have no rights on the node. Needs Linux 6.3 on the node and volumes that support ID-mapped mounts, which NFS does not. Otherwise, remove this line.";
        pod.push(entry("hostUsers", false).because(why));
    }
    if scene.plan.ends() {
        pod.push(entry("restartPolicy", "Never").because("Each retry uses a new pod, so the log of the previous one remains."));
    }
    pod.extend(near(scene, process));
    pod.push(entry("securityContext", pod_security(scene)));
    if let Some(command) = scene.plan.before().filter(|_| process.is_none()) {
        let why = "Runs in each new pod before the service starts. It must be safe to run it twice, also at the same time.";
        pod.push(entry("initContainers", Yaml::List(vec![first(scene, &command)])).because(why));
    }
    let web = scene.plan.web_server().filter(|_| process.is_none()).map(|front| in_a_pod(scene, front));
    pod.push(entry("containers", Yaml::List(std::iter::once(container(scene, process)).chain(web).collect())));
    pod.push(entry("volumes", volumes(scene)));
    map([entry("metadata", map([entry("labels", labels(name))])), entry("spec", Yaml::Map(pod))])
}

/// That a further process runs where the service does, if both mount a volume of one node.
fn near(scene: &Scene<'_>, process: Option<&Process>) -> Option<Entry> {
    let shares = process.is_some() && scene.plan.folders().iter().any(|folder| folder.is_kept);
    let beside =
        map([entry("labelSelector", map([entry("matchLabels", labels(&scene.app))])), entry("topologyKey", "kubernetes.io/hostname")]);
    let required = map([entry("requiredDuringSchedulingIgnoredDuringExecution", Yaml::List(vec![beside]))]);
    let why = "Runs on the same node as the service, because ReadWriteOnce volumes attach to one node at a time.";
    shares.then(|| entry("affinity", map([entry("podAffinity", required)])).because(why))
}

/// In front of what listens; none for what nobody asks.
fn service(scene: &Scene<'_>) -> Option<Yaml> {
    // Browsers speak to the web server, and nobody but that to FPM.
    let web = scene.plan.web_server().map(|_| ("http".to_string(), PORT, Transport::Tcp));
    let is_hidden = |port: u16| web.is_some() && port == scene.port;
    let own = ports(scene).into_iter().filter(|(_, port, _)| !is_hidden(*port));
    let ports: Vec<Yaml> = own
        .chain(web.clone())
        .map(|(name, port, transport)| {
            let served = if name == "http" { 80 } else { u32::from(port) };
            let mut one = vec![entry("name", name.clone()), entry("port", served), entry("targetPort", name)];
            one.extend(protocol(transport));
            Yaml::Map(one)
        })
        .collect();
    let spec = map([entry("selector", labels(&scene.app)), entry("ports", Yaml::List(ports))]);
    scene.plan.listens().then(|| object("v1", "Service", &scene.app, labels(&scene.app), spec))
}

/// Its ports, each with a name.
fn ports(scene: &Scene<'_>) -> Vec<(String, u16, Transport)> {
    let own = scene.port_name().map(|name| (name.to_string(), scene.port, scene.plan.transport()));
    let name = |port: u16, transport: Transport| format!("port-{port}{}", transport.suffix().replace('/', "-"));
    let further = scene.plan.further_ports().into_iter().map(|(port, transport)| (name(port, transport), port, transport));
    own.into_iter().chain(further).collect()
}

/// What is said where it is not a connection.
fn protocol(transport: Transport) -> Option<Entry> {
    (transport == Transport::Udp).then(|| entry("protocol", "UDP"))
}

fn claim(scene: &Scene<'_>, folder: &Folder) -> Yaml {
    let spec = map([
        entry("accessModes", list(["ReadWriteOnce"])),
        entry("resources", map([entry("requests", map([entry("storage", "1Gi").because(GUESS)]))])),
    ]);
    object("v1", "PersistentVolumeClaim", &claim_name(scene, folder), labels(&scene.app), spec)
}

fn claim_name(scene: &Scene<'_>, folder: &Folder) -> String {
    format!("{}-{}", scene.app, folder.name)
}

fn volumes(scene: &Scene<'_>) -> Yaml {
    let empty = |name: &str, room: Entry| map([entry("name", name), entry("emptyDir", map([room]))]);
    let own = empty("tmp", entry("sizeLimit", "64Mi"));
    let dumps = scene.plan.dumps().map(|folder| {
        let why =
            "As large as the memory limit, so a heap dump fits. It is on the node’s disk, not in memory, and is deleted with the pod.";
        empty(&folder.name, entry("sizeLimit", memory(scene)).because(why))
    });
    let folders = scene.plan.folders().into_iter().map(|folder| {
        let what = if folder.is_kept {
            entry("persistentVolumeClaim", map([entry("claimName", claim_name(scene, &folder))]))
        } else {
            entry("emptyDir", map([entry("sizeLimit", "256Mi").because(GUESS)]))
        };
        map([entry("name", folder.name), what])
    });
    let file = scene.plan.mounted().map(|_| {
        let of = map([entry("name", format!("{}-{CONFIGURATION}", scene.app))]);
        map([entry("name", CONFIGURATION), entry("configMap", of).because("The command at the top of this file creates it.")])
    });
    Yaml::List(std::iter::once(own).chain(dumps).chain(folders).chain(file).collect())
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
    let mut security = vec![
        entry("runAsNonRoot", true),
        entry("runAsUser", scene.user.uid).because("By number: Kubernetes cannot check a name against runAsNonRoot."),
        entry("runAsGroup", scene.user.gid),
    ];
    if scene.plan.folders().iter().any(|folder| folder.is_kept) {
        security.push(entry("fsGroup", scene.user.gid).because("The volumes belong to this group, which may write to them."));
        security.push(entry("fsGroupChangePolicy", "OnRootMismatch"));
    }
    security.push(entry("seccompProfile", map([entry("type", "RuntimeDefault")])));
    Yaml::Map(security)
}

/// A container that runs before the service, with its image and what it may.
fn first(scene: &Scene<'_>, command: &Command) -> Yaml {
    let mut first = vec![entry("name", BEFORE), entry("image", scene.image.clone()), entry("command", called(&command.words))];
    first.extend(given(scene, &command.variables));
    first.push(entry("resources", resources(scene)));
    first.push(entry("securityContext", security()));
    first.push(entry("volumeMounts", mounts(scene)));
    Yaml::Map(first)
}

/// The variables that it cannot start without, from a Secret with its name, and those of
/// one command, where the kubelet puts a variable's value in place of $(NAME).
fn given(scene: &Scene<'_>, own: &[(String, String)]) -> Option<Entry> {
    let from = |name: &str| {
        let key = map([entry("name", scene.app.clone()), entry("key", name)]);
        map([entry("name", name), entry("valueFrom", map([entry("secretKeyRef", key)]))])
    };
    let needed = scene.plan.needed();
    let own = own.iter().map(|(name, value)| map([entry("name", name.clone()), entry("value", value.replace("$(", "$$("))]));
    let all: Vec<Yaml> = needed.iter().map(|name| from(name)).chain(own).collect();
    let all = (!all.is_empty()).then(|| entry("env", Yaml::List(all)));
    let why = "The command at the top of this file creates the Secret.";
    if needed.is_empty() { all } else { all.map(|all| all.because(why)) }
}

fn mounts(scene: &Scene<'_>) -> Yaml {
    let mounted = scene.plan.dumps().into_iter().chain(scene.plan.folders()).map(|folder| (folder.name, folder.path));
    let all = std::iter::once(("tmp".to_string(), "/tmp".to_string())).chain(mounted);
    let file = scene.plan.mounted().map(|file| {
        // A mounted folder would hide the site; a file alone does not follow its ConfigMap.
        let part = entry("subPath", file.name).because("A pod reads new contents only when it starts.");
        map([entry("name", CONFIGURATION), entry("mountPath", file.path), part, entry("readOnly", true)])
    });
    Yaml::List(all.map(|(name, path)| map([entry("name", name), entry("mountPath", path)])).chain(file).collect())
}

fn container(scene: &Scene<'_>, process: Option<&Process>) -> Yaml {
    let mut container = vec![entry("name", CONTAINER), entry("image", scene.image.clone())];
    match process {
        Some(process) => container.push(entry("command", called(&process.command.words))),
        None => container.extend(reached(scene)),
    }
    container.extend(given(scene, process.map_or(&[], |process| &process.command.variables)));
    container.push(entry("resources", resources(scene)).because(GUESS));
    container.push(entry("securityContext", security()));
    container.push(entry("volumeMounts", mounts(scene)));
    Yaml::Map(container)
}

/// How the service is reached, and asked whether it is well.
fn reached(scene: &Scene<'_>) -> Vec<Entry> {
    let mut container = Vec::new();
    let ports: Vec<Yaml> = ports(scene)
        .into_iter()
        .map(|(name, port, transport)| {
            let mut one = vec![entry("name", name), entry("containerPort", u32::from(port))];
            one.extend(protocol(transport));
            Yaml::Map(one)
        })
        .collect();
    if !ports.is_empty() {
        container.push(entry("ports", Yaml::List(ports)));
    }
    let probe = |name: &str, path: &str, often: Vec<Entry>| {
        scene
            .asks(path, scene.port_name().unwrap_or_default().into())
            .map(|asks| entry(name, Yaml::Map(std::iter::once(asks).chain(often).collect())))
    };
    container.extend(probe("startupProbe", scene.health, vec![entry("periodSeconds", 2), entry("failureThreshold", 30)]));
    container.extend(probe("readinessProbe", scene.plan.ready(), vec![entry("periodSeconds", 5)]));
    container.extend(probe("livenessProbe", scene.health, vec![entry("periodSeconds", 10), entry("failureThreshold", 6)]));
    if scene.plan.listens() {
        let pause = map([entry("preStop", map([entry("sleep", map([entry("seconds", LEAVING)]))]))]);
        container.push(
            entry("lifecycle", pause)
                .because("Waits until the load balancers have removed the pod. The kubelet’s sleep action needs nothing in the image."),
        );
    }
    container
}

impl Scene<'_> {
    /// What owns its pods.
    pub fn workload(&self) -> Workload {
        match self.plan.does() {
            Does::Job => Workload::Job,
            Does::Schedule => Workload::CronJob,
            Does::Http | Does::Fastcgi | Does::Grpc | Does::Tcp | Does::Udp | Does::Worker => Workload::Deployment,
        }
    }

    /// The name of its own port in manifests; none where it listens on none.
    fn port_name(&self) -> Option<&'static str> {
        match self.plan.does() {
            Does::Http => Some("http"),
            Does::Fastcgi => Some("fastcgi"),
            Does::Grpc => Some("grpc"),
            Does::Tcp => Some("tcp"),
            Does::Udp => Some("udp"),
            Does::Worker | Does::Job | Does::Schedule => None,
        }
    }

    /// What the kubelet itself can ask, of a port by name or number: nothing
    /// of it runs in the container. None where nothing can be asked.
    fn asks(&self, path: &str, port: Yaml) -> Option<Entry> {
        match self.plan.does() {
            Does::Http => Some(entry("httpGet", map([entry("path", path), entry("port", port)]))),
            // By number, the only way that this probe knows.
            Does::Grpc => Some(entry("grpc", map([entry("port", u32::from(self.port))]))),
            Does::Fastcgi | Does::Tcp => Some(entry("tcpSocket", map([entry("port", port)]))),
            Does::Udp | Does::Worker | Does::Job | Does::Schedule => None,
        }
    }

    /// A probe to paste into a manifest; none where nothing can be asked.
    pub fn probe(&self) -> Option<String> {
        Some(super::yaml::text(&map([entry("livenessProbe", Yaml::Map(vec![self.asks(self.health, u32::from(self.port).into())?]))])))
    }
}
