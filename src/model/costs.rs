//! What a base costs, beside every alternative.

use super::condition::{When, when};
use super::family::{Families, Family};
use super::flavour::flavour;
use super::verdict::Verdict;
use crate::facts::{self, Date, Image, Presence, Standing, Support};

/// The costs of one family for one service.
#[derive(Clone, Debug, PartialEq)]
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
#[derive(Clone, Debug, PartialEq)]
pub struct Night {
    /// In two or three words.
    pub short: &'static str,
    /// In a sentence.
    pub summary: &'static str,
    /// The command, where there is one.
    pub command: Option<String>,
    /// A file that the command names, and what is in it.
    pub file: Option<(String, String)>,
}

/// A row of [`NIGHTS`]. `UID` in a command stands for the image's own user.
struct NightRow {
    families: Families,
    when: When,
    short: &'static str,
    summary: &'static str,
    command: Option<&'static str>,
}

const WITH_BASH: Families = Families::of(&[Family::Full, Family::Slim]);
const ALPINE: Families = Families::of(&[Family::Alpine]);

/// The same user as the app's is what lets it see the app's files, and all of it
/// passes the restricted level of Pod Security.
const DEBUG_FILE: &str = "securityContext:
  runAsUser: UID
  runAsGroup: UID
  runAsNonRoot: true
  allowPrivilegeEscalation: false
  capabilities: {drop: [\"ALL\"]}
  seccompProfile: {type: RuntimeDefault}
";
const DEBUG_CONTAINER: &str = "kubectl debug -it POD --image=busybox:1.37 --target=app --profile=restricted --custom=debug-UID.yaml -- sh";

/// The ways to a shell; the first row that holds is the one.
static NIGHTS: &[NightRow] = &[
    NightRow {
        families: WITH_BASH,
        when: when!(Platform: Kubernetes),
        short: "kubectl exec",
        summary: "bash is inside; which other tools are depends on the image: slim ones have neither ps nor curl.",
        command: Some("kubectl exec -it POD -c app -- bash"),
    },
    NightRow {
        families: ALPINE,
        when: when!(Platform: Kubernetes),
        short: "kubectl exec",
        summary: "busybox is inside: sh, ps, netstat, nslookup, wget.",
        command: Some("kubectl exec -it POD -c app -- sh"),
    },
    NightRow {
        families: WITH_BASH,
        when: when!(Platform: Docker),
        short: "docker exec",
        summary: "bash is inside; which other tools are depends on the image: slim ones have neither ps nor curl.",
        command: Some("docker exec -it CONTAINER bash"),
    },
    NightRow {
        families: ALPINE,
        when: when!(Platform: Docker),
        short: "docker exec",
        summary: "busybox is inside: sh, ps, netstat, nslookup, wget.",
        command: Some("docker exec -it CONTAINER sh"),
    },
    NightRow {
        families: WITH_BASH,
        when: When::ALWAYS,
        short: "exec, if offered",
        summary: "bash is inside; whether you reach it depends on the platform’s exec.",
        command: None,
    },
    NightRow {
        families: ALPINE,
        when: When::ALWAYS,
        short: "exec, if offered",
        summary: "busybox is inside; whether you reach it depends on the platform’s exec.",
        command: None,
    },
    NightRow {
        families: Families::SHELL_LESS,
        when: when!(Platform: Managed),
        short: "none",
        summary: "The platform’s exec runs only what the image contains, and that is no shell.",
        command: None,
    },
    NightRow {
        families: Families::SHELL_LESS,
        when: when!(Platform: Docker),
        short: "second container",
        summary: "A second container joins the first one’s processes and network, as the same user.",
        command: Some("docker run --rm -it --pid=container:CONTAINER --network=container:CONTAINER --user UID busybox:1.37 sh"),
    },
    NightRow {
        families: Families::SHELL_LESS,
        when: when!(DebugPath: None),
        short: "none today",
        summary: "A debug container would do, but today you cannot attach one.",
        command: None,
    },
    NightRow {
        families: Families::SHELL_LESS,
        when: when!(DebugPath: Untested),
        short: "debug container, untried",
        summary: "A debug container as the app’s own user. It takes permission on pods/ephemeralcontainers, an image that policy allows, and practice.",
        command: Some(DEBUG_CONTAINER),
    },
    NightRow {
        families: Families::SHELL_LESS,
        when: When::ALWAYS,
        short: "debug container",
        summary: "A debug container as the app’s own user, which you have rehearsed.",
        command: Some(DEBUG_CONTAINER),
    },
];

/// Until when what is inside is maintained.
#[derive(Clone, Debug, PartialEq)]
pub struct Upkeep {
    /// The first announced end, and what ends then.
    pub first_end: Option<(Date, &'static Support)>,
    /// What ends without a date: its note says when.
    pub undated: Vec<&'static Support>,
}

impl Upkeep {
    /// Of an image.
    pub fn of(image: &'static Image) -> Upkeep {
        Upkeep { first_end: image.first_end(), undated: image.support().filter(|row| row.ends.is_none()).collect() }
    }

    /// What the reader has to know today: something inside ends soon or has ended.
    pub fn warning(&self, today: Date) -> Option<String> {
        let (day, row) = self.first_end?;
        match Standing::of(day, today) {
            Standing::Maintained => None,
            Standing::EndsIn(days) => {
                Some(format!("{} is maintained until {day} only, for {} more.", row.product, facts::days_in_words(days)))
            }
            Standing::EndedFor(days) => {
                Some(format!("{} is no longer maintained: it ended on {day}, {} ago.", row.product, facts::days_in_words(days)))
            }
        }
    }
}

impl std::fmt::Display for Upkeep {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let dated = self.first_end.map(|(day, row)| format!("{day} ({})", row.product));
        let undated = self.undated.iter().map(|row| format!("{}: {}", row.product, row.note.unwrap_or("no date announced")));
        let all: Vec<String> = dated.into_iter().chain(undated).collect();
        out.write_str(if all.is_empty() { "nothing inside that ends" } else { "" })?;
        out.write_str(&all.join("; "))
    }
}

/// The costs of a family, whether it survives or not.
pub fn costs(verdict: &Verdict, family: Family) -> Costs {
    let image = flavour(&verdict.service, family).image();
    let night = NIGHTS
        .iter()
        .find(|row| row.families.has(family) && row.when.holds(verdict.service.answers()))
        .expect("the table ends with rows that always hold");
    let uid = image.ordinary_user().uid.to_string();
    Costs {
        family,
        image,
        night: Night {
            short: night.short,
            summary: night.summary,
            command: night.command.map(|command| command.replace("UID", &uid)),
            file: night
                .command
                .filter(|command| command.contains("--custom"))
                .map(|_| (format!("debug-{uid}.yaml"), DEBUG_FILE.replace("UID", &uid))),
        },
        upkeep: Upkeep::of(image),
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
