//! The tags that a Makefile compiles a program of Go with.

use super::goreleaser::is_tag;
use super::lines;
use crate::decision::Subject;
use crate::dockerfile::SettingId;
use crate::inspect::findings::{Findings, quoted};
use crate::inspect::found::Sure;
use crate::inspect::project::View;

/// What every build in it has, where no Dockerfile and no release says how it is compiled.
pub(super) fn tags(view: &View<'_>, findings: &mut Findings) {
    if findings.has(Subject::Setting(SettingId::Features)) {
        return;
    }
    let Some((name, text)) = ["Makefile", "makefile", "GNUmakefile"].iter().find_map(|name| Some((*name, view.text(name)?))) else {
        return;
    };
    let recipes = lines(text).filter(|(_, line)| line.starts_with('\t') && line.contains("go build "));
    let all: Vec<(u32, &str, Vec<String>)> = recipes
        .filter_map(|(line, text)| {
            let words = shlex::split(text.trim().trim_start_matches(['@', '-']))?;
            let named = words.iter().position(|word| word == "-tags" || word == "--tags").and_then(|at| words.get(at + 1).cloned());
            let named = named.or_else(|| words.iter().find_map(|word| word.strip_prefix("-tags=").map(String::from))).unwrap_or_default();
            let tags = named.split([',', ' ']).filter(|tag| !tag.is_empty() && *tag != "timetzdata").map(String::from).collect();
            Some((line, text, tags))
        })
        .collect();
    let Some((line, text, tags)) = all.first().filter(|(_, _, tags)| !tags.is_empty()) else { return };
    if tags.iter().all(|tag| is_tag(tag)) && all.iter().all(|(_, _, others)| others == tags) {
        let why = format!("it runs {}", quoted(text.trim()));
        findings.at(view, name).set(SettingId::Features, &tags.join(","), *line, Sure::Inferred, why);
    }
}
