//! Packages that Debian and Alpine have under different names, so that a name of the one
//! can be put into the other’s, and told to somebody who uses it where it is not known.
//!
//! Debian’s were looked up in the package index of Debian 13 on 2026-11-30. Alpine’s index
//! was out of reach then: a name that Alpine may have as well is said of nobody.

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

/// A package by its name in Alpine and in Debian; of several for one the first is the usual.
#[rustfmt::skip]
const BOTH: &[(&str, &str)] = &[
    // What compiles.
    ("build-base", "build-essential"), ("alpine-sdk", "build-essential"), ("g++", "build-essential"), ("gcc", "build-essential"),
    ("make", "build-essential"), ("musl-dev", "build-essential"), ("libc-dev", "build-essential"),
    ("autoconf", "autoconf"), ("automake", "automake"), ("bison", "bison"), ("clang", "clang"), ("cmake", "cmake"), ("flex", "flex"),
    ("gettext", "gettext"), ("git", "git"), ("libtool", "libtool"), ("linux-headers", "linux-libc-dev"), ("nasm", "nasm"),
    ("ninja", "ninja-build"), ("pkgconf", "pkg-config"), ("pkgconfig", "pkg-config"),
    ("protoc", "protobuf-compiler"), ("protobuf", "protobuf-compiler"), ("protobuf-dev", "protobuf-compiler"), ("python3-dev", "python3-dev"),
    ("g++", "g++"), ("gcc", "gcc"), ("make", "make"), ("patch", "patch"),
    // Headers of libraries.
    ("bzip2-dev", "libbz2-dev"), ("cairo-dev", "libcairo2-dev"), ("curl-dev", "libcurl4-openssl-dev"), ("freetype-dev", "libfreetype-dev"),
    ("gdal-dev", "libgdal-dev"), ("geos-dev", "libgeos-dev"), ("gmp-dev", "libgmp-dev"), ("icu-dev", "libicu-dev"),
    ("imagemagick-dev", "libmagickwand-dev"), ("libjpeg-turbo-dev", "libjpeg-dev"), ("jpeg-dev", "libjpeg-dev"), ("krb5-dev", "libkrb5-dev"),
    ("lcms2-dev", "liblcms2-dev"), ("openldap-dev", "libldap-dev"), ("libffi-dev", "libffi-dev"), ("libpng-dev", "libpng-dev"),
    ("libpq-dev", "libpq-dev"), ("postgresql-dev", "libpq-dev"), ("librdkafka-dev", "librdkafka-dev"), ("libsodium-dev", "libsodium-dev"),
    ("libuv-dev", "libuv1-dev"), ("libwebp-dev", "libwebp-dev"), ("libxml2-dev", "libxml2-dev"), ("libxslt-dev", "libxslt1-dev"),
    ("libzip-dev", "libzip-dev"), ("lz4-dev", "liblz4-dev"), ("mariadb-dev", "libmariadb-dev"), ("mariadb-connector-c-dev", "libmariadb-dev"),
    ("mysql-dev", "libmariadb-dev"), ("ncurses-dev", "libncurses-dev"), ("oniguruma-dev", "libonig-dev"), ("openssl-dev", "libssl-dev"),
    ("pango-dev", "libpango1.0-dev"), ("proj-dev", "libproj-dev"), ("readline-dev", "libreadline-dev"), ("snappy-dev", "libsnappy-dev"),
    ("sqlite-dev", "libsqlite3-dev"), ("tiff-dev", "libtiff-dev"), ("unixodbc-dev", "unixodbc-dev"), ("vips-dev", "libvips-dev"),
    ("xmlsec-dev", "libxmlsec1-dev"), ("xz-dev", "liblzma-dev"), ("yaml-dev", "libyaml-dev"), ("zeromq-dev", "libzmq3-dev"),
    ("zlib-dev", "zlib1g-dev"), ("zstd-dev", "libzstd-dev"),
    // Programs and libraries that run.
    ("chromium", "chromium"), ("exiftool", "libimage-exiftool-perl"), ("ffmpeg", "ffmpeg"), ("fontconfig", "fontconfig"),
    ("ghostscript", "ghostscript"), ("graphviz", "graphviz"), ("imagemagick", "imagemagick"), ("libpq", "libpq5"),
    ("postgresql-libs", "libpq5"), ("poppler-utils", "poppler-utils"), ("tesseract-ocr", "tesseract-ocr"),
    ("jemalloc", "libjemalloc2"), ("libffi", "libffi8"), ("libgomp", "libgomp1"), ("libxml2", "libxml2"), ("libxslt", "libxslt1.1"),
    ("mariadb-connector-c", "libmariadb3"), ("sqlite-libs", "libsqlite3-0"), ("yaml", "libyaml-0-2"),
    // More of both.
    ("cyrus-sasl-dev", "libsasl2-dev"), ("font-dejavu", "fonts-dejavu"), ("font-liberation", "fonts-liberation"), ("gdal-tools", "gdal-bin"),
    ("glib", "libglib2.0-0t64"), ("glib-dev", "libglib2.0-dev"), ("libcurl", "libcurl4t64"), ("libjpeg-turbo", "libjpeg62-turbo"),
    ("libjpeg-turbo-dev", "libjpeg62-turbo-dev"), ("mesa-gl", "libgl1"), ("openssh", "openssh-client"), ("pcre2-dev", "libpcre2-dev"), ("sqlite", "sqlite3"),
    ("vips", "libvips42t64"), ("xz", "xz-utils"), ("zlib", "zlib1g"),
];

