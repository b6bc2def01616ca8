//! GoReleaser: which package becomes the program, and how it is compiled.

use super::outputs::joined;
use crate::decision::Subject;
use crate::dockerfile::SettingId;
use crate::inspect::findings::{Findings, quoted};
use crate::inspect::found::Sure;
use crate::inspect::project::{View, folder_of};
use crate::inspect::tree::{self, Node};
use crate::model::questions::Linking;

/// The names that it looks for, in its order.
const NAMES: &[&str] = &[".goreleaser.yml", ".goreleaser.yaml", "goreleaser.yml", "goreleaser.yaml"];

/// What the build of a release for Linux says, where no Dockerfile compiles the program.
pub(super) fn builds(view: &View<'_>, findings: &mut Findings) {
    let Some((name, text)) = NAMES.iter().find_map(|name| Some((*name, view.text(name)?))) else { return };
    let sure_of = |findings: &Findings, id: SettingId| {
        findings.found.iter().filter(|found| found.subject == Subject::Setting(id)).map(|found| found.sure).max()
    };
    let by_others = sure_of(findings, SettingId::Entry).is_some_and(|sure| sure > Sure::Guessed);
    let has_tags = sure_of(findings, SettingId::Features).is_some();
    let own = findings.found.iter().find(|found| found.subject == Subject::Setting(SettingId::Name)).map(|found| found.value.clone());
    let mut at = findings.at(view, name);
    let Some(node) = at.parsed(tree::yaml(text)) else { return };
    let all = node.items().first().and_then(|node| node.get("builds")).map(Node::items).unwrap_or_default();
    let is_for_linux = |build: &&Node| {
        let systems = build.get("goos").map(Node::items).unwrap_or_default();
        let is_prebuilt = build.text_of(&["builder"]).is_some_and(|builder| builder != "go");
        (systems.is_empty() || systems.iter().any(|system| system.text() == Some("linux"))) && !is_prebuilt
    };
    let builds: Vec<&Node> = all.iter().filter(is_for_linux).collect();
    // Of several programs that of the project’s name is meant.
    let named = builds.iter().find(|build| build.text_of(&["binary"]).is_some_and(|binary| Some(binary) == own.as_deref()));
    let packages: Vec<&str> = builds.iter().map(|build| build.text_of(&["main"]).unwrap_or(".")).collect();
    let is_one = packages.windows(2).all(|two| two.first() == two.last());
    let Some(build) = named.or(builds.first().filter(|_| is_one)) else { return };
    if !by_others && let Some(main) = build.get("main") {
        let text = main.text().unwrap_or_default();
        let folder = if text.ends_with(".go") { folder_of(text) } else { text.trim_end_matches('/') };
        let has_files = |folder: &str| view.names().any(|path| path.ends_with(".go") && folder_of(path) == folder);
        if let Some(folder) = joined("", folder.trim_start_matches("./")).filter(|folder| has_files(folder)) {
            let entry = if folder.is_empty() { ".".to_string() } else { format!("./{folder}") };
            at.set(SettingId::Entry, &entry, main.line, Sure::Inferred, format!("a release builds {}", quoted(text)));
        }
    }
    for variable in build.get("env").map(Node::items).unwrap_or_default() {
        match variable.text() {
            Some("CGO_ENABLED=0") => at.answer(Linking::Static, variable.line, Sure::Read, "a release is built without cgo"),
            Some("CGO_ENABLED=1") => at.answer(Linking::Glibc, variable.line, Sure::Inferred, "a release is built with cgo"),
            _ => {}
        }
    }
    let tags = build.get("tags").map(Node::items).unwrap_or_default();
    for tag in tags.iter().filter(|_| !has_tags) {
        let text = tag.text().unwrap_or_default();
        let named: Vec<&str> = text.split([',', ' ']).filter(|tag| is_tag(tag)).collect();
        // What a template puts in is not known.
        if !named.is_empty() && !text.contains("{{") {
            at.set(SettingId::Features, &named.join(","), tag.line, Sure::Inferred, "a release is built with these tags");
        }
    }
}

/// Whether it is a tag by its letters. Time zones are taken in by another setting.
pub(super) fn is_tag(text: &str) -> bool {
    !text.is_empty() && text != "timetzdata" && text.chars().all(|letter| letter.is_ascii_alphanumeric() || "_.".contains(letter))
}
