//! Collects what readers find, and makes a state of it.

use super::found::{Contradiction, Evidence, Found, Several, Sure};
use super::project::{View, file_name};
use super::tree::{Node, Parsed};
use crate::decision::{Origin, State, Subject};
use crate::dockerfile::SettingId;
use crate::dockerfile::settings::Takes;
use crate::facts::{Publisher, same_version};
use crate::model::QuestionId;
use crate::model::questions::Answer;

/// What readers found so far.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// In the order of the readers.
    pub found: Vec<Found>,
    /// What is worth knowing and is no answer: a token that is there, a file with an error.
    pub notes: Vec<(Evidence, String)>,
    /// The manifest of the program that was chosen of a build of several, from the root.
    pub chosen: Option<String>,
}

/// One file being read, from which findings come.
pub struct At<'a> {
    findings: &'a mut Findings,
    path: String,
}

impl Findings {
    /// Findings of a file, by its path from the folder that is looked at.
    pub fn at(&mut self, view: &View<'_>, path: &str) -> At<'_> {
        At { path: view.path(path), findings: self }
    }

    /// Whether anything was found about it.
    pub fn has(&self, subject: Subject) -> bool {
        self.found.iter().any(|found| found.subject == subject)
    }
}

impl At<'_> {
    fn push(&mut self, subject: Subject, value: String, line: u32, sure: Sure, why: String) {
        let evidence = Evidence { path: self.path.clone(), line };
        self.findings.found.push(Found { subject, value, evidence, sure, why });
    }

    /// That a question of the model has this answer.
    pub fn answer<A: Answer>(&mut self, answer: A, line: u32, sure: Sure, why: impl Into<String>) {
        let token = A::QUESTION.get().options[usize::from(answer.index())].token;
        self.push(Subject::Question(A::QUESTION), token.into(), line, sure, why.into());
    }

    /// Whether that was found already.
    pub fn is<A: Answer>(&self, answer: A) -> bool {
        let token = A::QUESTION.get().options[usize::from(answer.index())].token;
        self.findings.found.iter().any(|found| found.subject == Subject::Question(A::QUESTION) && found.value == token)
    }

    /// That images of a publisher may be used.
    pub fn publisher(&mut self, publisher: &Publisher, line: u32, why: String) {
        self.push(Subject::Question(QuestionId::VendorImages), publisher.id.into(), line, Sure::Read, why);
    }

    /// The text of a setting. What a setting does not take is noted: it is
    /// somebody's own way, and not for us to change.
    pub fn set(&mut self, id: SettingId, text: &str, line: u32, sure: Sure, why: impl Into<String>) {
        let why = why.into();
        let is_free = matches!(id.get().takes, Takes::Text(check) if check.is_free());
        if is_free && secret_at(text).is_some() {
            return self
                .note(line, format!("The value here looks like a secret, so it was not read. Set “{}” yourself.", id.get().label()));
        }
        self.set_without_secrets(id, text, line, sure, why);
    }

    /// The same of a text whose secrets were taken out.
    pub fn set_without_secrets(&mut self, id: SettingId, text: &str, line: u32, sure: Sure, why: impl Into<String>) {
        let why = why.into();
        match id.get().problem(text) {
            None => self.push(Subject::Setting(id), text.into(), line, sure, why),
            Some(problem) if sure > Sure::Guessed => {
                let problem = problem.trim_end_matches('.');
                self.note(line, format!("{why}, which is not valid for “{}” ({problem}).", id.get().label()));
            }
            Some(_) => {}
        }
    }

    /// Something that is worth knowing.
    pub fn note(&mut self, line: u32, text: impl Into<String>) {
        let evidence = Evidence { path: self.path.clone(), line };
        let note = (evidence, text.into());
        if !self.findings.notes.contains(&note) {
            self.findings.notes.push(note);
        }
    }

