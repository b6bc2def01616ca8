//! What words of a command mean to Bun and to Deno.

use crate::dockerfile::SettingId;
use crate::inspect::findings::At;
use crate::inspect::found::Sure;

/// How the names of files end that Bun starts.
const SOURCES: &[&str] = &[".ts", ".tsx", ".mts", ".js", ".jsx", ".mjs", ".cjs"];
/// Whether a word names a file that Bun would start.
pub(super) fn is_source(word: &str) -> bool {
    SOURCES.iter().any(|end| word.ends_with(end))
}

/// What `deno run` or `deno serve` starts, or `deno compile` makes, with which permissions.
pub(super) fn deno(at: &mut At<'_>, rest: &[String], line: u32, why: &str) {
    let is_known = |call: &str| ["run", "serve", "compile"].contains(&call);
    let Some((call, rest)) = rest.split_first().filter(|(call, _)| is_known(call)) else { return };
    // Options that have their value behind them, and not behind a sign.
    let mut words = rest.iter();
    let (mut allowed, mut port) = (Vec::new(), None);
    let entry = loop {
        let Some(word) = words.next() else { break None };
        match word.as_str() {
            "--port" => port = words.next().cloned(),
            "--host" | "--config" | "-c" | "--lock" | "--import-map" | "--output" | "-o" | "--include" | "--target" => _ = words.next(),
            _ if word.starts_with("--port=") => port = word.split_once('=').map(|(_, value)| value.to_string()),
            _ if SettingId::Permissions.get().problem(word).is_none() => allowed.push(word.as_str()),
            _ if word.starts_with('-') => {}
            _ => break Some(word),
        }
    };
    let Some(entry) = entry else { return };
    at.set(SettingId::Entry, entry.trim_start_matches("./"), line, Sure::Inferred, why);
    let layout = [("serve", "serve"), ("compile", "binary")].into_iter().find(|(name, _)| call == name);
    if let Some((_, layout)) = layout {
        at.set(SettingId::Layout, layout, line, Sure::Inferred, why);
    }
    if let Some(port) = port.filter(|port| port.parse::<u16>().is_ok_and(|port| port >= 1024)) {
        at.set(SettingId::Port, &port, line, Sure::Inferred, why);
    }
    if let Some(text) = joined(&allowed) {
        at.set(SettingId::Permissions, &text, line, Sure::Inferred, why);
    }
    let arguments: Vec<&str> = words.map(String::as_str).collect();
    if let Some(text) = joined(&arguments) {
        at.set(SettingId::Arguments, &text, line, Sure::Inferred, why);
    }
}

/// Words as a text that can be set, with quotes only where they need some.
fn joined(words: &[&str]) -> Option<String> {
    let is_plain = |word: &&str| word.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_=./:,@".contains(letter));
    let text = if words.iter().all(is_plain) { words.join(" ") } else { shlex::try_join(words.iter().copied()).ok()? };
    (!text.is_empty()).then_some(text)
}
