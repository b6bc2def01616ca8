//! Where files of a kind lie.

/// Where manifests of Kubernetes lie, so that not every YAML file of a project is read.
pub(super) const MANIFEST_FOLDERS: &[&str] =
    &["k8s", "kubernetes", "kube", "deploy", "deployment", "deployments", "manifests", "charts", "helm", "chart", "config", "kustomize"];
