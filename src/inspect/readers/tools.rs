//! Packages of a distribution that the Dockerfile that is there builds with, by their names in Debian.

use crate::dockerfile::SettingId;
use crate::facts::of_debian;
use crate::inspect::containerfile::{Image, Stage};
use crate::inspect::findings::At;
use crate::inspect::findings::quoted;
use crate::inspect::found::Sure;

/// What compiles, whatever is compiled.
const PROGRAMS: &[&str] = &[
    "autoconf",
    "automake",
    "bison",
    "build-essential",
    "clang",
    "cmake",
    "flex",
    "g++",
    "gcc",
    "libtool",
    "lld",
    "make",
    "mold",
    "nasm",
    "ninja-build",
    "pkg-config",
    "protobuf-compiler",
];
/// What fetches or unpacks what a build downloads by itself, helps people, or is what an
/// image of a language has already.
#[rustfmt::skip]
const NOT_CARRIED: &[&str] = &[
    "apt-transport-https", "apt-utils", "bash", "bzip2", "ca-certificates", "cargo", "curl", "default-jdk", "dirmngr", "dos2unix", "gawk", "git-lfs",
    "gnupg", "gnupg1", "gnupg2", "golang", "golang-go", "gpg", "htop", "jq", "less", "libc-bin", "libc-dev", "libc6-dev", "locales", "lsb-release", "maven", "musl-dev", "musl-tools",
    "nano", "netcat-openbsd", "net-tools", "nodejs", "npm", "openssh-client", "openssl", "procps", "python-is-python3", "python3", "python3-pip",
    "python3-venv", "ruby", "rustc", "software-properties-common", "sudo", "tar", "tzdata", "unzip", "vim", "wget", "xz-utils", "yarn", "yarnpkg", "zip",
];
/// The release that our bases are made from.
const OUR_DEBIAN: u8 = 13;

/// Whether a package only compiles: headers and compilers.
fn compiles(name: &str) -> bool {
    PROGRAMS.contains(&name) || name.ends_with("-dev") && !["libc6-dev", "libc-dev"].contains(&name)
}

/// Whether a name is that of one release: `clang-15`, `libssl1.1`, `python3.11-dev`.
fn is_of_a_release(name: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let has_a_minor = name.as_bytes().windows(3).any(|part| part[0].is_ascii_digit() && part[1] == b'.' && part[2].is_ascii_digit());
    name.rsplit_once('-').is_some_and(|(_, end)| digits(end))
        || has_a_minor
        || name.starts_with("lib") && name.ends_with(|letter: char| letter.is_ascii_digit())
}

/// Reads what a stage installs to build; of a stage that runs only what compiles.
pub(super) fn tools(at: &mut At<'_>, image: &Image<'_>, stage: &Stage, runs: bool) {
    // Names that are not known here are kept where they are those of the same distribution.
    let is_ours = image.debian() == Some(OUR_DEBIAN);
    let is_debian = is_ours || image.debian().is_some() || image.language().is_some() && !image.tag_has("alpine");
    for instruction in stage.instructions.iter().filter(|instruction| instruction.name == "RUN") {
        for package in instruction.installs() {
            let name = match package.by.as_str() {
                "apk" if ["libc-dev", "musl-dev"].contains(&package.name.as_str()) => None,
                "apk" => of_debian(&package.name).filter(|debian| compiles(debian) || *debian == "git" && !runs).map(String::from),
                "apt-get" | "apt" => {
                    let is_kept =
                        !runs && is_debian && !NOT_CARRIED.contains(&package.name.as_str()) && (is_ours || !is_of_a_release(&package.name));
                    (compiles(&package.name) && (is_ours || !is_of_a_release(&package.name)) || is_kept).then(|| package.name.clone())
                }
                _ => None,
            };
            if let Some(name) = name {
                let why = format!("it installs {} to build", quoted(&package.name));
                at.set(SettingId::BuildPackages, &name, instruction.line_of(&package.name), Sure::Inferred, why);
            }
        }
    }
}
