//! The stage of the web server in front of FPM.

use super::frontend::place_last;
use super::names::{BUILD, WEB};
use crate::dockerfile::plan::Plan;
use crate::dockerfile::settings::SettingId;
use crate::dockerfile::tree::{Instruction, Stage, Transport, Why};
use crate::dockerfile::webserver::PORT;

/// The stage; none where there is no such server.
pub fn stage(plan: &Plan) -> Option<Stage> {
    let on = plan.web_server()?;
    let why = "The web server in front, an image of its own: build it with --target web.";
    let mut web = Stage::from(on, None, Some(WEB), Why::setting(SettingId::WebServer, why).shown());
    let why = "Our configuration listens on an unprivileged port, writes only to /dev/shm and passes PHP to FPM.";
    web.copy(["nginx.conf"], "/etc/nginx/nginx.conf", Why::setting(SettingId::WebServer, why));
    let root = plan.web_root();
    let why = "The public files, for the server to send. PHP itself runs in the other container.";
    web.copy_from(BUILD, root.clone(), root, Why::setting(SettingId::WebServer, why).shown());
    place_last(plan, &mut web);
    web.add(Instruction::Expose(PORT, Transport::Tcp), Why::setting(SettingId::WebServer, "Says which port it listens on."));
    web.add(Instruction::User(on.ordinary_user()), Why::practice("By number: Kubernetes cannot check a name against runAsNonRoot."));
    Some(web)
}
