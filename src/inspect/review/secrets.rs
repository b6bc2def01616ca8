//! Secrets that stay.

use super::rule::{Case, Hit, Level, Rule};
use crate::inspect::containerfile::Instruction;

pub(super) static RULES: &[Rule] = &[
    Rule {
        name: "secret-in-history",
        level: Level::Error,
        title: "A secret stays in the image or its history",
        instead: "Use RUN --mount=type=secret, which leaves nothing in a layer, a variable or the history.",
        evidence: None,
        hadolint: None,
        check: variables,
    },
    Rule {
        name: "secret-file-copied",
        level: Level::Error,
        title: "A file with secrets is copied",
        instead: "Leave such files out of the build context. Mount a token while packages are fetched.",
        evidence: None,
        hadolint: None,
        check: files,
    },
];

/// Words of names whose values are secrets; of names that end in FILE or PATH they are places.
const SECRET: &[&str] = &["PASSWORD", "PASSWD", "SECRET", "TOKEN", "APIKEY", "CREDENTIALS"];
const SECRET_PAIRS: &[&str] = &["API_KEY", "PRIVATE_KEY", "ACCESS_KEY", "AUTH_KEY", "SECRET_KEY", "SSH_KEY", "DEPLOY_KEY"];

fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_uppercase();
    let words: Vec<&str> = name.split('_').collect();
    let is_place = [
        "FILE",
        "PATH",
        "URL",
        "URI",
        "NAME",
        "ID",
        "DIR",
        "TTL",
        "EXPIRY",
        "EXPIRATION",
        "LENGTH",
        "ALGORITHM",
        "TYPE",
        "DUMMY",
        "HEADER",
        "ENDPOINT",
        "ISSUER",
    ]
    .contains(words.last().unwrap_or(&""));
    let is_public = words.iter().any(|word| ["PUBLIC", "GPG", "ALLOW", "DISABLE", "ENABLE", "USE", "MAX", "MIN"].contains(word));
    !is_place && !is_public && (words.iter().any(|word| SECRET.contains(word)) || SECRET_PAIRS.iter().any(|pair| name.ends_with(pair)))
}

/// Whether a value is there so that a build goes on, and opens nothing.
fn opens_nothing(value: &str) -> bool {
    let value = value.trim_matches(['"', '\'']).to_ascii_lowercase();
    let stand_ins = [
        "dummy",
        "example",
        "placeholder",
        "changeme",
        "change-me",
        "none",
        "build",
        "test",
        "fake",
        "not-a",
        "xxx",
        "todo",
        "insecure",
        "default",
        "your",
        "<",
    ];
    value.len() < 4
        || value.starts_with(['$', '/'])
        || stand_ins.iter().any(|word| value.contains(word))
        || value == "true"
        || value == "false"
        || value.bytes().all(|byte| byte.is_ascii_digit())
}

/// Names and values of ENV and ARG, in both forms that Docker takes.
fn assigned(instruction: &Instruction) -> Vec<(String, Option<String>)> {
    let words = shlex::split(&instruction.text).unwrap_or_else(|| instruction.text.split_whitespace().map(String::from).collect());
    match words.first() {
        Some(first) if instruction.name == "ENV" && !first.contains('=') => {
            vec![(first.clone(), Some(words.get(1..).unwrap_or_default().join(" ")))]
        }
        _ => words
            .iter()
            .map(|word| word.split_once('=').map_or((word.clone(), None), |(name, value)| (name.into(), Some(value.into()))))
            .collect(),
    }
}

fn variables(case: &Case<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for instruction in &case.instructions {
        if !["ENV", "ARG"].contains(&instruction.name.as_str()) {
            continue;
        }
        for (name, value) in assigned(instruction).into_iter().filter(|(name, _)| is_secret(name)) {
            let why = match (instruction.name.as_str(), value.as_deref()) {
                ("ENV", Some(value)) if value.starts_with('$') && value.contains(&name) => {
                    format!("{name} goes from an argument into the image’s environment. Everyone who can pull the image can read it.")
                }
                ("ENV", Some(value)) if !opens_nothing(value) => {
                    format!("{name} is in the image’s environment. Everyone who can pull the image can read it.")
                }
                ("ARG", Some(value)) if opens_nothing(value) => continue,
                // An argument of what runs is in the history of its image.
                ("ARG", _) => format!("docker history shows the value of {name} in every layer that was built with it."),
                _ => continue,
            };
            hits.push((instruction.line_of(&name), why));
        }
    }
    hits
}

/// Whether a path is one of those that hold secrets.
fn holds_secrets(path: &str) -> bool {
    let name = path.trim_end_matches('/').rsplit('/').next().unwrap_or(path);
    let is_env = name == ".env" || [".env.production", ".env.prod", ".env.local"].contains(&name);
    is_env
        || [
            ".npmrc",
            ".netrc",
            ".pypirc",
            ".git-credentials",
            "id_rsa",
            "id_ed25519",
            "id_ecdsa",
            ".ssh",
            ".aws",
            "master.key",
            ".dockerconfigjson",
        ]
        .contains(&name)
}

fn files(case: &Case<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for instruction in case.named("COPY").chain(case.named("ADD")).filter(|instruction| instruction.option("from").is_none()) {
        let Some((sources, _)) = instruction.copied() else { continue };
        for source in sources.iter().filter(|source| holds_secrets(source)) {
            // .npmrc mostly says only which registry; with a token beside it is known to hold one.
            let name = source.rsplit('/').next().unwrap_or(source);
            if name == ".npmrc" && case.around.npmrc_has_token == Some(false) {
                continue;
            }
            let why = match name {
                ".npmrc" => "If .npmrc contains a token, it stays in this layer even if a later line removes the file.".to_string(),
                _ => format!("{name} stays in this layer even if a later line removes it."),
            };
            hits.push((instruction.line_of(source), why));
        }
    }
    hits
}
