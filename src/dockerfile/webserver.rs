//! The web server in front of FPM: a second image of the same file, which has the files
//! that browsers ask for, and shares its network with the service.

use super::image::image;
use super::plan::Plan;
use super::settings::{SettingId, WebServer};
use crate::facts::Image;
use crate::model::Family;

/// The path that the web server itself answers, whatever FPM does.
pub const HEALTH: &str = "/nginx-healthz";

/// Its port: an unprivileged one, which browsers reach through a proxy or a Service.
pub const PORT: u16 = 8080;

/// What serves the files of a service, and passes its programs on.
#[derive(Clone, Copy, Debug)]
pub struct Front {
    /// The image that it is made of.
    pub image: &'static Image,
    /// The port that it listens on.
    pub port: u16,
}

impl Plan {
    /// The web server in front; none where whoever runs the service has one.
    pub fn web_server(&self) -> Option<Front> {
        let is_wanted = self.choice::<WebServer>() == WebServer::Nginx && self.uses(SettingId::WebServer);
        let image = image(if self.family == Family::Alpine { "nginx-unprivileged-alpine" } else { "nginx-unprivileged" });
        is_wanted.then_some(Front { image, port: PORT })
    }

    /// The folder that it serves, in both images.
    pub fn web_root(&self) -> String {
        format!("{}/{}", self.defaults().sources, self.entry())
    }
}
