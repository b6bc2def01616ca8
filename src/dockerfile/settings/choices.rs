//! The closed settings: an enum each, with its rows.

use super::id::SettingId;
use crate::model::condition::{When, when};
use crate::model::questions::Runtime;
use crate::model::{QuestionId, Service};

/// One of the choices of a setting.
#[derive(Debug)]
pub struct SettingOption {
    /// Its name in links.
    pub token: &'static str,
    /// What the page shows for it, such as `Docker (BuildKit)`.
    pub label: &'static str,
    /// For which services it is there: one of these has to hold.
    pub when: &'static [When],
}

impl SettingOption {
    /// Whether a service has it.
    pub fn is_for(&self, service: &Service) -> bool {
        self.when.iter().any(|when| when.holds(service.answers()))
    }
}

/// A closed setting as a type.
pub trait Choice: Copy + 'static {
    /// Which setting it is.
    const SETTING: SettingId;
    /// Every choice, in the order of its options.
    const ALL: &'static [Self];
    /// The option of each, in the same order.
    const OPTIONS: &'static [SettingOption];
}

/// Makes from rows an enum and its [`Choice`].
macro_rules! choices {
    ($($(#[$doc:meta])* $id:ident { $($choice:ident = $token:literal, $label:literal, $($when:expr),+;)+ })+) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $id { $(#[doc = concat!("“", $label, "”, which is `", $token, "` in links.")] $choice),+ }

        impl $id {
            /// The options, in order.
            pub const OPTIONS: &'static [SettingOption] = &[$(SettingOption { token: $token, label: $label, when: &[$($when),+] }),+];
        }

        impl Choice for $id {
            const SETTING: SettingId = SettingId::$id;
            const ALL: &'static [Self] = &[$($id::$choice),+];
            const OPTIONS: &'static [SettingOption] = $id::OPTIONS;
        }
    )+ };
}

/// What is served by nginx or starts by itself.
const NOT_PHP: When = when!(Runtime: !Php);
/// What starts by itself.
const OWN_PROGRAM: When = when!(Runtime: !Php | StaticSite);
/// What may have a front end that Node.js builds.
pub(super) const FRONT: When = when!(Runtime: !CCpp | StaticSite);
/// What may call Node.js while it is built.
const WITH_NODE: When = when!(Runtime: !CCpp | Node | Bun | Deno | StaticSite);
/// The images without a shell have FPM and no program that runs a script.
const PHP_PROGRAM: When = when!(Runtime: Php, VendorImages: No);

choices! {
    /// What installs the dependencies.
    Manager {
        Npm = "npm", "npm", when!(Runtime: Node | StaticSite);
        Pnpm = "pnpm", "pnpm", when!(Runtime: Node | StaticSite);
        Yarn = "yarn", "Yarn 1", when!(Runtime: Node | StaticSite);
        Berry = "yarn4", "Yarn 4", when!(Runtime: Node | StaticSite);
        Bun = "bun", "Bun, for packages only", when!(Runtime: Node | Bun | StaticSite);
        Unlocked = "npm-nolock", "npm, without a lock file", when!(Runtime: Node | StaticSite);
        Deno = "deno", "Deno", when!(Runtime: Deno);
        Pip = "pip", "pip", when!(Runtime: Python);
        Uv = "uv", "uv", when!(Runtime: Python);
        Poetry = "poetry", "Poetry", when!(Runtime: Python);
        Pipenv = "pipenv", "Pipenv", when!(Runtime: Python);
        Pdm = "pdm", "PDM", when!(Runtime: Python);
        PipUnlocked = "pip-nolock", "pip, without a lock file", when!(Runtime: Python);
        Maven = "maven", "Maven wrapper", when!(Runtime: Java | JavaNative);
        Gradle = "gradle", "Gradle wrapper", when!(Runtime: Java | JavaNative);
        Mvn = "mvn", "Maven, without a wrapper", when!(Runtime: Java | JavaNative);
        Modules = "modules", "Go modules", when!(Runtime: Go);
        Cargo = "cargo", "Cargo", when!(Runtime: Rust);
        CargoUnlocked = "cargo-nolock", "Cargo, without a lock file", when!(Runtime: Rust);
        Cmake = "cmake", "CMake", when!(Runtime: CCpp);
        Nuget = "nuget", "NuGet", when!(Runtime: Dotnet);
        Bundler = "bundler", "Bundler", when!(Runtime: Ruby);
        Composer = "composer", "Composer", when!(Runtime: Php);
    }

    /// What installs the packages of a front end.
    FrontManager {
        Npm = "npm", "npm", FRONT;
        Pnpm = "pnpm", "pnpm", FRONT;
        Yarn = "yarn", "Yarn 1", FRONT;
        Berry = "yarn4", "Yarn 4", FRONT;
        Bun = "bun", "Bun, for packages only", FRONT;
        Unlocked = "npm-nolock", "npm, without a lock file", FRONT;
    }

    /// Whether the build of another language calls Node.js itself.
    BuildNode {
        No = "no", "No", WITH_NODE;
        Yes = "yes", "Yes", WITH_NODE;
    }

    /// How the project is laid out, built or started.
    Layout {
        Plain = "plain", "Runs without a build step", when!(Runtime: Node | Bun | Deno);
        Build = "build", "With a build step", when!(Runtime: Node | Bun);
        Output = "output", "Built into one folder", when!(Runtime: Node);
        Serve = "serve", "Exports a handler, for deno serve", when!(Runtime: Deno);
        Binary = "binary", "Compiled to one executable", when!(Runtime: Bun | Deno);
        Script = "script", "A script or module", when!(Runtime: Python);
        Asgi = "asgi", "ASGI, with Uvicorn", when!(Runtime: Python);
        Wsgi = "wsgi", "WSGI, with Gunicorn", when!(Runtime: Python);
        Package = "package", "One package", when!(Runtime: Rust);
        Workspace = "workspace", "A workspace member", when!(Runtime: Rust);
        Jar = "jar", "An executable JAR", when!(Runtime: Java);
        Quarkus = "quarkus", "Quarkus, on the JVM", when!(Runtime: Java);
        SpringNative = "spring-native", "Spring Boot", when!(Runtime: JavaNative);
        QuarkusNative = "quarkus-native", "Quarkus", when!(Runtime: JavaNative);
        Micronaut = "micronaut", "Micronaut", when!(Runtime: JavaNative);
        NativePlugin = "native-plugin", "Another, with GraalVM’s build plugin", when!(Runtime: JavaNative);
        Framework = "framework", "Framework-dependent", when!(Runtime: Dotnet);
        Aot = "aot", "Native AOT", when!(Runtime: Dotnet);
        Rack = "rack", "Rack", when!(Runtime: Ruby);
        Rails = "rails", "Rails", when!(Runtime: Ruby);
        Apache = "apache", "Apache, which runs PHP itself", when!(Runtime: Php, Platform: Managed);
        Fpm = "fpm", "FPM, behind a web server", when!(Runtime: Php);
        Site = "site", "Built with npm", when!(Runtime: StaticSite);
        Files = "files", "Plain files", when!(Runtime: StaticSite);
        Module = "module", "One module", when!(Runtime: Go);
        Project = "project", "One project", when!(Runtime: CCpp);
    }

    /// What the service does while it runs.
    Does {
        Http = "http", "Answers HTTP requests", NOT_PHP;
        Fastcgi = "fastcgi", "Answers requests, by FPM or Apache", when!(Runtime: Php);
        Grpc = "grpc", "Answers gRPC calls", OWN_PROGRAM;
        Tcp = "tcp", "Listens on TCP (other protocol)", OWN_PROGRAM;
        Udp = "udp", "Listens on UDP", OWN_PROGRAM;
        Worker = "worker", "Background worker, without a port", OWN_PROGRAM, PHP_PROGRAM;
        Job = "job", "Runs once and exits", OWN_PROGRAM, PHP_PROGRAM;
        Schedule = "schedule", "Runs on a schedule", OWN_PROGRAM, PHP_PROGRAM;
    }

    /// What a web server shows for a path without a file.
    Paths {
        Single = "app", "Serve index.html (single-page application)", when!(Runtime: StaticSite);
        Pages = "pages", "Not found (a file for each page)", when!(Runtime: StaticSite);
    }

    /// The signal that asks the service to end.
    Signal {
        Own = "own", "SIGTERM, or the image’s default", OWN_PROGRAM, PHP_PROGRAM;
        Int = "int", "SIGINT", OWN_PROGRAM, PHP_PROGRAM;
        Quit = "quit", "SIGQUIT", OWN_PROGRAM, PHP_PROGRAM;
        Hup = "hup", "SIGHUP", OWN_PROGRAM, PHP_PROGRAM;
    }

    /// Architectures to build for.
    Platforms {
        Native = "native", "The builder’s architecture", When::ALWAYS;
        Both = "both", "amd64 and arm64", When::ALWAYS;
    }

    /// What builds the file.
    Builder {
        Buildkit = "buildkit", "Docker (BuildKit)", When::ALWAYS;
        Buildah = "buildah", "Podman or Buildah", When::ALWAYS;
        Kaniko = "kaniko", "kaniko", When::ALWAYS;
    }

    /// Which reasons the file carries.
    Comments {
        Main = "main", "Main reasons", When::ALWAYS;
        All = "all", "All reasons", When::ALWAYS;
        None = "none", "None", When::ALWAYS;
    }

    /// A stage to debug with.
    Debug {
        No = "no", "No", When::ALWAYS;
        Yes = "yes", "Yes", When::ALWAYS;
    }

    /// Whether each image has a place for its digest beside the tag.
    Pin {
        Tag = "tag", "Tags", When::ALWAYS;
        Digest = "digest", "Tags and digests", When::ALWAYS;
    }

    /// Whether version and commit get into the image.
    Stamp {
        No = "no", "No", When::ALWAYS;
        Yes = "yes", "Version and commit", When::ALWAYS;
    }

    /// What serves the files of a service that answers FastCGI.
    WebServer {
        No = "no", "Your own", when!(Runtime: Php);
        Nginx = "nginx", "nginx", when!(Runtime: Php);
    }

    /// How the build gets at private packages.
    Private {
        No = "no", "No", When::ALWAYS;
        Token = "token", "With a token, as a build secret",
            when!(Runtime: !CCpp);
        Ssh = "ssh", "With Git and an SSH key", when!(Runtime: Go | Rust | Node | Bun | Python | Ruby | Php | StaticSite);
    }
}

/// Whether each runtime has an option of its own: without one it would silently
/// get the first of the table.
const fn has_each_runtime(options: &[SettingOption]) -> bool {
    let (mut seen, mut at) = (0, 0);
    while at < options.len() {
        if let [When([test])] = options[at].when
            && matches!(test.question, QuestionId::Runtime)
        {
            seen |= test.accepted;
        }
        at += 1;
    }
    seen == (1 << Runtime::COUNT) - 1
}

const _: () = assert!(has_each_runtime(Manager::OPTIONS), "a runtime has no package manager");
const _: () = assert!(has_each_runtime(Layout::OPTIONS), "a runtime has no kind of project");
