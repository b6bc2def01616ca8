//! What has to be said beside a file: what could not be done as ordered, and
//! what it takes for granted.

use super::image::{has_apk, registry};
use super::plan::Plan;
use super::settings::{Builder, Debug, Does, Layout, Platforms, Private, Setting, SettingId, Takes};
use super::stack::Stack;
use super::start::Server;
use super::steps::{BUILD, frontend};
use super::tree::{Dockerfile, Instruction};
use super::webserver::PORT;
use crate::facts::{self, CHECKED, Distribution, ENDS_SOON_DAYS, Image, Support, gone, has_yarn, other_name};
use crate::model::questions::{Platform, Runtime};
use crate::model::runtimes::Kind;

/// What could not be done as ordered, in sentences.
pub fn notes(plan: &Plan, file: &Dockerfile, language: &Image, lost: Vec<String>) -> Vec<String> {
    let mut notes = Vec::new();
    let entry = plan.entry();
    // A script may be a function that is called; these names are those of applications.
    let is_application = entry.split_once(':').is_some_and(|(_, object)| ["app", "application", "asgi", "wsgi"].contains(&object));
    if plan.runtime == Runtime::Python && plan.server().is_none() && is_application {
        notes.push(format!(
            "{entry} names an object, which only a server can start. Choose ASGI or WSGI as the project type, or enter a module."
        ));
    }
    notes.extend(meaningless(plan));
    notes.extend(not_run(plan));
    notes.extend(same_port(plan));
    notes.extend(unreachable(plan));
    notes.extend(version(plan, SettingId::Version, language));
    if plan.front_end().is_some() {
        notes.extend(version(plan, SettingId::FrontNode, plan.front_end_builder()));
    }
    notes.extend(moved_on(plan, file));
    notes.extend(follows_the_newest(plan, file));
    notes.extend(ends(plan, file));
    notes.extend(perhaps_over(plan, file));
    if plan.added().next().is_some() && !plan.image.has_shell() {
        let base = plan.image.reference;
        notes.push(format!(
            "{base} has no package manager, so the packages that you added are left out. Choose a base that has one, or add their files to the project."
        ));
    }
    if plan.choice::<Platforms>() == Platforms::Both {
        let missing: Vec<_> = ["amd64", "arm64"].into_iter().filter(|name| !plan.image.inside().architectures.contains(name)).collect();
        if !missing.is_empty() {
            notes.push(format!("It is not known whether {} is published for {}.", plan.image.reference, missing.join(" and ")));
        }
    }
    if plan.choice::<Debug>() == Debug::Yes && (plan.image.has_shell() || plan.is_development()) {
        notes.push("This base includes a shell, so the file has no debug stage.".into());
    }
    notes.extend(foreign_names(plan, file));
    notes.extend(without_a_shell(plan));
    notes.extend(without_the_manager(plan));
    notes.extend(without_effect(plan));
    notes.extend(lost);
    notes
}

/// Packages by the names of another distribution than that of the stage which installs them.
fn foreign_names(plan: &Plan, file: &Dockerfile) -> Vec<String> {
    let builder = file.stages.iter().find(|stage| stage.name == Some(BUILD)).map(|stage| file.image_under(stage));
    let to_build = plan.settings.text_for(SettingId::BuildPackages, &plan.service).into_iter().flat_map(|text| text.split(','));
    let to_build = to_build.filter(|_| plan.uses(SettingId::BuildPackages));
    let to_run = plan.added().filter(|_| plan.image.has_shell());
    let all = to_run.map(|name| (name, Some(plan.image))).chain(to_build.map(|name| (name, builder)));
    let named = all.filter_map(|(name, image)| {
        let distribution = if has_apk(image?) { Distribution::Alpine } else { Distribution::Debian };
        if let Some(instead) = gone(name, distribution) {
            return Some(format!("{} has no package {name}, so the build stops. {instead}", distribution.name()));
        }
        let other = other_name(name, distribution)?;
        Some(format!("{} has no package {name}: its name there is {other}, and the file installs that.", distribution.name()))
    });
    named.collect()
}

/// The first words of what starts before the service and beside it.
fn others(plan: &Plan) -> Vec<String> {
    let all = plan.before().into_iter().chain(plan.processes().into_iter().map(|process| process.command));
    all.filter_map(|command| command.words.into_iter().next()).collect()
}

/// What is named in place of a program that finds another one.
fn by_itself(plan: &Plan) -> &'static str {
    if plan.runtime == Runtime::Node { ", such as node node_modules/prisma/build/index.js migrate deploy" } else { "" }
}

