//! What the Dockerfile that is there says of the service.

use super::deploy::runtime;
use super::{Findings, command, version};
use crate::dockerfile::SettingId;
use crate::facts::publisher_of;
use crate::inspect::containerfile::{File, Image, Step, installed, steps};
use crate::inspect::findings::{At, quoted};
use crate::inspect::found::Sure;
use crate::inspect::project::{View, file_name, folder_of};
use crate::inspect::tree::{self, Node};
use crate::model::allowed::offers;
use crate::model::questions::{NativeDeps, Runtime, Shell};

/// Ends of names that make something else of a Dockerfile: templates, and what it ignores.
const NO_FILES: &[&str] =
    &["ignore", ".j2", ".jinja", ".jinja2", ".tmpl", ".tpl", ".template", ".erb", ".hbs", ".mustache", ".md", ".py", ".sh"];

/// Whether a file is a Dockerfile by its name.
pub(in crate::inspect) fn is_containerfile(path: &str) -> bool {
    let name = file_name(path);
    ["Dockerfile", "dockerfile", "Containerfile"].contains(&name)
        || name.starts_with("Dockerfile.") && !NO_FILES.iter().any(|end| name.ends_with(end))
        || name.to_ascii_lowercase().ends_with(".dockerfile")
}

/// Whether a Dockerfile makes the room that an editor works in.
pub(in crate::inspect) fn is_for_an_editor(path: &str) -> bool {
    path.starts_with(".devcontainer/") || path.contains("/.devcontainer/") || path.starts_with(".gitpod")
}

/// The Dockerfile of a service: in its language, and in its folder, at the root, or
/// one that names the folder; else the only one there is.
pub(in crate::inspect) fn own(view: &View<'_>, language: Option<&str>) -> Option<String> {
    let whole = view.whole();
    let all: Vec<(&str, &str)> = whole
        .names()
        .filter(|name| is_containerfile(name) && !is_for_an_editor(name))
        .filter_map(|name| Some((name, whole.text(name)?)))
        .collect();
    let is_only = all.len() == 1;
    let far = |path: &str, text: &str| {
        let folder = folder_of(path);
        let names_it = !view.folder.is_empty() && text.contains(view.folder);
        let aside = ["docker", "build", "deploy", ".docker", "deployments"].contains(&folder);
        match () {
            () if folder == view.folder => Some(0),
            () if names_it => Some(1),
            () if folder.is_empty() || is_only || aside && view.folder.is_empty() => Some(2),
            () => None,
        }
    };
    let ranked = all.iter().filter(|(_, text)| speaks(text, language)).filter_map(|(path, text)| {
        let is_plain = ["Dockerfile", "Containerfile"].contains(&file_name(path));
        Some(((!is_plain, far(path, text)?, path.len()), path))
    });
    ranked.min().map(|(_, path)| (*path).to_string())
}

/// Whether a Dockerfile is for that language, or says none.
fn speaks(text: &str, language: Option<&str>) -> bool {
    let said = language_of(text);
    // Sites are built by Node.js; what is built beside another service may be files too.
    let fits =
        |said: &str, wanted: &str| said == wanted || said == "static_site" && wanted == "node" || said == "node" && wanted == "static_site";
    said.zip(language).is_none_or(|(said, wanted)| fits(said, wanted))
}

/// The language of what a Dockerfile runs. What is compiled runs on an image without it: then the builder says it.
pub(in crate::inspect) fn language_of(text: &str) -> Option<&'static str> {
    let file = File::read(text);
    let last = file.stages.len().checked_sub(1)?;
    let of = |at: usize| file.image(at).language().map(|(language, _)| language);
    of(last).or_else(|| (0..last).rev().find_map(of))
}

/// Programs and libraries of distributions that are there for the service, and not to build or to look around.
fn is_for_the_service(package: &str) -> bool {
    const PROGRAMS: &[&str] = &[
        "ffmpeg",
        "imagemagick",
        "ghostscript",
        "poppler-utils",
        "tesseract-ocr",
        "chromium",
        "graphviz",
        "pandoc",
        "libreoffice",
        "exiftool",
        "wkhtmltopdf",
        "fontconfig",
    ];
    let is_library = package.starts_with("lib")
        && !package.ends_with("-dev")
        && !["libc6", "libstdc++", "libstdc++6", "libgcc", "libc6-compat", "libssl3", "libssl3t64"].contains(&package);
    PROGRAMS.contains(&package) || is_library
}