    /// The tree of a file; an error is noted.
    pub fn parsed(&mut self, parsed: Parsed) -> Option<Node> {
        parsed.map_err(|problem| self.note(0, format!("Not read: {problem}."))).ok()
    }
}

/// Words after which a secret may follow.
const BEFORE_SECRETS: &[&str] = &["password", "passwd", "pwd=", "secret", "token", "apikey", "api-key", "api_key", "credential", "bearer "];

/// Where in a text a secret may begin: after a word that says so, or in an address with a user.
fn secret_at(text: &str) -> Option<usize> {
    let small = text.to_ascii_lowercase();
    let named = BEFORE_SECRETS.iter().filter_map(|word| Some(small.find(word)? + word.len())).min();
    let address = small.find("://").map(|at| at + 3).filter(|at| small.get(*at..).is_some_and(|rest| rest.contains('@')));
    named.into_iter().chain(address).min()
}

/// Whether the name of a variable says that its value is a secret.
pub fn is_of_a_secret(name: &str) -> bool {
    secret_at(name).is_some()
}

/// More parts than any setting takes.
const MOST_PARTS: usize = 200;

/// The most letters of a text from a project that are repeated.
const LONGEST_QUOTE: usize = 60;

/// A text of theirs, short enough to be read, in one line, and without what may be a secret.
pub fn quoted(text: &str) -> String {
    if let Some(before) = secret_at(text).and_then(|at| text.get(..at)) {
        return format!("{}…", quoted_plain(before));
    }
    quoted_plain(text)
}

