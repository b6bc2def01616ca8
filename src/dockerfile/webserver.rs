//! The web server in front of FPM: a second image of the same file, which has the files
//! that browsers ask for, and shares its network with the service.

use super::plan::Plan;
use super::runs::supported;
use super::settings::{SettingId, WebServer};
use super::tree::Transport;
use crate::facts::Image;
use crate::model::Family;

/// The path that the web server itself answers, whatever FPM does.
pub const HEALTH: &str = "/nginx-healthz";

/// Its port: an unprivileged one, which browsers reach through a proxy or a Service.
pub const PORT: u16 = 8080;

impl Plan {
    /// The image of the web server in front; none where whoever runs the service has one.
    pub fn web_server(&self) -> Option<&'static Image> {
        let is_wanted = self.choice::<WebServer>() == WebServer::Nginx && self.uses(SettingId::WebServer);
        let role = if self.family == Family::Alpine { "nginx-unprivileged-alpine" } else { "nginx-unprivileged" };
        is_wanted.then(|| supported(role, None, self.today))
    }

    /// The folder that it serves, in both images.
    pub fn web_root(&self) -> String {
        format!("{}/{}", self.defaults().sources, self.entry())
    }

    /// Its ports on this machine alone, as Docker and Compose take them.
    pub fn published(&self) -> impl Iterator<Item = String> {
        let own = self.listens().then(|| match self.transport() {
            Transport::Tcp => (self.web_server().map_or_else(|| self.port(), |_| PORT), Transport::Tcp),
            Transport::Udp => (self.port(), Transport::Udp),
        });
        own.into_iter().chain(self.further_ports()).map(|(port, transport)| format!("127.0.0.1:{port}:{port}{}", transport.suffix()))
    }
}
