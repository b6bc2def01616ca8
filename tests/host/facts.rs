//! What holds for every record. A failure names the file, the record and what to mend.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::Path;

use container_diet::facts::extensions::{EXTENSIONS, INSIDE, WITH_PHP, is_known};
use container_diet::facts::{
    self, CHECKED, Date, Figure, IMAGES, Image, Libc, Method, PACKAGES, PIECES, PUBLISHERS, Presence, SUPPORT, Unit, publisher_of,
};
use container_diet::model::flavour::{self, FLAVOURS, flavour};
use container_diet::model::questions::ExactVersion;
use container_diet::model::runtimes::{Kind, RUNTIMES, ShellLess};
use container_diet::model::{Answers, Family, QuestionId};

/// Where a record is, for whoever has to mend it.
fn at(image: &Image) -> String {
    format!("{}, {}", image.file, image.id)
}

#[test]
fn images_are_named_once_and_in_order() {
    let mut ids = HashSet::new();
    let mut references: HashMap<&str, &str> = HashMap::new();
    for image in &IMAGES {
        assert!(ids.insert(image.id), "{}: the id is used twice: write another", at(image));
        let other = references.insert(image.reference, image.id);
        assert_eq!(other, None, "{}: {} is another image’s reference too: write its own, or remove one", at(image), image.reference);
    }
    for pair in IMAGES.windows(2).filter(|pair| pair[0].file == pair[1].file) {
        assert!(pair[0].id < pair[1].id, "{}: comes after {}: sort the file by id", at(&pair[1]), pair[0].id);
        assert_eq!(pair[0].collection(), pair[1].collection(), "{}: a file is of one collection", at(&pair[1]));
    }
}

#[test]
fn references_say_version_and_release() {
    for image in &IMAGES {
        let at = at(image);
        assert_eq!(image.tag().is_empty(), image.id == "scratch", "{at}: no tag: write the reference with one");
        assert!(!image.tag().contains("debug"), "{at}: a debug image is never a base: write the plain tag");
        assert_eq!(
            image.tag().contains("latest"),
            image.for_comparison,
            "{at}: latest is never generated: write a tag with a version, or \"for_comparison\": true where there is none"
        );
        if let Some(version) = image.version {
            // Deno's tags have the version behind the distribution.
            let named = image.tag().starts_with(version)
                || image.tag().ends_with(version) && image.repository() == "denoland/deno"
                || image.tag() == format!("jdk-{version}")
                || image.repository().ends_with(&format!("{version}-debian13"))
                || image.repository().contains("distroless");
            assert!(named, "{at}: the tag {} does not begin with the version: write {version} in front", image.tag());
        }
        let names: &[&str] = match image.release {
            // Some publishers leave the release out of their tags.
            Some(_)
                if image.login.is_some()
                    || ["nginxinc/", "oven/", "denoland/"].iter().any(|publisher| image.repository().starts_with(publisher)) =>
            {
                continue;
            }
            Some("debian-13") => &["13", "trixie"],
            Some("alpine-3.24") => &["3.24"],
            Some("ubuntu-24.04") => &["24.04", "noble"],
            Some("ubuntu-26.04") => &["26.04", "resolute"],
            Some("wolfi") => &["cgr.dev/chainguard/"],
            Some("rhel-10") => &["/ubi10/"],
            Some(other) => panic!("{at}: {other} is no release that this test knows: add it here, with what a reference calls it"),
            None => {
                assert!(image.id == "scratch" || image.note().is_some(), "{at}: write a note why the release is not known");
                continue;
            }
        };
        assert!(names.iter().any(|name| image.reference.contains(name)), "{at}: does not say its release: write one of {names:?}");
    }
}

