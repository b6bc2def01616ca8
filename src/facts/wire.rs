//! The shape of the JSON files, as `build.rs` reads them. The rest of the crate
//! sees only the constants made from it (see `facts.rs`), so a field can be
//! renamed there without touching a file here, and the other way round.

use serde::Deserialize;

/// One file: the images of one collection.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImageFile {
    /// For people: `Google distroless`.
    pub collection: String,
    /// The id of who publishes them; an image may say another.
    pub publisher: Option<String>,
    pub images: Vec<Image>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Image {
    pub id: String,
    /// The id of the image of which this is another language version.
    pub version_of: Option<String>,
    /// The id of the image whose newest version its tag follows, whichever that is.
    pub follows: Option<String>,
    pub reference: String,
    pub publisher: Option<String>,
    /// The id of the image of the same publisher that builds for this one.
    pub builder: Option<String>,
    pub version: Option<String>,
    pub release: Option<String>,
    pub libc: Libc,
    /// `null` is not known, `"none"` is known to be absent.
    pub shell: Option<String>,
    pub package_manager: Option<String>,
    pub interpreter: Option<String>,
    pub ca_certificates: Option<bool>,
    pub tzdata: Option<bool>,
    pub icu: Option<bool>,
    pub user: Option<User>,
    /// `null` is not known, an empty list is known to be empty.
    pub users: Option<Vec<Account>>,
    /// `null` is not known; that goes for user, entrypoint and command together.
    pub entrypoint: Option<Vec<String>>,
    pub cmd: Option<Vec<String>>,
    pub architectures: Vec<String>,
    /// Shared libraries that a compiled program may count on; left out where nobody looked.
    pub libraries: Option<Libraries>,
    pub packages: Option<Figure>,
    pub compressed: Option<Figure>,
    pub compressed_arm64: Option<Figure>,
    pub unpacked: Option<Figure>,
    pub debug_variant: Option<String>,
    pub signing: Option<Signing>,
    pub sbom: Option<Sbom>,
    pub licence: Option<String>,
    /// Where user, entrypoint, shell and the like were read.
    pub contents: Option<Source>,
    pub ends: Vec<String>,
    #[serde(default)]
    pub for_comparison: bool,
    pub login: Option<String>,
    pub note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Libraries {
    /// By the names that a program asks the loader for.
    pub names: Vec<String>,
    pub read: Source,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublisherFile {
    pub publishers: Vec<Publisher>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Publisher {
    pub id: String,
    pub name: String,
    pub registry: String,
    /// What account a pull asks for; left out where anybody may pull.
    pub account: Option<String>,
    /// Whether one is asked if it may be used, in the order of the file; the others always are.
    #[serde(default)]
    pub listed: bool,
    /// How the names of its images begin: by these a Dockerfile is known to use it.
    #[serde(default)]
    pub names: Vec<String>,
    /// What happened to it and what fits instead; left out where it goes on.
    pub ended: Option<Statement>,
    /// On which terms it may be used.
    pub terms: Option<Statement>,
    /// How long a version gets fixes.
    pub support: Option<Statement>,
    /// What its tags promise.
    pub tags: Option<Statement>,
    /// How it signs.
    pub signed: Option<Statement>,
    /// What it has for runtimes.
    pub has: Vec<Has>,
}

/// What a publisher is said to do, in a sentence.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    pub text: String,
    pub source: String,
    pub date: String,
}

/// What a publisher has for a runtime.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Has {
    /// The name of the runtime in links.
    pub runtime: String,
    /// Which versions of what.
    pub what: String,
    /// Its images among the facts, the one that a Dockerfile takes first.
    pub images: Vec<String>,
    /// Whether a Dockerfile takes it where the publisher may be used.
    #[serde(default)]
    pub offered: bool,
    /// Why not; left out where it does.
    pub not: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Libc {
    pub name: String,
    pub version: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct User {
    pub uid: u32,
    pub gid: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    pub name: String,
    pub uid: u32,
    pub gid: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signing {
    pub how: String,
    /// A command in which `IMAGE` stands for the reference.
    pub verify: String,
    pub source: String,
    pub date: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sbom {
    pub what: String,
    pub source: String,
    pub date: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub source: String,
    pub date: String,
}

/// A figure. Its unit is that of the field that holds it: bytes for the three
/// sizes (linux/amd64 where the name says nothing else), packages of the
/// distribution for `packages`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    pub value: u64,
    pub method: String,
    pub source: String,
    pub date: String,
    pub note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SupportFile {
    pub support: Vec<Support>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Support {
    pub id: String,
    pub product: String,
    pub ends: Option<String>,
    /// From which day on it is in long-term support; left out for versions that
    /// never are, and for products that know no difference.
    pub long_term: Option<String>,
    /// By when it ends if its makers keep to their schedule; left out where an
    /// end is announced, and where there is no schedule.
    pub expected: Option<String>,
    pub source: String,
    pub date: String,
    pub note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackageFile {
    pub packages: Vec<Package>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Package {
    pub id: String,
    pub what: String,
    pub debian: String,
    pub alpine: String,
    pub source: String,
    pub date: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ToolFile {
    pub tools: Vec<Tool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tool {
    pub id: String,
    pub what: String,
    pub spec: String,
    pub source: String,
    pub date: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvidenceFile {
    pub evidence: Vec<Evidence>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    pub key: String,
    /// A few words, for whoever cites it.
    pub title: String,
    pub claim: String,
    pub source: String,
    pub date: String,
    pub standing: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KubectlFile {
    pub kubectl: Vec<KubectlWord>,
}

/// A subcommand, or one of its flags; without a subcommand a flag of all.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KubectlWord {
    pub command: String,
    pub flag: Option<String>,
    pub short: Option<String>,
    /// It is there from this version on, at the latest.
    pub since: String,
    /// The last version that has it.
    pub until: Option<String>,
    pub source: String,
    pub date: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PieceFile {
    pub pieces: Vec<Piece>,
}

/// What is copied into an empty image. Sizes as in [`Image`].
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Piece {
    pub id: String,
    pub what: String,
    pub compressed: Option<Figure>,
    pub unpacked: Option<Figure>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MythFile {
    pub myths: Vec<Myth>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Myth {
    pub id: String,
    pub title: String,
    pub claim: String,
    /// What is so, in two sentences.
    pub right: String,
    pub evidence: Vec<String>,
    pub source: Option<String>,
    pub date: String,
    pub standing: String,
    /// A variant of `Place`, in lower case.
    pub place: String,
}
