//! A search over everything that can be answered, set or looked at, by its words.

use super::{Decision, Detail, Subject};
use crate::dockerfile::settings::{Group, Takes};
use crate::dockerfile::{Offered, SettingId};
use crate::facts::{PUBLISHERS, Publisher};
use crate::model::{Answers, QUESTIONS, QuestionId};

/// What a hit of the search leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// To a question or a setting.
    Subject(Subject),
    /// To a view of the details.
    Detail(Detail),
}

/// What was found, as it is for this decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The question, setting or view that was found.
    pub place: Target,
    /// Its name on the page.
    pub label: &'static str,
    /// `Question`, the group of a setting, or `Details`.
    pub kind: &'static str,
    /// What is answered or set; of a view, what is in it.
    pub value: Value,
}

/// What is answered or set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// In words; empty where nothing is set, and nothing is taken instead.
    Given(String),
    /// It does not matter for this service; why, where that is simply said.
    NotForThis(Option<String>),
}

impl Value {
    /// Whether it can be answered or set for this service.
    pub fn is_for_this(&self) -> bool {
        matches!(self, Value::Given(_))
    }
}

/// How well something fits; the best is least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// Its name begins with what was typed.
    Begins,
    /// What was typed is its key in links.
    Key,
    /// Its name has each word.
    Label,
    /// Something that is said of it has each word.
    Text,
}

impl Decision {
    /// All that every word of a text is found in, best first; nothing for a text without words.
    pub fn search(&self, text: &str, offered: Offered) -> Vec<Found> {
        let text = comparable(text);
        let words: Vec<&str> = text.split_whitespace().collect();
        if words.is_empty() {
            return Vec::new();
        }
        let questions = QuestionId::ALL.into_iter().map(Subject::Question);
        let settings = Group::ALL.into_iter().flat_map(Group::settings).copied().map(Subject::Setting);
        let details = Detail::ALL.into_iter().map(Target::Detail);
        let told = self.told(&words);
        let fitting = questions
            .chain(settings)
            .map(Target::Subject)
            .chain(details)
            .filter_map(|place| Some((fit(&words, place, self.label(place))?, self.found(place, offered))));
        let mut all: Vec<(Fit, Found)> = fitting.collect();
        // Stable: what fits as well is in the order of the page.
        all.sort_by_key(|(fit, found)| (*fit, !found.value.is_for_this()));
        let with_news = |found: Found| match (found.place, &told) {
            (Target::Subject(Subject::Question(QuestionId::VendorImages)), Some(text)) => {
                Found { value: Value::NotForThis(Some(text.clone())), ..found }
            }
            _ => found,
        };
        all.into_iter().map(|(_, found)| with_news(found)).collect()
    }

    /// What is told to who looks for an image by its name: what happened to a publisher
    /// that ended, or why what one has for the runtime is not used.
    fn told(&self, words: &[&str]) -> Option<String> {
        let ended = PUBLISHERS.iter().filter(|publisher| words.contains(&comparable(publisher.name).as_str()));
        if let Some(statement) = ended.filter_map(|publisher| publisher.about().ended).next() {
            return Some(statement.text.text().into());
        }
        let runtime = self.state.answers.choice(QuestionId::Runtime).token;
        PUBLISHERS.iter().find_map(|publisher| {
            let has = publisher.about().of(runtime)?;
            let (what, not) = (has.what.text(), has.not?.text());
            let named = comparable(&format!("{} {what}", publisher.name));
            // A number alone is in many of them.
            let by_the_name = words
                .iter()
                .any(|word| word.len() > 2 && !word.starts_with(|first: char| first.is_ascii_digit()) && comparable(what).contains(word));
            (by_the_name && words.iter().all(|word| named.contains(word)))
                .then(|| format!("{}: {what}. Not used here: {not}.", publisher.name))
        })
    }

