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
    /// Both scales, what is pulled before what lies on the disk.
    pub const ALL: [Scale; 2] = [Scale::Compressed, Scale::Unpacked];

    /// Its name for people, such as `Compressed, to pull`.
    pub fn label(self) -> &'static str {
        match self {
            Scale::Compressed => "Compressed, to pull",
            Scale::Unpacked => "Unpacked, on disk",
        }
    }
}
