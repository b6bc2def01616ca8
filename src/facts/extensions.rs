//! PHP's extensions that need more than their name: packages of the distribution,
//! options, or another way to get them.
//!
//! Packages of Debian 13 are those of its package index of 2026-11-27; those of
//! Alpine 3.24 are in alpinelinux/aports, `main` and `community`.

/// An extension of PHP.
#[derive(Debug, PartialEq)]
pub struct Extension {
    /// Its name, as `php -m` lists it in small letters.
    pub name: &'static str,
    /// How it comes into the official images.
    pub comes: Comes,
    /// What compiling it needs: packages of Debian, and of Alpine.
    pub build: [&'static [&'static str]; 2],
    /// What loading it needs: packages of Debian, and of Alpine.
    pub run: [&'static [&'static str]; 2],
}

/// How an extension comes into the official images.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comes {
    /// With the sources of PHP, with these options.
    WithPhp(&'static str),
    /// From PECL, which compiles it apart from PHP.
    FromPecl,
}

const fn with_php(
    name: &'static str,
    options: &'static str,
    build: [&'static [&'static str]; 2],
    run: [&'static [&'static str]; 2],
) -> Extension {
    Extension { name, comes: Comes::WithPhp(options), build, run }
}

const fn from_pecl(name: &'static str, build: [&'static [&'static str]; 2], run: [&'static [&'static str]; 2]) -> Extension {
    Extension { name, comes: Comes::FromPecl, build, run }
}

const NOTHING: [&[&str]; 2] = [&[], &[]];

/// Every one that is known here; what is not comes with PHP and needs nothing.
pub static EXTENSIONS: &[Extension] = &[
    from_pecl("apcu", NOTHING, NOTHING),
    with_php("bz2", "", [&["libbz2-dev"], &["bzip2-dev"]], [&["libbz2-1.0"], &["libbz2"]]),
    with_php("ffi", "", [&["libffi-dev"], &["libffi-dev"]], [&["libffi8"], &["libffi"]]),
    with_php(
        "gd",
        "--with-freetype --with-jpeg --with-webp",
        [
            &["libpng-dev", "libjpeg62-turbo-dev", "libfreetype-dev", "libwebp-dev"],
            &["libpng-dev", "libjpeg-turbo-dev", "freetype-dev", "libwebp-dev"],
        ],
        [&["libpng16-16t64", "libjpeg62-turbo", "libfreetype6", "libwebp7"], &["libpng", "libjpeg-turbo", "freetype", "libwebp"]],
    ),
    with_php("gmp", "", [&["libgmp-dev"], &["gmp-dev"]], [&["libgmp10"], &["gmp"]]),
    from_pecl(
        "imagick",
        [&["libmagickwand-dev"], &["imagemagick-dev"]],
        [&["libmagickwand-7.q16-10"], &["imagemagick-libs", "imagemagick-jpeg", "imagemagick-webp"]],
    ),
    with_php("intl", "", [&["libicu-dev"], &["icu-dev"]], [&["libicu76"], &["icu-libs", "icu-data-full"]]),
    with_php("ldap", "", [&["libldap-dev"], &["openldap-dev"]], [&["libldap2"], &["libldap"]]),
    from_pecl("mongodb", [&["libssl-dev"], &["openssl-dev"]], NOTHING),
    from_pecl("pcov", NOTHING, NOTHING),
    with_php("pdo_pgsql", "", [&["libpq-dev"], &["libpq-dev"]], [&["libpq5"], &["libpq"]]),
    with_php("pgsql", "", [&["libpq-dev"], &["libpq-dev"]], [&["libpq5"], &["libpq"]]),
    from_pecl("redis", NOTHING, NOTHING),
    with_php("soap", "", [&["libxml2-dev"], &["libxml2-dev"]], [&["libxml2"], &["libxml2"]]),
    with_php("sockets", "", [&[], &["linux-headers"]], NOTHING),
    with_php("tidy", "", [&["libtidy-dev"], &["tidyhtml-dev"]], [&["libtidy58"], &["tidyhtml-libs"]]),
    from_pecl("xdebug", [&[], &["linux-headers"]], NOTHING),
    with_php("xsl", "", [&["libxslt1-dev"], &["libxslt-dev"]], [&["libxslt1.1"], &["libxslt"]]),
    with_php("zip", "", [&["libzip-dev"], &["libzip-dev"]], [&["libzip5"], &["libzip"]]),
];

/// What is in the official images already, so that nothing has to be added.
pub const INSIDE: &[&str] = &[
    "core",
    "ctype",
    "curl",
    "date",
    "dom",
    "fileinfo",
    "filter",
    "hash",
    "iconv",
    "json",
    "libxml",
    "mbstring",
    "mysqlnd",
    "opcache",
    "openssl",
    "pcre",
    "pdo",
    "pdo_sqlite",
    "phar",
    "posix",
    "random",
    "readline",
    "reflection",
    "session",
    "simplexml",
    "sodium",
    "spl",
    "sqlite3",
    "standard",
    "tokenizer",
    "xml",
    "xmlreader",
    "xmlwriter",
    "zlib",
];

/// What else comes with the sources of PHP and needs nothing but to be compiled.
pub const WITH_PHP: &[&str] =
    &["bcmath", "calendar", "dba", "exif", "ftp", "gettext", "mysqli", "pcntl", "pdo_mysql", "shmop", "sysvmsg", "sysvsem", "sysvshm"];

/// The extension of that name, where it needs more than that.
pub fn extension(name: &str) -> Option<&'static Extension> {
    EXTENSIONS.iter().find(|row| row.name == name)
}

/// Whether a name is one that can be added or is there already.
pub fn is_known(name: &str) -> bool {
    extension(name).is_some() || INSIDE.contains(&name) || WITH_PHP.contains(&name)
}
