//! The values that a Dockerfile, its companions and its runbook are made from:
//! what was ordered, and where nothing was, the defaults of the stack.

use super::defaults::{Defaults, Entry, Project, SOURCES, defaults};
use super::image::starts_apache;
use super::order::Order;
use super::runs::{image_of, supported};
use super::settings::{Builder, Choice, Debug, Does, Layout, Pin, Platforms, SettingId, Settings, Signal};
use super::tree::{Text, Transport};
use crate::facts::{Date, Image};
use crate::model::questions::{Environment, Linking, Runtime, TlsOrTz};
use crate::model::runtimes::Kind;
use crate::model::{Family, Service};

/// What a server is allowed that answers requests and reads its files and variables.
const PERMISSIONS: &str = "--allow-net --allow-env --allow-read";
/// The port that Apache listens on, and the one that platforms expect unless they are told another.
pub const HTTP: u16 = 8080;
/// The name of an image that was given none.
const DEFAULT_NAME: &str = "server";

/// An order with its images: what a Dockerfile is built from.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Whose Dockerfile it is.
    pub service: Service,
    /// What runs inside, as the service answers it.
    pub runtime: Runtime,
    /// The family that it is to run on.
    pub family: Family,
    /// What the visitor set.
    pub settings: Settings,
    /// The day for which it is made.
    pub today: Date,
    /// The image that runs it.
    pub image: &'static Image,
    /// Why it is that image.
    pub image_why: &'static str,
}

impl Plan {
    /// The plan for an order.
    pub fn new(order: Order<'_>) -> Plan {
        let Order { service, family, settings, today } = order;
        let (image, image_why) = image_of(&order);
        Plan { service: *service, runtime: service.runtime().runtime, family, settings: settings.clone(), today, image, image_why }
    }

