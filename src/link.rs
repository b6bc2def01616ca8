//! The whole state as the fragment of an address, and back.
//!
//! ```text
//! #v=1&run=go&env=production&…&k8s=1.36&base=slim&at=2026-11-25&was=distroless
//! ```
//! `base` is the base that is looked at; without it (in older links `base=best`)
//! it is the recommended one. `assumed` and `read` name the questions whose answers
//! nobody gave: they are the default, or were read from a project. `from` names the
//! publishers that may be used; `vendor=yes` without it is Docker Hardened Images. `w` names the weights
//! that the visitor set, as `w=size8.upkeep0`; without it
//! (in older links `w=own`) all are the model's own. Settings of the Dockerfile are there where the
//! visitor set them, as `port=3000`; the others are the stack's own. `k8s` is the
//! version that the runbook is for, `ready` what was said of its seven points.
//! `map` is what the map of the decision varies, as `map=net.w-size`, where the visitor chose it.
//! `view` is the view of the details that the page shows; only its own address says it.
//! `at` and `was` are the day of the facts and the verdict that the link was made
//! with; see docs/links.md for all of it.
//! Every answer is written out that is asked for or was given, also a default, so
//! a changed default changes no old link. Reading always gives a usable state and
//! a list of what could not be honoured. Keys and tokens are never changed once
//! a link has carried them; `tests/host/golden_links.txt` holds old links.

mod keys;
mod problem;
mod renamed;

pub use keys::{LONGEST, VERSION};
pub use problem::Problem;
pub use renamed::RENAMED;

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use crate::decision::{Axes, Detail, Earlier, Origin, State};
use crate::dockerfile::SETTINGS;
use crate::facts::{self, Date, listed};
use crate::model::criteria::CRITERIA;
use crate::model::questions::VendorImages;
use crate::model::weights::GREATEST;
use crate::model::{Allowed, Families, Family, QUESTIONS, Question, QuestionId, Verdict, Weights};
use crate::runbook::{Readiness, Version};
use keys::{
    ALL, ASSUMED_KEY, AT_KEY, BASE_KEY, BEST, FROM_KEY, KUBERNETES_KEY, MAP_KEY, MOST_PROBLEMS, NOT_KNOWN, OWN, PLAIN_YES, READ_KEY,
    READINESS_KEY, SUGGESTED, VERSION_KEY, VIEW_KEY, WAS_KEY, WEIGHTS_KEY,
};

/// What a fragment says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// A usable state, whatever the fragment was.
    pub state: State,
    /// The verdict that it carried; none where it carries nothing of one.
    pub earlier: Option<Earlier>,
    /// The view of the details; the first where it names none.
    pub detail: Detail,
    /// Whether it names a version of Kubernetes.
    pub names_kubernetes: bool,
    /// What could not be honoured.
    pub problems: Vec<Problem>,
}

impl Opened {
    /// The same on a day: where no version of Kubernetes is named, the usual one of that
    /// day is taken, so that nothing that has ended is.
    pub fn on(mut self, today: Date) -> Opened {
        if !self.names_kubernetes {
            self.state.kubernetes = Version::on(today);
        }
        self
    }
}

