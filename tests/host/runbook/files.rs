//! What holds for every text of a runbook.

use std::collections::{BTreeSet, HashSet};

use container_diet::dockerfile::settings::Does;
use container_diet::facts::{EVIDENCE, KUBECTL};
use container_diet::model::questions::{Environment, Platform};
use container_diet::runbook::kubectl::has;
use container_diet::runbook::readiness::POINTS;
use container_diet::runbook::version::DIFFERENCES;
use container_diet::runbook::{FILES, Version, impact};

use super::every::{distinct, every_plan, every_runbook, fenced};

/// The files of which a service has one.
const WORKLOADS: [&str; 3] = ["deployment.yaml", "job.yaml", "cronjob.yaml"];

/// The commands of kubectl in a text: subcommand and flags, up to `--`.
fn commands(text: &str) -> Vec<(String, Vec<String>)> {
    let known: BTreeSet<&str> = KUBECTL.iter().map(|row| row.command).filter(|command| !command.is_empty()).collect();
    let mut found = Vec::new();
    for line in text.lines() {
        for (at, _) in line.match_indices("kubectl ") {
            let rest: Vec<&str> =
                line[at..].split([' ', '`', '(', ')', '"', ',', '.', ';']).filter(|word| !word.is_empty()).skip(1).collect();
            let two = rest.iter().take(2).copied().collect::<Vec<_>>().join(" ");
            let command = if known.contains(two.as_str()) { two } else { rest.first().unwrap_or(&"").to_string() };
            let flags = rest.iter().take_while(|word| !["--", "|", ">"].contains(*word)).filter(|word| word.starts_with('-'));
            found.push((command, flags.map(|flag| flag.split('=').next().unwrap_or_default().to_string()).collect()));
        }
    }
    found
}

/// What is wrong with a text for that version.
fn unknown(version: Version, text: &str) -> Vec<String> {
    // Sentences such as “kubectl looks for” or “kubectl 1.31” name the program, not a command.
    let prose = ["shows", "looks", "then", "waits", "without"];
    let mut wrong = Vec::new();
    for (command, flags) in commands(text).into_iter().filter(|(command, _)| !prose.contains(&command.as_str()) && command != "1") {
        if !has(version, &command, None) {
            wrong.push(format!("kubectl {command}"));
        }
        for flag in flags {
            let short: Vec<String> = match flag.strip_prefix('-').filter(|rest| !rest.starts_with('-')) {
                Some(letters) => letters.chars().map(|letter| format!("-{letter}")).collect(),
                None => vec![flag.clone()],
            };
            wrong.extend(short.iter().filter(|flag| !has(version, &command, Some(flag))).map(|flag| format!("kubectl {command} {flag}")));
        }
    }
    wrong
}

#[test]
fn every_command_of_kubectl_is_one_that_its_version_has() {
    let (_, all) = distinct();
    let (mut texts, mut seen) = (0, 0);
    for (name, distinct) in &all {
        for (text, versions) in distinct {
            texts += 1;
            seen += commands(text).len();
            for version in versions {
                assert_eq!(unknown(*version, text), Vec::<String>::new(), "{name} for {}", version.token());
            }
        }
    }
    every_plan(&mut |_, plan| {
        for version in Version::ALL {
            for paste in impact(plan, version).into_iter().filter_map(|impact| impact.replacement) {
                assert_eq!(unknown(version, &paste.text), Vec::<String>::new(), "{}", paste.text);
            }
        }
    });
    println!("{seen} commands of kubectl in {texts} texts");
    let wrong = "kubectl debug -ix \"$POD\" --imag=a -- sh --fine\nkubectl dbg\n";
    assert_eq!(unknown(Version::default(), wrong), ["kubectl debug -x", "kubectl debug --imag", "kubectl dbg"]);
    let used: HashSet<String> =
        all.values().flat_map(|texts| texts.keys()).flat_map(|text| commands(text)).map(|(command, _)| command).collect();
    for row in KUBECTL.iter().filter(|row| !row.command.is_empty()) {
        assert!(used.contains(row.command), "no runbook uses kubectl {}", row.command);
    }
}

