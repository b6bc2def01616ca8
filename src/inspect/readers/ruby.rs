//! Gemfile and Gemfile.lock.

use super::packages::{Ecosystem, Needs, native, say_row};
use super::{lines, node, version};
use crate::dockerfile::SettingId;
use crate::inspect::findings::{Findings, quoted};
use crate::inspect::found::Sure;
use crate::inspect::project::View;
use crate::model::questions::NativeDeps;

/// The gem that a line names, outside of groups that do not run.
pub(in crate::inspect) fn gem(line: &str) -> Option<&str> {
    let rest = line.trim().strip_prefix("gem ").or_else(|| line.trim().strip_prefix("gem("))?;
    rest.split(['"', '\'']).nth(1)
}

/// Gemfile: a program, of which lines are looked at.
pub(super) fn gemfile(view: &View<'_>, findings: &mut Findings) {
    let Some(text) = view.text("Gemfile") else { return };
    let has_lock = view.text("Gemfile.lock").is_some();
    let mut at = findings.at(view, "Gemfile");
    at.set(SettingId::Manager, "bundler", 0, Sure::Read, "a Gemfile exists");
    if !view.has("Gemfile.lock") {
        at.note(0, "There is no Gemfile.lock, which the build needs. Run “bundle lock” to write it.");
    }
    let (mut aside, mut depth) = (None, 0_usize);
    for (line, text) in lines(text) {
        let trimmed = text.trim();
        if trimmed.starts_with("group ") && !trimmed.contains("production") && aside.is_none() {
            aside = Some(depth);
        }
        if trimmed.ends_with(" do") {
            depth += 1;
        } else if trimmed == "end" {
            depth = depth.saturating_sub(1);
            if aside == Some(depth) {
                aside = None;
            }
        }
        if let Some(rest) = trimmed.strip_prefix("ruby ")
            && let Some(wanted) = rest.split(['"', '\'']).nth(1)
            && !rest.contains("file:")
        {
            let asked = version::asked(wanted);
            let why = format!("the Gemfile requires Ruby {}", quoted(wanted));
            if let Some(version) = asked.as_ref().and_then(|asked| asked.one(2)) {
                at.set(SettingId::Version, &version, line, Sure::Read, why);
            } else if let Some(version) = asked.and_then(|asked| asked.newest(2)) {
                at.set(SettingId::Version, &version, line, Sure::Inferred, why);
            }
        }
        let Some(name) = gem(text).filter(|_| aside.is_none() && !trimmed.starts_with('#')) else { continue };
        let runs = ![
            "group: :development",
            "group: :test",
            "group: [:development",
            "group: %i[development",
            "groups: [:development",
            "group: [ :development",
        ]
        .iter()
        .any(|mark| trimmed.contains(mark));
        if !runs {
            continue;
        }
        if name == "rails" {
            at.set(SettingId::Layout, "rails", line, Sure::Inferred, "it has Rails");
        }
        if let Some(row) = native(Ecosystem::Gem, name)
            && !(row.name == "pg" && has_lock)
        {
            say_row(&mut at, row, line, Sure::Inferred);
        }
    }
    let calls_node = ["vite_rails", "vite_ruby", "shakapacker", "webpacker"];
    let bundler = lines(text).find_map(|(line, text)| gem(text).filter(|name| calls_node.contains(name)).map(|name| (line, name)));
    if let Some((line, name)) = bundler.filter(|_| view.has("package.json")) {
        findings.at(view, "Gemfile").set(
            SettingId::BuildNode,
            "yes",
            line,
            Sure::Inferred,
            format!("{name} calls Node.js while the assets are built"),
        );
        node::of_the_build(view, findings, "");
    }
    if view.has("config.ru") && !view.has("config/application.rb") {
        findings.at(view, "config.ru").set(SettingId::Layout, "rack", 0, Sure::Inferred, "config.ru exists, but no Rails");
    }
}

/// Gemfile.lock: platforms for which gems are fetched ready.
pub(super) fn lock(view: &View<'_>, findings: &mut Findings) {
    let Some(text) = view.text("Gemfile.lock") else { return };
    let mut at = findings.at(view, "Gemfile.lock");
    let (mut section, mut any, mut direct) = ("", false, Vec::new());
    let mut listed: Vec<(&str, &str, u32)> = Vec::new();
    for (line, text) in lines(text) {
        if !text.starts_with(' ') {
            section = text.trim();
            continue;
        }
        match section {
            // Four spaces: a gem; six: what it needs.
            "GEM" if text.starts_with("    ") && !text.starts_with("      ") => {
                if let Some((name, version)) = text.trim().split_once(" (") {
                    listed.push((name, version.trim_end_matches(')'), line));
                }
            }
            "DEPENDENCIES" => direct.push(text.trim().trim_end_matches('!').split(' ').next().unwrap_or_default()),
            "RUBY VERSION" => {
                let wanted = text.trim().trim_start_matches("ruby ").split('p').next().unwrap_or_default();
                if let Some(version) = version::asked(wanted).and_then(|asked| asked.one(2)) {
                    at.set(SettingId::Version, &version, line, Sure::Read, format!("it was locked with Ruby {}", quoted(wanted)));
                }
            }
            "BUNDLED WITH" => {}
            _ => {}
        }
    }
    for (name, _, line) in &listed {
        if let Some(row) = native(Ecosystem::Gem, name) {
            // From 1.6 on pg has builds that bring libpq along.
            let is_built = listed.iter().any(|(own, version, _)| own == name && version.contains("-linux"));
            if row.needs == Needs::System && is_built {
                at.answer(NativeDeps::BothLibcs, *line, Sure::Inferred, format!("{name} is locked with a build for Linux"));
            } else if row.needs == Needs::Both || direct.contains(name) {
                say_row(&mut at, row, *line, Sure::Inferred);
            }
            any = true;
        }
    }
    if !any && listed.iter().any(|(_, version, _)| version.contains("-linux")) {
        at.answer(NativeDeps::BothLibcs, 0, Sure::Guessed, "some gems are locked with builds for Linux");
    }
}
