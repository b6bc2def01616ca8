//! What is known of an image by its name: nothing is asked of a registry.

use super::copied::copied;
use crate::facts::{IMAGES, publisher_of};

/// The C library that an image’s programs are linked to, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Libc {
    /// GNU's.
    Glibc,
    /// Alpine's.
    Musl,
}

/// An image by its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Image<'a> {
    /// As FROM names it.
    pub reference: &'a str,
    /// The part before the tag, without a registry that goes without saying.
    pub repository: &'a str,
    /// The tag; none where there is none.
    pub tag: Option<&'a str>,
    /// Whether a digest fixes it.
    pub is_pinned: bool,
}

/// Repositories of Docker's own images of languages, which begin as root and have no other entrypoint to change that.
const LANGUAGES: &[&str] = &[
    "golang",
    "rust",
    "node",
    "python",
    "ruby",
    "php",
    "openjdk",
    "eclipse-temurin",
    "amazoncorretto",
    "gcc",
    "maven",
    "gradle",
    "buildpack-deps",
    "mcr.microsoft.com/dotnet/aspnet",
    "mcr.microsoft.com/dotnet/runtime",
    "mcr.microsoft.com/dotnet/sdk",
    "mcr.microsoft.com/dotnet/runtime-deps",
    "perl",
    "elixir",
    "erlang",
    "haskell",
    "swift",
    "julia",
    "clojure",
    "sbtscala/scala-sbt",
    "denoland/deno",
    "oven/bun",
    "pypy",
    "rubylang/ruby",
];
/// Images that others make of a language: what their names begin with. Their tags, or
/// their names, say its version: `python3.13`, `php8.4`, `nodejs-22`.
const MADE_OF: &[(&str, &str)] = &[
    ("ghcr.io/astral-sh/uv", "python"),
    ("astral/uv", "python"),
    ("tiangolo/uvicorn-gunicorn", "python"),
    ("tiangolo/uwsgi-nginx-flask", "python"),
    ("nikolaik/python-nodejs", "python"),
    ("registry.access.redhat.com/ubi8/python-", "python"),
    ("registry.access.redhat.com/ubi9/python-", "python"),
    ("registry.access.redhat.com/ubi8/nodejs-", "node"),
    ("registry.access.redhat.com/ubi9/nodejs-", "node"),
    ("registry.access.redhat.com/ubi8/openjdk-", "java"),
    ("registry.access.redhat.com/ubi9/openjdk-", "java"),
    ("dunglas/frankenphp", "php"),
    ("serversideup/php", "php"),
    ("webdevops/php", "php"),
    ("trafex/php-nginx", "php"),
    ("lukemathwalker/cargo-chef", "rust"),
    ("clux/muslrust", "rust"),
    ("messense/rust-musl-cross", "rust"),
    ("bellsoft/liberica-open", "java"),
    ("azul/zulu-openjdk", "java"),
    ("ibm-semeru-runtimes", "java"),
    ("sapmachine", "java"),
    ("quay.io/quarkus/ubi", "java"),
    ("bellsoft/liberica-native", "java"),
    ("ghcr.io/graalvm/", "java"),
    ("container-registry.oracle.com/graalvm/", "java"),
    ("joseluisq/static-web-server", "static_site"),
];
/// Those of distributions alone.
const SYSTEMS: &[&str] = &[
    "debian",
    "ubuntu",
    "alpine",
    "fedora",
    "rockylinux",
    "almalinux",
    "amazonlinux",
    "busybox",
    "centos",
    "archlinux",
    "redhat/ubi9",
    "redhat/ubi8",
    "registry.access.redhat.com/ubi9",
    "registry.access.redhat.com/ubi8",
];
/// Images of runtimes by their makers, which run as root, without a shell too.
const BY_MAKERS: &[&str] = &["denoland/deno", "oven/bun"];
/// What only builds: nobody runs a service on it by design.
const BUILDERS: &[&str] = &["golang", "rust", "maven", "gradle", "gcc", "buildpack-deps", "mcr.microsoft.com/dotnet/sdk"];
/// Releases of Debian by name, with their number.
const DEBIAN: &[(&str, u8)] = &[("buster", 10), ("bullseye", 11), ("bookworm", 12), ("trixie", 13)];

