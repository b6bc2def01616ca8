//! Names that several steps use.

/// The stage that builds.
pub const BUILD: &str = "build";
/// The stage that has what names the dependencies, and nothing else of the project.
pub const MANIFESTS: &str = "manifests";
/// The stage that builds a front end.
pub const FRONT_END: &str = "frontend";
/// The stage of the web server in front of the service.
pub const WEB: &str = "web";
/// Where the build stage puts a member of a workspace with all that it needs.
pub const CARRIED: &str = "/out";
/// Where a CA bundle lies on every base that has one.
pub const CA_BUNDLE: &str = "/etc/ssl/certs/ca-certificates.crt";
