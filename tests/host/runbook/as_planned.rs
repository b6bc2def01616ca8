//! What a runbook says of a service is what its Dockerfile does: how it starts,
//! who it is, on what it runs and what asks whether it is well.

use container_diet::dockerfile::tree::Instruction;
use container_diet::dockerfile::{Plan, SettingId, Settings, dockerfile};
use container_diet::model::questions::Platform;
use container_diet::model::{QuestionId, Service};
use container_diet::runbook::{Version, files, impact};

use crate::dockerfiles::{every_service, order, with_texts};

/// The questions that shape what starts and on what it runs.
const DEPENDS_ON: &[QuestionId] = &[
    QuestionId::Runtime,
    QuestionId::Environment,
    QuestionId::Linking,
    QuestionId::ExactVersion,
    QuestionId::VendorImages,
    QuestionId::I18nFonts,
    QuestionId::Platform,
];

/// Each kind of project with each package manager, with texts and without.
fn every_setting(service: &Service) -> Vec<Settings> {
    let mut all = vec![Settings::default()];
    for id in [SettingId::Layout, SettingId::Manager] {
        let options: Vec<_> = id.get().options(service).collect();
        all = all.iter().flat_map(|settings| options.iter().map(|option| settings.clone().with(id, option.token))).collect();
    }
    all.iter().flat_map(|settings| [settings.clone(), with_texts(settings.clone(), service)]).collect()
}

#[test]
fn a_runbook_says_what_the_dockerfile_does() {
    let (mut starts, mut checks, mut guides) = (0, 0, 0);
    every_service(DEPENDS_ON, &mut |answers, verdict, family| {
        for settings in every_setting(&verdict.service) {
            let plan = Plan::new(order(verdict, family, &settings));
            let output = dockerfile(order(verdict, family, &settings));
            let text = output.text();
            let about = || format!("{answers:?} on {family:?} with {settings:?}:\n{text}");
            let image = output.file.runtime_image();
            assert_eq!(plan.image, image, "{}", about());
            for change in impact(&plan, Version::default()) {
                let Some(paste) = change.replacement else { continue };
                match change.verb {
                    "npm start" => {
                        starts += 1;
                        assert!(text.ends_with(&paste.text), "{}{}", paste.text, about());
                    }
                    "curl health checks" if paste.language == "dockerfile" => {
                        checks += 1;
                        let has = output.file.last().steps.iter().any(|step| matches!(step.instruction, Instruction::Healthcheck(_)));
                        // On Alpine the tool that is there is shown, whatever the file asks with.
                        let same = paste.text.contains("wget") || text.contains(&paste.text);
                        assert_eq!(has, same, "{}{}", paste.text, about());
                    }
                    _ => {}
                }
            }
            for guide in files(&plan, Version::default()).into_iter().filter(|file| file.name == "RUNBOOK.md") {
                guides += 1;
                let says = format!("runs on `{}` as user {} and listens on port {}.", image.reference, image.ordinary_user(), plan.port());
                assert!(guide.text.contains(&says), "{}{}", guide.text, about());
            }
            assert_eq!(plan.check().is_some() && plan.service.is(Platform::Docker), text.contains("HEALTHCHECK"), "{}", about());
        }
    });
    println!("{starts} starts, {checks} checks and {guides} runbooks say what the file does");
    assert!(starts > 50 && checks > 50 && guides > 500);
}