impl<'a> Image<'a> {
    /// The image of a reference.
    pub fn of(reference: &'a str) -> Image<'a> {
        let (named, is_pinned) = reference.split_once('@').map_or((reference, false), |(named, _)| (named, true));
        // A colon before a slash is that of a port.
        let (repository, tag) = match named.rsplit_once(':') {
            Some((repository, tag)) if !tag.contains('/') => (repository, Some(tag)),
            _ => (named, None),
        };
        let repository = copied(repository).map_or(repository, |(_, own)| own);
        let repository = repository.strip_prefix("library/").unwrap_or(repository);
        Image { reference, repository, tag, is_pinned }
    }

    /// The registry that stands in for another one, as a place before the name, and whether
    /// for Docker Hub; none where it is pulled from its publisher, or from a public copy.
    pub fn mirror(&self) -> Option<(&'a str, bool)> {
        let named = self.reference.split('@').next().unwrap_or_default();
        let (place, own) = copied(named)?;
        let is_public = super::copied::PUBLIC.iter().any(|public| place == public.trim_end_matches('/'));
        let of_the_hub = !own.split_once('/').is_some_and(|(host, _)| host.contains('.'));
        (!is_public).then_some((place, of_the_hub))
    }

    /// Whether all of its name is known: arguments without a default are not.
    pub fn is_known(&self) -> bool {
        !self.reference.contains('$') && !self.reference.is_empty()
    }

    /// Whether the tag has a part of that name, such as `slim`.
    pub fn tag_has(&self, part: &str) -> bool {
        self.tag.is_some_and(|tag| {
            tag.split(['-', '_']).any(|own| {
                own == part
                    || own.starts_with(part)
                        && own
                            .get(part.len()..)
                            .is_some_and(|rest| rest.starts_with(|letter: char| letter.is_ascii_digit() || letter == '.'))
            })
        })
    }

    /// Whether nothing at all is inside.
    pub fn is_scratch(&self) -> bool {
        self.reference == "scratch"
    }

    fn is_distroless(&self) -> bool {
        self.repository.starts_with("gcr.io/distroless/")
    }

    /// Whether it is a debug image, with a shell for people.
    pub fn is_debug(&self) -> bool {
        self.is_distroless() && self.tag_has("debug")
    }

    /// Whether it is known to have no shell.
    pub fn has_no_shell(&self) -> bool {
        let chiseled = self.repository.starts_with("mcr.microsoft.com/dotnet/") && (self.tag_has("chiseled") || self.tag_has("distroless"));
        // Some have one, as that of Node.js.
        let has_one = || IMAGES.iter().any(|image| image.repository() == self.repository && image.has_shell());
        let chainguard = self.repository.starts_with("cgr.dev/chainguard/")
            && self.tag.is_none_or(|tag| !tag.contains("dev"))
            && !self.repository.ends_with("-base")
            && !has_one();
        let by_makers = BY_MAKERS.contains(&self.repository) && self.tag_has("distroless");
        self.is_scratch() || self.is_distroless() && !self.is_debug() || chiseled || chainguard || by_makers
    }

    /// Whether it is known to have a shell.
    pub fn has_shell(&self) -> bool {
        !self.has_no_shell() && (LANGUAGES.contains(&self.repository) || SYSTEMS.contains(&self.repository))
    }

    /// Whether it is known to begin as root, and to stay so.
    pub fn is_root(&self) -> bool {
        if self.repository == "php" {
            // The masters of FPM and Apache begin as root and give it up.
            return self.tag_has("cli") || self.tag_has("zts");
        }
        let by_name = self.tag_has("nonroot") || self.tag_has("rootless");
        let own_user = self.has_no_shell() && !self.is_distroless() && !self.is_scratch() && !BY_MAKERS.contains(&self.repository);
        !by_name
            && !own_user
            && (LANGUAGES.contains(&self.repository) || SYSTEMS.contains(&self.repository) || self.is_distroless() || self.is_scratch())
    }

    /// Whether only a build needs what is inside.
    pub fn is_builder(&self) -> bool {
        let is_jdk = ["eclipse-temurin", "amazoncorretto", "openjdk"].contains(&self.repository) && self.tag_has("jdk");
        BUILDERS.contains(&self.repository) || is_jdk
    }

    /// The C library, where the name says it.
    pub fn libc(&self) -> Option<Libc> {
        if self.repository == "alpine" || self.tag_has("alpine") {
            return Some(Libc::Musl);
        }
        let is_static = self.repository.contains("/static");
        let known = self.is_distroless() && !is_static
            || ["debian", "ubuntu", "fedora", "rockylinux", "almalinux", "amazonlinux"].contains(&self.repository);
        let is_of_debian = self.made_of().is_some() && DEBIAN.iter().any(|(name, _)| self.tag_has(name));
        (known || is_of_debian || LANGUAGES.contains(&self.repository) && self.repository != "busybox").then_some(Libc::Glibc)
    }

    /// The release of Debian, where the name says it.
    pub fn debian(&self) -> Option<u8> {
        if self.is_distroless() {
            return self.repository.rsplit_once("-debian").and_then(|(_, release)| release.parse().ok());
        }
        DEBIAN.iter().find(|(name, _)| self.tag_has(name)).map(|(_, release)| *release).or_else(|| {
            let number = self.tag.filter(|_| self.repository == "debian")?.split(['-', '.']).next()?;
            number.parse().ok()
        })
    }

    /// The language inside, and the version that the tag names.
    pub fn language(&self) -> Option<(&'static str, Option<&'a str>)> {
        const ALSO: &[(&str, &str)] = &[
            ("golang", "go"),
            ("rust", "rust"),
            ("node", "node"),
            ("oven/bun", "bun"),
            ("denoland/deno", "deno"),
            ("python", "python"),
            ("ruby", "ruby"),
            ("rubylang/ruby", "ruby"),
            ("php", "php"),
            ("openjdk", "java"),
            ("eclipse-temurin", "java"),
            ("amazoncorretto", "java"),
            // As other publishers call them.
            ("go", "go"),
            ("nodejs", "node"),
            ("java", "java"),
            ("jdk", "java"),
            ("jre", "java"),
            ("maven", "java"),
            ("gradle", "java"),
            ("mcr.microsoft.com/dotnet/aspnet", "dotnet"),
            ("mcr.microsoft.com/dotnet/runtime", "dotnet"),
            ("mcr.microsoft.com/dotnet/sdk", "dotnet"),
            ("mcr.microsoft.com/dotnet/runtime-deps", "dotnet"),
            ("gcc", "c_cpp"),
            ("nginx", "static_site"),
            ("nginxinc/nginx-unprivileged", "static_site"),
            ("httpd", "static_site"),
            ("caddy", "static_site"),
        ];
        if self.is_distroless() {
            let name = self.repository.strip_prefix("gcr.io/distroless/")?.split('-').next()?;
            let version = |start: &str| name.strip_prefix(start).filter(|rest| !rest.is_empty());
            return match name {
                _ if name.starts_with("nodejs") => Some(("node", version("nodejs"))),
                // python3 says no minor version: it is that of its Debian.
                _ if name.starts_with("python3") => Some(("python", None)),
                _ if name.starts_with("java") => Some(("java", version("java"))),
                _ => None,
            };
        }
        // Publishers that are known name theirs in their own folders as Docker names its own.
        let last = self.repository.rsplit('/').next().filter(|_| publisher_of(self.repository).is_some());
        let named = ALSO.iter().find(|(own, _)| *own == self.repository).or_else(|| ALSO.iter().find(|(own, _)| last == Some(own)));
        let Some((name, token)) = named else { return self.made_of() };
        let is_tool = ["maven", "gradle", "nginx", "httpd", "caddy", "nginxinc/nginx-unprivileged"].contains(name);
        let number = self.tag.and_then(|tag| tag.split('-').next()).filter(|part| part.starts_with(|letter: char| letter.is_ascii_digit()));
        Some((token, number.filter(|_| !is_tool)))
    }

    /// The language of an image that others make of one, with the version that is named beside it.
    fn made_of(&self) -> Option<(&'static str, Option<&'a str>)> {
        let (_, token) = MADE_OF.iter().find(|(begin, _)| self.repository.starts_with(begin)).filter(|_| !self.is_uv_alone())?;
        let names: &[&str] = match *token {
            "node" => &["nodejs", "node"],
            "java" => &["openjdk", "java", "jdk", "jre"],
            "python" => &["python"],
            "php" => &["php"],
            "rust" => &["rust"],
            _ => &[],
        };
        // Of Red Hat the name itself has it: python-312 is 3.12.
        let last = self.repository.rsplit('/').next().unwrap_or_default();
        let mut parts = self.tag.unwrap_or_default().split('-').chain(last.split('-')).peekable();
        while let Some(part) = parts.next() {
            let Some(rest) = names.iter().find_map(|name| part.strip_prefix(name)) else { continue };
            let version = if rest.is_empty() { parts.peek().copied().unwrap_or_default() } else { rest };
            let is_number = version.starts_with(|letter: char| letter.is_ascii_digit());
            let is_short = *token == "python" && !version.contains('.');
            if is_number && !is_short {
                return Some((token, Some(version)));
            }
        }
        Some((token, None))
    }

    /// The image of uv with nothing beside it, from which it is copied.
    fn is_uv_alone(&self) -> bool {
        let has_a_system =
            self.tag.is_some_and(|tag| ["python", "debian", "alpine", "bookworm", "trixie"].iter().any(|part| tag.contains(part)));
        ["ghcr.io/astral-sh/uv", "astral/uv"].contains(&self.repository) && !has_a_system
    }
}
