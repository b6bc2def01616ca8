//! Turns `src/facts/*.json` into Rust constants, so that the page carries no
//! parser and a malformed fact stops the build with its file's name.

use std::path::{Path, PathBuf};
use std::{env, fs};

#[allow(dead_code, reason = "of the calendar, only reading a day is needed here")]
#[path = "src/facts/date.rs"]
mod date;
#[path = "build/publishers.rs"]
mod publishers;
#[path = "build/text.rs"]
mod text;
#[path = "src/facts/wire.rs"]
mod wire;

use date::Date;
use text::{accounts, capitalised, date, field, host_field, line, list, minor, optional, presence, quoted, sbom, source, user};

const FOLDER: &str = "src/facts";

fn main() {
    println!("cargo::rerun-if-changed={FOLDER}");
    // What cuts the parts out of the program reads who calls whom out of its relocations.
    if env::var_os("CARGO_FEATURE_SPLIT").is_some() && env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|target| target == "wasm32") {
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    let mut cold = Cold::default();

    let publishers: wire::PublisherFile = read(&Path::new(FOLDER).join("publishers.json"));
    table("publishers", |out| publishers::write(out, &publishers.publishers));
    table("offers", |out| publishers::write_offers(out, &publishers.publishers));
    table("abouts", |out| publishers::write_abouts(out, &mut cold, &publishers.publishers));
    let mut images: Vec<File> = Vec::new();
    let mut tools = String::new();
    for path in json_files() {
        match path.file_stem().and_then(|stem| stem.to_str()) {
            Some("support") => table("support", |out| write_support(out, &mut cold, read(&path))),
            Some("packages") => write_packages(&mut tools, &mut cold, read(&path)),
            Some("tools") => write_tools(&mut tools, &mut cold, read(&path)),
            Some("kubectl") => write_kubectl(&mut tools, &mut cold, read(&path)),
            Some("evidence") => table("evidence", |out| write_evidence(out, read(&path))),
            Some("pieces") => table("pieces", |out| write_pieces(out, &mut cold, read(&path))),
            Some("myths") => table("myths", |out| write_myths(out, read(&path))),
            Some("publishers") => {}
            _ => images.push(File { name: path.display().to_string(), file: read(&path) }),
        }
    }
    table("tools", |out| out.push_str(&tools));
    publishers::check(&publishers.publishers, &all(&images).map(|(_, image)| image).collect::<Vec<_>>());
    table("images", |out| write_images(out, &mut cold, &images));
    table("counted", |out| write_counted(out, &mut cold, &images));
    table("libcs", |out| write_libcs(out, &images));
    table("followers", |out| write_followers(out, &images));
    table("insides", |out| write_insides(out, &mut cold, &images, &publishers.publishers));
    cold.write();
}

/// A file of images, and its name.
struct File {
    name: String,
    file: wire::ImageFile,
}

/// Writes a file of constants, which the file of their type includes.
fn table(name: &str, write: impl FnOnce(&mut String)) {
    let mut out = String::new();
    write(&mut out);
    let target = Path::new(&env::var("OUT_DIR").expect("cargo sets OUT_DIR")).join(format!("{name}.rs"));
    fs::write(target, out).expect("the build folder can be written");
}

fn count(files: &[File]) -> usize {
    files.iter().map(|File { file, .. }| file.images.len()).sum()
}

fn all(files: &[File]) -> impl Iterator<Item = (&File, &wire::Image)> {
    files.iter().flat_map(|file| file.file.images.iter().map(move |image| (file, image)))
}

fn json_files() -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(FOLDER)
        .expect("src/facts is there")
        .map(|entry| entry.expect("src/facts can be read").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    files.sort();
    files
}

fn read<T: serde::de::DeserializeOwned>(path: &Path) -> T {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    // Where it is no JSON at all, that is said below.
    let whole: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
    for day in days(&whole) {
        assert!(Date::parse(day).is_some(), "{}: {day} is in no calendar", path.display());
    }
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every text of the form of a day, wherever it stands.
fn days(value: &serde_json::Value) -> Vec<&str> {
    let has_form = |text: &str| {
        text.len() == 10 && text.bytes().enumerate().all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() })
    };
    match value {
        serde_json::Value::String(text) if has_form(text) => vec![text],
        serde_json::Value::Array(items) => items.iter().flat_map(days).collect(),
        serde_json::Value::Object(fields) => fields.values().flat_map(days).collect(),
        _ => Vec::new(),
    }
}