/// Commands that another program would start, where the base has no shell for it.
fn without_a_shell(plan: &Plan) -> Option<String> {
    const WANT_ONE: &[&str] = &["npx", "npm", "pnpm", "yarn", "sh", "bash"];
    if plan.image.has_shell() || plan.is_development() {
        return None;
    }
    // What packages put there begins with the name of a program that finds the interpreter.
    let wants_one = |word: &String| word.contains("node_modules/.bin/") || WANT_ONE.contains(&word.rsplit('/').next().unwrap_or_default());
    let named = others(plan).into_iter().find(wants_one)?;
    Some(format!("{named} does not run here because {} has no shell. Enter the program itself{}.", plan.image.reference, by_itself(plan)))
}

/// Commands of a package manager that installs the packages and stays in the build.
fn without_the_manager(plan: &Plan) -> Option<String> {
    const BUILD_ONLY: &[&str] = &["pnpm", "yarn", "uv", "poetry", "pipenv", "pdm", "composer", "mvn", "gradle", "cargo"];
    if !plan.image.has_shell() || plan.is_development() {
        return None;
    }
    let name = |word: &String| word.rsplit('/').next().unwrap_or_default().to_string();
    let is_there = |name: &str| name == "yarn" && has_yarn(plan.image);
    let named = others(plan).iter().map(name).find(|name| BUILD_ONLY.contains(&name.as_str()) && !is_there(name))?;
    Some(format!("{named} is in the build stage and not in the image. Enter the program that it starts{}.", by_itself(plan)))
}

