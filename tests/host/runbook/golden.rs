//! The files that people read first, as they are written. `UPDATE_GOLDEN=1`
//! rewrites them; the change is then read as a diff.

use std::path::Path;
use std::{env, fs};

use container_diet::dockerfile::{Order, Plan, SettingId, Settings};
use container_diet::model::questions::{Linking, Platform, Runtime};
use container_diet::model::{Answers, Family, decide};
use container_diet::runbook::{Version, files};

use crate::dockerfiles::{TODAY, with_texts};

#[track_caller]
fn golden(answers: Answers, family: Family, texts: bool, version: Version, folder: &str) {
    let settings = if texts { with_texts(Settings::default(), &decide(&answers).service) } else { Settings::default() };
    golden_with(answers, family, &settings, version, folder, |_| true);
}

/// What a setting changes: the other files are as those above.
const FOLLOW_SETTINGS: &[&str] = &["RUNBOOK.md", "compose.yaml", "deployment.yaml", "job.yaml", "cronjob.yaml"];

#[track_caller]
fn golden_with(answers: Answers, family: Family, settings: &Settings, version: Version, folder: &str, is_wanted: fn(&str) -> bool) {
    let verdict = decide(&answers);
    let plan = Plan::new(Order { service: &verdict.service, family, settings, today: TODAY });
    let folder = Path::new("tests/golden/runbook").join(folder);
    for file in files(&plan, version).into_iter().filter(|file| is_wanted(file.name)) {
        let path = folder.join(file.name);
        if env::var_os("UPDATE_GOLDEN").is_some() {
            fs::create_dir_all(&folder).expect("the folder can be made");
            fs::write(&path, &file.text).expect("the file can be written");
        }
        assert_eq!(file.text, fs::read_to_string(&path).unwrap_or_default(), "{} differs: `make golden` rewrites it", path.display());
    }
}

#[test]
fn golden_files_of_runbooks() {
    let go = Answers::default();
    golden(go, Family::Distroless, false, Version::V1_36, "go-distroless");
    golden(go.with(Runtime::Node), Family::Distroless, true, Version::V1_33, "node-distroless-texts-1.33");
    golden(go.with(Linking::Static).with(Runtime::Rust), Family::Scratch, false, Version::V1_37, "rust-scratch-1.37");
    golden(go.with(Runtime::Python), Family::Slim, false, Version::V1_36, "python-slim");
    golden(go.with(Runtime::Java), Family::Alpine, false, Version::V1_36, "java-alpine");
    golden(go.with(Platform::Docker), Family::Alpine, false, Version::V1_36, "go-alpine-docker");
    golden(go.with(Runtime::Java).with(Platform::Docker), Family::Distroless, false, Version::V1_36, "java-distroless-docker");
    golden(go.with(Platform::Managed), Family::Distroless, false, Version::V1_36, "go-distroless-managed");
    let set = |settings: &[(SettingId, &str)]| settings.iter().fold(Settings::default(), |set, (id, text)| set.with(*id, text));
    let python = go.with(Runtime::Python);
    let version = Version::V1_36;
    golden_with(python, Family::Slim, &set(&[(SettingId::Does, "schedule")]), version, "python-slim-schedule", |name| {
        FOLLOW_SETTINGS.contains(&name)
    });
    let web = set(&[
        (SettingId::WebServer, "nginx"),
        (SettingId::Kept, "/app/storage/app"),
        (SettingId::Processes, "queue: php artisan queue:work"),
    ]);
    let php = go.with(Runtime::Php);
    golden_with(php, Family::Alpine, &web, version, "php-alpine-web", |name| name == "deployment.yaml");
    golden_with(php.with(Platform::Docker), Family::Slim, &web, version, "php-slim-web-docker", |name| name == "compose.yaml");
    let keeps = [
        (SettingId::Kept, "/data"),
        (SettingId::Before, "PGOPTIONS=-clock_timeout=5s python manage.py migrate"),
        (SettingId::Ready, "/ready"),
        (SettingId::Processes, "worker: OMP_NUM_THREADS=1 celery -A shop worker"),
    ];
    golden_with(python, Family::Slim, &set(&keeps), version, "python-slim-folders", |name| FOLLOW_SETTINGS.contains(&name));
    golden_with(python.with(Platform::Docker), Family::Slim, &set(&keeps), version, "python-slim-folders-docker", |name| {
        FOLLOW_SETTINGS.contains(&name)
    });
    let php = php.with(Platform::Managed);
    golden_with(php, Family::Slim, &Settings::default(), version, "php-slim-managed", |name| FOLLOW_SETTINGS.contains(&name));
    golden_with(go, Family::Distroless, &set(&[(SettingId::Does, "grpc")]), version, "go-distroless-grpc", |name| {
        FOLLOW_SETTINGS.contains(&name)
    });
    golden_with(go, Family::Distroless, &set(&[(SettingId::Does, "job")]), version, "go-distroless-job", |name| {
        FOLLOW_SETTINGS.contains(&name)
    });
}
