//! With registries of one's own, every image is pulled from them, wherever it is named.

use container_diet::decision::{Decision, State};
use container_diet::dockerfile::companions::companions;
use container_diet::dockerfile::tree::{From, Instruction, Source};
use container_diet::dockerfile::{Mirrors, SettingId, Settings};
use container_diet::model::questions::{ExactVersion, Runtime, VendorImages};
use container_diet::model::{Answers, Family, QuestionId};

use super::every::TODAY;

const HUB: &str = "registry.example.com/hub";
const OTHERS: &str = "mirror.example.com:5000";

fn mirrors() -> Mirrors {
    decision(0, Family::Full).plan.mirrors()
}

fn settings() -> Settings {
    Settings::default().with(SettingId::Hub, HUB).with(SettingId::Mirror, OTHERS).with(SettingId::Debug, "yes")
}

fn decision(runtime: u8, family: Family) -> Decision {
    let answers = Answers::default().with_index(QuestionId::Runtime, runtime).with(VendorImages::Yes);
    Decision::new(State { answers, settings: settings(), base: Some(family), ..State::default() }, TODAY)
}

fn check(reference: &str, pulled: &str) {
    assert_eq!(mirrors().name(reference), pulled);
    assert_eq!(Mirrors::default().name(reference), reference);
}

#[test]
fn names_of_images_in_a_mirror() {
    check("node:26-trixie-slim", "registry.example.com/hub/library/node:26-trixie-slim");
    check("nginxinc/nginx-unprivileged:1.30", "registry.example.com/hub/nginxinc/nginx-unprivileged:1.30");
    check("docker/dockerfile:1", "registry.example.com/hub/docker/dockerfile:1");
    check("gcr.io/distroless/cc-debian13:nonroot", "mirror.example.com:5000/gcr.io/distroless/cc-debian13:nonroot");
    check("dhi.io/node:26-debian13", "mirror.example.com:5000/dhi.io/node:26-debian13");
    check("scratch", "scratch");
}

/// A signature is looked for where the image is pulled from.
#[track_caller]
fn check_verification(decision: &Decision) {
    let output = decision.dockerfile();
    let base = output.file.runtime_image();
    let commands = companions(&decision.plan, &output)[0].text.clone();
    let said = commands.rsplit_once("https://accounts.google.com \"$IMAGE\"\n").map_or("", |(_, rest)| rest);
    let pulled = decision.plan.mirrors().name(base.reference).into_owned();
    assert_eq!(said.is_empty(), base.tag().is_empty(), "{commands}");
    assert!(said.is_empty() || said.contains(&pulled), "{pulled}: {said}");
    assert!(!said.replace(&pulled, "").contains(base.repository()) || base.tag().is_empty(), "{}: {said}", base.repository());
    assert_eq!(said.contains("Your mirror must also have the signatures."), base.signing().is_some(), "{said}");
}

/// Commands, workflow and bots log in to the registries that are pulled from, and to no other.
#[track_caller]
fn check_logins(settings: &[(SettingId, &str)], runtime: Runtime, expected: &[(&str, &str)]) {
    let settings = settings.iter().fold(Settings::default(), |all, (id, text)| all.with(*id, text));
    let answers = Answers::default().with(runtime).with(ExactVersion::Yes).with(VendorImages::Yes);
    let decision = Decision::new(State { answers, settings, base: Some(Family::Distroless), ..State::default() }, TODAY);
    let all = companions(&decision.plan, &decision.dockerfile());
    let text = |name: &str| all.iter().find(|file| file.name == name).map_or(String::new(), |file| file.text.clone());
    let after = |text: &str, start: &str| {
        text.lines()
            .filter_map(|line| line.trim().strip_prefix(start))
            .map(|rest| rest.trim_matches(['"', ',']).to_string())
            .collect::<Vec<_>>()
    };
    let hosts: Vec<String> = expected.iter().map(|(host, _)| host.to_string()).collect();
    assert_eq!(after(&text("Commands"), "docker login "), hosts, "{runtime:?}");
    assert_eq!(after(&text("GitHub Actions"), "registry: "), hosts, "{runtime:?}");
    let rule = |host: &String| if host.contains(':') { format!("https://{host}/") } else { host.clone() };
    assert_eq!(after(&text("renovate.json"), "\"matchHost\": \""), hosts.iter().map(rule).collect::<Vec<_>>(), "{runtime:?}");
    let addresses: Vec<String> = hosts.iter().map(|host| format!("https://{host}")).collect();
    assert_eq!(after(&text("dependabot.yml"), "url: "), addresses, "{runtime:?}");
    for name in ["GitHub Actions", "renovate.json", "dependabot.yml"] {
        let named = expected.iter().all(|(_, secret)| text(name).contains(&format!("{secret}_TOKEN")));
        assert!(named, "{name}: {}", text(name));
    }
}

