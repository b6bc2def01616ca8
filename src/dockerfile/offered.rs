//! Which settings matter for what is planned, and why the others do not.

use super::Output;
use super::image::is_cut_down;
use super::plan::Plan;
use super::settings::{BuildNode, Layout, Manager, SETTINGS, Setting, SettingId, Takes};
use super::start::Server;
use crate::model::questions::Runtime;
use crate::model::runtimes::Kind;

/// The settings that a visitor can use for what is planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offered(u64);

const _: () = assert!(SETTINGS.len() <= u64::BITS as usize, "a set has a bit for each setting");

impl Offered {
    /// Those of a plan and the file that it led to.
    pub fn of(plan: &Plan, output: &Output) -> Offered {
        let is_offered = |setting: &&'static Setting| {
            setting.is_for(&plan.service)
                && plan.useless(setting.id).is_none()
                && match (setting.id, &setting.takes) {
                    (SettingId::Version, _) => output.offers_versions(plan),
                    (_, Takes::Text(_)) => true,
                    (_, Takes::Choice(_)) => setting.options(&plan.service).nth(1).is_some(),
                }
        };
        Offered(SETTINGS.iter().filter(is_offered).fold(0, |bits, setting| bits | 1 << setting.id as u64))
    }

    /// Whether a setting is one of them.
    pub fn has(self, setting: SettingId) -> bool {
        self.0 >> setting as u64 & 1 == 1
    }
}

impl Output {
    /// Whether there are versions to choose from: those that live, and the one that was set.
    fn offers_versions(&self, plan: &Plan) -> bool {
        let set = plan.settings.text(SettingId::Version);
        let is_lost = set.is_some_and(|set| self.versions(plan.today).all(|version| version != set));
        self.versions(plan.today).count() + usize::from(is_lost) > 1
    }
}

impl Plan {
    /// Whether something is installed by its manifests alone, of the service or of its front end.
    fn installs_first(&self) -> bool {
        let by_the_service = match self.runtime {
            Runtime::Rust | Runtime::CCpp | Runtime::Dotnet | Runtime::Deno => false,
            // Of a member the go.mod of every module comes first anyway.
            Runtime::Go => self.member().is_none(),
            Runtime::Node | Runtime::Bun | Runtime::StaticSite => {
                self.builds() && self.member().is_none() && self.choice::<Manager>() != Manager::Berry
            }
            Runtime::Java | Runtime::JavaNative => self.module().is_none(),
            Runtime::Python => {
                self.choice::<Manager>() != Manager::PipUnlocked && !(self.member().is_some() && self.choice::<Manager>() == Manager::Uv)
            }
            Runtime::Ruby | Runtime::Php => true,
        };
        by_the_service || self.front_end().is_some_and(|front| front.manager != Manager::Berry)
    }

    /// Whether a setting that is set would change anything.
    pub fn uses(&self, setting: SettingId) -> bool {
        self.useless(setting).is_none()
    }

    /// Why a setting that is set would change nothing, as a sentence: what listens on no
    /// port has no use for one, nor for a path that it is asked.
    pub fn useless(&self, setting: SettingId) -> Option<&'static str> {
        const NOT_BUILT: &str = "Plain files need no build.";
        let (is_useless, why) = match setting {
            SettingId::Port => (!self.listens(), "It listens on no port."),
            SettingId::Health | SettingId::Ready => (!self.speaks_http(), "It does not answer HTTP requests."),
            // Jobs are started one by one.
            SettingId::Before | SettingId::Processes if self.runtime == Runtime::Php && is_cut_down(self.image) => {
                (true, "This base has only FPM, without the php program that runs scripts.")
            }
            SettingId::Processes => (self.ends(), "It exits by itself."),
            SettingId::BuildPackages | SettingId::Member | SettingId::Variables | SettingId::Steps | SettingId::BuildArguments => {
                (!self.builds(), NOT_BUILT)
            }
            SettingId::Beside => (self.kind() != Kind::Compiled, "The whole project is copied."),
            SettingId::ManagerVersion if !self.builds() => (true, NOT_BUILT),
            SettingId::First => (!self.installs_first(), "No packages are installed before the sources are copied."),
            SettingId::Script => (
                self.is_development() || !matches!(self.choice::<Layout>(), Layout::Build | Layout::Output | Layout::Site),
                "It runs without a build step.",
            ),
            // Pip comes with Python, and needs no certain version.
            SettingId::ManagerVersion => (matches!(self.choice(), Manager::Pip | Manager::PipUnlocked), "pip comes with Python."),
            SettingId::Features => (matches!(self.choice(), Manager::Pipenv | Manager::Pdm), "Its lock file says what is installed."),
            SettingId::Front => (self.is_development(), "In development, the front end has its own server."),
            SettingId::FrontManager | SettingId::FrontManagerVersion | SettingId::FrontNode => (
                self.front_end().is_none() && self.choice::<BuildNode>() == BuildNode::No,
                "No front-end folder is set, and the build has no Node.js.",
            ),
            SettingId::FrontOutput | SettingId::FrontRoot | SettingId::FrontScript | SettingId::FrontPlace => {
                (self.front_end().is_none(), "No front-end folder is set.")
            }
            SettingId::Paths | SettingId::BasePath | SettingId::Passed | SettingId::Hashed | SettingId::Config => {
                (self.is_development(), "In development, the project’s own server serves the site.")
            }
            SettingId::WebServer => (
                self.server() != Some(Server::Fpm) || self.is_development(),
                "The service does not speak FastCGI, so no web server is needed.",
            ),
            SettingId::Needed => (self.is_development(), "You start a development image by hand."),
            // A developer's image is nobody's version.
            SettingId::Stamp => (self.is_development(), "Development images have no version."),
            _ => (false, ""),
        };
        is_useless.then_some(why)
    }
}
