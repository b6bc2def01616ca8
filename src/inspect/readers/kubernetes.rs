//! Manifests of Kubernetes: ports, probes, and commands that want a shell.

use super::deploy::runtime;
use super::{Findings, MANIFEST_FOLDERS, command};
use crate::decision::Subject;
use crate::dockerfile::SettingId;
use crate::inspect::findings::{At, quoted};
use crate::inspect::found::Sure;
use crate::inspect::project::{View, file_name, folder_of};
use crate::inspect::tree::{self, Node};
use crate::model::questions::{Platform, Shell};

/// What has a template of a pod in it.
const WORKLOADS: &[&str] = &["Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob", "Pod", "ReplicaSet"];

/// Folders whose manifests are there to be tried or read.
const ASIDE: &[&str] =
    &["test", "tests", "testdata", "fixtures", "fixture", "integration", "e2e", "example", "examples", "docs", "samples", ".devcontainer"];

/// Whether a file is called as what such manifests hold, in whichever folder.
pub(super) fn is_named(path: &str) -> bool {
    const NAMES: &[&str] = &["deployment", "statefulset", "cronjob", "job", "k8s", "kubernetes"];
    let name = file_name(path);
    name.strip_suffix(".yaml").or_else(|| name.strip_suffix(".yml")).is_some_and(|name| NAMES.contains(&name))
}

/// Every manifest that is called one, or lies in folders that such files lie in.
pub(super) fn manifests(view: &View<'_>, findings: &mut Findings) {
    let whole = view.whole();
    if let Some(path) = whole.names().find(|name| name.ends_with("/Chart.yaml") || *name == "Chart.yaml") {
        findings.at(&whole, path).answer(Platform::Kubernetes, 0, Sure::Inferred, "there is a Helm chart");
    }
    let places = whole.names().filter(|name| {
        let is_yaml = name.ends_with(".yaml") || name.ends_with(".yml");
        let is_there = folder_of(name).split('/').any(|folder| MANIFEST_FOLDERS.contains(&folder)) || is_named(name);
        let is_aside = folder_of(name).split('/').any(|folder| ASIDE.contains(&folder));
        is_yaml && is_there && !is_aside && !name.contains("/templates/") && !name.contains(".github/")
    });
    // Of several workloads it is not known which is this service.
    let mut workloads: Vec<(&str, Node)> = Vec::new();
    for path in places.collect::<Vec<_>>() {
        let Some(node) = whole.text(path).and_then(|text| tree::yaml(text).ok()) else { continue };
        for document in node.items() {
            let is_workload =
                document.text_of(&["kind"]).is_some_and(|kind| WORKLOADS.contains(&kind)) && document.get("apiVersion").is_some();
            if is_workload && !is_of_others(document) {
                workloads.push((path, document.clone()));
            }
        }
    }
    let Some((path, first)) = workloads.first() else { return };
    findings.at(&whole, path).answer(
        Platform::Kubernetes,
        first.line,
        Sure::Inferred,
        format!("there is a {}", first.text_of(&["kind"]).unwrap_or_default()),
    );
    let [(path, document)] = workloads.as_slice() else {
        // A port that all of them have is that of the service, too.
        let ports: Vec<Option<&str>> = workloads.iter().map(|(_, document)| port_of(alone(document)?)?.text()).collect();
        if let Some((Some(port), rest)) = ports.split_first()
            && rest.iter().all(|other| *other == Some(port))
            && port.parse::<u16>().is_ok_and(|port| port >= 1024)
        {
            let line = alone(first).and_then(port_of).map_or(0, |port| port.line);
            findings.at(&whole, path).set(SettingId::Port, port, line, Sure::Inferred, "it is the containerPort of every workload");
        }
        return;
    };
    let mut at = findings.at(&whole, path);
    let kind = document.text_of(&["kind"]).unwrap_or_default();
    match kind {
        "Job" => at.set(SettingId::Does, "job", document.line, Sure::Inferred, "it is a Job"),
        "CronJob" => at.set(SettingId::Does, "schedule", document.line, Sure::Inferred, "it is a CronJob"),
        _ => {}
    }
    if let Some(container) = alone(document) {
        read(&mut at, container);
        started(findings, &whole, path, container);
    }
}