fn write_images(out: &mut String, cold: &mut Cold, files: &[File]) {
    line(out, "/// Every image of the catalogue.");
    line(out, &format!("pub static IMAGES: [Image; {}] = [", count(files)));
    for (at, (File { name, .. }, image)) in all(files).enumerate() {
        line(out, "Image {");
        field(out, "at", at.to_string());
        field(out, "id", quoted(&image.id));
        field(out, "version_of", optional(image.version_of.as_deref()));
        host_field(out, "file", quoted(name));
        field(out, "reference", quoted(&image.reference));
        field(out, "version", optional(image.version.as_deref()));
        host_field(out, "release", optional(image.release.as_deref()));
        host_field(out, "libc", format!("Libc::{}({})", capitalised(&image.libc.name), optional(image.libc.version.as_deref())));
        host_field(out, "compressed_arm64", figure(cold, "Bytes", image.compressed_arm64.as_ref()));
        host_field(out, "sbom", image.sbom.as_ref().map_or("None".into(), sbom));
        host_field(out, "licence", optional(image.licence.as_deref()));
        host_field(out, "contents", image.contents.as_ref().map_or("None".into(), source));
        host_field(out, "libraries", image.libraries.as_ref().map_or("None".into(), |it| source(&it.read)));
        field(out, "ends", list(&image.ends));
        host_field(out, "for_comparison", image.for_comparison.to_string());
        field(out, "login", optional(image.login.as_deref()));
        line(out, "},");
    }
    line(out, "];");
}

/// Apart from the images, as only their costs ask for it.
fn write_counted(out: &mut String, cold: &mut Cold, files: &[File]) {
    line(out, &format!("static COUNTED: [Counted; {}] = [", count(files)));
    for (File { file, .. }, image) in all(files) {
        line(out, "Counted {");
        field(out, "collection", quoted(&file.collection));
        field(out, "shell", presence(image.shell.as_deref()));
        field(out, "package_manager", presence(image.package_manager.as_deref()));
        field(out, "interpreter", presence(image.interpreter.as_deref()));
        field(out, "packages", figure(cold, "Packages", image.packages.as_ref()));
        field(out, "compressed", figure(cold, "Bytes", image.compressed.as_ref()));
        field(out, "unpacked", figure(cold, "Bytes", image.unpacked.as_ref()));
        field(out, "note", cold.optional(image.note.as_deref()));
        line(out, "},");
    }
    line(out, "];");
}

/// The same, as only what draws them asks for it.
fn write_libcs(out: &mut String, files: &[File]) {
    let names: Vec<String> = all(files).map(|(_, image)| format!("LibcName::{}", capitalised(&image.libc.name))).collect();
    line(out, &format!("static LIBCS: [LibcName; {}] = [{}];", names.len(), names.join(", ")));
}

/// Apart, as few images have such a tag.
fn write_followers(out: &mut String, files: &[File]) {
    let rows = all(files).enumerate().filter_map(|(at, (File { name, .. }, image))| {
        let role = image.follows.as_deref()?;
        let known = all(files).any(|(_, other)| other.id == role && other.version_of.is_none());
        assert!(known, "{name}, {}: no image with versions has the id {role}", image.id);
        Some(format!("({at}, {role:?})"))
    });
    let rows: Vec<String> = rows.collect();
    line(out, &format!("static FOLLOWERS: [(u16, &str); {}] = [{}];", rows.len(), rows.join(", ")));
}

