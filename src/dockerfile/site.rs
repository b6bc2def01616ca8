//! How a web server serves a site: what the Dockerfile, nginx.conf and the manifests
//! have to agree on.

use super::plan::Plan;
use super::settings::{Paths, SettingId, pair};

/// The folder in the image that paths of an address begin in.
pub const ROOT: &str = "/srv/www";

/// A file of the site that is there once the container has started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mounted {
    /// Its name alone: `config.js`.
    pub name: String,
    /// Where it lies in the image.
    pub path: String,
    /// The path that a browser asks for.
    pub address: String,
}

impl Plan {
    /// A setting that only a web server has a use for, where there is one.
    fn of_the_server(&self, id: SettingId) -> Option<&str> {
        self.settings.text_for(id, &self.service).filter(|_| self.uses(id))
    }

    /// The path that the site is served under, with a slash at both ends: `/` or `/docs/`.
    pub fn base_path(&self) -> String {
        let set = self.of_the_server(SettingId::BasePath).map(|path| path.trim_matches('/'));
        set.map_or_else(|| "/".into(), |path| format!("/{path}/"))
    }

    /// Where the files of the site go.
    pub fn served(&self) -> String {
        format!("{ROOT}{}", self.base_path())
    }

    /// Whether a path without a file is a view of one application, which finds it itself.
    pub fn is_single_page(&self) -> bool {
        self.choice::<Paths>() == Paths::Single
    }

    /// The path of a folder whose files never change under the same name.
    pub fn hashed(&self) -> Option<String> {
        self.of_the_server(SettingId::Hashed).map(|folder| format!("{}{folder}/", self.base_path()))
    }

    /// Paths whose requests another service answers, each with its address.
    pub fn passed(&self) -> Vec<(String, String)> {
        let words = self.settings.words_for(SettingId::Passed, &self.service);
        let pairs = words.iter().filter_map(|word| pair(word)).map(|(path, address)| (path.into(), address.into()));
        pairs.filter(|_| self.uses(SettingId::Passed)).collect()
    }

    /// The file that says what differs by environment.
    pub fn mounted(&self) -> Option<Mounted> {
        let file = self.of_the_server(SettingId::Config)?;
        let name = file.rsplit('/').next().unwrap_or(file).into();
        Some(Mounted { name, path: format!("{}{file}", self.served()), address: format!("{}{file}", self.base_path()) })
    }
}