/// Writes the state as a fragment, without the `#`, with the verdict that it has.
pub fn write(state: &State, verdict: &Verdict) -> String {
    let mut out = format!("{VERSION_KEY}={VERSION}");
    let written: Vec<&Question> = QUESTIONS.iter().filter(|question| is_written(state, question.id)).collect();
    for question in &written {
        out.push('&');
        out.push_str(question.key);
        out.push('=');
        out.push_str(state.answers.choice(question.id).token);
    }
    let allowed = state.answers.allowed();
    if ![Allowed::NOBODY, plain_yes()].contains(&allowed) {
        out += &format!("&{FROM_KEY}={}", allowed.iter().map(|publisher| publisher.id).collect::<Vec<_>>().join("."));
    }
    for (key, origin) in ORIGINS {
        let of: Vec<&str> =
            written.iter().filter(|question| state.origins.of(question.id) == origin).map(|question| question.key).collect();
        if of.len() == written.len() {
            out += &format!("&{key}={ALL}");
        } else if !of.is_empty() {
            out += &format!("&{key}={}", of.join("."));
        }
    }
    let settings: String = state.settings.iter().map(|(setting, text)| format!("&{}={}", setting.key, setting.to_link(text))).collect();
    out += &settings;
    // Written out even by default: a newer default must not rewrite an old runbook.
    out += &format!("&{KUBERNETES_KEY}={}", state.kubernetes.token());
    if state.readiness != Readiness::default() {
        out += &format!("&{READINESS_KEY}={}", state.readiness.to_token());
    }
    if state.weights.are_moved() {
        out += &format!("&{WEIGHTS_KEY}={}", weights_text(&state.weights));
    }
    if let Some(base) = state.base {
        out += &format!("&{BASE_KEY}={}", base.token());
    }
    if let Some(axes) = state.map {
        out += &format!("&{MAP_KEY}={}", axes.token());
    }
    let named: Vec<&str> = Families::of(verdict.named()).iter().map(Family::token).collect();
    out + &format!("&{AT_KEY}={}&{WAS_KEY}={}", facts::as_of(), named.join("."))
}

/// The same as the address of the page says it: with the view that is shown, unless that is the first.
pub fn write_with_view(state: &State, verdict: &Verdict, detail: Detail) -> String {
    let link = write(state, verdict);
    if detail == Detail::default() { link } else { link + &format!("&{VIEW_KEY}={}", detail.token()) }
}

/// The keys that say which answers nobody gave; without them all that are there were given.
const ORIGINS: [(&str, Origin); 2] = [(ASSUMED_KEY, Origin::Assumed), (READ_KEY, Origin::Read)];

/// What is not asked and was never answered says nothing, now or under other defaults.
fn is_written(state: &State, question: QuestionId) -> bool {
    let is_touched = state.answers.index(question) != question.get().default || state.origins.of(question) != Origin::Assumed;
    is_touched || state.answers.asks(question)
}

/// Whom a yes means that names nobody.
fn plain_yes() -> Allowed {
    publishers([PLAIN_YES].into_iter()).0
}

/// The publishers of these ids, and the ids that are of none.
fn publishers<'a>(ids: impl Iterator<Item = &'a str>) -> (Allowed, Vec<&'a str>) {
    let (mut all, mut unknown) = (Allowed::NOBODY, Vec::new());
    for id in ids {
        match listed().find(|publisher| publisher.id == id) {
            Some(publisher) => all = all.with(publisher, true),
            None => unknown.push(id),
        }
    }
    (all, unknown)
}

/// The bases that a verdict named, as [`write()`] wrote them.
fn bases(text: &str) -> Option<Families> {
    text.split('.').try_fold(Families::NONE, |all, token| Some(all.and(Families::of(&[Family::find(token)?]))))
}

/// The weights that were set, by the names of their criteria.
fn weights_text(weights: &Weights) -> String {
    let set: Vec<String> = CRITERIA
        .iter()
        .enumerate()
        .filter_map(|(at, criterion)| weights.get(at).map(|weight| format!("{}{weight}", criterion.name)))
        .collect();
    set.join(".")
}

/// Reads what [`weights_text`] wrote; the parts that it did not are returned.
fn weights_read(text: &str) -> (Weights, Vec<&str>) {
    let mut weights = Weights::DEFAULT;
    let mut unread = Vec::new();
    for part in text.split('.').filter(|_| text != OWN) {
        let digits = part.find(|letter: char| letter.is_ascii_digit()).unwrap_or(part.len());
        let (name, number) = part.split_at_checked(digits).unwrap_or((part, ""));
        let criterion = CRITERIA.iter().position(|criterion| criterion.name == name);
        match (criterion, number.parse::<u8>()) {
            // Once, and as it is written: no leading zeros.
            (Some(criterion), Ok(weight)) if weight <= GREATEST && weights.get(criterion).is_none() && weight.to_string() == number => {
                weights = weights.with(criterion, Some(weight))
            }
            _ => unread.push(part),
        }
    }
    (weights, unread)
}

/// Whether a fragment is meant as a link of ours, and not as the name of a
/// place in the page.
pub fn is_ours(fragment: &str) -> bool {
    percent_decoded(first_bytes(fragment, LONGEST).0).contains('=')
}

