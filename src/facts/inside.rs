//! What is inside an image, beyond what a verdict needs.

use std::fmt;

include!(concat!(env!("OUT_DIR"), "/insides.rs"));

/// What only those ask for who write a file for the image, or a page about it.
#[derive(Debug, PartialEq)]
pub struct Inside {
    /// Whether a CA bundle of the system is there.
    pub ca_certificates: Option<bool>,
    /// Whether the time zone files are there.
    pub tzdata: Option<bool>,
    /// Whether ICU is there as files of its own: what .NET and others sort and
    /// format by language with. What a language carries inside its own program
    /// is not meant.
    pub icu: Option<bool>,
    /// Who a process runs as when the Dockerfile says nothing.
    pub user: Option<User>,
    /// Ordinary users that the image already has; none when nobody looked.
    pub users: Option<&'static [Account]>,
    /// The image's own entrypoint; see [`super::Image::start_is_known`].
    pub entrypoint: &'static [&'static str],
    /// The image's own command; see [`super::Image::start_is_known`].
    pub cmd: &'static [&'static str],
    /// Architectures that are known to be published.
    pub architectures: &'static [&'static str],
    /// Shared libraries that a compiled program may count on, by the names that it
    /// asks the loader for; none where nobody looked.
    pub libraries: &'static [&'static str],
    /// A variant that is made to look around in.
    pub debug_variant: Presence,
    /// The place of its publisher; see [`super::Image::publisher`].
    pub(super) publisher: Option<u8>,
    /// The id of the image to build on; see [`super::Image::builder`].
    pub(super) builder: Option<&'static str>,
    /// The place of its signing; see [`super::Image::signing`].
    pub(super) signing: Option<u8>,
}

/// Whether something is inside an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Nobody looked, or the source does not say.
    NotKnown,
    /// Known not to be there.
    Absent,
    /// There, under this name.
    Present(&'static str),
}

/// A user by number, which is the only form that Kubernetes can check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct User {
    /// The number of the user.
    pub uid: u32,
    /// The number of the user's group.
    pub gid: u32,
}

impl User {
    /// The number of the `nonroot` account in distroless images. The other
    /// bases get the same one, so that volumes and debug profiles survive a
    /// change of base.
    pub const NONROOT: User = User { uid: 65532, gid: 65532 };
}

impl fmt::Display for User {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}", self.uid, self.gid)
    }
}

/// A user that an image has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its name in /etc/passwd.
    pub name: &'static str,
    /// Its user and group by number.
    pub user: User,
}
