//! Values as Rust source.

use std::fmt::Write as _;

use super::date::Date;
use super::wire;

pub fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}

pub fn field(out: &mut String, name: &str, value: String) {
    let _ = writeln!(out, "    {name}: {value},");
}

/// A field that the page does not carry: see the same field in `src/facts`.
pub fn host_field(out: &mut String, name: &str, value: String) {
    line(out, "    #[cfg(not(target_arch = \"wasm32\"))]");
    field(out, name, value);
}

pub fn quoted(text: &str) -> String {
    format!("{text:?}")
}

pub fn optional(text: Option<&str>) -> String {
    text.map_or("None".into(), |text| format!("Some({text:?})"))
}

pub fn list(items: &[String]) -> String {
    format!("&{items:?}")
}

pub fn presence(text: Option<&str>) -> String {
    match text {
        None => "Presence::NotKnown".into(),
        Some("none") => "Presence::Absent".into(),
        Some(what) => format!("Presence::Present({what:?})"),
    }
}

pub fn user(uid: u32, gid: u32) -> String {
    format!("User {{ uid: {uid}, gid: {gid} }}")
}

pub fn accounts(users: &[wire::Account]) -> String {
    let account = |it: &wire::Account| format!("Account {{ name: {:?}, user: {} }}", it.name, user(it.uid, it.gid));
    users.iter().map(account).collect::<Vec<_>>().join(", ")
}

pub fn sbom(it: &wire::Sbom) -> String {
    format!("Some(Sbom {{ what: {:?}, source: {:?}, date: {} }})", it.what, it.source, date(&it.date))
}

pub fn source(it: &wire::Source) -> String {
    format!("Some(Source {{ source: {:?}, date: {} }})", it.source, date(&it.date))
}

/// `2026-11-23` as a call of the checked constructor.
pub fn date(text: &str) -> String {
    assert!(Date::parse(text).is_some(), "not a date: {text}");
    let parts: Vec<&str> = text.split('-').map(|part| part.trim_start_matches('0')).collect();
    format!("Date::new({})", parts.join(", "))
}

pub fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// The `36` of `1.36`.
pub fn minor(version: &str) -> String {
    let number = version.strip_prefix("1.").and_then(|minor| minor.parse::<u8>().ok());
    number.unwrap_or_else(|| panic!("not a version of Kubernetes: {version}")).to_string()
}