/// Whether a text, which may be any, says at least one thing that a link says.
pub fn says_something(text: &str) -> bool {
    // Some keys are words, such as `on`: it takes a value too.
    parts(&percent_decoded(first_bytes(text, LONGEST).0)).any(|(key, value)| !value.is_empty() && known(key).is_some())
}

/// Reads a fragment, with or without the `#`. Never fails: what cannot be
/// honoured is listed, and an empty fragment is simply the default state.
pub fn read(fragment: &str) -> Opened {
    let mut opened =
        Opened { state: State::default(), earlier: None, detail: Detail::default(), names_kubernetes: false, problems: Vec::new() };
    let problems = &mut opened.problems;
    let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
    if fragment.is_empty() {
        return opened;
    }
    let (fragment, cut) = first_bytes(fragment, LONGEST);
    if cut {
        problems.push(Problem::TooLong);
    }

    let (mut at, mut was, mut from) = (None, None, Allowed::NOBODY);
    let mut origins: Vec<(QuestionId, Origin)> = Vec::new();
    let mut seen: Vec<&'static str> = Vec::new();
    // Chat programs and editors are known to escape the separators.
    let plain = percent_decoded(fragment);
    for (key, value) in parts(&plain) {
        let Some(key) = known(key) else {
            problems.push(Problem::UnknownKey(key.into()));
            continue;
        };
        if seen.contains(&key) {
            problems.push(Problem::Repeated(key));
            continue;
        }
        seen.push(key);
        match key {
            AT_KEY => at = known_or(Date::parse(value), key, value, problems),
            WAS_KEY => was = known_or(bases(value), key, value, problems),
            VIEW_KEY => match Detail::find(value) {
                Some(detail) => opened.detail = detail,
                None => problems.push(Problem::UnknownValue { key, value: value.into(), used: opened.detail.token() }),
            },
            FROM_KEY => {
                let (known, unknown) = publishers(value.split('.'));
                from = known;
                problems.extend(unknown.iter().map(|id| Problem::UnknownValue { key, value: (*id).into(), used: NOT_KNOWN }));
            }
            // Which answers are there is known at the end.
            ASSUMED_KEY => origins.extend(origins_read(Origin::Assumed, key, value, problems)),
            READ_KEY => origins.extend(origins_read(Origin::Read, key, value, problems)),
            _ => read_part(&mut opened.state, key, value, problems),
        }
    }

    let more = problems.len().saturating_sub(MOST_PROBLEMS);
    problems.truncate(MOST_PROBLEMS);
    if more > 0 {
        problems.push(Problem::More(more));
    }
    // Only beside a yes, whichever comes first.
    if opened.state.answers.is(VendorImages::Yes) {
        opened.state.answers = opened.state.answers.allowing(if from == Allowed::NOBODY { plain_yes() } else { from });
    }
    let given = opened.state.origins;
    opened.state.origins = origins.into_iter().fold(given, |all, (question, origin)| all.with(question, origin));
    opened.state.follow_packages();
    problems.extend(opened.state.excluded_base().map(Problem::ExcludedBase));
    opened.names_kubernetes = seen.contains(&KUBERNETES_KEY);
    opened.earlier = was.map(|was| Earlier { at, was });

    // A question that is not asked for this service, such as one that is newer
    // than the link, needs no answer. Weights and the base are never missing: a
    // link without them means the model's own. Nor is what concerns the runbook,
    // which older links do not know.
    let service = opened.state.answers.service();
    let asked = QUESTIONS.iter().filter(|question| service.asks(question.id)).map(|question| question.key);
    let needed = [VERSION_KEY].into_iter().chain(asked);
    let missing: Vec<&'static str> = needed.filter(|key| !seen.contains(key)).collect();
    if !missing.is_empty() {
        problems.push(Problem::Missing(missing));
    }
    opened
}

/// The questions that a link says so of.
fn origins_read(origin: Origin, key: &'static str, value: &str, problems: &mut Vec<Problem>) -> Vec<(QuestionId, Origin)> {
    if value == ALL {
        return QUESTIONS.iter().map(|question| (question.id, origin)).collect();
    }
    let mut all = Vec::new();
    for part in value.split('.') {
        match QUESTIONS.iter().find(|question| question.key == part) {
            Some(question) => all.push((question.id, origin)),
            None => problems.push(Problem::UnknownValue { key, value: part.into(), used: NOT_KNOWN }),
        }
    }
    all
}

