//! What an empty image has to bring along to do what others do.

use super::citation::Citation;
use super::date::Date;
use super::figure::{Figure, Method, Unit};

include!(concat!(env!("OUT_DIR"), "/pieces.rs"));

/// Something that a Dockerfile on scratch copies in.
#[derive(Debug, PartialEq)]
pub struct Piece {
    /// Stable name, such as `ca-bundle`.
    pub id: &'static str,
    /// For people: `CA bundle`.
    pub what: &'static str,
    /// As a layer, when it is pulled.
    pub compressed: Option<Figure>,
    /// On the node's disk.
    pub unpacked: Option<Figure>,
}

impl Piece {
    /// Its sizes, those that are known.
    pub fn figures(&self) -> impl Iterator<Item = Figure> + use<> {
        [self.compressed, self.unpacked].into_iter().flatten()
    }
}

/// The piece of that id.
pub fn piece(id: &str) -> Option<&'static Piece> {
    PIECES.iter().find(|row| row.id == id)
}
