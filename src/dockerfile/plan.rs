//! What the builders of all stacks share: the image, the user, the packages.

use super::tree::{Instruction, Stage, Why};
use crate::facts::{self, Image, Package, User};
use crate::model::flavour::flavour;
use crate::model::questions::{Environment, Platform, TlsOrTz};
use crate::model::{Family, QuestionId, Service};

/// The port that the file exposes and checks.
pub const PORT: u16 = 8080;
/// The stage that builds.
pub const BUILD: &str = "build";
/// What has to be done before a vendor's image can be pulled.
const LOGIN: &str = "Needs `docker login dhi.io` first; the account is free.";
/// What distroless tags ask for.
const MOVING: &str = "A moving tag: pin it as …@sha256:… and let a bot move the digest.";
/// Where a CA bundle lies on every base that has one.
pub const CA_BUNDLE: &str = "/etc/ssl/certs/ca-certificates.crt";

/// A service on a family: what a Dockerfile is built from.
#[derive(Clone, Copy, Debug)]
pub struct Plan<'a> {
    /// The service.
    pub service: &'a Service,
    /// The family that it is to run on.
    pub family: Family,
    /// The family's image for it.
    pub image: &'static Image,
    /// Why it is that image.
    pub image_why: &'static str,
}

impl<'a> Plan<'a> {
    /// The plan for a service on a family.
    pub fn new(service: &'a Service, family: Family) -> Plan<'a> {
        let flavour = flavour(service, family);
        Plan { service, family, image: flavour.image(), image_why: flavour.why }
    }

    /// Whether the image is for a developer's machine: then what runs is the
    /// build stage itself, with all its tools.
    pub fn is_development(&self) -> bool {
        self.service.is(Environment::Development)
    }

    /// Whether the service needs certificates, time zones, /tmp or users.
    pub fn needs_surroundings(&self) -> bool {
        self.service.is(TlsOrTz::Yes)
    }

    /// The build stage on that image.
    pub fn build_stage(&self, image: &'static Image, version: Option<&'static str>, why: &'static str) -> Stage {
        let why = if image.login.is_some() { LOGIN } else { why };
        Stage::from(image, version, Some(BUILD), Why::fact(image, why).told())
    }

    /// The stage that runs, still empty.
    pub fn run_stage(&self, version: Option<&'static str>) -> Stage {
        if self.is_development() {
            let why = "For a developer’s machine: the build stage itself, with compilers, git and a shell.";
            return Stage::after(BUILD, Why::answer(QuestionId::Environment, why).told());
        }
        let why = Why::fact(self.image, if self.tag_moves() { MOVING } else { self.image_why });
        Stage::from(self.image, version, None, if self.tag_moves() { why.told() } else { why })
    }

    /// Whether the tag says no version, and so follows whatever is newest.
    fn tag_moves(&self) -> bool {
        self.image.tag() == "nonroot"
    }

    /// On a developer's machine the sources belong to the user, who changes them.
    pub fn own(&self, stage: &mut Stage, folders: &'static str) {
        if self.is_development() {
            let why = Why::answer(QuestionId::Environment, "The user changes the sources and builds them again.").told();
            stage.run([format!("chown -R {} {folders}", self.image.ordinary_user())], why);
        }
    }

    /// Installs packages of the distribution.
    pub fn install(&self, stage: &mut Stage, on: &'static Image, packages: &[&'static Package], why: Why) {
        if packages.is_empty() {
            return;
        }
        let names = |of: fn(&Package) -> &'static str| packages.iter().map(|row| format!("\"{}\"", of(row))).collect::<Vec<_>>().join(" ");
        if is_alpine(on) {
            stage.run([format!("apk add --no-cache {}", names(|row| row.alpine))], why);
        } else {
            stage.run(
                [
                    "apt-get update".to_string(),
                    format!("apt-get install --yes --no-install-recommends {}", names(|row| row.debian)),
                    "rm -rf /var/lib/apt/lists/*".to_string(),
                ],
                why,
            );
        }
    }

    /// Makes the user where the image has none, so that it has a name in `ps`
    /// and programs that look it up find it.
    pub fn add_user(&self, stage: &mut Stage) {
        if self.image.has_ordinary_user() || !self.image.has_shell() {
            return;
        }
        let User { uid, gid } = self.image.ordinary_user();
        let why = Why::fact(self.image, "The image has no ordinary user; the number is that of distroless’s nonroot.").told();
        if is_alpine(self.image) {
            let add = format!("adduser -D -H -u {uid} -G nonroot -h /nonexistent -s /sbin/nologin nonroot");
            stage.run([format!("addgroup -g {gid} nonroot"), add], why);
            return;
        }
        let home = match self.is_development() {
            // Compilers keep their caches there.
            true => "--create-home --shell /bin/bash",
            false => "--no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin",
        };
        let add = format!("useradd --no-log-init --uid {uid} --gid {gid} {home} nonroot");
        stage.run([format!("groupadd --gid {gid} nonroot"), add], why);
    }

    /// Exposes the port, drops root and adds the health check where it is used.
    pub fn finish(&self, stage: &mut Stage, healthcheck: Option<Vec<&'static str>>) {
        stage.add(Instruction::Expose(PORT), Why::practice("Says which port the service listens on."));
        stage.add(
            Instruction::User(self.image.ordinary_user()),
            Why::practice("By number: Kubernetes cannot check a name against runAsNonRoot.").told(),
        );
        if let Some(command) = healthcheck.filter(|_| self.service.is(Platform::Docker)) {
            let why = Why::answer(QuestionId::Platform, "Docker and Compose use this; Kubernetes has probes of its own.").told();
            stage.add(Instruction::Healthcheck(command), why);
        }
    }
}

fn is_alpine(image: &Image) -> bool {
    image.release.is_some_and(|release| release.starts_with("alpine"))
}

/// A package of the facts.
pub fn package(id: &str) -> &'static Package {
    facts::package(id).expect("a test builds every Dockerfile and finds every package")
}

/// An image of the facts.
pub fn image(id: &str) -> &'static Image {
    facts::image(id).expect("a test builds every Dockerfile and finds every image")
}
