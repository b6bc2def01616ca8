//! The questions, one table. A new one is an entry here; the compiler and the
//! tests then ask for the rest, first of all when it is asked.

use super::question::{self, AnswerOption, Topic};

/// A question of this table.
pub type Question = question::Question<QuestionId>;

/// An answer as a type: implemented by every enum of this file.
pub trait Answer: Copy {
    /// The question that it answers.
    const QUESTION: QuestionId;
    /// Its position among the answers.
    fn index(self) -> u8;
}

/// Makes from each entry an enum of its answers, a [`QuestionId`] and a row of
/// [`QUESTIONS`]. The order is that of the page and of links.
macro_rules! questions {
    ($(
        $(#[$doc:meta])*
        $id:ident {
            name: $name:literal, key: $key:literal, $step:ident,
            ask: $ask:literal,
            help: $help:literal,
            evidence: $evidence:expr,
            default: $default:ident,
            $($answer:ident = $token:literal, $label:literal;)+
        }
    )+) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq)]
            #[repr(u8)]
            pub enum $id { $(#[doc = concat!("“", $label, "”, which is `", $token, "` in links and data.")] $answer),+ }

            impl $id {
                /// The question that it answers.
                pub const QUESTION: QuestionId = QuestionId::$id;
                /// How many answers there are.
                pub const COUNT: usize = [$($id::$answer),+].len();

                /// Its bit among the answers, for conditions.
                pub const fn bits(self) -> u16 { 1 << self as u16 }
            }

            impl Answer for $id {
                const QUESTION: QuestionId = QuestionId::$id;
                fn index(self) -> u8 { self as u8 }
            }
        )+

        /// The questions by name, in the order of [`QUESTIONS`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum QuestionId { $(#[doc = $ask] $id),+ }

        impl QuestionId {
            /// Every question, in order.
            pub const ALL: [QuestionId; [$(QuestionId::$id),+].len()] = [$(QuestionId::$id),+];

            /// The question of that name, with its text and its answers.
            pub fn get(self) -> &'static Question { &QUESTIONS[self as usize] }
        }

        /// Every question, in the order of the page and of links.
        pub static QUESTIONS: [Question; QuestionId::ALL.len()] = [$(Question {
            id: QuestionId::$id, name: $name, key: $key, topic: Topic::$step,
            ask: $ask, help: $help,
            // The page shows it nowhere.
            #[cfg(not(target_arch = "wasm32"))]
            evidence: $evidence,
            options: &[$(AnswerOption { token: $token, label: $label }),+],
            default: $id::$default as u8,
        }),+];
    };
}