    /// The image that builds a front end.
    pub fn front_end_builder(&self) -> &'static Image {
        supported("node-slim", self.settings.text(SettingId::FrontNode), self.today)
    }

    /// An image that builds: of the version that runs, or that was asked for.
    pub fn builder(&self, role: &'static str) -> &'static Image {
        supported(role, self.version(), self.today)
    }

    /// The version of the language: that of the image that runs it; where the
    /// image has none, what was asked for.
    fn version(&self) -> Option<&str> {
        match self.kind() {
            Kind::Compiled | Kind::Files => self.settings.text(SettingId::Version),
            Kind::VirtualMachine | Kind::Interpreted => self.image.version,
        }
    }

    /// What has to be inside what runs: nothing, where an interpreter is part of the program.
    pub fn kind(&self) -> Kind {
        if self.is_standalone() { Kind::Compiled } else { self.service.runtime().kind }
    }

    /// Whether what runs is one executable of a language that has an interpreter.
    pub fn is_standalone(&self) -> bool {
        self.choice::<Layout>() == Layout::Binary && !self.is_development()
    }

    /// What was chosen of a closed setting, else the first that the service has.
    pub fn choice<C: Choice>(&self) -> C {
        self.settings.choice(&self.service)
    }

    /// What the stack takes where nothing is set.
    pub fn defaults(&self) -> &'static Defaults {
        defaults(self.runtime)
    }

    fn project(&self) -> &'static Project {
        self.defaults().project(self.choice(), self.choice(), self.does())
    }

    /// The port that the service listens on.
    pub fn port(&self) -> u16 {
        self.settings.text(SettingId::Port).and_then(|text| text.parse().ok()).unwrap_or(self.default_port())
    }

    fn default_port(&self) -> u16 {
        if self.has_apache() { HTTP } else { self.defaults().port }
    }

    /// What the service does while it runs.
    pub fn does(&self) -> Does {
        match self.choice() {
            Does::Fastcgi if self.has_apache() => Does::Http,
            does => does,
        }
    }

    /// Whether the image has a web server that runs PHP, so that it answers browsers alone.
    pub fn has_apache(&self) -> bool {
        starts_apache(self.image)
    }

    /// Whether it listens on a port at all.
    pub fn listens(&self) -> bool {
        !matches!(self.does(), Does::Worker | Does::Job | Does::Schedule)
    }

    /// Whether it ends by itself when its work is done.
    pub fn ends(&self) -> bool {
        matches!(self.does(), Does::Job | Does::Schedule)
    }

    /// What carries what is sent to its port.
    pub fn transport(&self) -> Transport {
        if self.does() == Does::Udp { Transport::Udp } else { Transport::Tcp }
    }

    /// The ports beside its own; one of the same number is another where packets go another way.
    pub fn further_ports(&self) -> Vec<(u16, Transport)> {
        let all = self.settings.parts_for(SettingId::Ports, &self.service).filter_map(|text| match text.strip_suffix("/udp") {
            Some(port) => Some((port.parse().ok()?, Transport::Udp)),
            None => Some((text.parse().ok()?, Transport::Tcp)),
        });
        all.filter(|port| !self.listens() || *port != (self.port(), self.transport())).collect()
    }

    /// The path that answers when it can take requests.
    pub fn ready(&self) -> &str {
        let set = self.settings.text_for(SettingId::Ready, &self.service);
        // A health path that is set is for both, until the other is set too.
        let own = self.settings.text(SettingId::Health).unwrap_or(self.project().ready);
        set.unwrap_or(own)
    }

    /// What the program is started with.
    pub fn arguments(&self) -> Vec<String> {
        if self.is_of_another_kind() { Vec::new() } else { self.settings.words_for(SettingId::Arguments, &self.service) }
    }

    /// Whether it was set to do what its base has nothing for: then its program and
    /// arguments belong to that, and not to what the base starts.
    pub fn is_of_another_kind(&self) -> bool {
        let set = self.settings.text(SettingId::Does);
        set.is_some_and(|text| !Does::OPTIONS.iter().any(|option| option.token == text && option.is_for(&self.service)))
    }

    /// What Deno lets the program do: what most services need, where nothing is set.
    pub fn permissions(&self) -> Vec<String> {
        let set = self.settings.words_for(SettingId::Permissions, &self.service);
        if set.is_empty() { PERMISSIONS.split(' ').map(String::from).collect() } else { set }
    }

    /// The scripts of package.json that build it.
    pub fn scripts(&self) -> Vec<&str> {
        scripts(self.settings.parts_for(SettingId::Script, &self.service).collect())
    }

    /// What is compiled in beside the default.
    pub fn features(&self) -> Vec<&str> {
        self.settings.parts_for(SettingId::Features, &self.service).collect()
    }

    /// Files that installing the packages needs beside the manifests: those of the
    /// front end, or those of all else.
    pub fn first(&self, of_the_front_end: bool) -> Vec<&str> {
        let front = self.front_end();
        let is_its =
            |path: &str| front.as_ref().is_some_and(|front| path.strip_prefix(&front.folder).is_some_and(|rest| rest.starts_with('/')));
        // At the root both may need it.
        let is_shared = front.as_ref().is_some_and(|front| front.is_at_the_root());
        let all = self.settings.parts_for(SettingId::First, &self.service);
        all.filter(|path| is_shared || is_its(path.trim_start_matches("./")) == of_the_front_end).collect()
    }

    /// Commands of the build, once the sources are there.
    pub fn steps(&self) -> Vec<String> {
        self.settings.commands_for(SettingId::Steps, &self.service)
    }

    /// The signal that was set in place of the image's own.
    pub fn stop_signal(&self) -> Option<&'static str> {
        match self.choice::<Signal>() {
            Signal::Own => None,
            Signal::Int => Some("SIGINT"),
            Signal::Quit => Some("SIGQUIT"),
            Signal::Hup => Some("SIGHUP"),
        }
    }

    /// Variables with their defaults, as the visitor set them.
    pub fn variables(&self) -> Vec<(String, String)> {
        let words = self.settings.words_for(SettingId::Variables, &self.service);
        words.into_iter().filter_map(|word| word.split_once('=').map(|(name, value)| (name.into(), value.into()))).collect()
    }

    /// Variables that it cannot start without, by name.
    pub fn needed(&self) -> Vec<&str> {
        let set = self.settings.parts_for(SettingId::Needed, &self.service);
        set.filter(|_| self.uses(SettingId::Needed)).collect()
    }

    /// The folder of the sources, where they are copied alone: a dot is the root.
    pub fn sources(&self) -> &str {
        self.settings.text_for(SettingId::Sources, &self.service).unwrap_or(SOURCES)
    }

    /// The folder of the workspace's member that it is of; none where the project
    /// is one package.
    pub fn member(&self) -> Option<&str> {
        self.settings.text_for(SettingId::Member, &self.service).filter(|_| self.uses(SettingId::Member))
    }

    /// The folder of the build stage that the program lies in.
    pub fn folder(&self) -> String {
        let sources = self.defaults().sources;
        self.member().map_or(sources.into(), |member| format!("{sources}/{member}"))
    }

    /// Files and folders of the project that lie beside a compiled program.
    pub fn beside(&self) -> Vec<&str> {
        self.settings
            .parts_for(SettingId::Beside, &self.service)
            .filter(|_| !self.is_development() && self.uses(SettingId::Beside))
            .collect()
    }

    /// The path that answers when all is well.
    pub fn health(&self) -> &str {
        self.settings.text(SettingId::Health).unwrap_or(self.project().health)
    }

    /// What is built or started when the visitor names nothing.
    pub fn default_entry(&self) -> Entry {
        self.project().entry
    }

    /// What is built or started.
    pub fn entry(&self) -> Text {
        self.settings
            .text(SettingId::Entry)
            .filter(|_| !self.is_of_another_kind())
            .map_or(Text::Borrowed(self.default_entry().default), |text| Text::Owned(text.into()))
    }

    /// The text that is taken where a setting is not set; empty where nothing is.
    pub fn default_text(&self, setting: SettingId) -> String {
        match setting {
            SettingId::Name => DEFAULT_NAME.into(),
            SettingId::Port => self.default_port().to_string(),
            SettingId::Entry => self.default_entry().default.into(),
            SettingId::Health => self.project().health.into(),
            SettingId::Ready => self.ready().into(),
            SettingId::Sources => SOURCES.into(),
            SettingId::Permissions => PERMISSIONS.into(),
            _ => String::new(),
        }
    }

    /// Whether the service itself answers the health path.
    pub fn speaks_http(&self) -> bool {
        self.does() == Does::Http
    }

    /// The name of the image.
    pub fn name(&self) -> &str {
        self.settings.text(SettingId::Name).unwrap_or(DEFAULT_NAME)
    }

    /// The packages to add, by name.
    pub fn added(&self) -> impl Iterator<Item = &str> {
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

    /// The path of the company's own certificate in the build context.
    pub fn ca(&self) -> Option<&str> {
        self.settings.text(SettingId::Ca)
    }

    /// Whether anything is built: plain files are served as they are.
    pub fn builds(&self) -> bool {
        self.choice::<Layout>() != Layout::Files || self.is_development()
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
}

/// Scripts that were named, else the one that most projects have.
pub fn scripts(named: Vec<&str>) -> Vec<&str> {
    if named.is_empty() { vec!["build"] } else { named }
}
