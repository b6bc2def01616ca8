//! What is copied from the stage that builds, and whether it fits where it runs.

use super::rule::{Case, Hit, Level, Rule};
use crate::facts::same_version;
use crate::inspect::containerfile::{Image, Libc, copied_to};
use crate::inspect::containerfile::{Instruction, Stage, instructions};

pub(super) static RULES: &[Rule] = &[
    Rule {
        name: "other-c-library",
        level: Level::Error,
        title: "Built for another C library",
        instead: "Use a builder and a base with the same C library, or a binary that needs none.",
        evidence: Some("glibc-binaries"),
        hadolint: None,
        check: libc,
    },
    Rule {
        name: "newer-builder",
        level: Level::Warning,
        title: "Built on a newer release than it runs on",
        instead: "Use a builder and a base from the same release.",
        evidence: Some("glibc-binaries"),
        hadolint: None,
        check: release,
    },
    Rule {
        name: "other-interpreter",
        level: Level::Error,
        title: "Packages for another language version",
        instead: "Use the same minor version in both stages.",
        evidence: Some("python-extensions"),
        hadolint: None,
        check: interpreter,
    },
    Rule {
        name: "moved-environment",
        level: Level::Warning,
        title: "A virtual environment was moved",
        instead: "Keep the environment at the same path in both stages.",
        evidence: Some("distroless-python-path"),
        hadolint: None,
        check: moved,
    },
];

/// What is copied from a stage of the file into what runs.
struct Carried<'a> {
    instruction: &'a Instruction,
    stage: &'a Stage,
    image: Image<'a>,
    /// All of the stage, with what it goes on from.
    made: Vec<&'a Instruction>,
    sources: Vec<String>,
    /// Where it comes to lie.
    to: String,
}

/// More copies than any file of people has; those beyond are not looked at.
const MOST_COPIES: usize = 100;

fn carried<'a>(case: &Case<'a>) -> Vec<Carried<'a>> {
    let mut workdir = String::from("/");
    let mut all = Vec::new();
    for instruction in &case.instructions {
        match instruction.name.as_str() {
            "WORKDIR" => workdir = copied_to(&workdir, instruction.text.trim()),
            "COPY" if all.len() < MOST_COPIES => {
                let Some(at) = instruction.option("from").and_then(|from| case.file.find(from)) else { continue };
                let (Some((sources, to)), Some(stage)) = (instruction.copied(), case.file.stages.get(at)) else { continue };
                let to = copied_to(&workdir, &to);
                all.push(Carried {
                    instruction,
                    stage,
                    image: case.file.image(at),
                    made: instructions(&case.file.line_of_stages(at)),
                    sources,
                    to,
                });
            }
            _ => {}
        }
    }
    all
}

impl Carried<'_> {
    fn language(&self) -> &'static str {
        self.image.language().map_or("", |(language, _)| language)
    }

    /// Whether any of its commands has this in it.
    fn says(&self, mark: &str) -> bool {
        self.made
            .iter()
            .any(|instruction| instruction.text.contains(mark) || instruction.heredocs.iter().any(|heredoc| heredoc.text.contains(mark)))
    }

    fn carries(&self, marks: &[&str]) -> bool {
        self.sources.iter().any(|source| marks.iter().any(|mark| source.contains(mark)))
    }

    /// Whether packages with native code may be in it.
    fn has_packages(&self) -> bool {
        match self.language() {
            "python" => self.carries(&["venv", "site-packages", "/usr/local/lib", "/install", "/root/.local", "/env", "/usr/local"]),
            "ruby" => self.carries(&["/usr/local/bundle", "vendor/bundle"]),
            _ => false,
        }
    }
}

fn name(libc: Libc) -> &'static str {
    match libc {
        Libc::Glibc => "glibc",
        Libc::Musl => "musl",
    }
}

