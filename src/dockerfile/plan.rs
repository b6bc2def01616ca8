//! What the builders of all stacks share: the image, the user, the packages.

use super::settings::{Builder, Choice, Debug, Pin, Platforms, SettingId, Settings};
use super::stacks::stack;
use super::tree::{Instruction, Stage, Text, Why};
use crate::facts::{self, Date, Image, Package, Tool, User};
use crate::model::flavour::flavour;
use crate::model::questions::{Environment, Linking, Platform, Runtime, TlsOrTz};
use crate::model::{Family, QuestionId, Service};

/// The stage that builds.
pub const BUILD: &str = "build";
/// What has to be done before a vendor's image can be pulled.
const LOGIN: &str = "Needs `docker login dhi.io` first; the account is free.";
/// What distroless tags ask for.
const MOVING: &str = "A moving tag: pin it by digest and let a bot move the digest.";
/// Where a CA bundle lies on every base that has one.
pub const CA_BUNDLE: &str = "/etc/ssl/certs/ca-certificates.crt";

/// What a Dockerfile is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Order<'a> {
    /// The service.
    pub service: &'a Service,
    /// The family that it is to run on.
    pub family: Family,
    /// What the visitor set.
    pub settings: &'a Settings,
    /// The day for which it is made: what has ended by then is not used.
    pub today: Date,
}

/// An order with its images: what a Dockerfile is built from.
#[derive(Clone, Copy, Debug)]
pub struct Plan<'a> {
    /// The service.
    pub service: &'a Service,
    /// The family that it is to run on.
    pub family: Family,
    /// What the visitor set.
    pub settings: &'a Settings,
    /// The day for which it is made.
    pub today: Date,
    /// The image that runs it.
    pub image: &'static Image,
    /// Why it is that image.
    pub image_why: &'static str,
}

impl<'a> Plan<'a> {
    /// The plan for an order.
    pub fn new(order: Order<'a>) -> Plan<'a> {
        let Order { service, family, settings, today } = order;
        let flavour = flavour(service, family);
        let wanted = settings.text(SettingId::Version);
        Plan { service, family, settings, today, image: living(flavour.image, wanted, today), image_why: flavour.why }
    }

    /// The same on another image of the same publisher.
    #[must_use]
    pub fn on_image(self, role: &'static str, why: &'static str) -> Plan<'a> {
        Plan { image: living(role, self.version(), self.today), image_why: why, ..self }
    }

    /// An image that builds: of the version that runs, or that was asked for.
    pub fn builder(&self, role: &'static str) -> &'static Image {
        living(role, self.version(), self.today)
    }

    /// The version of the language: that of the image that runs it; where the
    /// image has none, what was asked for.
    fn version(&self) -> Option<&'a str> {
        let compiled = self.service.is(Runtime::Go) || self.service.is(Runtime::Rust) || self.service.is(Runtime::CCpp);
        let static_files = self.service.is(Runtime::StaticSite);
        if compiled || static_files { self.settings.text(SettingId::Version) } else { self.image.version }
    }

    /// A closed setting.
    pub fn choice<C: Choice>(&self) -> C {
        self.settings.choice(self.service)
    }

    /// The port that the service listens on.
    pub fn port(&self) -> u16 {
        self.settings.text(SettingId::Port).and_then(|text| text.parse().ok()).unwrap_or_else(|| stack(self.service).port())
    }