/// What was set about private packages and certificates, and changes nothing here.
fn without_effect(plan: &Plan) -> Vec<String> {
    let mut said = Vec::new();
    let fetches = plan.builds() && plan.runtime != Runtime::CCpp;
    let private = plan.settings.text(SettingId::Private).is_some_and(|set| set != Private::OPTIONS[0].token);
    match plan.private() {
        Private::No if private && !fetches => {
            said.push(
                "No package manager fetches anything here, so the build needs no token. Copy private sources into the build context."
                    .into(),
            );
        }
        Private::No if private => said.push("Git does not fetch packages here. Use a token for private packages.".into()),
        _ => {}
    }
    if plan.ca().is_some() && !plan.builds() {
        said.push("The build fetches nothing and nginx makes no requests, so your certificate is not used.".into());
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
    without
        .map(|(setting, text)| format!("The value “{text}” of “{}” has no effect for this service and is ignored.", setting.label()))
        .collect()
}

/// Both are in one network.
fn same_port(plan: &Plan) -> Option<String> {
    plan.web_server().filter(|_| plan.port() == PORT)?;
    Some(format!("FPM and nginx would both listen on port {PORT}. Give FPM another port, such as 9000: browsers connect to nginx."))
}

/// What a platform that sends HTTP requests to one container cannot reach.
fn unreachable(plan: &Plan) -> Option<String> {
    let is_alone = plan.service.is(Platform::Managed) && plan.server() == Some(Server::Fpm) && !plan.is_development();
    is_alone.then(|| match plan.web_server() {
        Some(_) => "Your platform has to run both images as containers of one task or service and send requests to nginx on port 8080. ECS and Cloud Run can do this. For a single container, choose Apache as the project type and a Debian base.".into(),
        None => "Managed platforms send HTTP requests, which FPM does not answer. Choose Apache as the project type and a Debian base (Slim), which needs no second container. If the platform runs two containers together, you can choose nginx as the web server instead.".into(),
    })
}

/// Commands that were set and have nothing that could run them.
fn not_run(plan: &Plan) -> Vec<String> {
    let mut said = Vec::new();
    if plan.is_of_another_kind() {
        said.push("The program and its arguments are not used either. Choose a base that can run them.".to_string());
    }
    for id in [SettingId::Before, SettingId::Processes, SettingId::WebServer] {
        if let Some(why) = plan.useless(id).filter(|_| plan.settings.text(id).is_some() && id.get().is_for(&plan.service)) {
            said.push(format!("“{}” is not used. {why}", id.get().label()));
        }
    }
    said
}

/// A version that was asked for and is not what the file has.
fn version(plan: &Plan, setting: SettingId, language: &Image) -> Option<String> {
    let wanted = plan.settings.text(setting)?;
    let has = language.version?;
    // 2.9.7 is a 2.9 as well.
    if facts::same_version(wanted, has) {
        return None;
    }
    if facts::same_version(has, wanted) {
        let tag = language.reference;
        return Some(format!(
            "You asked for version {wanted}. The tag {tag} follows the newest {has}, which may be a different version. Only a digest stays at one version."
        ));
    }
    let row = facts::support_of(language.id, wanted);
    let why = match row.filter(|row| row.is_over(plan.today)).map(|row| (row.ends, row.expected)) {
        Some((Some(day), _)) => format!("it reached end of life on {day}"),
        Some((None, Some(day))) => format!("it was expected to reach end of life by {day}"),
        None if row.is_some_and(Support::is_unread) => format!("the facts do not yet have an image of {} with it", language.repository()),
        // It may exist: what we know are the images that were read.
        _ => format!("no such version of {} is known", language.repository()),
    };
    Some(format!("You asked for version {wanted}, but {why}. The file uses {has}."))
}

/// A version that nobody chose, since the one that is taken otherwise has ended.
fn moved_on(plan: &Plan, file: &Dockerfile) -> Option<String> {
    if plan.settings.text(SettingId::Version).is_some() {
        return None;
    }
    file.images().find_map(|image| {
        let own = facts::image(image.role()).filter(|own| own.id != image.id)?;
        let (day, row) = own.first_end().filter(|(day, _)| *day < plan.today)?;
        Some(format!("{} reached end of life on {day}, so the file uses {}.", row.product, image.reference))
    })
}

/// An image whose tag follows the newest version, since all that the facts know should have ended.
fn follows_the_newest(plan: &Plan, file: &Dockerfile) -> Option<String> {
    file.images().find_map(|image| {
        let row = facts::image(image.follows()?)?.support().find(|row| row.is_over(plan.today))?;
        let day = row.ends.or(row.expected)?;
        let (product, tag) = (row.product, image.reference);
        Some(format!(
            "{product} was expected to reach end of life by {day}, and no newer version is known. The file uses {tag}, a tag that follows the newest version."
        ))
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

/// What may have ended since the facts were checked, for which no end was announced then.
fn perhaps_over(plan: &Plan, file: &Dockerfile) -> Option<String> {
    let is_old = plan.today.days() - CHECKED.days() > ENDS_SOON_DAYS;
    let mut open: Vec<String> = Vec::new();
    for row in file.images().flat_map(Image::support).filter(|row| row.ends.is_none() && (is_old || row.is_over(plan.today))) {
        let named = row.note.map_or(row.product.into(), |note| format!("{} ({})", row.product, note.text()));
        if !open.contains(&named) {
            open.push(named);
        }
    }
    let all = open.join("; ");
    (!open.is_empty()).then(|| {
        format!(
            "When the facts were last checked, on {CHECKED}, no end of life was announced for {all}. Check that each is still supported."
        )
    })
}

/// What is to know of the folders that the program writes to.
fn folders(plan: &Plan) -> Vec<String> {
    let user = plan.image.ordinary_user();
    let mut said = Vec::new();
    let all = plan.folders();
    if all.iter().any(|folder| folder.is_kept) {
        let text = format!(
            "a volume that user {user} can write to: a new Docker volume inherits the owner, a host folder must belong to {user}, and Kubernetes uses fsGroup"
        );
        said.push(text);
    }
    if all.iter().any(|folder| folder.path.starts_with("/app/")) && plan.kind() == Kind::Interpreted {
        said.push("no project files in the folders that the program writes to, unless it creates them itself: a mount hides them, except a new Docker volume".into());
    }
    said
}

/// What is said where the file has no health check.
fn self_check(plan: &Plan) -> Option<&'static str> {
    match plan.does() {
        Does::Http | Does::Fastcgi | Does::Tcp => Some("your own self-check if you want a HEALTHCHECK: this base has no tool for one"),
        Does::Grpc => Some("grpc_health_probe next to the program if you want a HEALTHCHECK: this base has no gRPC tool"),
        Does::Udp | Does::Worker => Some("your own self-check if you want a HEALTHCHECK: there is no port to check"),
        Does::Job | Does::Schedule => None,
    }
}

/// What an IPv6-only cluster needs, where the address that a server listens on is ours.
/// Each was tried, also where the kernel has no IPv6: only uvicorn starts there with an
/// address that serves both.
fn ipv6(plan: &Plan) -> Option<String> {
    let port = plan.port();
    let instead = match plan.server() {
        Some(Server::Uvicorn) => {
            return Some("a single uvicorn worker in an IPv6-only cluster: with more, uvicorn listens on IPv4 only".into());
        }
        Some(Server::Gunicorn) => format!("--bind [::]:{port} instead"),
        Some(Server::Puma) => format!("-b tcp://[::]:{port} instead"),
        None if plan.runtime == Runtime::StaticSite => format!("listen [::]:{port}; next to the other listen line in nginx.conf"),
        Some(Server::Fpm | Server::Apache) | None => return None,
    };
    Some(format!(
        "a network with IPv4: in an IPv6-only cluster use {instead}, which also accepts IPv4. It is not the default because it does not start on a kernel without IPv6"
    ))
}

/// What the file takes for granted.
pub fn expects(plan: &Plan, file: &Dockerfile, stack: &dyn Stack) -> Vec<String> {
    let steps = || file.stages.iter().flat_map(|stage| &stage.steps);
    let mut expected: Vec<String> = stack.expects(plan).into_iter().map(String::from).collect();
    // A server in Node.js may fetch its packages in the same way.
    for text in frontend::expects(plan) {
        if !expected.contains(&text) {
            expected.push(text);
        }
    }
    let checked = steps().any(|step| matches!(step.instruction, Instruction::Healthcheck { .. }));
    if checked && plan.speaks_http() {
        expected.push(format!("GET {} on port {}, which returns 200 when the service is healthy", plan.health(), plan.port()));
    } else if !checked && plan.service.is(Platform::Docker) {
        expected.extend(self_check(plan).map(String::from));
    }
    if plan.service.is(Platform::Kubernetes) && !plan.is_development() {
        expected.extend(ipv6(plan));
    }
    if plan.service.runtime().kind != Kind::Files {
        // A front end in a folder of its own keeps the files that its build reads.
        let at_the_root = plan.front_end().is_some_and(|front| front.is_at_the_root());
        let compiles_in = at_the_root || matches!(plan.choice(), Layout::Build | Layout::Output);
        let build = if compiles_in {
            ", and values that the build compiles in, such as NEXT_PUBLIC_URL or VITE_URL, from build arguments"
        } else {
            ""
        };
        expected.push(format!("settings from environment variables{build}: .env files, committed or not, are left out of the image"));
    }
    if plan.kind() == Kind::Compiled && !plan.is_development() && plan.beside().is_empty() {
        expected.push("a program that reads no project files: list its templates, assets and migrations under “Additional files”".into());
    }
    let needed = plan.needed();
    if !needed.is_empty() {
        expected.push(format!("values for {} when it starts: no generated file contains them", needed.join(", ")));
    }
    expected.extend(plan.expects_of_the_stamp().map(String::from));
    if plan.before().is_some() {
        expected.extend([
            "the program of the command before start in the image: programs that are only for development are left out".into(),
            "migrations that also work with the previous version: during a rollout, both versions use the migrated data".into(),
        ]);
    }
    if plan.has_browser() && !plan.is_development() {
        expected.push("Chromium started with --no-sandbox, because a container may not set up its sandbox, and --disable-dev-shm-usage, because /dev/shm has 64 MB".into());
    }
    let processes = plan.processes();
    if !processes.is_empty() {
        let names: Vec<&str> = processes.iter().map(|process| process.name.as_str()).collect();
        let kept = plan.folders().iter().any(|folder| folder.is_kept);
        let volume = if kept { "; a volume that attaches to one node at a time keeps them all on that node" } else { "" };
        expected.push(format!("the programs of the additional processes ({}) in the image{volume}", names.join(", ")));
    }
    expected.extend(folders(plan));
    if plan.is_glibc() {
        let text = "only C libraries that are compiled in, or glibc, libstdc++, libssl or zlib; list others under “Packages to add”, and their headers under “Packages for the build”";
        expected.push(text.into());
    }
    expected.extend(plan.expects_of_wheels());
    expected.extend(plan.expects_of_private());
    if let Some(path) = plan.ca().filter(|_| plan.builds()) {
        // What serves files makes no requests.
        let trusts = if plan.runtime == Runtime::StaticSite { "the build trusts" } else { "the build and the service trust" };
        let first = if matches!(plan.runtime, Runtime::Java | Runtime::JavaNative) { "; Java uses only the first one" } else { "" };
        expected.push(format!("{path} in the build context: PEM certificates that {trusts} in addition to the public ones{first}"));
        if plan.runtime == Runtime::Python {
            expected.push("certificates with key identifiers, and a CA with its key usage: from 3.13 on, Python refuses others".into());
        }
        if plan.runtime == Runtime::Rust {
            expected.push("a TLS library that reads the system’s certificates: crates such as webpki-roots contain their own".into());
        }
    }
    expected.extend(plan.expects_of_the_mirrors());
    if let Some(image) = plan.asks_for_login(file) {
        expected.push(format!("a login to {} before the build", registry(image)));
    }
    if steps().any(|step| matches!(&step.instruction, Instruction::Run { mounts, .. } if !mounts.is_empty())) {
        expected.push("a builder that supports RUN --mount: Docker 23 or newer, or Buildah 1.24 or newer".into());
    }
    if plan.choice::<Builder>() == Builder::Buildkit {
        let from = if plan.settings.text(SettingId::Hub).is_some() { "your mirror" } else { "Docker Hub" };
        expected.push(format!("docker/dockerfile:1 from {from}: the first line names this frontend, which parses the file"));
    }
    if plan.choice::<Builder>() == Builder::Kaniko && plan.choice::<Platforms>() == Platforms::Both {
        expected.push("two builds, one on each architecture, and a manifest list that joins them".into());
    }
    expected
}
