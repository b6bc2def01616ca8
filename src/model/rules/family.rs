//! The five families of base images.

/// A family of base images.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Family {
    /// The language's or distribution's full image: compilers, git, shell.
    Full,
    /// The same distribution without what a running service rarely needs.
    Slim,
    /// Alpine Linux: musl, busybox, apk.
    Alpine,
    /// No shell, no package manager; only what a runtime needs.
    Distroless,
    /// The empty image: nothing is inside but what the Dockerfile copies there.
    Scratch,
}

impl Family {
    /// Every family, the largest first.
    pub const ALL: [Family; 5] = [Family::Full, Family::Slim, Family::Alpine, Family::Distroless, Family::Scratch];

    /// Which of two families with equal totals is recommended: the one that
    /// more teams can run without learning anything new.
    pub const TIE_ORDER: [Family; 5] = [Family::Slim, Family::Alpine, Family::Distroless, Family::Full, Family::Scratch];

    /// Its name in links and data.
    pub fn token(self) -> &'static str {
        match self {
            Family::Full => "full",
            Family::Slim => "slim",
            Family::Alpine => "alpine",
            Family::Distroless => "distroless",
            Family::Scratch => "scratch",
        }
    }

    /// Its name for people.
    pub fn label(self) -> &'static str {
        match self {
            Family::Full => "Full",
            Family::Slim => "Slim",
            Family::Alpine => "Alpine",
            Family::Distroless => "Distroless",
            Family::Scratch => "Scratch",
        }
    }

    /// The family of that token.
    pub fn find(token: &str) -> Option<Family> {
        Family::ALL.into_iter().find(|family| family.token() == token)
    }

    /// Its bit in a [`Families`].
    const fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// A set of families.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Families(u8);

impl Families {
    /// The set without any family.
    pub const NONE: Families = Families(0);
    /// The set of all five families.
    pub const ALL: Families = Families::of(&Family::ALL);
    /// Those without a shell.
    pub const SHELL_LESS: Families = Families::of(&[Family::Distroless, Family::Scratch]);

    /// The set of these.
    pub const fn of(families: &[Family]) -> Families {
        let (mut bits, mut at) = (0, 0);
        while at < families.len() {
            bits |= families[at].bit();
            at += 1;
        }
        Families(bits)
    }

    /// The families of either set.
    #[must_use]
    pub const fn and(self, other: Families) -> Families {
        Families(self.0 | other.0)
    }

    /// The families in it, the largest first.
    pub fn iter(self) -> impl Iterator<Item = Family> {
        Family::ALL.into_iter().filter(move |family| self.has(*family))
    }

    /// How many there are.
    pub const fn count(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Whether the family is in the set.
    pub const fn has(self, family: Family) -> bool {
        self.0 & family.bit() != 0
    }
}
