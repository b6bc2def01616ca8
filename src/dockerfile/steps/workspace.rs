//! A member of a workspace: what names the dependencies comes first, in a stage of
//! its own, as nobody knows here which members there are and where they lie.
//!
//! `COPY --parents` would say the same in a line, and is not used: Buildah up to 1.39
//! cannot read it (it has `--exclude`, which alone keeps no folders). A stage works with
//! every builder that can be chosen.

use super::names::MANIFESTS;
use crate::dockerfile::settings::SettingId;
use crate::dockerfile::tree::{Stage, Why};

/// The stage that has these files of the project and no other, where they lie. It
/// is made anew with each change; what is copied from it is not, as builders go by
/// what is in a file.
pub fn manifests(
    build: &Stage,
    root: &'static str,
    kept: &[&str],
    commands: impl IntoIterator<Item = String>,
    of: SettingId,
    why: &'static str,
) -> Stage {
    let mut stage = Stage { from: build.from.clone(), name: Some(MANIFESTS), why: Why::setting(of, why).shown(), steps: Vec::new() };
    stage.workdir(root, Why::practice("The same folder as below."));
    stage.copy(["."], ".", Why::practice("The project, of which only the files named below are kept."));
    let not = |pattern: &&str| match pattern.contains('/') {
        true => format!("! -path '*/{pattern}'"),
        false => format!("! -name '{pattern}'"),
    };
    let kept = kept.iter().map(not).collect::<Vec<_>>().join(" ");
    let reduce =
        [format!("find . ! -type d {kept} -delete"), "find . -type d -empty -delete".into(), "find . -exec touch -d @0 {} +".into()];
    let why = "Keeps only the files that list dependencies, at their paths and with one date, because Buildah’s cache compares dates.";
    stage.run(commands.into_iter().chain(reduce), Why::setting(of, why));
    stage
}

/// A command that stops the build where the member's folder has none of these files.
pub fn stop_without_member(member: &str, files: &[&str]) -> String {
    let setting = SettingId::Member.get().label();
    let missing: Vec<String> = files.iter().map(|file| format!("[ ! -e {member}/{file} ]")).collect();
    let named = files.join(" or ");
    format!("if {}; then echo \"{member} has no {named}: change the setting '{setting}'\" >&2; exit 1; fi", missing.join(" && "))
}
