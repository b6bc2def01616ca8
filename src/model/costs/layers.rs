//! What lies in an image, from below: the system, the runtime, the program.
//!
//! Facts have the size of each image as a whole. Where the publisher builds it
//! on another image of the facts, the difference is what the publisher adds.
//! Nothing else is told apart, and the program is an assumption, not a fact.

use super::scale::Scale;
use crate::facts::{self, Figure, Image};
use crate::model::service::resolved::Service;

/// What a layer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The system that the image stands on.
    System,
    /// What its publisher adds: the runtime, and the tools of a full image.
    Runtime,
    /// System and runtime where they cannot be told apart, or where there is no runtime.
    Base,
    /// The program with its dependencies.
    Program,
}

/// A part of an image.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Layer {
    /// Which part of the image it holds.
    pub kind: Kind,
    /// Its bytes on the scale that was asked for; none where nobody knows.
    pub bytes: Option<u64>,
    /// The image that it is, where it is one.
    pub image: Option<&'static Image>,
}

/// The image that each image is built on: what its publisher's Dockerfile names
/// after `FROM`, or the rules of distroless as their base. By the id that all
/// versions of it share; what stands on nothing is not in the table.
///
/// Read on 2026-11-30: docker-library/python @ 00bfe6f2, ruby @ 0127a2ff,
/// gcc @ 00b26e71, php @ 0104cfd3 and golang @ 01abd89f (their templates),
/// nodejs/docker-node @ 02220083 and `24/trixie-slim` @ 00283124,
/// rust-lang/docker-rust `stable` @ 0090aa71 and 079baa4c, adoptium/containers
/// `25/jre` @ 0660cf82 and 0cf2c0bc, GoogleContainerTools/distroless
/// `java/java.bzl` @ 11eeda55 and
/// `nodejs`, `python3` @ cd080764, oven-sh/bun `dockerhub` @ 10babb5c and
/// 9315f7ea, denoland/deno_docker @ b7864b72.
static STANDS_ON: &[(&str, &str)] = &[
    ("gcc", "buildpack-deps"),
    ("rust", "buildpack-deps"),
    ("rust-slim", "debian-slim"),
    ("rust-alpine", "alpine"),
    // Through buildpack-deps:trixie-scm, which is not among the facts.
    ("golang", "debian"),
    ("golang-alpine", "alpine"),
    ("java", "ubuntu-24.04"),
    ("java-slim", "ubuntu-24.04"),
    ("java-alpine", "alpine"),
    ("distroless-java", "distroless-java-base"),
    ("node", "buildpack-deps"),
    ("node-slim", "debian-slim"),
    ("node-alpine", "alpine"),
    ("distroless-nodejs", "distroless-cc"),
    ("bun", "debian"),
    ("bun-slim", "debian-slim"),
    ("bun-alpine", "alpine"),
    ("bun-distroless", "distroless-base-nossl"),
    ("deno", "debian-slim"),
    ("deno-alpine", "alpine"),
    ("deno-distroless", "distroless-cc"),
    ("python", "buildpack-deps"),
    ("python-slim", "debian-slim"),
    ("python-alpine", "alpine"),
    ("distroless-python", "distroless-cc"),
    ("ruby", "buildpack-deps"),
    ("ruby-slim", "debian-slim"),
    ("ruby-alpine", "alpine"),
    ("php", "debian-slim"),
    ("php-alpine", "alpine"),
];

/// The image that an image is built on, where the facts have it.
pub fn stands_on(image: &Image) -> Option<&'static Image> {
    STANDS_ON.iter().find(|(id, _)| *id == image.follows().unwrap_or(image.role())).and_then(|(_, system)| facts::image(system))
}

/// The size of an image on a scale.
pub fn size(image: &Image, scale: Scale) -> Option<Figure> {
    match scale {
        Scale::Compressed => image.compressed(),
        Scale::Unpacked => image.unpacked(),
    }
}

/// What lies in an image with a program of that service, from below.
pub fn layers(image: &'static Image, service: &Service, scale: Scale) -> Vec<Layer> {
    let app = service.runtime().app;
    let megabytes = if scale == Scale::Compressed { app[0] } else { app[1] };
    let program = Layer { kind: Kind::Program, bytes: Some(megabytes * 1_000_000), image: None };
    let whole = size(image, scale).map(|figure| figure.value);
    let system = stands_on(image).and_then(|system| Some((system, size(system, scale)?.value)));
    match (whole, system) {
        (Some(whole), Some((system, below))) if below < whole => vec![
            Layer { kind: Kind::System, bytes: Some(below), image: Some(system) },
            Layer { kind: Kind::Runtime, bytes: Some(whole - below), image: None },
            program,
        ],
        _ => vec![Layer { kind: Kind::Base, bytes: whole, image: Some(image) }, program],
    }
}
