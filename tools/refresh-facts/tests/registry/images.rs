//! Images to be published by a test: gzipped layers, configuration, manifest.

use std::io::Write as _;

use flate2::write::GzEncoder;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// The digest that content is addressed by.
pub fn digest(bytes: &[u8]) -> String {
    let hex: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256:{hex}")
}

/// A layer: a gzipped archive of files with these paths and sizes.
pub fn layer(files: &[(&str, usize)]) -> Vec<u8> {
    let mut archive = tar::Builder::new(GzEncoder::new(Vec::new(), flate2::Compression::default()));
    for (path, size) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(*size as u64);
        header.set_mode(0o644);
        archive.append_data(&mut header, path, vec![b'x'; *size].as_slice()).expect("an entry");
    }
    let mut encoder = archive.into_inner().expect("an archive");
    encoder.flush().expect("flushed");
    encoder.finish().expect("gzip")
}

/// Whose media types a manifest has.
#[derive(Clone, Copy, Debug)]
pub enum Format {
    Docker,
    Oci,
}

impl Format {
    fn of(self, what: &str) -> &'static str {
        match (self, what) {
            (Self::Docker, "manifest") => "application/vnd.docker.distribution.manifest.v2+json",
            (Self::Docker, "index") => "application/vnd.docker.distribution.manifest.list.v2+json",
            (Self::Docker, "config") => "application/vnd.docker.container.image.v1+json",
            (Self::Docker, _) => "application/vnd.docker.image.rootfs.diff.tar.gzip",
            (Self::Oci, "manifest") => "application/vnd.oci.image.manifest.v1+json",
            (Self::Oci, "index") => "application/vnd.oci.image.index.v1+json",
            (Self::Oci, "config") => "application/vnd.oci.image.config.v1+json",
            (Self::Oci, _) => "application/vnd.oci.image.layer.v1.tar+gzip",
        }
    }
}

/// An image for one architecture.
#[derive(Clone)]
pub struct Image {
    pub architecture: &'static str,
    pub format: Format,
    /// The part of the configuration that says how to run it.
    pub settings: Value,
    pub layers: Vec<Vec<u8>>,
}

impl Image {
    /// One that runs `cmd` as root.
    pub fn new(architecture: &'static str, format: Format, settings: Value, layers: &[&[(&str, usize)]]) -> Self {
        Self { architecture, format, settings, layers: layers.iter().map(|files| layer(files)).collect() }
    }

    /// The sum of the layers as they are downloaded.
    pub fn compressed(&self) -> usize {
        self.layers.iter().map(Vec::len).sum()
    }

    pub fn config(&self) -> Vec<u8> {
        let config = json!({
            "created": "2026-09-16T20:11:12.123456789Z",
            "architecture": self.architecture,
            "os": "linux",
            "config": self.settings,
            // Of the compressed layers, where the specification wants the others: nobody looks.
            "rootfs": {"type": "layers", "diff_ids": self.layers.iter().map(|layer| digest(layer)).collect::<Vec<_>>()},
            "history": [{"created": "2026-09-16T20:11:12Z", "created_by": "a test"}],
        });
        config.to_string().into_bytes()
    }

    pub fn manifest(&self) -> Vec<u8> {
        let descriptor = |what, bytes: &[u8]| json!({"mediaType": self.format.of(what), "size": bytes.len(), "digest": digest(bytes)});
        let manifest = json!({
            "schemaVersion": 2,
            "mediaType": self.format.of("manifest"),
            "config": descriptor("config", &self.config()),
            "layers": self.layers.iter().map(|layer| descriptor("layer", layer)).collect::<Vec<_>>(),
        });
        manifest.to_string().into_bytes()
    }

    pub fn media_type(&self) -> &'static str {
        self.format.of("manifest")
    }
}

/// The index of images, with an attestation as builders add them, and its media type.
pub fn index(images: &[Image], format: Format) -> (Vec<u8>, &'static str) {
    let entry = |image: &Image, os: &str, architecture: &str| {
        let manifest = image.manifest();
        json!({
            "mediaType": image.media_type(),
            "size": manifest.len(),
            "digest": digest(&manifest),
            "platform": {"os": os, "architecture": architecture},
        })
    };
    let mut entries: Vec<Value> = images.iter().map(|image| entry(image, "linux", image.architecture)).collect();
    entries.extend(images.first().map(|image| entry(image, "unknown", "unknown")));
    let index = json!({"schemaVersion": 2, "mediaType": format.of("index"), "manifests": entries});
    (index.to_string().into_bytes(), format.of("index"))
}