/// Names of the one that the other has, or may have, for something else or by what provides them.
const SHARED: &[&str] = &["libc-dev", "libjpeg-dev", "libtiff-dev", "linux-headers", "musl-dev", "pkg-config", "pkgconf"];

/// Names that Debian 13 no longer has and that many files still use, with those of today: looked
/// up on 2026-12-01. A name that another package provides needs no row.
const RENAMED: &[(&str, &str)] =
    &[("chromium-browser", "chromium"), ("libaio1", "libaio1t64"), ("libgl1-mesa-glx", "libgl1"), ("mysql-client", "default-mysql-client")];

/// Packages that many files name and that Debian 13 does not have at all, with what there is:
/// looked up on 2026-12-01.
const GONE: &[(&str, &str)] = &[
    ("google-chrome-stable", "Google’s own repository has it. Debian has chromium."),
    ("libssl1.1", "OpenSSL 1.1 is no longer maintained. Rebuild what needs it for OpenSSL 3."),
    ("msodbcsql17", "Microsoft’s own repository has it. For SQL Server, Debian has FreeTDS: unixodbc,tdsodbc."),
    ("msodbcsql18", "Microsoft’s own repository has it. For SQL Server, Debian has FreeTDS: unixodbc,tdsodbc."),
    ("mssql-tools18", "Microsoft’s own repository has it. For SQL Server, Debian has FreeTDS: freetds-bin."),
    ("oracle-instantclient-basic", "Oracle publishes it itself. The current drivers of Python and Node.js connect without it."),
    ("wkhtmltopdf", "Debian 12 was the last with it. Use chromium or weasyprint."),
];

/// What to use where Debian does not have a package at all; nothing of Alpine, whose index
/// could not be read.
pub fn gone(name: &str, on: Distribution) -> Option<&'static str> {
    GONE.iter().find(|(own, _)| *own == name && on == Distribution::Debian).map(|(_, instead)| *instead)
}

/// What Debian has for a package of Alpine.
pub fn of_debian(alpine: &str) -> Option<&'static str> {
    BOTH.iter().find(|(own, _)| *own == alpine).map(|(_, debian)| *debian)
}

/// What Alpine has for a package of Debian.
pub fn of_alpine(debian: &str) -> Option<&'static str> {
    BOTH.iter().find(|(_, own)| *own == debian).map(|(alpine, _)| *alpine)
}

/// What a package is called in a distribution that has none of the name that is given.
pub fn other_name(name: &str, on: Distribution) -> Option<&'static str> {
    let renamed = RENAMED.iter().find(|(old, _)| *old == name).map(|(_, today)| *today);
    if let Some(today) = renamed {
        return if on == Distribution::Debian { Some(today) } else { of_alpine(today).filter(|there| *there != name) };
    }
    let (there, here) = match on {
        Distribution::Debian => (of_debian(name), of_alpine(name)),
        Distribution::Alpine => (of_alpine(name), of_debian(name)),
    };
    there.filter(|_| here.is_none() && !SHARED.contains(&name))
}
