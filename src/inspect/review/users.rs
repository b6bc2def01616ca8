//! Who it runs as.

use super::rule::{Case, Hit, Level, Rule};

pub(super) static RULES: &[Rule] = &[
    Rule {
        name: "root-at-runtime",
        level: Level::Warning,
        title: "The service runs as root",
        instead: "Set a numeric USER, 65532 or the image’s user, in every final stage.",
        evidence: Some("numeric-user"),
        hadolint: Some("DL3002"),
        check: root,
    },
    Rule {
        name: "user-by-name",
        level: Level::Note,
        title: "The user is a name",
        instead: "Set USER by number: Kubernetes compares only numbers.",
        evidence: Some("numeric-user"),
        hadolint: None,
        check: by_name,
    },
    Rule {
        name: "low-port-as-user",
        level: Level::Note,
        title: "A port below 1024 and a non-root user",
        instead: "Use ports from 1024 on, which every runtime allows a non-root user.",
        evidence: None,
        hadolint: None,
        check: low_port,
    },
];

fn is_root(user: &str) -> bool {
    ["root", "0"].contains(&user.split(':').next().unwrap_or(user))
}

/// Whether something gives root up when it starts.
fn steps_down(case: &Case<'_>) -> bool {
    let tools = ["gosu", "su-exec", "setpriv", "runuser", "s6-overlay", "s6-setuidgid"];
    let has = |text: &str| tools.iter().any(|tool| text.contains(tool));
    let is_script = |word: &String| word.ends_with(".sh") || word.contains("entrypoint") || word.ends_with("/init");
    // What a script does is not known here.
    case.instructions.iter().any(|instruction| has(&instruction.text) || instruction.heredocs.iter().any(|heredoc| has(&heredoc.text)))
        || case
            .named("ENTRYPOINT")
            .chain(case.named("CMD"))
            .any(|instruction| instruction.exec.as_ref().and_then(|words| words.first()).is_some_and(is_script))
        || case
            .named("ENTRYPOINT")
            .chain(case.named("CMD"))
            .any(|instruction| ["supervisord", "crond", "nginx", "sshd", "apache2"].iter().any(|name| instruction.text.contains(name)))
}

fn root(case: &Case<'_>) -> Vec<Hit> {
    if case.is_for_people() || !case.is_whole() || !case.image.is_known() || steps_down(case) {
        return Vec::new();
    }
    match case.user() {
        Some((user, line)) if is_root(user) => {
            vec![(
                line,
                format!("USER {user} stays in effect to the end. An attacker who breaks into the service is root in the container."),
            )]
        }
        Some(_) => Vec::new(),
        // What nobody starts is an image to build on.
        None if case.image.is_root() && (case.named("CMD").next().is_some() || case.named("ENTRYPOINT").next().is_some()) => {
            vec![(
                case.from(),
                format!(
                    "{} starts as root, and no USER follows. An attacker who breaks into the service is root in the container.",
                    case.image.reference
                ),
            )]
        }
        None => Vec::new(),
    }
}

fn by_name(case: &Case<'_>) -> Vec<Hit> {
    let Some((user, line)) = case.user() else { return Vec::new() };
    let name = user.split(':').next().unwrap_or(user);
    if !case.is_whole() || is_root(user) || name.contains('$') || name.bytes().all(|byte| byte.is_ascii_digit()) || name.is_empty() {
        return Vec::new();
    }
    vec![(line, format!("With runAsNonRoot, Kubernetes does not start “{name}”, because a name does not show its number."))]
}

fn low_port(case: &Case<'_>) -> Vec<Hit> {
    if !case.is_whole() || !case.user().is_some_and(|(user, _)| !is_root(user) && !user.contains('$')) {
        return Vec::new();
    }
    let low = |word: &&str| word.split('/').next().and_then(|port| port.parse::<u16>().ok()).is_some_and(|port| port < 1024);
    let hit =
        |instruction: &crate::inspect::containerfile::Instruction| {
            instruction.text.split_whitespace().find(low).map(|port| {
                (instruction.line, format!("Whether a non-root user may listen on {port} depends on where the container runs."))
            })
        };
    case.named("EXPOSE").filter_map(hit).collect()
}