/// Reads it.
pub(super) fn file(view: &View<'_>, findings: &mut Findings) {
    let language = findings.found.iter().find(|found| found.subject.key() == "run").map(|found| found.value.clone());
    let Some(path) = own(view, language.as_deref()) else { return };
    let whole = view.whole();
    let Some(text) = whole.text(&path) else { return };
    let runtime = runtime(findings);
    let file = File::read(text);
    let mut at = findings.at(&whole, &path);
    if let Some((line, why)) = &file.problem {
        at.note(*line, format!("Only read up to here: {why}."));
    }
    let Some(last) = file.stages.len().checked_sub(1) else { return };
    let stages = file.line_of_stages(last);
    let image = file.image(last);
    let from = stages.first().map_or(0, |stage| stage.line);
    if let Some((language, Some(version))) = image.language()
        && runtime.is_some_and(|runtime| Runtime::QUESTION.get().options[runtime as usize].token == language)
        && let Some(version) = version::asked(version).and_then(|asked| asked.one(parts(runtime)))
    {
        at.set(SettingId::Version, &version, from, Sure::Inferred, format!("it runs on {}", quoted(image.reference)));
    }
    publishers(&mut at, &file, runtime);
    let steps = steps(&stages);
    let of = |name: &str| steps.iter().copied().filter(|step| step.name == name).collect::<Vec<&Step>>();
    for step in of("EXPOSE") {
        let ports: Vec<&str> = step.text.split_whitespace().collect();
        if let [port] = ports.as_slice() {
            let (port, transport) = port.split_once('/').unwrap_or((port, "tcp"));
            if port.parse::<u16>().is_ok_and(|port| port >= 1024) {
                at.set(SettingId::Port, port, step.line, Sure::Inferred, "it exposes that port");
            }
            if transport == "udp" {
                at.set(SettingId::Does, "udp", step.line, Sure::Inferred, "it exposes a UDP port");
            }
        }
    }
    if let Some(step) = of("STOPSIGNAL").last() {
        let signal = step.text.trim().trim_start_matches("SIG").to_ascii_lowercase();
        if ["int", "quit", "hup"].contains(&signal.as_str()) {
            at.set(SettingId::Signal, &signal, step.line, Sure::Read, format!("STOPSIGNAL is {}", quoted(&step.text)));
        }
    }
    for step in of("VOLUME") {
        let folders = step.exec.clone().unwrap_or_else(|| step.text.split_whitespace().map(String::from).collect());
        for folder in folders {
            at.set(SettingId::Kept, folder.trim_end_matches('/'), step.line, Sure::Inferred, "it is a volume");
        }
    }
    if runtime.is_some_and(|runtime| runtime != Runtime::StaticSite) {
        variables(&mut at, &steps);
    }
    health(&mut at, of("HEALTHCHECK").last().copied());
    let manifest = match runtime {
        Some(Runtime::Deno) => super::deno::manifest_of(view),
        _ => view.text("package.json").and_then(|text| tree::json(text).ok()),
    };
    start(&mut at, runtime, &of("ENTRYPOINT"), &of("CMD"), manifest.as_ref());
    // Libraries have their version in their names, which are those of a release.
    let is_ours = image.debian() == Some(OUR_DEBIAN);
    for step in of("RUN") {
        packages(&mut at, step, is_ours);
    }
}

/// Whoever publishes an image of the file may be used, where that can matter.
fn publishers(at: &mut At<'_>, file: &File, runtime: Option<Runtime>) {
    if runtime.is_none_or(|runtime| offers(runtime as u8).next().is_none()) {
        return;
    }
    for stage in file.stages.iter().filter(|stage| stage.base.is_none()) {
        let image = Image::of(&stage.from);
        if let Some(publisher) = publisher_of(image.repository).filter(|publisher| publisher.listed) {
            at.publisher(publisher, stage.line, format!("it uses {}", quoted(image.reference)));
        }
    }
}

/// How many parts of a version matter.
fn parts(runtime: Option<Runtime>) -> usize {
    if matches!(runtime, Some(Runtime::Node | Runtime::Bun | Runtime::Java)) { 1 } else { 2 }
}