    /// The path that answers when all is well.
    pub fn health(&self) -> &'a str {
        self.settings.text(SettingId::Health).unwrap_or_else(|| stack(self.service).health(self))
    }

    /// What is started, or the stack's own.
    pub fn entry(&self, own: &'static str) -> Text {
        self.settings.text(SettingId::Entry).map_or(Text::Borrowed(own), |text| Text::Owned(text.into()))
    }

    /// Whether the service itself answers the health path.
    pub fn speaks_http(&self) -> bool {
        stack(self.service).speaks_http()
    }

    /// The name of the image.
    pub fn name(&self) -> &'a str {
        self.settings.text(SettingId::Name).unwrap_or("server")
    }

    /// The packages to add, by name.
    pub fn added(&self) -> impl Iterator<Item = &'a str> {
        self.settings.text(SettingId::Packages).into_iter().flat_map(|text| text.split(','))
    }

    /// Whether it is built for more than the builder's own architecture.
    pub fn crosses(&self) -> bool {
        self.choice::<Platforms>() == Platforms::Both && self.choice::<Builder>() != Builder::Kaniko && !self.is_development()
    }

    /// Whether images get a place for their digest.
    pub fn pins(&self) -> bool {
        self.choice::<Pin>() == Pin::Digest
    }

    /// Whether a debug stage is wanted.
    pub fn debugs(&self) -> bool {
        self.choice::<Debug>() == Debug::Yes
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

    /// Whether the program is linked to glibc.
    pub fn is_glibc(&self) -> bool {
        self.service.is(Linking::Glibc)
    }

    /// Asks the service whether it is well with a tool of the image, which only
    /// Alpine has.
    pub fn wget(&self) -> Option<Vec<Text>> {
        let url = format!("http://127.0.0.1:{}{}", self.port(), self.health());
        let wget = vec!["wget".into(), "-q".into(), "-O".into(), "/dev/null".into(), url.into()];
        (self.family == Family::Alpine).then_some(wget)
    }

    /// The build stage on that image.
    pub fn build_stage(&self, image: &'static Image, version: Option<&'static str>, why: &'static str) -> Stage {
        let why = if image.login.is_some() { LOGIN } else { why };
        Stage::from(image, version, Some(BUILD), Why::fact(image, why).told())
    }

    /// The build stage for what runs on every architecture: it is built once,
    /// on the builder's own.
    pub fn build_stage_once(&self, image: &'static Image, why: &'static str) -> Stage {
        let stage = self.build_stage(image, None, why);
        if self.crosses() { stage.on_builder() } else { stage }
    }

    /// The stage that runs, still empty.
    pub fn run_stage(&self, version: Option<&'static str>) -> Stage {
        if self.is_development() {
            let why = "For a developer’s machine: the build stage itself, with compilers, git and a shell.";
            return Stage::after(BUILD, Why::answer(QuestionId::Environment, why).told());
        }
        let why = match () {
            () if self.image.login.is_some() => Why::fact(self.image, LOGIN).told(),
            () if self.tag_moves() && !self.pins() => Why::fact(self.image, MOVING).told(),
            () => Why::fact(self.image, self.image_why),
        };
        Stage::from(self.image, version, None, why)
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

    /// Installs packages into the stage that runs, and with them what the
    /// visitor asked for, where the base can.
    pub fn install_with_added(&self, stage: &mut Stage, packages: &[&'static Package], why: Why) {
        if !self.image.has_shell() {
            return;
        }
        let mut names = names(self.image, packages);
        let yours = names.is_empty();
        // Within a release any version will do: they stay compatible.
        names.extend(self.added().map(|name| if is_alpine(self.image) { format!("\"{name}>=0\"") } else { format!("\"{name}=*\"") }));
        let added = Why::setting(SettingId::Packages, "Yours. Any version will do: within a release they stay compatible.").told();
        install_names(stage, self.image, &names, if yours { added } else { why });
    }

    /// Installs packages of the distribution.
    pub fn install(&self, stage: &mut Stage, on: &'static Image, packages: &[&'static Package], why: Why) {
        install_names(stage, on, &names(on, packages), why);
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
    pub fn finish<W: Into<Text>>(&self, stage: &mut Stage, healthcheck: Option<Vec<W>>) {
        stage.add(Instruction::Expose(self.port()), Why::setting(SettingId::Port, "Says which port the service listens on."));
        stage.add(
            Instruction::User(self.image.ordinary_user()),
            Why::practice("By number: Kubernetes cannot check a name against runAsNonRoot.").told(),
        );
        if let Some(command) = healthcheck.filter(|_| self.service.is(Platform::Docker)) {
            let why = Why::answer(QuestionId::Platform, "Docker and Compose use this; Kubernetes has probes of its own.").told();
            stage.add(Instruction::Healthcheck(command.into_iter().map(Into::into).collect()), why);
        }
    }
}

/// The living image of a role that is nearest to the version wanted. Where
/// nothing of a role lives any more, the one that the facts name.
fn living(role: &'static str, wanted: Option<&str>, today: Date) -> &'static Image {
    let own = image(role);
    let wanted = wanted.unwrap_or_else(|| own.version.unwrap_or_default());
    facts::nearest_living(role, wanted, today).unwrap_or(own)
}

fn names(on: &Image, packages: &[&'static Package]) -> Vec<String> {
    packages.iter().map(|row| format!("\"{}\"", if is_alpine(on) { row.alpine } else { row.debian })).collect()
}

fn install_names(stage: &mut Stage, on: &Image, names: &[String], why: Why) {
    if names.is_empty() {
        return;
    }
    let names = names.join(" ");
    if is_alpine(on) {
        return stage.run([format!("apk add --no-cache {names}")], why);
    }
    let install = format!("apt-get install --yes --no-install-recommends {names}");
    stage.run(["apt-get update".to_string(), install, "rm -rf /var/lib/apt/lists/*".to_string()], why);
}

/// Whether it has Alpine's package manager.
pub fn is_alpine(image: &Image) -> bool {
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

/// A tool of the facts.
pub fn tool(id: &str) -> &'static Tool {
    facts::tool(id).expect("a test builds every Dockerfile and finds every tool")
}
