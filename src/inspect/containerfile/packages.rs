//! Packages of a distribution that commands install, and those that they take off again.

use super::Instruction;

/// So many packages that are taken off again are looked at.
const MOST_TAKEN_OFF: usize = 300;

/// A package that an instruction installs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Installed {
    /// The manager that installs it: `apt-get`.
    pub by: String,
    /// Its name alone, without a version.
    pub name: String,
    /// Whether the same instruction leaves it there.
    pub stays: bool,
}

impl Instruction {
    /// The packages that it installs.
    pub fn installs(&self) -> Vec<Installed> {
        let commands = self.commands();
        let off: Vec<&str> = commands.iter().flat_map(|words| taken_off(words)).take(MOST_TAKEN_OFF).collect();
        let mut all = Vec::new();
        for words in &commands {
            let is_group_off = group(words).is_some_and(|group| off.contains(&group));
            for name in installed(words) {
                let by = words.first().cloned().unwrap_or_default();
                all.push(Installed { by, name: name.into(), stays: !is_group_off && !off.contains(&name) });
            }
        }
        all
    }
}

/// The name under which Alpine installs several packages, to take them off together.
fn group(words: &[String]) -> Option<&str> {
    words.iter().enumerate().find_map(|(at, word)| match word.as_str() {
        "--virtual" | "-t" => words.get(at + 1).map(String::as_str),
        word => word.strip_prefix("--virtual="),
    })
}

/// Managers with what follows them where they install.
const INSTALLERS: &[(&str, &[&str])] = &[
    ("apt-get", &["install"]),
    ("apt", &["install"]),
    ("apk", &["add"]),
    ("dnf", &["install"]),
    ("microdnf", &["install"]),
    ("yum", &["install"]),
    ("zypper", &["install"]),
];

/// The packages that a command installs.
fn installed(words: &[String]) -> Vec<&str> {
    let Some((_, verbs)) = words.first().and_then(|name| INSTALLERS.iter().find(|(own, _)| own == name)) else { return Vec::new() };
    let mut rest = words.iter().skip(1).skip_while(|word| !verbs.contains(&word.as_str()));
    rest.next();
    let mut out = Vec::new();
    while let Some(word) = rest.next() {
        match word.as_str() {
            // Some options take a word of their own: the name of a group, or a release.
            "-t" | "-o" | "-c" | "-X" | "-p" | "--virtual" | "--repository" | "--target-release" | "--option" => drop(rest.next()),
            word if word.starts_with(['-', '.', '$', '/']) => {}
            word => out.push(word.split(['=', '~', '<', '>']).next().unwrap_or(word)),
        }
    }
    out
}

/// The packages that a command takes off again, by their names or that of their group.
fn taken_off(words: &[String]) -> Vec<&str> {
    let of = |manager: &str| matches!(manager, "apt-get" | "apt" | "apk" | "dnf" | "microdnf" | "yum");
    if !words.first().is_some_and(|name| of(name)) {
        return Vec::new();
    }
    let mut rest = words.iter().map(String::as_str).skip(1);
    let verbs = ["del", "purge", "remove", "autoremove"];
    if !rest.by_ref().any(|word| verbs.contains(&word)) {
        return Vec::new();
    }
    rest.filter(|word| !word.starts_with('-')).collect()
}