fn health(at: &mut At<'_>, step: Option<&Step>) {
    let Some(step) = step.filter(|step| !step.text.trim().eq_ignore_ascii_case("none")) else { return };
    let text = step.text.trim_start_matches("CMD").trim();
    let path = ["://localhost", "://127.0.0.1", "://0.0.0.0"].iter().find_map(|host| text.split_once(host)).map(|(_, rest)| rest).and_then(
        |rest| {
            let rest = rest.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == ':');
            let end = rest.find(|letter: char| letter.is_whitespace() || "'\"|);?],".contains(letter)).unwrap_or(rest.len());
            rest.get(..end).filter(|path| path.starts_with('/') && path.len() > 1 && !path.contains('$'))
        },
    );
    if let Some(path) = path {
        at.set(SettingId::Health, path, step.line_of(path), Sure::Inferred, "its health check uses it");
    }
    if !text.starts_with('[') || ["sh", "curl", "wget"].iter().any(|tool| text.contains(&format!("\"{tool}\""))) {
        at.answer(Shell::Removable, step.line, Sure::Inferred, "its health check needs a shell or a tool");
    }
}

fn start(at: &mut At<'_>, runtime: Option<Runtime>, entrypoints: &[&Step], commands: &[&Step], manifest: Option<&Node>) {
    let (entrypoint, command) = (entrypoints.last(), commands.last());
    for step in entrypoint.iter().chain(command.iter()) {
        let words = step.exec.as_deref().unwrap_or_default();
        let first = words.first().map_or("", String::as_str);
        match step.exec {
            None => at.answer(Shell::Removable, step.line, Sure::Inferred, format!("{} needs a shell", step.name)),
            Some(_) if first.ends_with(".sh") || ["sh", "bash", "/bin/sh", "/bin/bash"].contains(&first) => {
                at.answer(Shell::Removable, step.line, Sure::Inferred, format!("{} calls {}", step.name, quoted(first)));
            }
            Some(_) if ["npm", "yarn", "pnpm"].contains(&first) => {
                at.answer(
                    Shell::Removable,
                    step.line,
                    Sure::Inferred,
                    format!("{first} starts through a shell; the program itself needs none"),
                );
            }
            Some(_) => {}
        }
    }
    let Some(runtime) = runtime else { return };
    // A script in front hands the command on.
    let own = |step: &&Step| {
        let text = command::without_port(step.text.rsplit("&&").next().unwrap_or_default().trim());
        let words = step.exec.clone().or_else(|| command::words(text.trim_start_matches("exec ")));
        words.map(command::without_variables)
    };
    let is_script = |step: &&&Step| {
        step.exec
            .as_ref()
            .and_then(|words| words.first())
            .is_some_and(|word| word.ends_with(".sh") || word.ends_with("tini") || word.ends_with("dumb-init"))
    };
    let words = match (entrypoint.filter(|step| !is_script(step)), command) {
        (Some(entrypoint), command) if entrypoint.exec.is_some() => {
            let more = command.and_then(|step| step.exec.clone()).unwrap_or_default();
            own(entrypoint).map(|words| (entrypoint, words.into_iter().chain(more).collect::<Vec<_>>()))
        }
        (Some(entrypoint), _) => own(entrypoint).map(|words| (entrypoint, words)),
        (None, Some(command)) => own(command).map(|words| (command, words)),
        (None, None) => None,
    };
    if let Some((step, words)) = words
        && !words.iter().any(|word| word.contains('$'))
    {
        if step.exec.is_none() {
            before(at, runtime, step);
        }
        let words = match manifest {
            _ if runtime == Runtime::Deno => super::deno::resolved(manifest, with_deno(words)),
            Some(manifest) => super::scripts::resolved(manifest, words),
            None => words,
        };
        command::started(at, runtime, &words, step.line, &step.name);
    }
}

/// The images of Deno start it where a command begins with a word of its own.
fn with_deno(words: Vec<String>) -> Vec<String> {
    let is_call = words.first().is_some_and(|word| ["run", "serve", "task"].contains(&word.as_str()));
    let deno = is_call.then(|| "deno".to_string());
    deno.into_iter().chain(words).collect()
}

/// What a shell runs before the program: one command of words has its place, and of more it is said.
fn before(at: &mut At<'_>, runtime: Runtime, step: &Step) {
    let Some((before, _)) = step.text.rsplit_once("&&") else { return };
    let said = format!("{} runs {} before", step.name, quoted(before.trim()));
    let words = command::words(before.trim())
        .map(|words| command::program(&words).to_vec())
        .filter(|words| !before.contains('$') && !words.is_empty());
    match words.and_then(|words| shlex::try_join(words.iter().map(String::as_str)).ok()).filter(|_| runtime == Runtime::Python) {
        Some(text) => at.set(SettingId::Before, &text, step.line, Sure::Inferred, said),
        None => at.note(step.line, format!("{said}. Set what must run as a command before start or a build step.")),
    }
}

