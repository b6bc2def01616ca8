//! Where images are pulled from when a company has registries of its own: one
//! that mirrors Docker Hub, and one that mirrors the others.

use std::borrow::Cow;

use super::dialect;
use super::plan::Plan;
use super::settings::SettingId;
use super::tree::{Dockerfile, From, Stage, Why};
use crate::facts::Image;

/// The registries of a company, as places before the names of images.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mirrors {
    /// What stands in for Docker Hub.
    hub: Option<String>,
    /// What stands before the host of every other registry.
    others: Option<String>,
}

impl Mirrors {
    /// The name by which an image is pulled. Official images of Docker Hub lie in
    /// its namespace `library`, which a mirror has to be asked for by name.
    pub fn name<'a>(&self, reference: &'a str) -> Cow<'a, str> {
        let mirror = if is_on_docker_hub(reference) { &self.hub } else { &self.others };
        match mirror {
            // The empty image is a word of the builder.
            None => reference.into(),
            Some(_) if reference == EMPTY => reference.into(),
            Some(place) if is_on_docker_hub(reference) && !reference.contains('/') => format!("{place}/library/{reference}").into(),
            Some(place) => format!("{place}/{reference}").into(),
        }
    }

    /// Why a stage starts from its image: the login of a publisher is nobody's matter
    /// where a mirror has the image.
    pub fn reason(&self, stage: &Stage) -> Why {
        match stage.from {
            From::Image { image, .. } if image.login.is_some() && !self.leave(image.reference) => {
                Why { text: "From your mirror, which copies it from its publisher.", ..stage.why }
            }
            From::Image { .. } | From::Stage(_) => stage.why,
        }
    }

    /// Whether an image is pulled from its publisher's own registry.
    pub fn leave(&self, reference: &str) -> bool {
        self.name(reference) == reference
    }
}

const EMPTY: &str = "scratch";

/// Whether a name has no registry before it: a host has a dot or a port.
fn is_on_docker_hub(reference: &str) -> bool {
    reference.split_once('/').is_none_or(|(host, _)| !host.contains(['.', ':']))
}

impl Plan {
    /// Where images are pulled from.
    pub fn mirrors(&self) -> Mirrors {
        let set = |id: SettingId| self.settings.text_for(id, &self.service).map(String::from);
        Mirrors { hub: set(SettingId::Hub), others: set(SettingId::Mirror) }
    }

    /// What has to be in the registries of one's own; nothing where there are none.
    pub fn expects_of_the_mirrors(&self) -> Option<String> {
        let Mirrors { hub, others } = self.mirrors();
        let hub =
            hub.map(|place| format!("{place} as a mirror of Docker Hub, with docker/dockerfile and with official images under library/"));
        let others = others.map(|place| format!("{place} as a prefix for all other registries, as in {place}/gcr.io/distroless/…"));
        let all: Vec<String> = hub.into_iter().chain(others).collect();
        (!all.is_empty()).then(|| format!("a login to your mirrors: {}", all.join("; ")))
    }
}

/// A registry that images are pulled from after a login.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Login {
    /// What bots call it.
    pub name: &'static str,
    /// The host, with its port if it has one.
    pub host: String,
    /// The account that its publisher asks for; none for a registry of one's own.
    pub account: Option<&'static str>,
}

impl Login {
    /// What workflows and bots call the user and the token, among their secrets.
    pub fn secrets(&self) -> [String; 2] {
        ["USER", "TOKEN"].map(|what| format!("{}_REGISTRY_{what}", self.name.to_ascii_uppercase()))
    }
}

impl Plan {
    /// The first image of a file whose publisher asks for a login before it is pulled.
    pub fn asks_for_login(&self, file: &Dockerfile) -> Option<&'static Image> {
        let mirrors = self.mirrors();
        file.images().find(|image| image.login.is_some() && mirrors.leave(image.reference))
    }

    /// The registries that a file is built from and that know their users: one of a publisher
    /// that asks for a login, and those of one's own.
    pub fn logins(&self, file: &Dockerfile) -> Vec<Login> {
        let publisher = self.asks_for_login(file).and_then(Image::publisher);
        let publisher = publisher.map(|row| Login { name: "base", host: row.registry.into(), account: row.account });
        let Mirrors { hub, others } = self.mirrors();
        let pulls =
            |of_the_hub: bool| file.images().any(|image| image.reference != EMPTY && is_on_docker_hub(image.reference) == of_the_hub);
        // What reads the file is pulled too.
        let reads = dialect::frontend(self.choice()).is_some();
        let own = [("hub", hub.filter(|_| reads || pulls(true))), ("mirror", others.filter(|_| pulls(false)))];
        let mut all: Vec<Login> = publisher.into_iter().collect();
        for (name, place) in own {
            let host = place.as_deref().and_then(|place| place.split('/').next()).unwrap_or_default();
            if !host.is_empty() && all.iter().all(|known| known.host != host) {
                all.push(Login { name, host: host.into(), account: None });
            }
        }
        all
    }
}
