//! A copy of a small catalogue, and runs of the tool on it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::images::{Format, Image};
use crate::servers::Registry;

/// The day of the runs.
pub const TODAY: &str = "2026-11-25";

/// A copy of `tests/registry/facts`, and an empty docker configuration.
pub struct Stage {
    folder: TempDir,
    map: Vec<String>,
}

/// How a run went.
pub struct Run {
    pub code: Option<i32>,
    pub output: String,
    pub errors: String,
}

impl Stage {
    /// The registries of the catalogue are asked at these hosts.
    pub fn new(map: &[(&str, &str)]) -> Self {
        let folder = TempDir::new().expect("a folder");
        for name in ["facts", "docker"] {
            fs::create_dir(folder.path().join(name)).expect("a folder");
        }
        for file in fs::read_dir("tests/registry/facts").expect("the facts of the tests").flatten() {
            fs::copy(file.path(), folder.path().join("facts").join(file.file_name())).expect("copied");
        }
        Self { folder, map: map.iter().map(|(from, to)| format!("--registry-map={from}={to}")).collect() }
    }

    /// Every registry of the catalogue is this one, and has its images.
    pub fn with(registry: &Registry) -> Self {
        for (name, images, format) in published() {
            match images.as_slice() {
                [image] => registry.push(name, image),
                images => registry.push_index(name, images, format),
            }
        }
        Self::new(&["docker.io", "gcr.io", "dhi.io"].map(|name| (name, registry.host.as_str())))
    }

    /// The words that run the tool on this copy.
    pub fn command(&self) -> Vec<String> {
        let facts = self.folder.path().join("facts").display().to_string();
        let words = [env!("CARGO_BIN_EXE_refresh-facts").to_string(), "--facts".into(), facts, "--today".into(), TODAY.into()];
        words.into_iter().chain(self.map.iter().cloned()).collect()
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        let words = self.command();
        let is_dated = arguments.contains(&"--today");
        let mut command = Command::new(&words[0]);
        // The day is said once.
        command.args(words[1..3].iter().chain(if is_dated { &words[5..] } else { &words[3..] })).args(arguments);
        command.env("DOCKER_CONFIG", self.folder.path().join("docker"));
        for proxy in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] {
            command.env_remove(proxy);
        }
        let done = command.output().expect("it runs");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
        Run { code: done.status.code(), output: text(done.stdout), errors: text(done.stderr) }
    }

    /// Every file of the catalogue, so that leftovers are seen too.
    pub fn files(&self) -> BTreeMap<String, String> {
        let files = fs::read_dir(self.folder.path().join("facts")).expect("the folder").flatten();
        files.map(|file| (file.file_name().to_string_lossy().into(), fs::read_to_string(file.path()).expect("text"))).collect()
    }

    /// The record of an image as it is now.
    pub fn record(&self, id: &str) -> Value {
        let records = self.files().into_values().map(|text| serde_json::from_str::<Value>(&text).expect("JSON"));
        let mut images = records.flat_map(|file| file["images"].as_array().cloned().unwrap_or_default());
        images.find(|image| image["id"] == id).expect("the record is there")
    }

    pub fn write(&self, file: &str, text: &str) {
        fs::write(self.folder.path().join(file), text).expect("written");
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Runs, and asserts that it fails with the code, says each of the words
    /// and leaves every file as it was.
    #[track_caller]
    pub fn assert_untouched(&self, arguments: &[&str], code: i32, says: &[&str]) {
        let before = self.files();
        let run = self.run(arguments);
        assert_eq!(run.code, Some(code), "{}", run.errors);
        for words in says {
            assert!(run.errors.contains(words), "{words:?} is not in:\n{}", run.errors);
        }
        assert!(run.output.is_empty(), "{}", run.output);
        assert!(!run.errors.contains("panicked"), "{}", run.errors);
        assert!(self.files() == before, "files were touched");
    }
}

/// What the catalogue of the tests names, as it says it is.
pub fn published() -> Vec<(&'static str, Vec<Image>, Format)> {
    let shell = json!({"Cmd": ["/bin/sh"], "Env": ["PATH=/bin"], "Volumes": null});
    let nginx = json!({"User": "nginx", "Entrypoint": ["/docker-entrypoint.sh"], "Cmd": ["nginx", "-g", "daemon off;"], "ExposedPorts": {"80/tcp": {}}});
    let nonroot = json!({"User": "nonroot:nonroot", "Cmd": null, "Entrypoint": null});
    let node = json!({"User": "1000", "Cmd": ["node"]});
    let image =
        |architecture, format, settings: &Value, layers: &[&[(&str, usize)]]| Image::new(architecture, format, settings.clone(), layers);
    vec![
        (
            "library/alpine:3.24",
            vec![
                image("arm", Format::Docker, &shell, &[&[("bin/busybox", 1)]]),
                image("arm64", Format::Docker, &shell, &[&[("bin/busybox", 90_000)]]),
                // 50000 and 7 bytes in all; the second layer removes 3000 of the first.
                image(
                    "amd64",
                    Format::Docker,
                    &shell,
                    &[&[("bin/busybox", 50_000), ("tmp/cache/a", 1000), ("tmp/cache/b", 2000)], &[("etc/motd", 7), ("tmp/.wh.cache", 0)]],
                ),
            ],
            Format::Docker,
        ),
        ("example/amd64-only:1.2", vec![image("amd64", Format::Docker, &nginx, &[&[("usr/sbin/nginx", 300)]])], Format::Docker),
        (
            "distroless/static-debian13:nonroot",
            vec![
                image("amd64", Format::Oci, &nonroot, &[&[("etc/passwd", 30)], &[("etc/ssl/certs.pem", 9000)]]),
                image("arm64", Format::Oci, &nonroot, &[&[("etc/passwd", 31)]]),
            ],
            Format::Oci,
        ),
        (
            "node:24-debian13",
            vec![
                image("amd64", Format::Oci, &node, &[&[("usr/bin/node", 5000)]]),
                image("arm64", Format::Oci, &node, &[&[("usr/bin/node", 6000)]]),
            ],
            Format::Oci,
        ),
    ]
}

/// The published image for an architecture.
pub fn image(name: &str, architecture: &str) -> Image {
    let (_, images, _) = published().into_iter().find(|(published, ..)| *published == name).expect("it is published");
    images.into_iter().find(|image| image.architecture == architecture).expect("for this architecture")
}
