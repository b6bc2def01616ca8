//! Compressed or unpacked: two scales that never meet.

/// Which of the two sizes is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// What a pull transfers.
    Compressed,
    /// What lies on the node's disk.
    Unpacked,
}

impl Scale {
    /// Both.
    pub const ALL: [Scale; 2] = [Scale::Compressed, Scale::Unpacked];

    /// For people.
    pub fn label(self) -> &'static str {
        match self {
            Scale::Compressed => "Compressed, to pull",
            Scale::Unpacked => "Unpacked, on disk",
        }
    }
}
