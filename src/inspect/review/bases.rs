//! The images that FROM names.

use super::rule::{Case, Hit, Level, Rule};
use crate::facts::{SUPPORT, Support, publisher_of, same_version};
use crate::inspect::containerfile::Image;
use crate::inspect::containerfile::Stage;

pub(super) static RULES: &[Rule] = &[
    Rule {
        name: "ended-image",
        level: Level::Warning,
        title: "The image has reached its end of life",
        instead: "Use versions that are supported on the day of the build.",
        evidence: None,
        hadolint: None,
        check: ended,
    },
    Rule {
        name: "vanished-image",
        level: Level::Error,
        title: "The image is no longer published there",
        instead: "Use images that their publisher maintains.",
        evidence: None,
        hadolint: None,
        check: vanished,
    },
    Rule {
        name: "moving-tag",
        level: Level::Note,
        title: "The tag names no version",
        instead: "Use a tag with the language version and the release. Add a digest if you want.",
        evidence: Some("tags-and-lifetimes"),
        hadolint: Some("DL3006, DL3007"),
        check: moving,
    },
    Rule {
        name: "fixed-platform",
        level: Level::Note,
        title: "FROM sets a fixed platform",
        instead: "Use --platform=$BUILDPLATFORM for the build stage, and none for the final stage.",
        evidence: None,
        hadolint: Some("DL3029"),
        check: platform,
    },
    Rule {
        name: "debug-image-in-production",
        level: Level::Warning,
        title: "A debug image runs the service",
        instead: "Use a debug stage that is built on demand.",
        evidence: Some("debug-variant"),
        hadolint: None,
        check: debug,
    },
    Rule {
        name: "build-tools-at-runtime",
        level: Level::Warning,
        title: "Build tools are in the final image",
        instead: "Use two stages, of which the second contains only the result.",
        evidence: Some("inventory-not-cves"),
        hadolint: None,
        check: build_tools,
    },
];

/// The stages that name an image, with it.
fn images<'a>(case: &Case<'a>) -> Vec<(&'a Stage, Image<'a>)> {
    let own = case.file.stages.iter().filter(|stage| stage.base.is_none());
    own.map(|stage| (stage, Image::of(&stage.from))).filter(|(_, image)| image.is_known()).collect()
}

/// What of an image has an end: its language, and its release.
fn supports(image: &Image<'_>) -> Vec<&'static Support> {
    let mut all = Vec::new();
    let row = |product: &str, version: &str| {
        SUPPORT
            .iter()
            .find(|row| row.id.strip_prefix(product).and_then(|rest| rest.strip_prefix('-')).is_some_and(|own| same_version(own, version)))
    };
    if let Some((language, Some(version))) = image.language() {
        let product = if language == "node" { "nodejs" } else { language };
        all.extend(row(product, version));
    }
    if let Some(release) = image.debian() {
        all.extend(row("debian", &release.to_string()));
    }
    let alpine =
        image.tag.and_then(|tag| tag.split('-').find_map(|part| part.strip_prefix("alpine"))).filter(|version| !version.is_empty());
    let alpine = alpine.or(image.tag.filter(|_| image.repository == "alpine"));
    all.extend(alpine.and_then(|version| row("alpine", version.split(['_', '-']).next().unwrap_or(version))));
    all
}

/// Versions that ended before the facts begin, so that they have no row there.
const OLDER: &[(&str, &[u32])] = &[("python", &[3, 8]), ("node", &[16]), ("ruby", &[3, 1]), ("php", &[8, 0]), ("golang", &[1, 22])];
/// The oldest release of Debian that has a row.
const OLDEST_DEBIAN: u8 = 11;

/// Whether a version ended long ago.
fn is_old(image: &Image<'_>) -> bool {
    if image.debian().is_some_and(|release| release < OLDEST_DEBIAN) {
        return true;
    }
    let Some((_, last)) = OLDER.iter().find(|(repository, _)| *repository == image.repository) else { return false };
    let Some(version) = image.tag.and_then(|tag| tag.split('-').next()) else { return false };
    let parts: Vec<u32> = version.split('.').map_while(|part| part.parse().ok()).collect();
    // 3 alone is the newest 3.
    parts.len() >= last.len() && parts.iter().zip(last.iter()).find(|(own, last)| own != last).is_none_or(|(own, last)| own < last)
        || image.repository == "python" && parts.first() == Some(&2)
}

fn ended(case: &Case<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (stage, image) in images(case) {
        let row = supports(&image)
            .into_iter()
            .filter_map(|row| Some((row.ends?, row)))
            .filter(|(day, _)| *day < case.today)
            .min_by_key(|(day, _)| *day);
        if let Some((day, row)) = row {
            // Volunteers may go on for longer: then the fact says so.
            let note = row.note.as_ref().map_or_else(String::new, |note| format!(" ({note})"));
            hits.push((stage.line, format!("{}, in {}, reached end of life on {day}{note}.", row.product, image.reference)));
        } else if is_old(&image) {
            hits.push((stage.line, format!("{} reached end of life years ago and gets no more fixes.", image.reference)));
        }
    }
    hits
}

/// Beginnings of names that moved or ended, and what is so, beside publishers that ended as a whole.
const VANISHED: &[(&str, &str)] = &[
    ("k8s.gcr.io/", "k8s.gcr.io has been frozen since 2023; registry.k8s.io has the images"),
    ("openjdk", "the openjdk image has had no fixes since 2022; eclipse-temurin has maintained builds"),
    ("adoptopenjdk", "AdoptOpenJDK became Eclipse Temurin in 2021"),
    ("java", "the java image was removed; eclipse-temurin has builds"),
    ("centos", "CentOS Linux and its image reached end of life in 2024"),
    ("microsoft/dotnet", "these images moved to mcr.microsoft.com/dotnet in 2019"),
    ("mcr.microsoft.com/dotnet/core/", "these images are for .NET Core, which has reached end of life"),
];

fn vanished(case: &Case<'_>) -> Vec<Hit> {
    let of = |image: &Image<'_>| {
        let moved = VANISHED.iter().find(|(name, _)| match name.ends_with('/') {
            true => image.repository.starts_with(name),
            false => image.repository == *name,
        });
        let ended = || publisher_of(image.repository)?.about().ended.map(|statement| statement.text.text().trim_end_matches('.'));
        moved.map(|(_, why)| *why).or_else(ended)
    };
    images(case)
        .into_iter()
        .filter_map(|(stage, image)| of(&image).map(|why| (stage.line, format!("{}: {why}.", image.reference))))
        .collect()
}

