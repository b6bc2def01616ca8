//! Packages of Alpine with what Debian has in their place. Both names are those of the
//! package indexes of Alpine 3.24 and of Debian 12 and 13.

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
];

/// What Debian has for a package of Alpine.
pub(super) fn of_debian(alpine: &str) -> Option<&'static str> {
    BOTH.iter().find(|(own, _)| *own == alpine).map(|(_, debian)| *debian)
}

/// What Alpine has for a package of Debian.
pub(super) fn of_alpine(debian: &str) -> Option<&'static str> {
    BOTH.iter().find(|(_, own)| *own == debian).map(|(alpine, _)| *alpine)
}