fn write_insides(out: &mut String, cold: &mut Cold, files: &[File], publishers: &[wire::Publisher]) {
    line(out, &format!("pub(super) static INSIDES: [Inside; {}] = [", count(files)));
    for (File { name, file }, image) in all(files) {
        let publisher = image.publisher.as_ref().or(file.publisher.as_ref()).map(|id| {
            let known = publishers.iter().position(|row| row.id == *id);
            known.unwrap_or_else(|| panic!("{name}, {}: no publisher has the id {id}", image.id))
        });
        let known = image.builder.as_ref().is_none_or(|id| all(files).any(|(_, other)| other.id == *id));
        assert!(known, "{name}, {}: no image has the id {:?}: write another builder", image.id, image.builder);
        let asks = publisher.is_some_and(|at| publishers[at].account.is_some());
        assert!(image.login.is_some() == asks, "{name}, {}: its publisher says otherwise of a login", image.id);
        let unknown = [image.user.is_none(), image.entrypoint.is_none(), image.cmd.is_none()];
        assert!(unknown == [unknown[0]; 3], "{name}, {}: user, entrypoint and cmd are known together or not at all", image.id);
        line(out, "Inside {");
        field(out, "ca_certificates", format!("{:?}", image.ca_certificates));
        field(out, "tzdata", format!("{:?}", image.tzdata));
        field(out, "icu", format!("{:?}", image.icu));
        field(out, "user", image.user.as_ref().map_or("None".into(), |it| format!("Some({})", user(it.uid, it.gid))));
        field(out, "users", image.users.as_deref().map_or("None".into(), |users| format!("Some(&[{}])", accounts(users))));
        field(out, "entrypoint", list(image.entrypoint.as_deref().unwrap_or_default()));
        field(out, "cmd", list(image.cmd.as_deref().unwrap_or_default()));
        field(out, "architectures", list(&image.architectures));
        field(out, "libraries", list(image.libraries.as_ref().map_or(&[], |it| &it.names)));
        field(out, "debug_variant", presence(image.debug_variant.as_deref()));
        field(out, "publisher", publisher.map_or("None".into(), |at| format!("Some({at})")));
        field(out, "builder", optional(image.builder.as_deref()));
        field(out, "signing", cold.signing(image.signing.as_ref()));
        line(out, "},");
    }
    line(out, "];");
}

fn write_support(out: &mut String, cold: &mut Cold, file: wire::SupportFile) {
    line(out, "/// Until when the products inside the images are maintained.");
    line(out, &format!("pub static SUPPORT: [Support; {}] = [", file.support.len()));
    for row in &file.support {
        line(out, "Support {");
        field(out, "id", quoted(&row.id));
        field(out, "product", quoted(&row.product));
        field(out, "ends", row.ends.as_deref().map_or("None".into(), |day| format!("Some({})", date(day))));
        host_field(out, "long_term", row.long_term.as_deref().map_or("None".into(), |day| format!("Some({})", date(day))));
        field(out, "expected", row.expected.as_deref().map_or("None".into(), |day| format!("Some({})", date(day))));
        field(out, "source", cold.citation(&row.source));
        field(out, "date", date(&row.date));
        field(out, "note", cold.optional(row.note.as_deref()));
        line(out, "},");
    }
    line(out, "];");
}

fn write_packages(out: &mut String, cold: &mut Cold, file: wire::PackageFile) {
    line(out, "/// Packages of the distributions that a Dockerfile may install.");
    line(out, &format!("pub static PACKAGES: [Package; {}] = [", file.packages.len()));
    for row in &file.packages {
        line(out, "Package {");
        field(out, "id", quoted(&row.id));
        field(out, "what", quoted(&row.what));
        field(out, "debian", quoted(&row.debian));
        field(out, "alpine", quoted(&row.alpine));
        field(out, "source", cold.citation(&row.source));
        field(out, "date", date(&row.date));
        line(out, "},");
    }
    line(out, "];");
}

fn write_tools(out: &mut String, cold: &mut Cold, file: wire::ToolFile) {
    line(out, "/// Programs that a build stage installs from a language's registry.");
    line(out, &format!("pub static TOOLS: [Tool; {}] = [", file.tools.len()));
    for row in &file.tools {
        line(out, "Tool {");
        field(out, "id", quoted(&row.id));
        field(out, "what", quoted(&row.what));
        field(out, "spec", quoted(&row.spec));
        field(out, "source", cold.citation(&row.source));
        field(out, "date", date(&row.date));
        line(out, "},");
    }
    line(out, "];");
}

fn write_kubectl(out: &mut String, cold: &mut Cold, file: wire::KubectlFile) {
    line(out, "/// The subcommands and flags of kubectl that a runbook uses.");
    line(out, &format!("pub static KUBECTL: [KubectlWord; {}] = [", file.kubectl.len()));
    for row in &file.kubectl {
        line(out, "KubectlWord {");
        field(out, "command", quoted(&row.command));
        field(out, "flag", optional(row.flag.as_deref()));
        field(out, "short", optional(row.short.as_deref()));
        field(out, "since", minor(&row.since));
        field(out, "until", row.until.as_deref().map_or("None".into(), |version| format!("Some({})", minor(version))));
        field(out, "source", cold.citation(&row.source));
        field(out, "date", date(&row.date));
        line(out, "},");
    }
    line(out, "];");
}