#[test]
fn every_document_is_well_formed() {
    let (_, all) = distinct();
    for (name, texts) in &all {
        for text in texts.keys() {
            assert!(text.ends_with('\n') && !text.contains('\t') && !text.contains(" \n") && !text.contains("\n\n\n"), "{name}:\n{text}");
            assert!(!text.contains('%') || *name == "rehearsal.sh", "{name} has a place that nothing was put into:\n{text}");
            assert!(!text.contains(" POD") && !text.contains(" NS "), "{name}: placeholders are variables");
        }
    }
    for text in all["RUNBOOK.md"].keys() {
        let outside = text.split("```").step_by(2).collect::<String>();
        assert_eq!(text.matches("\n```").count() % 2, 0, "a fence stays open:\n{text}");
        assert!(text.starts_with("# ") && outside.matches("\n# ").count() == 0, "one title");
        for line in outside.lines().filter(|line| line.starts_with('|')) {
            assert_eq!(line.matches('|').count(), 4, "{line}");
        }
        let mut headings = HashSet::new();
        for heading in outside.lines().filter(|line| line.starts_with("## ")) {
            assert!(headings.insert(heading), "{heading} twice");
        }
        assert!(outside.matches('`').count() % 2 == 0 && outside.matches("**").count() % 2 == 0, "{text}");
        assert!(!outside.contains("]("), "links would need a test of their own");
        for language in ["sh", "yaml"] {
            assert!(fenced(text, language).iter().all(|block| !block.trim().is_empty()));
        }
    }
}

#[test]
fn every_evidence_key_of_a_runbook_is_there() {
    let known: HashSet<&str> = EVIDENCE.iter().map(|row| row.key).collect();
    let used = container_diet::runbook::evidence();
    assert_eq!(used.iter().filter(|key| !known.contains(*key)).collect::<Vec<_>>(), Vec::<&&str>::new());
    let (_, all) = distinct();
    for text in all["RUNBOOK.md"].keys() {
        let list = text.split("## Sources").nth(1).expect("it ends with its evidence");
        let listed: Vec<&str> = list.lines().filter(|line| !line.is_empty()).collect();
        for (at, line) in listed.iter().enumerate() {
            let row = EVIDENCE.iter().find(|row| line.starts_with(&format!("{}. {}: {}", at + 1, row.title, row.claim)));
            let row = row.unwrap_or_else(|| panic!("{line:?} is no evidence"));
            assert!(used.contains(row.key), "runbook::evidence() forgets {}", row.key);
            let shown = [format!("({}", row.key), format!("{})", row.key), format!("- {}: ", row.key)];
            assert!(!shown.iter().any(|key| text.contains(key)), "{}: people see titles and numbers", row.key);
        }
        let cited: HashSet<usize> = text
            .split(" [")
            .filter_map(|rest| rest.split_once(']'))
            .filter_map(|(inside, _)| inside.split(", ").map(|number| number.parse().ok()).collect::<Option<Vec<usize>>>())
            .flatten()
            .collect();
        assert_eq!(cited, (1..=listed.len()).collect(), "every number is in the list, and everything listed is cited:\n{text}");
    }
    assert!(POINTS.iter().all(|point| !point.evidence.is_empty()));
    assert!(DIFFERENCES.iter().all(|change| !change.evidence.is_empty()));
}

