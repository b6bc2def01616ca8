//! Who runs it, and what belongs to them.

use crate::dockerfile::image::has_apk;
use crate::dockerfile::plan::Plan;
use crate::dockerfile::tree::{Stage, Why};
use crate::facts::User;
use crate::model::QuestionId;

/// Makes the user where the image has none, so that it has a name in `ps` and
/// programs that look it up find it.
pub fn add_user(plan: &Plan, stage: &mut Stage) {
    if plan.image.has_ordinary_user() || !plan.image.has_shell() {
        return;
    }
    let User { uid, gid } = plan.image.ordinary_user();
    let why = Why::fact(plan.image, "The image has no non-root user. 65532 is the number of nonroot in distroless.").shown();
    if has_apk(plan.image) {
        let add = format!("adduser -D -H -u {uid} -G nonroot -h /nonexistent -s /sbin/nologin nonroot");
        stage.run([format!("addgroup -g {gid} nonroot"), add], why);
        return;
    }
    let home = match plan.is_development() {
        // Compilers keep their caches there.
        true => "--create-home --shell /bin/bash",
        false => "--no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin",
    };
    let add = format!("useradd --no-log-init --uid {uid} --gid {gid} {home} nonroot");
    stage.run([format!("groupadd --gid {gid} nonroot"), add], why);
}

/// On a developer's machine the sources belong to the user, who changes them.
pub fn give_to_developer(plan: &Plan, stage: &mut Stage) {
    if plan.is_development() {
        let why = Why::answer(QuestionId::Environment, "The user may change and rebuild the sources.").shown();
        stage.run([format!("chown -R {} {}", plan.image.ordinary_user(), plan.defaults().developed)], why);
    }
}
