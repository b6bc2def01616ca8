//! Names that several steps use.

/// The stage that builds.
pub const BUILD: &str = "build";
/// Where a CA bundle lies on every base that has one.
pub const CA_BUNDLE: &str = "/etc/ssl/certs/ca-certificates.crt";
