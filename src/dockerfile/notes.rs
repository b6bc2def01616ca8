//! What has to be said beside a file: what could not be done as ordered, and
//! what it takes for granted.

use super::image::registry;
use super::plan::Plan;
use super::settings::{Builder, Debug, Does, Manager, Platforms, Private, Setting, SettingId, Takes};
use super::stack::Stack;
use super::start::Server;
use super::tree::{Dockerfile, Instruction};
use crate::facts::{self, Image};
use crate::model::questions::{Platform, Runtime};
use crate::model::runtimes::Kind;

/// What could not be done as ordered, in sentences.
pub fn notes(plan: &Plan, file: &Dockerfile, language: &Image, lost: Vec<String>) -> Vec<String> {
    let mut notes = Vec::new();
    if plan.runtime == Runtime::Python && plan.server().is_none() && plan.entry().contains(':') {
        let entry = plan.entry();
        notes.push(format!(
            "{entry} names an object, which only a server starts: choose ASGI or WSGI as the kind of project, or name a module."
        ));
    }
    notes.extend(meaningless(plan));
    notes.extend(version(plan, language));
    notes.extend(moved_on(plan, file));
    notes.extend(ends(plan, file));
    if plan.added().next().is_some() && !plan.image.has_shell() {
        let base = plan.image.reference;
        notes.push(format!(
            "{base} has no package manager, so the packages that you added are left out: choose a base with one, or bring them as files."
        ));
    }
    if plan.choice::<Platforms>() == Platforms::Both {
        let missing: Vec<_> = ["amd64", "arm64"].into_iter().filter(|name| !plan.image.inside().architectures.contains(name)).collect();
        if !missing.is_empty() {
            notes.push(format!("{} is not known to be published for {}.", plan.image.reference, missing.join(" and ")));
        }
    }
    if plan.choice::<Debug>() == Debug::Yes && (plan.image.has_shell() || plan.is_development()) {
        notes.push("This base includes a shell, so there is no debug stage.".into());
    }
    notes.extend(without_effect(plan));
    notes.extend(lost);
    notes
}

/// What was set about private packages and certificates, and changes nothing here.
fn without_effect(plan: &Plan) -> Vec<String> {
    let mut said = Vec::new();
    let fetches = plan.builds() && plan.runtime != Runtime::CCpp;
    let private = plan.settings.text(SettingId::Private).is_some_and(|set| set != Private::OPTIONS[0].token);
    match plan.private() {
        Private::No if private && !fetches => {
            said.push(
                "No package manager fetches anything here, so no token is lent: private sources have to be in the build context.".into(),
            );
        }
        Private::No if private => said.push("Packages are not fetched by Git here: use a token for private ones.".into()),
        Private::Ssh if plan.choice::<Manager>() == Manager::Cargo && plan.choice::<Builder>() == Builder::Kaniko => {
            said.push("Cargo asks an SSH agent only, and kaniko has none: use a token, or another builder.".into());
        }
        _ => {}
    }
    if plan.ca().is_some() && !plan.builds() {
        said.push("Nothing is fetched and nginx asks nobody, so your certificate is not used.".into());
    }
    said
}

/// Settings that mean nothing for this service, such as those of another language.
fn meaningless(plan: &Plan) -> Vec<String> {
    let means = |setting: &'static Setting, text: &str| match setting.takes {
        Takes::Text(_) => setting.is_for(&plan.service),
        Takes::Choice(_) => setting.is_for(&plan.service) && setting.options(&plan.service).any(|option| option.token == text),
    };
    // Of private packages more is said below.
    let without = plan.settings.iter().filter(|(setting, text)| setting.id != SettingId::Private && !means(setting, text));
    without.map(|(setting, text)| format!("“{text}” as “{}” means nothing for this service, so it is not used.", setting.label())).collect()
}

/// A version that was asked for and is not what the file has.
fn version(plan: &Plan, language: &Image) -> Option<String> {
    let wanted = plan.settings.text(SettingId::Version)?;
    let has = language.version?;
    if facts::same_version(has, wanted) {
        return None;
    }
    let why = match facts::support_of(language.id, wanted).and_then(|row| row.ends) {
        Some(day) if day < plan.today => format!("it reached end of life on {day}"),
        _ => format!("{} has no such version", language.repository()),
    };
    Some(format!("You asked for version {wanted}: {why}. The file has {has}."))
}

/// A version that nobody chose, since the one that is taken otherwise has ended.
fn moved_on(plan: &Plan, file: &Dockerfile) -> Option<String> {
    if plan.settings.text(SettingId::Version).is_some() {
        return None;
    }
    file.images().find_map(|image| {
        let own = facts::image(image.role()).filter(|own| own.id != image.id)?;
        let (day, row) = own.first_end().filter(|(day, _)| *day < plan.today)?;
        Some(format!("{} reached end of life on {day}, so the file has {}.", row.product, image.reference))
    })
}

/// What in the file ends within six months, or has ended: then nothing newer is known.
fn ends(plan: &Plan, file: &Dockerfile) -> Vec<String> {
    let mut said = Vec::new();
    for text in file.images().filter_map(Image::first_end).filter_map(|(_, row)| row.warning(plan.today)) {
        if !said.contains(&text) {
            said.push(text);
        }
    }
    said
}

