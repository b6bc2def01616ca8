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
    let why = "A second image, with the web server in front: build it with --target web.";
    let mut web = Stage::from(on, None, Some(WEB), Why::setting(SettingId::WebServer, why).shown());
    let why = "This configuration listens on an unprivileged port, writes only to /dev/shm and passes PHP requests to FPM.";
    web.copy(["nginx.conf"], "/etc/nginx/nginx.conf", Why::setting(SettingId::WebServer, why));
    let root = plan.web_root();
    let why = "The public files, which nginx sends. PHP itself runs in the other container.";
    web.copy_from(BUILD, root.clone(), root, Why::setting(SettingId::WebServer, why).shown());
    place_last(plan, &mut web);
    web.add(Instruction::Expose(PORT, Transport::Tcp), Why::setting(SettingId::WebServer, "Documents the port that nginx listens on."));
    web.add(Instruction::User(on.ordinary_user()), Why::practice("By number: Kubernetes cannot check a name against runAsNonRoot."));
    Some(web)
}