fn libc(case: &Case<'_>) -> Vec<Hit> {
    let Some(here) = case.image.libc() else { return Vec::new() };
    let mut hits = Vec::new();
    for carried in carried(case) {
        let Some(there) = carried.image.libc().filter(|there| *there != here) else { continue };
        let is_program =
            carried.language() == "rust" && carried.carries(&["release/", "/bin/"]) && !carried.says("musl") && !carried.says("crt-static");
        // Rust for musl is linked statically, and runs on glibc too.
        let is_wrong = carried.has_packages() || is_program && there == Libc::Glibc;
        // Compatibility layers are somebody's own way.
        let is_bridged = case
            .instructions
            .iter()
            .any(|instruction| ["gcompat", "libc6-compat", "glibc"].iter().any(|name| instruction.text.contains(name)));
        if is_wrong && !is_bridged {
            let (built, runs) = (carried.image.reference, case.image.reference);
            hits.push((
                carried.instruction.line,
                format!("{built} has {}, but {runs} has {}. Code compiled for one does not load on the other.", name(there), name(here)),
            ));
        }
    }
    hits
}

fn release(case: &Case<'_>) -> Vec<Hit> {
    let Some(here) = case.image.debian() else { return Vec::new() };
    let mut hits = Vec::new();
    for carried in carried(case) {
        let Some(there) = carried.image.debian().filter(|there| *there > here) else { continue };
        let is_static = carried.says("CGO_ENABLED=0") || carried.says("musl");
        let is_compiled = match carried.language() {
            "rust" | "c_cpp" => !is_static,
            "go" => carried.says("CGO_ENABLED=1"),
            _ => carried.has_packages(),
        };
        if is_compiled {
            let (built, runs) = (carried.image.reference, case.image.reference);
            hits.push((carried.instruction.line, format!("{built} is Debian {there}, but {runs} is Debian {here}. A program linked on the first may need a newer glibc than the second has.")));
        }
    }
    hits
}

/// The Python of distroless, by its Debian.
const DISTROLESS_PYTHON: &[(u8, &str)] = &[(11, "3.9"), (12, "3.11"), (13, "3.13")];

fn interpreter(case: &Case<'_>) -> Vec<Hit> {
    let Some((language, own)) = case.image.language() else { return Vec::new() };
    let by_release =
        || case.image.debian().and_then(|release| DISTROLESS_PYTHON.iter().find(|(own, _)| *own == release)).map(|(_, version)| *version);
    let Some(own) = own.or_else(|| (language == "python").then(by_release).flatten()) else { return Vec::new() };
    let mut hits = Vec::new();
    for carried in carried(case).into_iter().filter(Carried::has_packages) {
        let Some((there, Some(version))) = carried.image.language().filter(|(there, _)| *there == language) else { continue };
        let minor = |version: &str| version.split('.').take(2).collect::<Vec<_>>().join(".");
        let knows_minor = version.contains('.') && own.contains('.');
        if there == "python" && knows_minor && !same_version(&minor(own), &minor(version)) {
            let (built, runs) = (carried.image.reference, case.image.reference);
            hits.push((carried.instruction.line, format!("{built} is Python {}, but {runs} is Python {}. Compiled extensions load only in the version they were built for, and packages have another path.", minor(version), minor(own))));
        }
    }
    hits
}

fn moved(case: &Case<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for carried in carried(case).into_iter().filter(|carried| carried.language() == "python") {
        let [source] = carried.sources.as_slice() else { continue };
        let is_environment = source.trim_end_matches('/').rsplit('/').next().is_some_and(|name| name.contains("venv"));
        let is_relocatable = carried.says("--relocatable") || carried.says("virtualenv-clone");
        let from = source.trim_end_matches('/');
        if is_environment && from.starts_with('/') && from != carried.to && !is_relocatable && carried.stage.line > 0 {
            // Programs in bin begin with the path of the interpreter they were made with.
            hits.push((
                carried.instruction.line,
                format!("It was created at {from} but is now at {}. The programs in its bin folder begin with the old path.", carried.to),
            ));
        }
    }
    hits
}
