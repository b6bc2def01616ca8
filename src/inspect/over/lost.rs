//! What the new Dockerfile does not carry of the one that is there: a function
//! for each kind of thing, in the order in which its loss hurts.

use super::both::{Both, Lost, names, plain};
use super::start::others;
use crate::dockerfile::SettingId;
use crate::facts::of_debian;
use crate::facts::{IMAGES, has_package};
use crate::inspect::containerfile::{File, Image, Instruction, copied_to, instructions};
use crate::inspect::findings::quoted;

/// Compares two files. Only what is certain is named: what both carry in other
/// words, such as the build itself, is not.
pub(super) fn lost(theirs: &File, ours: &File, text: &str) -> Vec<Lost> {
    let Some(last) = theirs.stages.len().checked_sub(1) else { return Vec::new() };
    let stages = theirs.line_of_stages(last);
    let both = Both { instructions: instructions(&stages), stages, theirs, ours, text };
    let kinds: [fn(&Both<'_>) -> Vec<Lost>; 10] = [packages, files, commands, secrets, variables, arguments, ports, volumes, users, others];
    let mut all: Vec<Lost> = Vec::new();
    for one in kinds.iter().flat_map(|kind| kind(&both)) {
        // The same of several stages is said once.
        if all.iter().all(|other| other.what != one.what) {
            all.push(one);
        }
    }
    all
}

/// What a base has for everybody, or what a build needs whoever writes it.
#[rustfmt::skip]
const EVERYWHERE: &[&str] = &[
    "ca-certificates", "tzdata", "build-essential", "build-base", "gcc", "g++", "make", "musl-dev", "apt-transport-https", "gnupg",
    "libstdc++", "libstdc++6", "libgcc", "libgcc-s1", "libc6", "libc6-compat", "gcompat", "libc-dev", "libc6-dev",
];

/// Whether an image of our file has a package from the beginning: what it starts
/// from in what runs, and any of them in what builds.
fn is_there(both: &Both<'_>, name: &str, runs: bool) -> bool {
    let stages = both.ours.stages.len();
    let images = if runs { stages.saturating_sub(1)..stages } else { 0..stages };
    images.map(|at| both.ours.image(at)).any(|image| has_package(image.repository, image.tag.unwrap_or_default(), name))
}

fn packages(both: &Both<'_>) -> Vec<Lost> {
    let all = both.theirs.stages.iter().enumerate().flat_map(|(at, stage)| {
        let runs = at + 1 == both.theirs.stages.len() || both.stages.iter().any(|own| std::ptr::eq(*own, stage));
        stage
            .instructions
            .iter()
            .filter(|instruction| instruction.name == "RUN" && !instruction.on_build)
            .map(move |instruction| (instruction, runs))
    });
    let mut out = Vec::new();
    for (instruction, runs) in all {
        for package in instruction.installs() {
            let name = package.name.as_str();
            // What Alpine calls otherwise may be there by the name that Debian has for it.
            let is_translated =
                package.by == "apk" && of_debian(name).is_some_and(|debian| both.has(debian) || EVERYWHERE.contains(&debian));
            if both.has(name) || is_translated || EVERYWHERE.contains(&name) || name.is_empty() || is_there(both, name, runs) {
                continue;
            }
            let (when, setting) = match runs && package.stays {
                true => ("", SettingId::Packages),
                false => (" for the build", SettingId::BuildPackages),
            };
            out.push(Lost {
                line: instruction.line_of(name),
                what: format!("Installs the package {}{when}.", plain(name)),
                setting: Some(setting),
            });
        }
    }
    out
}

/// What is copied to where our file has nothing: beside the program, or out of a stage that ours has not.
fn files(both: &Both<'_>) -> Vec<Lost> {
    let copies_all =
        both.ours.stages.iter().flat_map(|stage| &stage.instructions).filter(|instruction| instruction.name == "COPY").any(|instruction| {
            instruction.copied().is_some_and(|(sources, _)| sources.iter().any(|source| matches!(source.as_str(), "." | "./")))
        });
    // Of a build on an interpreter everything is there; what is compiled leaves its sources behind.
    let keeps_all = copies_all
        && both.our_last("COPY").any(|instruction| {
            instruction
                .copied()
                .is_some_and(|(_, to)| matches!(to.trim_end_matches('/'), "/app" | "." | "./" | "/srv" | "/usr/share/nginx/html"))
        });
    let mut out = Vec::new();
    for instruction in both.instructions.iter().filter(|instruction| instruction.name == "COPY" || instruction.name == "ADD") {
        let Some((sources, to)) = instruction.copied() else { continue };
        let is_address = sources.iter().any(|source| source.contains("://"));
        let is_all = sources.iter().any(|source| matches!(source.as_str(), "." | "./"));
        let name = |path: &str| path.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_string();
        let is_lost = match instruction.option("from") {
            // An image of its own is named in both, or it is lost; of a stage what it makes is the
            // build's, where ours builds in that language.
            Some(from) => match both.language_of_stage(from) {
                Some(language) if !both.our_languages().any(|own| own == language) => true,
                Some(language) => is_beside_a_program(language) && of_a_build(both, from, &sources),
                None => from.contains([':', '/']) && !both.has(from),
            },
            None if is_address => true,
            None if is_all => false,
            None => {
                let is_inside = ["/app", "/usr/src", "/src", "/code", "/srv", "/workspace", "/var/www", "/opt/app"];
                let is_aside = to.starts_with('/') && !is_inside.iter().any(|root| to.starts_with(root));
                let has_source = sources
                    .iter()
                    .all(|source| both.has(source.trim_end_matches('/')) || both.has(&name(source)) || both.has_file(&name(source)));
                let is_manifest = sources.iter().all(|source| is_of_a_manager(&name(source)));
                !is_manifest && (is_aside && !both.has(to.trim_end_matches('/')) || !keeps_all && !has_source)
            }
        };
        let of_npm = instruction.option("from").is_none() && sources.iter().any(|source| name(source) == ".npmrc");
        if of_npm && !both.contains("npm_config_") && !both.contains("/.npmrc") {
            let what = "Copies .npmrc. The new file leaves it out because it may contain a token. You can pass its other settings as build arguments, such as npm_config_legacy_peer_deps=true.";
            out.push(Lost { line: instruction.line, what: what.into(), setting: Some(SettingId::BuildArguments) });
        }
        if is_lost {
            let from = instruction.option("from").map(|from| format!(" of {}", quoted(from))).unwrap_or_default();
            let what = format!("Copies {}{from} to {}.", quoted(&sources.join(" ")), quoted(&to));
            let setting = (!is_address && instruction.option("from").is_none()).then_some(SettingId::Beside);
            out.push(Lost { line: instruction.line, what, setting });
        }
    }
    out
}

/// Whether a build in that language leaves a program, and its sources behind.
fn is_beside_a_program(language: &str) -> bool {
    ["go", "rust", "c_cpp"].contains(&language)
}

/// So many copies are looked at for the program.
const MOST_COPIES: usize = 100;

/// Whether what a stage gives is more than the program that is started, and ours has nothing of it.
fn of_a_build(both: &Both<'_>, from: &str, sources: &[String]) -> bool {
    // What every base has, or gets.
    const OF_A_SYSTEM: &[&str] = &["/etc/", "/usr/share/zoneinfo", "/usr/share/ca-certificates", "/tmp", "/lib/", "/usr/lib/"];
    let started = both.named("ENTRYPOINT").last().into_iter().chain(both.named("CMD").last());
    let words: Vec<String> = started.flat_map(Instruction::words).collect();
    let names: Vec<&str> = words.iter().map(|word| word.rsplit('/').next().unwrap_or(word)).collect();
    // The program is what has a name of the words that start it, or else the first that is copied.
    let name = |path: &str| path.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_string();
    let is_named =
        |own: &[String], to: &str| own.iter().any(|source| names.contains(&name(source).as_str())) || names.contains(&name(to).as_str());
    let copied = || {
        both.named("COPY")
            .take(MOST_COPIES)
            .filter(|instruction| instruction.option("from").is_some())
            .filter_map(|instruction| Some((instruction.option("from")?, instruction.copied()?)))
    };
    let is_any_named = copied().any(|(_, (own, to))| is_named(&own, &to));
    let is_first = copied().next().is_some_and(|(own, (all, _))| own == from && all == sources);
    sources.iter().any(|source| {
        let is_renamed = || copied().any(|(own, (all, to))| own == from && all == [source.clone()] && names.contains(&name(&to).as_str()));
        let is_the_program = if is_any_named { names.contains(&name(source).as_str()) || is_renamed() } else { is_first };
        let is_of_a_system = OF_A_SYSTEM.iter().any(|begin| source.starts_with(begin));
        // A whole folder of results has the program in it.
        let is_whole = source.ends_with('/') && sources.len() == 1 || source.contains('*') || source == ".";
        !is_the_program && !is_of_a_system && !is_whole && !is_of_a_manager(&name(source)) && !both.has_file(&name(source))
    })
}

/// Secrets that a build mounts: ours asks for those of package managers in a way of its own.
fn secrets(both: &Both<'_>) -> Vec<Lost> {
    let mut out = Vec::new();
    for instruction in both.theirs.stages.iter().flat_map(|stage| &stage.instructions).filter(|instruction| instruction.name == "RUN") {
        for (_, value) in instruction.options.iter().filter(|(name, value)| name == "mount" && value.contains("type=secret")) {
            let id = value.split(',').find_map(|part| part.strip_prefix("id=")).unwrap_or("secret");
            if !both.contains(&format!("id={id}")) {
                let what = format!("Mounts the build secret {}. The new file passes no secret to the build by itself.", plain(id));
                // Those of registries have a setting.
                let is_of_a_registry =
                    ["npm", "pip", "netrc", "nuget", "maven", "bundle", "cargo", "git", "uv"].iter().any(|part| id.contains(part));
                out.push(Lost { line: instruction.line, what, setting: is_of_a_registry.then_some(SettingId::Private) });
            }
        }
    }
    out
}

/// Whether a file only says what is installed: ours copies its own.
fn is_of_a_manager(name: &str) -> bool {
    let ends = [
        ".lock",
        ".lockb",
        "lock.json",
        "lock.yaml",
        ".mod",
        ".sum",
        ".toml",
        ".csproj",
        ".sln",
        ".gradle",
        ".kts",
        "requirements.txt",
        "mvnw",
        "gradlew",
    ];
    let names = [
        "package.json",
        "package*.json",
        "composer.json",
        "Gemfile",
        "pom.xml",
        ".npmrc",
        ".yarnrc.yml",
        "pnpm-workspace.yaml",
        ".mvn",
        "gradle",
    ];
    ends.iter().any(|end| name.ends_with(end)) || names.contains(&name) || name.starts_with("requirements")
}

/// Tools that build or prepare what every file does in its own way.
#[rustfmt::skip]
const PREPARES: &[&str] = &[
    "apt-get", "apt", "apk", "dnf", "microdnf", "yum", "zypper", "rm", "mkdir", "chown", "chmod", "useradd", "groupadd", "adduser", "addgroup",
    "usermod", "npm", "pnpm", "yarn", "corepack", "bun", "node", "pip", "pip3", "python", "python3", "uv", "poetry", "pipenv", "go", "cargo", "rustup",
    "mvn", "./mvnw", "gradle", "./gradlew", "dotnet", "bundle", "gem", "composer", "docker-php-ext-install", "docker-php-ext-configure",
    "docker-php-ext-enable", "cmake", "make", "set", "cd", "echo", "true", ":", "export", "update-ca-certificates", "ldconfig", "mv", "cp", "ls",
    "cat", "test", "[", "touch", "java", "sed", "find", "fi", "done", "esac", "install", "apt-key", "sh", "bash", "for", "case", "ln", "tar", "unzip",
    "then", "else", "elif", "xargs", "install-php-extensions", "pecl", "phpize", "a2enmod", "setcap", "locale-gen", "dpkg-reconfigure", "pip-compile",
    "apt-mark", "dpkg", "exit", "printf", "uname", "id", "getent", "which", "command", "strip", "wait", "while", "do", "until", "adduser", "passwd",
    "npx", "pnpx", "poetry-core", "virtualenv", "cargo-chef", "grep", "awk", "cut", "head", "tail", "sort", "sleep", "arch", "env",
];

/// Commands of frameworks that make something of the sources.
const OF_THE_PROJECT: &[&str] = &["collectstatic", "compilemessages", "assets:precompile", "asset-map:compile", "cache:warmup"];

/// Whether a word calls such a tool, by its name or by its path in a folder of programs.
fn prepares(word: &str) -> bool {
    let name = word.rsplit_once("/bin/").map_or(word, |(_, name)| name);
    PREPARES.contains(&word) || PREPARES.contains(&name)
}

/// What is run in the stage that runs, and is no part of a build as ours does it.
fn commands(both: &Both<'_>) -> Vec<Lost> {
    let mut out = Vec::new();
    for instruction in both.named("RUN") {
        for words in instruction.commands() {
            let of_the_project = OF_THE_PROJECT.iter().any(|own| words.iter().any(|word| word.ends_with(own)) && !both.has(own));
            let Some(first) = words.first().filter(|word| of_the_project || !prepares(word)) else { continue };
            let is_plain = first.chars().all(|letter| letter.is_ascii_alphanumeric() || "._-/".contains(letter));
            if !is_plain || !of_the_project && both.has(first) {
                continue;
            }
            let what = format!("Runs {}.", quoted(&words.join(" ")));
            out.push(Lost { line: instruction.line_of(first), what, setting: Some(SettingId::Steps) });
        }
    }
    out
}

/// What says only how a build behaves, or where a language finds itself.
#[rustfmt::skip]
const OF_THE_BUILD: &[&str] = &[
    "PATH", "DEBIAN_FRONTEND", "LANG", "LC_ALL", "NODE_ENV", "GOPATH", "GO111MODULE", "CGO_ENABLED", "GOOS", "GOARCH", "PIP_NO_CACHE_DIR",
    "PIP_DISABLE_PIP_VERSION_CHECK", "PNPM_HOME", "NEXT_TELEMETRY_DISABLED",
];

fn variables(both: &Both<'_>) -> Vec<Lost> {
    let mut out = Vec::new();
    for instruction in both.named("ENV") {
        for name in names(instruction).into_iter().filter(|name| !both.has(name) && !OF_THE_BUILD.contains(&name.as_str())) {
            out.push(Lost {
                line: instruction.line_of(&name),
                what: format!("Sets {}.", plain(&name)),
                setting: Some(SettingId::Variables),
            });
        }
    }
    out
}

fn arguments(both: &Both<'_>) -> Vec<Lost> {
    let platform = |name: &str| {
        let is_of_docker = |start: &str| name.strip_prefix(start).is_some_and(|end| ["PLATFORM", "OS", "ARCH", "VARIANT"].contains(&end));
        let is_version = ["_VERSION", "_IMAGE", "_RELEASE"].iter().any(|end| name.ends_with(end));
        is_of_docker("TARGET") || is_of_docker("BUILD") || is_version
    };
    let all = both.theirs.stages.iter().flat_map(|stage| &stage.instructions).filter(|instruction| instruction.name == "ARG");
    let mut out = Vec::new();
    for instruction in all {
        for word in shlex::split(&instruction.text).unwrap_or_default() {
            let name = word.split('=').next().unwrap_or_default();
            // Those that only name a version of something are answered by a setting of their own.
            if !name.is_empty() && !both.has(name) && !platform(name) && !OF_THE_BUILD.contains(&name) {
                out.push(Lost {
                    line: instruction.line,
                    what: format!("Accepts the build argument {}.", plain(name)),
                    setting: Some(SettingId::BuildArguments),
                });
            }
        }
    }
    out
}

fn ports(both: &Both<'_>) -> Vec<Lost> {
    let number = |word: &str| word.split('/').next().unwrap_or_default().to_string();
    let ours: Vec<String> =
        both.our_last("EXPOSE").flat_map(|instruction| instruction.text.split_whitespace().map(number).collect::<Vec<_>>()).collect();
    let mut out = Vec::new();
    for instruction in both.named("EXPOSE") {
        for word in instruction.text.split_whitespace().filter(|word| !word.contains('$') && !ours.contains(&number(word))) {
            let setting = if ours.is_empty() { SettingId::Port } else { SettingId::Ports };
            out.push(Lost { line: instruction.line, what: listens(word), setting: Some(setting) });
        }
    }
    out
}

fn listens(word: &str) -> String {
    format!("Exposes {}.", quoted(word))
}

fn volumes(both: &Both<'_>) -> Vec<Lost> {
    let mut out = Vec::new();
    let workdir = both.named("WORKDIR").fold("/".to_string(), |before, instruction| copied_to(&before, instruction.text.trim()));
    let is_there = |path: &str| {
        // Below the folder of the program it is below /app in ours.
        let below = path.strip_prefix(workdir.as_str()).filter(|rest| workdir != "/" && rest.starts_with('/'));
        both.has(path) || below.is_some_and(|rest| both.has(&format!("/app{rest}")))
    };
    for instruction in both.named("VOLUME") {
        for path in instruction.words().iter().filter(|path| !is_there(path.trim_end_matches('/'))) {
            out.push(Lost {
                line: instruction.line,
                what: format!("Stores {} in a volume.", quoted(path)),
                setting: Some(SettingId::Kept),
            });
        }
    }
    out
}

/// The number of a user that an image has by name, of any version that is known.
fn number_of(repository: &str, name: &str) -> Option<u32> {
    // They have these numbers in Debian and in Alpine.
    if let Some((_, number)) = [("root", 0), ("nobody", 65534)].iter().find(|(own, _)| *own == name) {
        return Some(*number);
    }
    let of_it = IMAGES.iter().filter(|image| Image::of(image.reference).repository == repository);
    of_it.filter_map(|image| image.inside().users).flatten().find(|account| account.name == name).map(|account| account.user.uid)
}

/// Files of a volume belong to a number: another one cannot write them.
fn users(both: &Both<'_>) -> Vec<Lost> {
    let (Some(theirs), Some(ours)) = (both.named("USER").last(), both.our_last("USER").last()) else { return Vec::new() };
    let number = |file: &File, instruction: &Instruction| {
        let user = instruction.text.split(':').next().unwrap_or_default().trim();
        let image = file.stages.len().checked_sub(1).map(|last| file.image(last));
        user.parse().ok().or_else(|| number_of(image?.repository, user))
    };
    let (before, after) = (number(both.theirs, theirs), number(both.ours, ours));
    // The number of any other name is not known here.
    let (Some(before), Some(after)) = (before, after) else { return Vec::new() };
    if before == after || before == 0 {
        return Vec::new();
    }
    let what = format!("Runs as {before}, but the new file runs as {after}. Files in volumes keep their owner, so change it once.");
    vec![Lost { line: theirs.line, what, setting: None }]
}