fn moving(case: &Case<'_>) -> Vec<Hit> {
    let moves = |image: &Image<'_>| {
        // Distroless has no versions in tags, and its names carry the release.
        let has_none = image.repository.starts_with("gcr.io/distroless/") && image.repository.contains("-debian");
        !image.is_pinned && !image.is_scratch() && !has_none && image.tag.is_none_or(|tag| tag == "latest")
    };
    images(case)
        .into_iter()
        .filter(|(_, image)| moves(image))
        .map(|(stage, image)| {
            (stage.line, format!("{} names another image each month, so the same file builds something different.", image.reference))
        })
        .collect()
}

fn platform(case: &Case<'_>) -> Vec<Hit> {
    let fixed = |stage: &&Stage| stage.platform.as_deref().is_some_and(|platform| !platform.contains('$') && platform.contains('/'));
    let last = case.stages.iter().copied().filter(fixed);
    last.map(|stage| {
        (stage.line, format!("A build on arm64 still uses {}, which is then emulated.", stage.platform.as_deref().unwrap_or_default()))
    })
    .collect()
}

fn debug(case: &Case<'_>) -> Vec<Hit> {
    if !case.image.is_debug() || case.is_for_people() {
        return Vec::new();
    }
    vec![(case.from(), format!("{} contains a shell, which an attacker can also use.", case.image.reference))]
}

/// Packages that only a build needs.
const TOOLS: &[&str] =
    &["build-essential", "gcc", "g++", "make", "cmake", "build-base", "python3-dev", "cargo", "rustc", "default-jdk", "maven", "clang"];

fn build_tools(case: &Case<'_>) -> Vec<Hit> {
    let starts = case.named("CMD").next().is_some() || case.named("ENTRYPOINT").next().is_some();
    if case.is_for_people() || !starts {
        return Vec::new();
    }
    if case.image.is_builder() && case.image.is_known() {
        let reference = case.image.reference;
        return vec![(
            case.from(),
            format!("{reference} contains a compiler or an SDK, which makes the image larger and helps an attacker."),
        )];
    }
    // What is removed in the same command leaves nothing.
    let hit = |instruction: &crate::inspect::containerfile::Instruction| {
        let all = instruction.commands();
        let removes =
            all.iter().any(|words| ["purge", "del", "remove", "autoremove"].iter().any(|word| words.iter().any(|own| own == word)));
        let adds = all.iter().filter(|words| matches!(words.first().map(String::as_str), Some("apt-get" | "apt" | "apk")));
        let tool = adds.flatten().find(|word| TOOLS.contains(&word.split('=').next().unwrap_or(word)))?;
        // A group of apk that is removed later in the file is still in this layer, but that is rare.
        let is_virtual = all.iter().flatten().any(|word| word == "--virtual" || word.starts_with("--virtual=") || word == "-t");
        (!removes && !is_virtual).then(|| (instruction.line_of(tool), format!("{tool} is installed in the final stage and stays there.")))
    };
    case.named("RUN").filter_map(hit).take(1).collect()
}