#[test]
fn logins_are_to_the_registries_that_are_pulled_from() {
    let (hub, others) = ((SettingId::Hub, HUB), (SettingId::Mirror, OTHERS));
    let (of_hub, of_others) = (("registry.example.com", "HUB_REGISTRY"), (OTHERS, "MIRROR_REGISTRY"));
    let hardened = ("dhi.io", "BASE_REGISTRY");
    for (settings, runtime, expected) in [
        (&[][..], Runtime::Node, &[hardened][..]),
        (&[], Runtime::Go, &[]),
        (&[hub], Runtime::Node, &[hardened, of_hub]),
        (&[others], Runtime::Node, &[of_others]),
        (&[hub, others], Runtime::Node, &[of_hub, of_others]),
        (&[hub, others], Runtime::Go, &[of_hub, of_others]),
        // Its images are Microsoft's: of the hub there is what reads the file.
        (&[hub], Runtime::Dotnet, &[of_hub]),
        (&[hub, (SettingId::Builder, "kaniko")], Runtime::Dotnet, &[]),
        // One host is logged in to once.
        (&[hub, (SettingId::Mirror, "registry.example.com/others")], Runtime::Go, &[of_hub]),
    ] {
        check_logins(settings, runtime, expected);
    }
}

/// Whatever is pulled is named by the mirror's name, and by no other.
#[test]
fn every_image_is_pulled_from_the_mirrors() {
    let mut seen = 0;
    for runtime in 0..QuestionId::Runtime.get().options.len() as u8 {
        for family in Family::ALL {
            let decision = decision(runtime, family);
            let output = decision.dockerfile();
            let stages = output.file.stages.iter();
            let from = stages.clone().filter_map(|stage| if let From::Image { image, .. } = stage.from { Some(image) } else { None });
            let copied = stages.flat_map(|stage| &stage.steps).filter_map(|step| match step.instruction {
                Instruction::Copy { from: Some(Source::Image(image)), .. } => Some(image),
                _ => None,
            });
            let repositories: Vec<&str> = from.chain(copied).map(|image| image.repository()).filter(|name| *name != "scratch").collect();
            let instructions = output.blocks().into_iter().map(|block| block.text).filter(|text| !text.contains("Container Diet"));
            let mut texts: Vec<String> = instructions.collect();
            let after = companions(&decision.plan, &output).into_iter().filter(|file| ["Jib", ".ko.yaml"].contains(&file.name));
            texts.extend(after.map(|file| file.text));
            let text: String = texts.concat();
            for repository in repositories {
                seen += 1;
                let pulled = decision.plan.mirrors().name(repository).into_owned();
                assert!(text.contains(&pulled), "{pulled}:\n{text}");
                let elsewhere = text.replace(&pulled, "");
                let named = |name: &str| elsewhere.contains(&format!("FROM {name}:")) || elsewhere.contains(&format!("from={name}:"));
                assert!(!named(repository), "{repository} is pulled from its publisher:\n{text}");
            }
            assert!(text.starts_with("# syntax=registry.example.com/hub/docker/dockerfile:1\n"), "{text}");
            assert!(!text.contains("docker login dhi.io"), "{text}");
            check_verification(&decision);
            for file in decision.runbook() {
                assert!(!file.text.contains("mirrored from `eclipse-temurin"), "{}: {}", file.name, file.text);
                let base = decision.plan.image.reference;
                assert!(base == "scratch" || !file.text.contains(&format!("runs on `{base}`")), "{}: {}", file.name, file.text);
                let bare = file.text.replace(&format!("{HUB}/library/busybox:"), "");
                assert!(!bare.contains(" busybox:") && !bare.contains("'busybox:"), "{}: {}", file.name, file.text);
            }
        }
    }
    assert!(seen > 80, "{seen}");
}