#[test]
fn every_platform_has_its_files_and_a_developers_machine_has_none() {
    every_runbook(&mut |answers, plan, version, files| {
        assert!(files.iter().all(|file| FILES.contains(&file.name)), "FILES names every file");
        let names: Vec<&str> = files.iter().map(|file| file.name).collect();
        let of = |workload| ["RUNBOOK.md", "rehearsal.sh", workload, "debug-profile.yaml", "debug-rbac.yaml", "debug-images.yaml"];
        let expected: &[&str] = match () {
            () if answers.is(Environment::Development) => &[],
            () if answers.is(Platform::Docker) => &["RUNBOOK.md", "compose.yaml"],
            () if answers.is(Platform::Managed) => &["RUNBOOK.md"],
            () if plan.does() == Does::Job => &of("job.yaml"),
            () if plan.does() == Does::Schedule => &of("cronjob.yaml"),
            () => &of("deployment.yaml"),
        };
        assert_eq!(names, expected, "{answers:?} {version:?}");
        assert!(files.iter().all(|file| file.about.ends_with('.')));
        let Some(deployment) = files.iter().find(|file| WORKLOADS.contains(&file.name)) else { return };
        let user = plan.image.ordinary_user();
        let listens = plan.listens();
        assert_eq!(deployment.text.contains(&format!("containerPort: {}\n", plan.port())), listens, "{}", deployment.text);
        assert_eq!(deployment.text.contains("kind: Service\n"), listens, "{}", deployment.text);
        assert_eq!(deployment.text.contains("sleep:\n"), listens, "{}", deployment.text);
        assert_eq!(deployment.text.contains("livenessProbe:\n"), listens && plan.does() != Does::Udp, "{}", deployment.text);
        assert_eq!(deployment.text.contains("restartPolicy: Never\n"), plan.ends(), "{}", deployment.text);
        for part in [
            format!("runAsUser: {}\n", user.uid),
            "readOnlyRootFilesystem: true".into(),
            "runAsNonRoot: true".into(),
            "allowPrivilegeEscalation: false".into(),
            "automountServiceAccountToken: false".into(),
        ] {
            assert!(deployment.text.contains(&part), "{part}:\n{}", deployment.text);
        }
        assert!(!deployment.text.contains("exec:"), "nothing runs inside for a probe or a hook");
        let profile = &files[3].text;
        assert!(profile.contains(&format!("runAsUser: {}\n", user.uid)) && user.uid != 0);
    });
}

/// Whatever image the texts name for a debug container, the policy allows.
#[test]
fn the_policy_allows_every_debug_image_that_is_named() {
    let mut images = BTreeSet::new();
    every_runbook(&mut |answers, _, _, files| {
        if files.len() < 6 {
            return;
        }
        let policy = &files[5].text;
        for word in files.iter().flat_map(|file| file.text.split_whitespace()) {
            let Some(image) = word.strip_prefix("--image=").filter(|image| !image.starts_with('"')) else { continue };
            let exact = policy.contains(&format!("c.image == '{image}'"));
            let prefix = image.rsplit_once('/').is_some_and(|(folder, _)| policy.contains(&format!("startsWith('{folder}/')")));
            assert!(exact || prefix, "{answers:?}: {image}");
            images.insert(image.to_string());
        }
    });
    assert!(images.len() >= 2, "{images:?}");
}

#[test]
fn the_text_follows_the_version() {
    let (_, all) = distinct();
    let says = |version: Version, text: &str| {
        let mut runbooks =
            all["RUNBOOK.md"].iter().filter(|(guide, versions)| versions.contains(&version) && guide.contains("## Rules for Kubernetes"));
        runbooks.all(|(guide, _)| guide.contains(text))
    };
    assert!(says(Version::V1_35, "uses `legacy`") && !says(Version::V1_35, "uses `general`"));
    assert!(says(Version::V1_36, "uses `general`") && says(Version::V1_37, "uses `general`"));
    assert!(says(Version::V1_34, "`create` over SPDY") && says(Version::V1_35, "need `get` and `create`"));
    assert!(says(Version::V1_33, "is beta") && says(Version::V1_34, "`preStop` is stable"));
    for version in Version::ALL {
        assert_eq!(Version::find(version.token()), Some(version));
        assert!(says(version, "`--share-processes` matters only with `--copy-to`"));
        // Whatever the default is, no command relies on it.
        for text in all["RUNBOOK.md"].keys().chain(all["rehearsal.sh"].keys()) {
            assert!(text.lines().filter(|line| line.starts_with("kubectl debug ")).all(|line| line.contains("--profile=")));
            assert!(
                text.lines()
                    .filter(|line| line.starts_with("kubectl debug "))
                    .all(|line| line.contains("--target=") != line.contains("--copy-to="))
            );
        }
    }
    assert_eq!(Version::find("1.32"), None);
}