#[test]
fn every_figure_has_unit_method_source_and_date() {
    use Method::{Counted, Defined, Derived, Measured, Published};
    for image in &IMAGES {
        let at = at(image);
        let sizes: &[Method] = &[Published, Measured, Derived, Defined];
        figure(&at, "packages", image.packages(), Unit::Packages, &[Counted, Derived, Defined]);
        figure(&at, "compressed", image.compressed(), Unit::Bytes, sizes);
        figure(&at, "compressed_arm64", image.compressed_arm64, Unit::Bytes, sizes);
        figure(&at, "unpacked", image.unpacked(), Unit::Bytes, &[Published, Measured, Defined]);
        if let (Some(compressed), Some(unpacked)) = (image.compressed(), image.unpacked()) {
            assert!(compressed.value <= unpacked.value, "{at}: compressed is larger than unpacked: see which of them is the other");
        }
        if let Some(arm64) = image.compressed_arm64 {
            let amd64 = image.compressed().unwrap_or_else(|| panic!("{at}: compressed_arm64 without compressed: write that too, or null"));
            let within = arm64.value <= 2 * amd64.value && amd64.value <= 2 * arm64.value;
            assert!(within, "{at}: compressed_arm64 is not within half and double of compressed: read both again");
            let listed = image.inside().architectures.contains(&"arm64") || image.id == "scratch";
            assert!(listed, "{at}: a size on arm64, which is not among the architectures: add it there");
        }
    }
}

#[test]
fn every_piece_has_figures_as_an_image_has() {
    let mut ids = HashSet::new();
    for piece in &PIECES {
        let at = format!("src/facts/pieces.json, {}", piece.id);
        assert!(ids.insert(piece.id), "{at}: the id is used twice");
        assert!(!piece.what.is_empty(), "{at}: write what it is");
        for (field, size) in [("compressed", piece.compressed), ("unpacked", piece.unpacked)] {
            figure(&at, field, size, Unit::Bytes, &[Method::Published, Method::Measured]);
        }
        if let (Some(compressed), Some(unpacked)) = (piece.compressed, piece.unpacked) {
            assert!(compressed.value <= unpacked.value, "{at}: compressed is larger than unpacked: see which of them is the other");
        }
        assert!(piece.figures().count() > 0, "{at}: nothing is known of it: remove it, or write a size");
    }
}

#[track_caller]
fn figure(at: &str, field: &str, figure: Option<Figure>, unit: Unit, methods: &[Method]) {
    let Some(figure) = figure else { return };
    assert_eq!(figure.unit, unit, "{at}: {field} counts something else");
    assert!(methods.contains(&figure.method), "{at}: {field}: {:?} is no way to get it: write one of {methods:?}", figure.method);
    assert!(figure.value > 0 || figure.method == Method::Defined, "{at}: {field}: only scratch is empty: write null where nobody knows");
    cited(at, field, figure.source.text(), figure.date);
    assert!(figure.date <= facts::as_of(), "{at}: {field}: {} is after {}", figure.date, facts::as_of());
}

/// Every source says where, and has a day that was and is not long ago.
#[track_caller]
fn cited(at: &str, field: &str, source: &str, date: Date) {
    assert!(source.contains(['.', '/', ':']), "{at}: {field}: write where it was read, as an address, a file or a command");
    assert_eq!(Date::from_days(date.days()), date, "{at}: {field}: {date} is in no calendar: write the day");
    assert!(date >= Date::new(2026, 1, 1), "{at}: {field}: {date} is long ago: read it again");
    assert!(date <= CHECKED, "{at}: {field}: {date} is after {CHECKED}: write an earlier day, or move CHECKED in src/facts.rs");
}

#[test]
fn what_is_known_of_an_image_says_where_it_was_read() {
    for image in &IMAGES {
        let at = at(image);
        let contents = image.contents.unwrap_or_else(|| panic!("{at}: write under contents where user, entrypoint and shell were read"));
        cited(&at, "contents", contents.source, contents.date);
        if let Some(signing) = image.signing() {
            cited(&at, "signing", signing.source, signing.date);
            assert!(signing.verify.contains("IMAGE"), "{at}: signing: write IMAGE where the command takes the reference");
            assert!(signing.command(image.reference).contains(image.reference), "{at}");
        }
        if let Some(sbom) = image.sbom {
            cited(&at, "sbom", sbom.source, sbom.date);
        }
    }
    for row in &SUPPORT {
        cited("src/facts/support.json", row.id, row.source.text(), row.date);
        assert!(row.source.text().contains('@'), "src/facts/support.json, {}: write the revision of the source, after an @", row.id);
    }
    for row in &PACKAGES {
        cited("src/facts/packages.json", row.id, row.source.text(), row.date);
    }
}

