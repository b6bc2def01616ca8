//! A front end that Node.js builds, beside a service of any language.

use super::plan::{Plan, scripts};
use super::settings::{FrontManager, Manager, SettingId};
use crate::model::questions::Runtime;
use crate::model::runtimes::Kind;

/// Where a front end is, and where what is built of it goes: paths from the project's root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrontEnd {
    /// Its folder; a dot is the root.
    pub folder: String,
    /// What its build fills.
    pub output: String,
    /// Where the service takes that from.
    pub place: String,
    /// What installs its packages.
    pub manager: Manager,
    /// Whether its build may read the whole project: tools for styles look for the
    /// names of classes in templates, and leave out without a word what they do not find.
    pub reads_all: bool,
    /// The scripts of its package.json that were named.
    pub named: Vec<String>,
    /// The folder of the workspace that it is a member of.
    pub workspace: Option<String>,
}

/// What a build fills where nothing else is said.
const OUTPUT: &str = "dist";

impl FrontEnd {
    /// A path below its folder, from the root.
    pub fn below(&self, path: &str) -> String {
        if self.is_at_the_root() { path.into() } else { format!("{}/{path}", self.folder) }
    }

    /// The scripts that build it.
    pub fn scripts(&self) -> Vec<&str> {
        scripts(self.named.iter().map(String::as_str).collect())
    }

    /// Its folder as seen from a folder above it.
    pub fn within<'a>(&'a self, root: &str) -> &'a str {
        self.folder.strip_prefix(root).and_then(|rest| rest.strip_prefix('/')).unwrap_or(&self.folder)
    }

    /// Whether it lies at the root of the project.
    pub fn is_at_the_root(&self) -> bool {
        self.folder == "."
    }
}

impl Plan {
    /// What installs the packages of a front end.
    pub fn front_manager(&self) -> Manager {
        match self.choice::<FrontManager>() {
            FrontManager::Npm => Manager::Npm,
            FrontManager::Pnpm => Manager::Pnpm,
            FrontManager::Yarn => Manager::Yarn,
            FrontManager::Berry => Manager::Berry,
            FrontManager::Bun => Manager::Bun,
            FrontManager::Unlocked => Manager::Unlocked,
        }
    }

    /// The front end, where the image gets one: a developer's has a server of its own.
    pub fn front_end(&self) -> Option<FrontEnd> {
        let text = |id: SettingId| self.settings.text_for(id, &self.service).map(|text| text.trim_start_matches("./").to_string());
        let folder = text(SettingId::Front).filter(|_| !self.is_development())?;
        let output = || if folder == "." { OUTPUT.into() } else { format!("{folder}/{OUTPUT}") };
        let output = text(SettingId::FrontOutput).unwrap_or_else(output);
        let place = text(SettingId::FrontPlace).unwrap_or_else(|| output.clone());
        let manager = self.front_manager();
        let is_javascript = matches!(self.runtime, Runtime::Node | Runtime::Bun | Runtime::Deno);
        let has_templates = self.service.runtime().kind == Kind::Interpreted && !is_javascript;
        // One that it lies in: another folder cannot have it among its members.
        let is_above = |root: &String| root == "." || folder.strip_prefix(root.as_str()).is_some_and(|rest| rest.starts_with('/'));
        let workspace = text(SettingId::FrontRoot).filter(|root| folder != "." && is_above(root));
        let reads_all = folder == "." || has_templates || workspace.as_deref() == Some(".");
        let named = self.settings.parts_for(SettingId::FrontScript, &self.service).map(String::from).collect();
        Some(FrontEnd { folder, output, place, manager, reads_all, named, workspace })
    }
}
