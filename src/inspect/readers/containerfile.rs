//! What the Dockerfile that is there says of the service.

use super::deploy::runtime;
use super::moved::Moved;
use super::own::{own, set_aside};
use super::{Findings, environment, reached, started, version};
use crate::dockerfile::SettingId;
use crate::facts::publisher_of;
use crate::facts::{of_alpine, of_debian};
use crate::inspect::containerfile::{File, Image, Installed, Instruction, instructions};
use crate::inspect::findings::{At, quoted};
use crate::inspect::found::Sure;
use crate::inspect::project::View;
use crate::model::allowed::offers;
use crate::model::questions::{NativeDeps, Runtime};
use crate::model::runtimes::Kind;

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
        // Modules of a web server, which is not in this image.
        && !package.starts_with("libapache2-")
        && !["libc6", "libstdc++", "libstdc++6", "libgcc", "libgcc-s1", "libc6-compat", "libssl3", "libssl3t64"].contains(&package);
    PROGRAMS.contains(&package) || is_library
}

/// Finds what the Dockerfile of the service says of how it runs.
pub(super) fn file(view: &View<'_>, findings: &mut Findings) {
    let language = findings.found.iter().find(|found| found.subject.key() == "run").map(|found| found.value.clone());
    let whole = view.whole();
    let Some(path) = own(view, language.as_deref()) else {
        if let Some((path, line, why)) = set_aside(view) {
            findings.at(&whole, &path).note(line, why);
        }
        return;
    };
    let Some(text) = whole.text(&path) else { return };
    let runtime = runtime(findings);
    let file = File::read(text).filled();
    let mut at = findings.at(&whole, &path);
    if let Some((line, why)) = &file.problem {
        at.note(*line, format!("Read only up to here: {why}."));
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
    mirrors(&mut at, &file);
    let instructions = instructions(&stages);
    let of = |name: &str| instructions.iter().copied().filter(|instruction| instruction.name == name).collect::<Vec<&Instruction>>();
    let health = of("HEALTHCHECK").last().copied();
    reached::ports(&mut at, &instructions, health);
    if let Some(instruction) = of("STOPSIGNAL").last() {
        let signal = instruction.text.trim().trim_start_matches("SIG").to_ascii_lowercase();
        if ["int", "quit", "hup"].contains(&signal.as_str()) {
            at.set(SettingId::Signal, &signal, instruction.line, Sure::Read, format!("STOPSIGNAL is {}", quoted(&instruction.text)));
        }
    }
    let moved = runtime.and_then(|runtime| Moved::of(&instructions, runtime));
    for instruction in of("VOLUME") {
        for folder in instruction.words().iter().map(|folder| folder.trim_end_matches('/')) {
            let here = moved.as_ref().and_then(|moved| moved.path(folder));
            match here.as_deref().unwrap_or(folder) {
                folder if environment::is_of_root(folder) => {
                    at.note(
                        instruction.line,
                        format!("{} is a volume that only root may use. Set a folder that another user may write to.", quoted(folder)),
                    );
                }
                folder => match SettingId::Kept.get().problem(folder) {
                    Some(problem) => at.note(instruction.line, format!("{} is a volume. {problem}", quoted(folder))),
                    None => at.set(SettingId::Kept, folder, instruction.line, Sure::Inferred, "it is a volume"),
                },
            }
        }
    }
    if let Some(runtime) = runtime.filter(|runtime| *runtime != Runtime::StaticSite) {
        environment::variables(&mut at, &instructions, runtime);
    }
    if let Some(instruction) = health {
        reached::health(&mut at, instruction);
    }
    // Libraries have their version in their names, which are those of a release.
    let is_ours = image.debian() == Some(OUR_DEBIAN);
    let compiles = of("RUN").into_iter().flat_map(Instruction::commands).any(|words| {
        words
            .windows(2)
            .any(|pair| ["go build", "go install", "cargo build", "cargo install", "cmake --build"].contains(&pair.join(" ").as_str()))
            || words.first().is_some_and(|word| word == "make")
    });
    let kind = runtime.map(|runtime| runtime.row().kind);
    for instruction in of("RUN") {
        packages(&mut at, instruction, is_ours, &|package| called(package, compiles, kind));
    }
    if runtime.is_some_and(|runtime| runtime.row().kind != Kind::Files) {
        instructions.iter().for_each(|instruction| opened(&mut at, instruction));
    }
    started::start(view, findings, &path, &file, &instructions, runtime);
}

/// Files of the project that everybody may write to: the service changes them when it starts.
fn opened(at: &mut At<'_>, instruction: &Instruction) {
    let lets_others =
        |mode: &str| mode.len() >= 3 && mode.bytes().all(|byte| byte.is_ascii_digit()) && mode.ends_with(['2', '3', '6', '7']);
    let Some(mode) = instruction.option("chmod").filter(|mode| instruction.name == "COPY" && (lets_others(mode) || mode.contains("a+w")))
    else {
        return;
    };
    let Some((_, to)) = instruction.copied() else { return };
    let (kept, scratch) = (SettingId::Kept.get().label(), SettingId::Scratch.get().label());
    let text = format!(
        "It lets everybody write to {} (--chmod={}), so the service may change files there. In the new image, these files belong to root. If the service does not start, add the folder to “{kept}”, or to “{scratch}” if the service creates its contents.",
        quoted(&to),
        quoted(mode)
    );
    at.note(instruction.line, text);
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

/// The registries of a company that images are pulled from, where each stands in for another one.
fn mirrors(at: &mut At<'_>, file: &File) {
    let pulled = file.stages.iter().filter(|stage| stage.base.is_none());
    let all: Vec<_> = pulled.filter_map(|stage| Some((stage.line, &stage.from, Image::of(&stage.from).mirror()?))).collect();
    for (of_the_hub, id) in [(true, SettingId::Hub), (false, SettingId::Mirror)] {
        let mut own = all.iter().filter(|(_, _, mirror)| mirror.1 == of_the_hub);
        let Some((line, from, (place, _))) = own.next() else { continue };
        if own.all(|(_, _, other)| other.0 == *place) && id.get().problem(place).is_none() {
            at.set(id, place, *line, Sure::Inferred, format!("it pulls {} from there", quoted(from)));
        }
    }
}

/// How many parts of a version matter.
fn parts(runtime: Option<Runtime>) -> usize {
    if matches!(runtime, Some(Runtime::Node | Runtime::Bun | Runtime::Java | Runtime::JavaNative)) { 1 } else { 2 }
}

/// The release that our bases are made from.
const OUR_DEBIAN: u8 = 13;

/// Libraries whose names in Debian 12 are known in Debian 13 too, or provided there by one that
/// got a longer name: looked up in its index on 2026-12-01.
#[rustfmt::skip]
const UNCHANGED: &[&str] = &[
    "libargon2-1", "libasound2", "libatk-bridge2.0-0", "libatk1.0-0", "libatspi2.0-0", "libavahi-client3", "libblas3", "libcairo2", "libcap2",
    "libcups2", "libcurl3-gnutls", "libcurl4", "libdbus-1-3", "libde265-0", "libdrm2", "libedit2", "libevent-2.1-7", "libevent-core-2.1-7",
    "libexpat1", "libffi8", "libfontconfig1", "libfreetype6", "libgbm1", "libgd3", "libgdk-pixbuf-2.0-0", "libgeos-c1v5", "libgfortran5", "libgl1",
    "libglib2.0-0", "libgmp10", "libgomp1", "libgssapi-krb5-2", "libgtk-3-0", "libharfbuzz0b", "libheif1", "libice6", "libjemalloc2",
    "libjpeg62-turbo", "libjson-c5", "liblapack3", "liblua5.4-0", "liblz4-1", "libmagic1", "libmariadb3", "libmaxminddb0", "libmemcached11",
    "libmicrohttpd12", "libmp3lame0", "libncurses6", "libnspr4", "libnss3", "libonig5", "libopenblas0", "libopenjp2-7", "libopus0", "libpango-1.0-0",
    "libpangocairo-1.0-0", "libpangoft2-1.0-0", "libpcap0.8", "libpcre2-8-0", "libpng16-16", "libportaudio2", "libpq5", "librdkafka1",
    "libreadline8", "libsasl2-2", "libsm6", "libsnappy1v5", "libsndfile1", "libsodium23", "libsqlite3-0", "libtiff6", "libusb-1.0-0", "libuv1",
    "libvips42", "libwebp7", "libx11-6", "libx11-xcb1", "libxcb1", "libxcomposite1", "libxcursor1", "libxdamage1", "libxext6", "libxfixes3",
    "libxi6", "libxkbcommon0", "libxml2", "libxrandr2", "libxrender1", "libxshmfence1", "libxslt1.1", "libxss1", "libxtst6", "libyaml-0-2",
    "libzmq5", "libzstd1",
];

/// Programs that a compiled service calls: whoever puts them beside it in the image needs them.
const CALLED: &[&str] =
    &["git", "git-lfs", "mediainfo", "mercurial", "mkvtoolnix", "openssh-client", "rclone", "restic", "rsync", "subversion"];

/// A program that a compiled service calls, by its name in Debian. Where the same stage compiles
/// it may be for that.
fn called(package: &Installed, compiles: bool, kind: Option<Kind>) -> Option<&'static str> {
    // Alpine has client and server in one.
    let name = if package.name == "openssh" { "openssh-client" } else { package.name.as_str() };
    CALLED.iter().find(|own| **own == name && kind == Some(Kind::Compiled) && !compiles).copied()
}

fn packages(at: &mut At<'_>, instruction: &Instruction, is_ours: bool, called: &dyn Fn(&Installed) -> Option<&'static str>) {
    for package in instruction.installs().into_iter().filter(|package| package.stays) {
        let own = package.name.as_str();
        let called = called(&package);
        let package = match package.by.as_str() {
            "apt-get" | "apt" => own,
            // Alpine has other names, of which some are known in Debian.
            "apk" => of_debian(own).unwrap_or_default(),
            _ => continue,
        };
        let package = called.unwrap_or(package);
        if called.is_none() && !is_for_the_service(package) {
            continue;
        }
        let line = instruction.line_of(own);
        at.answer(NativeDeps::SystemLibs, line, Sure::Inferred, format!("it installs {}", quoted(own)));
        // Of some it is known that their names stay.
        let stays = of_alpine(package).is_some() || UNCHANGED.contains(&package);
        let is_of_a_release = !stays && package.starts_with("lib") && package.ends_with(|letter: char| letter.is_ascii_digit());
        match is_ours || !is_of_a_release {
            true => at.set(SettingId::Packages, package, line, Sure::Inferred, format!("it installs {}", quoted(own))),
            false => at.note(line, format!("It installs {}. Enter the name that Debian {OUR_DEBIAN} uses for it.", quoted(package))),
        }
    }
}
