//! That a file serves what its service does.

use container_diet::dockerfile::settings::Layout;
use container_diet::dockerfile::{Instruction, SettingId};
use container_diet::model::questions::{Environment, Runtime};

use super::{Made, started};

/// What does not listen has no port and no check; folders that are written to
/// belong to the user; what was set is there, each word of it by itself.
pub fn check(made: &Made, text: &str, about: &str) {
    let last = made.output.file.last();
    let exposes = last.steps.iter().any(|step| matches!(step.instruction, Instruction::Expose(..)));
    let further = made.settings.text_for(SettingId::Ports, &made.service).is_some();
    assert_eq!(exposes, made.listens() || further, "{about}");
    assert!(made.listens() || !text.contains("HEALTHCHECK"), "{about}");
    assert!(
        made.listens() || !["uvicorn", "gunicorn", "puma", "ASPNETCORE_HTTP_PORTS", "ENV PORT"].iter().any(|word| text.contains(word)),
        "{about}"
    );
    let user = made.output.file.runtime_image().ordinary_user().to_string();
    let development = made.service.is(Environment::Development);
    for id in [SettingId::Kept, SettingId::Scratch] {
        for path in made.settings.text_for(id, &made.service).into_iter().flat_map(|text| text.split(',')).filter(|_| !development) {
            let copied =
                text.lines().any(|line| line.starts_with("COPY --from=build --chown=") && line.contains(&user) && line.ends_with(path));
            let made_there =
                text.contains(&format!("chown -R {user} ")) && text.lines().any(|line| line.contains("mkdir -p ") && line.contains(path));
            assert!(copied || made_there, "{path} is the user’s: {about}");
            // A folder that an earlier copy brought keeps its owner, so it must come from elsewhere.
            let comes_twice =
                text.lines().any(|line| line.starts_with("COPY --from=build --chown=") && line.ends_with(&format!(" {path} {path}")));
            assert!(!comes_twice, "{path} is there before it is the user’s: {about}");
        }
    }
    // What Bun runs as it is lies in the image as a whole.
    let is_apart = !development && (!made.service.is(Runtime::Bun) || made.chose(Layout::Binary));
    for path in made.settings.text_for(SettingId::Beside, &made.service).into_iter().flat_map(|text| text.split(',')).filter(|_| is_apart) {
        assert!(text.contains(&format!("/{path} /app/{path}\n")), "{about}");
    }
    if !made.arguments().is_empty() {
        let (entrypoint, cmd) = started(last);
        let all: Vec<&str> = entrypoint.iter().chain(&cmd).map(|word| &**word).collect();
        let expected = made.arguments();
        assert!(all.ends_with(&expected.iter().map(String::as_str).collect::<Vec<_>>()), "{about}");
    }
}
