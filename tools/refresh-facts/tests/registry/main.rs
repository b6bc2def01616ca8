//! The tool against a real registry, and against servers that misbehave.

mod failures;
mod images;
mod servers;
mod stage;
mod workflow;

use serde_json::{Value, json};

use images::{Format, Image, digest};
use servers::Registry;
use stage::{Stage, TODAY, image, published};

const ALPINE: &str = "library/alpine:3.24";
const DISTROLESS: &str = "distroless/static-debian13:nonroot";

fn measured(repository: &str, image: &Image) -> Value {
    json!({
        "value": image.compressed(),
        "method": "measured",
        "source": format!("{repository}@{} (sum of the layers in its manifest)", digest(&image.manifest())),
        "date": TODAY,
    })
}

#[test]
fn sizes_are_written_and_nothing_else() {
    let Some(registry) = Registry::start(false) else { return };
    let stage = Stage::with(&registry);
    let before = stage.files();
    let run = stage.run(&[]);
    assert_eq!(run.code, Some(0), "{}", run.errors);

    // The text is made from the old one, so order and format count too.
    let mut expected = before.clone();
    let mut replace = |file: &str, from: &str, to: &str| {
        let text = expected.get_mut(file).expect("the file");
        assert!(text.contains(from), "{from}");
        *text = text.replacen(from, to, 1);
    };
    let field = |name: &str, value: &Value| {
        let text = serde_json::to_string_pretty(&json!({"images": [{name: value}]})).expect("JSON");
        text.lines().skip(3).take(text.lines().count() - 6).collect::<Vec<_>>().join("\n")
    };
    let old: Value = serde_json::from_str(&before["base.json"]).expect("JSON");
    let both = |repository: &str, name: &str| {
        let [amd64, arm64] = ["amd64", "arm64"].map(|architecture| measured(repository, &image(name, architecture)));
        [field("compressed", &amd64), field("compressed_arm64", &arm64)].join(",\n")
    };
    replace("base.json", &field("compressed", &old["images"][1]["compressed"]), &both("docker.io/library/alpine", ALPINE));
    let only = field("compressed", &measured("docker.io/example/amd64-only", &image("example/amd64-only:1.2", "amd64")));
    // The first null is that of scratch, which is in no registry.
    replace("base.json", "1.2\"", "1.2\"");
    let (head, tail) = expected["base.json"].rsplit_once("      \"compressed\": null").expect("the last record");
    let text = format!("{head}{only}{tail}");
    expected.insert("base.json".into(), text);
    let nothing = "      \"compressed\": null,\n      \"compressed_arm64\": null";
    let text = expected["more.json"].replacen(nothing, &both("gcr.io/distroless/static-debian13", DISTROLESS), 1);
    expected.insert("more.json".into(), text);
    assert_eq!(stage.files(), expected);

    for words in ["alpine compressed\n  - 3849738 bytes (published 2026-09-17", "distroless compressed_arm64\n  - not known\n  + "] {
        assert!(run.output.contains(words), "{words}\n{}", run.output);
    }
    for words in [
        "[4/4]",
        "linux/amd64",
        "in 2 layers",
        "built 2026-09-16",
        "hardened (dhi.io/node:24-debian13): skipped, needs docker login dhi.io",
    ] {
        assert!(run.errors.contains(words), "{words}\n{}", run.errors);
    }
}

#[test]
fn a_second_run_changes_nothing() {
    let Some(registry) = Registry::start(false) else { return };
    let stage = Stage::with(&registry);
    assert_eq!(stage.run(&[]).code, Some(0));
    let first = stage.files();
    let again = stage.run(&[]);
    assert_eq!((again.code, again.output.as_str()), (Some(0), ""), "{}", again.errors);
    assert_eq!(stage.files(), first);

    // Another day is no difference to be looked at, but it is written down.
    let later = stage.run(&["--today", "2026-12-01", "--check"]);
    assert_eq!((later.code, later.output.as_str()), (Some(0), ""), "{}", later.errors);
    assert_eq!(stage.files(), first);
    let later = stage.run(&["--today", "2026-12-01"]);
    assert_eq!((later.code, later.output.as_str()), (Some(0), ""), "{}", later.errors);
    let dated = first.into_iter().map(|(name, text)| (name, text.replace(TODAY, "2026-12-01"))).collect();
    assert_eq!(stage.files(), dated);
}

