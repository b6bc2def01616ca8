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
    let Some((name, file)) = ["Makefile", "makefile", "GNUmakefile"].iter().find_map(|name| Some((*name, view.text(name)?))) else {
        return;
    };
    let recipes = lines(file).filter(|(_, line)| line.starts_with('\t') && line.contains("go build "));
    let all: Vec<(u32, &str, Vec<String>)> = recipes
        .filter_map(|(line, text)| {
            let words = shlex::split(text.trim().trim_start_matches(['@', '-']))?;
            let named = words.iter().position(|word| word == "-tags" || word == "--tags").and_then(|at| words.get(at + 1).cloned());
            let named = named.or_else(|| words.iter().find_map(|word| word.strip_prefix("-tags=").map(String::from))).unwrap_or_default();
            let named = value(file, &named);
            let tags = named.split([',', ' ']).filter(|tag| !tag.is_empty() && *tag != "timetzdata").map(String::from).collect();
            Some((line, text, tags))
        })
        .collect();
    let Some((line, text, tags)) = all.first().filter(|(_, _, tags)| !tags.is_empty()) else { return };
    if tags.iter().any(|tag| tag.contains('$')) {
        let label = SettingId::Features.get().label();
        let named = quoted(&tags.join(", "));
        let text = format!(
            "It builds with the tags {named}, which are not known here. Without them the program may lack what it needs: set “{label}”."
        );
        return findings.at(view, name).note(*line, text);
    }
    if tags.iter().all(|tag| is_tag(tag)) && all.iter().all(|(_, _, others)| others == tags) {
        let why = format!("it runs {}", quoted(text.trim()));
        findings.at(view, name).set(SettingId::Features, &tags.join(","), *line, Sure::Inferred, why);
    }
}

/// The value of a variable such as `$(TAGS)`, as the file sets it, up to what depends on other
/// variables; other texts as they are.
fn value(file: &str, text: &str) -> String {
    let inside = |open: &str, close: char| text.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
    let Some(name) = inside("$(", ')').or_else(|| inside("${", '}')) else { return text.into() };
    let set = lines(file).find_map(|(_, line)| line.strip_prefix(name)?.trim_start().trim_start_matches([':', '?']).strip_prefix('='));
    match set.map(str::trim).map(|set| set.split_once("$(if ").map_or(set, |(before, _)| before)) {
        Some(set) if !set.contains('$') => set.into(),
        _ => text.into(),
    }
}
