//! The versions of Kubernetes that a runbook is written for, and what differs.

use crate::facts::{self, CHECKED, Date, Support};

/// A minor version of Kubernetes. What concerns kubectl follows the version of
/// kubectl, which may be one older or newer than the cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Version {
    /// 1.33, the oldest that a runbook is written for.
    V1_33 = 33,
    /// 1.34, in which the `sleep` action of `preStop` is stable.
    V1_34,
    /// 1.35, in which attach and exec need `create`.
    V1_35,
    /// 1.36, in which `kubectl debug` uses the profile `general`.
    V1_36,
    /// 1.37, the newest that the facts know.
    V1_37,
}

/// Something that another version does otherwise.
#[derive(Debug)]
pub struct Difference {
    /// The minor version that brought it.
    pub since: u8,
    /// What holds before; the same as after where all known versions have it.
    pub before: &'static str,
    /// What holds from then on.
    pub after: &'static str,
    /// Keys of the evidence.
    pub evidence: &'static [&'static str],
}

/// The minor version that made user namespaces stable.
pub const USER_NAMESPACES: u8 = 36;

/// What changes between versions, and what people take to.
pub static DIFFERENCES: &[Difference] = &[
    Difference {
        since: USER_NAMESPACES,
        before: "User namespaces are beta and enabled by default.",
        after: "User namespaces are stable: with `hostUsers: false` the pod’s users have no rights on the node.",
        evidence: &["user-namespaces"],
    },
    Difference {
        since: 36,
        before: "`kubectl debug` without `--profile` uses `legacy` and warns that this will change. Always name a profile.",
        after: "`kubectl debug` without `--profile` uses `general`, which adds SYS_PTRACE. Always name a profile.",
        evidence: &["debug-profile"],
    },
    Difference {
        since: 35,
        before: "Attach and exec need `get` over WebSocket and `create` over SPDY. Grant both.",
        after: "Attach and exec over WebSocket need `get` and `create`. Grant both.",
        evidence: &["exec-permission"],
    },
    Difference {
        since: 34,
        before: "The `sleep` action of `preStop` is beta and enabled by default.",
        after: "The `sleep` action of `preStop` is stable.",
        evidence: &["sleep"],
    },
    Difference {
        since: 32,
        before: "",
        after: "`--custom` is stable: it merges a partial container spec into a profile.",
        evidence: &["debug-custom"],
    },
    Difference {
        since: 0,
        before: "",
        after: "`--share-processes` matters only with `--copy-to`. For an ephemeral container it does nothing, without a warning.",
        evidence: &["share-processes"],
    },
    Difference {
        since: 0,
        before: "",
        after: "An ephemeral container cannot be removed or restarted, and has no resources, ports or probes.",
        evidence: &["debug-limits"],
    },
];

impl Default for Version {
    /// The usual one on the day of the facts.
    fn default() -> Version {
        Version::on(CHECKED)
    }
}

impl Version {
    /// The middle one of those that are supported on a day: most clusters are neither
    /// on the first nor on the last. The newest that is known, where none is supported.
    pub fn on(today: Date) -> Version {
        // A clock that is behind knows nothing better.
        let supported: Vec<Version> = Version::supported(today.max(CHECKED)).collect();
        supported.get(supported.len() / 2).copied().unwrap_or(Version::V1_37)
    }

    /// Every version, the oldest first.
    pub const ALL: [Version; 5] = [Version::V1_33, Version::V1_34, Version::V1_35, Version::V1_36, Version::V1_37];

    /// Its row in the facts.
    pub fn support(self) -> Option<&'static Support> {
        facts::support(&format!("kubernetes-{}", self.token()))
    }

    /// The day of its end, where that is before a day.
    pub fn ended(self, today: Date) -> Option<Date> {
        self.support().and_then(|row| row.ends).filter(|day| *day < today)
    }

    /// The versions that are supported on a day, the oldest first.
    pub fn supported(today: Date) -> impl Iterator<Item = Version> {
        Version::ALL.into_iter().filter(move |version| version.ended(today).is_none())
    }

    /// What has to be known of a version that has ended by a day.
    pub fn warning(self, today: Date) -> Option<String> {
        let day = self.ended(today)?;
        let row = self.support()?;
        Some(format!(
            "{} reached end of life on {day} and gets no more fixes. Upgrade the cluster, then choose its new version here.",
            row.product
        ))
    }

    /// The `36` of `1.36`.
    pub fn minor(self) -> u8 {
        self as u8
    }

    /// Its name in links and for people.
    pub fn token(self) -> &'static str {
        match self {
            Version::V1_33 => "1.33",
            Version::V1_34 => "1.34",
            Version::V1_35 => "1.35",
            Version::V1_36 => "1.36",
            Version::V1_37 => "1.37",
        }
    }

    /// The version of that name.
    pub fn find(token: &str) -> Option<Version> {
        Version::ALL.into_iter().find(|version| version.token() == token)
    }

    /// What holds in this version, with its evidence.
    pub fn says(self) -> impl Iterator<Item = (&'static str, &'static [&'static str])> {
        DIFFERENCES.iter().map(move |change| (if self.minor() >= change.since { change.after } else { change.before }, change.evidence))
    }
}