#[test]
fn a_check_shows_and_writes_nothing() {
    let Some(registry) = Registry::start(false) else { return };
    let stage = Stage::with(&registry);
    let before = stage.files();
    let run = stage.run(&["--check"]);
    assert_eq!(run.code, Some(1), "{}", run.errors);
    assert!(run.output.contains("alpine compressed\n"), "{}", run.output);
    assert_eq!(stage.files(), before);
}

#[test]
fn one_image_alone() {
    let Some(registry) = Registry::start(false) else { return };
    let stage = Stage::with(&registry);
    let before = stage.files();
    assert_eq!(stage.run(&["--only", "distroless"]).code, Some(0));
    let after = stage.files();
    assert_eq!(after["base.json"], before["base.json"]);
    assert_ne!(after["more.json"], before["more.json"]);
}

#[test]
fn unpacked_sizes_are_what_the_last_layer_leaves() {
    let Some(registry) = Registry::start(false) else { return };
    let stage = Stage::with(&registry);
    let run = stage.run(&["--unpacked"]);
    assert_eq!(run.code, Some(0), "{}", run.errors);
    for (id, repository, name, bytes) in
        [("alpine", "docker.io/library/alpine", ALPINE, 50_007), ("distroless", "gcr.io/distroless/static-debian13", DISTROLESS, 9030)]
    {
        let source = format!("{repository}@{} (sum of the regular files in its layers)", digest(&image(name, "amd64").manifest()));
        let expected = json!({"value": bytes, "method": "measured", "source": source, "date": TODAY});
        assert_eq!(stage.record(id)["unpacked"], expected, "{id}");
    }
}

#[test]
fn a_login_is_taken_from_the_docker_configuration() {
    let Some(registry) = Registry::start(true) else { return };
    let stage = Stage::with(&registry);
    stage.assert_untouched(&["--only", "alpine"], 2, &["alpine (alpine:3.24): ", "refuses", "docker login"]);
    let skipped = stage.run(&["--only", "hardened"]);
    assert_eq!(skipped.code, Some(0), "{}", skipped.errors);
    assert!(skipped.errors.contains("skipped"), "{}", skipped.errors);

    let login = json!({"auths": {&registry.host: {"username": servers::LOGIN.0, "password": servers::LOGIN.1}}});
    stage.write("docker/config.json", &login.to_string());
    let run = stage.run(&[]);
    assert_eq!(run.code, Some(0), "{}", run.errors);
    assert_eq!(stage.record("hardened")["compressed"], measured("dhi.io/node", &image("node:24-debian13", "amd64")));

    let wrong = json!({"auths": {&registry.host: {"username": servers::LOGIN.0, "password": "guess"}}});
    stage.write("docker/config.json", &wrong.to_string());
    stage.assert_untouched(&["--only", "hardened"], 2, &["hardened (dhi.io/node:24-debian13): ", "refuses"]);
    stage.write("docker/config.json", "{");
    stage.assert_untouched(&["--only", "hardened"], 2, &["the docker login of", "cannot be read"]);
}