/// What a container runs in place of what its image starts, where nothing nearer says so.
fn started(findings: &mut Findings, whole: &View<'_>, path: &str, container: &Node) {
    let entry = Subject::Setting(SettingId::Entry);
    let is_known = findings.found.iter().any(|found| found.subject == entry && found.sure > Sure::Guessed);
    let words = |key: &str| container.get(key).map(Node::items).unwrap_or_default().iter().filter_map(Node::text).map(String::from);
    let command: Vec<String> = words("command").chain(words("args")).collect();
    let is_whole = container.get("command").is_some();
    if let Some(runtime) = runtime(findings).filter(|_| is_whole && !is_known) {
        let line = container.get("command").map_or(0, |node| node.line);
        command::started(&mut findings.at(whole, path), runtime, &command, line, "its container");
    }
}

/// What a service stands on and nobody builds beside it, by a part of the name of its image.
const OTHERS: &[&str] = &[
    "postgres",
    "mysql",
    "mariadb",
    "mongo",
    "redis",
    "valkey",
    "memcached",
    "elasticsearch",
    "opensearch",
    "rabbitmq",
    "kafka",
    "zookeeper",
    "nats",
    "minio",
    "etcd",
    "cassandra",
    "influxdb",
    "clickhouse",
];

/// Whether a workload is one of a database or the like.
fn is_of_others(document: &Node) -> bool {
    alone(document).is_some_and(is_other)
}

/// Whether a container is one of a database or the like: by its image, or by its name where a
/// pipeline fills in the image.
fn is_other(container: &Node) -> bool {
    let image = container.text_of(&["image"]).unwrap_or_default();
    let repository = image.split(['@', ':']).next().unwrap_or_default();
    let names = [repository.rsplit('/').next().unwrap_or_default(), container.text_of(&["name"]).unwrap_or_default()];
    OTHERS.iter().any(|other| names.iter().any(|name| name.split(['-', '_', '.']).any(|part| part == *other)))
}

/// The only container of a workload, or the only one beside databases and the like: others,
/// such as proxies, are not the service.
fn alone(document: &Node) -> Option<&Node> {
    let spec = match document.text_of(&["kind"]).unwrap_or_default() {
        "Pod" => document.get("spec"),
        "CronJob" => document.at(&["spec", "jobTemplate", "spec", "template", "spec"]),
        _ => document.at(&["spec", "template", "spec"]),
    };
    let all = spec?.get("containers").map(Node::items).unwrap_or_default();
    if let [only] = all {
        return Some(only);
    }
    let mut own = all.iter().filter(|container| !is_other(container));
    own.next().filter(|_| own.next().is_none())
}

/// The port of a container: the only one, or the one that has the name of what people reach.
fn port_of(container: &Node) -> Option<&Node> {
    let all = container.get("ports").map(Node::items).unwrap_or_default();
    let named = |port: &&Node| port.text_of(&["name"]).is_some_and(|name| ["http", "web", "https", "api"].contains(&name));
    let chosen = if let [only] = all { Some(only) } else { all.iter().find(named) };
    chosen?.get("containerPort")
}

/// What a container says of the service in it.
pub(super) fn read(at: &mut At<'_>, container: &Node) {
    let all = container.get("ports").map(Node::items).unwrap_or_default();
    if let Some(port) = port_of(container)
        && let Some(text) = port.text()
        && text.parse::<u16>().is_ok_and(|port| port >= 1024)
    {
        let why = if all.len() == 1 { "it is the containerPort" } else { "it is the containerPort whose name says so" };
        at.set(SettingId::Port, text, port.line, Sure::Read, why);
    }
    for (probe, setting) in [("livenessProbe", SettingId::Health), ("readinessProbe", SettingId::Ready)] {
        if let Some(path) = container.at(&[probe, "httpGet", "path"])
            && let Some(text) = path.text()
        {
            at.set(setting, text, path.line, Sure::Read, format!("{probe} uses it"));
        }
        if let Some(command) = container.at(&[probe, "exec", "command"]) {
            in_a_shell(at, command, probe);
        }
        if container.at(&[probe, "grpc"]).is_some() {
            at.set(SettingId::Does, "grpc", container.line, Sure::Inferred, format!("{probe} uses gRPC"));
        }
    }
    if let Some(command) = container.at(&["lifecycle", "preStop", "exec", "command"]) {
        in_a_shell(at, command, "preStop");
    }
    if let Some(command) = container.get("command") {
        in_a_shell(at, command, "command");
    }
}

/// A command of a manifest that calls a shell, or a program that distroless has not.
fn in_a_shell(at: &mut At<'_>, command: &Node, what: &str) {
    let first = command.items().first().and_then(Node::text).unwrap_or_default();
    let name = first.rsplit('/').next().unwrap_or(first);
    if ["sh", "bash", "ash", "sleep", "curl", "wget", "cat", "test", "nc"].contains(&name) {
        at.answer(Shell::Removable, command.line, Sure::Inferred, format!("{what} calls {}", quoted(name)));
    }
}
