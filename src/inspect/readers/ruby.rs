//! Gemfile and Gemfile.lock.

use super::packages::{Ecosystem, Needs, native, say_row};
use super::{lines, node, version};
use crate::dockerfile::SettingId;
use crate::inspect::findings::{At, Findings, quoted};
use crate::inspect::found::Sure;
use crate::inspect::project::View;
use crate::model::questions::NativeDeps;

/// The gem that a line names, outside of groups that do not run.
pub(in crate::inspect) fn gem(line: &str) -> Option<&str> {
    let rest = line.trim().strip_prefix("gem ").or_else(|| line.trim().strip_prefix("gem("))?;
    rest.split(['"', '\'']).nth(1)
}

/// Whether a version names one release, which no other is.
fn is_one_patch(version: &str) -> bool {
    version.split('.').count() == 3 && version.split('.').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// What to do where Bundler refuses every other release.
fn one_patch(version: &str, named: &str) -> String {
    let minor = version.rsplit_once('.').map_or(version, |(minor, _)| minor);
    format!(
        "Bundler accepts only Ruby {version} ({named}), but the image has the newest {minor}. Write ruby \"~> {minor}.0\" in the Gemfile."
    )
}

/// Files that the Gemfile reads itself: Bundler needs them before it installs.
fn needed(at: &mut At<'_>, view: &View<'_>, text: &str, line: u32) {
    let word = |text: &str| {
        text.split(['"', '\''])
            .nth(1)
            .map(|word| word.trim_start_matches("./").to_string())
            .filter(|word| !word.starts_with("..") && !word.contains('#'))
    };
    let named = match () {
        () if ["require", "load", "eval_gemfile"].iter().any(|call| text.starts_with(call)) => {
            // `require_relative "lib/x"`, or a path that a call joins.
            let words = text.split(['"', '\'']).skip(1).step_by(2).map(|word| word.trim_start_matches("./"));
            words.flat_map(|word| [word.to_string(), format!("{word}.rb")]).find(|path| view.has(path))
        }
        () if text.starts_with("path ") => word(text),
        () if gem(text).is_some() || text.starts_with("gemspec") => {
            ["path: ", ":path => "].iter().find_map(|mark| word(text.split_once(mark)?.1)).filter(|path| path != ".")
        }
        () => None,
    };
    if let Some(path) = named {
        at.set(SettingId::First, &path, line, Sure::Read, format!("the Gemfile reads {}", quoted(&path)));
    }
    let is_its_own = text == "gemspec" || gem(text).is_some() && (text.contains("path: \".\"") || text.contains("path: '.'"));
    if is_its_own {
        let specs = view.here(|name| name.ends_with(".gemspec"));
        // A gem mostly has its version in a file of its own.
        let versions =
            view.names().filter(|path| path.starts_with("lib/") && path.ends_with("/version.rb") && path.matches('/').count() == 2);
        for path in specs.chain(versions).collect::<Vec<_>>() {
            at.set(SettingId::First, path, line, Sure::Inferred, "the Gemfile reads the gem’s dependencies from there");
        }
    }
}

/// Gems that run JavaScript while the assets are built, and what else can run it.
const RUN_JAVASCRIPT: &[&str] =
    &["execjs", "uglifier", "terser", "coffee-rails", "coffee-script", "autoprefixer-rails", "babel-transpiler"];
const ENGINES: &[&str] = &["mini_racer", "therubyracer", "duktape"];

/// Gemfile: a program, of which lines are looked at.
pub(super) fn gemfile(view: &View<'_>, findings: &mut Findings) {
    let Some(text) = view.text("Gemfile") else { return };
    let has_lock = view.text("Gemfile.lock").is_some();
    let mut at = findings.at(view, "Gemfile");
    at.set(SettingId::Manager, "bundler", 0, Sure::Read, "a Gemfile exists");
    if !view.has("Gemfile.lock") {
        at.note(0, "There is no Gemfile.lock, which the build needs. Run “bundle lock” to create it.");
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
        if let Some(rest) = trimmed.strip_prefix("ruby ").filter(|rest| rest.contains("file:")) {
            let path = rest.split(['"', '\'']).nth(1).unwrap_or_default();
            let named = view.text(path).and_then(|text| text.lines().map(str::trim).find(|line| !line.is_empty()));
            if let Some(word) = named.filter(|word| is_one_patch(word.trim_start_matches("ruby-"))) {
                at.note(line, one_patch(word.trim_start_matches("ruby-"), &format!("{}, which the Gemfile reads", quoted(path))));
            }
        } else if let Some(rest) = trimmed.strip_prefix("ruby ")
            && let Some(wanted) = rest.split(['"', '\'']).nth(1)
        {
            let asked = version::asked(wanted);
            let why = format!("the Gemfile requires Ruby {}", quoted(wanted));
            if let Some(version) = asked.as_ref().and_then(|asked| asked.one(2)) {
                at.set(SettingId::Version, &version, line, Sure::Read, why);
                if is_one_patch(wanted) {
                    at.note(line, one_patch(wanted, "the Gemfile"));
                }
            } else if let Some(version) = asked.and_then(|asked| asked.newest(2)) {
                at.set(SettingId::Version, &version, line, Sure::Inferred, why);
            }
        }
        needed(&mut at, view, trimmed, line);
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
            format!("{name} calls Node.js when it builds the assets"),
        );
        node::of_the_build(view, findings, "");
    }
    let has = |names: &[&str]| lines(text).find_map(|(line, text)| gem(text).filter(|name| names.contains(name)).map(|name| (line, name)));
    if let Some((line, name)) =
        has(RUN_JAVASCRIPT).filter(|_| bundler.is_none() && has(&["rails", "railties"]).is_some() && has(ENGINES).is_none())
    {
        let why = format!("{name} runs JavaScript when the assets are built");
        let mut at = findings.at(view, "Gemfile");
        at.set(SettingId::BuildNode, "yes", line, Sure::Inferred, why);
        match view.has("package.json") {
            true => node::of_the_build(view, findings, ""),
            false => at.set(SettingId::FrontManager, "npm-nolock", line, Sure::Inferred, "there is no package.json"),
        }
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