#[test]
fn contents_agree_with_each_other() {
    for image in &IMAGES {
        let at = at(image);
        let of_the_system = ["apt", "apk", "microdnf"].map(Presence::Present).contains(&image.package_manager());
        assert!(!of_the_system || image.has_shell(), "{at}: a package manager of the system brings a shell: write which");
        let musl = matches!(image.libc, Libc::Musl(_));
        if let (Some(release), false) = (image.release, matches!(image.libc, Libc::None(_))) {
            assert_eq!(musl, release.starts_with("alpine"), "{at}: musl is Alpine’s: mend libc or release");
        }
        for account in image.inside().users.unwrap_or_default() {
            assert!(!account.name.is_empty() && account.user.uid > 0, "{at}: an ordinary user has a name and is not root");
        }
        assert!(image.ordinary_user().uid > 0 && image.ordinary_user().gid > 0, "{at}: would run as root: mend users");
        if let (Some(user), Some(users)) = (image.inside().user.filter(|user| user.uid > 0), image.inside().users) {
            assert!(users.iter().any(|account| account.user == user), "{at}: runs as {user}, whom users does not have: add the account");
        }
        if image.has_shell() {
            assert_ne!(image.inside().debug_variant, Presence::Absent, "{at}: has a shell itself: write that as the debug variant");
        }
        assert!(image.licence.is_none_or(|licence| !licence.is_empty()), "{at}: licence: write null where it is not known");
    }
}

/// An image that is made on another one and says nothing of how it starts has
/// that one’s command, and every base with a shell has one. The other publishers
/// put theirs together from packages.
#[test]
fn an_inherited_command_is_never_none() {
    for image in &IMAGES {
        let inside = image.inside();
        let is_made_on_another = image.publisher().is_some_and(|row| ["docker", "microsoft", "nginx"].contains(&row.id));
        if is_made_on_another && image.has_shell() && image.start_is_known() && inside.entrypoint.is_empty() {
            assert!(
                !inside.cmd.is_empty(),
                "{}: neither entrypoint nor cmd: write the command of the image that it is made from",
                at(image)
            );
        }
    }
}

/// Another version is the same image but for the version.
#[test]
fn versions_belong_to_a_default_of_the_same_file() {
    for image in &IMAGES {
        let at = at(image);
        let Some(role) = image.version_of else { continue };
        let default = facts::image(role).unwrap_or_else(|| panic!("{at}: no image has the id {role}: write one in version_of"));
        assert_eq!(default.file, image.file, "{at}: belongs into {}, to {role}", default.file);
        assert_eq!(default.version_of, None, "{at}: {role} is a version itself: write {:?} in version_of", default.version_of);
        let version = image.version.unwrap_or_else(|| panic!("{at}: write its version"));
        let default_version =
            default.version.unwrap_or_else(|| panic!("{}: write its version: others are versions of it", self::at(default)));
        assert_ne!(version, default_version, "{at}: is the default’s version: write its own");
        assert_eq!(image.id.replacen(&format!("-{version}"), "", 1), role, "{at}: write the version into the id {role}");
        assert_eq!(image.release, default.release, "{at}: another release than {role}: take the tag of the same one");
        assert_eq!(image.libc, default.libc, "{at}: another C library than {role}");
        assert_eq!(image.for_comparison, default.for_comparison, "{at}: another purpose than {role}");
        assert_eq!(image.publisher(), default.publisher(), "{at}: another publisher than {role}");
        assert_eq!(image.builder().map(|row| row.id), default.builder().map(|row| row.id), "{at}: another builder than {role}");
        let own = |image: &'static Image| {
            image.ends.iter().filter(|id| !id.ends_with(&format!("-{}", image.version.unwrap_or_default()))).collect::<Vec<_>>()
        };
        assert_eq!(own(image), own(default), "{at}: ends differ by more than the version: compare with {role}");
        let language = |image: &'static Image| facts::support_of(image.id, image.version.unwrap_or_default()).map(|row| row.id);
        assert!(
            language(image).is_some_and(|id| image.ends.contains(&id)),
            "{at}: its own version is not among ends: add {:?}",
            language(image)
        );
    }
}