fn quoted_plain(text: &str) -> String {
    let turns = |letter: char| matches!(letter, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let mut letters: String = text
        .chars()
        .filter(|letter| !turns(*letter))
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .take(LONGEST_QUOTE)
        .collect();
    if text.chars().count() > LONGEST_QUOTE {
        letters.push('…');
    }
    letters
}

/// What was made of all findings.
#[derive(Clone, Debug, Default)]
pub struct Resolved {
    /// All that was taken: answers, with where they come from, and settings.
    pub state: State,
    /// The findings that the state comes from.
    pub taken: Vec<Found>,
    /// Where findings say different things.
    pub contradictions: Vec<Contradiction>,
}

/// Makes a state of findings: of those about one subject the surest, of equally
/// sure ones the first; and names where others say something else.
pub fn resolve(found: &[Found]) -> Resolved {
    let mut out = Resolved::default();
    let subjects = QuestionId::ALL.into_iter().map(Subject::Question).chain(SettingId::ALL.iter().copied().map(Subject::Setting));
    let foreign = of_another_program(found);
    for subject in subjects {
        let all: Vec<&Found> = found.iter().filter(|found| found.subject == subject && !foreign.contains(found)).collect();
        let Some(surest) = all.iter().map(|found| found.sure).max() else { continue };
        match subject.several() {
            Several::OneOf => {
                let Some(first) = all.iter().find(|found| found.sure == surest) else { continue };
                take(&mut out, first, &first.value);
                // What was only guessed contradicts nothing.
                let others = all.iter().filter(|found| found.sure > Sure::Guessed && !agree(subject, &found.value, &first.value));
                let others: Vec<Found> = others.map(|found| (*found).clone()).collect();
                if !others.is_empty() {
                    out.contradictions.push(Contradiction { subject, found: std::iter::once((*first).clone()).chain(others).collect() });
                }
            }
            Several::Most => {
                let Subject::Question(id) = subject else { continue };
                let index = |found: &&&Found| id.get().find(&found.value).unwrap_or_default();
                // What is guessed does not make more of what is known.
                let Some(most) = all.iter().filter(|found| found.sure > Sure::Guessed || surest == Sure::Guessed).max_by_key(index) else {
                    continue;
                };
                take(&mut out, most, &most.value);
                let others = all.iter().filter(|found| **found != *most && found.value != "none" && found.value != "no");
                // The same of a manifest and its lock file is said once.
                for other in others {
                    if !out.taken.iter().any(|taken| taken.subject == subject && taken.why == other.why) {
                        out.taken.push((*other).clone());
                    }
                }
            }
            Several::Together(by) => {
                let mut parts: Vec<&str> = Vec::new();
                for found in &all {
                    let own: Vec<&str> = if by == ',' { found.value.split(',').collect() } else { vec![&found.value] };
                    for part in own {
                        // A variable has one value: what was found first.
                        let named = |part: &str| part.split_once('=').map_or(part, |(name, _)| name).trim_start_matches('\'').to_string();
                        let is_variable = matches!(subject, Subject::Setting(SettingId::Variables | SettingId::BuildArguments));
                        let is_set = is_variable && parts.iter().any(|own| named(own) == named(part));
                        if parts.len() < MOST_PARTS && !parts.contains(&part) && !is_set {
                            parts.push(part);
                        }
                    }
                    if !out.taken.iter().any(|taken| taken.subject == subject && taken.why == found.why && taken.value == found.value) {
                        out.taken.push((*found).clone());
                    }
                }
                let Subject::Setting(id) = subject else {
                    all.iter().for_each(|found| answer(&mut out, found));
                    continue;
                };
                // As many as can be set: too long a list is cut at its end.
                while !parts.is_empty() && out.state.settings.set(id, &parts.join(&by.to_string())).is_err() {
                    parts.pop();
                }
            }
        }
    }
    out.state.follow_packages();
    // What follows from what was read was read too.
    let origins = out.state.origins;
    let follows = QuestionId::ALL.into_iter().filter(|id| origins.of(*id) == Origin::Answered);
    out.state.origins = follows.fold(origins, |origins, id| origins.with(id, Origin::Read));
    out
}

/// Arguments that stand in a line which starts another program than the one that is taken.
fn of_another_program(found: &[Found]) -> Vec<&Found> {
    let of = |id: SettingId| found.iter().filter(move |found| found.subject == Subject::Setting(id));
    let Some(taken) = of(SettingId::Entry).rev().max_by_key(|found| found.sure) else { return Vec::new() };
    // The same file may lie elsewhere in another image.
    let is_it = |entry: &Found| file_name(&entry.value) == file_name(&taken.value);
    let starts = |arguments: &Found, it: bool| of(SettingId::Entry).any(|entry| entry.evidence == arguments.evidence && is_it(entry) == it);
    of(SettingId::Arguments).filter(|arguments| starts(arguments, false) && !starts(arguments, true)).collect()
}

fn take(out: &mut Resolved, found: &Found, value: &str) {
    match found.subject {
        Subject::Question(_) => answer(out, found),
        // It was checked when it was found; only all together can be too long.
        Subject::Setting(id) => out.state.settings = std::mem::take(&mut out.state.settings).with(id, value),
    }
    out.taken.push(found.clone());
}

/// Takes an answer: a publisher besides those that were found before.
fn answer(out: &mut Resolved, found: &Found) {
    let Subject::Question(id) = found.subject else { return };
    let answers = out.state.answers;
    let taken = match found.publisher() {
        Some(publisher) => Some(answers.with_publisher(publisher, true)),
        None => id.get().find(&found.value).map(|index| answers.with_index(id, index)),
    };
    if let Some(taken) = taken {
        out.state.answers = taken;
        // What is only likely is left to people.
        let origin = if found.sure > Sure::Guessed { Origin::Read } else { Origin::Assumed };
        out.state.origins = out.state.origins.with(id, origin);
    }
}

/// Whether two values say the same: of versions one may say more than the other.
fn agree(subject: Subject, one: &str, other: &str) -> bool {
    let is_version = matches!(
        subject,
        Subject::Setting(SettingId::Version | SettingId::ManagerVersion | SettingId::FrontManagerVersion | SettingId::FrontNode)
    );
    one == other || is_version && (same_version(one, other) || same_version(other, one))
}
