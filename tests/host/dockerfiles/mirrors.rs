//! With registries of one's own, every image is pulled from them, wherever it is named.

use container_diet::decision::{Decision, State};
use container_diet::dockerfile::companions::companions;
use container_diet::dockerfile::tree::{From, Instruction, Source};
use container_diet::dockerfile::{Mirrors, SettingId, Settings};
use container_diet::model::questions::VendorImages;
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
            for file in decision.runbook() {
                let bare = file.text.replace(&format!("{HUB}/library/busybox:"), "");
                assert!(!bare.contains(" busybox:") && !bare.contains("'busybox:"), "{}: {}", file.name, file.text);
            }
        }
    }
    assert!(seen > 80, "{seen}");
}