/// Every string in the sources that looks like an image is one.
#[test]
fn every_image_that_the_sources_name_is_there() {
    let first = |id: &str| id.split('-').next().unwrap_or_default().to_string();
    let families: HashSet<String> = IMAGES.iter().map(|image| first(image.id)).collect();
    let mut found = 0;
    for path in rust_files(Path::new("src/dockerfile")).into_iter().chain(["src/model/rules/flavour.rs".to_string()]) {
        let text = fs::read_to_string(&path).expect("sources are text");
        for literal in text.split('"').skip(1).step_by(2) {
            let is_id = literal.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || "-.".contains(letter));
            // What Yarn 4 calls a layout of folders.
            let is_other = literal == "node-modules";
            if is_id && !is_other && families.contains(&first(literal)) {
                let image = facts::image(literal);
                let image = image.unwrap_or_else(|| panic!("{path}: no image has the id {literal}: add it to a file of src/facts"));
                assert!(!image.for_comparison, "{path}: {literal} is there to be compared with only: name another");
                found += 1;
            }
        }
    }
    assert!(found > FLAVOURS.len(), "the scan sees the table of flavours");
    for row in flavour::all() {
        let image = facts::image(row.image).unwrap_or_else(|| panic!("src/model/rules/flavour.rs: no image has the id {}", row.image));
        assert_eq!(image.version_of, None, "src/model/rules/flavour.rs: {} is a version: name {}", image.id, image.role());
        // The first view puts it there as HTML, and makes the first letter large.
        assert!(!row.why.contains(['<', '&']) && row.why.starts_with(|first: char| first.is_ascii()), "{}", row.why);
    }
    for image in &IMAGES {
        let texts = format!("{}{}", image.reference, image.login.unwrap_or_default());
        assert!(!texts.contains(['<', '&']), "{}: {texts}", image.id);
    }
}

fn rust_files(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("readable").path());
    let files = entries.flat_map(|path| if path.is_dir() { rust_files(&path) } else { vec![path.display().to_string()] });
    files.filter(|path| path.ends_with(".rs")).collect()
}

#[test]
fn package_constraints_are_bounds_and_not_exact_versions() {
    for row in &PACKAGES {
        assert!(
            row.debian.contains('=') && row.debian.ends_with('*'),
            "src/facts/packages.json, {}: write debian as name=version*",
            row.id
        );
        assert!(row.alpine.contains(">="), "src/facts/packages.json, {}: write alpine as name>=version", row.id);
        assert!(!row.what.is_empty() && !row.source.text().is_empty(), "src/facts/packages.json, {}: write what it is for", row.id);
    }
}

#[test]
fn sizes_are_printed_in_decimal_units() {
    let figure = |value| Figure {
        value,
        unit: Unit::Bytes,
        ..facts::image("alpine").and_then(|image| image.compressed()).expect("Alpine has a size")
    };
    for (value, text) in [
        (0, "0 MB"),
        (859_383, "859.4 kB"),
        (3_849_738, "3.8 MB"),
        (99_950_000, "100.0 MB"),
        (316_194_729, "316 MB"),
        (1_660_000_000, "1660 MB"),
    ] {
        assert_eq!(figure(value).to_string(), text);
    }
}

