//! Manifests and scripts, as validators and linters see them.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::thread;
use std::time::Instant;

use container_diet::runbook::Version;

use super::every::{distinct, fenced};
use crate::tools::with_usual_words;
use crate::tools::{passes, run, write_all};

/// What is wrong with manifests; a kind without a schema is wrong too.
fn validate(version: Version, paths: &[PathBuf]) -> Result<(), String> {
    let said = run("python", &["tests/host/runbook/validate.py", version.token()], paths)?;
    if said.is_empty() { Ok(()) } else { Err(said) }
}

/// The profile is a part of a container, so a pod is put around it.
fn pod_around(profile: &str) -> String {
    let indented: String = profile.lines().filter(|line| !line.starts_with('#')).map(|line| format!("      {line}\n")).collect();
    format!(
        "apiVersion: v1\nkind: Pod\nmetadata: {{name: p}}\nspec:\n  containers: [{{name: app, image: a}}]\n  ephemeralContainers:\n    - name: debugger\n      image: busybox\n      targetContainerName: app\n{indented}"
    )
}

#[test]
fn every_manifest_is_valid_in_every_version() {
    let (count, all) = distinct();
    let begun = Instant::now();
    let mut validated = 0;
    thread::scope(|scope| {
        let mut runs = Vec::new();
        for version in Version::ALL {
            let mut texts = BTreeSet::new();
            for name in ["deployment.yaml", "job.yaml", "cronjob.yaml", "debug-rbac.yaml", "debug-images.yaml"] {
                texts.extend(with_usual_words(all[name].iter().filter(|(_, versions)| versions.contains(&version)).map(|(text, _)| text)));
            }
            texts.extend(all["debug-profile.yaml"].keys().map(|text| pod_around(text)));
            validated += texts.len();
            let paths = write_all(&format!("runbook/manifests-{}", version.token()), "yaml", &texts);
            runs.push((scope.spawn(move || validate(version, &paths)), version));
        }
        for (run, version) in runs {
            if let Err(said) = run.join().expect("the validator runs") {
                panic!("{}: {said}", version.token());
            }
        }
    });
    println!("{count} runbooks; {validated} distinct manifests by version, valid; {:?}", begun.elapsed());
}

#[test]
fn the_validator_finds_what_is_wrong() {
    let (_, all) = distinct();
    let good =
        all["deployment.yaml"].keys().find(|text| text.contains("httpGet") && text.contains("replicas: 2")).expect("there are deployments");
    for (name, from, to) in
        [("unknown", "readOnlyRootFilesystem", "readOnlyRoot"), ("type", "replicas: 2", "replicas: two"), ("probe", "path: ", "pfad: ")]
    {
        assert!(good.contains(from), "{from}");
        let paths = write_all(&format!("runbook/broken-{name}"), "yaml", &BTreeSet::from([good.replace(from, to)]));
        assert!(validate(Version::default(), &paths).is_err(), "{name} is let through");
    }
    let profile = all["debug-profile.yaml"].keys().next().expect("there are profiles");
    let paths = write_all("runbook/broken-profile", "yaml", &BTreeSet::from([pod_around(&profile.replace("runAsUser", "runAs"))]));
    assert!(validate(Version::default(), &paths).is_err(), "a broken profile is let through");
}

#[test]
fn every_compose_file_is_valid() {
    let (_, all) = distinct();
    let texts = with_usual_words(all["compose.yaml"].keys());
    println!("{} of compose.yaml", texts.len());
    passes("check-jsonschema", &["--builtin-schema", "vendor.compose-spec"], &write_all("runbook/compose", "yaml", &texts));
    let broken: BTreeSet<String> = texts.iter().map(|text| text.replace("read_only: true", "read_only: [1]")).take(1).collect();
    assert!(
        run("check-jsonschema", &["--builtin-schema", "vendor.compose-spec"], &write_all("runbook/broken-compose", "yaml", &broken))
            .is_err()
    );
}

#[test]
fn every_script_passes_shellcheck() {
    let (_, all) = distinct();
    let strict = ["--shell=sh", "--severity=style", "--enable=check-unassigned-uppercase"];
    let scripts = with_usual_words(all["rehearsal.sh"].keys());
    // The blocks of a runbook share their variables, so they are one script.
    let blocks: BTreeSet<String> =
        with_usual_words(&all["RUNBOOK.md"].keys().map(|text| fenced(text, "sh").join("\n")).collect::<Vec<_>>());
    println!("{} of rehearsal.sh, {} runbooks with distinct commands", scripts.len(), blocks.len());
    passes("shellcheck", &strict, &write_all("runbook/rehearsals", "sh", &scripts));
    passes("shellcheck", &strict[..2], &write_all("runbook/blocks", "sh", &blocks));
    let broken = BTreeSet::from(["rm -rf $NS\n".to_string()]);
    assert!(run("shellcheck", &strict, &write_all("runbook/broken-script", "sh", &broken)).is_err());
}