/// What was read; where nothing was, that is listed.
fn known_or<T>(read: Option<T>, key: &'static str, value: &str, problems: &mut Vec<Problem>) -> Option<T> {
    if read.is_none() {
        problems.push(Problem::UnknownValue { key, value: value.into(), used: NOT_KNOWN });
    }
    read
}

/// The parts of a link that is plain again, each a key and a value.
fn parts(plain: &str) -> impl Iterator<Item = (&str, &str)> {
    let parts = plain.split('&').map(|part| part.strip_prefix("amp;").unwrap_or(part)).filter(|part| !part.is_empty());
    parts.map(|part| part.split_once('=').unwrap_or((part, "")))
}

/// The key as we write it; none where it is none of ours.
fn known(key: &str) -> Option<&'static str> {
    let own = [
        VERSION_KEY,
        FROM_KEY,
        ASSUMED_KEY,
        READ_KEY,
        BASE_KEY,
        WEIGHTS_KEY,
        KUBERNETES_KEY,
        READINESS_KEY,
        MAP_KEY,
        VIEW_KEY,
        AT_KEY,
        WAS_KEY,
    ];
    let questions = QUESTIONS.iter().map(|question| question.key);
    own.into_iter().chain(questions).chain(SETTINGS.iter().map(|setting| setting.key)).find(|known| *known == key)
}

/// Reads one part into the state; what cannot be honoured is listed.
fn read_part(state: &mut State, key: &'static str, value: &str, problems: &mut Vec<Problem>) {
    let unknown = |used| Problem::UnknownValue { key, value: value.into(), used };
    match key {
        VERSION_KEY if value != VERSION => problems.push(Problem::Version(value.into())),
        VERSION_KEY => {}
        BASE_KEY => match Family::find(value) {
            Some(family) => state.base = Some(family),
            None if value == BEST => {}
            None => problems.push(unknown(BEST)),
        },
        KUBERNETES_KEY => match Version::find(value) {
            Some(version) => state.kubernetes = version,
            None => problems.push(unknown(state.kubernetes.token())),
        },
        READINESS_KEY => match Readiness::from_token(value) {
            Some(readiness) => state.readiness = readiness,
            None => problems.push(unknown(NOT_KNOWN)),
        },
        MAP_KEY => match Axes::find(value) {
            Some(axes) => state.map = Some(axes),
            None => problems.push(unknown(SUGGESTED)),
        },
        WEIGHTS_KEY => {
            let (weights, unread) = weights_read(value);
            state.weights = weights;
            let unread = unread.into_iter().take(CRITERIA.len());
            problems.extend(unread.map(|part| Problem::UnknownWeight(part.into())));
        }
        _ => {
            if let Some(question) = QUESTIONS.iter().find(|question| question.key == key) {
                let other = renamed::renamed(key, value);
                problems.extend(other.map(Problem::Renamed));
                match question.find(other.map_or(value, |other| other.used)) {
                    Some(index) => {
                        state.answers = state.answers.with_index(question.id, index);
                        state.origins = state.origins.with(question.id, Origin::Answered);
                    }
                    None => problems.push(unknown(state.answers.choice(question.id).token)),
                }
            } else if let Some(setting) = SETTINGS.iter().find(|setting| setting.key == key)
                && let Err(why) = state.settings.set(setting.id, &setting.from_link(value))
            {
                problems.push(Problem::Setting { key, value: value.into(), why });
            }
        }
    }
}

/// At most so many bytes, cut between letters; and whether anything was cut.
fn first_bytes(text: &str, most: usize) -> (&str, bool) {
    if text.len() <= most {
        return (text, false);
    }
    let end = (0..=most).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    (text.get(..end).unwrap_or_default(), true)
}

/// The text with `%26` and the like made letters again. Our own tokens need no
/// escapes, so what is no valid escape stays as it is.
fn percent_decoded(text: &str) -> Cow<'_, str> {
    percent_decode_str(text).decode_utf8_lossy()
}
