//! Everything that the visitor chose.

use super::axes::Axes;
use super::origins::{Origin, Origins};
use crate::dockerfile::{Order, SettingId, Settings, image_of};
use crate::facts::extensions::INSIDE;
use crate::facts::{Date, Publisher};
use crate::model::flavour::Images;
use crate::model::questions::{Answer, DebugPath, NativeDeps, Runtime};
use crate::model::runtimes::Kind;
use crate::model::{Answers, Families, Family, QuestionId, Verdict, Weights, decide_with, veto};
use crate::runbook::readiness::PointId;
use crate::runbook::{self, Readiness, Version};

/// Answers, weights, settings, and what is looked at. A link carries all of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// The answers to the questions; what is not answered has its default.
    pub answers: Answers,
    /// How each of them came about.
    pub origins: Origins,
    /// The weights that were moved.
    pub weights: Weights,
    /// What was set about the Dockerfile.
    pub settings: Settings,
    /// The base that is looked at; none is the recommended one.
    pub base: Option<Family>,
    /// The version of Kubernetes that the runbook is for.
    pub kubernetes: Version,
    /// What was said of the seven points that a debug container takes.
    pub readiness: Readiness,
    /// What the map of the decision varies; none is what is suggested.
    pub map: Option<Axes>,
}

impl State {
    /// What the model says of it. Whoever has a [`super::Decision`] has that already.
    pub fn verdict(&self) -> Verdict {
        decide_with(&self.answers, &self.weights)
    }

    /// The image of each family, in the version that was asked for.
    pub fn images(&self, verdict: &Verdict, today: Date) -> Images {
        Images::by(|family| image_of(&Order { service: &verdict.service, family, settings: &self.settings, today }).0)
    }

    /// The base whose Dockerfile is shown: the one looked at while it can run
    /// the service, else the recommended one.
    pub fn shown_base(&self, verdict: &Verdict) -> Family {
        self.base.filter(|base| !verdict.is_vetoed(*base)).unwrap_or_else(|| verdict.winner())
    }

    /// The base that is looked at although it cannot run the service.
    pub fn excluded_base(&self) -> Option<Family> {
        let excluded: Families = veto::excluded(&self.answers.service());
        self.base.filter(|base| excluded.has(*base))
    }

    /// Answers a question. What was set for one runtime means nothing to another.
    pub fn answer(&mut self, question: QuestionId, index: u8) {
        if question == QuestionId::Runtime && index != self.answers.index(question) {
            self.settings.forget_the_runtime();
        }
        self.answers = self.answers.with_index(question, index);
        self.origins = self.origins.with(question, Origin::Answered);
        self.follow_packages();
    }

    /// Answers a question so that the answer counts: see [`Answers::turned`].
    pub fn turn(&mut self, question: QuestionId, index: u8) {
        let answers = self.answers.turned(question, index);
        self.answer(question, index);
        self.answers = self.answers.as_in(question, &answers);
    }

    /// Says of a publisher whether it may be used.
    pub fn allow(&mut self, publisher: &Publisher, may: bool) {
        self.answers = self.answers.with_publisher(publisher, may);
        self.origins = self.origins.with(QuestionId::VendorImages, Origin::Answered);
    }

    /// Whether a question was answered with that.
    pub fn is_answered(&self, question: QuestionId, index: u8) -> bool {
        self.origins.of(question) == Origin::Answered && self.answers.index(question) == index
    }

    /// Answers the question of the model by what a compiled program needs installed,
    /// and by extensions of PHP: a base without a package manager cannot have them.
    pub fn follow_packages(&mut self) {
        let service = self.answers.service();
        let is_compiled = service.runtime().kind == Kind::Compiled;
        // Not through the table of settings, which the first view of the page has no room for.
        let extensions = self.settings.text(SettingId::Extensions).filter(|_| service.is(Runtime::Php));
        let compiles = extensions.is_some_and(|all| all.split(',').any(|name| !INSIDE.contains(&name)));
        if compiles || is_compiled && self.settings.text(SettingId::Packages).is_some() {
            self.follow(NativeDeps::SystemLibs);
        }
    }

    /// Takes an answer that follows from what was set.
    fn follow<A: Answer>(&mut self, answer: A) {
        if !self.answers.is(answer) {
            self.answers = self.answers.with(answer);
            self.origins = self.origins.with(A::QUESTION, Origin::Answered);
        }
    }

    /// Says something of a point of readiness, and answers the question of the
    /// model by all that was said.
    pub fn say_ready(&mut self, point: PointId, answer: runbook::Reply) {
        self.readiness = self.readiness.with(point, answer);
        self.follow_readiness();
    }

    /// Answers the question of the model by what was said of readiness.
    pub fn follow_readiness(&mut self) {
        self.answers = self.answers.with(self.readiness.debug_path());
        self.origins = self.origins.with(QuestionId::DebugPath, Origin::Answered);
    }

    /// The answer that follows from readiness; none where nothing was said.
    pub fn debug_path(&self) -> Option<DebugPath> {
        (self.readiness != Readiness::default()).then(|| self.readiness.debug_path())
    }
}
