//! The rule of thumb that the project began from, evaluated beside the model.
//!
//! The article lists signals for distroless and signals against it, and names
//! Alpine for whoever is in between. It gives no precedence where both lists
//! fire; then it has no answer, and that is said.

use super::explain::advantages;
use super::flips::Look;
use crate::model::rules::family::Family;
use crate::model::service::condition::{When, when};
use crate::model::service::resolved::Service;
use crate::model::verdict::Verdict;

/// A line of one of the two lists.
#[derive(Debug)]
pub struct Signal {
    /// What the line says, such as `compiled binary`.
    pub name: &'static str,
    /// It fires when one of these holds.
    pub when: &'static [When],
}

/// What speaks for distroless.
pub static USE: &[Signal] = &[
    Signal { name: "compiled binary", when: &[when!(Kind: Compiled)] },
    Signal { name: "internet-facing with threat model", when: &[when!(Exposure: Internet, ThreatModel: Yes)] },
    Signal { name: "compliance / security-sensitive", when: &[when!(Compliance: Some | Required), when!(Sensitive: Yes)] },
    Signal { name: "ephemeral containers rehearsed", when: &[when!(DebugPath: Rehearsed)] },
];

/// What speaks against it.
pub static SKIP: &[Signal] = &[
    Signal { name: "interpreted runtime in active development", when: &[when!(Kind: Interpreted, Lifecycle: Active)] },
    Signal { name: "internal service", when: &[when!(Exposure: Internal)] },
    Signal { name: "small team", when: &[when!(Team: Small)] },
    Signal { name: "operational tooling assumes shell", when: &[when!(Shell: Required), when!(ExecRunbook: Regularly)] },
];

/// A developer's machine gets the full image, whatever the lists say.
pub static DEVELOPMENT: Signal = Signal { name: "development environment", when: &[when!(Environment: Development)] };

/// What the article's rule comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArticleAnswer {
    /// Only signals for it.
    Distroless,
    /// Only signals against it.
    NotDistroless,
    /// Signals on both lists, and no precedence.
    Conflict,
    /// No signal at all: the article's default.
    Alpine,
    /// The full image, as it is for a developer's machine.
    Full,
}

impl ArticleAnswer {
    /// The answer in words, such as `Alpine, the default in between`.
    pub fn label(self) -> &'static str {
        match self {
            ArticleAnswer::Distroless => "distroless",
            ArticleAnswer::NotDistroless => "not distroless: Alpine, or a normal base image for interpreted runtimes",
            ArticleAnswer::Conflict => "no answer: signals on both lists, and no rule for which wins",
            ArticleAnswer::Alpine => "Alpine, the default in between",
            ArticleAnswer::Full => "the full image, for development",
        }
    }

    /// Its name in data.
    pub fn token(self) -> &'static str {
        match self {
            ArticleAnswer::Distroless => "distroless",
            ArticleAnswer::NotDistroless => "not_distroless",
            ArticleAnswer::Conflict => "conflict",
            ArticleAnswer::Alpine => "alpine",
            ArticleAnswer::Full => "full",
        }
    }

    /// Whether a family is what it asks for; a conflict asks for none.
    pub fn allows(self, family: Family) -> bool {
        match self {
            ArticleAnswer::Distroless => family == Family::Distroless,
            ArticleAnswer::NotDistroless => matches!(family, Family::Full | Family::Slim | Family::Alpine),
            ArticleAnswer::Conflict => false,
            ArticleAnswer::Alpine => family == Family::Alpine,
            ArticleAnswer::Full => family == Family::Full,
        }
    }
}

/// The article's rule for a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// What it comes to.
    pub answer: ArticleAnswer,
    /// The signals for distroless that fire.
    pub for_it: Vec<&'static str>,
    /// The signals against it that fire.
    pub against_it: Vec<&'static str>,
}

/// Evaluates the rule as it is written. Like the model it sees only answers to
/// questions that are asked: what the page does not show decides nothing.
pub fn article(service: &Service) -> Article {
    let fires = |signal: &Signal| signal.when.iter().any(|when| when.holds(service.answers()));
    let names = |list: &'static [Signal]| list.iter().filter(|signal| fires(signal)).map(|signal| signal.name).collect::<Vec<_>>();
    if fires(&DEVELOPMENT) {
        // The lists are about production; the one signal that counts is kept with them.
        return Article { answer: ArticleAnswer::Full, for_it: vec![DEVELOPMENT.name], against_it: Vec::new() };
    }
    let (for_it, against_it) = (names(USE), names(SKIP));
    let answer = match (for_it.is_empty(), against_it.is_empty()) {
        (false, false) => ArticleAnswer::Conflict,
        (false, true) => ArticleAnswer::Distroless,
        (true, false) => ArticleAnswer::NotDistroless,
        (true, true) => ArticleAnswer::Alpine,
    };
    Article { answer, for_it, against_it }
}

/// Why the model says something else, in sentences; nothing where the two agree.
/// In a close call either of the two bases is agreement.
pub fn disagreement(article: &Article, verdict: &Verdict) -> Option<String> {
    let winner = verdict.winner();
    if verdict.named().iter().any(|family| article.answer.allows(*family)) {
        return None;
    }
    let set = if verdict.set.are_moved() { " This uses your weights, not the defaults." } else { "" };
    if article.answer == ArticleAnswer::Conflict {
        let text = "The article does not say which of its lists wins. The model weighs both";
        return Some(format!("{text} and recommends {}.{set}", Look::of(verdict).label()));
    }
    // The best of what the article would allow; if none of it can run the service, the reason.
    let Some(meant) = verdict.ranking().iter().copied().find(|family| article.answer.allows(*family)) else {
        let out = verdict.excluded().iter().copied().find(|family| article.answer.allows(*family))?;
        let reason = verdict.vetoes(out).next().map_or("", |veto| veto.reason);
        return Some(format!("{} cannot run this service: {reason} The article does not ask about this.{set}", out.label()));
    };
    let reasons: Vec<String> = advantages(verdict, winner, meant)
        .iter()
        .take(2)
        .map(|difference| format!("{} ({} points)", difference.criterion.label.to_ascii_lowercase(), difference.points))
        .collect();
    let slim = if winner == Family::Slim { " The article never mentions slim images." } else { "" };
    Some(format!("{} is ahead of {}, mainly because of {}.{slim}{set}", winner.label(), meant.label(), reasons.join(" and ")))
}
