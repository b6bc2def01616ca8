//! What is known of the images: contents, sizes, users, end of life.
//!
//! The facts lie in `src/facts/*.json`, one file per collection, and become
//! constants when the crate is built. Each figure carries its unit, method,
//! source and date. What is not known is `None` or [`Presence::NotKnown`], and
//! the page shows it as not known.
//!
//! What the page shows nowhere is left out of it by `cfg`, since every visitor
//! would download it; the host, its tests and its exports have all.
//!
//! Nothing here knows today's date: a clock is always passed in.

mod about;
mod brought;
mod citation;
mod date;
mod evidence;
pub mod extensions;
mod figure;
mod freshness;
mod image;
mod inside;
pub mod myths;
mod named;
mod pieces;
mod publisher;
mod signing;
mod support;
mod tools;
mod versions;

pub use about::{About, Has, Statement, publisher_of};
pub use brought::{has_compilers, has_git, has_package, has_yarn};
pub use citation::Citation;
pub use date::{Date, ENDS_SOON_DAYS, OLD_DAYS, Standing, age, days_in_words};
pub use evidence::{EVIDENCE, Evidence, evidence, evidence_title};
pub use figure::{Bytes, Figure, Method, Unit};
pub use freshness::{CHECKED, as_of, oldest_figure};
pub use image::{IMAGES, Image, Libc, Sbom, Source, image};
pub use inside::{Account, Inside, Presence, User};
pub use myths::{MYTHS, Myth, Place};
pub use named::{Distribution, gone, of_alpine, of_debian, other_name};
pub use pieces::{PIECES, Piece, piece};
pub use publisher::{PUBLISHERS, Publisher, listed};
pub use signing::Signing;
pub use support::{SUPPORT, Support, support};
pub use tools::{KUBECTL, KubectlWord, PACKAGES, Package, TOOLS, Tool, package, tool};
pub use versions::{follower, nearest_supported, same_version, support_of, supported, version_order, versions};