questions! {
    /// What runs inside the container.
    Runtime {
        name: "runtime", key: "run", What,
        ask: "What runs inside?",
        help: "Decides which bases can run the service.",
        evidence: &["glibc-binaries", "distroless-python-path", "node-on-musl", "fonts-and-icu", "distroless-list"],
        default: Go,
        Go = "go", "Go";
        Rust = "rust", "Rust";
        CCpp = "c_cpp", "C or C++";
        Java = "java", "Java";
        JavaNative = "java_native", "Java native image";
        Dotnet = "dotnet", ".NET";
        Node = "node", "Node.js";
        Bun = "bun", "Bun";
        Deno = "deno", "Deno";
        Python = "python", "Python";
        Ruby = "ruby", "Ruby";
        Php = "php", "PHP";
        StaticSite = "static_site", "Static files";
    }

    /// Production or a developer's machine.
    Environment {
        name: "environment", key: "env", What,
        ask: "Production or development?",
        help: "Development needs compilers and a shell.",
        evidence: &["development-full-image"],
        default: Production,
        Production = "production", "Production";
        Development = "development", "Development";
    }

    /// Whether the program needs C libraries at run time.
    Linking {
        name: "linking", key: "link", What,
        ask: "Does the binary need C libraries?",
        help: "Yes for cgo, OpenSSL, SQLite or C++. Not sure means no for Go, yes for others.",
        evidence: &["glibc-binaries", "go-without-cgo", "rust-links-glibc"],
        default: Unsure,
        Static = "static", "No, fully static";
        Glibc = "glibc", "Yes, linked to glibc";
        Unsure = "unsure", "Not sure";
    }

    /// Native code in the packages of a service, and what it needs installed.
    NativeDeps {
        name: "native_deps", key: "deps", Needs,
        ask: "Does it need native packages?",
        help: "Prebuilt packages are for glibc, musl (Alpine) or both. Loading libpq or librdkafka, or calling a program such as ffmpeg, needs apt or apk packages.",
        evidence: &["musl-wheels", "native-node-modules", "system-libraries"],
        default: None,
        None = "none", "No";
        BothLibcs = "both_libcs", "Yes, built for glibc and musl";
        GlibcOnly = "glibc_only", "Yes, built for glibc only";
        SystemLibs = "system_libs", "Yes, plus apt or apk packages";
    }

    /// One exact minor version of the language.
    ExactVersion {
        name: "exact_version", key: "ver", What,
        ask: "Must it be one exact minor version of the language?",
        help: "Google’s distroless has one Python, few versions of Node.js and Java, and tags that move.",
        evidence: &["python-extensions", "distroless-python-path"],
        default: No,
        No = "no", "No";
        Yes = "yes", "Yes";
    }

    /// Whether anything calls a shell at run time.
    Shell {
        name: "shell", key: "sh", Needs,
        ask: "Does anything call a shell at run time?",
        help: "entrypoint.sh, wait-for-it, npm start, a curl health check, os.system.",
        evidence: &["npm-curl", "exec-fails"],
        default: No,
        No = "no", "No";
        Removable = "removable", "Yes, but we could change it";
        Required = "required", "Yes, it has to";
    }

    /// How often people exec into the container.
    ExecRunbook {
        name: "exec_runbook", key: "exec", Who,
        ask: "How often do you exec into the running container?",
        help: "Runbook steps, consoles and one-off commands count.",
        evidence: &["exec-steps-stop", "exec-or-shell"],
        default: Sometimes,
        Never = "never", "Never";
        Sometimes = "sometimes", "Sometimes";
        Regularly = "regularly", "Regularly";
    }

    /// Whether other publishers may be used; [`super::allowed`] says which.
    VendorImages {
        name: "vendor_images", key: "vendor", Show,
        ask: "Which publishers may you use besides Docker Official Images and Google?",
        help: "Others have shell-less images that Google lacks.",
        evidence: &["vendor-images"],
        default: No,
        No = "no", "None";
        Yes = "yes", "Docker Hardened Images, or others";
    }

    /// Architectures beside the common two.
    Arch {
        name: "arch", key: "arch", Where,
        ask: "Architectures other than amd64 and arm64?",
        help: "Few have distroless language images.",
        evidence: &["tags-and-lifetimes"],
        default: Common,
        Common = "amd64_arm64", "No";
        Other = "other", "Yes";
    }

    /// Who can reach the service.
    Exposure {
        name: "exposure", key: "net", Where,
        ask: "Who can reach it?",
        help: "Directly or through a load balancer.",
        evidence: &["threat-model", "exposure-and-secrets"],
        default: Internet,
        Internet = "internet", "The internet";
        Internal = "internal", "Only our own network";
    }

    /// Whether a threat model exists.
    ThreatModel {
        name: "threat_model", key: "threat", Show,
        ask: "Have you worked out what an attacker with code execution here could do next?",
        help: "A written attack path counts; a feeling does not.",
        evidence: &["threat-model"],
        default: No,
        No = "no", "No";
        Yes = "yes", "Yes";
    }

    /// Whether it holds what attackers want.
    Sensitive {
        name: "sensitive", key: "data", Show,
        ask: "Does it hold credentials, payment or personal data?",
        help: "Secrets in its environment count.",
        evidence: &["credentials-stay", "exposure-and-secrets"],
        default: No,
        No = "no", "No";
        Yes = "yes", "Yes";
    }

    /// What has to be shown to auditors.
    Compliance {
        name: "compliance", key: "audit", Show,
        ask: "Must you show SBOM, signatures or provenance?",
        help: "To customers, auditors or your own security team.",
        evidence: &["distroless-signed", "inventory-not-cves"],
        default: None,
        None = "none", "No";
        Some = "some", "Some of it";
        Required = "required", "Yes, all of it";
    }

    /// How settled the service is.
    Lifecycle {
        name: "lifecycle", key: "life", Who,
        ask: "Is it changing weekly or settled?",
        help: "Changing dependencies hit the limits of a small base more often.",
        evidence: &["distroless-unpublished"],
        default: Active,
        Active = "active", "Changing weekly";
        Stable = "stable", "Settled";
    }

    /// Who operates the service and is on call for it.
    Team {
        name: "team", key: "team", Who,
        ask: "Who operates it?",
        help: "The people who are on call.",
        evidence: &["small-team-cost"],
        default: Medium,
        Small = "small", "Up to five people, no platform team";
        Medium = "medium", "A medium-sized team";
        Platform = "platform", "A team backed by a platform team";
    }

    /// Where the container runs.
    Platform {
        name: "platform", key: "on", Where,
        ask: "Where does it run?",
        help: "Decides how you debug a container without a shell.",
        evidence: &["debug-container"],
        default: Kubernetes,
        Kubernetes = "kubernetes", "Kubernetes";
        Docker = "docker", "Docker, Compose or a VM";
        Managed = "managed", "ECS, Fargate, Cloud Run and the like";
    }

    /// How ready the team is to attach a debug container.
    DebugPath {
        name: "debug_path", key: "debug", Who,
        ask: "Can you attach a debug container today?",
        help: "Rehearsed: allowed, and done once.",
        evidence: &["debug-permission", "debug-readiness"],
        default: Untested,
        None = "none", "No";
        Untested = "untested", "Perhaps, never tried";
        Rehearsed = "rehearsed", "Yes, rehearsed";
    }

    /// What a static binary would miss on scratch.
    TlsOrTz {
        name: "tls_or_tz", key: "tls", Needs,
        ask: "Does it open TLS connections, use time zones, temporary files or named users?",
        help: "scratch has none of the four; you copy in each.",
        evidence: &["distroless-static-contents"],
        default: Yes,
        Yes = "yes", "Yes";
        No = "no", "No";
    }

    /// Whether locales, fonts or ICU are needed.
    I18nFonts {
        name: "i18n_fonts", key: "i18n", Needs,
        ask: "Does it need ICU, locales or fonts?",
        help: "SQL Server’s client and .NET cultures need ICU. Text in PDFs and images, and Java spreadsheets, need fonts. Small images lack both.",
        evidence: &["fonts-and-icu"],
        default: No,
        No = "no", "No";
        Yes = "yes", "Yes";
    }

    /// Whether the size of the base hurts, as on slow links or edge devices.
    SizePressure {
        name: "size_pressure", key: "small", Where,
        ask: "Slow links, edge devices or scale-from-zero?",
        help: "Elsewhere base size matters little: layers are pulled once.",
        evidence: &["pull-and-layers"],
        default: No,
        No = "no", "No";
        Yes = "yes", "Yes";
    }

    /// Whether the allocator matters.
    AllocHeavy {
        name: "alloc_heavy", key: "alloc", What,
        ask: "Heavy allocation in many threads?",
        help: "musl’s allocator is slow at that. Go and nginx do not use it.",
        evidence: &["musl-allocator"],
        default: No,
        No = "no", "No";
        Yes = "yes", "Yes";
    }
}
