//! What a base costs, beside every alternative.

use super::condition::{When, when};
use super::family::{Families, Family};
use super::flavour::flavour;
use super::verdict::Verdict;
use crate::facts::{Date, Image, Presence, Support};

/// The costs of one family for one service.
#[derive(Clone, Debug)]
pub struct Costs {
    /// Whose.
    pub family: Family,
    /// Its image, which carries the sizes and packages.
    pub image: &'static Image,
    /// What it takes to get a shell at 2 AM.
    pub night: Night,
    /// Until when what is inside is maintained.
    pub upkeep: Upkeep,
}

/// The way to a shell.
#[derive(Clone, Debug)]
pub struct Night {
    /// In a few words.
    pub summary: &'static str,
    /// The command, where there is one.
    pub command: Option<String>,
}

/// A row of [`NIGHTS`]. `UID` in a command stands for the image's own user.
struct NightRow {
    families: Families,
    when: When,
    summary: &'static str,
    command: Option<&'static str>,
}

const WITH_SHELL: Families = Families::of(&[Family::Full, Family::Slim]);
const ALPINE: Families = Families::of(&[Family::Alpine]);

/// The ways to a shell; the first row that holds is the one.
static NIGHTS: &[NightRow] = &[
    NightRow { families: WITH_SHELL, when: when!(Platform: Kubernetes), summary: "bash inside", command: Some("kubectl exec -it POD -c app -- bash") },
    NightRow { families: ALPINE, when: when!(Platform: Kubernetes), summary: "busybox sh inside", command: Some("kubectl exec -it POD -c app -- sh") },
    NightRow { families: WITH_SHELL, when: when!(Platform: Docker), summary: "bash inside", command: Some("docker exec -it CONTAINER bash") },
    NightRow { families: ALPINE, when: when!(Platform: Docker), summary: "busybox sh inside", command: Some("docker exec -it CONTAINER sh") },
    NightRow { families: WITH_SHELL, when: When::ALWAYS, summary: "bash inside, where the platform offers exec", command: None },
    NightRow { families: ALPINE, when: When::ALWAYS, summary: "busybox sh inside, where the platform offers exec", command: None },
    NightRow { families: Families::SHELL_LESS, when: when!(Platform: Managed), summary: "none: exec runs only what the image contains", command: None },
    NightRow {
        families: Families::SHELL_LESS,
        when: when!(Platform: Docker),
        summary: "a second container beside it, as the same user",
        command: Some("docker run --rm -it --pid=container:CONTAINER --network=container:CONTAINER --user UID busybox sh"),
    },
    NightRow { families: Families::SHELL_LESS, when: when!(DebugPath: None), summary: "a debug container, which you cannot attach today", command: None },
    NightRow {
        families: Families::SHELL_LESS,
        when: When::ALWAYS,
        summary: "a debug container with the app’s own user: permission on pods/ephemeralcontainers, an allowed image, practice",
        command: Some("kubectl debug -it POD --image=busybox:1.37 --target=app --profile=restricted --custom=debug-UID.yaml -- sh"),
    },
];

/// Until when what is inside is maintained.
#[derive(Clone, Debug)]
pub struct Upkeep {
    /// The first announced end, and what ends then.
    pub first_end: Option<(Date, &'static Support)>,
    /// What ends without a date: its note says when.
    pub undated: Vec<&'static Support>,
}

/// The costs of a family, whether it survives or not.
pub fn costs(verdict: &Verdict, family: Family) -> Costs {
    let image = flavour(&verdict.service, family).image();
    let night = NIGHTS
        .iter()
        .find(|row| row.families.has(family) && row.when.holds(verdict.service.answers()))
        .expect("the table ends with rows that always hold");
    Costs {
        family,
        image,
        night: Night { summary: night.summary, command: night.command.map(|command| command.replace("UID", &image.ordinary_user().uid.to_string())) },
        upkeep: Upkeep { first_end: image.first_end(), undated: image.support().filter(|row| row.ends.is_none()).collect() },
    }
}

/// What an attacker finds inside: shell, package manager, interpreter. `None`
/// where nobody looked.
pub fn left_to_an_attacker(image: &Image) -> [(&'static str, Option<&'static str>); 3] {
    let words = |presence: Presence| match presence {
        Presence::NotKnown => None,
        Presence::Absent => Some("none"),
        Presence::Present(what) => Some(what),
    };
    [("shell", words(image.shell)), ("package manager", words(image.package_manager)), ("interpreter", words(image.interpreter))]
}
