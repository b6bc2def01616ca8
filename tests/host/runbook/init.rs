//! Docker's init in front of what does not end on a signal as process 1, and of what leaves
//! children behind: in compose.yaml, in the commands, and in what the runbook says of process 1.

use container_diet::dockerfile::companions::companions;
use container_diet::dockerfile::{SettingId, Settings, dockerfile};
use container_diet::model::questions::{NativeDeps, Platform, Runtime};
use container_diet::model::{Answers, Family, decide};
use container_diet::runbook::{Version, files};

use crate::dockerfiles::plan;

/// How many services of compose.yaml have one, of those that a service with these settings has.
#[track_caller]
fn check(runtime: Runtime, family: Family, set: &[(SettingId, &str)], with: usize, of_all: usize) {
    let settings = set.iter().fold(Settings::default(), |settings, (id, text)| settings.with(*id, text));
    let answers = Answers::default().with(runtime).with(Platform::Docker).with(NativeDeps::SystemLibs);
    let plan = plan(&decide(&answers), family, &settings);
    let all = files(&plan, Version::V1_36);
    let text = |name: &str| &all.iter().find(|file| file.name == name).expect("it is there").text;
    let compose = text("compose.yaml");
    assert_eq!((compose.matches("init: true").count(), compose.matches("    image: ").count()), (with, of_all), "{compose}");
    let of_the_service = compose
        .split("container_name")
        .nth(1)
        .is_some_and(|rest| rest.trim_start().lines().take(3).any(|line| line.contains("init: true")));
    let commands = &companions(&plan, &dockerfile(&plan))[0].text;
    assert_eq!(commands.contains("--name trial --init ") || commands.contains("run --rm --init "), of_the_service, "{commands}\n{compose}");
    assert_eq!(text("RUNBOOK.md").contains("process 1 is Docker’s init"), of_the_service);
}

#[test]
fn what_does_not_end_on_a_signal_is_started_by_an_init() {
    let before = (SettingId::Before, "python manage.py migrate");
    let also = (SettingId::Processes, "worker: celery -A shop worker beat: celery -A shop beat");
    check(Runtime::Go, Family::Distroless, &[], 0, 1);
    check(Runtime::Go, Family::Alpine, &[(SettingId::Processes, "worker: /server worker")], 0, 2);
    check(Runtime::Java, Family::Slim, &[], 0, 1);
    check(Runtime::Rust, Family::Slim, &[], 1, 1);
    check(Runtime::Node, Family::Slim, &[], 1, 1);
    check(Runtime::Deno, Family::Slim, &[], 0, 1);
    check(Runtime::Python, Family::Slim, &[], 1, 1);
    check(Runtime::Python, Family::Slim, &[(SettingId::Layout, "asgi"), before, also], 3, 4);
    check(Runtime::Python, Family::Slim, &[(SettingId::Layout, "wsgi"), (SettingId::Packages, "chromium")], 1, 1);
    check(Runtime::Python, Family::Slim, &[(SettingId::Does, "job")], 1, 1);
    check(Runtime::Php, Family::Slim, &[(SettingId::WebServer, "nginx"), (SettingId::Processes, "queue: php artisan queue:work")], 1, 3);
    check(Runtime::StaticSite, Family::Alpine, &[], 0, 1);
}