fn write_evidence(out: &mut String, file: wire::EvidenceFile) {
    line(out, "/// What the rules stand on.");
    line(out, &format!("pub static EVIDENCE: [Evidence; {}] = [", file.evidence.len()));
    for row in &file.evidence {
        line(out, "Evidence {");
        field(out, "key", quoted(&row.key));
        field(out, "title", quoted(&row.title));
        field(out, "claim", quoted(&row.claim));
        field(out, "source", quoted(&row.source));
        field(out, "date", date(&row.date));
        field(out, "standing", quoted(&row.standing));
        line(out, "},");
    }
    line(out, "];");
    // Apart, since the page cites by title and carries nothing else of it.
    let titles: Vec<_> = file.evidence.iter().map(|row| format!("({:?}, {:?})", row.key, row.title)).collect();
    line(out, &format!("static EVIDENCE_TITLES: [(&str, &str); {}] = [{}];", titles.len(), titles.join(",\n")));
}

fn write_pieces(out: &mut String, cold: &mut Cold, file: wire::PieceFile) {
    line(out, "/// What a Dockerfile on scratch may have to bring along.");
    line(out, &format!("pub static PIECES: [Piece; {}] = [", file.pieces.len()));
    for row in &file.pieces {
        line(out, "Piece {");
        field(out, "id", quoted(&row.id));
        field(out, "what", quoted(&row.what));
        field(out, "compressed", figure(cold, "Bytes", row.compressed.as_ref()));
        field(out, "unpacked", figure(cold, "Bytes", row.unpacked.as_ref()));
        line(out, "},");
    }
    line(out, "];");
}

fn write_myths(out: &mut String, file: wire::MythFile) {
    line(out, "/// What is often heard and is not so.");
    line(out, &format!("pub static MYTHS: [Myth; {}] = [", file.myths.len()));
    for row in &file.myths {
        line(out, "Myth {");
        field(out, "id", quoted(&row.id));
        field(out, "title", quoted(&row.title));
        field(out, "place", format!("Place::{}", capitalised(&row.place)));
        host_field(out, "claim", quoted(&row.claim));
        host_field(out, "right", quoted(&row.right));
        host_field(out, "evidence", list(&row.evidence));
        host_field(out, "source", optional(row.source.as_deref()));
        host_field(out, "date", date(&row.date));
        host_field(out, "standing", quoted(&row.standing));
        line(out, "},");
    }
    line(out, "];");
}

/// What is read only by those who ask: kept in tables of their own, by number,
/// so that a module which never asks does not carry them.
#[derive(Default)]
struct Cold {
    citations: Vec<String>,
    signings: Vec<String>,
}

impl Cold {
    /// A text as its number; equal ones are kept once.
    fn citation(&mut self, text: &str) -> String {
        format!("Citation({})", place(&mut self.citations, quoted(text)))
    }

    fn optional(&mut self, text: Option<&str>) -> String {
        text.map_or("None".into(), |text| format!("Some({})", self.citation(text)))
    }

    fn signing(&mut self, signing: Option<&wire::Signing>) -> String {
        let Some(it) = signing else { return "None".into() };
        let when = date(&it.date);
        let signing = format!("Signing {{ how: {:?}, verify: {:?}, source: {:?}, date: {when} }}", it.how, it.verify, it.source);
        format!("Some({})", place(&mut self.signings, signing))
    }

    fn write(&self) {
        let rows = |rows: &[String]| format!("{}] = [{}];", rows.len(), rows.join(",\n"));
        table("citations", |out| line(out, &format!("static CITATIONS: [&str; {}", rows(&self.citations))));
        table("signings", |out| line(out, &format!("pub(super) static SIGNINGS: [Signing; {}", rows(&self.signings))));
    }
}

/// The place of a row in a table, into which it is put where it is missing.
fn place(rows: &mut Vec<String>, row: String) -> usize {
    rows.iter().position(|there| *there == row).unwrap_or_else(|| {
        rows.push(row);
        rows.len() - 1
    })
}

fn figure(cold: &mut Cold, unit: &str, figure: Option<&wire::Figure>) -> String {
    figure.map_or("None".into(), |figure| {
        format!(
            "Some(Figure {{ value: {}, unit: Unit::{unit}, method: Method::{}, source: {}, date: {}, note: {} }})",
            figure.value,
            capitalised(&figure.method),
            cold.citation(&figure.source),
            date(&figure.date),
            cold.optional(figure.note.as_deref()),
        )
    })
}
