//! What a base costs, beside every alternative.

use crate::facts::{Citation, Date, Image, Presence, Support};
use crate::model::rules::family::{Families, Family};
use crate::model::rules::flavour::Images;
use crate::model::service::condition::{When, when};
use crate::model::verdict::Verdict;

/// The costs of one family for one service.
#[derive(Clone, Debug, PartialEq)]
pub struct Costs {
    /// The family that has these costs.
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
    /// The way to a shell in a sentence, as the page shows it.
    pub summary: &'static str,
}

/// A row of [`NIGHTS`].
struct NightRow {
    families: Families,
    when: When,
    short: &'static str,
    summary: &'static str,
}

const WITH_BASH: Families = Families::of(&[Family::Full, Family::Slim]);
const ALPINE: Families = Families::of(&[Family::Alpine]);

/// The ways to a shell; the first row that holds is the one.
static NIGHTS: &[NightRow] = &[
    NightRow {
        families: WITH_BASH,
        when: when!(Platform: Kubernetes),
        short: "kubectl exec",
        summary: "The image has bash. Other tools vary: slim images have neither ps nor curl.",
    },
    NightRow {
        families: ALPINE,
        when: when!(Platform: Kubernetes),
        short: "kubectl exec",
        summary: "The image has busybox: sh, ps, netstat, nslookup and wget.",
    },
    NightRow {
        families: WITH_BASH,
        when: when!(Platform: Docker),
        short: "docker exec",
        summary: "The image has bash. Other tools vary: slim images have neither ps nor curl.",
    },
    NightRow {
        families: ALPINE,
        when: when!(Platform: Docker),
        short: "docker exec",
        summary: "The image has busybox: sh, ps, netstat, nslookup and wget.",
    },
    NightRow {
        families: WITH_BASH,
        when: When::ALWAYS,
        short: "exec, if offered",
        summary: "The image has bash. Whether you can reach it depends on the platform’s exec.",
    },
    NightRow {
        families: ALPINE,
        when: When::ALWAYS,
        short: "exec, if offered",
        summary: "The image has busybox. Whether you can reach it depends on the platform’s exec.",
    },
    NightRow {
        families: Families::SHELL_LESS,
        when: when!(Platform: Managed),
        short: "none",
        summary: "The platform’s exec runs only programs of the image, which has no shell.",
    },
    NightRow {
        families: Families::SHELL_LESS,
        when: when!(Platform: Docker),
        short: "second container",
        summary: "A second container joins the first one’s processes and network as the same user.",
    },
    NightRow {
        families: Families::SHELL_LESS,
        when: when!(DebugPath: None),
        short: "none today",
        summary: "You would need a debug container, and today you cannot attach one.",
    },
    NightRow {
        families: Families::SHELL_LESS,
        when: when!(DebugPath: Untested),
        short: "debug container, untried",
        summary: "A debug container with the app’s user. It needs permission on pods/ephemeralcontainers, an image that policy allows, and practice.",
    },
    NightRow {
        families: Families::SHELL_LESS,
        when: When::ALWAYS,
        short: "debug container",
        summary: "A debug container with the app’s user, which you have rehearsed.",
    },
];

/// Until when what is inside is maintained.
#[derive(Clone, Debug, PartialEq)]
pub struct Upkeep {
    /// The first announced end, and what ends then.
    pub first_end: Option<(Date, &'static Support)>,
    /// What ends without a date: its note says when.
    pub undated: Vec<&'static Support>,
    /// Whether there is nothing inside that could end.
    pub has_nothing_inside: bool,
}

impl Upkeep {
    /// Until when what is inside this image is maintained.
    pub fn of(image: &'static Image) -> Upkeep {
        let undated = image.support().filter(|row| row.ends.is_none()).collect();
        Upkeep { first_end: image.first_end(), undated, has_nothing_inside: image.has_nothing_inside() }
    }

    /// What the reader has to know today: something inside ends soon or has ended.
    pub fn warning(&self, today: Date) -> Option<String> {
        self.first_end.and_then(|(_, row)| row.warning(today))
    }
}

impl std::fmt::Display for Upkeep {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let dated = self.first_end.map(|(day, row)| format!("{day} ({})", row.product));
        let undated = self.undated.iter().map(|row| format!("{}: {}", row.product, row.note.map_or("no date announced", Citation::text)));
        let all: Vec<String> = dated.into_iter().chain(undated).collect();
        match (all.is_empty(), self.has_nothing_inside) {
            (true, true) => out.write_str("nothing inside reaches end of life"),
            (true, false) => out.write_str("not known"),
            _ => out.write_str(&all.join("; ")),
        }
    }
}

/// The costs of a family, whether it survives or not.
pub fn costs(verdict: &Verdict, images: &Images, family: Family) -> Costs {
    let image = images.get(family);
    let night = NIGHTS
        .iter()
        .find(|row| row.families.has(family) && row.when.holds(verdict.service.answers()))
        .expect("the table ends with rows that always hold");
    Costs { family, image, night: Night { short: night.short, summary: night.summary }, upkeep: Upkeep::of(image) }
}

/// What an attacker finds inside: shell, package manager, interpreter. `None`
/// where nobody looked.
pub fn left_to_an_attacker(image: &Image) -> [(&'static str, Option<&'static str>); 3] {
    let words = |presence: Presence| match presence {
        Presence::NotKnown => None,
        Presence::Absent => Some("none"),
        Presence::Present(what) => Some(what),
    };
    [("shell", words(image.shell())), ("package manager", words(image.package_manager())), ("interpreter", words(image.interpreter()))]
}
