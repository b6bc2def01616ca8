//! Registries that cannot be reached, refuse or talk nonsense. These need no
//! registry: the servers are in the test.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::images::Image;
use crate::servers::{Answer, answer_with, free_port, serve};
use crate::stage::{Stage, image};

const ONLY: [&str; 2] = ["--only", "amd64-only"];

fn nginx() -> Image {
    image("example/amd64-only:1.2", "amd64")
}

/// Serves the image, with its manifest changed.
fn with_manifest(change: impl Fn(&mut Value)) -> String {
    let image = nginx();
    let mut manifest: Value = serde_json::from_slice(&image.manifest()).expect("JSON");
    change(&mut manifest);
    serve(move |path| match path.contains("/manifests/") {
        true => Answer::new(200, &format!("Content-Type: {}\r\n", image.media_type()), manifest.to_string()),
        false => answer_with(&image, path),
    })
}

/// Answers with this to everything but the question for the protocol.
fn always(status: u16, headers: &'static str, body: &'static str) -> String {
    serve(move |path| if path == "/v2/" { Answer::new(200, "", "{}") } else { Answer::new(status, headers, body) })
}

#[test]
fn each_failure_names_the_image_and_what_to_do() {
    let too_many = r#"{"errors": [{"code": "TOOMANYREQUESTS", "message": "slow down"}]}"#;
    let denied = r#"{"errors": [{"code": "DENIED", "message": "no access"}]}"#;
    let odd = r#"{"errors": [{"code": "UNSUPPORTED", "message": "not here"}]}"#;
    let waits = "requires a wait of 3600 s, which is longer than this tool waits: run again after that, or run `docker login";
    for (host, says) in [
        (free_port(), "cannot be reached (Connection refused"),
        (always(429, "Retry-After: 3600\r\n", too_many), waits),
        (always(429, "Retry-After: 3600\r\n", "slow down"), waits),
        (always(401, "", ""), "refuses access: check the reference in the record, then run `docker login"),
        (always(403, "", denied), "refuses access (no access): check the reference"),
        (always(404, "", ""), "has no such tag: correct the reference"),
        (always(400, "", odd), "answers with an error (not here): run again later"),
        (always(503, "", "maintenance"), "answers with an error (status 503 maintenance): run again later"),
        (always(200, "", "<html>hello</html>"), "malformed"),
        (always(200, "", ""), "malformed"),
        (always(200, "", r#"{"schemaVersion": 1}"#), "malformed"),
        (with_manifest(|manifest| manifest["layers"] = json!("none")), "malformed"),
        (
            with_manifest(|manifest| manifest["layers"][0]["size"] = json!(-5)),
            "malformed (the sizes of the layers of linux/amd64 have no sum)",
        ),
        (with_manifest(|manifest| manifest["layers"][0]["size"] = json!(0)), "have a size of zero"),
        (with_manifest(|manifest| manifest["layers"] = json!([])), "have a size of zero"),
        // The layer is no configuration.
        (with_manifest(|manifest| manifest["config"] = manifest["layers"][0].clone()), "malformed (the image's configuration"),
        (with_manifest(|manifest| manifest["config"]["digest"] = json!("sha256:00")), "has no such tag"),
    ] {
        let stage = Stage::new(&[("docker.io", &host)]);
        stage.assert_untouched(&ONLY, 2, &["[1/1] amd64-only (example/amd64-only:1.2): ", says, "1 of 1 images could not be read"]);
    }
}

#[test]
fn a_host_that_cannot_be_reached_is_asked_once() {
    let asked = std::sync::Arc::new(AtomicUsize::new(0));
    let count = asked.clone();
    let host = serve(move |_| {
        count.fetch_add(1, Ordering::SeqCst);
        Answer::new(429, "Retry-After: 3600\r\n", "")
    });
    let stage = Stage::new(&[("docker.io", &host), ("gcr.io", &host)]);
    stage.assert_untouched(&[], 2, &["3 of 4 images could not be read"]);
    // Three begin at the same time; none asks a second manifest.
    assert!(asked.load(Ordering::SeqCst) <= 3 * 4, "{asked:?}");
}

#[test]
fn a_short_rate_limit_is_waited_for() {
    let image = nginx();
    let refused = AtomicUsize::new(0);
    let host = serve(move |path| {
        // Twice the question and the look at its header.
        if path.contains("/manifests/") && refused.fetch_add(1, Ordering::SeqCst) < 4 {
            return Answer::new(429, "Retry-After: 1\r\n", "");
        }
        answer_with(&image, path)
    });
    let stage = Stage::new(&[("docker.io", &host)]);
    let start = Instant::now();
    let run = stage.run(&ONLY);
    assert_eq!(run.code, Some(0), "{}", run.errors);
    assert!(run.errors.contains("limits the rate: waiting 1 s"), "{}", run.errors);
    assert!(start.elapsed() >= Duration::from_secs(2), "{:?}", start.elapsed());
    assert_eq!(stage.record("amd64-only")["compressed"]["value"], json!(nginx().compressed()));
}

#[test]
fn a_layer_has_to_be_what_the_manifest_says() {
    let image = nginx();
    let mut other = image.layers[0].clone();
    *other.last_mut().expect("bytes") ^= 1;
    let (cut, long) = (image.layers[0][..50].to_vec(), [image.layers[0].as_slice(), b"more"].concat());
    for (layer, says) in [(other, "cannot be read"), (cut, "cannot be read"), (long, "cannot be read"), (Vec::new(), "cannot be read")] {
        let wanted = format!("/blobs/{}", crate::images::digest(&image.layers[0]));
        let image = image.clone();
        let host = serve(move |path| match path.ends_with(&wanted) {
            true => Answer::new(200, "", layer.clone()),
            false => answer_with(&image, path),
        });
        let stage = Stage::new(&[("docker.io", &host)]);
        stage.assert_untouched(
            &["--only", "amd64-only", "--unpacked"],
            2,
            &["amd64-only (example/amd64-only:1.2): the layer sha256:", says],
        );
        // Without it the layers are not asked for.
        assert_eq!(stage.run(&ONLY).code, Some(0));
    }
    let host = with_manifest(|manifest| manifest["layers"][0]["mediaType"] = json!("application/vnd.example"));
    let stage = Stage::new(&[("docker.io", &host)]);
    stage.assert_untouched(&["--only", "amd64-only", "--unpacked"], 2, &["its type application/vnd.example is not known"]);
}

#[test]
fn a_catalogue_that_cannot_be_used_is_not_read_for() {
    let stage = Stage::new(&[]);
    stage.assert_untouched(&["--only", "debian"], 2, &["--only debian: no image in the catalogue has this id"]);
    stage.assert_untouched(&["--accept-contents"], 2, &["--accept-contents", "--help"]);
    let good = stage.files();
    for (text, says) in [
        (good["more.json"].replace("  ", "    "), "more.json: format it as JSON with two spaces first"),
        (good["more.json"].replace("\"cmd\"", "\"command\""), "more.json: distroless: missing field `cmd`"),
        (good["more.json"].replacen('{', "", 1), "more.json: "),
    ] {
        stage.write("facts/more.json", &text);
        stage.assert_untouched(&[], 2, &[says]);
    }
    std::fs::remove_dir_all(stage.path().join("facts")).expect("removed");
    std::fs::create_dir(stage.path().join("facts")).expect("made");
    stage.assert_untouched(&[], 2, &["has no JSON file with images: name the folder with --facts"]);
}
