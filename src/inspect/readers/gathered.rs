//! Builds that put all that their server needs into one folder, packages included:
//! Next.js where it is told to, and Nuxt always.

use super::{command, keyed, lines};
use crate::decision::Subject;
use crate::dockerfile::SettingId;
use crate::inspect::findings::{Findings, quoted};
use crate::inspect::found::{Found, Sure};
use crate::inspect::project::View;
use crate::inspect::tree;

/// What `next start` is, which serves what a build left in its usual place.
const STARTED: &str = "node_modules/next/dist/bin/next";

/// Reads them, once all that names a program was read.
pub(super) fn read(view: &View<'_>, findings: &mut Findings) {
    next(view, findings);
    unbuilt(view, findings);
    // What runs before or beside the server needs the packages of the whole project.
    let runs_more = [SettingId::Before, SettingId::Processes].into_iter().any(|id| findings.has(Subject::Setting(id)));
    let entry = findings.found.iter().filter(|found| found.subject == ENTRY).max_by_key(|found| found.sure);
    let gathered = entry.filter(|found| found.value.starts_with(".output/server/") || found.value.starts_with(STANDALONE)).cloned();
    if let Some(entry) = gathered.filter(|_| !runs_more) {
        let why = format!("{} has all its packages next to it", entry.value);
        findings.found.retain(|found| found.subject != Subject::Setting(SettingId::Layout));
        let layout = Subject::Setting(SettingId::Layout);
        findings.found.push(Found { subject: layout, value: "output".into(), why, ..entry });
    }
}

/// What lies among built files, and that no script builds: a build that calls one would stop.
fn unbuilt(view: &View<'_>, findings: &mut Findings) {
    let layout = Subject::Setting(SettingId::Layout);
    let surest = |subject: Subject| findings.found.iter().rev().filter(|found| found.subject == subject).max_by_key(|found| found.sure);
    let is_built = surest(layout).is_some_and(|found| found.value == "build");
    let is_known_already = [SettingId::Script, SettingId::Steps].into_iter().any(|id| findings.has(Subject::Setting(id)));
    let manifest = view.text("package.json").and_then(|text| tree::json(text).ok());
    let has_script = manifest.is_none_or(|node| node.at(&["scripts", "build"]).is_some());
    if !is_built || is_known_already || has_script {
        return;
    }
    let entry = surest(ENTRY).map(|found| found.value.clone()).unwrap_or_default();
    findings.found.retain(|found| found.subject != layout || found.value != "build");
    if !entry.is_empty() && !view.has(&entry) && !view.has(&format!("{entry}.js")) {
        let label = SettingId::Script.get().label();
        let text = format!("Nothing builds {}, because there is no script “build”. Add one, or set “{label}”.", quoted(&entry));
        findings.at(view, "package.json").note(0, text);
    }
}

const ENTRY: Subject = Subject::Setting(SettingId::Entry);
const STANDALONE: &str = ".next/standalone/";

/// The server that Next.js writes, in place of what others call it: where a Dockerfile puts
/// it, or the program that serves what is not gathered.
fn next(view: &View<'_>, findings: &mut Findings) {
    let Some((name, line)) = output(view, "standalone") else { return };
    let is_member = findings.has(Subject::Setting(SettingId::Member));
    let folder = if is_member { format!("{}/", view.folder) } else { String::new() };
    let script = format!("{STANDALONE}{folder}server.js");
    let is_it = |found: &Found| {
        let is_written = found.value.ends_with("server.js") && !view.has(&found.value);
        found.subject == ENTRY && (found.value == STARTED || is_written)
    };
    // Else the project has a server of its own, which Next.js does not gather for.
    if findings.has(ENTRY) && !findings.found.iter().any(is_it) {
        return;
    }
    let arguments = findings.found.iter().find(|found| found.subject == Subject::Setting(SettingId::Arguments));
    let port = arguments.and_then(|found| {
        let words = shlex::split(&found.value)?;
        Some((command::option(&words, &["-p", "--port"])?.to_string(), found.evidence.line))
    });
    findings.found.retain(|found| !is_it(found) && found.subject != Subject::Setting(SettingId::Arguments));
    let cache = Subject::Setting(SettingId::Scratch);
    findings.found.retain(|found| found.subject != cache || !found.value.ends_with(".next/cache"));
    if let Some((port, line)) = port {
        findings.at(view, "package.json").set(SettingId::Port, &port, line, Sure::Inferred, "this port is set for the server");
    }
    let mut at = findings.at(view, name);
    let why = "its output is “standalone”";
    at.set(SettingId::Entry, &script, line, Sure::Inferred, why);
    let written = format!("/app/{folder}{STANDALONE}{folder}.next/cache");
    at.set(SettingId::Scratch, &written, line, Sure::Inferred, "Next.js writes there");
}

/// Where Next.js is told what its build makes, whatever else is true: `standalone` is what its
/// server needs, `export` are files alone.
pub(super) fn output<'a>(view: &View<'a>, kind: &str) -> Option<(&'a str, u32)> {
    let configs = ["next.config.js", "next.config.mjs", "next.config.ts", "next.config.cjs", "next.config.mts"];
    configs.into_iter().find_map(|name| {
        let said = lines(view.text(name)?).find(|(_, text)| {
            keyed(text, "output").is_some_and(|rest| ["'", "\"", "`"].iter().any(|mark| rest.starts_with(&format!("{mark}{kind}{mark}"))))
        });
        said.map(|(line, _)| (name, line))
    })
}
