//! What all texts of a runbook share: names, numbers, the way in.

use super::version::Version;
use crate::dockerfile::Plan;
use crate::dockerfile::image::image;
use crate::dockerfile::settings::Does;
use crate::facts::User;
use crate::model::Family;
use crate::model::questions::{Platform, Runtime};

/// The container that holds the service, in every manifest and command.
pub const CONTAINER: &str = "app";
/// The container that runs before it, where something does.
pub const BEFORE: &str = "before";
/// What a file is called that is mounted, in compose.yaml and manifests.
pub const CONFIGURATION: &str = "configuration";
/// Where other debug images are kept.
pub const DEBUG_IMAGES: &str = "registry.example.com/debug/";
/// The longest name: a pod's own ends with seventeen letters of its own.
const LONGEST_NAME: usize = 40;

/// The image that a debug container has unless a language wants more: a static
/// busybox, that of debug stages too.
const DEBUG_IMAGE: &str = "busybox-musl";

/// A plan as the runbook sees it.
#[derive(Clone, Debug)]
pub struct Scene<'a> {
    /// What the Dockerfile is made from too.
    pub plan: &'a Plan,
    /// The version of Kubernetes.
    pub kubernetes: Version,
    /// The name of the service, as Kubernetes and Compose take it.
    pub app: String,
    /// The image’s name in its registry.
    pub image: String,
    /// Who the service runs as.
    pub user: User,
    /// The port that it listens on.
    pub port: u16,
    /// The path that answers when all is well.
    pub health: &'a str,
    /// The image that a debug container has unless a language wants more, by the
    /// name by which it is pulled.
    pub debug_image: String,
}

impl<'a> Scene<'a> {
    /// The scene of a plan.
    pub fn new(plan: &'a Plan, kubernetes: Version) -> Scene<'a> {
        Scene {
            plan,
            kubernetes,
            app: label(plan.name()),
            image: format!("registry.example.com/{}:1.0.0", plan.name()),
            user: plan.image.ordinary_user(),
            port: plan.port(),
            health: plan.health(),
            debug_image: plan.mirrors().name(image(DEBUG_IMAGE).reference).into_owned(),
        }
    }

    /// The image of the web server in front.
    pub fn web_image(&self) -> String {
        format!("registry.example.com/{}-web:1.0.0", self.plan.name())
    }

    /// The shell of the base; none where there is none.
    pub fn shell(&self) -> Option<&'static str> {
        match self.plan.family {
            Family::Full | Family::Slim => Some("bash"),
            Family::Alpine => Some("sh"),
            Family::Distroless | Family::Scratch => None,
        }
    }

    /// What the service is, in a sentence.
    pub fn about(&self) -> String {
        let does = match self.plan.does() {
            Does::Udp => format!("listens on port {} (UDP)", self.port),
            Does::Http | Does::Fastcgi | Does::Grpc | Does::Tcp => format!("listens on port {}", self.port),
            Does::Worker => "listens on no port".into(),
            Does::Job => "exits when its work is done".into(),
            Does::Schedule => "runs on a schedule".into(),
        };
        format!("The service runs on `{}` as user {} and {does}.", self.base(), self.user)
    }

    /// Whether process 1 of the container is Docker’s init, as compose.yaml asks for.
    pub fn is_behind_init(&self) -> bool {
        self.plan.service.is(Platform::Docker) && self.plan.wants_init()
    }

    /// What to say then of a command that names process 1.
    pub fn behind_init(&self) -> &'static str {
        if self.is_behind_init() { " Process 1 is Docker’s init here: use the process ID of its child, which `ps` shows." } else { "" }
    }

    /// Where a dump of memory is written and then fetched, from the root.
    pub fn dump(&self) -> &'static str {
        let has_volume = self.plan.has_dump_volume();
        match self.plan.runtime {
            Runtime::Java | Runtime::JavaNative if has_volume => "dumps/heap.hprof",
            Runtime::Dotnet if has_volume => "dumps/core.dmp",
            Runtime::Java
            | Runtime::JavaNative
            | Runtime::Dotnet
            | Runtime::Go
            | Runtime::Rust
            | Runtime::CCpp
            | Runtime::Node
            | Runtime::Bun
            | Runtime::Deno
            | Runtime::Python
            | Runtime::Ruby
            | Runtime::Php
            | Runtime::StaticSite => "tmp/heap.out",
        }
    }

    /// The image of the base, by the name by which it is pulled.
    pub fn base(&self) -> String {
        self.plan.mirrors().name(self.plan.image.reference).into_owned()
    }

    /// A text with the names and numbers of this service in place of words
    /// between percent signs, such as `%PORT%`.
    pub fn fill(&self, text: &str) -> String {
        let published: String = self.plan.published().map(|port| format!(" --publish {port}")).collect();
        text.replace("%PUBLISH%", &published)
            .replace("%PORT%", &self.port.to_string())
            .replace("%HEALTH%", self.health)
            .replace("%APP%", &self.app)
            .replace("%IMAGE%", &self.image)
            .replace("%UID%", &self.user.uid.to_string())
            .replace("%GID%", &self.user.gid.to_string())
            .replace("%DEBUG%", &self.debug_image)
    }
}

/// The last part of an image's name as a DNS label that begins with a letter.
fn label(name: &str) -> String {
    let last = name.rsplit('/').next().unwrap_or_default();
    let plain: String =
        last.chars().map(|letter| if letter.is_ascii_lowercase() || letter.is_ascii_digit() { letter } else { '-' }).collect();
    let named = if plain.starts_with(|letter: char| letter.is_ascii_lowercase()) { plain } else { format!("app-{plain}") };
    named.chars().take(LONGEST_NAME).collect::<String>().trim_end_matches('-').into()
}