#[test]
fn an_image_is_pulled_from_the_registry_of_its_publisher() {
    for image in &IMAGES {
        let at = at(image);
        let Some(publisher) = image.publisher() else {
            assert!(image.has_nothing_inside(), "{at}: name its publisher");
            continue;
        };
        // Docker's own registry is the one that need not be named.
        let host = image.reference.split_once('/').map(|(host, _)| host).filter(|host| host.contains('.')).unwrap_or("docker.io");
        assert_eq!(host, publisher.registry, "{at}: {} publishes elsewhere", publisher.name);
        assert!(image.builder().is_none_or(|builder| builder.publisher() == Some(publisher)), "{at}: its builder is of another publisher");
    }
}

/// The table of runtimes says who publishes a shell-less image, and the images
/// of the runtime say it too.
#[test]
fn runtimes_and_images_agree_on_who_publishes_without_a_shell() {
    for row in &RUNTIMES {
        let on = Answers::default().with(row.runtime);
        let by = |answers: Answers| flavour(&answers.service(), Family::Distroless).image();
        let (default, exact) = (by(on), by(on.with(ExactVersion::Yes)));
        let maker = flavour(&on.service(), Family::Full).image().publisher();
        let google = |image: &Image| image.publisher().is_some_and(|row| row.id == "google");
        let found = match () {
            () if !google(default) && default.publisher() == maker => ShellLess::Maker,
            () if !google(default) => ShellLess::Vendor,
            () if google(exact) && row.kind == Kind::Compiled => ShellLess::Bare,
            () => ShellLess::Google,
        };
        assert_eq!(row.shell_less, found, "{:?}", row.runtime);
        assert!(!default.has_shell() && !exact.has_shell(), "{:?}", row.runtime);
    }
}

#[test]
fn each_extension_of_php_is_in_one_list() {
    let rows = EXTENSIONS.iter().map(|row| row.name);
    let all: Vec<&str> = rows.chain(INSIDE.iter().copied()).chain(WITH_PHP.iter().copied()).collect();
    let mut once = HashSet::new();
    assert!(all.iter().all(|name| once.insert(*name) && is_known(name)));
    assert!(EXTENSIONS.iter().all(|row| row.build.iter().chain(&row.run).flat_map(|names| *names).all(|name| name.len() >= 2)));
}

/// What is said of a publisher says where it was read, and what it has is for a runtime.
#[test]
fn publishers_have_sources() {
    let runtimes: Vec<&str> = QuestionId::Runtime.get().options.iter().map(|option| option.token).collect();
    let mut ids = HashSet::new();
    for row in &PUBLISHERS {
        let (at, about) = (format!("src/facts/publishers.json, {}", row.id), row.about());
        assert!(ids.insert(row.id), "{at}: the id is used twice");
        for (field, statement) in
            [("ended", about.ended), ("terms", about.terms), ("support", about.support), ("tags", about.tags), ("signed", about.signed)]
        {
            let Some(statement) = statement else { continue };
            cited(&at, field, statement.source, statement.date);
            assert!(statement.text.text().ends_with('.'), "{at}: {field}: write sentences");
        }
        for has in about.has {
            assert!(runtimes.contains(&has.runtime), "{at}: {} is no runtime: write one of {runtimes:?}", has.runtime);
            assert_eq!(about.has.iter().filter(|other| other.runtime == has.runtime).count(), 1, "{at}: {} is there twice", has.runtime);
            let own = has.images().all(|image| image.publisher() == Some(row));
            assert!(own && has.images().count() == has.images.len(), "{at}, {}: images of another publisher", has.runtime);
        }
        assert!(row.listed || about.has.is_empty(), "{at}: has is for those that are asked for");
    }
    for (name, expected) in [
        ("dhi.io/python", Some("docker-hardened")),
        ("registry.access.redhat.com/ubi9/python-312", Some("red-hat")),
        ("cgr.dev/chainguard/node", Some("chainguard")),
        ("ubuntu/jre", Some("canonical")),
        ("ubuntu", None),
        ("bitnami/node", Some("bitnami")),
        ("own/bitnami", None),
    ] {
        assert_eq!(publisher_of(name).map(|row| row.id), expected, "{name}");
    }
}