/// Variables that the stack sets by itself, or that say nothing of the service.
const NO_VARIABLES: &[&str] = &[
    "PATH",
    "HOME",
    "PORT",
    "LANG",
    "LANGUAGE",
    "LC_ALL",
    "TZ",
    "TERM",
    "SHELL",
    "USER",
    "UID",
    "GID",
    "DEBIAN_FRONTEND",
    "NODE_ENV",
    "NODE_OPTIONS",
    "PYTHONUNBUFFERED",
    "PYTHONDONTWRITEBYTECODE",
    "PYTHONPATH",
    "VIRTUAL_ENV",
    "JAVA_OPTS",
    "JAVA_TOOL_OPTIONS",
    "JAVA_HOME",
    "RAILS_ENV",
    "RACK_ENV",
    "HOSTNAME",
    "LD_PRELOAD",
    "VERSION",
    "REVISION",
];
/// Beginnings of names that only tools of a build read.
const OF_TOOLS: &[&str] = &[
    "PIP_",
    "UV_",
    "POETRY_",
    "BUNDLE_",
    "GEM_",
    "NPM_",
    "npm_",
    "YARN_",
    "PNPM_",
    "CARGO_",
    "RUST",
    "GO",
    "CGO_",
    "COMPOSER_",
    "MAVEN_",
    "GRADLE_",
    "DOTNET_",
    "NUGET_",
    "ASPNETCORE_",
    "S6_",
    "NEXT_TELEMETRY",
    "APT_",
    "PUPPETEER_",
    "PLAYWRIGHT_",
    "PHP_",
    "LD_",
    "GOSU",
    "TINI_",
];

/// Variables of what runs that have a value of their own. A port that only root may get
/// becomes that of the service here.
fn variables(at: &mut At<'_>, steps: &[&Step]) {
    for step in steps.iter().filter(|step| step.name == "ENV") {
        let words = shlex::split(&step.text).unwrap_or_default();
        let is_old = words.first().is_some_and(|word| !word.contains('='));
        let pairs: Vec<(String, String)> = match words.as_slice() {
            [name, rest @ ..] if is_old => vec![(name.clone(), rest.join(" "))],
            words => words.iter().filter_map(|word| word.split_once('=')).map(|(name, value)| (name.into(), value.into())).collect(),
        };
        for (name, value) in pairs {
            let is_left_out =
                NO_VARIABLES.contains(&name.as_str()) || OF_TOOLS.iter().any(|begin| name.starts_with(begin)) || name.ends_with("_VERSION");
            if is_left_out || value.is_empty() || value.contains('$') {
                continue;
            }
            let is_low = name.ends_with("PORT") && value.parse::<u16>().is_ok_and(|port| port < 1024);
            let value = if is_low { "8080".to_string() } else { value };
            if let Ok(word) = shlex::try_quote(&value) {
                let why = if is_low { "it sets that, to a port that only root may get" } else { "it sets that" };
                at.set(SettingId::Variables, &format!("{name}={word}"), step.line, Sure::Inferred, why);
            }
        }
    }
}

/// The release that our bases are made from.
const OUR_DEBIAN: u8 = 13;

fn packages(at: &mut At<'_>, step: &Step, is_ours: bool) {
    for words in step.commands() {
        // Alpine has other names, and what they are in Debian is not known.
        if !words.first().is_some_and(|manager| ["apt-get", "apt"].contains(&manager.as_str())) {
            continue;
        }
        for package in installed(&words).into_iter().filter(|package| is_for_the_service(package)) {
            let line = step.line_of(package);
            at.answer(NativeDeps::SystemLibs, line, Sure::Inferred, format!("it installs {}", quoted(package)));
            let is_of_a_release = package.starts_with("lib") && package.ends_with(|letter: char| letter.is_ascii_digit());
            match is_ours || !is_of_a_release {
                true => at.set(SettingId::Packages, package, line, Sure::Inferred, format!("it installs {}", quoted(package))),
                false => at.note(line, format!("It installs {}. Set the name that Debian {OUR_DEBIAN} uses for it.", quoted(package))),
            }
        }
    }
}
