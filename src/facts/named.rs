//! Packages that Debian and Alpine have under different names, so that a name of the
//! one can be told to somebody who uses it on the other.
//!
//! Debian’s are those of the package index of Debian 13, Alpine’s those of
//! alpinelinux/aports for 3.24, `main` and `community`; read on 2026-11-30.

/// A distribution that an image installs packages of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Distribution {
    /// Debian, or Ubuntu, which mostly shares its names.
    Debian,
    /// Alpine, whose packages apk installs.
    Alpine,
}

impl Distribution {
    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Distribution::Debian => "Debian",
            Distribution::Alpine => "Alpine",
        }
    }
}

/// Debian’s name and Alpine’s.
#[rustfmt::skip]
static NAMES: &[[&str; 2]] = &[
    ["build-essential", "build-base"],
    ["dnsutils", "bind-tools"],
    ["fonts-dejavu", "font-dejavu"],
    ["fonts-liberation", "font-liberation"],
    ["gdal-bin", "gdal-tools"],
    ["iputils-ping", "iputils"],
    ["libbz2-dev", "bzip2-dev"],
    ["libcurl4-openssl-dev", "curl-dev"],
    ["libcurl4t64", "libcurl"],
    ["libfreetype-dev", "freetype-dev"],
    ["libgdal-dev", "gdal-dev"],
    ["libgeos-dev", "geos-dev"],
    ["libgl1", "mesa-gl"],
    ["libglib2.0-0t64", "glib"],
    ["libglib2.0-dev", "glib-dev"],
    ["libgmp-dev", "gmp-dev"],
    ["libicu-dev", "icu-dev"],
    ["libjpeg62-turbo", "libjpeg-turbo"],
    ["libjpeg62-turbo-dev", "libjpeg-turbo-dev"],
    ["libldap-dev", "openldap-dev"],
    ["libmagickwand-dev", "imagemagick-dev"],
    ["libmariadb-dev", "mariadb-connector-c-dev"],
    ["libmariadb3", "mariadb-connector-c"],
    ["libncurses-dev", "ncurses-dev"],
    ["libpcre2-dev", "pcre2-dev"],
    ["libpq5", "libpq"],
    ["libproj-dev", "proj-dev"],
    ["libreadline-dev", "readline-dev"],
    ["libsasl2-dev", "cyrus-sasl-dev"],
    ["libsqlite3-dev", "sqlite-dev"],
    ["libssl-dev", "openssl-dev"],
    ["libvips-dev", "vips-dev"],
    ["libvips42t64", "vips"],
    ["libxslt1-dev", "libxslt-dev"],
    ["libxslt1.1", "libxslt"],
    ["libyaml-dev", "yaml-dev"],
    ["pkg-config", "pkgconf"],
    ["postgresql-client", "postgresql18-client"],
    ["sqlite3", "sqlite"],
    ["xz-utils", "xz"],
    ["zlib1g", "zlib"],
    ["zlib1g-dev", "zlib-dev"],
];

/// What a package is called in a distribution, where the name that is given is the other’s alone.
pub fn other_name(name: &str, on: Distribution) -> Option<&'static str> {
    let own = on as usize;
    NAMES.iter().find(|names| names[1 - own] == name).map(|names| names[own])
}
