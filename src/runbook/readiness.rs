//! Whether a debug container can be had today: seven points, what each takes,
//! and what the visitor said of them.

use crate::model::questions::DebugPath;

/// A point by name, in the order of [`POINTS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum PointId {
    /// Adding the container is permitted.
    Patch,
    /// Attaching to it is permitted.
    Attach,
    /// Pod Security lets it in.
    Security,
    /// It may look at the service's processes.
    User,
    /// The runtime can join process namespaces.
    Target,
    /// Its image can be pulled and is allowed.
    Image,
    /// Somebody has done it.
    Rehearsed,
}

/// One thing that has to be so.
#[derive(Debug)]
pub struct Point {
    /// Its place in the table, by name.
    pub id: PointId,
    /// Its name in data. Never changed once data has carried it.
    pub token: &'static str,
    /// What people are asked.
    pub ask: &'static str,
    /// What has to be there or permitted.
    pub takes: &'static str,
    /// What fails when it is not met, and with which message.
    pub fails: &'static str,
    /// How to mend it.
    pub mend: &'static str,
    /// Whether there is no debug container at all without it. The others cost
    /// a part of what it can do, or the certainty that it can.
    pub blocks: bool,
    /// Keys of the evidence.
    pub evidence: &'static [&'static str],
}

/// How many points there are.
pub const COUNT: usize = 7;

/// Every point, in the order in which they fail.
pub static POINTS: [Point; COUNT] = [
    Point {
        id: PointId::Patch,
        token: "patch",
        ask: "May the people on call add a debug container?",
        takes: "get, list and watch on pods, and patch on pods/ephemeralcontainers. The built-in roles admin and edit omit the latter on purpose.",
        fails: "cannot patch resource \"pods/ephemeralcontainers\"",
        mend: "Apply debug-rbac.yaml with the on-call group.",
        blocks: true,
        evidence: &["debug-permission"],
    },
    Point {
        id: PointId::Attach,
        token: "attach",
        ask: "May they attach to it?",
        takes: "get and create on pods/attach. With pods/exec, they can also copy files out.",
        fails: "cannot create resource \"pods/attach\"; kubectl then shows the log instead of a prompt",
        mend: "Apply debug-rbac.yaml, which grants both verbs.",
        blocks: true,
        evidence: &["debug-container", "exec-permission"],
    },
    Point {
        id: PointId::Security,
        token: "security",
        ask: "Does the namespace’s Pod Security level allow it?",
        takes: "--profile=restricted and the service’s user, which every level allows.",
        fails: "violates PodSecurity \"restricted:latest\"",
        mend: "Start it with debug-profile.yaml. Do not change the level.",
        blocks: true,
        evidence: &["pod-security"],
    },
    Point {
        id: PointId::User,
        token: "user",
        ask: "Does it run as the service’s user?",
        takes: "The same numeric user as the service, or an effective SYS_PTRACE, which root does not have by default.",
        fails: "ls: /proc/1/root: Permission denied",
        mend: "Start it with debug-profile.yaml, which contains the user ID.",
        blocks: false,
        evidence: &["proc-root"],
    },
    Point {
        id: PointId::Target,
        token: "target",
        ask: "Does the container runtime support --target?",
        takes: "containerd or CRI-O from 2022 or newer. We could not verify gVisor, Kata and virtual kubelets.",
        fails: "no message: ps shows only your own shell",
        mend: "Name the container with --target. If the runtime does not support this, set shareProcessNamespace in the pod; process 1 is then not the service.",
        blocks: false,
        evidence: &["debug-target"],
    },
    Point {
        id: PointId::Image,
        token: "image",
        ask: "Can the cluster pull the debug image, and does policy allow it?",
        takes: "An image in a registry that the nodes reach, and admission rules that allow it for ephemeral containers too.",
        fails: "ImagePullBackOff, or the message of your admission policy",
        mend: "Mirror it into your registry before an incident, and allow it with debug-images.yaml.",
        blocks: true,
        evidence: &["debug-readiness", "debug-power"],
    },
    Point {
        id: PointId::Rehearsed,
        token: "rehearsed",
        ask: "Has someone on call done it this quarter?",
        takes: "Ten minutes with rehearsal.sh against the running service.",
        fails: "any of the above, during an incident",
        mend: "Run rehearsal.sh.",
        blocks: false,
        evidence: &["debug-readiness", "debug-container"],
    },
];

/// What was said of a point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reply {
    /// It is not met.
    No,
    /// Nobody has said anything yet.
    #[default]
    Open,
    /// It was tried, and is met.
    Yes,
}

impl Reply {
    /// Every answer, the worst first.
    pub const ALL: [Reply; 3] = [Reply::No, Reply::Open, Reply::Yes];

    fn letter(self) -> char {
        match self {
            Reply::No => 'n',
            Reply::Open => '-',
            Reply::Yes => 'y',
        }
    }
}

/// What was said of all points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Readiness([Reply; COUNT]);

impl Readiness {
    /// What was said of that point.
    pub fn answer(&self, point: PointId) -> Reply {
        self.0[point as usize]
    }

    /// The same but for one point.
    #[must_use]
    pub fn with(mut self, point: PointId, answer: Reply) -> Readiness {
        self.0[point as usize] = answer;
        self
    }

    /// The answer to the model's question that follows: none where a point that
    /// blocks is known to be unmet, rehearsed where all are met.
    pub fn debug_path(&self) -> DebugPath {
        let said = || POINTS.iter().zip(self.0);
        if said().any(|(point, answer)| point.blocks && answer == Reply::No) {
            return DebugPath::None;
        }
        if said().all(|(_, answer)| answer == Reply::Yes) { DebugPath::Rehearsed } else { DebugPath::Untested }
    }

    /// A few letters for a link: `y`, `n` or `-` for each point, without the
    /// dashes at the end. Nothing said is an empty text.
    pub fn to_token(&self) -> String {
        self.0.iter().map(|answer| answer.letter()).collect::<String>().trim_end_matches('-').into()
    }

    /// What such letters say; none where they are something else.
    pub fn from_token(token: &str) -> Option<Readiness> {
        let mut all = Readiness::default();
        if token.chars().count() > COUNT || token.ends_with('-') {
            return None;
        }
        for (place, letter) in all.0.iter_mut().zip(token.chars()) {
            *place = Reply::ALL.into_iter().find(|answer| answer.letter() == letter)?;
        }
        Some(all)
    }
}
