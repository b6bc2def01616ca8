//! ko: Go images without a Dockerfile.

use super::companion::Companion;
use crate::dockerfile::image::image;
use crate::dockerfile::plan::Plan;
use crate::dockerfile::settings::{Platforms, SettingId};
use crate::model::Family;

/// Settings that only the Dockerfile follows.
const BESIDE_THE_BINARY: &[SettingId] = &[
    SettingId::Steps,
    SettingId::Features,
    SettingId::Variables,
    SettingId::Arguments,
    SettingId::Signal,
    SettingId::Stamp,
    SettingId::BuildNode,
];

/// `.ko.yaml` with its commands; where ko cannot serve, only why.
pub fn ko(plan: &Plan) -> Companion {
    let own_files = !plan.beside().is_empty() || !plan.folders().is_empty() || plan.ca().is_some() || plan.front_end().is_some();
    // What the Dockerfile does beside compiling, of which ko would know nothing.
    let is_set = |id: SettingId| plan.settings.text(id).is_some() && plan.uses(id);
    let own_files = own_files || BESIDE_THE_BINARY.iter().any(|id| is_set(*id));
    if plan.is_glibc() || plan.added().next().is_some() || own_files {
        let why = "ko builds without cgo and adds only the binary and kodata/, so it cannot build this service. Use the Dockerfile.";
        return Companion::text(
            "ko",
            why,
            "# ko cannot build a service that needs C libraries, distribution packages, its own files, folders and certificates, build steps and tags, or arguments and variables.\n"
                .into(),
        );
    }
    // ko puts the binary onto a base; the empty image is the static one without its files.
    let base = if plan.family == Family::Scratch { image("distroless-static").reference } else { plan.image.reference };
    let mirrors = plan.mirrors();
    let base = mirrors.name(base);
    let entry = plan.entry();
    let main = if entry.starts_with('.') { entry.into_owned() } else { format!("./{entry}") };
    let platforms = if plan.choice::<Platforms>() == Platforms::Both { "  - linux/amd64\n  - linux/arm64\n" } else { "  - linux/amd64\n" };
    let user = plan.image.ordinary_user().uid;
    let text = format!(
        r#"# Save as .ko.yaml at the root of the module.
defaultBaseImage: {base}
defaultPlatforms:
{platforms}builds:
  - id: server
    main: {main}
    flags: [-trimpath]
    ldflags: [-s, -w]

# Then run, from the same folder (KO_DOCKER_REPO is the registry and repository prefix to push to):
#   KO_DOCKER_REPO=registry.example.com/team ko build --base-import-paths --image-user={user} {main}
# To load the image into the local Docker instead:
#   ko build --local --base-import-paths --image-user={user} {main}
"#
    );
    let about = "For pure Go, ko needs no Dockerfile and no Docker. It compiles locally, adds an SPDX SBOM and can build every architecture. \
                 Without defaultBaseImage it uses cgr.dev/chainguard/static, not Google’s distroless. It is less suitable if the service needs files, packages or a build step of another language.";
    Companion::file(".ko.yaml", about, text)
}