    /// Its name on the page: that of the entry depends on the stack.
    fn label(&self, place: Target) -> &'static str {
        match place {
            Target::Subject(Subject::Setting(SettingId::Entry)) => self.plan.default_entry().what,
            Target::Subject(subject) => subject.label(),
            Target::Detail(detail) => detail.label(),
        }
    }

    fn found(&self, place: Target, offered: Offered) -> Found {
        let (kind, value) = match place {
            Target::Subject(Subject::Question(question)) => ("Question", self.answer(question)),
            Target::Subject(Subject::Setting(setting)) => (setting.group().label(), self.setting(setting, offered)),
            Target::Detail(detail) => ("Details", Value::Given(detail.about().into())),
        };
        Found { place, label: self.label(place), kind, value }
    }

    fn answer(&self, question: QuestionId) -> Value {
        let answers = &self.state.answers;
        match answers.asks(question) {
            true => Value::Given(answers.said(question).into()),
            false => Value::NotForThis(only_when(answers, |answers| answers.asks(question))),
        }
    }

    fn setting(&self, id: SettingId, offered: Offered) -> Value {
        let (setting, service) = (id.get(), &self.verdict.service);
        let chosen = || self.state.settings.option(id, service).map(|option| option.label);
        if offered.has(id) {
            let set = self.state.settings.value(id, service).or_else(chosen).map(String::from);
            return Value::Given(set.unwrap_or_else(|| match self.plan.default_text(id) {
                text if text.is_empty() => text,
                text => format!("{text} (default)"),
            }));
        }
        Value::NotForThis(match (setting.is_for(service), self.plan.useless(id), chosen()) {
            (false, ..) => only_when(&self.state.answers, |answers| setting.is_for(&answers.service())),
            (true, Some(why), _) => Some(why.into()),
            (true, None, only) => only.map(|only| format!("{only} is the only choice.")),
        })
    }
}

/// Letters alike however they are typed.
fn comparable(text: &str) -> String {
    text.to_ascii_lowercase().replace('’', "'")
}

fn fit(words: &[&str], place: Target, label: &str) -> Option<Fit> {
    let (key, named, help) = match place {
        Target::Subject(Subject::Question(question)) => (question.get().key, "", question.get().help),
        Target::Subject(Subject::Setting(setting)) => (setting.get().key, setting.get().label(), setting.get().help()),
        Target::Detail(detail) => (detail.token(), "", detail.about()),
    };
    let typed = words.join(" ");
    let label = comparable(label);
    if label.starts_with(&typed) {
        return Some(Fit::Begins);
    }
    if key == typed {
        return Some(Fit::Key);
    }
    if words.iter().all(|word| label.contains(word)) {
        return Some(Fit::Label);
    }
    // Also what can be chosen: whoever wants kaniko need not know what it is called here.
    let choices: Vec<&str> = match place {
        Target::Subject(Subject::Question(QuestionId::VendorImages)) => PUBLISHERS.iter().flat_map(names).collect(),
        Target::Subject(Subject::Question(question)) => question.get().options.iter().map(|option| option.label).collect(),
        Target::Subject(Subject::Setting(setting)) => match setting.get().takes {
            Takes::Choice(options) => options.iter().map(|option| option.label).collect(),
            Takes::Text(_) => Vec::new(),
        },
        Target::Detail(_) => Vec::new(),
    };
    let text = comparable(&[&label, named, help, &choices.join("\n")].join("\n"));
    words.iter().all(|word| text.contains(word) || key.starts_with(word)).then_some(Fit::Text)
}

/// By which a publisher is looked for: its own name, and those of what it has.
fn names(publisher: &'static Publisher) -> impl Iterator<Item = &'static str> {
    std::iter::once(publisher.name).chain(publisher.about().has.iter().map(|has| has.what.text()))
}

/// More answers than these are not listed.
const FEW: usize = 3;

/// The first question of which another answer alone would make it hold, with
/// those answers; none where it takes more than one.
fn only_when(answers: &Answers, holds: impl Fn(&Answers) -> bool) -> Option<String> {
    QUESTIONS.iter().filter(|question| answers.asks(question.id)).find_map(|question| {
        let others = (0..).zip(question.options).filter(|(at, _)| *at != answers.index(question.id));
        let ways: Vec<&str> =
            others.filter(|(at, _)| holds(&answers.with_index(question.id, *at))).map(|(_, option)| option.label).collect();
        match ways.as_slice() {
            [] => None,
            [only] => Some(format!("Only if the answer to “{}” is “{only}”.", question.ask)),
            [but_last @ .., last] if ways.len() <= FEW => {
                Some(format!("Only if the answer to “{}” is “{}” or “{last}”.", question.ask, but_last.join("”, “")))
            }
            _ => Some(format!("It depends on the answer to “{}”.", question.ask)),
        }
    })
}