#[test]
fn a_human_looks_at_changed_contents() {
    let Some(registry) = Registry::start(false) else { return };
    let stage = Stage::with(&registry);
    for (architecture, settings, says) in [
        ("amd64", json!({"Cmd": ["/bin/sh"], "User": "1000"}), r#"its user is "1000" (1000), the record says 0:0"#),
        ("amd64", json!({"Cmd": ["/bin/sh"], "User": "nobody"}), r#"its user is "nobody", which the record does not name"#),
        ("amd64", json!({"Cmd": ["/bin/sh"], "Entrypoint": ["/init"]}), r#"its entrypoint is ["/init"], the record says []"#),
        ("amd64", json!({"Cmd": ["/bin/ash"]}), r#"its command (cmd) is ["/bin/ash"], the record says ["/bin/sh"]"#),
        ("arm64", json!({}), r#"its command (cmd) is [], the record says ["/bin/sh"]"#),
        ("arm64", Value::Null, r#"its command (cmd) is [], the record says ["/bin/sh"]"#),
    ] {
        let (name, mut images, format) = published().swap_remove(0);
        images.iter_mut().filter(|image| image.architecture == architecture).for_each(|image| image.settings = settings.clone());
        registry.push_index(name, &images, format);
        let line = format!("alpine (alpine:3.24) linux/{architecture}: {says}: look at the image, then edit");
        stage.assert_untouched(&[], 3, &[&line, "base.json", "no file was changed"]);
        stage.assert_untouched(&["--check"], 3, &[&line]);
    }
}

#[test]
fn an_architecture_that_the_record_lists_has_to_be_there() {
    let Some(registry) = Registry::start(false) else { return };
    let stage = Stage::with(&registry);
    let all: Vec<Image> = ["amd64", "arm64", "arm"].map(|architecture| image(ALPINE, architecture)).into();
    for (images, format, says) in [
        (vec![all[0].clone(), all[2].clone()], Format::Docker, "there is no linux/arm64, only linux/amd64, linux/arm:"),
        (vec![all[0].clone(), all[2].clone()], Format::Oci, "there is no linux/arm64, only linux/amd64, linux/arm:"),
        (vec![all[1].clone()], Format::Oci, "there is no linux/amd64, only linux/arm64:"),
    ] {
        registry.push_index(ALPINE, &images, format);
        stage.assert_untouched(&[], 2, &["alpine (alpine:3.24): ", says, "correct the architectures"]);
    }
    registry.push(ALPINE, &all[1]);
    stage.assert_untouched(&[], 2, &["there is no linux/amd64, only linux/arm64:"]);
    registry.push(ALPINE, &all[0]);
    stage.assert_untouched(&[], 2, &["there is no linux/arm64, only linux/amd64:"]);

    // One that is there and not listed is left alone.
    let only = "example/amd64-only:1.2";
    let amd64 = image(only, "amd64");
    registry.push_index(only, &[amd64.clone(), Image { architecture: "arm64", ..amd64 }], Format::Oci);
    assert_eq!(stage.run(&["--only", "amd64-only"]).code, Some(0));
    assert_eq!(stage.record("amd64-only").get("compressed_arm64"), None);
}

#[test]
fn one_image_that_fails_keeps_all_from_being_written() {
    let Some(registry) = Registry::start(false) else { return };
    Stage::with(&registry);
    let closed = servers::free_port();
    let stage = Stage::new(&[("docker.io", &registry.host), ("gcr.io", &closed)]);
    stage.assert_untouched(
        &[],
        2,
        &["alpine (alpine:3.24): linux/amd64", "distroless (gcr.io/distroless/static-debian13:nonroot): ", "1 of 4"],
    );
    // A tag that the registry does not have.
    let stage = Stage::new(&[("docker.io", &registry.host), ("gcr.io", &registry.host)]);
    stage.write("facts/more.json", &stage.files()["more.json"].replace(":nonroot", ":debug"));
    stage.assert_untouched(&[], 2, &["distroless (gcr.io/distroless/static-debian13:debug): ", "has no such tag: correct the reference"]);
    stage.write("facts/more.json", &stage.files()["more.json"].replace("/static-", "/statics-"));
    stage.assert_untouched(&[], 2, &["distroless (gcr.io/distroless/statics-debian13:debug): ", "has no such tag"]);
}
