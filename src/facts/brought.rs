//! What images of languages bring beside the language, as their Dockerfiles install it.
//!
//! docker-library/buildpack-deps, `debian/trixie` with `scm` and `curl` @ 103e7904,
//! and docker-library/golang, `Dockerfile-linux.template` @ 01abd89f. That the others
//! are made from it: docker-library/python @ 00bfe6f2, ruby @ 0127a2ff, gcc @ 00b26e71,
//! nodejs/docker-node @ 02220083, rust-lang/docker-rust @ 0090aa71. Read on 2026-11-30.
//! What these packages depend on is there too, and is not listed.

use std::cmp::Ordering;

use super::image::Image;
use super::versions::version_order;

const CURL: &[&str] = &["ca-certificates", "curl", "gnupg", "netbase", "sq", "wget"];
const SOURCE_CONTROL: &[&str] = &["git", "mercurial", "openssh-client", "subversion", "procps"];
#[rustfmt::skip]
const COMPILERS: &[&str] = &[
    "autoconf", "automake", "bzip2", "default-libmysqlclient-dev", "dpkg-dev", "file", "g++", "gcc", "imagemagick", "libbz2-dev", "libc6-dev",
    "libcurl4-openssl-dev", "libdb-dev", "libevent-dev", "libffi-dev", "libgdbm-dev", "libglib2.0-dev", "libgmp-dev", "libjpeg-dev",
    "libkrb5-dev", "liblzma-dev", "libmagickcore-dev", "libmagickwand-dev", "libmaxminddb-dev", "libncurses5-dev", "libncursesw5-dev",
    "libpng-dev", "libpq-dev", "libreadline-dev", "libsqlite3-dev", "libssl-dev", "libtool", "libwebp-dev", "libxml2-dev", "libxslt-dev",
    "libyaml-dev", "make", "patch", "unzip", "xz-utils", "zlib1g-dev",
];
const OF_GO: &[&str] = &["g++", "gcc", "libc6-dev", "make", "pkg-config"];

/// Repositories whose full images are made from buildpack-deps, with what they have of it.
const REPOSITORIES: &[(&str, &[&[&str]])] = &[
    ("buildpack-deps", &[CURL, SOURCE_CONTROL, COMPILERS]),
    ("gcc", &[CURL, SOURCE_CONTROL, COMPILERS]),
    ("golang", &[CURL, SOURCE_CONTROL, OF_GO]),
    ("node", &[CURL, SOURCE_CONTROL, COMPILERS]),
    ("python", &[CURL, SOURCE_CONTROL, COMPILERS]),
    ("ruby", &[CURL, SOURCE_CONTROL, COMPILERS]),
    ("rust", &[CURL, SOURCE_CONTROL, COMPILERS]),
];

/// Whether an image of that repository and tag is known to have a package of Debian.
pub fn has_package(repository: &str, tag: &str, package: &str) -> bool {
    let is_full = tag.contains("trixie") && !tag.contains("slim");
    is_full && REPOSITORIES.iter().filter(|(name, _)| *name == repository).any(|(_, all)| all.iter().any(|some| some.contains(&package)))
}

/// Whether Git and an SSH client are there.
pub fn has_git(image: &Image) -> bool {
    has_package(image.repository(), image.tag(), "git")
}

/// Whether compilers of C and C++ are there.
pub fn has_compilers(image: &Image) -> bool {
    has_package(image.repository(), image.tag(), "g++")
}

/// The first major version of Docker's own images of Node.js that lacks Yarn 1, as
/// their records say.
const WITHOUT_YARN: &str = "26";

/// Whether Yarn 1 is there.
pub fn has_yarn(image: &Image) -> bool {
    image.repository() == "node" && image.version.is_some_and(|version| version_order(version, WITHOUT_YARN) == Ordering::Less)
}
