//! Fuzzes all readers: the first byte says which, the rest is what each of its
//! files says. Whatever that is, a Dockerfile and a link come out, and no token.

#![no_main]

use container_diet::facts;
use container_diet::inspect::{Project, READERS, inspect};
use container_diet::link;
use libfuzzer_sys::fuzz_target;

/// What makes each runtime the one that is read.
const MANIFESTS: &[&str] =
    &["package.json", "requirements.txt", "go.mod", "Cargo.toml", "pom.xml", "a.csproj", "Gemfile", "composer.json", "CMakeLists.txt"];

fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    let reader = &READERS[usize::from(*first) % READERS.len()];
    let mut project = Project::new();
    project.name(MANIFESTS[usize::from(*first) / READERS.len() % MANIFESTS.len()]);
    project.file(".npmrc", b"//r/:_authToken=never-to-be-shown");
    for wanted in reader.wants {
        let name = wanted.replace('*', "x");
        project.file(&name, rest);
        project.file(&format!("k8s/{name}"), rest);
    }
    let all = inspect(&project, facts::as_of());
    assert!(all.decision.dockerfile().text().contains("FROM "));
    let written = link::write(&all.decision.state, &all.decision.verdict);
    let opened = link::read(&written);
    assert_eq!(opened.state, all.decision.state, "{written}");
    if !String::from_utf8_lossy(rest).contains("never-to-be-shown") {
        assert!(!format!("{:?}", all.notes).contains("never-to-be-shown") && !written.contains("never-to-be-shown"));
    }
});
