//! Values of settings that lead to the same Dockerfile as others, so that a walk leaves them out.

use container_diet::dockerfile::{SettingId, Settings, dockerfile};
use container_diet::model::questions::Runtime;
use container_diet::model::runtimes::Kind;
use container_diet::model::{Family, QuestionId, Service, Verdict};

use super::every::{every_service, plan, values, with_texts};

/// What a setting is walked with, without what leads to the Dockerfile of another value: see
/// [`what_is_left_out_leads_to_the_same_file`].
pub fn those_that_differ(id: SettingId, service: &Service, family: Family) -> Vec<Option<&'static str>> {
    let mut values = values(id, service, family);
    let same = |value: &str| SAME_FILE.iter().any(|(of, other, _)| *of == id && value == *other && is_same(value, service));
    values.retain(|value| value.is_none_or(|value| !same(value)));
    values
}

/// A setting, a value of it, and another one that leads to the same Dockerfile.
const SAME_FILE: &[(SettingId, &str, &str)] = &[
    (SettingId::Does, "job", "worker"),
    (SettingId::Does, "schedule", "worker"),
    (SettingId::Does, "grpc", "udp"),
    (SettingId::Signal, "quit", "int"),
    (SettingId::Signal, "hup", "int"),
];

/// Servers of gRPC that a runtime brings along read their port from a variable.
fn is_same(value: &str, service: &Service) -> bool {
    value != "grpc" || service.runtime().kind != Kind::VirtualMachine && !service.is(Runtime::JavaNative)
}

/// But for the signal's own name, for what carries packets, and for the proof of further
/// processes, which what ends by itself has none of.
#[test]
fn what_is_left_out_leads_to_the_same_file() {
    let text = |verdict: &Verdict, family: Family, id: SettingId, value: &str| {
        let settings = with_texts(Settings::default(), &verdict.service).with(SettingId::Processes, "").with(id, value);
        let text = dockerfile(&plan(verdict, family, &settings)).text();
        ["SIGINT", "SIGQUIT", "SIGHUP", "/udp"].iter().fold(text, |text, name| text.replace(name, ""))
    };
    every_service(&[QuestionId::Runtime, QuestionId::Platform, QuestionId::Environment], &mut |_, verdict, family| {
        for (id, value, same) in SAME_FILE.iter().filter(|(_, value, _)| is_same(value, &verdict.service)) {
            assert_eq!(text(verdict, family, *id, value), text(verdict, family, *id, same), "{id:?}: {value} is {same}");
        }
    });
}