/// What is to know of the folders that the program writes to.
fn folders(plan: &Plan) -> Vec<String> {
    let user = plan.image.ordinary_user();
    let mut said = Vec::new();
    let all = plan.folders();
    if all.iter().any(|folder| folder.is_kept) {
        let text = format!(
            "a volume that user {user} may write to: a new Docker volume takes over the owner, a folder of the host has to belong to {user}, and in Kubernetes fsGroup sees to it"
        );
        said.push(text);
    }
    if all.iter().any(|folder| folder.path.starts_with("/app/")) && plan.service.runtime().kind == Kind::Interpreted {
        said.push("no file of the project in the folders that it writes to, unless the program makes it itself: whatever is mounted there hides it, except a new Docker volume".into());
    }
    said
}

/// What is said where the file has no health check.
fn self_check(plan: &Plan) -> Option<&'static str> {
    match plan.does() {
        Does::Http | Does::Fastcgi | Does::Tcp => {
            Some("a self-check of your own if you want a HEALTHCHECK: this base has no tool that could ask")
        }
        Does::Grpc => Some("grpc_health_probe beside the program if you want a HEALTHCHECK: nothing on this base speaks gRPC"),
        Does::Udp | Does::Worker => Some("a self-check of your own if you want a HEALTHCHECK: there is no port that could be asked"),
        Does::Job | Does::Schedule => None,
    }
}

/// Whether the address that it listens on is ours and of IPv4: those of a web
/// server that starts the program, and nginx’s own.
fn listens_on_ipv4(plan: &Plan) -> bool {
    let is_ours = match plan.server() {
        Some(Server::Uvicorn | Server::Gunicorn | Server::Puma) => true,
        Some(Server::Fpm) => false,
        None => plan.runtime == Runtime::StaticSite,
    };
    is_ours && plan.service.is(Platform::Kubernetes) && !plan.is_development()
}

/// What the file takes for granted.
pub fn expects(plan: &Plan, file: &Dockerfile, stack: &dyn Stack) -> Vec<String> {
    let steps = || file.stages.iter().flat_map(|stage| &stage.steps);
    let mut expected: Vec<String> = stack.expects(plan).into_iter().map(String::from).collect();
    let checked = steps().any(|step| matches!(step.instruction, Instruction::Healthcheck { .. }));
    if checked && plan.speaks_http() {
        expected.push(format!("GET {} on port {}, which answers 200 when all is well", plan.health(), plan.port()));
    } else if !checked && plan.service.is(Platform::Docker) {
        expected.extend(self_check(plan).map(String::from));
    }
    if listens_on_ipv4(plan) {
        expected.push("a network with IPv4: where a cluster has IPv6 alone, change the address that it listens on".into());
    }
    if plan.service.runtime().kind != Kind::Files {
        expected.push("settings from the environment: .env files, committed or not, are left out of the image".into());
    }
    if plan.service.runtime().kind == Kind::Compiled && !plan.is_development() && plan.beside().is_empty() {
        expected.push(
            "a program that reads no file of the project: name its templates, assets and migrations as files beside the program".into(),
        );
    }
    expected.extend(plan.expects_of_the_stamp().map(String::from));
    if plan.before().is_some() {
        expected.extend([
            "the program that runs before it serves, among what runs: what only development needs is left out of the image".into(),
            "a change that suits the version before too: while a new one is rolled out both run, with what was migrated".into(),
        ]);
    }
    let processes = plan.processes();
    if !processes.is_empty() {
        let names: Vec<&str> = processes.iter().map(|process| process.name.as_str()).collect();
        let kept = plan.folders().iter().any(|folder| folder.is_kept);
        let volume = if kept { "; a volume that is for one node at a time keeps them all on that node" } else { "" };
        expected.push(format!("the programs of its further processes ({}) among what runs{volume}", names.join(", ")));
    }
    expected.extend(folders(plan));
    if plan.is_glibc() {
        let text = "C libraries that are compiled in, or are glibc, libstdc++, libssl or zlib; name others among the packages to add, and their headers among those to build with";
        expected.push(text.into());
    }
    expected.extend(plan.expects_of_private());
    if let Some(path) = plan.ca().filter(|_| plan.builds()) {
        let first = if plan.runtime == Runtime::Java { "; Java takes the first one in it" } else { "" };
        expected.push(format!(
            "{path} in the build context: certificates in PEM, which the build and what runs trust beside the public ones{first}"
        ));
        if plan.runtime == Runtime::Rust {
            expected.push("a TLS library that reads the system’s certificates: crates such as webpki-roots bring their own".into());
        }
    }
    expected.extend(plan.expects_of_the_mirrors());
    if let Some(image) = plan.asks_for_login(file) {
        expected.push(format!("a login to {} before the build", registry(image)));
    }
    if steps().any(|step| matches!(&step.instruction, Instruction::Run { mounts, .. } if !mounts.is_empty())) {
        expected.push("a builder that knows RUN --mount: Docker 23 or newer, or Buildah 1.24 or newer".into());
    }
    if plan.choice::<Builder>() == Builder::Buildkit {
        let from = if plan.settings.text(SettingId::Hub).is_some() { "your mirror" } else { "Docker Hub" };
        expected.push(format!("docker/dockerfile:1 from {from}: the first line names the frontend that reads the file"));
    }
    if plan.choice::<Builder>() == Builder::Kaniko && plan.choice::<Platforms>() == Platforms::Both {
        expected.push("two runs of the builder, one on each architecture, and a manifest that joins them".into());
    }
    expected
}
